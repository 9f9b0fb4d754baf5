//! What a rule may ask for and how it speaks.

use std::cell::OnceCell;
use std::ops::Range;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::expr;
use crate::filing::{AnyField, Canonical, Certainty, Datum, Field, Filing, Mark, Stage, Value};
use crate::ledger::Ledger;
use crate::rules::load::{Edgar, RuleInfo};
use crate::rules::odd::Odd;
use crate::rules::verdict::Verdict;
use crate::source::{Encoding, Sources, Span};

/// A place with what is known of the value there.
#[derive(Clone, Debug)]
pub struct Witness {
    pub span: Span,
    pub certainty: Certainty,
    /// Nothing is written: the place is a caption that should hold it.
    pub missing: bool,
    /// What a damaged place was read as.
    pub read_as: Option<String>,
}

/// Something one may point at. Place and certainty cannot be given apart.
pub trait Spot {
    fn witness(&self) -> Witness;
}

impl<T: Datum> Spot for Field<T> {
    fn witness(&self) -> Witness {
        (self as &dyn AnyField).witness()
    }
}

impl Spot for &dyn AnyField {
    fn witness(&self) -> Witness {
        let span = self.pieces().iter().fold(self.span(), |whole, piece| whole.to(*piece));
        let read_as = self.repair().and_then(|_| self.canonical()).map(|value| match value {
            Canonical::Text(text) => Decimal::from_str_exact(&text).map_or(text, crate::words::number),
            Canonical::Truth(truth) => truth.to_string(),
        });
        Witness { span, certainty: self.certainty(), missing: self.state() == Value::Missing, read_as }
    }
}

impl Spot for expr::Spot<'_> {
    fn witness(&self) -> Witness {
        match self {
            expr::Spot::Field(field) => field.witness(),
            expr::Spot::Span(span) => span.witness(),
        }
    }
}

impl Spot for Mark {
    fn witness(&self) -> Witness {
        self.span.witness()
    }
}

/// A heading or a sentence: written as it stands.
impl Spot for Span {
    fn witness(&self) -> Witness {
        Witness { span: *self, certainty: Certainty::Written, missing: false, read_as: None }
    }
}

impl Spot for Witness {
    fn witness(&self) -> Witness {
        self.clone()
    }
}

/// A finding in the making.
pub struct Draft {
    message: String,
    primary: Witness,
    primary_words: String,
    related: Vec<(Witness, String)>,
    /// Witnesses that are not labelled.
    unlabelled: Vec<Witness>,
    help: Option<String>,
    at_most: Severity,
    edgar: Option<Edgar>,
}

impl Draft {
    fn new(spot: Witness, message: String, edgar: Option<Edgar>) -> Draft {
        Draft {
            message,
            primary: spot,
            primary_words: String::new(),
            related: Vec::new(),
            unlabelled: Vec::new(),
            help: None,
            at_most: Severity::Error,
            edgar,
        }
    }

    /// Labels a further witness.
    pub fn also(&mut self, spot: &impl Spot, message: impl Into<String>) -> &mut Draft {
        self.related.push((spot.witness(), message.into()));
        self
    }

    /// Names a witness that is not labelled.
    pub fn resting_on(&mut self, spot: &impl Spot) -> &mut Draft {
        self.unlabelled.push(spot.witness());
        self
    }

    /// What the primary label says; left out, it says nothing.
    pub fn saying(&mut self, message: impl Into<String>) -> &mut Draft {
        self.primary_words = message.into();
        self
    }

