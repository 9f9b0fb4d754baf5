//! From an input to its texts and what they hold.

use std::fs::File;
use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::Error;
use super::args::InputArgs;
use super::inputs::{Found, Input, Origin};
use super::terminal::say;
use crate::engine::input::{self, Unrecognised};
use crate::filing::Filing;
use crate::lower::{self, Reading};
use crate::report::{Trouble, counted};
use crate::source::{MAX_INPUT, MAX_INPUTS, SourceId, Sources, Span, Unreadable};
use crate::words::number;

/// One input as it was taken in.
pub struct Taken {
    /// Its texts.
    pub sources: Sources,
    pub fate: Fate,
    /// What tells its bytes from others, where an audit asks for it.
    pub seal: Option<Seal>,
}

/// How many bytes an input has, and their SHA-256.
pub struct Seal {
    pub bytes: usize,
    pub sha256: String,
}

impl Seal {
    fn of(bytes: &[u8]) -> Seal {
        Seal { bytes: bytes.len(), sha256: format!("{:x}", Sha256::digest(bytes)) }
    }
}

/// What an input turned out to be.
pub enum Fate {
    Read(Vec<Filing>),
    /// Named, and no filing. Its source is empty where it is no text.
    Refused(SourceId, Why),
    /// Met in a folder rather than named, and no filing.
    PassedOver,
    /// It could not be opened or read.
    Failed(io::Error),
}

pub enum Why {
    Unreadable(Unreadable),
    /// What stands encoded at a place within the text.
    Undecoded(Span, Unreadable),
    Unrecognised(Unrecognised),
    ReadingFailed,
}

impl Why {
    pub fn words(&self) -> String {
        match self {
            Why::Unreadable(what) | Why::Undecoded(_, what) => input::words(*what).0,
            Why::Unrecognised(what) => what.words(),
            Why::ReadingFailed => input::READING_FAILED.to_owned(),
        }
    }
}

impl Taken {
    /// Takes in one input; `number` tells its texts from those of the other inputs.
    pub fn of(input: &Input, number: usize) -> Taken {
        Taken::read(input, number, false)
    }

    /// The same, with its seal.
    pub fn sealed(input: &Input, number: usize) -> Taken {
        Taken::read(input, number, true)
    }

    fn read(input: &Input, number: usize, seals: bool) -> Taken {
        let mut sources = Sources::from_input(number);
        let mut seal = None;
        let fate = match bytes_of(input) {
            Ok(bytes) => {
                seal = bytes.as_deref().ok().filter(|_| seals).map(Seal::of);
                fate(input, bytes, &mut sources)
            }
            Err(error) => Fate::Failed(error),
        };
        Taken { sources, fate, seal }
    }

    /// Drops texts and filings; how the input fared stays known.
    pub fn let_go(&mut self) {
        self.sources = Sources::default();
        if let Fate::Read(filings) = &mut self.fate {
            *filings = Vec::new();
        }
    }
}

fn fate(input: &Input, bytes: Result<Vec<u8>, Unreadable>, sources: &mut Sources) -> Fate {
    let source = match bytes.and_then(|bytes| sources.add(&*input.name, bytes)) {
        Ok(source) => source,
        Err(_) if input.met => return Fate::PassedOver,
        Err(what) => return Fate::Refused(sources.add_text(&*input.name, ""), Why::Unreadable(what)),
    };
    // A text that breaks the reader must not hide the others.
    let why = match catch_unwind(AssertUnwindSafe(|| lower::read_all(sources, source))) {
        Err(_) => Why::ReadingFailed,
        Ok(Reading { filings, .. }) if !filings.is_empty() => return Fate::Read(filings),
        Ok(_) if input.met => return Fate::PassedOver,
        Ok(Reading { undecoded: Some((place, what)), .. }) => Why::Undecoded(place, what),
        Ok(Reading { not_ours, unread_format, .. }) => Why::Unrecognised(Unrecognised { not_ours, unread_format }),
    };
    Fate::Refused(source, why)
}

fn bytes_of(input: &Input) -> io::Result<Result<Vec<u8>, Unreadable>> {
    match &input.from {
        Origin::Stdin => {
            let mut bytes = Vec::new();
            // One byte beyond the limit tells that there is more.
            io::stdin().lock().take(MAX_INPUT as u64 + 1).read_to_end(&mut bytes)?;
            Ok(Ok(bytes))
        }
        Origin::Name => file(Path::new(&*input.name)),
        Origin::Path(path) => file(path),
    }
}

