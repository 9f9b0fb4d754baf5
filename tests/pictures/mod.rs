//! Mistakes in files that people write: every file of a folder has one or more, drawn in the `.snap` of its name.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use edgarlint::diagnostic::Diagnostic;
use edgarlint::engine::input::of_file;
use edgarlint::report::human::{Style, render};
use edgarlint::source::Sources;

/// Compares the pictures of a folder, which has so many files at least; `mistakes` finds what is wrong in one.
pub fn are_drawn(folder: &Path, least: usize, mistakes: impl Fn(&Path) -> (Sources, Vec<Diagnostic>)) {
    let mut wrong = Vec::new();
    let mut seen = 0;
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        if path.is_dir() {
            continue;
        }
        if path.extension().is_some_and(|extension| extension == "snap") {
            let orphan = !folder.join(format!("{name}.toml")).is_file();
            wrong.extend(orphan.then(|| format!("{name}.snap is the picture of no file")));
            continue;
        }
        seen += 1;
        let (sources, found) = mistakes(&path);
        let found: Vec<_> = found.into_iter().map(|mistake| of_file(mistake, &sources)).collect();
        let slips = found.iter().flat_map(|finding| std::iter::once(&finding.message).chain(&finding.help));
        wrong.extend(slips.filter(|words| words.ends_with('.')).map(|words| format!("{name}: a full stop: {words}")));
        wrong.extend(found.is_empty().then(|| format!("{name}: no mistake is found")));
        let picture = render(&found, &sources, &Style { width: 100, unicode: false, color: false });
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(folder);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        let compared = catch_unwind(AssertUnwindSafe(|| {
            settings.bind(|| insta::assert_snapshot!(name.as_str(), picture));
        }));
        wrong.extend(compared.is_err().then(|| format!("{name}: the picture differs")));
    }
    assert!(seen >= least && wrong.is_empty(), "{seen} files\n{}", wrong.join("\n"));
}
