//! See rules/ownership/running_balance.toml.

use std::cell::LazyCell;
use std::collections::{BTreeSet, HashSet};
use std::ops::Bound;

use super::doubt::rows_may_be_lost;
use super::notes::{has_word, notes_of, texts};
use crate::ledger::{Account, Step};
use crate::rules::prelude::*;
use crate::rules::slip::{self, is_cut};
use crate::words::fold::{figures_in, fold};

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        let accounts = &cx.ledger().accounts;
        let natures = LazyCell::new(|| Natures::of(accounts));
        for account in accounts.iter().filter(|account| !account.open) {
            if cx.filing.is_rendered() && natures.may_be_cut(account) {
                continue;
            }
            match account.table {
                Table::One => table_one(account, form, cx),
                Table::Two if is_option_series(account) => walk(account, form, Severity::Warning, cx),
                Table::Two => {}
            }
        }
    }
}

fn table_one<'f>(account: &Account<'f>, form: &'f Ownership, cx: &mut Cx<'f>) {
    if breaks(account).next().is_none() || is_one_row_per_owner(account, form) {
        return;
    }
    for part in account.by_footnotes(form) {
        if is_interleaved(&part) {
            continue;
        }
        if shows_one_balance(&part) {
            one_balance(&part, cx);
        } else if restarts(&part) {
            restart(&part, cx);
        } else {
            walk(&part, form, Severity::Error, cx);
        }
    }
}

/// The natures of indirect ownership, each after its table and title.
///
/// A rendering may cut a nature short, `By The Alder` for `By The Alder Fund, LP`, and so part an account.
struct Natures(BTreeSet<String>);

impl Natures {
    fn of(accounts: &[Account<'_>]) -> Natures {
        Natures(accounts.iter().filter_map(Natures::key).collect())
    }

    fn key(account: &Account<'_>) -> Option<String> {
        let row =
            account.rows.first().filter(|row| row.ownership.present().is_some_and(|form| form.as_ref() == "I"))?;
        let title = row.security_title.present().map(|title| fold(title)).unwrap_or_default();
        let nature = row.nature.present().map(|nature| fold(nature)).unwrap_or_default();
        Some(format!("{}/{title}/{nature}", account.table.name()))
    }

    /// Whether the nature of an account is the beginning of another, or another the beginning of it.
    fn may_be_cut(&self, account: &Account<'_>) -> bool {
        let Some(key) = Natures::key(account) else { return false };
        let next = self.0.range::<String, _>((Bound::Excluded(&key), Bound::Unbounded)).next();
        let begins_another = next.is_some_and(|next| next.starts_with(&key));
        let ends = key.rfind('/').map_or(0, |at| at + 1)..key.len();
        let is_begun = || ends.clone().filter_map(|end| key.get(..end)).any(|begin| self.0.contains(begin));
        begins_another || is_begun()
    }
}

/// The steps whose figures were all surely read and that do not hold.
fn breaks<'a, 'f>(account: &'a Account<'f>) -> impl Iterator<Item = Step<'f>> + 'a {
    account.steps().filter(is_sure).filter(|step| !step.holds())
}

fn is_sure(step: &Step<'_>) -> bool {
    let balances = [&step.before.owned_following, &step.row.owned_following, &step.row.shares];
    balances.iter().all(|field| field.sure().is_some()) && step.row.acquired_disposed.sure().is_some()
}

/// Owners who file together and did the same each show a row of their own.
fn is_one_row_per_owner(account: &Account<'_>, form: &Ownership) -> bool {
    let same = |pair: &[&Row]| match pair {
        [a, b] => {
            a.transaction_date.present() == b.transaction_date.present()
                && a.shares.present() == b.shares.present()
                && a.price.present() == b.price.present()
                && a.owned_following.present() == b.owned_following.present()
        }
        _ => false,
    };
    form.owners.len() > 1 && account.rows.len() <= form.owners.len() && account.rows.windows(2).all(same)
}

/// Indirect holdings of several accounts under one nature, their rows mixed. Accounts that follow
/// one after the other are told apart by their natures, so chains excuse only where they overlap.
fn is_interleaved(account: &Account<'_>) -> bool {
    let indirect = account.rows.iter().all(|row| row.ownership.present().is_some_and(|form| form.as_ref() == "I"));
    let Some(chains) = account.by_chains().filter(|_| indirect) else { return false };
    let spans = || chains.iter().filter_map(|chain| Some((chain.rows.first()?.number, chain.rows.last()?.number)));
    chains.iter().all(|chain| chain.rows.len() >= 2)
        && spans().enumerate().any(|(at, (first, last))| {
            spans().skip(at + 1).any(|(other_first, other_last)| other_first < last && first < other_last)
        })
}

/// Every row shows the same balance, as if the last were asked for.
fn shows_one_balance(account: &Account<'_>) -> bool {
    let same = |pair: &[&Row]| matches!(pair, [a, b] if a.owned_following.sure().is_some() && a.owned_following.sure() == b.owned_following.sure());
    account.rows.len() >= 2 && account.rows.windows(2).all(same)
}

fn one_balance<'f>(account: &Account<'f>, cx: &mut Cx<'f>) {
    let asks_for_year_end = cx.filing.form.present().is_some_and(|form| form.kind == FormKind::Five);
    let (Some(first), false) = (account.rows.first(), asks_for_year_end) else { return };
    let Some(balance) = first.owned_following.present() else { return };
    cx.report(&first.owned_following, format!("all {} rows show the balance {}", account.rows.len(), number(*balance)))
        .at_most(Severity::Note)
        .help("write the balance after each transaction");
}

