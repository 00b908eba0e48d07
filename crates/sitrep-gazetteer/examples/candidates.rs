//! Prints what the gazetteer knows of some names: `cargo run --release --example candidates -- Mosul "Tal Afar"`.

fn main() -> Result<(), sitrep_gazetteer::GazetteerError> {
    let before = std::time::Instant::now();
    let gazetteer = sitrep_gazetteer::Gazetteer::shipped()?;
    println!("opened in {:?}", before.elapsed());
    for name in std::env::args().skip(1) {
        println!("{name}");
        for entry in gazetteer.candidates(&name).iter().take(6) {
            println!(
                "  {:24} {:?} {} / {} ({}, {}) {} exact={} in {}",
                entry.key.0,
                entry.feature,
                entry.name,
                entry.country.as_deref().unwrap_or("-"),
                entry.latitude,
                entry.longitude,
                entry.population,
                entry.exact,
                entry.parent.as_ref().map_or("-", |key| &key.0),
            );
        }
    }
    Ok(())
}
