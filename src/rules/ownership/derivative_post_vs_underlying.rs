//! See rules/ownership/derivative_post_vs_underlying.toml.

use std::collections::HashMap;

use super::notes::is_ratio_noted;
use super::titles;
use crate::rules::prelude::*;
use crate::rules::slip::is_cut;
use crate::words::fold::fold;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        let is_asked = |row: &&Row| row.is_transaction() && titles::has(row, &["option", "right to buy"]);
        let rows: Vec<Pair<'f>> = form.table2.iter().filter(is_asked).filter_map(Pair::of).collect();
        let mut one_for_one: HashMap<String, &'f Row> = HashMap::new();
        for pair in rows.iter().filter(|pair| pair.shares == pair.underlying) {
            one_for_one.entry(pair.title()).or_insert(pair.row);
        }
        for pair in rows.iter().filter(|pair| pair.shares != pair.underlying) {
            if let Some(other) = one_for_one.get(&pair.title()) {
                report(pair, other, cx);
            }
        }
    }
}

/// What a row gives and what it stands for, where no footnote may tell of a ratio.
struct Pair<'f> {
    row: &'f Row,
    shares: Decimal,
    underlying: Decimal,
}

impl<'f> Pair<'f> {
    fn of(row: &'f Row) -> Option<Pair<'f>> {
        let (shares, underlying) = (*row.shares.sure()?, *row.underlying_shares.sure()?);
        let is_asked = !shares.is_zero() && !underlying.is_zero() && !is_ratio_noted(row);
        is_asked.then_some(Pair { row, shares, underlying })
    }

    fn title(&self) -> String {
        self.row.security_title.present().map(|title| fold(title)).unwrap_or_default()
    }
}

fn report<'f>(pair: &Pair<'f>, other: &'f Row, cx: &mut Cx<'f>) {
    let Pair { row, shares, underlying } = pair;
    let cut = cx.filing.is_rendered() && (is_cut(*shares, *underlying) || is_cut(*underlying, *shares));
    let message = format!(
        "Table II, row {}: {} options stand for {} shares, but one for one in row {}",
        row.number,
        number(*shares),
        number(*underlying),
        other.number,
    );
    let draft = cx.report(&row.underlying_shares, message);
    draft.saying("the underlying shares");
    draft.also(&row.shares, "the options of this row");
    draft.also(&other.underlying_shares, "one for one");
    if cut {
        draft.at_most(Severity::Note);
    }
    if row.owned_following.sure() == Some(underlying) {
        draft.help("write the shares under the options of this row, not under those that are left");
    }
}