/// Grants shown one by one: where the chain breaks, an acquisition has its own shares as its balance.
fn restarts(account: &Account<'_>) -> bool {
    breaks(account).next().is_some()
        && breaks(account)
            .all(|step| step.row.acquires() == Some(true) && step.row.shares.present() == Some(&step.stated))
}

fn restart<'f>(account: &Account<'f>, cx: &mut Cx<'f>) {
    let Some(step) = breaks(account).next() else { return };
    let message = format!(
        "the balance restarts at each acquisition: {} shows {} after {} were owned",
        place(step.row),
        number(step.stated),
        balance_before(&step),
    );
    cx.report(&step.row.owned_following, message)
        .also(&step.before.owned_following, "the balance before")
        .also(&step.row.shares, "the shares acquired")
        .help(format!("write {}, the total owned after the transaction", number(step.expected)));
}

/// Options of one series on different days. Awards of one day, units and shares with several votes
/// are reported award by award, which no column shows.
fn is_option_series(account: &Account<'_>) -> bool {
    let Some(first) = account.rows.first() else { return false };
    let is_option = first.security_title.present().is_some_and(|title| {
        let title = fold(title);
        ["option", "warrant", "right to buy"].iter().any(|word| title.contains(word))
    });
    let stated = first.conversion_price.present().is_some() && first.expiration_date.present().is_some();
    let mut days = HashSet::new();
    is_option
        && stated
        && account
            .rows
            .iter()
            .all(|row| row.transaction_date.sure().is_some_and(|date| days.insert(*date)) && marks(row) == marks(first))
}

fn marks(row: &Row) -> Vec<&str> {
    let mut marks = Vec::new();
    row.fields(&mut |_, field| marks.extend(field.marks().iter().map(|mark| mark.id.as_ref())));
    marks.sort_unstable();
    marks
}

/// Which value one change of which mends the chain.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cause {
    Direction,
    BalanceAfter,
    Shares,
    BalanceBefore,
}

