//! See rules/ownership/title_inconsistent.toml.

use std::collections::BTreeMap;

use crate::rules::prelude::*;
use crate::tables::confusables::are_alike;
use crate::words::fold::fold;
use crate::words::slips_between;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        let fields = form.rows().flat_map(|row| [&row.security_title, &row.underlying_title]);
        let mut titles: BTreeMap<&str, Title<'f>> = BTreeMap::new();
        for field in fields {
            let Some(title) = field.sure() else { continue };
            titles.entry(title.as_ref()).or_insert(Title { field, count: 0 }).count += 1;
        }
        if titles.len() < 2 {
            return;
        }
        // Titles that differ in one word are alike with that word left out.
        let mut alike: BTreeMap<(usize, Vec<String>), (&str, String)> = BTreeMap::new();
        for title in titles.keys() {
            let words: Vec<String> = fold(title).split(' ').map(str::to_owned).collect();
            for (at, word) in words.iter().enumerate() {
                let mut others = words.clone();
                others.remove(at);
                match alike.get(&(at, others.clone())) {
                    Some((other, its_word)) if is_slip(word, its_word) => report(title, other, &titles, cx),
                    Some(_) => {}
                    None => drop(alike.insert((at, others), (*title, word.clone()))),
                }
            }
        }
    }
}

/// A title where it stands first, and how often it does.
struct Title<'f> {
    field: &'f Field<Box<str>>,
    count: usize,
}

fn report<'f>(one: &str, other: &str, titles: &BTreeMap<&str, Title<'f>>, cx: &mut Cx<'f>) {
    let (Some(first), Some(second)) = (titles.get(one), titles.get(other)) else { return };
    let (rare, usual) = if first.count <= second.count { (first, second) } else { (second, first) };
    let (Some(written), Some(elsewhere)) = (rare.field.present(), usual.field.present()) else { return };
    cx.report(rare.field, format!("`{written}` here, `{elsewhere}` elsewhere")).also(usual.field, "elsewhere");
}

/// Whether two long words differ by a slip, and not by what a scan confuses, a plural or a syllable before.
fn is_slip(one: &str, other: &str) -> bool {
    let is_long = |word: &str| word.chars().count() >= 5 && word.chars().all(char::is_alphabetic);
    let is_confused =
        one.chars().count() == other.chars().count() && one.chars().zip(other.chars()).all(|(a, b)| are_alike(a, b));
    is_long(one)
        && is_long(other)
        && !is_confused
        && !one.ends_with(other)
        && !other.ends_with(one)
        && one.trim_end_matches('s') != other.trim_end_matches('s')
        && slips_between(one, other) <= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_no_plural_and_no_other_word() {
        assert!(is_slip("commom", "common"));
        assert!(is_slip("restrcited", "restricted"));
        for (one, other) in
            [("share", "shares"), ("vested", "unvested"), ("class", "stock"), ("ciass", "class"), ("b", "c")]
        {
            assert!(!is_slip(one, other), "{one} {other}");
        }
    }
}
