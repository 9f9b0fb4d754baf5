//! What a rule file says of its rule: every key but `[check]` and `[[test]]`.

use super::{HOUSE, Whose, Written, kept};
use crate::diagnostic::Severity;
use crate::filing::Form;
use crate::rules::load::{Asks, By, Edgar, Example, InForce, Profile};
use crate::rules::params::{Params, Threshold};
use crate::syntax::toml::{Kind, Placed, Table, Value, Word};
use crate::words::nearest_and_all;

/// The keys of a rule file, as far as they can be read.
pub(super) struct Keys {
    pub name: Option<Word>,
    /// None where it is malformed.
    pub family: Option<&'static str>,
    pub formerly: Vec<Word>,
    pub yields_to: Vec<Word>,
    /// None where something is missing or malformed.
    pub written: Option<Written>,
    /// None where one is malformed.
    pub thresholds: Option<Vec<Params>>,
}

impl Keys {
    pub fn read(root: &mut Table<'_>, whose: Whose) -> Keys {
        let name = root.need("name").and_then(|value| called(&value, "a name"));
        let summary = root.need("summary").and_then(|value| value.words());
        let severity = root.need("severity").and_then(|value| severity(&value));
        let profile = root.take("profile").map_or(Some(Profile::Compliance), |value| profile(&value));
        let family = root.take("family").map_or(Some(HOUSE), |value| family(&value));
        let forms = root.take("forms").map_or(Some(Form::NAMES.to_vec()), |value| forms(&value));
        let edgar = edgar_if(root, whose);
        let formerly = names(root, "formerly", "a former name");
        let yields_to = root.take("yields-to").map(|value| value.texts()).unwrap_or_default();
        let in_force = all_or_none(root.take("in-force").map(|value| value.table().and_then(in_force)));
        let example = all_or_none(root.take("example").map(|value| value.table().and_then(example)));
        let thresholds = params(root);
        let has_check = root.take("check").is_some();
        let authority = root.take("authority").map(|value| value.texts()).unwrap_or_default();
        let [added, why, instead] = ["added", "why", "instead"].map(|key| words(root, key));
        // Everything is read before anything is given up, so that all mistakes are said at once.
        let written = (|| {
            Some(Written {
                name: kept(name.as_ref()?.as_str()),
                summary: owned(&summary?),
                severity: severity?,
                profile: profile?,
                forms: forms?,
                added: added.map(|word| kept(word.as_str())),
                authority: authority.iter().map(owned).collect(),
                why: why.as_ref().map(owned).unwrap_or_default(),
                example: example?,
                edgar,
                instead: instead.as_ref().map(owned),
                yields_to: yields_to.iter().map(|word| kept(word.as_str())).collect(),
                formerly: formerly.iter().map(|word| kept(word.as_str())).collect(),
                in_force: in_force?,
                params: thresholds.clone()?,
                check: has_check.then_some(Asks),
            })
        })();
        Keys { name, family, formerly, yields_to, written, thresholds }
    }
}

fn owned(word: &Word) -> String {
    word.as_str().to_owned()
}

fn words(table: &mut Table<'_>, key: &'static str) -> Option<Word> {
    table.take(key).and_then(|value| value.words())
}

/// What may be left out, but not be malformed: none where it is.
fn all_or_none<T>(written: Option<Option<T>>) -> Option<Option<T>> {
    match written {
        None => Some(None),
        Some(read) => read.map(Some),
    }
}

/// A name as rules have them: lower-case words joined by `-`.
fn called(value: &Value<'_>, what: &str) -> Option<Word> {
    let word = value.words()?;
    let is_word =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    let name = word.as_str();
    if name.split('-').all(is_word) && name.starts_with(|c: char| c.is_ascii_lowercase()) {
        return Some(word);
    }
    let parts = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    let folded = parts.collect::<Vec<_>>().join("-").to_ascii_lowercase();
    let help = folded.starts_with(|c: char| c.is_ascii_lowercase()).then(|| format!("write `{folded}`"));
    value.say(format!("{what} is lower-case words joined by `-`"), help);
    None
}

fn names(root: &mut Table<'_>, key: &'static str, what: &str) -> Vec<Word> {
    let Some(value) = root.take(key) else { return Vec::new() };
    if value.kind() != Kind::List {
        return value.texts();
    }
    value.list().into_iter().flatten().filter_map(|value| called(&value, what)).collect()
}

