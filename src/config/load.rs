//! From folders to configurations: which files there are, what they extend, and everything that is wrong in them.

use std::collections::{HashMap, HashSet};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use semver::{Version, VersionReq};

use super::Config;
use super::globs::absolute;
use super::meant::{Meaning, Meant};
use super::mistakes::Mistakes;
use super::written::{Suppress, Written};
use crate::diagnostic::{Diagnostic, Severity};
use crate::engine::input;
use crate::rules::Rulebook;
use crate::source::{SourceId, Sources, Span, Unreadable};
use crate::syntax::toml::{Document, Mistake, Word};

/// The name under which a configuration is found.
pub const FILE: &str = "edgarlint.toml";

/// Where configurations are looked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Mode {
    /// Nowhere.
    Never,
    /// This file holds for every input.
    Given(PathBuf),
    /// Upwards from the folder of each input; the nearest holds alone.
    Upwards,
}

/// Gives the rules of a run from the files and folders of `rules-from`. Texts of rule files are added to the sources, and
/// what is wrong in them to the mistakes.
pub type RulesOf<'r> = dyn FnMut(&[PathBuf], &mut Sources, &mut Vec<Diagnostic>) -> &'static Rulebook + 'r;

/// The configurations of a run.
#[derive(Default)]
pub struct Configs {
    /// The texts of their files.
    pub sources: Sources,
    pub all: Vec<Config>,
    /// What should be written otherwise, and is understood.
    pub warnings: Vec<Diagnostic>,
    /// Their files, absolute.
    files: HashSet<PathBuf>,
}

impl Configs {
    /// Whether a file is one of them, or holds rules that they name; its path is absolute.
    #[must_use]
    pub fn have_read(&self, path: &Path) -> bool {
        let of_rules = |config: &Config| config.rules_from.iter().any(|from| path.starts_with(from));
        self.files.contains(path) || self.all.iter().any(of_rules)
    }
}

/// Files that cannot be used, with everything that is wrong in them.
pub struct Unusable {
    pub sources: Sources,
    pub mistakes: Vec<Diagnostic>,
}

/// Finds and reads configurations, each once.
pub struct Loader<'r> {
    mode: Mode,
    /// The current folder.
    here: PathBuf,
    rules_of: &'r mut RulesOf<'r>,
    sources: Sources,
    configs: Vec<Config>,
    /// The texts that were read, by absolute path; none for one that could not be.
    texts: HashMap<PathBuf, Option<SourceId>>,
    /// The configurations that were read, by absolute path; none for one that cannot be used.
    by_file: HashMap<PathBuf, Option<usize>>,
    /// Which configuration holds in a folder.
    by_folder: HashMap<PathBuf, Option<usize>>,
    said: Mistakes,
}

/// One file as it was read.
struct Part {
    source: SourceId,
    path: Arc<str>,
    folder: PathBuf,
    written: Written,
    /// The files of `suppress-from`.
    aside: Vec<Aside>,
}

/// One file of suppressions.
struct Aside {
    source: SourceId,
    path: Arc<str>,
    folder: PathBuf,
    written: Vec<Suppress>,
}

