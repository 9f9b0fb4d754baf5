//! Rule files: what the keys mean, and the rulebook of a run.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use toml::value::Datetime;

use super::{Answer, entries};
use crate::diagnostic::Severity;
use crate::filing::{Body, Filing, Form};

/// Nested sets of rules, each holding the one before.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Profile {
    /// What EDGAR itself checks.
    Edgar,
    /// Adds Section 16 and Section 13(d): the default.
    Compliance,
    /// Adds likely slips, style and legibility.
    Quality,
}

impl Profile {
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Profile::Edgar => "edgar",
            Profile::Compliance => "compliance",
            Profile::Quality => "quality",
        }
    }
}

/// What EDGAR does with a submission that the rule speaks of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Edgar {
    /// It takes it and says so.
    Warning,
    /// It does not take it.
    Suspense,
}

impl Edgar {
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Edgar::Warning => "warning",
            Edgar::Suspense => "suspense",
        }
    }
}

/// Which date of a filing a rule's interval goes by.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum By {
    Event,
    Transaction,
    Signature,
    Filing,
}

/// When a rule is in force.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InForce {
    pub by: By,
    #[serde(default, deserialize_with = "date")]
    pub from: Option<NaiveDate>,
    #[serde(default, deserialize_with = "date")]
    pub until: Option<NaiveDate>,
}

/// A rule file as written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Written {
    name: String,
    summary: String,
    severity: Severity,
    profile: Profile,
    forms: Vec<String>,
    added: String,
    authority: Vec<String>,
    why: String,
    example: Example,
    #[serde(default)]
    edgar: Option<Edgar>,
    #[serde(default)]
    instead: Option<String>,
    #[serde(default)]
    yields_to: Vec<String>,
    #[serde(default)]
    formerly: Vec<String>,
    #[serde(default)]
    in_force: Option<InForce>,
    #[serde(default)]
    params: Vec<Params>,
    /// Read by `rules::check`, with the places of its strings.
    #[serde(default)]
    check: Option<IgnoredAny>,
}

/// What fails and what passes, in a line or two each.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    pub bad: String,
    pub good: String,
}

/// Thresholds, dated.
#[derive(Clone, Debug, Deserialize)]
struct Params {
    #[serde(default, deserialize_with = "date")]
    from: Option<NaiveDate>,
    #[serde(default, deserialize_with = "date")]
    until: Option<NaiveDate>,
    #[serde(flatten)]
    values: BTreeMap<String, toml::Value>,
}

/// A rule: its file and how it answers.
pub struct RuleInfo {
    pub family: &'static str,
    /// The word that names it on every shelf.
    pub word: &'static str,
    /// The file itself, for the hash of the rulebook.
    pub toml: &'static str,
    pub answer: Answer,
    written: Written,
}

