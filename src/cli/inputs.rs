//! From paths to filings: what was named, what was met, what could not be read.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use globset::GlobBuilder;
use ignore::WalkBuilder;
use rayon::prelude::*;

use super::args::InputArgs;
use super::terminal::say;
use crate::engine::input::Unrecognised;
use crate::filing::Filing;
use crate::lower::{self, Reading};
use crate::report::counted;
use crate::source::{MAX_INPUT, SourceId, Sources, Span, Unreadable};

/// Everything that was asked for, read.
#[derive(Default)]
pub struct Inputs {
    pub sources: Sources,
    pub filings: Vec<Filing>,
    /// What was named and is no filing, in the order of the inputs.
    pub refused: Vec<Refused>,
    pub count: usize,
    /// Texts without a filing, and what a walk met that is no text.
    pub unrecognised: usize,
    /// What was asked for and could not be read.
    pub unreadable: usize,
    /// Whether something went wrong that makes the exit code 2.
    pub untrusted: bool,
}

/// A named input that is no filing. Its source is empty where it is no text.
pub struct Refused {
    pub source: SourceId,
    pub why: Why,
}

pub enum Why {
    Unreadable(Unreadable),
    /// At a place within the text.
    Undecoded(Span, Unreadable),
    Unrecognised(Unrecognised),
    ReadingFailed,
}

/// One input, and how it came to be one.
struct Input {
    name: String,
    from: Origin,
    /// Met while walking a folder, rather than named.
    met: bool,
}

enum Origin {
    Stdin,
    File(PathBuf),
}

impl Inputs {
    pub fn of(args: &InputArgs) -> Inputs {
        let mut inputs = Inputs::default();
        let found = inputs.find(args);
        inputs.count = found.len();
        let mut met_otherwise = 0;

        let mut texts: Vec<(SourceId, bool)> = Vec::new();
        for input in found {
            match inputs.take_in(&input) {
                Ok(Ok(id)) => texts.push((id, input.met)),
                Ok(Err(_)) if input.met => met_otherwise += 1,
                Ok(Err(what)) => {
                    let source = inputs.sources.add_text(input.name, "");
                    inputs.refuse(source, Why::Unreadable(what));
                }
                Err(error) => inputs.fail(&format!("{}: {error}", input.name)),
            }
        }

        let sources = &inputs.sources;
        // A text that breaks the reader must not hide the others.
        let read = |id: SourceId| catch_unwind(AssertUnwindSafe(|| lower::read(sources, id))).ok();
        let readings: Vec<Option<Reading>> = texts.par_iter().map(|(id, _)| read(*id)).collect();
        for ((source, met), reading) in texts.into_iter().zip(readings) {
            match reading.and_then(|reading| inputs.open(source, reading)) {
                None => inputs.refuse(source, Why::ReadingFailed),
                Some(reading) if !reading.filings.is_empty() => inputs.filings.extend(reading.filings),
                Some(_) if met => met_otherwise += 1,
                Some(Reading { undecoded: Some((place, what)), .. }) => {
                    inputs.refuse(source, Why::Undecoded(place, what));
                }
                Some(Reading { not_ours, unread_format, .. }) => {
                    inputs.refuse(source, Why::Unrecognised(Unrecognised { not_ours, unread_format }));
                }
            }
        }

        inputs.unrecognised += met_otherwise;
        inputs.untrusted |= met_otherwise > 0 && args.strict_inputs;
        if met_otherwise > 0 && !args.quiet {
            say(&format!("not checked: {} without a filing, met in the folders", counted(met_otherwise, "file")));
        }
        if inputs.filings.is_empty() && !inputs.untrusted {
            inputs.fail("no filing was found");
        }
        inputs
    }

    /// Reads what stands encoded in an input; none when that broke the reader.
    fn open(&mut self, source: SourceId, reading: Reading) -> Option<Reading> {
        catch_unwind(AssertUnwindSafe(|| lower::open(&mut self.sources, source, reading))).ok()
    }

