//! Forms 3, 4 and 5: from a sheet, and from their own XML in [`markup`].

mod boxes;
pub(super) mod markup;
mod outline;
mod rows;

use std::ops::Range;

use self::boxes::Legibility;
use self::outline::Outline;
use crate::fault::{Fault, FaultKind};
use crate::filing::{
    Body, Boilerplate, Certainty, Fidelity, Field, Filing, Form, FormKind, Inserted, Ownership, Stage, Table,
};
use crate::source::{SourceId, Sources, Span};
use crate::syntax::ownership::LineKind;
use crate::syntax::page::Sheet;
use crate::tables;

/// Reads a page as a Form 3, 4 or 5; none when nothing on it says that it is one.
pub(super) fn read(sources: &Sources, id: SourceId, sheet: &Sheet<'_>) -> Option<Filing> {
    let mut outline = Outline::of(sheet);
    outline.boxes = boxes::lines(sheet, &outline);
    let (kind, form_span, says_amended) = form(sheet, &outline)?;
    let text = sheet.text();
    let mut faults = Vec::new();

    let boxes = boxes::read(sheet, &outline, &mut faults);
    // On a scan a garbled date is a date all the same.
    let dated = boxes.date_of_original.present().is_some()
        || boxes.legibility == Legibility::Scan && boxes.date_of_original.is_malformed();
    let amendment = says_amended || dated;
    let form = Form { kind, amendment };

    let (table1, table2) = rows::read(sheet, &outline, kind, &mut faults);
    let tail = boxes::tail::read(sheet, &outline, boxes.legibility);
    let period_of_report = if boxes.legibility == Legibility::Scan {
        let rows = (kind == FormKind::Four).then(|| table1.iter().chain(&table2)).into_iter().flatten();
        boxes::period::confirmed(text, boxes.period_of_report, rows, &tail.signatures)
    } else {
        boxes.period_of_report
    };
    let whole = text.span(0..text.as_str().len());
    let body = Ownership {
        owners: boxes.owners,
        period_of_report,
        date_of_original: boxes.date_of_original,
        not_subject_to_section16: outline_box(sheet, &outline, whole, |kind| match kind {
            LineKind::ExitBox { checked } => Some(*checked),
            _ => None,
        }),
        aff10b5one: outline_box(sheet, &outline, whole, |kind| match kind {
            LineKind::PlanBox { checked } => Some(*checked),
            _ => None,
        }),
        table1,
        table2,
        footnotes: tail.footnotes,
        explanations: tail.explanations,
        remarks: tail.remarks,
        boilerplate: boilerplate(sheet, &outline, whole, &mut faults),
        inserted: Inserted::empty(whole),
    };
    Some(Filing {
        source: id,
        span: whole,
        fidelity: fidelity(sources, id),
        by_machine: false,
        stage: Stage::Disseminated,
        found: Stage::Disseminated,
        form: Field::new(form, form_span, Certainty::Written),
        accession: Field::missing(whole),
        filed_as_of: Field::missing(whole),
        submission: None,
        issuer: boxes.issuer,
        body: Body::Ownership(Box::new(body)),
        signatures: tail.signatures,
        faults,
    })
}

/// Which form this is: what its title says; `FORM 4` alone on a line where the title is lost.
fn form(sheet: &Sheet<'_>, outline: &Outline) -> Option<(FormKind, Span, bool)> {
    let kind = |number: char| match number {
        '3' => Some(FormKind::Three),
        '4' => Some(FormKind::Four),
        '5' => Some(FormKind::Five),
        _ => None,
    };
    let span = |range: &Range<usize>| sheet.text().span(range.clone());
    let title = outline.kinds().find_map(|(_, line, range)| match line {
        LineKind::Title { number } => Some((kind(*number)?, span(range))),
        _ => None,
    });
    let whole_title = title.is_none_or(|(_, at): (FormKind, Span)| {
        sheet.text().as_str().get(at.start as usize..at.end as usize).is_some_and(|title| title.contains("STATEMENT"))
    });
    let name = outline.kinds().find_map(|(_, line, range)| match line {
        LineKind::FormName { number, amended } => Some((kind(*number)?, span(range), *amended)),
        _ => None,
    });
    let amended = name.is_some_and(|(_, _, amended)| amended);
    // `FORM 4` also heads other papers; without the title, a table of the form must stand below it.
    let tables = || outline.find(|kind| matches!(kind, LineKind::TableOne | LineKind::TableTwo)).is_some();
    match (title, name) {
        (Some((kind, _)), Some((named, span, _))) if kind == named => Some((kind, span, amended)),
        // `FORM 5` above half a title: the words lost were those that tell.
        (Some((FormKind::Four, _)), Some((FormKind::Five, span, _))) if !whole_title => {
            Some((FormKind::Five, span, amended))
        }
        (Some((kind, span)), _) => Some((kind, span, amended)),
        (None, Some((kind, span, _))) if tables() => Some((kind, span, amended)),
        _ => None,
    }
}

