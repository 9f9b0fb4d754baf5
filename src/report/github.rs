//! Workflow commands of GitHub Actions, which show findings at the lines of a pull request.

use std::fmt::Write as _;

use crate::diagnostic::Severity;
use crate::engine::Finding;

/// One workflow command for each finding.
#[must_use]
pub fn render<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> String {
    let mut lines = String::new();
    for finding in findings {
        let command = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let _ = write!(lines, "::{command} file={}", property(&finding.path));
        let place = finding.labels.first().map(|label| &label.place);
        // A file within the file has lines of its own, which those of the file are not.
        if let Some(place) = place.filter(|place| place.member.is_none()) {
            let _ = write!(lines, ",line={},endLine={},col={}", place.line, place.end_line, place.column);
            // The end column is taken as one on the first line.
            if place.line == place.end_line {
                let _ = write!(lines, ",endColumn={}", place.end_column);
            }
        }
        let help = finding.help.as_ref().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
        let within =
            place.and_then(|place| Some(format!("{}:{}:{}: ", place.member.as_ref()?, place.line, place.column)));
        let message = format!("{}{}{help}", within.unwrap_or_default(), finding.message);
        let _ = writeln!(lines, ",title={}::{}", property(finding.rule), data(&message));
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
    fn a_line_within_a_file_in_the_file_is_no_line_of_it() {
        let sample = Sample::new()
            .text("a.xml", "UEs=")
            .member("form4.xml", "Form 4\n10,000\tD\n")
            .finding("code-missing", Severity::Error, "no code")
            .label("D", "");
        assert_eq!(render(&sample.findings), "::error file=a.xml,title=code-missing::form4.xml:2:8: no code\n");
    }
}
