//! How well renderings are read, measured on real filings.
//!
//! `EDGARLINT_CORPUS=FOLDER cargo bench --bench accuracy` prints the tables, and with `-- --write`
//! writes them to `docs/READING.md`; `FOLDER` holds `corpus/`. Without the variable there is nothing
//! to measure.

mod measure;

use std::io::{self, Write as _};
use std::path::Path;
use std::{env, fs};

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    let Some(folder) = env::var_os("EDGARLINT_CORPUS") else {
        return writeln!(out, "nothing is measured: EDGARLINT_CORPUS does not name a folder that holds corpus/");
    };
    let corpus = Path::new(&folder).join("corpus");
    if !corpus.is_dir() {
        return Err(io::Error::other(format!("{} is no folder", corpus.display())));
    }
    let page = measure::report(&corpus)?;
    out.write_all(page.as_bytes())?;
    if env::args().any(|argument| argument == "--write") {
        fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/READING.md"), page)?;
    }
    Ok(())
}
