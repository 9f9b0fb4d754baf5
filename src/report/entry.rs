//! What a report says of a filing as a whole.

use std::sync::Arc;

use chrono::NaiveDate;

use super::Counts;
use crate::filing::{Fidelity, Filing, Form, Row, Stage};
use crate::ledger;
use crate::rules::Verdict;
use crate::source::Sources;

/// A filing without its text: what is kept of it until the run ends.
#[derive(Clone, Debug)]
pub struct Entry {
    pub path: Arc<str>,
    pub member: Option<Box<str>>,
    pub form: Option<Form>,
    pub stage: Stage,
    pub fidelity: Fidelity,
    /// What EDGAR answers to the document as it stands; none where it does not check by machine.
    pub verdict: Option<Verdict>,
    pub due: Option<Due>,
    pub found: Counts,
}

/// The date by which a form must be filed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Due {
    pub date: NaiveDate,
    /// Differs where a day is uncertain.
    pub latest: NaiveDate,
    /// Index of the row that sets it, Table I's rows before Table II's; none where no row does.
    pub row: Option<usize>,
}

impl Entry {
    /// The entry of a filing, nothing found in it; `path` is its source's.
    #[must_use]
    pub fn of(filing: &Filing, verdict: Option<Verdict>, path: &Arc<str>, sources: &Sources) -> Entry {
        Entry {
            path: Arc::clone(path),
            member: sources.get(filing.source).member.as_deref().map(Box::from),
            form: filing.form.present().copied(),
            stage: filing.stage,
            fidelity: filing.fidelity,
            verdict,
            due: due(filing),
            found: Counts::default(),
        }
    }
}

fn due(filing: &Filing) -> Option<Due> {
    let due = ledger::due(filing)?;
    let at = |row: &Row| filing.ownership()?.rows().position(|other| std::ptr::eq(other, row));
    Some(Due { date: due.date, latest: due.latest, row: due.row.and_then(at) })
}
