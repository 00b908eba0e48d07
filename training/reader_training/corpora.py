"""Readers of the corpora in the formats of `data/README.md`, as documents of labelled sentences.

Every reader leaves a layer out (None) that its corpus does not annotate; the loss of that head then
skips the sentence. Held-out parts follow fixed rules, so that any run measures on the same text:
TimeML and re3d documents whose index in doc_id order is divisible by three, the last two fifths of
wikigold, and all official dev splits.
"""
import gzip
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from . import labels
from .labels import ALL_ENTITY, IGNORE, O_MASK, entity_mask
from .names import COUNTRIES, DEMONYMS, PLACES
from .tokenise import sentences_of, words_of

NON_COMMERCIAL = "NC"
PLACE_TYPES = ("GPE", "LOC", "FAC")
TITLES = set(
    "mr mrs ms dr president king queen prime minister general gen lt col captain capt sir lord lady senator "
    "sen rep governor gov professor prof the saint st".split()
)


@dataclass
class Sentence:
    """Words and, for each layer that the corpus annotates, one value a word."""

    words: list
    layers: dict = field(default_factory=dict)
    teacher: object = None  # the base model's vector of the sentence, where it is to be kept


@dataclass
class Document:
    """Consecutive sentences of one text."""

    doc_id: str
    corpus: str
    sentences: list
    text: str = ""
    offsets: list = field(default_factory=list)  # for plain-text corpora: [(start, end)] for each sentence


def open_text(path):
    return gzip.open(path, "rt", encoding="utf-8") if str(path).endswith(".gz") else open(path, encoding="utf-8")


def json_lines(path):
    with open_text(path) as handle:
        return [json.loads(line) for line in handle if line.strip()]


def held_out(records):
    """Splits records into (train, held out) by the rule of thirds in doc_id order."""
    records = sorted(records, key=lambda r: r["doc_id"])
    return [r for i, r in enumerate(records) if i % 3], records[::3]


# ------------------------------------------------------------------ UD and GUM


def read_conllu(path, commercial_only=False):
    """Documents of (words, upos, head, deprel); multi-word tokens are skipped, their words kept."""
    documents, sentence, rows, licence = [], None, [], ""
    with open_text(path) as handle:
        for line in list(handle) + ["\n"]:
            if line.startswith("# newdoc id"):
                documents.append(Document(line.split("=", 1)[1].strip(), "ud", []))
                licence = ""
            elif line.startswith("# licence"):
                licence = line.split("=", 1)[1].strip()
                if commercial_only and NON_COMMERCIAL in licence:
                    documents[-1].corpus = "skip"
            elif line[:1].isdigit():
                cells = line.rstrip("\n").split("\t")
                if cells[0].isdigit():
                    rows.append(cells)
            elif not line.strip() and rows:
                sentence = Sentence([r[1] for r in rows])
                sentence.layers["upos"] = [labels.UPOS.index(r[3]) for r in rows]
                sentence.layers["head"] = [int(r[6]) - 1 for r in rows]
                sentence.layers["deprel"] = [
                    labels.DEPREL.index(r[7]) if r[7] in labels.DEPREL else IGNORE for r in rows
                ]
                add_verb_polarity(sentence, rows)
                documents[-1].sentences.append(sentence)
                rows = []
    return [d for d in documents if d.corpus != "skip"]


MODALS = set("would could may might must should can ca ought".split())


def features(row):
    return dict(f.split("=", 1) for f in row[5].split("|") if "=" in f)


def tense_of(row, auxiliaries):
    """TimeML's tense of a verb by its first auxiliary or its own form; None where TimeML is not clear."""
    if auxiliaries:
        first = auxiliaries[0]
        if first[1].lower() in ("will", "'ll", "wo", "shall"):
            return "FUTURE"
        return {"Past": "PAST", "Pres": "PRESENT"}.get(features(first).get("Tense"))
    own = features(row)
    form = own.get("VerbForm")
    if form == "Fin":
        return {"Past": "PAST", "Pres": "PRESENT"}.get(own.get("Tense"))
    if form == "Part":
        return "PASTPART" if own.get("Tense") == "Past" else "PRESPART"
    return {"Inf": "INFINITIVE", "Ger": "PRESPART"}.get(form)


