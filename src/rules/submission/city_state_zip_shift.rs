//! See rules/submission/city_state_zip_shift.toml.

use super::places_of;
use crate::rules::prelude::*;
use crate::tables::places;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Filing;

    fn check<'f>(&self, filing: &'f Filing, cx: &mut Cx<'f>) {
        for place in places_of(filing) {
            let Some(city) = place.city.present() else { continue };
            let Some((words, most)) = shifted(city) else { continue };
            // A page sets a comma between a city and its state.
            if most == Severity::Note && filing.is_rendered() {
                continue;
            }
            cx.report(place.city, format!("the city is `{city}`, {words}")).at_most(most);
        }
    }
}

/// What of a city's neighbours stands in its place.
fn shifted(city: &str) -> Option<(&'static str, Severity)> {
    let words: Vec<&str> = city.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let digits = |word: &&str| word.len() == 5 && word.bytes().all(|byte| byte.is_ascii_digit());
    if words.len() > 1 && words.iter().any(digits) {
        return Some(("with a ZIP code in it", Severity::Warning));
    }
    let (_, last) = city.rsplit_once(',')?;
    match last.trim() {
        "" => Some(("with a comma at its end", Severity::Note)),
        state if state.len() == 2 && places::us_state(state).is_some() => {
            Some(("with the state in it", Severity::Warning))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_found_in_a_city() {
        let most = |city| shifted(city).map(|(_, most)| most);
        assert_eq!(most("AUSTIN, TX"), Some(Severity::Warning));
        assert_eq!(most("AUSTIN 78701"), Some(Severity::Warning));
        assert_eq!(most("MIRAMAR,"), Some(Severity::Note));
        for city in ["AUSTIN", "SAINT-DENIS, CEDEX", "1000 LAUSANNE", "29 PALMS", "ST. LOUIS"] {
            assert_eq!(most(city), None, "{city}");
        }
    }
}
