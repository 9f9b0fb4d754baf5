//! `edgarlint.toml`: where it is found, what holds, and what is said of mistakes in it.

mod pictures;

use std::path::{Path, PathBuf};

use edgarlint::config::{Loader, Mode};
use edgarlint::rules::Rulebook;

#[test]
fn mistakes_are_drawn_in_the_file() {
    let folder = root().join("fixtures/mistakes/config");
    pictures::are_drawn(&folder, 40, |path| {
        let mut rules_of = |_: &[PathBuf], _: &mut _, _: &mut _| Rulebook::built_in();
        let mut loader = Loader::new(Mode::Given(path.to_path_buf()), folder.clone(), &mut rules_of);
        loader.of_folder(Path::new(""));
        let unusable = loader.end().err().unwrap_or_else(|| panic!("{}: it can be used", path.display()));
        (unusable.sources, unusable.mistakes)
    });
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}
