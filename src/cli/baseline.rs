//! Findings that stood there when a folder was taken up: known, and no reason to fail.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use super::Error;
use crate::engine::{Finding, RULE_PANICKED};

/// The name of the file's shape.
const SCHEMA: &str = "edgarlint/baseline/1";

/// What is known of earlier runs, and what this one finds.
///
/// A finding is known by its fingerprint in its file, never by how many there are: one that goes does not make room
/// for another that comes.
pub struct Baseline {
    file: PathBuf,
    /// What the paths in the file start from.
    folder: PathBuf,
    known: BTreeMap<Key, Known>,
    /// Whether what is found is to be known from now on.
    updates: bool,
    run: Mutex<Run>,
}

/// What this run has come upon.
#[derive(Default)]
struct Run {
    /// What an update writes, with its message.
    found: BTreeMap<Key, String>,
    /// Files that were read.
    seen: BTreeSet<String>,
}

struct Known {
    message: String,
    is_found: AtomicBool,
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    path: String,
    member: Option<String>,
    rule: String,
    fingerprint: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    schema: String,
    findings: Vec<Entry>,
}

/// One finding as it is written; the message is for who reads the file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    path: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    member: Option<String>,
    rule: String,
    fingerprint: String,
    message: String,
}

impl Baseline {
    /// Reads what is known. A file that is not there is made by an update, and is a mistake else.
    pub fn open(file: &Path, updates: bool) -> Result<Baseline, Error> {
        let refused = |why: &dyn std::fmt::Display| Error(format!("{}: {why}", file.display()));
        let folder = std::path::absolute(file).map_err(|why| refused(&why))?;
        let folder = folder.parent().map(Path::to_path_buf).unwrap_or_default();
        let written = match fs::read_to_string(file) {
            Ok(text) => serde_json::from_str(&text)
                .map_err(|why| refused(&format!("this is no baseline: {why}; --update-baseline writes one")))?,
            Err(why) if updates && why.kind() == std::io::ErrorKind::NotFound => {
                Written { schema: SCHEMA.to_owned(), findings: Vec::new() }
            }
            Err(why) if why.kind() == std::io::ErrorKind::NotFound => {
                return Err(refused(&"there is no such file; --update-baseline writes one"));
            }
            Err(why) => return Err(refused(&why)),
        };
        if written.schema != SCHEMA {
            return Err(refused(&format!("its schema is `{}`; this version reads `{SCHEMA}`", written.schema)));
        }
        let known = written.findings.into_iter().map(|Entry { path, member, rule, fingerprint, message }| {
            (Key { path, member, rule, fingerprint }, Known { message, is_found: AtomicBool::new(false) })
        });
        Ok(Baseline { file: file.to_path_buf(), folder, known: known.collect(), updates, run: Mutex::default() })
    }

    /// Takes note of a file that was read.
    pub fn saw(&self, path: &str) {
        self.run().seen.insert(from(&self.folder, Path::new(path)));
    }

    /// Marks those findings that are known, or are from now on.
    pub fn mark(&self, findings: &mut [Finding]) {
        let mut path = OfPath::default();
        // That a rule failed is never known: nobody knows what it would have said.
        let may_be_known = |finding: &&mut Finding| finding.suppressed.is_none() && finding.rule != RULE_PANICKED;
        for finding in findings.iter_mut().filter(may_be_known) {
            let key = self.key(finding, &mut path);
            let known = self.known.get(&key);
            known.inspect(|known| known.is_found.store(true, Ordering::Relaxed));
            finding.baseline = known.is_some() || self.updates;
            if self.updates {
                self.run().found.insert(key, finding.message.clone());
            }
        }
    }