def add_verb_polarity(sentence, rows):
    """Polarity, modality and tense of verbs read off the tree: TimeML alone has too few of them."""
    n = len(rows)
    polarity, modality, tense = [IGNORE] * n, [IGNORE] * n, [IGNORE] * n
    children = [[] for _ in rows]
    for r in rows:
        if int(r[6]):
            children[int(r[6]) - 1].append(r)
    for i, r in enumerate(rows):
        if r[3] == "VERB":
            words = [c[1].lower() for c in children[i]]
            polarity[i] = int(any(w in ("not", "n't", "never", "n’t") for w in words))
            auxiliaries = [c for c in children[i] if c[7].startswith("aux")]
            modality[i] = int(any(c[1].lower() in MODALS for c in auxiliaries))
            known = tense_of(r, auxiliaries)
            tense[i] = labels.TENSE.index(known) if known else IGNORE
    sentence.layers.update(polarity=polarity, modality=modality, tense=tense)


def add_gum_names(documents, path):
    """Proper names from GUM's typed mentions: the run of name words around a PROPN head."""
    types = {"person": ("PER",), "organization": ("ORG",), "place": PLACE_TYPES, "event": ("MISC",),
             "object": ("MISC", "FAC"), "abstract": ("MISC",), "animal": ("PER", "MISC"), "substance": ("MISC",),
             "plant": ("MISC",), "time": None}
    records = {r["doc_id"]: r for r in json_lines(path)}
    for document in documents:
        record = records.get(document.doc_id)
        if record is None:
            continue
        base = 0
        bounds = []
        for sentence in document.sentences:
            bounds.append((base, base + len(sentence.words)))
            base += len(sentence.words)
        mentions = sorted(record["mentions"], key=lambda m: m["start"] - m["end"])
        for sentence, (first, last) in zip(document.sentences, bounds):
            sentence.layers["entity"] = gum_names_of(sentence, first, [
                m for m in mentions if first <= m["start"] and m["end"] <= last
            ], types)


def gum_names_of(sentence, first, mentions, types):
    propn = labels.UPOS.index("PROPN")
    upos, heads = sentence.layers["upos"], sentence.layers["head"]
    words = sentence.words
    mask = [O_MASK] * len(words)
    for i, word in enumerate(words):
        if word.lower() in DEMONYMS and word[:1].isupper():
            mask[i] = entity_mask(["NORP"], True)
        elif upos[i] == propn:
            mask[i] = ALL_ENTITY  # a name outside any mention: unknown
    taken = [False] * len(words)
    for mention in mentions:
        a, b = mention["start"] - first, mention["end"] - first
        head = next((i for i in range(a, b) if not a <= heads[i] < b), a)
        kinds = types.get(mention["type"])
        if upos[head] == propn and kinds is None:
            mask[a:b] = [O_MASK if m == ALL_ENTITY else m for m in mask[a:b]]
        if upos[head] != propn or taken[head] or kinds is None:
            continue
        start, end = head, head + 1
        links = ("-", "'s") if kinds == ("PER",) else ("of", "the", "'s", "and", "for", "-", "&")
        while start > a and (upos[start - 1] == propn or words[start - 1][:1].isupper() and upos[start - 1] != labels.UPOS.index("DET")):
            start -= 1
        while start > a + 1 and words[start - 1] == "-" and words[start - 2][:1].isupper():
            start -= 2
        while end < b:
            step = end
            while step < b and (words[step].lower() in links or words[step].isdigit()):
                step += 1
            if step < b and (upos[step] == propn or words[step][:1].isupper() and step == end):
                end = step + 1
            else:
                break
        while start < end - 1 and words[start].lower().rstrip(".") in TITLES:
            start += 1
        if any(taken[start:end]):
            continue
        write_name(mask, words, start, end, kinds)
        taken[start:end] = [True] * (end - start)
    return mask


