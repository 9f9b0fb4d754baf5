//! The range of prices that a footnote gives for an average: `from $30.71 to $31.70`.

use rust_decimal::Decimal;

use crate::words::fold::fold;

/// A range as it is written; `low` stands first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct PriceRange {
    pub low: Decimal,
    pub high: Decimal,
}

impl PriceRange {
    /// Whether a price lies in it, to half of the fourth decimal, which is as many as EDGAR keeps.
    pub(super) fn holds(&self, price: Decimal) -> bool {
        const TOLERANCE: Decimal = Decimal::from_parts(5, 0, 0, false, 5);
        let (low, high) = (self.low.min(self.high), self.low.max(self.high));
        let (low, high) = (low.checked_sub(TOLERANCE), high.checked_add(TOLERANCE));
        low.is_some_and(|low| low <= price) && high.is_some_and(|high| price <= high)
    }

    /// How far its ends lie apart.
    pub(super) fn width(&self) -> Option<Decimal> {
        self.high.checked_sub(self.low)
    }
}

/// Every range of prices in a text.
pub(super) fn ranges(text: &str) -> Vec<PriceRange> {
    let figures = figures(text);
    let pairs = figures.iter().zip(figures.iter().skip(1));
    let found = pairs.filter(|(low, high)| {
        let between = text.get(low.end..high.start).unwrap_or_default();
        (low.dollars || high.dollars)
            && joins(between)
            && announces(text.get(..low.start).unwrap_or_default())
            && !low.percent
            && !high.percent
    });
    found.map(|(low, high)| PriceRange { low: low.value, high: high.value }).collect()
}

/// A number with its sign of dollars, where it has one.
struct Figure {
    start: usize,
    end: usize,
    value: Decimal,
    dollars: bool,
    percent: bool,
}

fn figures(text: &str) -> Vec<Figure> {
    let mut figures = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        let Some(start) = rest.find(|c: char| c.is_ascii_digit()).map(|found| at + found) else { break };
        let rest = text.get(start..).unwrap_or_default();
        let length = rest.find(|c: char| !(c.is_ascii_digit() || c == ',' || c == '.')).unwrap_or(rest.len());
        let written = rest.get(..length).unwrap_or_default().trim_end_matches(['.', ',']);
        at = start + length.max(1);
        // `.85` has nothing before its point.
        let before = text.get(..start).unwrap_or_default();
        let (before, point) = before.strip_suffix('.').map_or((before, ""), |before| (before, "0."));
        let Ok(value) = Decimal::from_str_exact(&format!("{point}{}", written.replace(',', ""))) else { continue };
        let bare = before.trim_end();
        let dollars = bare.ends_with('$');
        let start = if dollars { bare.len() - 1 } else { before.len() };
        let end = text.len() - rest.len() + written.len();
        let percent = text.get(end..).is_some_and(|rest| rest.trim_start().starts_with('%'));
        figures.push(Figure { start, end, value, dollars, percent });
    }
    figures
}

/// Whether the words between two prices make them the ends of one range.
fn joins(between: &str) -> bool {
    const LONGEST: usize = 80;
    let words = fold(between);
    match words.as_str() {
        "to" | "and" | "through" | "per share to" | "per share and" | "up to" => true,
        "" => between.contains(['-', '–', '—']),
        words => between.len() <= LONGEST && words.split(' ').any(|word| matches!(word, "high" | "highest")),
    }
}

/// Whether the words before a price tell of a range.
fn announces(before: &str) -> bool {
    const NEAR: usize = 8;
    // So few words need no more characters.
    let tail = before.char_indices().rev().nth(120).map_or(before, |(at, _)| before.get(at..).unwrap_or(before));
    let words = fold(tail);
    let mut near = words.rsplit(' ').take(NEAR);
    near.any(|word| word.starts_with("rang") || matches!(word, "between" | "low" | "lowest" | "from"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_read_however_it_is_worded() {
        for (text, low, high) in [
            ("sold at prices ranging from $30.71 to $31.70, inclusive.", "30.71", "31.70"),
            ("in a range between $.85 and $1.02 per share", "0.85", "1.02"),
            ("sold for prices from $1,005.60 per share to $1,006.39 per share", "1005.60", "1006.39"),
            ("with a low of $18.36 and a high of $19.47", "18.36", "19.47"),
            (
                "the lowest price at which shares were sold was $18.36 and the highest price was $19.47",
                "18.36",
                "19.47",
            ),
            ("prices ranging from $66.95-67.20.", "66.95", "67.20"),
        ] {
            let expected = [low, high].map(|end| Decimal::from_str_exact(end).expect("a number"));
            let found: Vec<[Decimal; 2]> = ranges(text).iter().map(|range| [range.low, range.high]).collect();
            assert_eq!(found, [expected], "{text}");
        }
    }

    #[test]
    fn two_figures_are_not_yet_a_range() {
        for text in [
            "Includes 300 to 400 shares.",
            "ranging from 2 to 5 years",
            "The price was $14.00 and the fee $2.00.",
            "from $5 million, on May 4, 2024",
            "from $0.10 to 5% of the price",
            "from",
        ] {
            assert_eq!(ranges(text), [], "{text}");
        }
    }

    #[test]
    fn a_price_lies_in_its_range_to_half_of_the_fourth_decimal() {
        let range = PriceRange { low: Decimal::new(1990, 2), high: Decimal::new(2010, 2) };
        for (price, inside) in
            [("19.90", true), ("20.10", true), ("20.10004", true), ("20.11", false), ("19.8999", false)]
        {
            let price = Decimal::from_str_exact(price).expect("a number");
            assert_eq!(range.holds(price), inside, "{price}");
        }
    }
}
