//! See rules/ownership/weighted_average_conditions.toml.

use std::cell::LazyCell;
use std::collections::{HashMap, HashSet};

use super::doubt::rows_may_be_lost;
use super::notes::{has_word, notes_of_transaction, texts};
use super::price_range::{PriceRange, ranges};
use crate::rules::prelude::*;
use crate::rules::slip::is_cut;
use crate::source::Span;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        let is_trade = |row: &&Row| matches!(row.code(), Some("P" | "S" | "F"));
        let mut prices = Prices::default();
        let averages: Vec<Average<'f>> =
            form.table1.iter().filter(is_trade).filter_map(|row| Average::of(row, form, &mut prices)).collect();
        let is_undertaken = LazyCell::new(|| texts(form).any(|text| has_word(text, &UNDERTAKINGS)));
        let mut said: HashSet<Span> = HashSet::new();
        for (at, average) in averages.iter().enumerate() {
            let mut is_elsewhere = || form.footnotes.iter().any(|note| prices.holds(note, average.price));
            if average.is_outside() {
                // In a rendering the mark may be misread where another footnote gives a range that fits.
                if !cx.filing.is_rendered() || !is_elsewhere() {
                    let neighbours = [at.checked_sub(1).and_then(|before| averages.get(before)), averages.get(at + 1)];
                    outside(average, neighbours, cx);
                }
                continue;
            }
            // A footnote may stand at many rows.
            if said.insert(average.note.id_span) {
                conditions(average, *is_undertaken, cx);
            }
        }
    }
}

/// How a filer promises the prices one by one.
const UNDERTAKINGS: [&str; 6] =
    ["undertak", "upon request", "on request", "full information", "will provide", "agrees to provide"];

/// What each footnote says of prices, read once: many rows may point to it.
#[derive(Default)]
struct Prices(HashMap<Span, (bool, Vec<PriceRange>)>);

impl Prices {
    /// Whether it tells of an average, and the ranges that it gives.
    fn of(&mut self, note: &FootnoteText) -> &(bool, Vec<PriceRange>) {
        let read = |text: &str| (has_word(text, &["average"]), ranges(text));
        self.0.entry(note.id_span).or_insert_with(|| note.text.present().map(|text| read(text)).unwrap_or_default())
    }

    /// Whether a price lies in a range of this footnote.
    fn holds(&mut self, note: &FootnoteText, price: Decimal) -> bool {
        self.of(note).1.iter().any(|range| range.holds(price))
    }
}

/// A trade whose price a footnote calls an average, or gives a range for.
struct Average<'f> {
    row: &'f Row,
    price: Decimal,
    note: &'f FootnoteText,
    ranges: Vec<PriceRange>,
}

impl<'f> Average<'f> {
    fn of(row: &'f Row, form: &'f Ownership, prices: &mut Prices) -> Option<Average<'f>> {
        let price = *row.price.sure().filter(|price| !price.is_zero())?;
        let notes = notes_of_transaction(row, form);
        // The average may stand in one footnote, its range in another.
        let ranged = notes.iter().find(|note| !prices.of(note).1.is_empty());
        let note = *ranged.or_else(|| notes.iter().find(|note| prices.of(note).0))?;
        Some(Average { row, price, note, ranges: prices.of(note).1.clone() })
    }

    /// Whether the price lies outside every range that its footnote gives.
    fn is_outside(&self) -> bool {
        !self.ranges.is_empty() && !self.ranges.iter().any(|range| range.holds(self.price))
    }
}

fn outside<'f>(average: &Average<'f>, neighbours: [Option<&Average<'f>>; 2], cx: &mut Cx<'f>) {
    let [first, others @ ..] = average.ranges.as_slice() else { return };
    let (row, price) = (average.row, average.price);
    // A rendering cuts prices and footnotes; of several ranges one may be the row's only in part.
    let cut = |range: &PriceRange| [range.low, range.high].iter().any(|end| is_cut(price, *end) || is_cut(*end, price));
    let doubtful = !others.is_empty() || (cx.filing.is_rendered() && cut(first));
    let torn = rows_may_be_lost(cx.filing);
    let given = format!("{} to {}", money(first.low), money(first.high));
    let message =
        format!("Table I, row {}: the average price {} lies outside its range, {given}", row.number, money(price));
    let draft = cx.report(&row.price, message);
    draft.also(&average.note.id_span, format!("here: {given}")).resting_on(&average.note.text);
    let other = neighbours.into_iter().flatten().find(|other| other.ranges == average.ranges);
    draft.help(match other {
        Some(other) => format!("check the two: row {} has the same range, which may be a copy", other.row.number),
        None => "check the price and the range of the footnote".to_owned(),
    });
    if torn {
        draft.at_most(Severity::Note);
    } else if doubtful {
        draft.at_most(Severity::Warning);
    }
}

/// What the staff asks of an average: a range of a dollar at most, and the prices one by one on request.
fn conditions<'f>(average: &Average<'f>, is_undertaken: bool, cx: &mut Cx<'f>) {
    let row = average.row;
    let Some(most) = cx.decimal("range", row.transaction_date.sure().copied()) else { return };
    let place = format!("Table I, row {}", row.number);
    let Some(range) = average.ranges.first() else {
        cx.report(&row.price, format!("{place}: the price is an average, and no range of prices is given"))
            .also(&average.note.id_span, "an average")
            .resting_on(&average.note.text)
            .at_most(Severity::Note)
            .help("state the lowest and the highest price in the footnote");
        return;
    };
    let wide = range.width().filter(|width| width.abs() > most);
    if let Some(width) = wide {
        let message = format!(
            "{place}: one average stands for prices from {} to {}, which are {} apart",
            money(range.low),
            money(range.high),
            money(width.abs()),
        );
        let draft = cx.report(&row.price, message);
        draft.also(&average.note.id_span, "the range").resting_on(&average.note.text).at_most(Severity::Warning);
        // So far apart are no prices of one day.
        if range.high.checked_div(range.low).is_none_or(|times| times >= Decimal::TWO) {
            draft.help("check the two ends of the range");
        }
    } else if !is_undertaken {
        cx.report(&row.price, format!("{place}: the price is an average, and nothing promises the prices one by one"))
            .also(&average.note.id_span, "the range")
            .resting_on(&average.note.text)
            .at_most(Severity::Note)
            .help("undertake in the footnote to give the number of shares at each price upon request");
    }
}
