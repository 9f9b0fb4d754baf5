//! What EDGAR will answer, a line for each document that it has not seen.

use crate::filing::{Filing, Stage};
use crate::ledger;
use crate::rules::Verdict;
use crate::source::Sources;
use crate::words::words_of_date;

/// A line for each filing that is still to be sent and that EDGAR checks by machine: its answer, and when the
/// form is due. Of what EDGAR has published there is nothing to foretell.
#[must_use]
pub fn lines(filings: &[Filing], verdicts: &[Option<Verdict>], sources: &Sources) -> Vec<String> {
    let to_send = filings.iter().zip(verdicts).filter(|(filing, _)| filing.stage == Stage::Submission);
    to_send.filter_map(|(filing, verdict)| Some(line(filing, (*verdict)?, sources))).collect()
}

fn line(filing: &Filing, verdict: Verdict, sources: &Sources) -> String {
    let source = sources.get(filing.source);
    let member = source.member.as_ref().map(|member| format!("!{member}")).unwrap_or_default();
    let form = filing.form.present().map_or_else(|| "document".to_owned(), |form| format!("Form {form}"));
    let answer = match verdict {
        Verdict::Accepted => format!("EDGAR should accept this {form}"),
        Verdict::Warned => format!("EDGAR should accept this {form} with warnings"),
        Verdict::Suspended => format!("EDGAR will suspend this {form}"),
    };
    let due = ledger::due(filing).map(|due| format!("; due {}", words_of_date(due.date))).unwrap_or_default();
    format!("{}{member}: {answer}{due}", source.path)
}
