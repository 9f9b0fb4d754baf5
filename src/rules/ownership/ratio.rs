//! How many shares a derivative stands for, and which of two numbers that differ is the odd one.

use std::cell::OnceCell;
use std::collections::HashSet;

use super::notes::has_word;
use crate::rules::prelude::*;
use crate::words::fold::fold;

/// What footnotes at a row of Table II say of its ratio.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Ratio {
    /// Nothing: options and units stand for one share each.
    Unsaid,
    /// One share for each.
    OneForOne,
    /// Something else, or something that is not understood.
    Other,
}

impl Ratio {
    pub(super) fn of(row: &Row, form: &Ownership) -> Ratio {
        let marks = [
            row.security_title.marks(),
            row.conversion_price.marks(),
            row.underlying_title.marks(),
            row.underlying_shares.marks(),
            row.shares.marks(),
        ];
        let notes = marks.into_iter().flatten().map(|mark| {
            let text = form.footnote(&mark.id).and_then(|note| note.text.present());
            text.map_or(Ratio::Other, |text| Ratio::said_in(text))
        });
        notes.fold(Ratio::Unsaid, |known, said| match (known, said) {
            (Ratio::Other, _) | (_, Ratio::Other) => Ratio::Other,
            (Ratio::OneForOne, _) | (_, Ratio::OneForOne) => Ratio::OneForOne,
            (Ratio::Unsaid, Ratio::Unsaid) => Ratio::Unsaid,
        })
    }

    fn said_in(text: &str) -> Ratio {
        const ONE: [&str; 14] = [
            " one for one ",
            " 1 for 1 ",
            " one for 1 ",
            " 1 1 basis ",
            " one to one ",
            " 1 to 1 ",
            " into one share ",
            " receive one share ",
            " for one share ",
            " of one share ",
            " to one share ",
            " into one class ",
            " one ordinary share ",
            " one class a ",
        ];
        const RATIOS: [&str; 11] = [
            "convert",
            "each",
            "ratio",
            "exchang",
            "every",
            "half",
            "multipl",
            "percent",
            "%",
            "net exercise",
            "cashless",
        ];
        // Words that make of one share for each something else.
        const MORE: [&str; 5] = ["one-half", "adjust", "per cent", "multiplied", "up to"];
        let folded = format!(" {} ", fold(text));
        if ONE.iter().any(|words| folded.contains(words)) {
            return if has_word(text, &MORE) { Ratio::Other } else { Ratio::OneForOne };
        }
        if has_word(text, &RATIOS) || folded.contains("net exercise") { Ratio::Other } else { Ratio::Unsaid }
    }
}

/// The figures of a form by which one of two numbers is told to be the odd one.
pub(super) struct Figures<'f> {
    form: &'f Ownership,
    /// The shares that Table I moves on each day.
    moved: OnceCell<HashSet<(NaiveDate, Decimal)>>,
}

impl<'f> Figures<'f> {
    pub(super) fn of(form: &'f Ownership) -> Figures<'f> {
        Figures { form, moved: OnceCell::new() }
    }

    /// The derivative securities and the underlying shares of a row, the one first that is the odd one: the other stands
    /// in Table I too, or is the balance of a first award.
    pub(super) fn odd_first(&self, row: &'f Row) -> [(&'f Field<Decimal>, &'static str); 2] {
        let (shares, underlying) =
            ((&row.shares, "the derivative securities"), (&row.underlying_shares, "the underlying shares"));
        let again = |figure: &Field<Decimal>| {
            let Some(figure) = figure.sure() else { return false };
            let balance = row.acquires() == Some(true) && row.owned_following.sure() == Some(figure);
            balance || row.transaction_date.sure().is_some_and(|date| self.moved().contains(&(*date, *figure)))
        };
        if again(&row.underlying_shares) && !again(&row.shares) { [shares, underlying] } else { [underlying, shares] }
    }

    fn moved(&self) -> &HashSet<(NaiveDate, Decimal)> {
        self.moved.get_or_init(|| {
            let moved = self.form.table1.iter().filter(|row| row.is_transaction());
            moved.filter_map(|row| Some((*row.transaction_date.sure()?, *row.shares.sure()?))).collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_footnote_says_how_many_shares_a_derivative_stands_for() {
        for (text, ratio) in [
            ("Each unit represents a contingent right to receive one share of common stock.", Ratio::OneForOne),
            ("Convertible on a one-for-one basis at any time.", Ratio::OneForOne),
            ("Each share converts into one share, subject to adjustment.", Ratio::Other),
            ("Each preferred share converts into ten shares of common stock.", Ratio::Other),
            ("Granted in lieu of fees.", Ratio::Unsaid),
        ] {
            assert_eq!(Ratio::said_in(text), ratio, "{text}");
        }
    }
}
