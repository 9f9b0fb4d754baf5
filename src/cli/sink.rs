//! One output of a run: a format, and where it goes.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::Error;
use super::args::{CheckArgs, CheckFormat};
use super::progress::Progress;
use super::terminal::Output;
use crate::engine::Finding;
use crate::report::{Run, checkstyle, gitlab, json, junit, markdown, sarif};

pub struct Sink {
    pub format: CheckFormat,
    to: Output,
    anything_written: bool,
    /// Whether its reader has seen enough.
    pub closed: bool,
}

/// Opens every output of a run, in the order of [`CheckArgs::outputs`].
pub fn open(args: &CheckArgs) -> Result<Vec<Sink>, Error> {
    places(args)?;
    args.outputs().map(|(format, file)| Sink::open(format, file)).collect()
}

/// The files that a run writes reports to.
pub fn places(args: &CheckArgs) -> Result<Vec<PathBuf>, Error> {
    let mut places: Vec<PathBuf> = Vec::new();
    for file in args.outputs().filter_map(|(_, file)| file) {
        let place = place(file);
        if places.contains(&place) {
            return Err(Error(format!("{}: two reports would be written to this file", file.display())));
        }
        places.push(place);
    }
    Ok(places)
}

/// The one path of a file, however it is written; it need not be there yet.
pub fn place(file: &Path) -> PathBuf {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let beside = || Some(folder.canonicalize().ok()?.join(file.file_name()?));
    file.canonicalize().ok().or_else(beside).unwrap_or_else(|| file.to_owned())
}

impl Sink {
    fn open(format: CheckFormat, file: Option<&Path>) -> Result<Sink, Error> {
        Ok(Sink { format, to: Output::open(file)?, anything_written: false, closed: false })
    }

    /// What is to be written now of some findings, of which that may be drawn already.
    pub fn text(&self, findings: &[Finding], drawn: String) -> Vec<u8> {
        let mut text = drawn.into_bytes();
        if self.format == CheckFormat::Jsonl {
            let lines = findings.iter().try_for_each(|finding| json::line(finding, &mut text));
            lines.expect("json: writing to memory cannot fail");
        }
        text
    }

    pub fn write(&mut self, text: &[u8], progress: &Progress) -> Result<(), Error> {
        if text.is_empty() || self.closed {
            return Ok(());
        }
        // A blank line stands between drawings, as between those of one input.
        let apart = self.format == CheckFormat::Human && self.anything_written;
        self.anything_written = true;
        let to = &mut self.to;
        let at_once = to.on_screen && !to.has_room_for(text.len() + 1);
        let written = progress.aside_from(at_once, || {
            to.write_all(if apart { b"\n" } else { b"" })?;
            to.write_all(text)
        });
        self.settle(written)
    }

    pub fn flush(&mut self, progress: &Progress) -> Result<(), Error> {
        let to = &mut self.to;
        let flushed = progress.aside_from(to.on_screen && to.is_waiting(), || to.flush());
        self.settle(flushed)
    }

    /// Ends the report; `findings` are those of the run where the format is written whole.
    pub fn end(&mut self, findings: &[Finding], run: &Run) -> Result<(), Error> {
        if self.closed {
            return Ok(());
        }
        let to = &mut self.to;
        let ended = match self.format {
            CheckFormat::Json => json::object(findings, run, &mut *to),
            CheckFormat::Jsonl => json::last_line(run, &mut *to),
            CheckFormat::Sarif => sarif::object(findings, run, &mut *to),
            CheckFormat::Junit => junit::document(findings, run, &mut *to),
            CheckFormat::Gitlab => gitlab::list(findings, &mut *to),
            CheckFormat::Checkstyle => checkstyle::document(findings, &mut *to),
            CheckFormat::Markdown => markdown::report(findings, run, &mut *to),
            CheckFormat::Human | CheckFormat::Concise | CheckFormat::Github => Ok(()),
        };
        let ended = ended.and_then(|()| to.flush());
        self.settle(ended)
    }

    /// A reader that has seen enough is no failure, and is told no more.
    fn settle(&mut self, written: io::Result<()>) -> Result<(), Error> {
        written.or_else(|error| {
            self.closed = true;
            self.to.broken_off(&error)
        })
    }
}
