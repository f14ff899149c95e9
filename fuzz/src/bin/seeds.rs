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
