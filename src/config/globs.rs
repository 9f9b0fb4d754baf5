//! Paths as files name them: relative to the folder of the file, with globs.

use std::path::{Component, Path, PathBuf};

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use super::mistakes::Mistakes;
use crate::syntax::toml::Word;

/// Paths and globs, relative to a folder. One that names a folder covers what is in it.
#[derive(Clone, Debug)]
pub(super) struct Globs {
    /// Absolute.
    folder: PathBuf,
    /// As they are written: a name may hold characters that mean something else in a glob.
    plain: Vec<PathBuf>,
    set: GlobSet,
}

impl Globs {
    pub(super) fn of<'w>(words: impl IntoIterator<Item = &'w Word>, folder: &Path, said: &mut Mistakes) -> Globs {
        let mut set = GlobSetBuilder::new();
        let mut plain = Vec::new();
        for word in words {
            match GlobBuilder::new(&from_root(word.as_str(), folder)).literal_separator(true).build() {
                Ok(glob) => {
                    set.add(glob);
                }
                Err(error) => said.say(word.span, format!("this is no path and no glob: {}", error.kind()), None),
            }
            plain.push(match word.as_str().starts_with("..") {
                true => absolute(Path::new(word.as_str()), folder),
                false => Path::new(word.as_str()).components().filter(|part| *part != Component::CurDir).collect(),
            });
        }
        // What would be too large as a whole was small enough one by one.
        let set = set.build().unwrap_or_else(|_| GlobSet::empty());
        Globs { folder: folder.to_path_buf(), plain, set }
    }

    /// Whether one of them names the path, which is absolute, or a folder around it.
    pub(super) fn cover(&self, path: &Path) -> bool {
        let below = path.strip_prefix(&self.folder).unwrap_or(path);
        let mut named = below.ancestors().chain(path.ancestors()).filter(|part| !part.as_os_str().is_empty());
        named.any(|part| self.set.is_match(part) || self.plain.iter().any(|plain| plain == part))
    }
}

/// A pattern that leaves the folder, as one from the root; any other as it is.
fn from_root(pattern: &str, folder: &Path) -> String {
    let mut rest = pattern;
    let mut base = folder;
    while let Some(up) = rest.strip_prefix("../") {
        rest = up;
        base = base.parent().unwrap_or(base);
    }
    if rest.len() == pattern.len() {
        return pattern.to_owned();
    }
    let base = globset::escape(&base.to_string_lossy());
    format!("{}/{rest}", base.trim_end_matches('/'))
}

/// A path from the root, without `.` and `..`; links are not followed, so that it is found where it was named.
#[must_use]
pub fn absolute(path: &Path, from: &Path) -> PathBuf {
    let mut whole = PathBuf::new();
    for part in from.join(path).components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                whole.pop();
            }
            part => whole.push(part),
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;
    use crate::syntax::toml::Document;

    fn cover(patterns: &str, path: &str) -> bool {
        let mut sources = Sources::new();
        let id = sources.add_text("a.toml", format!("paths = [{patterns}]"));
        let document = Document::of(sources.text(id)).expect("TOML");
        let words = document.root().take("paths").expect("the key is there").texts();
        let mut said = Mistakes::default();
        let globs = Globs::of(&words, Path::new("/desk/filings"), &mut said);
        assert!(said.in_order().is_empty());
        globs.cover(Path::new(path))
    }

    #[test]
    fn a_pattern_is_relative_to_its_folder_and_covers_what_lies_below() {
        for (pattern, path, covered) in [
            ("2003/**", "/desk/filings/2003/a/b.txt", true),
            ("2003", "/desk/filings/2003/a/b.txt", true),
            ("2003", "/desk/filings/a/2003/b.txt", false),
            ("**/2003", "/desk/filings/a/2003/b.txt", true),
            ("*.txt", "/desk/filings/a.txt", true),
            ("*.txt", "/desk/filings/a/b.txt", false),
            ("./a.txt", "/desk/filings/a.txt", true),
            ("form[1].txt", "/desk/filings/form[1].txt", true),
            ("/other/*.txt", "/other/a.txt", true),
            ("../old/*.txt", "/desk/old/a.txt", true),
            ("../old/a.txt", "/desk/old/a.txt", true),
            ("../old/*.txt", "/old/a.txt", false),
        ] {
            assert_eq!(cover(&format!("'{pattern}'"), path), covered, "{pattern} of {path}");
        }
        assert!(cover("'x', 'a.txt'", "/desk/filings/a.txt"));
    }

    #[test]
    fn a_path_is_made_absolute_where_it_was_named() {
        let from = Path::new("/desk/filings");
        for (path, whole) in [
            ("a.txt", "/desk/filings/a.txt"),
            ("./b/../a.txt", "/desk/filings/a.txt"),
            ("../a.txt", "/desk/a.txt"),
            ("../../../a.txt", "/a.txt"),
            ("/x/a.txt", "/x/a.txt"),
        ] {
            assert_eq!(absolute(Path::new(path), from), Path::new(whole));
        }
    }
}
