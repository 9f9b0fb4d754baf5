//! What EDGAR will answer, a line for each document that it has not seen.

use super::Entry;
use crate::filing::Stage;
use crate::rules::Verdict;
use crate::words::words_of_date;

/// A line for each filing that is still to be sent and that EDGAR checks by machine: its answer, and when the
/// form is due. Of what EDGAR has published there is nothing to foretell.
pub fn lines(filings: &[Entry]) -> impl Iterator<Item = String> {
    let to_send = filings.iter().filter(|filing| filing.stage == Stage::Submission);
    to_send.filter_map(|filing| Some(line(filing, filing.verdict?)))
}

fn line(filing: &Entry, verdict: Verdict) -> String {
    let member = filing.member.as_ref().map(|member| format!("!{member}")).unwrap_or_default();
    let form = filing.form.map_or_else(|| "document".to_owned(), |form| format!("Form {form}"));
    let answer = match verdict {
        Verdict::Accepted => format!("EDGAR should accept this {form}"),
        Verdict::Warned => format!("EDGAR should accept this {form} with warnings"),
        Verdict::Suspended => format!("EDGAR will suspend this {form}"),
    };
    let due = filing.due.map(|due| format!("; due {}", words_of_date(due.date))).unwrap_or_default();
    format!("{}{member}: {answer}{due}", filing.path)
}