impl<'r> Loader<'r> {
    pub fn new(mode: Mode, here: PathBuf, rules_of: &'r mut RulesOf<'r>) -> Loader<'r> {
        Loader {
            mode,
            here,
            rules_of,
            sources: Sources::new(),
            configs: Vec::new(),
            texts: HashMap::new(),
            by_file: HashMap::new(),
            by_folder: HashMap::new(),
            said: Mistakes::default(),
        }
    }

    /// The number of the configuration that holds for the files of a folder.
    pub fn of_folder(&mut self, folder: &Path) -> Option<usize> {
        match self.mode.clone() {
            Mode::Never => None,
            Mode::Given(file) => self.of_file(absolute(&file, &self.here)),
            Mode::Upwards => self.upwards(absolute(folder, &self.here)),
        }
    }

    /// The configurations, where all of them can be used.
    ///
    /// # Errors
    /// Everything that is wrong in their files.
    pub fn end(self) -> Result<Configs, Unusable> {
        let said = self.said.in_order();
        if said.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
            return Err(Unusable { sources: self.sources, mistakes: said });
        }
        let files = self.texts.into_keys().collect();
        Ok(Configs { sources: self.sources, all: self.configs, warnings: said, files })
    }

    fn upwards(&mut self, folder: PathBuf) -> Option<usize> {
        let mut passed = Vec::new();
        let mut found = None;
        for folder in folder.ancestors() {
            if let Some(known) = self.by_folder.get(folder) {
                found = *known;
                break;
            }
            passed.push(folder.to_path_buf());
            let file = folder.join(FILE);
            if file.is_file() {
                found = self.of_file(file);
                break;
            }
        }
        self.by_folder.extend(passed.into_iter().map(|folder| (folder, found)));
        found
    }

    fn of_file(&mut self, file: PathBuf) -> Option<usize> {
        if let Some(known) = self.by_file.get(&file) {
            return *known;
        }
        let number = self.config(&file).map(|config| {
            self.configs.push(config);
            self.configs.len() - 1
        });
        self.by_file.insert(file, number);
        number
    }

    fn config(&mut self, file: &Path) -> Option<Config> {
        let mut parts = Vec::new();
        self.parts(file, None, &mut Vec::new(), &mut parts);
        let path = Arc::clone(&parts.last()?.path);
        let rules_from = self.rules_from(&parts);
        let mut mistakes = Vec::new();
        let rulebook = (self.rules_of)(&rules_from, &mut self.sources, &mut mistakes);
        self.said.add(mistakes);
        let mut config =
            Config { path, rulebook, rules_from, layers: Vec::new(), suppressions: Vec::new(), exclude: Vec::new() };
        for Part { source, path, folder, written, aside } in parts {
            let Loader { sources, said, .. } = self;
            let line = line_in(sources, source);
            let Meant { layers, exclude, suppressions } =
                Meaning { folder: &folder, path: &path, rulebook, line: &line, said }.of(written);
            config.layers.extend(layers);
            config.exclude.extend(exclude);
            config.suppressions.extend(suppressions);
            for Aside { source, path, folder, written } in aside {
                let line = line_in(sources, source);
                let mut meaning = Meaning { folder: &folder, path: &path, rulebook, line: &line, said };
                config.suppressions.extend(meaning.suppressions(written));
            }
        }
        Some(config)
    }

    /// Reads a file and before it those that it extends; `above` are the files that led to it, and `named` is where the
    /// last of them names it.
    fn parts(&mut self, file: &Path, named: Option<Span>, above: &mut Vec<PathBuf>, parts: &mut Vec<Part>) {
        let Some(source) = self.text(file, named) else { return };
        let (written, mistakes) = self.read(source, Written::of);
        if !self.is_of_this_version(written.as_ref().and_then(|written| written.required_version.as_ref())) {
            return;
        }
        self.said.add_of_toml(mistakes);
        let Some(written) = written else { return };
        let folder = file.parent().unwrap_or(file).to_path_buf();
        above.push(file.to_path_buf());
        if let Some(word) = &written.extend {
            let other = absolute(Path::new(word.as_str()), &folder);
            if above.contains(&other) {
                let message = match other == file {
                    true => "this file extends itself".to_owned(),
                    false => format!("this leads in a circle: {} extends this file in turn", self.shown(&other)),
                };
                self.said.say(word.span, message, None);
            } else {
                self.parts(&other, Some(word.span), above, parts);
            }
        }
        above.pop();
        let aside = written.suppress_from.iter().filter_map(|word| self.aside(word, &folder)).collect();
        parts.push(Part { source, path: self.shown(file).into(), folder, written, aside });
    }

    fn aside(&mut self, word: &Word, folder: &Path) -> Option<Aside> {
        let file = absolute(Path::new(word.as_str()), folder);
        let source = self.text(&file, Some(word.span))?;
        let (written, mistakes) = self.read(source, Suppress::all);
        self.said.add_of_toml(mistakes);
        let written = written?;
        let folder = file.parent().unwrap_or(&file).to_path_buf();
        Some(Aside { source, path: self.shown(&file).into(), folder, written })
    }

    /// The text of a file. Where it was named in another, that it is not there is said at that place.
    fn text(&mut self, file: &Path, named: Option<Span>) -> Option<SourceId> {
        if let Some(known) = self.texts.get(file) {
            return *known;
        }
        let shown = self.shown(file);
        let source = match std::fs::read(file) {
            Ok(bytes) => match self.sources.add(shown.as_str(), bytes) {
                Ok(source) => Some(source),
                Err(Unreadable::Empty) => Some(self.sources.add_text(shown, "")),
                Err(what) => self.unread(shown, named, &input::words(what).0),
            },
            Err(error) if error.kind() == ErrorKind::NotFound => self.unread(shown, named, "there is no such file"),
            Err(error) => self.unread(shown, named, &format!("this file cannot be read: {error}")),
        };
        self.texts.insert(file.to_path_buf(), source);
        source
    }

    fn unread(&mut self, shown: String, named: Option<Span>, why: &str) -> Option<SourceId> {
        match named {
            Some(span) => self.said.say(span, format!("{shown}: {why}"), None),
            None => {
                let source = self.sources.add_text(shown, "");
                self.said.say(self.sources.text(source).span(0..0), why, None);
            }
        }
        None
    }

    /// What a file says, and what is wrong in it; none where it is no TOML.
    fn read<T>(&self, source: SourceId, written: impl FnOnce(&Document<'_>) -> T) -> (Option<T>, Vec<Mistake>) {
        match Document::of(self.sources.text(source)) {
            Ok(document) => (Some(written(&document)), document.mistakes()),
            Err(mistakes) => (None, mistakes),
        }
    }

    /// Whether this program is one that a file asks for. Of a file that asks for another nothing else is said: what it
    /// writes may be right there.
    fn is_of_this_version(&mut self, required: Option<&Word>) -> bool {
        let Some(word) = required else { return true };
        let own = env!("CARGO_PKG_VERSION");
        match (VersionReq::parse(word.as_str()), Version::parse(own)) {
            (Ok(required), Ok(version)) if required.matches(&version) => true,
            (Ok(_), _) => {
                self.said.say(word.span, format!("this is edgarlint {own}, and {} is required", word.as_str()), None);
                false
            }
            (Err(error), _) => {
                let help = "write it as \">=0.1\" or \"0.1.2\"".to_owned();
                self.said.say(word.span, format!("`{}` names no version: {error}", word.as_str()), Some(help));
                true
            }
        }
    }

    fn rules_from(&mut self, parts: &[Part]) -> Vec<PathBuf> {
        let mut found = Vec::new();
        for part in parts {
            for word in &part.written.rules_from {
                let path = absolute(Path::new(word.as_str()), &part.folder);
                if path.exists() {
                    found.push(path);
                } else {
                    self.said.say(word.span, format!("{}: there is no such file or folder", self.shown(&path)), None);
                }
            }
        }
        found
    }

    /// A path as people are told it: from the current folder, where it lies below.
    fn shown(&self, path: &Path) -> String {
        path.strip_prefix(&self.here).unwrap_or(path).display().to_string()
    }
}

fn line_in(sources: &Sources, source: SourceId) -> impl Fn(Span) -> usize {
    move |span| sources.get(source).line_of(span.start as usize) + 1
}
