//! Standard output and standard error, and what they can show.

use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::Path;

use super::Error;
use super::args::ColorArg;
use crate::report::human::Style;

/// Columns where no screen says how many it has.
const COLUMNS: usize = 100;

/// A line for people, on standard error. Where nobody listens, nothing is lost.
pub fn say(words: &str) {
    let _ = writeln!(io::stderr().lock(), "{words}");
}

/// Hands over a report: to a file when one is named, else to standard output.
pub fn hand_over(report: &str, output: Option<&Path>) -> Result<(), Error> {
    if let Some(path) = output {
        return std::fs::write(path, report).map_err(|error| Error(format!("{}: {error}", path.display())));
    }
    let mut stdout = io::stdout().lock();
    match stdout.write_all(report.as_bytes()).and_then(|()| stdout.flush()) {
        // A reader that has seen enough, as `head`, closes the pipe.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Error(format!("standard output: {error}"))),
        _ => Ok(()),
    }
}

/// The style of what goes to standard output, or to a file.
pub fn style(color: ColorArg, output: Option<&Path>) -> Style {
    let screen = output.is_none() && io::stdout().is_terminal();
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let dumb = std::env::var("TERM").is_ok_and(|term| term == "dumb");
    Style {
        width: width(screen),
        unicode: !dumb && utf8(&["LC_ALL", "LC_CTYPE", "LANG"].map(|name| std::env::var(name).unwrap_or_default())),
        color: match color {
            ColorArg::Always => true,
            ColorArg::Never => false,
            ColorArg::Auto => screen && !dumb && !set("NO_COLOR"),
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
