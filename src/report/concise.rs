//! A finding a line: `path:line:column: severity rule: message`.

use super::excerpt::clean;
use crate::engine::Finding;

/// One line for each finding.
#[must_use]
pub fn render<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> String {
    let mut lines = String::new();
    for finding in findings {
        lines.push_str(&line(finding));
        lines.push('\n');
    }
    lines
}

/// `path:line:column: severity rule: message`.
pub(super) fn line(finding: &Finding) -> String {
    let path = match &finding.member {
        Some(member) => format!("{}!{member}", finding.path),
        None => finding.path.clone(),
    };
    let (line, column) = finding.labels.first().map_or((1, 1), |label| (label.place.line, label.place.column));
    let Finding { severity, rule, message, .. } = finding;
    clean(&format!("{path}:{line}:{column}: {severity} {rule}: {message}"), true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;
    use crate::report::sample::Sample;

    #[test]
    fn a_finding_is_one_line() {
        let sample = Sample::new()
            .text("a.txt", "Form 4\n10,000\tD\n")
            .finding("code-missing", Severity::Warning, "two\nlines")
            .label("D", "");
        assert_eq!(render(&sample.findings), "a.txt:2:8: warning code-missing: two lines\n");
    }

    #[test]
    fn a_file_within_the_file_is_named() {
        let sample = Sample::new()
            .text("a.xml", "UEs=")
            .member("form4.xml", "Form 4\n10,000\tD\n")
            .finding("code-missing", Severity::Warning, "no code")
            .label("D", "");
        assert_eq!(render(&sample.findings), "a.xml!form4.xml:2:8: warning code-missing: no code\n");
    }
}