impl RuleInfo {
    #[must_use]
    pub fn name(&'static self) -> &'static str {
        &self.written.name
    }

    #[must_use]
    pub fn summary(&self) -> &str {
        &self.written.summary
    }

    #[must_use]
    pub fn severity(&self) -> Severity {
        self.written.severity
    }

    /// Whether its file asks the question itself.
    #[must_use]
    pub fn is_declared(&self) -> bool {
        self.written.check.is_some()
    }

    /// What EDGAR does when the rule is right; none when it does not ask.
    #[must_use]
    pub fn edgar(&self) -> Option<Edgar> {
        self.written.edgar
    }

    #[must_use]
    pub fn profile(&self) -> Profile {
        self.written.profile
    }

    #[must_use]
    pub fn forms(&self) -> &[String] {
        &self.written.forms
    }

    #[must_use]
    pub fn added(&self) -> &str {
        &self.written.added
    }

    #[must_use]
    pub fn authority(&self) -> &[String] {
        &self.written.authority
    }

    #[must_use]
    pub fn why(&self) -> &str {
        self.written.why.trim()
    }

    #[must_use]
    pub fn instead(&self) -> Option<&str> {
        self.written.instead.as_deref()
    }

    #[must_use]
    pub fn example(&self) -> &Example {
        &self.written.example
    }

    #[must_use]
    pub fn yields_to(&self) -> &[String] {
        &self.written.yields_to
    }

    #[must_use]
    pub fn formerly(&self) -> &[String] {
        &self.written.formerly
    }

    #[must_use]
    pub fn interval(&self) -> Option<&InForce> {
        self.written.in_force.as_ref()
    }

    /// Each dated set of thresholds: from, until, and names with values.
    pub fn params(
        &self,
    ) -> impl Iterator<Item = (Option<NaiveDate>, Option<NaiveDate>, &BTreeMap<String, toml::Value>)> {
        self.written.params.iter().map(|params| (params.from, params.until, &params.values))
    }

    #[must_use]
    pub fn covers(&self, form: Form) -> bool {
        self.written.forms.iter().any(|name| name == form.name())
    }

    /// Whether the rule is in force for something of this transaction date. A date that is unknown makes it silent.
    /// `of_filing` is what [`RuleInfo::date_of`] says of the filing: rows are many, and it may look at all of them.
    pub(super) fn in_force(
        &self,
        transaction: Option<NaiveDate>,
        of_filing: impl FnOnce() -> Option<NaiveDate>,
    ) -> bool {
        let Some(interval) = &self.written.in_force else { return true };
        let Some(date) = transaction.filter(|_| interval.by == By::Transaction).or_else(of_filing) else {
            return false;
        };
        interval.from.is_none_or(|from| from <= date) && interval.until.is_none_or(|until| date <= until)
    }

    /// The day that the rule's thresholds go by: that of its time in force, or else of the row, or of the filing.
    pub(super) fn day(&self, transaction: Option<NaiveDate>, filing: &Filing) -> Option<NaiveDate> {
        let by = self.written.in_force.as_ref().map_or(By::Transaction, |interval| interval.by);
        let of_row = transaction.filter(|_| by == By::Transaction);
        of_row.or_else(|| date_of(filing, by)).or_else(|| date_of(filing, By::Filing))
    }

    /// The date of a filing that the rule's time in force goes by.
    pub(super) fn date_of(&self, filing: &Filing) -> Option<NaiveDate> {
        date_of(filing, self.written.in_force.as_ref()?.by)
    }

    pub(super) fn whole(&self, name: &str, date: Option<NaiveDate>) -> Option<i64> {
        self.param(name, date)?.as_integer()
    }

    pub(super) fn decimal(&self, name: &str, date: Option<NaiveDate>) -> Option<Decimal> {
        match self.param(name, date)? {
            toml::Value::String(number) => Decimal::from_str_exact(number).ok(),
            toml::Value::Integer(number) => Some(Decimal::from(*number)),
            _ => None,
        }
    }

    fn param(&self, name: &str, date: Option<NaiveDate>) -> Option<&toml::Value> {
        let holds = |params: &&Params| match date {
            Some(date) => params.from.is_none_or(|from| from <= date) && params.until.is_none_or(|until| date <= until),
            None => params.until.is_none(),
        };
        self.written.params.iter().filter(holds).find_map(|params| params.values.get(name))
    }
}

/// The date of a filing that an interval goes by.
fn date_of(filing: &Filing, by: By) -> Option<NaiveDate> {
    match by {
        By::Event => match &filing.body {
            Body::Ownership(body) => body.period_of_report.present().copied(),
            Body::Beneficial(body) => body.event_date.present().copied(),
        },
        By::Transaction => {
            let rows = filing.ownership()?.rows();
            rows.filter_map(|row| row.transaction_date.present()).min().copied()
        }
        By::Signature => filing.signatures.iter().filter_map(|signature| signature.date.present()).max().copied(),
        By::Filing => filing.filed_as_of.present().copied().or_else(|| date_of(filing, By::Signature)),
    }
}

/// Every rule there is, built in.
pub struct Rulebook {
    rules: Vec<RuleInfo>,
}

impl Rulebook {
    /// The built-in rules, in the order of families and names. Loaded once.
    ///
    /// # Panics
    /// When a built-in rule file does not read, which a test holds.
    #[must_use]
    pub fn built_in() -> &'static Rulebook {
        static BOOK: OnceLock<Rulebook> = OnceLock::new();
        BOOK.get_or_init(|| {
            let load = |entry: &'static super::Entry| RuleInfo {
                family: entry.family,
                word: entry.word,
                toml: entry.toml,
                answer: entry.answer,
                written: toml::from_str(entry.toml)
                    .unwrap_or_else(|error| panic!("rules/{}/{}.toml: {error}", entry.family, entry.word)),
            };
            Rulebook { rules: entries().map(load).collect() }
        })
    }

    #[must_use]
    pub fn rules(&'static self) -> &'static [RuleInfo] {
        &self.rules
    }

    /// The rule of this name, or of this former name.
    #[must_use]
    pub fn find(&'static self, name: &str) -> Option<&'static RuleInfo> {
        let exact = self.rules.iter().find(|rule| rule.written.name == name);
        exact.or_else(|| self.rules.iter().find(|rule| rule.written.formerly.iter().any(|former| former == name)))
    }
}

fn date<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<NaiveDate>, D::Error> {
    let Some(written) = Option::<Datetime>::deserialize(from)? else { return Ok(None) };
    let date =
        written.date.and_then(|date| NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into()));
    date.map(Some).ok_or_else(|| serde::de::Error::custom("a date is written 2003-08-29"))
}
