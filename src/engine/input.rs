//! What a run says of an input that is no filing.

use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::engine::{Finding, Plan, finding};
use crate::filing::Certainty;
use crate::rules::Rulebook;
use crate::source::{MAX_INPUT, SourceId, Sources, Span, Unreadable};
use crate::words::number;

/// The rule about inputs that are no text.
pub const UNREADABLE_INPUT: &str = "unreadable-input";
/// The rule about texts that hold no filing.
pub const UNRECOGNISED_DOCUMENT: &str = "unrecognised-document";
/// The rule about inputs above the limit.
pub const INPUT_TOO_LARGE: &str = "input-too-large";

/// What is said of a text that broke the reader.
pub const READING_FAILED: &str = "edgarlint failed while it read this text; nothing in it was checked";

/// An input whose bytes are no text; `id` is an empty source of its path. None when the rule is not asked for.
#[must_use]
pub fn unreadable(what: Unreadable, id: SourceId, plan: &Plan, sources: &Sources) -> Option<Finding> {
    unreadable_at(what, sources.text(id).span(0..0), plan, sources)
}

/// A file within a text, at `span`, whose bytes are no text. None when the rule is not asked for.
#[must_use]
pub fn unreadable_at(what: Unreadable, span: Span, plan: &Plan, sources: &Sources) -> Option<Finding> {
    let rule = if matches!(what, Unreadable::TooLarge(_)) { INPUT_TOO_LARGE } else { UNREADABLE_INPUT };
    let (message, help) = words(what);
    said(rule, plan, sources, span, message, Some(help))
}

/// A text that holds no filing of ours.
#[must_use]
pub fn unrecognised(what: &Unrecognised, id: SourceId, plan: &Plan, sources: &Sources) -> Option<Finding> {
    said(UNRECOGNISED_DOCUMENT, plan, sources, first_words(id, sources), what.words(), None)
}

/// Reading failed; a fault of this program. Always said.
#[must_use]
pub fn reading_failed(id: SourceId, sources: &Sources) -> Finding {
    let diagnostic = Diagnostic {
        rule: UNREADABLE_INPUT,
        severity: Severity::Error,
        certainty: Certainty::Written,
        message: READING_FAILED.to_owned(),
        primary: Label { span: first_words(id, sources), message: String::new() },
        related: Vec::new(),
        help: Some("report this as a bug of edgarlint; the other files were read".to_owned()),
    };
    finding::settle_input(diagnostic, sources)
}

/// What is said of a file that people write about rules: of the configuration, or of a rule itself. Always said.
#[must_use]
pub fn of_file(said: Diagnostic, sources: &Sources) -> Finding {
    finding::settle_input(said, sources)
}

/// What bytes that are no text are, and what to do.
#[must_use]
pub fn words(what: Unreadable) -> (String, &'static str) {
    let (message, help) = match what {
        Unreadable::Empty => ("this file is empty", "give the file that holds the filing"),
        Unreadable::Pdf => {
            ("this is a PDF, not text", "make text of it with `pdftotext -layout FILE.pdf FILE.txt` and check that")
        }
        Unreadable::Zip => (
            "this is a ZIP container, as office documents (DOCX, XLSX) and archives are, not text",
            "save an office document as plain text, or unpack the archive, and check that",
        ),
        Unreadable::Gzip => ("this is compressed by gzip, not text", "unpack it with `gunzip` and check that"),
        Unreadable::OfficeBinary => (
            "this is an office document of the older kind (DOC, XLS), not text",
            "save it as plain text and check that",
        ),
        Unreadable::Image => (
            "this is an image, not text",
            "recognise its text with an OCR program, as `tesseract IMAGE OUTPUT`, and check that",
        ),
        Unreadable::Binary => {
            ("this is not text: it holds bytes that no text has", "give the filing as text, HTML or XML")
        }
        Unreadable::NotBase64 => {
            ("the document that stands here is no base64, so the form in it cannot be read", "encode the document anew")
        }
        Unreadable::TooLarge(bytes) => {
            let message =
                format!("this file has {} bytes; up to {} are read", number(bytes.into()), number(MAX_INPUT.into()));
            return (message, "give the filing alone, without what it was bundled with");
        }
    };
    (message.to_owned(), help)
}

/// What a text without a filing of ours says of itself.
#[derive(Clone, Default, Debug)]
pub struct Unrecognised {
    /// A form of the SEC that is not one of ours: `Form 144`.
    pub not_ours: Option<String>,
    /// The format of a form that is one of ours: `a PDF in an EDGAR submission`.
    pub unread_format: Option<&'static str>,
}

impl Unrecognised {
    #[must_use]
    pub fn words(&self) -> String {
        match (&self.not_ours, self.unread_format) {
            (Some(form), _) => format!("this is a {form}, which is not read here"),
            (None, Some(format)) => format!("this is {format}, a format this version does not read yet"),
            (None, None) => "no Form 3, 4 or 5 and no Schedule 13D or 13G was found in this text".to_owned(),
        }
    }
}

fn said(
    rule: &'static str,
    plan: &Plan,
    sources: &Sources,
    span: Span,
    message: String,
    help: Option<&str>,
) -> Option<Finding> {
    let severity = plan.run_rule(rule)?;
    let instead = || Rulebook::built_in().find(rule).and_then(|rule| rule.instead());
    let diagnostic = Diagnostic {
        rule,
        severity,
        certainty: Certainty::Written,
        message,
        primary: Label { span, message: String::new() },
        related: Vec::new(),
        help: help.or_else(instead).map(str::to_owned),
    };
    Some(finding::settle_input(diagnostic, sources))
}

/// The first line that is not blank.
fn first_words(id: SourceId, sources: &Sources) -> Span {
    let text = sources.text(id);
    let start = text.as_str().len() - text.as_str().trim_start().len();
    let line = text.as_str().get(start..).and_then(|rest| rest.lines().next()).unwrap_or("").trim_end();
    text.span(start..start + line.len())
}
