//! The report for people who file and audit, as Markdown.

use std::io::{self, Write};

use super::audit::{Accepted, Audit, Found, Ran};
use super::excerpt::clean;
use super::flat::{self, standing};
use super::{Due, Entry, Run, json, summary};
use crate::engine::{Finding, FindingLabel, Suppressed};
use crate::filing::Form;
use crate::rules::Verdict;

/// The whole run: how it went, its filings, what is to be dealt with, and what was accepted and why.
///
/// # Errors
/// What the writer refuses.
pub fn report(findings: &[Finding], run: &Run, mut to: impl Write) -> io::Result<()> {
    let (open, accepted): (Vec<&Finding>, Vec<&Finding>) = findings.iter().partition(|finding| finding.counts());
    head(run, accepted.len(), &mut to)?;
    not_checked(run, &mut to)?;
    filings(run.filings, &mut to)?;
    to_deal_with(&open, &mut to)?;
    not_to_deal_with(&accepted, &mut to)?;
    run.audit.map_or(Ok(()), |audit| account(audit, &mut to))
}

fn head(run: &Run, accepted: usize, to: &mut impl Write) -> io::Result<()> {
    writeln!(to, "# Beneficial-ownership filings checked\n")?;
    writeln!(to, "- found: {}", summary(run.counts, run.filings.len()))?;
    if accepted > 0 {
        writeln!(to, "- not to be dealt with: {accepted}, listed at the end")?;
    }
    writeln!(to, "- as of: {}", run.as_of)?;
    let hash = json::rules_hash(run.rulebook);
    writeln!(to, "- by: {} {}, rules `{hash}`", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"))
}

fn not_checked(run: &Run, to: &mut impl Write) -> io::Result<()> {
    if run.troubles.is_empty() {
        return Ok(());
    }
    writeln!(to, "\n## Not checked\n")?;
    for trouble in run.troubles {
        let path = trouble.path.as_deref().map(|path| format!("{}: ", code(flat::path(path)))).unwrap_or_default();
        writeln!(to, "- {path}{}", words(&trouble.words))?;
    }
    Ok(())
}

fn filings(filings: &[Entry], to: &mut impl Write) -> io::Result<()> {
    if filings.is_empty() {
        return Ok(());
    }
    writeln!(to, "\n## Filings\n")?;
    writeln!(to, "| filing | form | EDGAR | due | errors | warnings | notes |")?;
    writeln!(to, "|---|---|---|---|---:|---:|---:|")?;
    for entry in filings {
        let name = words(&file(&entry.path, entry.member.as_deref()));
        let form = entry.form.map_or("", Form::name);
        let verdict = entry.verdict.map_or("", Verdict::name);
        let due = entry.due.map(due).unwrap_or_default();
        let found = entry.found;
        writeln!(to, "| {name} | {form} | {verdict} | {due} | {} | {} | {} |", found.error, found.warning, found.note)?;
    }
    Ok(())
}

/// The day, and the latest where it is uncertain.
fn due(Due { date, latest, .. }: Due) -> String {
    if date == latest { date.to_string() } else { format!("{date}, or up to {latest}") }
}

fn to_deal_with(findings: &[&Finding], to: &mut impl Write) -> io::Result<()> {
    if findings.is_empty() {
        return Ok(());
    }
    writeln!(to, "\n## Findings")?;
    for of_file in findings.chunk_by(|a, b| (&a.path, &a.member) == (&b.path, &b.member)) {
        let Some(first) = of_file.first() else { continue };
        writeln!(to, "\n### {}\n", words(&file(&first.path, first.member.as_deref())))?;
        of_file.iter().try_for_each(|finding| item(finding, to))?;
    }
    Ok(())
}

/// What is said, with each place and what is written there.
fn item(finding: &Finding, to: &mut impl Write) -> io::Result<()> {
    let Finding { severity, rule, message, place, .. } = finding;
    let place = place.as_ref().map(|place| format!("{}: ", words(place))).unwrap_or_default();
    writeln!(to, "- **{severity}** {place}{} ({})", words(message), code(rule))?;
    for label in &finding.labels {
        writeln!(to, "  - {}", spot(label, finding))?;
    }
    if let Some(help) = &finding.help {
        writeln!(to, "  - to do: {}", words(help))?;
    }
    if !finding.authority.is_empty() {
        writeln!(to, "  - see: {}", words(&finding.authority.join("; ")))?;
    }
    Ok(())
}

/// `line 20, column 47: "49,300", after this sale`; the file too where it is another.
fn spot(label: &FindingLabel, finding: &Finding) -> String {
    let place = &label.place;
    let elsewhere = (&place.path, &place.member) != (&finding.path, &finding.member);
    let file = elsewhere.then(|| format!("{}, ", words(&file(&place.path, place.member.as_deref()))));
    let quote = label.quote.as_deref().map(|quote| format!(": {}", code(quote)));
    let message = Some(words(&label.message)).filter(|words| !words.is_empty()).map(|words| format!(", {words}"));
    let parts = [file, Some(format!("line {}, column {}", place.line, place.column)), quote, message];
    parts.into_iter().flatten().collect()
}

fn not_to_deal_with(findings: &[&Finding], to: &mut impl Write) -> io::Result<()> {
    if findings.is_empty() {
        return Ok(());
    }
    writeln!(to, "\n## Not to be dealt with\n")?;
    for finding in findings {
        let line = finding.labels.first().map(|label| format!(", line {}", label.place.line)).unwrap_or_default();
        let file = words(&file(&finding.path, finding.member.as_deref()));
        writeln!(to, "- {file}{line}: {} ({})", words(&finding.message), code(finding.rule))?;
        let standing = standing(finding).unwrap_or_default();
        let who = finding.suppressed.as_deref().map(who).unwrap_or_default();
        writeln!(to, "  - {}{}", words(&standing), words(&who))?;
    }
    Ok(())
}

/// What was looked at, and what each rule that was asked had to say.
fn account(audit: &Audit, to: &mut impl Write) -> io::Result<()> {
    writeln!(to, "\n## Inputs\n\n| file | bytes | SHA-256 |\n|---|---:|---|")?;
    for input in &audit.inputs {
        writeln!(to, "| {} | {} | `{}` |", words(flat::path(&input.path)), input.bytes, input.sha256)?;
    }
    writeln!(to, "\n## Rules\n\n| rule | severity | findings | suppressed | in the baseline | passed |")?;
    writeln!(to, "|---|---|---:|---:|---:|---|")?;
    for Ran { rule, severity, found, passed } in &audit.rules {
        let passed = if *passed { "yes" } else { "no" };
        let Found { findings, suppressed, baseline } = found;
        writeln!(to, "| {rule} | {severity} | {findings} | {suppressed} | {baseline} | {passed} |")?;
    }
    if !audit.files.is_empty() {
        writeln!(to, "\n## Configuration\n\n| file | bytes | SHA-256 |\n|---|---:|---|")?;
    }
    for file in &audit.files {
        writeln!(to, "| {} | {} | `{}` |", words(flat::path(&file.path)), file.bytes, file.sha256)?;
    }
    if !audit.suppressions.is_empty() {
        writeln!(
            to,
            "\n## Suppressions\n\n| rule | reason | by | until | where | findings |\n|---|---|---|---|---|---:|"
        )?;
    }
    for Accepted { rule, reason, by, expires, path, line, has_expired, findings } in &audit.suppressions {
        let (by, until) = (by.as_deref().unwrap_or(""), expires.as_deref().unwrap_or(""));
        let over = if *has_expired { ", expired" } else { "" };
        let (reason, by) = (words(reason), words(by));
        writeln!(to, "| {rule} | {reason} | {by} | {until}{over} | {}:{line} | {findings} |", words(flat::path(path)))?;
    }
    Ok(())
}

/// By whom it was accepted, until when, and where that stands.
fn who(Suppressed { by, expires, path, line, .. }: &Suppressed) -> String {
    let by = by.as_ref().map(|by| format!(", by {by}")).unwrap_or_default();
    let until = expires.map(|day| format!(", until {day}")).unwrap_or_default();
    format!("{by}{until} ({path}:{line})")
}

fn file(path: &str, member: Option<&str>) -> String {
    let path = flat::path(path);
    member.map_or_else(|| path.to_owned(), |member| format!("{path}!{member}"))
}

/// Words that stay words: one line, nothing in them that Markdown would read.
fn words(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for character in clean(text, true).chars() {
        if r"\`*_{}[]<>#|~&!".contains(character) {
            words.push('\\');
        }
        words.push(character);
    }
    words
}

/// Backticks to stand around a text, at least so many, and more than follow each other in it.
pub(super) fn fence(text: &str, least: usize) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    "`".repeat((longest + 1).max(least))
}

