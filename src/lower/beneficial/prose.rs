//! What sentences state: shares outstanding, totals, holdings, earlier statements.

use chrono::NaiveDate;

use crate::filing::{Certainty, Field, OutstandingShares, PriorFiling, StatedPosition, StatedTotal};
use crate::source::Span;
use crate::syntax::schedule13::{Kind, Part, Piece, Said, answer};

use super::doc::Doc;

#[derive(Default)]
pub(super) struct Prose {
    pub outstanding: Vec<OutstandingShares>,
    pub totals: Vec<StatedTotal>,
    pub positions: Vec<StatedPosition>,
    pub ceased: Field<NaiveDate>,
    pub prior: Vec<PriorFiling>,
    pub amendments: Vec<Field<u32>>,
    pub rule_144: Option<Span>,
    pub open_market: Option<Span>,
}

pub(super) fn read(doc: &Doc<'_>) -> Prose {
    let mut said = Prose::default();
    for (at, piece) in doc.pieces.iter().enumerate() {
        match piece.kind {
            Kind::Outstanding => said.outstanding.extend(outstanding(doc, piece)),
            Kind::Total => said.totals.extend(total(doc, piece)),
            Kind::Position => said.positions.extend(position(doc, piece)),
            Kind::AmountCaption => said.positions.extend(answered(doc, at)),
            Kind::Ceased if said.ceased.is_missing() => {
                said.ceased =
                    piece.part(Part::Date).map_or_else(Field::default, |date| doc.date(&date, Certainty::Written));
            }
            Kind::Prior => said.prior.extend(prior(doc, piece)),
            Kind::AmendmentSelf => said.amendments.extend(piece.part(Part::Count).map(|count| doc.count(&count))),
            Kind::Rule144 if said.rule_144.is_none() && tells_of_sales(doc, piece) => {
                said.rule_144 = Some(doc.span(&piece.range));
            }
            Kind::OpenMarket if said.open_market.is_none() && tells_of_trades(doc, piece) => {
                said.open_market = Some(doc.span(&piece.range));
            }
            _ => {}
        }
    }
    if said.ceased.is_missing() {
        said.ceased = Field::missing(item_5(doc));
    }
    said
}

/// Where Item 5 stands, or else the title.
fn item_5(doc: &Doc<'_>) -> Span {
    let is_five =
        |piece: &&Piece| piece.part(Part::ItemNumber).is_some_and(|number| doc.slice(&number).starts_with('5'));
    let items = doc.items.iter().filter_map(|at| doc.pieces.get(*at));
    let place = items.clone().find(is_five).or_else(|| doc.pieces.iter().find(|piece| piece.kind == Kind::Title));
    place.map_or_else(Span::default, |piece| doc.span(&piece.range))
}

fn dates(doc: &Doc<'_>, piece: &Piece) -> Vec<Field<NaiveDate>> {
    piece.parts(Part::Date).map(|date| doc.date(&date, Certainty::Written)).collect()
}

/// `34,309,526 shares of common stock outstanding at November 30, 2003`
fn outstanding(doc: &Doc<'_>, piece: &Piece) -> Option<OutstandingShares> {
    let figure = piece.part(Part::Figure)?;
    // What someone holds or trades of the shares outstanding is not their number.
    let before = doc.sentence_before(figure.start).to_ascii_lowercase();
    let near: Vec<&str> = before.split_whitespace().rev().take(5).collect();
    let held = ["own", "hold", "held", "sold", "sell", "acquir", "purchas", "aggregate"];
    if near.iter().any(|word| held.iter().any(|verb| word.starts_with(verb))) {
        return None;
    }
    let span = doc.span(&piece.range);
    let as_of = dates(doc, piece).pop().unwrap_or_else(|| Field::missing(span));
    Some(OutstandingShares { span, shares: doc.number(&figure, Certainty::Written), as_of })
}