    /// A command, in place of the rule file's `instead`.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Draft {
        self.help = Some(help.into());
        self
    }

    /// Asks for less than the rule may say.
    pub fn at_most(&mut self, severity: Severity) -> &mut Draft {
        self.at_most = self.at_most.min(severity);
        self
    }

    /// What EDGAR does about this, where it is not what the rule's file says.
    pub fn edgar(&mut self, severity: Option<Edgar>) -> &mut Draft {
        self.edgar = severity;
        self
    }

    /// What EDGAR answers by this. Where the rule itself is in doubt, no suspension is foretold.
    fn verdict(&self) -> Verdict {
        let certain = self.at_most == Severity::Error && self.certainty() > Certainty::Guessed;
        let severity = self.edgar.filter(|severity| certain || *severity == Edgar::Warning);
        severity.map_or(Verdict::Accepted, Verdict::from)
    }

    fn witnesses(&self) -> impl Iterator<Item = &Witness> {
        let labelled = std::iter::once(&self.primary).chain(self.related.iter().map(|(witness, _)| witness));
        labelled.chain(&self.unlabelled)
    }

    fn certainty(&self) -> Certainty {
        self.witnesses().map(|witness| witness.certainty).min().unwrap_or(Certainty::Written)
    }

    /// Severity is the rule's, lowered by what its witnesses allow; never raised.
    fn settle(self, rule: &'static RuleInfo, most: Severity, filing: &Filing) -> Diagnostic {
        let rendered = filing.is_rendered();
        let certainty = self.certainty();
        let sure =
            self.witnesses().filter(|witness| !witness.missing && witness.certainty > Certainty::Guessed).count();
        let absent = self.primary.missing && rendered;

        let mut severity = most.min(self.at_most);
        if certainty == Certainty::Guessed {
            severity = severity.min(Severity::Warning);
        }
        if absent {
            severity = severity.lower();
        }
        if rendered && sure < 2 {
            severity = severity.min(Severity::Warning);
        }

        // What EDGAR published it had taken, whatever is said here of what it takes. Typed pages it never checked.
        if rule.edgar().is_some() && filing.by_machine && filing.stage == Stage::Disseminated {
            severity = severity.min(Severity::Warning);
        }

        let message = if absent { format!("{} (not found in this rendering)", self.message) } else { self.message };
        let label = |witness: Witness, words: String| Label {
            span: witness.span,
            message: match witness.read_as {
                Some(reading) if words.is_empty() => format!("read as {reading}"),
                Some(reading) => format!("{words} (read as {reading})"),
                None => words,
            },
        };
        Diagnostic {
            rule: rule.name(),
            severity,
            certainty,
            message,
            primary: label(self.primary, self.primary_words),
            related: self.related.into_iter().map(|(witness, words)| label(witness, words)).collect(),
            help: self.help.or_else(|| rule.instead().map(str::to_owned)),
        }
    }
}

/// What several rules ask of one filing, worked out when the first of them asks.
#[derive(Default)]
pub(crate) struct Gathered<'f> {
    ledger: OnceCell<Ledger<'f>>,
    odd: OnceCell<Odd<'f>>,
}

/// What a rule may ask for while it looks at one filing.
pub struct Cx<'f> {
    pub filing: &'f Filing,
    sources: &'f Sources,
    as_of: NaiveDate,
    gathered: &'f Gathered<'f>,
    rule: &'static RuleInfo,
    severity: Severity,
    /// The date of the filing that the rule goes by; worked out once, when first asked for.
    date: OnceCell<Option<NaiveDate>>,
    drafts: Vec<Draft>,
}

