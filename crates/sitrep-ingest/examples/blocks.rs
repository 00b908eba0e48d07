//! Prints what ingest makes of its inputs: `cargo run --release -p sitrep-ingest --example blocks -- FILE…`

use sitrep_ingest::{IngestOptions, Ingested, ingest};

fn main() {
    let inputs: Vec<String> = std::env::args().skip(1).collect();
    ingest(&inputs, &IngestOptions::default(), &mut |ingested| match ingested {
        Ingested::Document(document) => {
            println!("== {} {}", document.inputs.join(", "), document.id);
            println!("   title {:?} url {:?} language {:?}", document.title, document.url, document.language);
            println!("   outlet {:?} published {:?}", document.outlet, document.published);
            println!(
                "   genre {:?} agencies {:?} dateline {:?} authors {:?}",
                document.genre, document.agencies, document.dateline_place, document.authors
            );
            for diagnostic in &document.diagnostics {
                println!("   ! {}", diagnostic.message);
            }
            for block in &document.blocks {
                println!(
                    "{:>10}  {}",
                    format!("{:?}", block.kind),
                    block.span.slice(&document.text).unwrap_or_default()
                );
            }
        }
        Ingested::LeftOut(left_out) => println!("-- left out: {}: {}", left_out.input, left_out.reason),
    });
}