def write_name(mask, words, start, end, kinds):
    """Allows one name over words[start:end] of any of `kinds`, narrowed by the lists of known names."""
    name = " ".join(words[start:end]).lower()
    if set(kinds) & set(PLACE_TYPES):
        if name in COUNTRIES or name in PLACES:
            kinds = ("GPE",)
    if "NORP" in kinds or kinds == ("MISC",):
        kinds = ("NORP",) if name in DEMONYMS else kinds
    mask[start] = entity_mask(kinds, True)
    for i in range(start + 1, end):
        mask[i] = entity_mask(kinds, False)


# ------------------------------------------------------------------ CoNLL names


def read_conll(path, corpus, has_misc=True, group=8):
    """Name corpora of single sentences; `group` unrelated ones make a document only for packing."""
    kinds = {"PER": ("PER",), "ORG": ("ORG",), "LOC": PLACE_TYPES, "MISC": ("MISC", "NORP")}
    sentences, rows = [], []
    with open_text(path) as handle:
        for line in list(handle) + ["\n"]:
            cells = line.rstrip("\n").split("\t")
            if len(cells) >= 2 and cells[0]:
                rows.append(cells)
            elif rows:
                sentences.append(conll_sentence(rows, kinds, has_misc))
                rows = []
    return [Document(f"{corpus}-{i}", corpus, sentences[i : i + group]) for i in range(0, len(sentences), group)]


def conll_sentence(rows, kinds, has_misc):
    words, mask, spans = [], [], []
    free = O_MASK if has_misc else O_MASK | entity_mask(["MISC", "NORP"], True) | entity_mask(["MISC", "NORP"], False)
    for cells in rows:
        # hyphenated words are cut as in UD, so that one model of words holds everywhere
        pieces = [cells[0][a:b] for a, b in words_of(cells[0])] or [cells[0]]
        tag = cells[1]
        if tag.startswith("B-") or (tag.startswith("I-") and not spans):
            spans.append([len(words), len(words) + len(pieces), kinds[tag[2:]], cells[-1][2:]])
        elif tag.startswith("I-"):
            spans[-1][1] = len(words) + len(pieces)
        words += pieces
        mask += [free] * len(pieces)
    for start, end, kind, original in spans:
        write_name(mask, words, start, end, ("GPE",) if original == "country" else kind)
    for i, word in enumerate(words):
        if mask[i] == free and word.lower() in DEMONYMS and word[:1].isupper():
            mask[i] = entity_mask(["NORP"], True)
        elif word.startswith("@"):
            mask[i] = ALL_ENTITY
    return Sentence(words, {"entity": mask})


# ------------------------------------------------------------------ plain-text corpora


def blank_document(record, corpus, sentence_spans):
    text = record["text"]
    document = Document(record["doc_id"], corpus, [], text)
    for start, end in sentence_spans:
        spans = words_of(text, start, end)
        if spans:
            document.sentences.append(Sentence([text[a:b] for a, b in spans]))
            document.offsets.append(spans)
    return document


def positions(document):
    """[(start, end, sentence, word)] of all words in order."""
    return [(a, b, s, w) for s, spans in enumerate(document.offsets) for w, (a, b) in enumerate(spans)]


def covered(index, start, end):
    return [(s, w) for a, b, s, w in index if a < end and b > start]


