//! The reader through its public face.

use sitrep_inference::{Reader, ReaderError, SentenceReading};

static WEIGHTS: &[u8] = include_bytes!("../../../models/reader.bin");

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

fn check_tree(reading: &SentenceReading) {
    let n = reading.words.len();
    assert_eq!(reading.words.iter().filter(|word| word.head.is_none()).count(), usize::from(n > 0));
    for start in 0..n {
        let mut at = Some(start);
        for _ in 0..=n {
            at = at.and_then(|word| reading.words[word].head);
        }
        assert_eq!(at, None, "word {start} does not lead to the root");
    }
}

#[test]
fn weights_that_are_not_whole_are_refused() {
    for (what, bytes) in [
        ("empty", Vec::new()),
        ("truncated", WEIGHTS[..WEIGHTS.len() / 2].to_vec()),
        ("one byte short", WEIGHTS[..WEIGHTS.len() - 1].to_vec()),
        ("changed", {
            let mut bytes = WEIGHTS.to_vec();
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            bytes
        }),
    ] {
        let refused = Reader::from_bytes(&bytes).err();
        assert!(matches!(refused, Some(ReaderError::File(_))), "{what}");
    }
}

#[test]
fn a_sentence_of_news_is_read() {
    let reader = Reader::embedded().unwrap();
    let text = words("Iraqi forces retook the museum in Mosul on Tuesday , a military spokesman said .");
    let read = reader.read(std::slice::from_ref(&text));
    let at = |word: &str| text.iter().position(|w| *w == word).unwrap();
    let of = |word: &str| &read[0].words[at(word)];
    check_tree(&read[0]);
    assert_eq!(of("forces").head, Some(at("retook")));
    assert_eq!((of("museum").head, of("museum").deprel), (Some(at("retook")), "obj"));
    assert_eq!(of("Mosul").entity.map(|tag| tag.label), Some("GPE"));
    assert_eq!(of("Iraqi").entity.map(|tag| tag.label), Some("NORP"));
    assert_eq!(of("retook").event.map(|event| event.class), Some("OCCURRENCE"));
    assert_eq!(of("said").event.map(|event| (event.class, event.tense)), Some(("REPORTING", "PAST")));
    let attribution = &read[0].attributions[0];
    assert_eq!(attribution.cue, [(0, at("said"))]);
    assert_eq!(attribution.source.last(), Some(&(0, at("spokesman"))));
    assert_eq!(attribution.content.first(), Some(&(0, 0)));
    let length: f32 = read[0].vector.iter().map(|x| x * x).sum();
    assert!((length - 1.0).abs() < 1e-4);
}

#[test]
fn odd_sentences_are_read_without_a_crash() {
    let reader = Reader::embedded().unwrap();
    let text = "The convoy from Raqqa turned back near the bridge , and ".repeat(500);
    let long = words(&text);
    assert!(long.len() > 5000);
    let sentences = [vec![], vec![""], vec!["\u{0}", "\u{fffd}", "🔥", "الموصل", "摩苏尔"], long, vec!["."], vec![]];
    let read = reader.read(&sentences);
    for (sentence, reading) in sentences.iter().zip(&read) {
        assert_eq!(sentence.len(), reading.words.len());
        check_tree(reading);
    }
    assert!(reader.read(&[]).is_empty());
}

#[test]
fn damaged_sentences_leave_those_beside_them_alone() {
    let reader = Reader::embedded().unwrap();
    let before = words("Troops retook the bridge over the river on Friday .");
    let after = words("The minister said that three soldiers were killed .");
    let parse = |reading: &SentenceReading| -> Vec<_> {
        reading.words.iter().map(|word| (word.upos, word.head, word.deprel)).collect()
    };
    let read = |between: &str| {
        let sentences = [before.clone(), words(between), after.clone()];
        let read = reader.read(&sentences);
        assert_eq!(read[1].words.len(), sentences[1].len(), "{between}");
        check_tree(&read[1]);
        (parse(&read[0]), parse(&read[2]))
    };
    let intact = read("Residents had left the village before the convoy arrived .");
    for damaged in [
        "Residentshad leftthe village beforethe convoyarrived .",
        "Residentshadleftthevillagebeforetheconvoyarrived.",
        "Residents had left the village.Before the convoyarrived.The road wasclosed .",
        "RESIDENTS HADLEFT THE VILLAGE BEFORE",
        "Res idents h ad le ft t he vil lage",
        "R\u{fffd}sidents h\u{0}d left th\u{ad}e vill\u{200b}age .",
        ". . , , ; ; ! ! ? ?",
        "\" \" ( ) [ ] « »",
    ] {
        assert_eq!(read(damaged), intact, "{damaged}");
    }
}

#[test]
fn threads_change_nothing() {
    let reader = Reader::embedded().unwrap();
    let document: Vec<Vec<&str>> = [
        "MOSUL , Iraq ( Reuters ) - Troops retook a bridge over the Tigris on Friday .",
        "\" We hold it , \" Colonel Falah al - Wabdan told AFP , but residents said fighting went on .",
        "ISIS MILITANTS DID NOT COMMENT",
    ]
    .map(words)
    .to_vec();
    let alone = reader.read(&document);
    std::thread::scope(|scope| {
        let others: Vec<_> = (0..6).map(|_| scope.spawn(|| reader.read(&document))).collect();
        for other in others {
            assert_eq!(other.join().unwrap(), alone);
        }
    });
}

#[test]
fn capitals_are_read_like_small_letters() {
    let reader = Reader::embedded().unwrap();
    let small = words("iraqi forces retook the museum in mosul on tuesday .");
    let capitals: Vec<String> = small.iter().map(|word| word.to_uppercase()).collect();
    let capitals: Vec<&str> = capitals.iter().map(String::as_str).collect();
    assert_eq!(reader.read(&[small]), reader.read(&[capitals]));
}
