//! See rules/ownership/exercise_price_mismatch.toml.

use crate::ledger::Exercise;
use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, _form: &'f Ownership, cx: &mut Cx<'f>) {
        for exercise in &cx.ledger().exercises {
            let Some((paid, asked)) = prices(exercise) else { continue };
            let odd_paid = paid.iter().find(|(_, price)| !asked.iter().any(|(_, other)| agree(*price, *other)));
            let odd_asked = asked.iter().find(|(_, price)| !paid.iter().any(|(_, other)| agree(*price, *other)));
            let (Some((taken, price)), Some((given, exercise_price))) = (odd_paid, odd_asked) else { continue };
            // Several grants on one line may show their average.
            if paid.len() < asked.len() && lies_between(*price, &asked) {
                continue;
            }
            let message = format!(
                "{} was acquired at {} by exercise on {}, but the exercise price is {}",
                exercise.class().unwrap_or("the underlying"),
                money(*price),
                words_of_date(exercise.date),
                money(*exercise_price),
            );
            cx.report(&taken.price, message)
                .saying(format!("{} paid", money(*price)))
                .also(&given.conversion_price, format!("exercise price {}", money(*exercise_price)))
                .help("write the exercise price of Table II as the price per share of Table I");
        }
    }
}

type Priced<'f> = Vec<(&'f Row, Decimal)>;

/// The prices of both sides; none where one was not surely read or has a footnote, and for conversions.
fn prices<'f>(exercise: &Exercise<'f>) -> Option<(Priced<'f>, Priced<'f>)> {
    // Column 8 of Table II is the price of the derivative, not what the exercise cost.
    let paid =
        exercise.taken.iter().filter(|row| row.table == Table::One).map(|row| Some((*row, stated(row, &row.price)?)));
    let asked = exercise.given.iter().map(|row| Some((*row, stated(row, &row.conversion_price)?)));
    let (paid, asked) = (paid.collect::<Option<Priced<'_>>>()?, asked.collect::<Option<Priced<'_>>>()?);
    Some((paid, asked)).filter(|(paid, asked)| !paid.is_empty() && !asked.is_empty())
}

fn stated(row: &Row, price: &Field<Decimal>) -> Option<Decimal> {
    let exercised = matches!(row.code(), Some("M" | "X" | "O"));
    price.sure().filter(|_| exercised && price.marks().is_empty()).copied()
}

/// Half of the fourth decimal, which is as many as EDGAR keeps.
fn agree(a: Decimal, b: Decimal) -> bool {
    a.checked_sub(b).is_some_and(|gap| gap.abs() <= Decimal::new(5, 5))
}

fn lies_between(price: Decimal, among: &[(&Row, Decimal)]) -> bool {
    among.iter().any(|(_, other)| *other <= price) && among.iter().any(|(_, other)| price <= *other)
}
