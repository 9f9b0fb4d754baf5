//! Which inputs are asked for: files, folders, globs, lists.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use globset::GlobBuilder;
use ignore::{DirEntry, WalkBuilder};

use super::Error;
use super::args::InputArgs;
use super::sink;
use super::terminal::say;
use crate::config::FILE;

/// What was asked for.
#[derive(Default)]
pub struct Found {
    /// Each once, in the order named and, within a folder or a glob, by name.
    pub inputs: Vec<Input>,
    /// What was named and is not there, and folders that could not be walked.
    pub failures: Vec<String>,
}

/// One input, and how it came to be one.
pub struct Input {
    pub name: Arc<str>,
    pub from: Origin,
    /// Met while walking a folder, rather than named.
    pub met: bool,
}

pub enum Origin {
    Stdin,
    /// The file of the input's name.
    Name,
    /// A file whose name is no UTF-8, and is told only nearly.
    Path(Box<Path>),
}

impl Input {
    fn file(path: PathBuf, met: bool) -> Input {
        match path.into_os_string().into_string() {
            Ok(name) => Input { name: name.into(), from: Origin::Name, met },
            Err(name) => {
                let path = PathBuf::from(name);
                Input { name: path.display().to_string().into(), from: Origin::Path(path.into()), met }
            }
        }
    }
}

impl Found {
    /// One file.
    pub fn named(file: &str) -> Result<Found, Error> {
        if !Path::new(file).is_file() {
            return Err(Error(format!("{file}: no such file")));
        }
        let input = Input { name: file.into(), from: Origin::Name, met: false };
        Ok(Found { inputs: vec![input], ..Found::default() })
    }

    pub fn of(args: &InputArgs) -> Found {
        let mut found = Found::default();
        for path in &args.paths {
            found.expand(path, args);
        }
        if let Some(list) = &args.files_from {
            match list_of(list) {
                Ok(paths) => paths.iter().for_each(|path| found.expand(path, args)),
                Err(error) => found.fail(&format!("{list}: {error}")),
            }
        }
        // One path names nothing twice.
        if args.paths.len() > 1 || args.files_from.is_some() {
            found.each_once();
        }
        found
    }

    /// Leaves out files that the run writes itself, where a walk met them; one that is named is not written over.
    pub fn leave_out(&mut self, written: &[PathBuf]) -> Result<(), Error> {
        let is_written = |input: &Input| {
            let path = Path::new(&*input.name);
            let alike = |other: &&PathBuf| other.file_name() == path.file_name();
            matches!(input.from, Origin::Name) && written.iter().filter(alike).any(|other| *other == sink::place(path))
        };
        if let Some(input) = self.inputs.iter().find(|input| !input.met && is_written(input)) {
            return Err(Error(format!("{}: a report would be written over what is to be checked", input.name)));
        }
        self.inputs.retain(|input| !is_written(input));
        Ok(())
    }

    /// What is met and named as well counts as named.
    fn each_once(&mut self) {
        let named: HashSet<Arc<str>> =
            self.inputs.iter().filter(|input| !input.met).map(|input| Arc::clone(&input.name)).collect();
        let mut seen = HashSet::new();
        self.inputs.retain(|input| seen.insert(Arc::clone(&input.name)));
        self.inputs.iter_mut().for_each(|input| input.met &= !named.contains(&input.name));
    }

    fn fail(&mut self, words: &str) {
        self.failures.push(words.to_owned());
        say(&format!("error: {words}"));
    }

    fn expand(&mut self, path: &str, args: &InputArgs) {
        if path == "-" {
            self.inputs.push(Input { name: args.stdin_filename.as_str().into(), from: Origin::Stdin, met: false });
            return;
        }
        let place = Path::new(path);
        match fs::metadata(place) {
            Ok(facts) if facts.is_dir() => {
                let files = self.walk(place);
                self.add_by_name(files, true);
            }
            Ok(_) => self.inputs.push(Input { name: path.into(), from: Origin::Name, met: false }),
            Err(_) if path.contains(['*', '?', '[', '{']) => match self.matching(path) {
                Ok(files) if files.is_empty() => self.fail(&format!("{path}: no file matches")),
                Ok(files) => self.add_by_name(files, false),
                Err(error) => self.fail(&error.to_string()),
            },
            Err(_) => self.fail(&format!("{path}: no such file or folder")),
        }
    }

    /// Findings are reported by name: what is read in that order need not wait for the rest.
    fn add_by_name(&mut self, files: Vec<PathBuf>, met: bool) {
        let mut inputs: Vec<Input> = files.into_iter().map(|file| Input::file(file, met)).collect();
        inputs.sort_by(|a, b| a.name.cmp(&b.name));
        self.inputs.append(&mut inputs);
    }

    /// The files of a folder, but for configurations. Hidden and git-ignored files count: filings are data.
    fn walk(&mut self, folder: &Path) -> Vec<PathBuf> {
        let (mut files, mut errors) = (Vec::new(), Vec::new());
        for entry in WalkBuilder::new(folder).standard_filters(false).build() {
            match entry {
                Ok(entry) if entry.file_name() == FILE => {}
                Ok(entry) if is_file(&entry) => files.push(entry.into_path()),
                Ok(_) => {}
                Err(error) => errors.push(error.to_string()),
            }
        }
        errors.sort();
        errors.iter().for_each(|error| self.fail(error));
        files
    }

    fn matching(&mut self, pattern: &str) -> Result<Vec<PathBuf>, globset::Error> {
        let glob = GlobBuilder::new(pattern).literal_separator(true).build()?.compile_matcher();
        let fixed: PathBuf = Path::new(pattern)
            .components()
            .take_while(|part| !part.as_os_str().to_string_lossy().contains(['*', '?', '[', '{']))
            .collect();
        if fixed.as_os_str().is_empty() {
            let files = self.walk(Path::new("."));
            let bare = files.into_iter().map(|file| file.strip_prefix(".").map(Path::to_path_buf).unwrap_or(file));
            return Ok(bare.filter(|file| glob.is_match(file)).collect());
        }
        if !fixed.is_dir() {
            return Ok(Vec::new());
        }
        Ok(self.walk(&fixed).into_iter().filter(|file| glob.is_match(file)).collect())
    }
}

/// A link to a file is a file; a link to a folder may lead in a circle.
fn is_file(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_file() || (kind.is_symlink() && entry.path().is_file()))
}

/// The paths in a list, one a line.
fn list_of(file: &str) -> std::io::Result<Vec<String>> {
    let text = if file == "-" { std::io::read_to_string(std::io::stdin().lock())? } else { fs::read_to_string(file)? };
    Ok(text.lines().map(str::trim_end).filter(|line| !line.is_empty()).map(str::to_owned).collect())
}
