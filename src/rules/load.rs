//! Rule files: what the keys mean, and the rulebook of a run.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use super::declared::Declared;
use super::params::{self, Params, Threshold};
use super::{Answer, entries};
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
    #[serde(default, deserialize_with = "date_if_any")]
    pub from: Option<NaiveDate>,
    #[serde(default, deserialize_with = "date_if_any")]
    pub until: Option<NaiveDate>,
}

/// A rule file as written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Written {
    name: &'static str,
    summary: String,
    severity: Severity,
    profile: Profile,
    #[serde(borrow)]
    forms: Vec<&'static str>,
    added: &'static str,
    authority: Vec<String>,
    why: String,
    example: Example,
    #[serde(default)]
    edgar: Option<Edgar>,
    #[serde(default)]
    instead: Option<String>,
    #[serde(borrow, default)]
    yields_to: Vec<&'static str>,
    #[serde(borrow, default)]
    formerly: Vec<&'static str>,
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

/// A rule: its file and how it answers.
pub struct RuleInfo {
    pub family: &'static str,
    /// The word that names it on every shelf.
    pub word: &'static str,
    /// The file itself, for the hash of the rulebook.
    pub toml: &'static str,
    /// The same, as it was read.
    json: &'static str,
    pub answer: Answer,
    written: Written,
}

impl RuleInfo {
    /// The same rule with other thresholds, on every day. Names that its file does not have are left aside. It lives as
    /// long as the program: what settings change, they change once.
    #[must_use]
    pub fn with_thresholds(&self, values: &BTreeMap<String, Threshold>) -> &'static RuleInfo {
        let mut written = self.written.clone();
        written.params.iter_mut().for_each(|params| params.change(values));
        let answer = if self.is_declared() {
            Answer::Within(Box::leak(Box::new(Declared::with(self.word, self.json, written.params.clone()))))
        } else {
            self.answer
        };
        let RuleInfo { family, word, toml, json, .. } = *self;
        Box::leak(Box::new(RuleInfo { family, word, toml, json, answer, written }))
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
    pub fn added(&self) -> &str {
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
    pub fn example(&self) -> &Example {
        &self.written.example
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

/// The rules of a run: those built in, and those of users.
pub struct Rulebook {
    rules: Vec<&'static RuleInfo>,
    /// Places of the rules by name; a former name leads to a rule where no other has it.
    by_name: HashMap<&'static str, usize>,
}

impl Rulebook {
    /// The built-in rules, in the order of families and names. Loaded once.
    ///
    /// # Panics
    /// When a built-in rule file does not read, which a test holds.
    #[must_use]
    pub fn built_in() -> &'static Rulebook {
        static RULES: OnceLock<Vec<RuleInfo>> = OnceLock::new();
        static BOOK: OnceLock<Rulebook> = OnceLock::new();
        let load = |entry: &'static super::Entry| RuleInfo {
            family: entry.family,
            word: entry.word,
            toml: entry.toml,
            json: entry.json,
            answer: entry.answer,
            written: serde_json::from_str(entry.json)
                .unwrap_or_else(|error| panic!("rules/{}/{}.toml: {error}", entry.family, entry.word)),
        };
        BOOK.get_or_init(|| Rulebook::of(RULES.get_or_init(|| entries().map(load).collect()).iter().collect()))
    }

    fn of(rules: Vec<&'static RuleInfo>) -> Rulebook {
        let mut by_name = HashMap::with_capacity(rules.len());
        for (at, rule) in rules.iter().enumerate() {
            by_name.extend(rule.written.formerly.iter().map(|former| (*former, at)));
        }
        by_name.extend(rules.iter().enumerate().map(|(at, rule)| (rule.written.name, at)));
        Rulebook { rules, by_name }
    }

    #[must_use]
    pub fn rules(&self) -> &[&'static RuleInfo] {
        &self.rules
    }

    /// The families, in the order of their rules.
    pub fn families(&self) -> impl Iterator<Item = &'static str> {
        self.rules.chunk_by(|one, next| one.family == next.family).filter_map(|rules| Some(rules.first()?.family))
    }

    /// The rule of this name, or of this former name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&'static RuleInfo> {
        self.rules.get(*self.by_name.get(name)?).copied()
    }
}

#[cfg(test)]
impl Rulebook {
    /// A built-in rule alone, with another answer.
    pub(crate) fn answering(name: &str, answer: Answer) -> &'static Rulebook {
        let rule = Rulebook::built_in().find(name).expect("a built-in rule");
        let RuleInfo { family, word, toml, json, .. } = *rule;
        let rule = RuleInfo { family, word, toml, json, answer, written: rule.written.clone() };
        Box::leak(Box::new(Rulebook::of(vec![Box::leak(Box::new(rule))])))
    }
}
