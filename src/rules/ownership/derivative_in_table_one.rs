//! See rules/ownership/derivative_in_table_one.toml.

use crate::rules::prelude::*;
use crate::words::fold::fold;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Row;

    fn check<'f>(&self, row: &'f Row, cx: &mut Cx<'f>) {
        let Some(title) = row.security_title.sure().filter(|_| row.table == Table::One) else { return };
        if !is_derivative(&fold(title)) {
            return;
        }
        cx.report(&row.security_title, format!("Table I, row {}: {title} is a derivative security", row.number));
    }
}

/// Whether a folded title names a derivative. `Common stock (from options)` does not: what stands first counts.
fn is_derivative(title: &str) -> bool {
    const PHRASES: [&str; 3] = ["right to buy", "right to purchase", "appreciation right"];
    const WORDS: [&str; 9] =
        ["option", "options", "warrant", "warrants", "swap", "swaps", "sar", "sars", "convertible"];
    let words: Vec<&str> = title.split(' ').collect();
    // Preferred stock that converts may stand in either table.
    let place = |found: &dyn Fn(&str) -> bool| words.iter().position(|word| found(word));
    let stock = place(&|word| matches!(word, "stock" | "share" | "shares" | "unit" | "units" | "preferred"));
    let derivative = place(&|word| WORDS.contains(&word));
    let is_first = derivative.is_some_and(|at| stock.is_none_or(|stock| at < stock || stock + 1 == at));
    let converts = words.contains(&"convertible")
        && !words.iter().any(|word| matches!(*word, "note" | "notes" | "debenture" | "debentures"));
    PHRASES.iter().any(|phrase| title.contains(phrase)) || (is_first && !converts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_first_counts() {
        for title in ["stock option right to buy", "employee stock options", "warrants", "7 convertible notes due 2026"]
        {
            assert!(is_derivative(title), "{title}");
        }
        for title in [
            "common stock",
            "common stock from options",
            "series a convertible preferred stock",
            "restricted stock units",
            "shares under option",
        ] {
            assert!(!is_derivative(title), "{title}");
        }
    }
}