def read_timeml(records):
    documents = []
    for record in records:
        document = blank_document(record, "timeml", sentences_of(record["text"]))
        # In some AQUAINT documents every event is marked NEG; polarity is not learnt from those.
        negatives = sum(e.get("polarity") == "NEG" for e in record["events"])
        trust = negatives <= 0.3 * max(1, len(record["events"]))
        for sentence in document.sentences:
            n = len(sentence.words)
            sentence.layers.update(event=[0] * n, **{k: [IGNORE] * n for k in ("tense", "aspect", "polarity", "modality")})
        index = positions(document)
        for event in record["events"]:
            found = covered(index, event["start"], event["end"])
            if not found:
                continue
            s, w = found[-1]
            layers = document.sentences[s].layers
            layers["event"][w] = labels.EVENT.index(event["class"])
            layers["tense"][w] = labels.TENSE.index(event.get("tense") or "NONE")
            layers["aspect"][w] = labels.ASPECT.index(event.get("aspect") or "NONE")
            if trust:
                layers["polarity"][w] = labels.POLARITY.index(event.get("polarity") or "POS")
            layers["modality"][w] = int((event.get("modality") or "none").lower() not in ("none", "delete", "until", "to", "close"))
        documents.append(document)
    return documents


def read_polnear(records):
    documents = []
    for record in records:
        document = blank_document(record, "polnear", record["sentences"])
        for sentence in document.sentences:
            n = len(sentence.words)
            sentence.layers.update(attribution=[0] * n, cue=[None] * n)
        index = positions(document)
        by_char = {a: i for i, (a, _, _, _) in enumerate(index)}
        for attribution in record["attributions"]:
            cue = [x for a, b in attribution["cue"] for x in covered_fast(index, by_char, a, b)]
            for role in ("source", "cue", "content"):
                for a, b in attribution[role]:
                    for k, (s, w) in enumerate(covered_fast(index, by_char, a, b)):
                        layers = document.sentences[s].layers
                        layers["attribution"][w] = labels.ATTRIBUTION.index(("I-" if k else "B-") + role.upper())
                        if cue and role != "cue":
                            layers["cue"][w] = cue[0]
        for a, b in record.get("discard") or []:
            for s, w in covered_fast(index, by_char, a, b):
                layers = document.sentences[s].layers
                if not layers["attribution"][w]:
                    layers["attribution"][w] = IGNORE
        documents.append(document)
    return documents


def covered_fast(index, by_char, start, end):
    """As `covered`, from the word that starts at `start` on where there is one."""
    first = by_char.get(start)
    if first is None:
        return covered(index, start, end)
    out = []
    while first < len(index) and index[first][0] < end:
        out.append(index[first][2:])
        first += 1
    return out


def read_re3d(records):
    documents = []
    names = {"Organisation": ("ORG",), "Person": ("PER",), "Location": PLACE_TYPES, "Nationality": ("NORP",)}
    for record in records:
        document = blank_document(record, "re3d", sentences_of(record["text"]))
        for sentence in document.sentences:
            n = len(sentence.words)
            sentence.layers.update(re3d=[0] * n, re3d_inner=[0] * n, entity=[O_MASK] * n)
            for i, word in enumerate(sentence.words):
                if word.lower() in DEMONYMS and word[:1].isupper():
                    sentence.layers["entity"][i] = entity_mask(["NORP"], True)
        index = positions(document)
        for entity in sorted(record["entities"], key=lambda e: (e["start"] - e["end"], e["start"])):
            found = covered(index, entity["start"], entity["end"])
            if not found or len({s for s, _ in found}) > 1 or entity["type"] not in labels.RE3D_TYPES:
                continue
            s, start, end = found[0][0], found[0][1], found[-1][1] + 1
            layers, words = document.sentences[s].layers, document.sentences[s].words
            for name in ("re3d", "re3d_inner"):
                if not any(layers[name][start:end]):
                    layers[name][start] = labels.RE3D.index("B-" + entity["type"])
                    layers[name][start + 1 : end] = [labels.RE3D.index("I-" + entity["type"])] * (end - start - 1)
                    break
            if entity["type"] in names:
                while start < end - 1 and words[start].lower().rstrip(".") in TITLES:
                    start += 1
                is_name = all(w[:1].isupper() or w.lower() in ("of", "the", "and", "for", "-", "'s", "in", "al") or not w[0].isalpha()
                              for w in words[start:end]) and words[start][:1].isupper()
                if is_name:
                    write_name(layers["entity"], words, start, end, names[entity["type"]])
                else:
                    for i in range(start, end):
                        if words[i][:1].isupper() and layers["entity"][i] == O_MASK:
                            layers["entity"][i] = ALL_ENTITY
        documents.append(document)
    return documents


