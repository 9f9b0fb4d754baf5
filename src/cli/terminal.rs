//! Standard output and standard error, and what they can show.

use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, IsTerminal, Write};
use std::path::Path;

use super::Error;
use super::args::When;
use crate::report::human::Style;

/// Columns where no screen says how many it has.
const COLUMNS: usize = 100;

/// A line for people, on standard error. Where nobody listens, nothing is lost.
pub fn say(words: &str) {
    let _ = writeln!(io::stderr().lock(), "{words}");
}

/// Hands over a report: to a file when one is named, else to standard output.
pub fn hand_over(report: &str, output: Option<&Path>) -> Result<(), Error> {
    let mut to = Output::open(output)?;
    let written = to.write_all(report.as_bytes()).and_then(|()| to.flush());
    written.or_else(|error| to.broken_off(&error))
}

/// Where a report goes: a file when one is named, else standard output.
pub struct Output {
    to: BufWriter<Box<dyn Write>>,
    name: String,
    pub on_screen: bool,
}

impl Output {
    pub fn open(output: Option<&Path>) -> Result<Output, Error> {
        let Some(path) = output else {
            let stdout = io::stdout();
            let on_screen = stdout.is_terminal();
            return Ok(Output { to: buffered(stdout), name: "standard output".to_owned(), on_screen });
        };
        let name = path.display().to_string();
        let file = File::create(path).map_err(|error| Error(format!("{name}: {error}")))?;
        Ok(Output { to: buffered(file), name, on_screen: false })
    }

    /// Whether something was written that is not yet out.
    pub fn is_waiting(&self) -> bool {
        !self.to.buffer().is_empty()
    }

    /// Whether so many bytes more can wait to be out.
    pub fn has_room_for(&self, bytes: usize) -> bool {
        self.to.capacity() - self.to.buffer().len() > bytes
    }

    /// What to make of a report that could not be written to its end.
    pub fn broken_off(&self, error: &io::Error) -> Result<(), Error> {
        // A reader that has seen enough, as `head`, closes the pipe.
        if error.kind() == ErrorKind::BrokenPipe {
            return Ok(());
        }
        Err(Error(format!("{}: {error}", self.name)))
    }
}

fn buffered(to: impl Write + 'static) -> BufWriter<Box<dyn Write>> {
    BufWriter::with_capacity(64 << 10, Box::new(to))
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.to.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// The style of what goes to standard output, or to a file.
pub fn style(color: When, output: Option<&Path>) -> Style {
    let screen = output.is_none() && io::stdout().is_terminal();
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let dumb = std::env::var("TERM").is_ok_and(|term| term == "dumb");
    Style {
        width: width(screen),
        unicode: !dumb && utf8(&["LC_ALL", "LC_CTYPE", "LANG"].map(|name| std::env::var(name).unwrap_or_default())),
        color: match color {
            When::Always => true,
            When::Never => false,
            When::Auto => screen && !dumb && !set("NO_COLOR"),
        },
    }
}

fn width(screen: bool) -> usize {
    let given = || std::env::var("COLUMNS").ok()?.parse().ok();
    let seen = terminal_size::terminal_size().filter(|_| screen).map(|(width, _)| usize::from(width.0));
    seen.or_else(given).unwrap_or(COLUMNS).clamp(40, 200)
}

/// Whether the locale writes UTF-8: the first of its variables that is set decides, and where none
/// is set nothing speaks against it.
fn utf8(variables: &[String]) -> bool {
    let locale = variables.iter().find(|value| !value.is_empty());
    locale.is_none_or(|locale| {
        let locale = locale.to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locale_decides_about_signs_beyond_ascii() {
        let utf8 = |all: &str, ctype: &str, lang: &str| utf8(&[all.to_owned(), ctype.to_owned(), lang.to_owned()]);
        assert!(utf8("", "", ""));
        assert!(utf8("", "", "en_US.UTF-8"));
        assert!(!utf8("C", "", "en_US.UTF-8"));
        assert!(utf8("C.utf8", "", ""));
        assert!(!utf8("", "POSIX", ""));
    }
}
