//! Workflow commands of GitHub Actions, which show findings at the lines of a pull request.

use std::fmt::Write as _;

use super::flat::Flat;
use crate::diagnostic::Severity;
use crate::engine::Finding;

/// One workflow command for each finding.
#[must_use]
pub fn render<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> String {
    let mut lines = String::new();
    for finding in findings {
        let flat = Flat::of(finding);
        let command = match flat.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let _ = write!(lines, "::{command} file={}", property(&finding.path));
        if let Some(place) = flat.place {
            let _ = write!(lines, ",line={},endLine={},col={}", place.line, place.end_line, place.column);
            // The end column is taken as one on the first line.
            if place.line == place.end_line {
                let _ = write!(lines, ",endColumn={}", place.end_column);
            }
        }
        let help = finding.help.as_ref().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
        let _ = writeln!(lines, ",title={}::{}", property(finding.rule), data(&format!("{}{help}", flat.message)));
    }
    lines
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample::Sample;

    #[test]
    fn what_the_command_would_read_is_escaped() {
        let sample = Sample::new()
            .text("a,b:c%.txt", "Form 4\n10,000\tD\n")
            .finding("percent-sum", Severity::Note, "5% is, as written: 50%\r\n")
            .label("10,000", "");
        assert_eq!(
            render(&sample.findings),
            "::notice file=a%2Cb%3Ac%25.txt,line=2,endLine=2,col=1,endColumn=7,title=percent-sum::5%25 is, as written: 50%25%0D%0A\n"
        );
    }

    #[test]
    fn what_is_not_to_be_dealt_with_is_a_notice() {
        let sample = Sample::new()
            .text("a.txt", "Form 4\n")
            .finding("code-missing", Severity::Error, "no code")
            .help("write it")
            .suppressed("so on paper");
        assert_eq!(
            render(&sample.findings),
            "::notice file=a.txt,title=code-missing::no code (suppressed: so on paper)%0Ahelp: write it\n"
        );
    }

    #[test]
    fn a_line_within_a_file_in_the_file_is_no_line_of_it() {
        let sample = Sample::new()
            .text("a.xml", "UEs=")
            .member("form4.xml", "Form 4\n10,000\tD\n")
            .finding("code-missing", Severity::Error, "no code")
            .label("D", "");
        assert_eq!(render(&sample.findings), "::error file=a.xml,title=code-missing::form4.xml:2:8: no code\n");
    }
}
