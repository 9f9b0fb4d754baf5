//! The objects of SARIF 2.1.0, as far as they are written. Names are the standard's; section numbers are those of its
//! errata 01.

use std::collections::BTreeSet;

use serde::{Serialize, Serializer};

use crate::report::Entry;
use crate::report::json;

/// 3.13
#[derive(Serialize)]
pub struct Log<R> {
    #[serde(rename = "$schema")]
    pub schema: &'static str,
    pub version: &'static str,
    pub runs: [R; 1],
}

/// 3.14
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Run<'r, R> {
    pub tool: Tool<'r>,
    pub invocations: [Invocation; 1],
    pub original_uri_base_ids: BaseIds,
    pub artifacts: &'r [Artifact<'r>],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub taxonomies: Vec<Component<'r>>,
    pub column_kind: &'static str,
    pub results: R,
    pub properties: RunProperties<'r>,
}

/// Not of the standard: what a reader of findings as JSON is told of the run.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RunProperties<'r> {
    pub as_of: String,
    pub rules_hash: String,
    #[serde(serialize_with = "json::filings")]
    pub filings: &'r [Entry],
}

/// 3.14.14: the folder is not told, so that the report is the same on any machine.
#[derive(Serialize)]
pub struct BaseIds {
    #[serde(rename = "SRCROOT")]
    pub root: ArtifactLocation,
}

/// 3.18
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Tool<'r> {
    pub driver: Component<'r>,
}

/// 3.19
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Component<'r> {
    pub name: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub semantic_version: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub short_description: Option<Text>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Descriptor<'r>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub taxa: Vec<Descriptor<'r>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub supported_taxonomies: Vec<ComponentReference>,
}

/// 3.54
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ComponentReference {
    pub name: &'static str,
    pub index: usize,
}

/// 3.49
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Descriptor<'r> {
    pub id: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub short_description: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub full_description: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_configuration: Option<Configuration>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub relationships: Vec<Relationship<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub properties: Option<RuleProperties<'r>>,
}

/// 3.50
#[derive(Serialize)]
pub struct Configuration {
    pub level: &'static str,
}

/// 3.53
#[derive(Serialize)]
pub struct Relationship<'r> {
    pub target: DescriptorReference<'r>,
    pub kinds: [&'static str; 1],
}

/// 3.52
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DescriptorReference<'r> {
    pub id: &'r str,
    pub index: usize,
    pub tool_component: ComponentReference,
}

/// Not of the standard, but for `tags`.
#[derive(Serialize)]
pub struct RuleProperties<'r> {
    pub family: &'r str,
    pub profile: &'r str,
    pub forms: &'r [&'static str],
    /// Each once.
    pub tags: BTreeSet<&'r str>,
}

/// 3.11, 3.12
#[derive(Serialize)]
pub struct Text {
    pub text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub markdown: Option<String>,
}

impl Text {
    pub fn plain(words: &str) -> Text {
        Text { text: literal(words), markdown: None }
    }

    pub fn with_markdown(words: &str, markdown: &str) -> Text {
        Text { text: literal(words), markdown: Some(literal(markdown)) }
    }
}

/// 3.11.5: a brace alone would begin a placeholder.
fn literal(words: &str) -> String {
    words.replace('{', "{{").replace('}', "}}")
}

/// 3.20
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Invocation {
    pub execution_successful: bool,
    pub exit_code: u8,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tool_execution_notifications: Vec<Notification>,
}

/// 3.58
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Notification {
    pub level: &'static str,
    pub message: Text,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub locations: Vec<Location>,
}

/// 3.24
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Artifact<'r> {
    pub location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_index: Option<usize>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hashes: Option<Hashes<'r>>,
}

/// 3.24.11
#[derive(Serialize)]
pub struct Hashes<'r> {
    #[serde(rename = "sha-256")]
    pub sha256: &'r str,
}

/// 3.4
#[derive(Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ArtifactLocation {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uri: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uri_base_id: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "described")]
    pub description: Option<&'static str>,
}

fn described<S: Serializer>(words: &Option<&'static str>, to: S) -> Result<S::Ok, S::Error> {
    words.map(Text::plain).serialize(to)
}

/// 3.27
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding<'r> {
    pub rule_id: &'r str,
    pub rule_index: usize,
    pub level: &'static str,
    pub message: Text,
    pub locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related_locations: Vec<Location>,
    pub partial_fingerprints: Fingerprints<'r>,
    /// Of all results or of none.
    pub suppressions: Vec<Suppression<'r>>,
    /// Of all results or of none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline_state: Option<&'static str>,
    pub properties: FindingProperties<'r>,
}

/// 3.27.17
#[derive(Serialize)]
pub struct Fingerprints<'r> {
    #[serde(rename = "edgarlint/v1")]
    pub own: &'r str,
}

/// Not of the standard.
#[derive(Serialize)]
pub struct FindingProperties<'r> {
    pub certainty: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<&'r str>,
}

/// 3.28
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<usize>,
    pub physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub logical_locations: Vec<LogicalLocation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<Text>,
}

/// 3.29
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PhysicalLocation {
    pub artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<Region>,
}

/// 3.30
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Region {
    pub start_line: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_line: Option<usize>,
    /// After the last character.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub byte_offset: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub byte_length: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snippet: Option<Snippet>,
}

/// 3.3: the characters as they stand.
#[derive(Serialize)]
pub struct Snippet {
    pub text: String,
}

/// 3.33
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LogicalLocation {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fully_qualified_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<&'static str>,
}

/// 3.35
#[derive(Serialize)]
pub struct Suppression<'r> {
    pub kind: &'static str,
    pub status: &'static str,
    pub justification: &'r str,
    pub location: Location,
    pub properties: SuppressionProperties<'r>,
}

/// Not of the standard.
#[derive(Serialize)]
pub struct SuppressionProperties<'r> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires: Option<String>,
}