/// What is written, in letters of one width.
fn code(text: &str) -> String {
    let text = clean(text, true);
    let fence = fence(&text, 1);
    let apart = if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) { " " } else { "" };
    format!("{fence}{apart}{text}{apart}{fence}")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use chrono::NaiveDate;

    use super::*;
    use crate::diagnostic::Severity;
    use crate::report::sample::Sample;
    use crate::report::{Counts, Trouble, audit};

    fn written(sample: &Sample, run: &Run) -> String {
        let mut text = Vec::new();
        report(&sample.findings, run, &mut text).expect("writing to memory cannot fail");
        let text = String::from_utf8(text).expect("text");
        text.replace(&json::rules_hash(run.rulebook), "RULES")
    }

    #[test]
    fn filings_findings_and_what_was_accepted() {
        let mut sample = Sample::new()
            .text("./feb.txt", "Common Stock 02/03/2004 S 400 D 9,100 D\n")
            .text("./march.txt", "Form 4\nCommon Stock 03/08/2004 S 100 D 12,000 D\n")
            .finding("balance-between-filings", Severity::Error, "12,000 shares do not follow from 9,100")
            .label("12,000", "after this sale of 100")
            .label_in("./feb.txt", "9,100", "the filing before leaves")
            .help("write 9,000, or report what is missing")
            .finding("title", Severity::Note, "the title is `odd` <b>")
            .label_at(0, "")
            .finding("zip", Severity::Warning, "65131 is no ZIP code of *California*")
            .label("Form", "")
            .suppressed("typed so on the paper\noriginal");
        let sources = std::mem::take(&mut sample.sources);
        sample.findings.iter_mut().for_each(|finding| finding.quote(&sources));
        let day = |day| NaiveDate::from_ymd_opt(2004, 3, day).expect("a day");
        let entries = [
            Entry {
                due: Some(Due { date: day(10), latest: day(11), row: Some(0) }),
                found: Counts { error: 1, warning: 0, note: 1 },
                ..Sample::entry("./march.txt", None)
            },
            Entry { verdict: None, ..Sample::entry("a|b.xml", Some("form4.xml")) },
        ];
        let troubles = [Trouble { path: Some(Arc::from("scan.pdf")), words: "this is a PDF, not text".to_owned() }];
        insta::assert_snapshot!(written(&sample, &Run { filings: &entries, troubles: &troubles, ..sample.run() }));
    }

    #[test]
    fn nothing_found_is_said_in_few_words() {
        let sample = Sample::new();
        let entries = [Sample::entry("a.xml", None)];
        let text = written(&sample, &Run { filings: &entries, ..sample.run() });
        assert!(text.contains("- found: nothing found in 1 filing\n"), "{text}");
        assert!(text.ends_with("| a.xml | 4 | accepted |  | 0 | 0 | 0 |\n"), "{text}");
    }

    #[test]
    fn an_audit_tells_inputs_and_rules() {
        let sample = Sample::new();
        let input = audit::Input { path: "./a|b.xml".to_owned(), bytes: 12, sha256: "00ff".to_owned() };
        let found = Found { findings: 0, suppressed: 1, baseline: 0 };
        let ran = Ran { rule: "zip", severity: Severity::Warning, found, passed: false };
        let audit = Audit { inputs: vec![input], rules: vec![ran], ..Audit::default() };
        let text = written(&sample, &Run { audit: Some(&audit), ..sample.run() });
        assert!(text.contains("\n| a\\|b.xml | 12 | `00ff` |\n"), "{text}");
        assert!(text.ends_with("\n| zip | warning | 0 | 1 | 0 | no |\n"), "{text}");
    }

    #[test]
    fn what_is_written_stays_as_it_is() {
        assert_eq!(code("a `b` c"), "``a `b` c``");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(words("<a>\n[x](y) \u{1b}"), "\\<a\\> \\[x\\](y) \u{fffd}");
    }
}