    fn refuse(&mut self, source: SourceId, why: Why) {
        match why {
            Why::Unreadable(_) | Why::Undecoded(..) | Why::ReadingFailed => self.unreadable += 1,
            Why::Unrecognised(_) => self.unrecognised += 1,
        }
        self.untrusted = true;
        self.refused.push(Refused { source, why });
    }

    fn fail(&mut self, words: &str) {
        self.untrusted = true;
        say(&format!("error: {words}"));
    }

    fn take_in(&mut self, input: &Input) -> std::io::Result<Result<SourceId, Unreadable>> {
        let bytes = match &input.from {
            Origin::Stdin => {
                let mut bytes = Vec::new();
                // One byte beyond the limit tells that there is more.
                std::io::stdin().lock().take(MAX_INPUT as u64 + 1).read_to_end(&mut bytes)?;
                bytes
            }
            Origin::File(path) => {
                let length = fs::metadata(path).map_or(0, |facts| facts.len());
                if length > MAX_INPUT as u64 {
                    return Ok(Err(Unreadable::TooLarge(usize::try_from(length).unwrap_or(usize::MAX))));
                }
                fs::read(path)?
            }
        };
        Ok(self.sources.add(input.name.as_str(), bytes))
    }

    /// Every input of the run, each once, in the order named and, within a folder, by path.
    fn find(&mut self, args: &InputArgs) -> Vec<Input> {
        let mut named = args.paths.clone();
        if let Some(list) = &args.files_from {
            match list_of(list) {
                Ok(paths) => named.extend(paths),
                Err(error) => self.fail(&format!("{list}: {error}")),
            }
        }
        let mut found = Vec::new();
        for path in &named {
            self.expand(path, args, &mut found);
        }
        // What is met and named as well counts as named.
        let named: BTreeSet<String> = found.iter().filter(|input| !input.met).map(|input| input.name.clone()).collect();
        let mut seen = BTreeSet::new();
        found.retain(|input| seen.insert(input.name.clone()));
        found.iter_mut().for_each(|input| input.met &= !named.contains(&input.name));
        found
    }

    fn expand(&mut self, path: &str, args: &InputArgs, found: &mut Vec<Input>) {
        if path == "-" {
            found.push(Input { name: args.stdin_filename.clone(), from: Origin::Stdin, met: false });
            return;
        }
        let place = Path::new(path);
        if place.is_dir() {
            for file in self.walk(place) {
                found.push(Input { name: file.display().to_string(), from: Origin::File(file), met: true });
            }
            return;
        }
        if place.exists() {
            found.push(Input { name: path.to_owned(), from: Origin::File(place.to_path_buf()), met: false });
            return;
        }
        if path.contains(['*', '?', '[', '{']) {
            match self.matching(path) {
                Ok(files) if files.is_empty() => self.fail(&format!("{path}: no file matches")),
                Ok(files) => found.extend(files.into_iter().map(|file| Input {
                    name: file.display().to_string(),
                    from: Origin::File(file),
                    met: false,
                })),
                Err(error) => self.fail(&error.to_string()),
            }
            return;
        }
        self.fail(&format!("{path}: no such file or folder"));
    }

    /// The files of a folder, by path. Hidden and git-ignored files count: filings are data.
    fn walk(&mut self, folder: &Path) -> Vec<PathBuf> {
        let mut files = Vec::new();
        let entries = WalkBuilder::new(folder).standard_filters(false).sort_by_file_path(Path::cmp).build();
        for entry in entries {
            match entry {
                // A link to a file is a file; a link to a folder may lead in a circle.
                Ok(entry) if entry.path().is_file() => files.push(entry.into_path()),
                Ok(_) => {}
                Err(error) => self.fail(&error.to_string()),
            }
        }
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

/// The paths in a list, one a line.
fn list_of(file: &str) -> std::io::Result<Vec<String>> {
    let text = if file == "-" { std::io::read_to_string(std::io::stdin().lock())? } else { fs::read_to_string(file)? };
    Ok(text.lines().map(str::trim_end).filter(|line| !line.is_empty()).map(str::to_owned).collect())
}