fn walk<'f>(account: &Account<'f>, form: &'f Ownership, most: Severity, cx: &mut Cx<'f>) {
    // Nearly all accounts hold, and then no text is asked.
    let figures: LazyCell<HashSet<Decimal>, _> = LazyCell::new(|| texts(form).flat_map(figures_in).collect());
    let is_explained = |step: &Step<'_>| step.gap().is_some_and(|gap| figures.contains(&gap.abs()));
    let mut broken = breaks(account).filter(|step| !is_explained(step)).peekable();
    let mut mended: Option<&Row> = None;
    while let Some(step) = broken.next() {
        // The balance before was found wrong: this break is of the same cause.
        if mended.is_some_and(|row| std::ptr::eq(row, step.before)) {
            continue;
        }
        let next = broken.peek().filter(|next| std::ptr::eq(next.before, step.row));
        if next.is_some_and(|next| crate::ledger::follows(step.expected, next.row) == Some(next.stated)) {
            mended = Some(step.row);
            report(&step, &[Cause::BalanceAfter], form, most, cx);
            continue;
        }
        report(&step, &causes(account, &step), form, most, cx);
    }
}

/// What may be wrong, the likeliest first. A balance that the step before or after confirms is not.
fn causes(account: &Account<'_>, step: &Step<'_>) -> Vec<Cause> {
    if step.holds_turned_round() {
        return vec![Cause::Direction];
    }
    let is = |row: Option<&&Row>, other: &Row| row.is_some_and(|row| std::ptr::eq(*row, other));
    let mut causes = vec![];
    if is(account.rows.last(), step.row) && !step.expected.is_sign_negative() {
        causes.push(Cause::BalanceAfter);
    }
    if step.shares_that_fit().is_some() {
        causes.push(Cause::Shares);
    }
    if is(account.rows.first(), step.before) && step.balance_before_that_fits().is_some() {
        causes.push(Cause::BalanceBefore);
    }
    // A slip of the fingers that explains the difference is the better explanation.
    causes.sort_by_key(|cause| fix(*cause, step).and_then(|(written, meant)| slip::between(written, meant)).is_none());
    causes
}

/// What is written and what would mend the chain.
fn fix(cause: Cause, step: &Step<'_>) -> Option<(Decimal, Decimal)> {
    match cause {
        Cause::Direction => None,
        Cause::BalanceAfter => Some((step.stated, step.expected)),
        Cause::Shares => Some((*step.row.shares.present()?, step.shares_that_fit()?)),
        Cause::BalanceBefore => Some((*step.before.owned_following.present()?, step.balance_before_that_fits()?)),
    }
}

fn report<'f>(step: &Step<'f>, causes: &[Cause], form: &'f Ownership, most: Severity, cx: &mut Cx<'f>) {
    let row = step.row;
    let (Some(shares), Some(acquires)) = (row.shares.present(), row.acquires()) else { return };
    let most = most.min(excused(step, causes, form, cx));
    let cause = causes.first().copied().unwrap_or(Cause::BalanceAfter);
    let sign = if acquires { "plus" } else { "less" };
    let message = format!(
        "{}: {} {sign} {} is {}, not {}",
        place(row),
        balance_before(step),
        number(*shares),
        number(step.expected),
        number(step.stated),
    );
    let before = || format!("{} before", balance_before(step));
    let moved = || format!("{sign} {}", number(*shares));
    let after = || format!("{} after", number(step.stated));
    let draft = match cause {
        Cause::Direction => cx
            .report(&row.acquired_disposed, message)
            .saying("turned round, the balance is right")
            .also(&step.before.owned_following, before())
            .also(&row.shares, moved())
            .also(&row.owned_following, after()),
        Cause::BalanceAfter => cx
            .report(&row.owned_following, message)
            .saying(after())
            .also(&step.before.owned_following, before())
            .also(&row.shares, moved()),
        Cause::Shares => cx
            .report(&row.shares, message)
            .saying(moved())
            .also(&step.before.owned_following, before())
            .also(&row.owned_following, after()),
        Cause::BalanceBefore => cx
            .report(&step.before.owned_following, message)
            .saying(before())
            .also(&row.shares, moved())
            .also(&row.owned_following, after()),
    };
    draft.at_most(most).help(help(step, causes, acquires));
}

