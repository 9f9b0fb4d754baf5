//! See rules/ownership/derivative_post_vs_underlying.toml.

use std::collections::HashMap;

use super::ratio::{Figures, Ratio};
use super::titles;
use crate::rules::prelude::*;
use crate::rules::slip::is_cut;
use crate::words::fold::fold;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        let figures = Figures::of(form);
        let is_asked = |row: &&Row| row.is_transaction();
        let rows: Vec<Pair<'f>> = form.table2.iter().filter(is_asked).filter_map(|row| Pair::of(row, form)).collect();
        let mut one_for_one: HashMap<String, &'f Row> = HashMap::new();
        for pair in rows.iter().filter(|pair| pair.is_alike()) {
            one_for_one.entry(pair.title()).or_insert(pair.row);
        }
        for pair in rows.iter().filter(|pair| !pair.is_alike()) {
            let other = one_for_one.get(&pair.title()).copied();
            match pair.ratio {
                Ratio::OneForOne => report(pair, "but one for one by a footnote", None, &figures, cx),
                Ratio::Unsaid if titles::has(pair.row, &["option", "right to buy"]) => {
                    let Some(other) = other else { continue };
                    report(pair, &format!("but one for one in row {}", other.number), Some(other), &figures, cx);
                }
                Ratio::Unsaid | Ratio::Other => {}
            }
        }
    }
}

/// What a row gives and what it stands for.
struct Pair<'f> {
    row: &'f Row,
    shares: Decimal,
    underlying: Decimal,
    ratio: Ratio,
}

impl<'f> Pair<'f> {
    fn of(row: &'f Row, form: &Ownership) -> Option<Pair<'f>> {
        let (shares, underlying) = (*row.shares.sure()?, *row.underlying_shares.sure()?);
        let ratio = Ratio::of(row, form);
        let is_asked = !shares.is_zero() && !underlying.is_zero() && ratio != Ratio::Other;
        is_asked.then_some(Pair { row, shares, underlying, ratio })
    }

    /// Fractions may be rounded on one side.
    fn is_alike(&self) -> bool {
        self.shares.checked_sub(self.underlying).is_some_and(|gap| gap.abs() < Decimal::ONE)
    }

    fn title(&self) -> String {
        self.row.security_title.present().map(|title| fold(title)).unwrap_or_default()
    }
}

fn report<'f>(pair: &Pair<'f>, against: &str, other: Option<&'f Row>, figures: &Figures<'f>, cx: &mut Cx<'f>) {
    let Pair { row, shares, underlying, .. } = pair;
    let cut = cx.filing.is_rendered() && (is_cut(*shares, *underlying) || is_cut(*underlying, *shares));
    let message = format!(
        "Table II, row {}: {} derivative securities stand for {} shares, {against}",
        row.number,
        number(*shares),
        number(*underlying),
    );
    let [(odd, says), (even, what)] = figures.odd_first(row);
    let draft = cx.report(odd, message);
    draft.saying(says).also(even, what);
    if let Some(other) = other {
        draft.also(&other.underlying_shares, "one for one");
    }
    if cut {
        draft.at_most(Severity::Note);
    }
    if row.owned_following.sure() == Some(underlying) && row.acquires() == Some(false) {
        draft.help("write the shares under the options of this row, not under those that are left");
    }
}
