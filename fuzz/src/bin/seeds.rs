//! Writes the corpus of each target to `corpus/TARGET/`, from where cargo-fuzz takes it.
#![forbid(unsafe_code)]

use std::path::Path;

use smtp_playground_fuzz::corpus;

fn main() -> std::io::Result<()> {
    for (name, seeds) in [
        ("parser", corpus::lines()),
        ("session", corpus::sessions()),
        ("import", corpus::logs()),
        ("link", corpus::links()),
        ("decode", pastes()?),
    ] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name);
        std::fs::create_dir_all(&folder)?;
        for (number, seed) in seeds.iter().enumerate() {
            std::fs::write(folder.join(format!("seed-{number:05}")), seed)?;
        }
        println!("{name}: {} seeds", seeds.len());
    }
    Ok(())
}

/// The samples of the decoder.
fn pastes() -> std::io::Result<Vec<Vec<u8>>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/decode/tests/samples");
    std::fs::read_dir(folder)?.map(|entry| std::fs::read(entry?.path())).collect()
}