fn file(path: &Path) -> io::Result<Result<Vec<u8>, Unreadable>> {
    let mut file = File::open(path)?;
    let facts = file.metadata()?;
    let length = usize::try_from(facts.len()).unwrap_or(usize::MAX);
    if length > MAX_INPUT {
        return Ok(Err(Unreadable::TooLarge(length)));
    }
    // One byte more than there should be: a read that does not fill it has met the end.
    let mut bytes = vec![0; length + 1];
    let read = file.read(&mut bytes)?;
    bytes.truncate(read);
    if read != length || !facts.is_file() || length == 0 {
        file.take((MAX_INPUT + 1 - read) as u64).read_to_end(&mut bytes)?;
    }
    Ok(Ok(bytes))
}

/// Texts and filings of a run, all together.
#[derive(Default)]
pub struct Gathered {
    pub sources: Sources,
    pub filings: Vec<Filing>,
}

impl Gathered {
    pub fn room_for(inputs: &[Input]) -> Result<Gathered, Error> {
        if inputs.len() > MAX_INPUTS {
            let (given, most) = (number(inputs.len().into()), number(MAX_INPUTS.into()));
            return Err(Error(format!("{given} files are too many to be held together; up to {most} are")));
        }
        Ok(Gathered::default())
    }

    /// Adds those of the next input.
    pub fn add(&mut self, taken: Taken) {
        self.sources.append(taken.sources);
        if let Fate::Read(filings) = taken.fate {
            self.filings.extend(filings);
        }
    }
}

/// How the inputs of a run fared.
#[derive(Default)]
pub struct Tally {
    /// Texts without a filing, and what a walk met that is no text.
    pub unrecognised: usize,
    /// What was asked for and could not be read.
    pub unreadable: usize,
    /// What makes the exit code 2.
    pub troubles: Vec<Trouble>,
    passed_over: usize,
    /// The first of those.
    passed_first: Vec<Arc<str>>,
}

/// How many of the files that were passed over are named.
const NAMED: usize = 5;

impl Tally {
    pub fn of(found: &Found) -> Tally {
        let mut tally = Tally::default();
        found.failures.iter().for_each(|words| tally.trouble(None, words.clone()));
        tally
    }

    /// Counts an input; tells what is to be said of one that could not be opened.
    pub fn count(&mut self, input: &Input, fate: &Fate) -> Option<String> {
        match fate {
            Fate::Read(_) => {}
            Fate::PassedOver => {
                self.passed_over += 1;
                if self.passed_first.len() < NAMED {
                    self.passed_first.push(Arc::clone(&input.name));
                }
                self.unrecognised += 1;
            }
            Fate::Refused(_, why) => {
                match why {
                    Why::Unreadable(_) | Why::Undecoded(..) | Why::ReadingFailed => self.unreadable += 1,
                    Why::Unrecognised(_) => self.unrecognised += 1,
                }
                self.trouble(Some(&input.name), why.words());
            }
            Fate::Failed(error) => {
                self.trouble(Some(&input.name), error.to_string());
                return Some(format!("error: {}: {error}", input.name));
            }
        }
        None
    }

    pub fn is_untrusted(&self) -> bool {
        !self.troubles.is_empty()
    }

    pub fn trouble(&mut self, path: Option<&Arc<str>>, words: String) {
        self.troubles.push(Trouble { path: path.cloned(), words });
    }

    fn passed(&self) -> String {
        let more = match self.passed_over - self.passed_first.len() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let (files, names) = (counted(self.passed_over, "file"), self.passed_first.join(", "));
        format!("{files} without a filing, met in the folders: {names}{more}")
    }

    /// Says what was passed over, and where no filing was found.
    pub fn close(&mut self, filings: usize, args: &InputArgs) {
        if self.passed_over > 0 && args.strict_inputs {
            self.trouble(None, self.passed());
        }
        if self.passed_over > 0 && !args.quiet {
            say(&format!("not checked: {}", self.passed()));
        }
        if filings == 0 && !self.is_untrusted() {
            let words = "no filing was found";
            say(&format!("error: {words}"));
            self.trouble(None, words.to_owned());
        }
    }
}
