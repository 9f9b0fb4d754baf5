//! What stands before and beside the elements: the declaration, instructions, namespaces.

use crate::fault::{Fault, FaultKind};
use crate::source::Span;
use crate::syntax::xml::{Element, Tree};

pub(super) fn faults(tree: &Tree<'_>, root: Element, start: usize, is_part: bool) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut push = |kind, span: Span, also| faults.push(Fault { kind, span, also });
    let (before, before_span) = tree.before(start);
    for (at, (piece, span)) in tree.opaque().enumerate() {
        let Some(inner) = piece.strip_prefix("<?") else { continue };
        let declaration = inner.strip_prefix("xml").filter(|rest| rest.starts_with(|c: char| c.is_ascii_whitespace()));
        let Some(declaration) = declaration else {
            push(FaultKind::Instruction, span, vec![]);
            continue;
        };
        // Within a submission a document begins on the line after its `<XML>`.
        let is_first = at == 0 && (before.is_empty() || (is_part && before.trim().is_empty()));
        if !is_first {
            let stands_first = at == 0;
            push(FaultKind::MisplacedDeclaration, span, if stands_first { vec![before_span] } else { vec![] });
        }
        if version(declaration).is_none_or(|version| version != "1.0") {
            push(FaultKind::DeclaredVersion, span, vec![]);
        }
    }
    let is_prefixed = tree.full_name(root) != tree.name(root);
    if is_prefixed || tree.attribute(root, "xmlns").is_some() {
        push(FaultKind::Namespace, tree.start_tag(root), vec![]);
    }
    faults
}

/// The version that a declaration states.
fn version(declaration: &str) -> Option<&str> {
    let rest = declaration.trim_start().strip_prefix("version")?.trim_start().strip_prefix('=')?.trim_start();
    let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    rest.get(1..)?.split(quote).next()
}
