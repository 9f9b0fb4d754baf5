//! See rules/ownership/code_direction_conflict.toml.

use std::cell::LazyCell;
use std::collections::HashMap;

use crate::ledger::is_exercise_code;
use crate::rules::prelude::*;
use crate::tables::codes::{self, Direction};
use crate::words::fold::same_class;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        let alike = LazyCell::new(|| Alike::of(form));
        for row in form.rows().filter(|row| row.is_transaction()) {
            let (Some(code), Some(stated)) = (row.code.sure(), row.acquired_disposed.sure()) else { continue };
            let (Some(acquires), Some(known)) = (row.acquires(), codes::transaction(code)) else { continue };
            let direction = if row.table == Table::One { known.table1 } else { known.table2 };
            let fits = match direction {
                Direction::Acquired => acquires,
                Direction::Disposed => !acquires,
                Direction::Either | Direction::Never => true,
            };
            if fits || is_other_leg(row, &alike) {
                continue;
            }
            let verb = if acquires { "disposes" } else { "acquires" };
            let place = format!("{}, row {}", row.table.name(), row.number);
            let message = format!("{place}: code {code} ({}) {verb}, but the row is marked {stated}", known.meaning);
            let turned = is_turned_round(row, &alike, cx);
            let sure = turned || matches!((code.as_ref(), acquires), ("S" | "F" | "U", true) | ("P", false));
            let other = if acquires { "D" } else { "A" };
            // The columns (A) and (D) of Table II lie side by side: a rendering may have moved the figure.
            let moved = row.table == Table::Two && cx.filing.is_rendered();
            let draft = if turned {
                cx.report(&row.acquired_disposed, message)
                    .also(&row.code, format!("a code that {verb}"))
                    .also(&row.owned_following, "the balance")
                    .at_most(if moved { Severity::Note } else { Severity::Error })
            } else {
                cx.report(&row.code, message).also(&row.acquired_disposed, format!("marked {stated}"))
            };
            if !sure {
                draft.at_most(Severity::Warning);
            }
            draft.help(if turned {
                format!("write {other} for {stated}: the other figures agree with it")
            } else {
                match (code.as_ref(), acquires) {
                    ("P", false) => "write S if shares were sold, or A if they were bought".to_owned(),
                    ("S", true) => "write P if shares were bought, or D if they were sold".to_owned(),
                    _ => format!("write the code of what happened, or {other} for {stated}"),
                }
            });
        }
    }
}

/// The transactions by table, code, date and direction.
struct Alike<'f> {
    rows: HashMap<(Table, &'f str, NaiveDate, bool), Vec<&'f Row>>,
}

impl<'f> Alike<'f> {
    fn of(form: &'f Ownership) -> Alike<'f> {
        let mut rows: HashMap<_, Vec<&Row>> = HashMap::new();
        for row in form.rows().filter(|row| row.is_transaction()) {
            let key = row.code().zip(row.transaction_date.present()).zip(row.acquires());
            if let Some(((code, date), acquires)) = key {
                rows.entry((row.table, code, *date, acquires)).or_default().push(row);
            }
        }
        Alike { rows }
    }

    /// The rows of a table with the code and date of `row` and the given direction.
    fn to(&self, row: &'f Row, table: Table, acquires: bool) -> &[&'f Row] {
        let key = row.code().zip(row.transaction_date.present());
        key.and_then(|(code, date)| self.rows.get(&(table, code, *date, acquires))).map_or(&[], Vec::as_slice)
    }
}

/// Whether the row is the other leg of an exercise that is shown with both in one table: an option
/// into a convertible class in Table II, a conversion of one class into another in Table I.
fn is_other_leg<'f>(row: &'f Row, alike: &Alike<'f>) -> bool {
    let Some(acquires) = row.acquires().filter(|_| row.code().is_some_and(is_exercise_code)) else { return false };
    match row.table {
        Table::Two => acquires && !alike.to(row, Table::Two, false).is_empty(),
        Table::One => {
            let title = row.security_title.present();
            let other_class =
                alike.to(row, Table::One, true).iter().any(|other| other.security_title.present() != title);
            // A share with votes only, given up with a unit of Table II.
            let given = alike.to(row, Table::Two, false);
            let is_underlying = |unit: &&Row| {
                title
                    .zip(unit.underlying_title.present())
                    .is_none_or(|(title, underlying)| same_class(title, underlying))
            };
            !acquires && (other_class || (!given.is_empty() && !given.iter().any(is_underlying)))
        }
    }
}

/// Whether other figures prove the opposite direction.
fn is_turned_round<'f>(row: &'f Row, alike: &Alike<'f>, cx: &Cx<'f>) -> bool {
    let Some(acquires) = row.acquires() else { return false };
    let step = cx.ledger().step_to(row);
    if step.is_some_and(|step| step.holds()) {
        return false;
    }
    let balance_below =
        || acquires && row.owned_following.sure().zip(row.shares.sure()).is_some_and(|(after, shares)| after < shares);
    let mends_the_chain = || step.is_some_and(|step| step.holds_turned_round());
    // The other table shows the other leg for as many shares.
    let same_shares = |other: &&Row| {
        let figure = if other.table == Table::Two { &other.underlying_shares } else { &other.shares };
        figure.sure().is_some() && figure.sure() == row.shares.sure()
    };
    let counterpart = || match row.table {
        Table::One => !acquires && alike.to(row, Table::Two, false).iter().any(same_shares),
        Table::Two => acquires && alike.to(row, Table::One, true).iter().any(same_shares),
    };
    balance_below() || mends_the_chain() || (row.code().is_some_and(is_exercise_code) && counterpart())
}