def read_muc4(records, every=1):
    """Roles of incidents (MUC-4): every place where a filler of a template stands. Of the documents without an
    incident one in `every` is kept."""
    documents = []
    quiet = 0
    for record in records:
        if not record["templates"]:
            quiet += 1
            if quiet % every:
                continue
        document = blank_document(record, "muc4", sentences_of(record["text"]))
        for sentence in document.sentences:
            sentence.layers["role"] = [0] * len(sentence.words)
        index = positions(document)
        lower = record["text"].lower()
        fillers = {(m, role) for t in record["templates"] for role in labels.ROLE_TYPES for e in t[role] for m in e if len(m) > 2}
        for mention, role in sorted(fillers, key=lambda f: (-len(f[0]), f)):
            for found in re.finditer(r"(?<![a-z0-9])" + re.escape(mention).replace(r"\ ", r"\s+") + r"(?![a-z0-9])", lower):
                words = covered(index, *found.span())
                if len({s for s, _ in words}) != 1:
                    continue
                layer = document.sentences[words[0][0]].layers["role"]
                if not any(layer[w] for _, w in words):
                    for k, (_, w) in enumerate(words):
                        layer[w] = labels.ROLE.index(("I-" if k else "B-") + role)
        documents.append(document)
    return documents


# ------------------------------------------------------------------ all together


def load(data, without=()):
    """(train, dev): documents by corpus name, without the sets named and without anything non-commercial."""
    data = Path(data)
    train, dev = {}, {}
    train["ud"] = read_conllu(data / "ud/train.conllu.gz", commercial_only=True)
    add_gum_names(train["ud"], data / "coref/gum_train.jsonl.gz")
    dev["ud"] = read_conllu(data / "ud/dev.conllu.gz")
    for name, has_misc in (("wnut17", True), ("btc", False), ("crossner_politics", True)):
        train[name] = read_conll(data / f"ner/{name}_train.conll", name, has_misc)
        dev[name] = read_conll(data / f"ner/{name}_dev.conll", name, has_misc)
    # no figure is stated on this set's own dev part, and its train part is small
    train["crossner_politics"] += dev.pop("crossner_politics")
    wikigold = read_conll(data / "ner/wikigold_dev.conll", "wikigold", group=7)
    cut = len(wikigold) * 3 // 5
    train["wikigold"], dev["wikigold"] = wikigold[:cut], wikigold[cut:]
    kept, aside = held_out(json_lines(data / "timeml/train.jsonl.gz"))
    train["timeml"], dev["timeml"] = read_timeml(kept), read_timeml(aside)
    train["polnear"] = read_polnear(json_lines(data / "polnear/train.jsonl.gz"))
    dev["polnear"] = read_polnear(json_lines(data / "polnear/dev.jsonl"))
    train["muc4"] = read_muc4(json_lines(data / "muc4/train.jsonl.gz"), every=3)
    dev["muc4"] = read_muc4(json_lines(data / "muc4/dev.jsonl"))
    kept, aside = held_out(json_lines(data / "re3d/dev.jsonl"))
    train["re3d"] = read_re3d([r for r in kept if NON_COMMERCIAL not in r["licence"]])
    dev["re3d"] = read_re3d(aside + [r for r in kept if NON_COMMERCIAL in r["licence"]])
    from .templates import documents

    train["templates"] = documents(600, seed=11)
    for name in without:
        train.pop(name, None)
    return train, dev
