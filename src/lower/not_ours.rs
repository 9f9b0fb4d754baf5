//! What a text is that holds no filing of ours: another form of the SEC, or one of ours in a format that
//! is not read. Told by what the text says of itself at its head, never by what stands further down.

use crate::filing::Form;
use crate::tables::forms;
use crate::tables::ownership::SUBMISSION;
use crate::words::fold::fold;

/// How much of a text is its head, in bytes. Titles stand on the first page, types in the first lines.
pub(super) const HEAD: usize = 8192;

/// What a text says it is.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(super) struct Kind {
    /// A form of the SEC that is not one of ours: `Form 144`.
    pub not_ours: Option<String>,
    /// The format of a form that is one of ours: `a PDF in an EDGAR submission`.
    pub unread_format: Option<&'static str>,
}

/// Whether a text is ownership XML, as its root says or, where something stands before that, its head.
pub(super) fn is_ownership(text: &str) -> bool {
    let head = head(text);
    root(head).is_some_and(|root| root.eq_ignore_ascii_case("ownershipDocument"))
        || memchr::memmem::find(head.as_bytes(), b"<ownershipDocument").is_some()
}

/// Whether a text may be the submission file of a Form 3, 4 or 5, which encloses its documents; what else is called
/// `edgarSubmission` has no such elements.
pub(super) fn is_submission_file(text: &str) -> bool {
    let head = head(text);
    let is_named = root(head).is_some_and(|root| root.eq_ignore_ascii_case(SUBMISSION));
    is_named || memchr::memmem::find(head.as_bytes(), b"<edgarSubmission").is_some()
}

/// Whether a text may be a Schedule 13D or 13G in XML. They have the root of a submission file; their namespace or
/// their type, which stand at its head, tell them from it.
pub(super) fn is_schedule(text: &str) -> bool {
    let says = |words: &str| memchr::memmem::find(head(text).as_bytes(), words.as_bytes()).is_some();
    is_submission_file(text) && ["/schedule13", "SCHEDULE 13", "coverPageHeader"].into_iter().any(says)
}

/// Whether a type of EDGAR is one of our forms: `4/A`, `SCHEDULE 13G`.
pub(super) fn is_ours(written: &str) -> bool {
    Form::NAMES.contains(&one_name(written).as_str())
}

/// Whether a text is HTML, as its first tag says. Typed pages have tags of their own: `<PAGE>`, `<TABLE>`.
pub(super) fn is_html(text: &str) -> bool {
    const FIRST: [&str; 8] = ["head", "title", "meta", "body", "div", "center", "font", "p"];
    let head = head(text);
    let Some(root) = root(head) else { return false };
    let is = |name: &str| root.eq_ignore_ascii_case(name);
    is("html")
        || is("!doctype") && head.split(['<', '>']).any(is_doctype)
        || FIRST.into_iter().any(is) && head.contains("</")
}

/// `!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01//EN"`
fn is_doctype(tag: &str) -> bool {
    let mut words = tag.split_ascii_whitespace();
    let mut is = |expected: &str| words.next().is_some_and(|word| word.eq_ignore_ascii_case(expected));
    is("!doctype") && is("html")
}

/// What the head of a text says: the root of its XML, the type in its header, or the title on its page.
pub(super) fn kind(text: &str) -> Kind {
    let head = head(text);
    match root(head) {
        Some(SUBMISSION) => {
            let written = after(head, "submissionType>");
            let is_numbered = written.is_some_and(|written| written.trim().starts_with(['3', '4', '5']));
            let schedule = "Schedule 13D or 13G XML whose layout is not known";
            let format = if is_numbered { "a submission file without documents" } else { schedule };
            return of_type(written, format);
        }
        Some("informationTable") => return of_type(Some("13F-HR"), ""),
        _ => {}
    }
    let header = ["CONFORMED SUBMISSION TYPE:", "<TYPE>"].iter().find_map(|label| after(head, label));
    if header.is_some() {
        return of_type(header, "a part of an EDGAR submission");
    }
    Kind { not_ours: by_title(head), ..Kind::default() }
}

/// What the head of a page says that was brought to lines: the title on it.
pub(super) fn kind_of_page(page: &str) -> Kind {
    Kind { not_ours: by_title(head(page)), ..Kind::default() }
}

impl Kind {
    fn format(format: &'static str) -> Kind {
        Kind { unread_format: Some(format), ..Kind::default() }
    }
}

/// Schedules have had two names since they are XML.
fn one_name(written: &str) -> String {
    written.trim().replace("SCHEDULE 13", "SC 13")
}

/// A type as EDGAR writes it, `4/A` or `SCHEDULE 13G` or `10-K`, of a text in this format.
pub(super) fn of_type(written: Option<&str>, format: &'static str) -> Kind {
    let Some(written) = written.map(str::trim).filter(|written| is_type(written)) else { return Kind::default() };
    let name = one_name(written);
    if Form::NAMES.contains(&name.as_str()) {
        return Kind::format(format);
    }
    let original = name.trim_end_matches("/A");
    let known = forms::others().iter().find(|other| other.types.iter().any(|known| known.as_ref() == original));
    let said = known.map_or_else(|| format!("submission of type {name}"), |known| known.name.to_string());
    Kind { not_ours: Some(said), ..Kind::default() }
}

