//! Of which filings an override speaks.

use std::collections::BTreeSet;
use std::path::Path;

use chrono::NaiveDate;

use super::globs::Globs;
use super::mistakes::Mistakes;
use super::written::{Filed, Override};
use crate::filing::{Body, Filing, Form};
use crate::rules::filing_date;
use crate::syntax::toml::Word;
use crate::tables::lies_within;
use crate::words::nearest_and_all;

/// Each that is given must hold.
#[derive(Clone, Default, Debug)]
pub struct Conditions {
    paths: Option<Globs>,
    forms: Option<Vec<Form>>,
    issuer: Option<BTreeSet<u64>>,
    owner: Option<BTreeSet<u64>>,
    filed: Option<(Option<NaiveDate>, Option<NaiveDate>)>,
}

impl Conditions {
    pub(super) fn of(written: &Override, folder: &Path, said: &mut Mistakes) -> Conditions {
        let Override { header, paths, forms, issuer, owner, filed, rules: _ } = written;
        if paths.is_none() && forms.is_none() && issuer.is_none() && owner.is_none() && filed.is_none() {
            let help = "name the filings by `paths`, `forms`, `issuer`, `owner` or `filed`, or write to [rules]";
            said.say(*header, "this override holds for every filing", Some(help.to_owned()));
        }
        Conditions {
            paths: paths.as_ref().map(|paths| Globs::of(paths, folder, said)),
            forms: forms.as_ref().map(|forms| forms.iter().filter_map(|form| form_of(form, said)).collect()),
            issuer: issuer.as_ref().map(|ciks| ciks.iter().filter_map(|cik| cik_of(cik, said)).collect()),
            owner: owner.as_ref().map(|ciks| ciks.iter().filter_map(|cik| cik_of(cik, said)).collect()),
            filed: filed.as_ref().map(|filed| days_of(filed, said)),
        }
    }

    /// Whether they hold for a filing at a path, which is absolute; or for a file that is none.
    #[must_use]
    pub fn hold(&self, path: &Path, filing: Option<&Filing>) -> bool {
        let within = |asked: &dyn Fn(&Filing) -> bool| filing.is_some_and(asked);
        self.paths.as_ref().is_none_or(|paths| paths.cover(path))
            && self
                .forms
                .as_ref()
                .is_none_or(|forms| within(&|filing| filing.form.present().is_some_and(|form| forms.contains(form))))
            && self.issuer.as_ref().is_none_or(|ciks| within(&|filing| issuer(filing).any(|cik| ciks.contains(&cik))))
            && self.owner.as_ref().is_none_or(|ciks| within(&|filing| owners(filing).any(|cik| ciks.contains(&cik))))
            && self.filed.is_none_or(|(from, until)| {
                within(&|filing| filing_date(filing).is_some_and(|day| lies_within(day, from, until)))
            })
    }
}

/// The CIK of the issuer.
pub(super) fn issuer(filing: &Filing) -> impl Iterator<Item = u64> {
    filing.issuer.cik.present().and_then(|cik| number_of(cik)).into_iter()
}

/// The CIKs of the reporting persons.
pub(super) fn owners(filing: &Filing) -> impl Iterator<Item = u64> {
    let (owners, persons) = match &filing.body {
        Body::Ownership(form) => (form.owners.as_slice(), &[][..]),
        Body::Beneficial(schedule) => (&[][..], schedule.persons.as_slice()),
    };
    let ciks = owners.iter().map(|owner| &owner.cik).chain(persons.iter().map(|person| &person.cik));
    ciks.filter_map(|cik| number_of(cik.present()?))
}

/// A Central Index Key, up to ten digits; leading zeros say nothing.
pub(super) fn cik_of(word: &Word, said: &mut Mistakes) -> Option<u64> {
    let cik = number_of(word.as_str());
    if cik.is_none() {
        let help = "write its digits, ten at most, as \"0001023731\"".to_owned();
        said.say(word.span, format!("`{}` is no CIK", word.as_str()), Some(help));
    }
    cik
}

fn number_of(cik: &str) -> Option<u64> {
    let is_cik = (1..=10).contains(&cik.len()) && cik.bytes().all(|byte| byte.is_ascii_digit());
    cik.parse().ok().filter(|_| is_cik)
}

fn form_of(word: &Word, said: &mut Mistakes) -> Option<Form> {
    let form = Form::all().find(|form| form.name() == word.as_str());
    if form.is_none() {
        let help = nearest_and_all(word.as_str(), &Form::NAMES, "the forms are");
        said.say(word.span, format!("there is no form `{}`", word.as_str()), Some(help));
    }
    form
}

fn days_of(filed: &Filed, said: &mut Mistakes) -> (Option<NaiveDate>, Option<NaiveDate>) {
    if filed.is_empty {
        said.say(filed.span, "no day is given", Some("write `from`, `until` or both".to_owned()));
    }
    if let (Some(from), Some(until)) = (filed.from, filed.until)
        && until < from
    {
        said.say(filed.span, format!("no day lies from {from} until {until}"), None);
    }
    (filed.from, filed.until)
}
