//! The table of trades of Item 5(c): lines that begin with a date under a heading of date, number and price.

use crate::fault::{Fault, FaultKind};
use crate::filing::{Certainty, Field, Trade};
use crate::source::Span;
use crate::syntax::schedule13::{Kind, Part, Piece};
use crate::syntax::value;

use super::doc::Doc;

/// The columns of a heading.
#[derive(Clone, Copy)]
struct Columns {
    shares_first: bool,
    sold: Option<bool>,
}

pub(super) fn read(doc: &Doc<'_>) -> (Vec<Trade>, Option<Span>, Option<Fault>) {
    let lines = doc.pieces.iter().filter(|piece| piece.kind == Kind::Trade).count();
    let mut trades: Vec<Trade> = Vec::with_capacity(lines);
    let mut heading: Option<Span> = None;
    let mut columns: Option<Columns> = None;
    for (at, piece) in doc.pieces.iter().enumerate() {
        match piece.kind {
            Kind::TradesHeading => {
                if let Some(read) = columns_of(piece) {
                    columns = Some(read);
                    heading = heading.or(Some(doc.span(&piece.range)));
                }
            }
            Kind::Trade => trades.extend(trade(doc, piece, columns, trades.len() + 1)),
            _ if doc.is_heading(at) => columns = None,
            _ => {}
        }
    }
    let unread = heading.filter(|_| trades.is_empty());
    let fault = unread.map(|span| Fault { kind: FaultKind::UnreadTable, span, also: Vec::new() });
    (trades, heading, fault)
}

fn columns_of(heading: &Piece) -> Option<Columns> {
    heading.part(Part::DateColumn)?;
    let price = heading.part(Part::PriceColumn)?;
    let shares = heading.part(Part::SharesColumn)?;
    let sold = direction(heading);
    Some(Columns { shares_first: shares.start < price.start, sold })
}

/// Whether a line or heading says sold or bought, and not both.
fn direction(piece: &Piece) -> Option<bool> {
    match (piece.part(Part::Sold).is_some(), piece.part(Part::Bought).is_some()) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

fn trade(doc: &Doc<'_>, line: &Piece, columns: Option<Columns>, number: usize) -> Option<Trade> {
    let date = line.part(Part::Date)?;
    let mut figures = line.all_parts().iter().filter(|(part, _)| matches!(part, Part::Figure | Part::Dollars));
    let (Some((first_sort, first)), Some((second_sort, second)), None) =
        (figures.next(), figures.next(), figures.next())
    else {
        return None;
    };
    // A sign of currency marks the price; without one the heading tells.
    let shares_first = match (first_sort, second_sort, columns) {
        (Part::Figure, Part::Dollars, _) => true,
        (Part::Dollars, Part::Figure, _) => false,
        (Part::Figure, Part::Figure, Some(columns)) => columns.shares_first,
        _ => return None,
    };
    let (shares, price) = if shares_first { (first, second) } else { (second, first) };
    let parenthesised = doc.slice(shares).starts_with('(');
    let shares = doc.trim_matches(shares.clone(), |c| matches!(c, '(' | ')'));
    let price_value = value::money(doc.slice(price)).or_else(|| value::decimal(doc.slice(price)));
    Some(Trade {
        span: doc.span(&line.range),
        number,
        sold: direction(line).or(parenthesised.then_some(true)).or(columns.and_then(|columns| columns.sold)),
        date: doc.date(&date, Certainty::Written),
        shares: doc.number(&shares, Certainty::Laid),
        price: match price_value {
            Some(value) => Field::new(value, doc.span(price), Certainty::Laid),
            None => Field::malformed(doc.span(price), Certainty::Laid),
        },
    })
}
