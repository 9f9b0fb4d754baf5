//! SARIF 2.1.0, the format of results of analysis that code hosts, editors and auditors' tools read.
//!
//! Paths are told from the folder of the run, `SRCROOT`, which is not named itself. A file within a file is an artifact
//! of its own, with the one around it as its parent.

mod artifacts;
mod catalogue;
mod model;

use std::io::{self, Write};

use serde::{Serialize, Serializer};

use self::artifacts::Artifacts;
use self::catalogue::Catalogue;
use self::model::{
    ArtifactLocation, BaseIds, FindingProperties, Fingerprints, Invocation, Location, Log, LogicalLocation,
    Notification, RunProperties, Suppression, SuppressionProperties, Text, Tool,
};
use super::{Run, Trouble, json};
use crate::engine::{Finding, Suppressed};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The whole run as one log.
///
/// # Errors
/// What the writer refuses.
pub fn object(findings: &[Finding], run: &Run, mut to: impl Write) -> io::Result<()> {
    let (artifacts, catalogue) = (Artifacts::of(findings, run), Catalogue::of(findings, run));
    let root = ArtifactLocation { description: Some("the folder of the run"), ..ArtifactLocation::default() };
    let told = model::Run {
        tool: Tool { driver: catalogue.driver() },
        invocations: [invocation(run, &artifacts)],
        original_uri_base_ids: BaseIds { root },
        taxonomies: catalogue.taxonomies(),
        column_kind: "unicodeCodePoints",
        properties: RunProperties {
            as_of: run.as_of.to_string(),
            rules_hash: json::rules_hash(run.rulebook),
            filings: run.filings,
        },
        results: Results { findings, artifacts: &artifacts, catalogue: &catalogue, compared: run.baseline.is_some() },
        artifacts: &artifacts.list,
    };
    serde_json::to_writer_pretty(&mut to, &Log { schema: SCHEMA, version: "2.1.0", runs: [told] })?;
    to.write_all(b"\n")
}

fn invocation(run: &Run, artifacts: &Artifacts) -> Invocation {
    let notification = |trouble: &Trouble| Notification {
        level: "error",
        message: Text::plain(&trouble.words),
        locations: artifacts.input(trouble).into_iter().collect(),
    };
    Invocation {
        execution_successful: run.exit_code < 2,
        exit_code: run.exit_code,
        tool_execution_notifications: run.troubles.iter().map(notification).collect(),
    }
}

/// A finding at a time: there may be very many.
struct Results<'r> {
    findings: &'r [Finding],
    artifacts: &'r Artifacts<'r>,
    catalogue: &'r Catalogue<'r>,
    /// Whether the run was held against a baseline.
    compared: bool,
}

impl Serialize for Results<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.findings.iter().map(|finding| self.result(finding)))
    }
}

impl<'r> Results<'r> {
    fn result(&self, finding: &'r Finding) -> model::Finding<'r> {
        model::Finding {
            rule_id: finding.rule,
            rule_index: self.catalogue.index(finding.rule),
            level: finding.severity.name(),
            message: Text::plain(&finding.message),
            locations: vec![self.location(finding)],
            related_locations: self.related(finding),
            partial_fingerprints: Fingerprints { own: &finding.fingerprint },
            suppressions: finding.suppressed.iter().map(|suppressed| self.suppression(suppressed)).collect(),
            baseline_state: self.compared.then_some(if finding.baseline { "unchanged" } else { "new" }),
            properties: FindingProperties {
                certainty: finding.certainty.name(),
                form: finding.form,
                help: finding.help.as_deref(),
            },
        }
    }

    fn location(&self, finding: &Finding) -> Location {
        let primary = finding.labels.first().map(|label| self.artifacts.place(label));
        let whole = || self.artifacts.whole(&finding.path, finding.member.as_deref(), None);
        Location { logical_locations: logical(finding).into_iter().collect(), ..primary.unwrap_or_else(whole) }
    }

    /// The further labels. Two of them may be alike, and a list must not hold two that are, so that each has a number.
    fn related(&self, finding: &Finding) -> Vec<Location> {
        let labels = finding.labels.iter().enumerate().skip(1);
        labels.map(|(at, label)| Location { id: Some(at), ..self.artifacts.place(label) }).collect()
    }

    fn suppression(&self, suppressed: &'r Suppressed) -> Suppression<'r> {
        let Suppressed { reason, expires, by, path, line } = suppressed;
        Suppression {
            kind: "external",
            status: "accepted",
            justification: reason,
            location: self.artifacts.line(path, *line),
            properties: SuppressionProperties { by: by.as_deref(), expires: expires.map(|day| day.to_string()) },
        }
    }
}

/// The place as the form names it, and the element.
fn logical(finding: &Finding) -> Option<LogicalLocation> {
    if finding.place.is_none() && finding.xpath.is_none() {
        return None;
    }
    Some(LogicalLocation {
        name: finding.place.clone(),
        fully_qualified_name: finding.xpath.clone(),
        kind: finding.xpath.is_some().then_some("element"),
    })
}

#[cfg(test)]
mod tests;
