//! See rules/values/encoding_declaration.toml.

use std::ops::Range;

use crate::rules::prelude::*;
use crate::source::Encoding;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        let encoding = cx.encoding();
        if !filing.by_machine || encoding == Encoding::Utf8 {
            return;
        }
        let whole = cx.up_to(filing.span);
        let Some((declared, at)) = declared(cx.written(&whole)) else { return };
        let upper = declared.to_ascii_uppercase();
        let (is_so, found) = match encoding {
            Encoding::Utf8 => return,
            Encoding::Utf16Le | Encoding::Utf16Be => (upper.starts_with("UTF-16"), "UTF-16"),
            Encoding::Windows1252 => (!upper.starts_with("UTF-") && !upper.ends_with("ASCII"), "Windows-1252"),
        };
        if !is_so {
            let place = cx.part(&whole, at);
            cx.report(&place, format!("the document declares {declared}, and its bytes are not; they read as {found}"));
        }
    }
}

/// The encoding that a declaration of XML names, and where.
fn declared(text: &str) -> Option<(&str, Range<usize>)> {
    let start = text.find("<?xml")?;
    let (declaration, _) = text.get(start..)?.split_once("?>")?;
    let (before, rest) = declaration.split_once("encoding")?;
    let value = rest.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (name, _) = value.get(1..)?.split_once(quote)?;
    let at = start + before.len() + "encoding".len() + (rest.len() - value.len()) + 1;
    Some((name, at..at + name.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_declaration_names_its_encoding() {
        let text = "\n<?xml version=\"1.0\" encoding = 'UTF-8' ?><a/>";
        let (name, at) = declared(text).expect("it is declared");
        assert_eq!((name, &text[at]), ("UTF-8", "UTF-8"));
        for other in ["<?xml version=\"1.0\"?><a encoding='x'/>", "<a/>", "<?xml encoding=UTF-8?>"] {
            assert_eq!(declared(other), None, "{other}");
        }
    }
}