fn severity(value: &Value<'_>) -> Option<Severity> {
    one_of(value, "a severity", Severity::ALL.map(|severity| (severity.name(), severity)))
}

pub(super) fn severity_if(table: &mut Table<'_>) -> Option<Severity> {
    table.take("severity").and_then(|value| severity(&value))
}

/// What EDGAR does, which is not for a user to say.
pub(super) fn edgar_if(table: &mut Table<'_>, whose: Whose) -> Option<Edgar> {
    if whose == Whose::User {
        table.refuse("edgar", "what EDGAR answers is not for a rule of a user to say", Some("leave it out"));
        return None;
    }
    table.take("edgar").and_then(|value| edgar(&value))
}

fn profile(value: &Value<'_>) -> Option<Profile> {
    one_of(value, "a profile", Profile::ALL.map(|profile| (profile.name(), profile)))
}

fn edgar(value: &Value<'_>) -> Option<Edgar> {
    one_of(value, "an answer of EDGAR", [Edgar::Warning, Edgar::Suspense].map(|edgar| (edgar.name(), edgar)))
}

fn one_of<T: Copy, const N: usize>(value: &Value<'_>, what: &str, words: [(&'static str, T); N]) -> Option<T> {
    value.one_of(what, &words).map(|placed| placed.value)
}

/// A family of the program's own may be joined, but for the one that holds what EDGAR asks.
fn family(value: &Value<'_>) -> Option<&'static str> {
    let word = called(value, "a family")?;
    if word.as_str() == "edgar" {
        value
            .say("the family `edgar` holds what EDGAR itself checks", Some("name another, or leave it out".to_owned()));
        return None;
    }
    Some(kept(word.as_str()))
}

/// None where nothing is left of them.
fn forms(value: &Value<'_>) -> Option<Vec<&'static str>> {
    let written = value.texts();
    let known = |word: &Word| Form::NAMES.into_iter().find(|name| *name == word.as_str());
    for word in written.iter().filter(|word| known(word).is_none()) {
        let help = nearest_and_all(word.as_str(), &Form::NAMES, "it is one of");
        value.say_of(word, format!("`{}` is no form", word.as_str()), Some(help));
    }
    let forms: Vec<&str> = written.iter().filter_map(known).collect();
    if written.is_empty() && value.kind() == Kind::List {
        value.say("no form is named", Some("leave `forms` out where every form is meant".to_owned()));
    }
    (!forms.is_empty()).then_some(forms)
}

fn in_force(mut table: Table<'_>) -> Option<InForce> {
    let by = table.need("by").and_then(|value| one_of(&value, "a date of a filing", By::ALL.map(|by| (by.name(), by))));
    let days = days(&mut table);
    table.close();
    let (from, until) = days?;
    Some(InForce { by: by?, from, until })
}

/// `from` and `until`; none where one is malformed, or they are the wrong way round.
fn days(table: &mut Table<'_>) -> Option<(Option<chrono::NaiveDate>, Option<chrono::NaiveDate>)> {
    let mut day = |key| all_or_none(table.take(key).map(|value| value.day()));
    let (from, until) = (day("from"), day("until"));
    let (from, until) = (from?, until?);
    if let (Some(Placed { value: from, .. }), Some(Placed { value: until, span })) = (from, until)
        && until < from
    {
        table.say_at(span, format!("{until} lies before {from}"), None);
        return None;
    }
    Some((from.map(|day| day.value), until.map(|day| day.value)))
}

fn example(mut table: Table<'_>) -> Option<Example> {
    let [bad, good] = ["bad", "good"].map(|key| table.need(key).and_then(|value| value.words()));
    table.close();
    Some(Example { bad: owned(&bad?), good: owned(&good?) })
}

fn params(root: &mut Table<'_>) -> Option<Vec<Params>> {
    let Some(value) = root.take("params") else { return Some(Vec::new()) };
    let is_list = value.kind() == Kind::List;
    let sets: Vec<Option<Params>> = value.tables().into_iter().map(set_of_params).collect();
    sets.into_iter().collect::<Option<Vec<Params>>>().filter(|_| is_list)
}

fn set_of_params(mut table: Table<'_>) -> Option<Params> {
    let days = days(&mut table);
    let values: Option<_> =
        table.rest().into_iter().map(|(name, value)| Some((owned(&name), Threshold::of(&value)?))).collect();
    let (from, until) = days?;
    Some(Params { from, until, values: values? })
}