/// Types are short words of capitals and digits.
fn is_type(written: &str) -> bool {
    let is_part = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, ' ' | '-' | '/' | '&');
    (1..=20).contains(&written.len()) && written.chars().all(is_part)
}

/// The form whose title stands first.
fn by_title(head: &str) -> Option<String> {
    let page = format!(" {} ", fold(head));
    let first = |other: &forms::Other| {
        let places = other.titles.iter().filter_map(|title| page.find(&format!(" {} ", fold(title))));
        Some((places.min()?, other.name.to_string()))
    };
    forms::others().iter().filter_map(first).min().map(|(_, name)| name)
}

/// The name of the first element, without its prefix; none when the text does not begin as XML.
fn root(head: &str) -> Option<&str> {
    let mut rest = head.trim_start_matches('\u{feff}').trim_start();
    for (open, close) in [("<?", "?>"), ("<!--", "-->")].into_iter().cycle().take(16) {
        if let Some(inside) = rest.strip_prefix(open) {
            rest = inside.split_once(close)?.1.trim_start();
        }
    }
    let tag = rest.strip_prefix('<')?.split(['>', ' ', '\t', '\r', '\n', '/']).next()?;
    Some(tag.rsplit_once(':').map_or(tag, |(_, name)| name))
}

/// What follows a label, up to the next tag or line.
fn after<'t>(head: &'t str, label: &str) -> Option<&'t str> {
    let (_, after) = head.split_once(label)?;
    after.split(['<', '\n']).next()
}

fn head(text: &str) -> &str {
    let mut end = text.len().min(HEAD);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn other(name: &str) -> Kind {
        Kind { not_ours: Some(name.to_owned()), ..Kind::default() }
    }

    #[test]
    fn other_forms_are_called_by_their_names() {
        let cases = [
            ("Form 144\nNOTICE OF PROPOSED SALE OF SECURITIES\nPURSUANT TO RULE 144", "Form 144"),
            ("UNITED STATES\nFORM 10-Q\n[X] QUARTERLY REPORT PURSUANT TO SECTION 13 OR 15(d) OF THE ACT", "Form 10-Q"),
            ("CONFORMED SUBMISSION TYPE:\t10-K/A\nPUBLIC DOCUMENT COUNT:\t7\n", "Form 10-K"),
            ("<SUBMISSION>\n<ACCESSION-NUMBER>0000990001-20-000001\n<TYPE>144\n", "Form 144"),
            ("<SUBMISSION>\n<TYPE>N-CEN\n", "submission of type N-CEN"),
            (
                "<?xml version=\"1.0\"?>\n<!-- made -->\n<n1:edgarSubmission>\n<n1:submissionType>D</n1:submissionType>",
                "Form D",
            ),
            ("<informationTable xmlns=\"x\"><infoTable>", "Form 13F"),
        ];
        for (text, name) in cases {
            assert_eq!(kind(text), other(name), "{text}");
        }
    }

    #[test]
    fn our_forms_are_called_by_their_format() {
        let cases = [
            (
                "<edgarSubmission xmlns=\"x\"><submissionType>SCHEDULE 13G/A</submissionType>",
                "Schedule 13D or 13G XML whose layout is not known",
            ),
            ("<SEC-HEADER>x\nCONFORMED SUBMISSION TYPE:\tSC 13D/A\r\n", "a part of an EDGAR submission"),
            ("<SUBMISSION>\n<TYPE>4\n", "a part of an EDGAR submission"),
            (
                "<SUBMISSION>\n<ACCESSION-NUMBER>0000990001-25-000001<TYPE>4<PERIOD>20250212",
                "a part of an EDGAR submission",
            ),
        ];
        for (text, format) in cases {
            assert_eq!(kind(text), Kind::format(format), "{text}");
        }
    }

    #[test]
    fn html_says_so_in_its_first_tag() {
        for text in [
            "<html>",
            " <!-- saved from url=(0014)about:internet -->\n<HTML><body>",
            "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"x.dtd\">\n<html>",
            "<?xml version='1.0'?><!-- a --><html xmlns='x'>",
            "<head>\n<title>SCHEDULE 13G</title>",
            "<P STYLE=\"margin: 0\">Alder</P>",
        ] {
            assert!(is_html(text), "{text}");
        }
        for text in
            ["", "<", "<PAGE>\nSCHEDULE 13D", "<TABLE>\n<S> <C>\n</TABLE>", "<P>", "<!DOCTYPE a>", "FORM 4 <html>"]
        {
            assert!(!is_html(text), "{text}");
        }
    }

    #[test]
    fn what_says_nothing_of_itself_is_nothing() {
        let far = format!("{}NOTICE OF PROPOSED SALE OF SECURITIES", "word ".repeat(HEAD));
        for text in ["", "<", "<?xml", "Dear Sirs", "<html><body>", "CONFORMED SUBMISSION TYPE: see below\n", &far] {
            assert_eq!(kind(text), Kind::default(), "{text:.40}");
        }
    }
}