    fn run(&self) -> MutexGuard<'_, Run> {
        self.run.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends the run: tells what is gone, and writes what is known from now on where that was asked for.
    ///
    /// `is_asked` says whether a rule was asked in this run: what was not looked for is not gone.
    pub fn end(&self, is_asked: impl Fn(&str) -> bool) -> Result<Vec<String>, Error> {
        let run = self.run();
        let is_gone = |key: &Key, known: &Known| {
            run.seen.contains(&key.path) && !known.is_found.load(Ordering::Relaxed) && is_asked(&key.rule)
        };
        if self.updates {
            let kept = self.known.iter().filter(|(key, known)| !is_gone(key, known));
            let kept = kept.map(|(key, known)| (key, known.message.as_str()));
            return Ok(vec![self.write(kept.chain(run.found.iter().map(|(key, message)| (key, message.as_str()))))?]);
        }
        let gone: Vec<_> = self.known.iter().filter(|(key, known)| is_gone(key, known)).collect();
        if gone.is_empty() {
            return Ok(Vec::new());
        }
        let named = gone.iter().take(NAMED);
        let mut words: Vec<String> =
            named.map(|(key, known)| format!("  {}: {} ({})", key.path, known.message, key.rule)).collect();
        words.extend(gone.len().checked_sub(NAMED).filter(|more| *more > 0).map(|more| format!("  and {more} more")));
        let verb = if gone.len() == 1 { "is" } else { "are" };
        let (count, file) = (counted_known(gone.len()), self.file.display());
        words.insert(0, format!("{count} of {file} {verb} gone; --update-baseline drops what is gone"));
        Ok(words)
    }

    /// Writes these, and says so.
    fn write<'k>(&self, all: impl Iterator<Item = (&'k Key, &'k str)>) -> Result<String, Error> {
        let all: BTreeMap<&Key, &str> = all.collect();
        let findings = all.into_iter().map(|(key, message)| Entry {
            path: key.path.clone(),
            member: key.member.clone(),
            rule: key.rule.clone(),
            fingerprint: key.fingerprint.clone(),
            message: message.to_owned(),
        });
        let written = Written { schema: SCHEMA.to_owned(), findings: findings.collect() };
        let refused = |why: &dyn std::fmt::Display| Error(format!("{}: {why}", self.file.display()));
        let mut text = serde_json::to_string_pretty(&written).map_err(|why| refused(&why))?;
        text.push('\n');
        fs::write(&self.file, text).map_err(|why| refused(&why))?;
        Ok(format!("{} written to {}", counted_known(written.findings.len()), self.file.display()))
    }

    fn key(&self, finding: &Finding, path: &mut OfPath) -> Key {
        Key {
            path: path.of(&self.folder, &finding.path),
            member: finding.member.clone(),
            rule: finding.rule.to_owned(),
            fingerprint: finding.fingerprint.clone(),
        }
    }
}

/// How many of those that are gone are named.
const NAMED: usize = 5;

fn counted_known(count: usize) -> String {
    format!("{count} known finding{}", if count == 1 { "" } else { "s" })
}

/// The last path that was asked for: findings of one file come together.
#[derive(Default)]
struct OfPath {
    given: String,
    told: String,
}

impl OfPath {
    fn of(&mut self, folder: &Path, path: &str) -> String {
        if self.told.is_empty() || self.given != path {
            path.clone_into(&mut self.given);
            self.told = from(folder, Path::new(path));
        }
        self.told.clone()
    }
}

/// A path as seen from a folder, with `/` between its parts, so that it is the same on every machine.
fn from(folder: &Path, path: &Path) -> String {
    let (folder, path) = (plain(folder), plain(path));
    let shared = folder.components().zip(path.components()).take_while(|(one, other)| one == other).count();
    if shared == 0 {
        return path.to_string_lossy().into_owned();
    }
    let up = folder.components().skip(shared).map(|_| "..".into());
    let down = path.components().skip(shared).map(|part| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<String>>().join("/")
}

/// From the root, without `.` and `..`. Links are taken as they are named.
fn plain(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    whole.components().fold(PathBuf::new(), |mut plain, part| {
        match part {
            Component::ParentDir => {
                plain.pop();
            }
            Component::CurDir => {}
            _ => plain.push(part),
        }
        plain
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_told_from_the_folder_of_the_file() {
        let seen = |folder: &str, path: &str| from(Path::new(folder), Path::new(path));
        assert_eq!(seen("/a/b", "/a/b/c/d.txt"), "c/d.txt");
        assert_eq!(seen("/a/b", "/a/e.txt"), "../e.txt");
        assert_eq!(seen("/a/b", "/a/b/./e.txt"), "e.txt");
        assert_eq!(seen("/a/b/c/..", "/a/d/../b/e.txt"), "e.txt");
    }
}
