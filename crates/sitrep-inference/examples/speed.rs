//! Sentences a second on one core: `cargo run --release --example speed [FILE]`, one tokenised sentence a line,
//! an empty line between documents. Without a file it reads a made-up report again and again.

use std::time::Instant;

use sitrep_inference::Reader;

const REPORT: &str = "\
MOSUL , Iraq ( Reuters ) - Iraqi forces retook the main government complex , the police headquarters and the museum in western Mosul on Tuesday , a military spokesman said .
The operation began before dawn and lasted for more than an hour , according to Lieutenant Colonel Abdel Amir al - Mohammadawi of the elite Rapid Response units .
\" They killed tens from Islamic State , \" he told AFP .
Hundreds of civilians have fled the densely populated district since the offensive started on February 19 , and aid workers have warned that many more may be trapped .
The jihadists did not comment on the claims , which could not be independently verified .";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let text = match std::env::args().nth(1) {
        Some(path) => std::fs::read_to_string(path)?,
        None => REPORT.to_owned(),
    };
    let documents: Vec<Vec<Vec<&str>>> = text
        .split("\n\n")
        .map(|document| document.lines().map(|line| line.split_whitespace().collect()).collect())
        .collect();
    let begun = Instant::now();
    let reader = Reader::embedded()?;
    println!("loaded in {:.0} ms", begun.elapsed().as_secs_f64() * 1000.0);
    let (mut sentences, mut words) = (0, 0);
    let (begun, processor) = (Instant::now(), processor_seconds());
    while begun.elapsed().as_secs_f64() < 10.0 {
        for document in &documents {
            let read = reader.read(document);
            sentences += read.len();
            words += read.iter().map(|sentence| sentence.words.len()).sum::<usize>();
        }
    }
    let seconds = processor_seconds().zip(processor).map(|(end, begin)| end - begin);
    let seconds = seconds.unwrap_or_else(|| begun.elapsed().as_secs_f64());
    println!(
        "{:.0} sentences a second of one core, {:.0} words a second, {:.1} words a sentence",
        f64::from(u32::try_from(sentences)?) / seconds,
        f64::from(u32::try_from(words)?) / seconds,
        words as f64 / sentences as f64
    );
    Ok(())
}

/// Processor time of this thread where the system tells: a busy machine then does not show.
fn processor_seconds() -> Option<f64> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split(' ').next()?.parse::<f64>().ok().map(|nanoseconds| nanoseconds / 1e9)
}
