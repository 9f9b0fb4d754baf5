//! See rules/submission/ticker_format.toml.

use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Issuer;

    fn check<'f>(&self, issuer: &'f Issuer, cx: &mut Cx<'f>) {
        let Some(symbol) = issuer.symbol.present() else { return };
        let capitals = symbol.to_uppercase();
        if is_symbol(symbol) || is_none(&capitals) {
            return;
        }
        if is_symbol(&capitals) {
            cx.report(&issuer.symbol, format!("the trading symbol {symbol} is not in capitals"))
                .help(format!("write {capitals}"));
        } else if let Some((exchange, alone)) = symbol.split_once(':').filter(|(_, alone)| is_symbol(alone.trim())) {
            cx.report(&issuer.symbol, format!("the trading symbol {symbol} names its exchange, {}", exchange.trim()))
                .help(format!("write {}", alone.trim()));
        } else if let Some(count) = how_many(&capitals) {
            cx.report(&issuer.symbol, format!("{symbol} is {count} trading symbols"));
        }
    }
}

/// One to five capitals; after a point, hyphen, slash or blank the class: `ALDR`, `BRK.B`.
fn is_symbol(text: &str) -> bool {
    let capitals = |part: &str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_uppercase())
    };
    match text.split_once(['.', '-', '/', ' ']) {
        Some((symbol, class)) => capitals(symbol, 5) && capitals(class, 3),
        None => capitals(text, 5),
    }
}

/// Said where nothing is listed.
fn is_none(capitals: &str) -> bool {
    matches!(capitals, "NONE" | "N/A" | "NA" | "N.A." | "NOT APPLICABLE")
}

/// How many symbols a text lists; none when its parts are not all symbols.
fn how_many(capitals: &str) -> Option<usize> {
    let list = capitals.replace(" AND ", ",").replace([';', '&'], ",");
    let parts: Vec<&str> = list.split(',').map(str::trim).collect();
    (parts.len() > 1 && parts.iter().all(|part| is_symbol(part))).then_some(parts.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_as_exchanges_write_them() {
        for symbol in ["A", "ALDR", "BRK.B", "BRK-B", "BRK/B", "MFAC.U"] {
            assert!(is_symbol(symbol), "{symbol}");
        }
        for other in ["", "aldr", "ALDERS", "NYSE: ALDR", "ALDA, ALDB", "8591"] {
            assert!(!is_symbol(other), "{other}");
        }
        assert_eq!(how_many("ALDA, ALDB"), Some(2));
        assert_eq!(how_many("Z AND ZG"), Some(2));
        assert_eq!(how_many("ALDR, INC 1"), None);
    }
}
