//! Checkstyle's XML, which most build servers read.

use std::io::{self, Write};

use super::flat::{self, Flat};
use super::markup;
use crate::diagnostic::Severity;
use crate::engine::Finding;

/// All findings, by file.
///
/// # Errors
/// What the writer refuses.
pub fn document(findings: &[Finding], mut to: impl Write) -> io::Result<()> {
    writeln!(to, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">")?;
    for of_file in findings.chunk_by(|a, b| a.path == b.path) {
        let Some(first) = of_file.first() else { continue };
        writeln!(to, "  {}>", markup::open("file", &[("name", flat::path(&first.path))]))?;
        for finding in of_file {
            writeln!(to, "    {}/>", error(finding))?;
        }
        writeln!(to, "  </file>")?;
    }
    writeln!(to, "</checkstyle>")
}

fn error(finding: &Finding) -> String {
    let flat = Flat::of(finding);
    let severity = match flat.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "info",
    };
    let column = flat.place.map_or(1, |place| place.column);
    markup::open(
        "error",
        &[
            ("line", &flat.line().to_string()),
            ("column", &column.to_string()),
            ("severity", severity),
            ("message", &flat.message),
            ("source", &format!("edgarlint.{}.{}", finding.family, finding.rule)),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample::Sample;

    #[test]
    fn findings_stand_in_their_files() {
        let sample = Sample::new()
            .text("./a&b.txt", "Form 4\n10,000\tD\n")
            .finding("code-missing", Severity::Error, "\"no\" code <here>\u{1}")
            .label("D", "")
            .finding("title", Severity::Note, "odd")
            .suppressed("so on paper")
            .text("c.txt", "Form 4\n")
            .finding("code-missing", Severity::Warning, "no code");
        let mut text = Vec::new();
        document(&sample.findings, &mut text).expect("writing to memory cannot fail");
        let text = String::from_utf8(text).expect("text");
        let document = roxmltree::Document::parse(&text).expect("XML");
        let told: Vec<String> = document
            .descendants()
            .filter(|node| node.is_element())
            .map(|node| node.attributes().map(|attribute| attribute.value().to_owned()).collect::<Vec<_>>().join("|"))
            .collect();
        assert_eq!(
            told,
            [
                "4.3",
                "a&b.txt",
                "2|8|error|\"no\" code <here>\u{fffd}|edgarlint.ownership.code-missing",
                "1|1|info|odd (suppressed: so on paper)|edgarlint.ownership.title",
                "c.txt",
                "1|1|warning|no code|edgarlint.ownership.code-missing",
            ]
        );
    }
}
