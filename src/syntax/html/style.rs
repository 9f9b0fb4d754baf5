//! What inline styles and the words beside pictures say of how a page looks.

/// Whether a style, in lower case, takes an element off the page.
pub(super) fn hides(style: &str) -> bool {
    declarations(style).any(|(name, value)| (name, value) == ("display", "none"))
}

/// Whether a style sets a block right below the one before it.
pub(super) fn sets_close(style: &str) -> bool {
    let margins = declarations(style).filter_map(|(name, value)| match name {
        "margin" | "margin-top" => value.split(' ').next(),
        _ => None,
    });
    margins.last().is_some_and(|margin| margin.starts_with(['0', '-']) && !margin.starts_with("0."))
}

/// Whether a style begins a page of paper at an element, or ends one.
pub(super) fn breaks_page(style: &str) -> bool {
    declarations(style).any(|(name, value)| name.starts_with("page-break") && value == "always")
}

/// Whether a face or a style draws boxes for letters; nothing where neither names a face.
pub(super) fn draws_symbols(face: &str, style: &str) -> Option<bool> {
    let named = declarations(style).filter(|(name, _)| matches!(*name, "font-family" | "font")).map(|(_, value)| value);
    let named: Vec<&str> = named.chain(Some(face).filter(|face| !face.is_empty())).collect();
    (!named.is_empty()).then(|| named.iter().any(|face| face.contains("wingdings")))
}

/// Whether the words for a picture, in lower case, say that it is a checked box or an empty one; nothing where it
/// is another picture.
pub(super) fn checked(words: &str) -> Option<bool> {
    let is_box = words.contains("check") && (words.contains("box") || words.contains("ed"));
    is_box.then(|| !["not checked", "unchecked", "empty"].iter().any(|empty| words.contains(empty)))
}

fn declarations(style: &str) -> impl Iterator<Item = (&str, &str)> {
    style.split(';').filter_map(|declaration| {
        let (name, value) = declaration.split_once(':')?;
        Some((name.trim(), value.trim().trim_end_matches("!important").trim_end()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_of_boxes_are_boxes() {
        assert_eq!(checked("checkbox checked"), Some(true));
        assert_eq!(checked("checkbox not checked"), Some(false));
        assert_eq!(checked("unchecked box"), Some(false));
        assert_eq!(checked("seal of the commission"), None);
    }

    #[test]
    fn styles_hide_and_set_close() {
        assert!(hides("color: red; display : none !important"));
        assert!(!hides("display: block"));
        assert!(breaks_page("margin: 0; page-break-before: always") && !breaks_page("page-break-inside: avoid"));
        for (style, close) in
            [("margin: 0", true), ("margin:0in 0in .1pt", true), ("margin-top:12pt", false), ("", false)]
        {
            assert_eq!(sets_close(style), close, "{style}");
        }
        assert_eq!(draws_symbols("wingdings", ""), Some(true));
        assert_eq!(draws_symbols("", "font: 10pt wingdings 2"), Some(true));
        assert_eq!(draws_symbols("", "font-size: 10pt"), None);
    }
}
