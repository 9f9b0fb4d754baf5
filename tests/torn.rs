//! Filings cut short and with bytes changed: nothing panics, nothing hangs, and every place that is told lies in the
//! file and on whole characters.
//!
//! The wounds are the same in every run. `EDGARLINT_LONG=1` deals each file 200 cuts and 200 changes; without it a few,
//! so that the test takes seconds. Fixtures are torn always, and the files below `EDGARLINT_CORPUS` where it is set.

mod read;
mod real;

use std::any::Any;
use std::collections::HashMap;
use std::fmt;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Mutex};
use std::thread::ThreadId;
use std::time::{Duration, Instant};

use edgarlint::engine::{RULE_PANICKED, run};
use edgarlint::lower;
use edgarlint::report::human::{Style, render};
use edgarlint::rules::Profile;
use edgarlint::source::Sources;
use rayon::prelude::*;
use read::{is_sound, strays};
use real::{files, settings, shared};

/// Cuts, and as many changes, that each file is dealt in a long run.
const LONG: usize = 200;

/// No file at hand takes a hundredth of this: what takes it hangs.
const PATIENCE: Duration = Duration::from_secs(60);

#[test]
fn torn_fixtures_are_read_without_harm() {
    holds(files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")), 4);
}

#[test]
fn torn_filings_are_read_without_harm() {
    let Some(shared) = shared() else { return };
    holds(["corpus", "seeds"].iter().flat_map(|folder| files(&shared.join(folder))).collect(), 1);
}

/// What each thread reads, and since when.
type AtWork = Mutex<HashMap<ThreadId, (String, Instant)>>;

/// Deals each file its wounds, and says what comes of it.
fn holds(paths: Vec<PathBuf>, few: usize) {
    assert!(!paths.is_empty(), "there is no file to tear");
    let each = if std::env::var_os("EDGARLINT_LONG").is_some() { LONG } else { few };
    let at_work: Arc<AtWork> = Arc::default();
    let (done, harm) = channel();
    let noted = Arc::clone(&at_work);
    std::thread::spawn(move || {
        let harms: Vec<String> = paths.par_iter().flat_map_iter(|path| tear(path, each, &noted)).collect();
        // Nobody listens only when the test has failed already.
        let _ = done.send(harms);
    });
    let harms = loop {
        match harm.recv_timeout(Duration::from_secs(1)) {
            Ok(harms) => break harms,
            Err(RecvTimeoutError::Disconnected) => panic!("the work stopped: see above"),
            Err(RecvTimeoutError::Timeout) => {
                let at_work = at_work.lock().expect("noting what is read does not panic");
                let hanging = at_work.values().find(|(_, since)| since.elapsed() > PATIENCE);
                assert!(hanging.is_none(), "{hanging:?} hangs");
            }
        }
    };
    assert!(harms.is_empty(), "{} harms\n{}", harms.len(), harms.join("\n"));
}

/// The harm that wounds do in one file.
fn tear(path: &Path, each: usize, at_work: &AtWork) -> Vec<String> {
    let whole = fs::read(path).expect("a file at hand can be read");
    let mut dice = Dice::of(path);
    let mut harms = Vec::new();
    for wound in (0..each).flat_map(|_| [Wound::cut(&whole, &mut dice), Wound::change(&whole, &mut dice)]) {
        let what = format!("{}, {wound}", path.display());
        let here = std::thread::current().id();
        at_work.lock().expect("noting what is read does not panic").insert(here, (what.clone(), Instant::now()));
        let harm = catch_unwind(AssertUnwindSafe(|| harm(wound.dealt(&whole))));
        let harm = harm.unwrap_or_else(|panic| vec![format!("panics: {}", words(&*panic))]);
        harms.extend(harm.into_iter().map(|harm| format!("{what}: {harm}")));
        at_work.lock().expect("noting what is read does not panic").remove(&here);
    }
    harms
}

/// What is wrong with what is read and said of a file.
fn harm(bytes: Vec<u8>) -> Vec<String> {
    let (mut sources, length) = (Sources::new(), bytes.len());
    let Ok(id) = sources.add("torn", bytes) else { return Vec::new() };
    let filings = lower::read(&sources, id).filings;
    let mut harms: Vec<String> = filings.iter().flat_map(|filing| strays(&sources, filing)).collect();
    let findings = run(&filings, &sources, &settings(Profile::Quality));
    for finding in &findings {
        if finding.rule == RULE_PANICKED {
            harms.push(finding.message.clone());
        }
        for label in &finding.labels {
            let is_inside = label.place.start <= label.place.end && label.place.end <= length;
            if !is_sound(&sources, label.span) || !is_inside {
                harms.push(format!("{} points at {:?}, {:?}", finding.rule, label.span, label.place));
            }
        }
    }
    let drawn = render(&findings, &sources, &Style { width: 100, unicode: true, color: false });
    if drawn.is_empty() && !findings.is_empty() {
        harms.push("nothing is drawn of what was found".to_owned());
    }
    harms
}

fn words(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("without words")
}

/// What is done to a file.
enum Wound {
    /// The file ends here.
    Cut(usize),
    /// These bytes are others.
    Change(Vec<(usize, u8)>),
}

impl Wound {
    fn cut(whole: &[u8], dice: &mut Dice) -> Wound {
        Wound::Cut(dice.below(whole.len()))
    }

    /// Up to eight bytes, half of them those that formats are made of.
    fn change(whole: &[u8], dice: &mut Dice) -> Wound {
        const MEANT: &[u8] = b"<>&;#\"'/=!?-[]()$%,.|\t\n\r 09AD\xc3\xa9\xe2\x80\x00";
        let times = 1 + dice.below(8);
        let byte = |dice: &mut Dice| match dice.below(2) {
            0 => MEANT[dice.below(MEANT.len())],
            _ => u8::try_from(dice.below(256)).expect("below 256"),
        };
        Wound::Change((0..times).map(|_| (dice.below(whole.len()), byte(dice))).collect())
    }

    fn dealt(&self, whole: &[u8]) -> Vec<u8> {
        let mut bytes = whole.to_owned();
        match self {
            Wound::Cut(at) => bytes.truncate(*at),
            Wound::Change(changes) => {
                for (at, new) in changes {
                    // A file may be empty.
                    if let Some(byte) = bytes.get_mut(*at) {
                        *byte = *new;
                    }
                }
            }
        }
        bytes
    }
}

impl fmt::Display for Wound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Wound::Cut(at) => write!(f, "cut at {at}"),
            Wound::Change(changes) => write!(f, "changed at {changes:?}"),
        }
    }
}

/// The same numbers in every run: splitmix64, begun with the name of a file.
struct Dice(u64);

impl Dice {
    fn of(path: &Path) -> Dice {
        let name = path.file_name().expect("a file has a name").to_string_lossy();
        Dice(name.bytes().fold(0, |seed: u64, byte| seed.wrapping_mul(131).wrapping_add(byte.into())))
    }

    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let random = usize::try_from((z ^ (z >> 31)) >> 33).expect("31 bits");
        random % end.max(1)
    }
}
