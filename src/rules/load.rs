//! Rules as their files tell of them: what the keys mean.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer, Serialize};

use super::check::Check;
use super::declared::{As, Declared};
use super::params::{self, Params, Threshold};
use super::{Answer, Entry};
use crate::diagnostic::Severity;
use crate::expr::Constant;
use crate::filing::{Body, Filing, Form};
use crate::tables::{date_if_any, lies_within};

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
    pub const ALL: [Profile; 3] = [Profile::Edgar, Profile::Compliance, Profile::Quality];

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

impl By {
    pub const ALL: [By; 4] = [By::Event, By::Transaction, By::Signature, By::Filing];

    /// Its word in rule files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            By::Event => "event",
            By::Transaction => "transaction",
            By::Signature => "signature",
            By::Filing => "filing",
        }
    }
}

/// When a rule is in force.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InForce {
    pub by: By,
    #[serde(default, deserialize_with = "date_if_any")]
    pub from: Option<NaiveDate>,
    #[serde(default, deserialize_with = "date_if_any")]
    pub until: Option<NaiveDate>,
}

/// What a rule file says of its rule.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Written {
    pub name: &'static str,
    pub summary: String,
    pub severity: Severity,
    pub profile: Profile,
    #[serde(borrow)]
    pub forms: Vec<&'static str>,
    #[serde(borrow)]
    pub added: Option<&'static str>,
    pub authority: Vec<String>,
    pub why: String,
    pub example: Option<Example>,
    pub edgar: Option<Edgar>,
    pub instead: Option<String>,
    #[serde(borrow, default)]
    pub yields_to: Vec<&'static str>,
    #[serde(borrow, default)]
    pub formerly: Vec<&'static str>,
    pub in_force: Option<InForce>,
    #[serde(default)]
    pub params: Vec<Params>,
    /// Whether it asks the question itself; what it asks is read by `rules::check`.
    pub check: Option<Asks>,
}

/// A table `[check]` stands there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Asks;

impl<'de> Deserialize<'de> for Asks {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Asks, D::Error> {
        IgnoredAny::deserialize(from).map(|_| Asks)
    }
}

/// What fails and what passes, in a line or two each.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    pub bad: String,
    pub good: String,
}

/// A rule: its file and how it answers.
pub struct RuleInfo {
    pub family: &'static str,
    /// The word that names it on every shelf; of a user's rule, the name of its file without `.toml`.
    pub word: &'static str,
    /// The path of a user's rule file; none for a rule that is built in.
    pub file: Option<&'static str>,
    /// The file itself, for the hash of the rulebook.
    pub toml: &'static str,
    pub answer: Answer,
    /// Where its checks are read from.
    form: As,
    written: Written,
}

impl RuleInfo {
    /// A rule that is part of the program.
    ///
    /// # Panics
    /// When its file does not read, which a test holds.
    pub(super) fn built_in(entry: &Entry) -> RuleInfo {
        let Entry { family, word, toml, json, answer } = *entry;
        let written = serde_json::from_str(json).unwrap_or_else(|error| panic!("rules/{family}/{word}.toml: {error}"));
        RuleInfo { family, word, file: None, toml, answer, form: As::Json(json), written }
    }

    /// A rule of a user.
    pub(super) fn of_user(
        family: &'static str,
        word: &'static str,
        (file, toml): (&'static str, &'static str),
        written: Written,
        checks: Vec<Check>,
    ) -> RuleInfo {
        let form = As::Toml(toml);
        let answer = Answer::Within(Box::leak(Box::new(Declared::ready(word, form, checks))));
        RuleInfo { family, word, file: Some(file), toml, answer, form, written }
    }

    /// The same rule with other thresholds, on every day. Names that its file does not have are left aside. It lives as
    /// long as the program: what settings change, they change once.
    #[must_use]
    pub fn with_thresholds(&self, values: &BTreeMap<String, Threshold>) -> &'static RuleInfo {
        let mut written = self.written.clone();
        written.params.iter_mut().for_each(|params| params.change(values));
        let answer = if self.is_declared() {
            Answer::Within(Box::leak(Box::new(Declared::with(self.word, self.form, written.params.clone()))))
        } else {
            self.answer
        };
        Box::leak(Box::new(RuleInfo { written, answer, ..*self }))
    }

    /// The same rule with another answer, as long as the program lives.
    #[must_use]
    pub fn answered_by(&self, answer: Answer) -> &'static RuleInfo {
        Box::leak(Box::new(RuleInfo { written: self.written.clone(), answer, ..*self }))
    }

    #[must_use]
    pub fn name(&self) -> &'static str {
        self.written.name
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
    pub fn forms(&self) -> &[&'static str] {
        &self.written.forms
    }

    #[must_use]
    pub fn added(&self) -> Option<&'static str> {
        self.written.added
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
    pub fn example(&self) -> Option<&Example> {
        self.written.example.as_ref()
    }

    #[must_use]
    pub fn yields_to(&self) -> &[&'static str] {
        &self.written.yields_to
    }

    #[must_use]
    pub fn formerly(&self) -> &[&'static str] {
        &self.written.formerly
    }

    #[must_use]
    pub fn interval(&self) -> Option<&InForce> {
        self.written.in_force.as_ref()
    }

    /// Its thresholds, in sets that hold together.
    #[must_use]
    pub fn params(&self) -> &[Params] {
        &self.written.params
    }

    #[must_use]
    pub fn covers(&self, form: Form) -> bool {
        self.written.forms.iter().any(|name| *name == form.name())
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
        lies_within(date, interval.from, interval.until)
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
        match params::on(&self.written.params, name, date)? {
            Threshold::Whole(number) => Some(*number),
            _ => None,
        }
    }

    pub(super) fn decimal(&self, name: &str, date: Option<NaiveDate>) -> Option<Decimal> {
        match params::on(&self.written.params, name, date)?.value()? {
            Constant::Number(number) => Some(number),
            _ => None,
        }
    }
}

/// The day on which a filing was filed; where nothing around it tells, that of its last signature.
#[must_use]
pub fn filing_date(filing: &Filing) -> Option<NaiveDate> {
    date_of(filing, By::Filing)
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

#[cfg(test)]
impl RuleInfo {
    /// The same rule, with one former name more.
    pub(super) fn once_called(&self, former: &'static str) -> &'static RuleInfo {
        let mut written = self.written.clone();
        written.formerly.push(former);
        Box::leak(Box::new(RuleInfo { written, ..*self }))
    }
}