/// A typed submission keeps EDGAR's own tags; all else is a picture of the document.
fn fidelity(sources: &Sources, id: SourceId) -> Fidelity {
    let text = sources.text(id).as_str();
    let tagged = ["<SEC-DOCUMENT>", "<SEC-HEADER>", "<DOCUMENT>", "<TYPE>", "<SUBMISSION>"];
    if tagged.iter().any(|tag| text.contains(tag)) { Fidelity::Native } else { Fidelity::Rendered }
}

/// A box before a line. Where none is drawn it is not known, because renderings lose the graphics of boxes; and one
/// that is drawn empty is in doubt, because EDGAR's own page draws some so that were checked.
fn outline_box(
    sheet: &Sheet<'_>,
    outline: &Outline,
    whole: Span,
    is: impl Fn(&LineKind) -> Option<Option<bool>>,
) -> Field<bool> {
    let found = outline.kinds().find_map(|(_, kind, range)| Some((is(kind)?, sheet.text().span(range.clone()))));
    match found {
        Some((Some(true), span)) => Field::new(true, span, Certainty::Written),
        Some((Some(false), span)) => Field::new(false, span, Certainty::Guessed),
        Some((None, span)) => Field::missing(span),
        None => Field::missing(whole),
    }
}

fn boilerplate(sheet: &Sheet<'_>, outline: &Outline, whole: Span, faults: &mut Vec<Fault>) -> Boilerplate {
    let mut boilerplate = Boilerplate {
        title: Field::missing(whole),
        form_number: Field::missing(whole),
        omb_number: Field::missing(whole),
        omb_caption: false,
    };
    let text = sheet.text();
    for (line, kind, range) in outline.kinds() {
        match kind {
            LineKind::Title { .. } if boilerplate.title.is_missing() => {
                let words = text.as_str().get(range.clone()).unwrap_or("");
                boilerplate.title = Field::new(words.into(), text.span(range.clone()), Certainty::Written);
            }
            LineKind::FormName { number, .. } if boilerplate.form_number.is_missing() => {
                let number = number.to_string();
                boilerplate.form_number = Field::new(number.into(), text.span(range.clone()), Certainty::Written);
            }
            LineKind::Omb { number } if !boilerplate.omb_caption => {
                boilerplate.omb_caption = true;
                let number = number.clone().or_else(|| omb_number_near(sheet, line));
                boilerplate.omb_number = match number {
                    Some(number) => {
                        let digits = text.as_str().get(number.clone()).unwrap_or("");
                        Field::new(digits.into(), text.span(number.clone()), Certainty::Written)
                    }
                    None => Field::missing(text.span(range.clone())),
                };
            }
            _ => {}
        }
    }
    faults.extend(boxes::garbled_address(sheet, outline).map(|span| Fault {
        kind: FaultKind::GarbledBoilerplate,
        span,
        also: vec![],
    }));
    boilerplate
}

/// The number of the box "OMB APPROVAL" where its lines run apart: a known one, a line or three below.
fn omb_number_near(sheet: &Sheet<'_>, caption: usize) -> Option<Range<usize>> {
    (caption + 1..(caption + 4).min(sheet.line_count())).find_map(|line| {
        let (start, str) = (sheet.line_range(line).start, sheet.line(line));
        let word = str.split_whitespace().find(|word| tables::forms::form_of_omb(word).is_some())?;
        let at = start + str.find(word)?;
        Some(at..at + word.len())
    })
}

/// The rows a table of this form has, with the name a person calls it by.
pub(super) fn tables() -> [(Table, LineKind); 2] {
    [(Table::One, LineKind::TableOne), (Table::Two, LineKind::TableTwo)]
}