fn help(step: &Step<'_>, causes: &[Cause], acquires: bool) -> String {
    if causes.contains(&Cause::Direction) {
        let (from, to) = if acquires { ("A", "D") } else { ("D", "A") };
        return format!("write {to} for {from}, or correct the balances");
    }
    if repeats(step.before, step.row) {
        let (row, before) = (step.row.number, step.before.number);
        return format!("take row {row} away if it repeats row {before}, or correct the balances");
    }
    let fixes = || causes.iter().filter_map(|cause| Some((*cause, fix(*cause, step)?)));
    let choices: Vec<String> = fixes()
        .map(|(cause, (written, meant))| {
            let what = match cause {
                Cause::Direction => "direction",
                Cause::BalanceAfter => "balance",
                Cause::Shares => "number of shares",
                Cause::BalanceBefore => "balance before",
            };
            let slip = slip::between(written, meant).map(|slip| format!(" ({})", slip.name())).unwrap_or_default();
            format!("{} as the {what}{slip}", number(meant))
        })
        .collect();
    if choices.is_empty() {
        return "check the balances, or explain the difference in a footnote".to_owned();
    }
    // Where no slip explains the difference, a row may have been left out.
    let slipped = fixes().any(|(_, (written, meant))| slip::between(written, meant).is_some());
    let missing = step.gap().filter(|_| !slipped).map_or_else(String::new, |gap| {
        let moved = if gap.is_sign_positive() { "acquired" } else { "disposed of" };
        format!(", report the row of {} {moved} that is missing", number(gap.abs()))
    });
    format!("write {}{missing}, or explain the difference in a footnote", choices.join(", or "))
}

/// Whether a row says nothing but what the row before it said.
fn repeats(before: &Row, row: &Row) -> bool {
    before.transaction_date.present() == row.transaction_date.present()
        && before.code.present() == row.code.present()
        && before.shares.present() == row.shares.present()
        && before.price.present() == row.price.present()
        && before.acquired_disposed.present() == row.acquired_disposed.present()
        && before.owned_following.present() == row.owned_following.present()
}

/// The most that may be said where something else may explain the break.
fn excused(step: &Step<'_>, causes: &[Cause], form: &Ownership, cx: &Cx<'_>) -> Severity {
    const ACCOUNTED: [&str; 8] =
        ["include", "acquired under", "dividend", "purchase plan", "401(k)", "split", "transfer", "reinvest"];
    let filing = cx.filing;
    // Marks get lost in a rendering: there every footnote may be the row's.
    let notes: Vec<&str> = if filing.is_rendered() {
        texts(form).collect()
    } else {
        notes_of(step.row, form).into_iter().chain(notes_of(step.before, form)).collect()
    };
    // A footnote that is not there may name the difference.
    let is_lost = |row: &Row| row.marks().flatten().any(|mark| form.footnote(&mark.id).is_none());
    if notes.iter().any(|note| has_word(note, &ACCOUNTED)) || is_lost(step.row) || is_lost(step.before) {
        return Severity::Note;
    }
    let cut = filing.is_rendered()
        && causes.iter().filter_map(|cause| fix(*cause, step)).any(|(written, meant)| is_cut(written, meant));
    // An amendment may show some lines only.
    let amends = filing.form.present().is_some_and(|form| form.amendment);
    if rows_may_be_lost(filing) || cut || amends { Severity::Warning } else { Severity::Error }
}

fn balance_before(step: &Step<'_>) -> String {
    step.before.owned_following.present().map(|balance| number(*balance)).unwrap_or_default()
}

fn place(row: &Row) -> String {
    format!("{}, row {}", row.table.name(), row.number)
}