/// `from D1 through D2, X sold an aggregate of N shares`
fn total(doc: &Doc<'_>, piece: &Piece) -> Option<StatedTotal> {
    let span = doc.span(&piece.range);
    let figure = piece.part(Part::Figure)?;
    let mut dates = dates(doc, piece).into_iter();
    let mut date = || dates.next().unwrap_or_else(|| Field::missing(span));
    Some(StatedTotal {
        span,
        sold: piece.part(Part::Sold).is_some(),
        shares: doc.number(&figure, Certainty::Written),
        from: date(),
        through: date(),
    })
}

/// `as of D, X beneficially owned N shares, representing P%`
fn position(doc: &Doc<'_>, piece: &Piece) -> Option<StatedPosition> {
    let span = doc.span(&piece.range);
    let figure = piece.part(Part::Figure)?;
    let percent = piece.part(Part::Percent).map(|range| {
        let sign =
            doc.slice(&range).find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).unwrap_or(range.len());
        doc.number(&(range.start..range.start + sign), Certainty::Written)
    });
    Some(StatedPosition {
        span,
        after_trades: piece.part(Part::AfterTrades).is_some(),
        shares: doc.number(&figure, Certainty::Written),
        percent: percent.unwrap_or_else(|| Field::missing(span)),
        as_of: dates(doc, piece).into_iter().next().unwrap_or_else(|| Field::missing(span)),
    })
}

/// Item 4 of 13G: `(a) Amount beneficially owned: N` and `(b) Percent of class: P%`.
fn answered(doc: &Doc<'_>, at: usize) -> Option<StatedPosition> {
    let caption = doc.pieces.get(at)?;
    let next = doc.pieces.get(at + 1).filter(|next| next.kind == Kind::PercentCaption)?;
    let value = |from: usize, to: usize| {
        let range = doc.at_most(from..to, 160);
        let said = answer(doc.slice(&range), range.start);
        let said = said.into_iter().find(|(what, _)| !matches!(what, Said::Ruled | Said::Note | Said::Choice))?;
        matches!(said.0, Said::Figure | Said::Percent).then_some(said.1)
    };
    let span = doc.span(&caption.range);
    let figure = value(caption.range.end, next.range.start)?;
    let percent = value(next.range.end, doc.str().len());
    Some(StatedPosition {
        shares: doc.number(&figure, Certainty::Written),
        percent: percent
            .map_or_else(|| Field::missing(doc.span(&next.range)), |range| doc.number(&range, Certainty::Written)),
        ..StatedPosition::empty(span)
    })
}

/// `Amendment No. 1 filed with the Commission on December 29, 2003`
fn prior(doc: &Doc<'_>, piece: &Piece) -> Option<PriorFiling> {
    let span = doc.span(&piece.range);
    let amended = piece.part(Part::Amendment).is_some();
    let number = piece.part(Part::Count);
    // `Schedule 13D/A filed on …` is an amendment that does not say which.
    if piece.part(Part::SlashA).is_some() || (amended && number.is_none()) {
        return None;
    }
    // What another person filed is no earlier statement of this one.
    if doc.slice(&piece.range).split_whitespace().any(|word| word == "by") {
        return None;
    }
    let amendment = number.map_or_else(|| Field::missing(span), |count| doc.count(&count));
    let date = doc.date(&piece.parts(Part::Date).last()?, Certainty::Written);
    Some(PriorFiling { span, amendment, date })
}

fn tells_of_sales(doc: &Doc<'_>, piece: &Piece) -> bool {
    let before = doc.sentence_before(piece.range.start).to_ascii_lowercase();
    before.contains(" sold ") && !before.contains("may be sold") && !before.contains("to be sold")
}

fn tells_of_trades(doc: &Doc<'_>, piece: &Piece) -> bool {
    let before = doc.sentence_before(piece.range.start).to_ascii_lowercase();
    [" sold ", " purchased ", " bought ", " acquired ", " effected "].iter().any(|verb| before.contains(verb))
}