impl<'f> Cx<'f> {
    pub(crate) fn new(
        filing: &'f Filing,
        sources: &'f Sources,
        as_of: NaiveDate,
        gathered: &'f Gathered<'f>,
        rule: &'static RuleInfo,
        severity: Severity,
    ) -> Cx<'f> {
        Cx { filing, sources, as_of, gathered, rule, severity, date: OnceCell::new(), drafts: Vec::new() }
    }

    /// Reports at a field. The message says what is written: lower case, no full stop.
    pub fn report(&mut self, spot: &impl Spot, message: impl Into<String>) -> &mut Draft {
        self.drafts.push(Draft::new(spot.witness(), message.into(), self.rule.edgar()));
        self.drafts.last_mut().expect("drafts: one was just pushed")
    }

    /// What the filing's figures add up to; worked out once, when first asked for.
    #[must_use]
    pub fn ledger(&self) -> &'f Ledger<'f> {
        self.gathered.ledger.get_or_init(|| Ledger::of(self.filing))
    }

    /// The values of the filing that stand out by themselves; gathered once, when first asked for.
    #[must_use]
    pub(super) fn odd(&self) -> &'f Odd<'f> {
        self.gathered.odd.get_or_init(|| Odd::of(self.filing))
    }

    /// What people call a field, `Table I, row 3, price per share (box 4)`.
    #[must_use]
    pub(super) fn name_of(&self, field: &dyn AnyField) -> String {
        self.filing.place_of(field).unwrap_or_default()
    }

    /// The characters that stand at a place.
    #[must_use]
    pub fn written(&self, spot: &impl Spot) -> &'f str {
        self.sources.slice(spot.witness().span)
    }

    /// Where a part of what stands at a place stands, told by its bytes in what [`Cx::written`] gives.
    #[must_use]
    pub(super) fn part(&self, spot: &impl Spot, part: Range<usize>) -> Span {
        self.sources.part(spot.witness().span, part)
    }

    /// How the bytes of the document were turned into characters.
    #[must_use]
    pub(super) fn encoding(&self) -> Encoding {
        self.sources.get(self.filing.source).encoding
    }

    /// From the beginning of the source to where a place ends.
    #[must_use]
    pub(super) fn up_to(&self, place: Span) -> Span {
        Span { start: 0, ..place }
    }

    pub(super) fn sources(&self) -> &'f Sources {
        self.sources
    }

    /// Today, for 'in the future' alone.
    #[must_use]
    pub fn as_of(&self) -> NaiveDate {
        self.as_of
    }

    /// A whole number among the rule's parameters, as in force on `date`.
    #[must_use]
    pub fn whole(&self, name: &str, date: Option<NaiveDate>) -> Option<i64> {
        self.rule.whole(name, date)
    }

    /// An exact number among the rule's parameters, as in force on `date`.
    #[must_use]
    pub fn decimal(&self, name: &str, date: Option<NaiveDate>) -> Option<Decimal> {
        self.rule.decimal(name, date)
    }

    /// Whether the rule is in force for a row of this transaction date.
    pub(super) fn rule_in_force(&self, transaction: Option<NaiveDate>) -> bool {
        let of_filing = || *self.date.get_or_init(|| self.rule.date_of(self.filing));
        self.rule.in_force(transaction, of_filing)
    }

    /// The day that the rule's thresholds go by, for a row of this transaction date.
    pub(super) fn rule_day(&self, transaction: Option<NaiveDate>) -> Option<NaiveDate> {
        self.rule.day(transaction, self.filing)
    }

    /// Whether anything was reported.
    pub(crate) fn has_spoken(&self) -> bool {
        !self.drafts.is_empty()
    }

    /// What EDGAR answers by what was reported.
    pub(crate) fn verdict(&self) -> Verdict {
        self.drafts.iter().map(Draft::verdict).max().unwrap_or_default()
    }

    pub(crate) fn settle(self) -> Vec<Diagnostic> {
        self.drafts.into_iter().map(|draft| draft.settle(self.rule, self.severity, self.filing)).collect()
    }
}

/// A finding across filings: the filing it is reported on, and what is said.
pub struct Across {
    /// Index of the filing that holds the primary label.
    pub filing: usize,
    pub diagnostic: Diagnostic,
}

/// What a rule may ask for while it looks at all filings of a run.
pub struct AcrossCx<'f> {
    filings: &'f [Filing],
    sources: &'f Sources,
    rule: &'static RuleInfo,
    /// The most it may say of each filing; none where it is not heard.
    most: &'f dyn Fn(usize) -> Option<Severity>,
    drafts: Vec<(usize, Draft)>,
}

impl<'f> AcrossCx<'f> {
    pub(crate) fn new(
        filings: &'f [Filing],
        sources: &'f Sources,
        rule: &'static RuleInfo,
        most: &'f dyn Fn(usize) -> Option<Severity>,
    ) -> AcrossCx<'f> {
        AcrossCx { filings, sources, rule, most, drafts: Vec::new() }
    }

    /// Reports at a field of the filing with this index; other filings' fields may be labelled too.
    pub fn report(&mut self, filing: usize, spot: &impl Spot, message: impl Into<String>) -> &mut Draft {
        self.drafts.push((filing, Draft::new(spot.witness(), message.into(), self.rule.edgar())));
        &mut self.drafts.last_mut().expect("drafts: one was just pushed").1
    }

    /// The characters that stand at a place.
    #[must_use]
    pub fn written(&self, spot: &impl Spot) -> &'f str {
        self.sources.slice(spot.witness().span)
    }

    #[must_use]
    pub fn whole(&self, name: &str, date: Option<NaiveDate>) -> Option<i64> {
        self.rule.whole(name, date)
    }

    #[must_use]
    pub fn decimal(&self, name: &str, date: Option<NaiveDate>) -> Option<Decimal> {
        self.rule.decimal(name, date)
    }

    pub(crate) fn settle(self) -> Vec<Across> {
        let settle = |(at, draft): (usize, Draft)| {
            let (filing, most) = (self.filings.get(at)?, (self.most)(at)?);
            Some(Across { filing: at, diagnostic: draft.settle(self.rule, most, filing) })
        };
        self.drafts.into_iter().filter_map(settle).collect()
    }
}
