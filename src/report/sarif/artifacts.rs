//! The files of a run, and where in them something stands.

use std::collections::HashMap;

use super::model::{Artifact, ArtifactLocation, Hashes, Location, PhysicalLocation, Region, Snippet, Text};
use crate::engine::{Finding, FindingLabel};
use crate::report::uri::{self, Reference};
use crate::report::{Run, Trouble, audit};

/// What a finding's paths are told from.
const BASE: &str = "SRCROOT";

/// So many files within each other are told apart; a name that has more `!` keeps the rest.
const DEEPEST: usize = 16;

/// Every file that was checked or is named, each once: those within others have the index of the one around them.
#[derive(Default)]
pub struct Artifacts<'r> {
    pub list: Vec<Artifact<'r>>,
    by_name: HashMap<(&'r str, Option<&'r str>), usize>,
}

impl<'r> Artifacts<'r> {
    pub fn of(findings: &'r [Finding], run: &Run<'r>) -> Artifacts<'r> {
        let mut artifacts = Artifacts::default();
        for filing in run.filings {
            let at = artifacts.add(&filing.path, filing.member.as_deref());
            artifacts.target(at);
        }
        for path in run.troubles.iter().filter_map(|trouble| trouble.path.as_deref()) {
            let at = artifacts.add(path, None);
            artifacts.target(at);
        }
        for input in run.audit.iter().flat_map(|audit| &audit.inputs) {
            let at = artifacts.add(&input.path, None);
            artifacts.seal(at, input);
        }
        for finding in findings {
            artifacts.add(&finding.path, finding.member.as_deref());
            for label in &finding.labels {
                artifacts.add(&label.place.path, label.place.member.as_deref());
            }
            if let Some(suppressed) = &finding.suppressed {
                artifacts.add(&suppressed.path, None);
            }
        }
        artifacts
    }

    /// The index of a file, which is added where it is new; so are the files around it.
    fn add(&mut self, path: &'r str, member: Option<&'r str>) -> usize {
        let file = self.keep((path, None), || (outer(path), None));
        let Some(member) = member else { return file };
        let (mut around, mut from) = (file, 0);
        let ends = member.match_indices('!').map(|(at, _)| at).take(DEEPEST).chain([member.len()]);
        for end in ends {
            let name = member.get(from..end).unwrap_or("");
            let nested = || {
                let uri = Some(uri::within(name));
                (ArtifactLocation { uri, ..ArtifactLocation::default() }, Some(around))
            };
            around = self.keep((path, member.get(..end)), nested);
            from = end + 1;
        }
        around
    }

    fn keep(
        &mut self,
        name: (&'r str, Option<&'r str>),
        new: impl FnOnce() -> (ArtifactLocation, Option<usize>),
    ) -> usize {
        let next = self.list.len();
        let at = *self.by_name.entry(name).or_insert(next);
        if at == next {
            let (location, parent_index) = new();
            let location = ArtifactLocation { index: Some(at), ..location };
            self.list.push(Artifact { location, parent_index, ..Artifact::default() });
        }
        at
    }

    fn target(&mut self, at: usize) {
        if let Some(artifact) = self.list.get_mut(at) {
            artifact.roles = vec!["analysisTarget"];
        }
    }

    fn seal(&mut self, at: usize, input: &'r audit::Input) {
        if let Some(artifact) = self.list.get_mut(at) {
            artifact.length = Some(input.bytes);
            artifact.hashes = Some(Hashes { sha256: &input.sha256 });
        }
    }

    fn location(&self, path: &str, member: Option<&str>) -> ArtifactLocation {
        let artifact = self.by_name.get(&(path, member)).and_then(|at| self.list.get(*at));
        artifact.map_or_else(|| outer(path), |artifact| artifact.location.clone())
    }

    /// The place of a label.
    pub fn place(&self, label: &FindingLabel) -> Location {
        let place = &label.place;
        let region = Region {
            start_line: place.line,
            start_column: Some(place.column),
            end_line: Some(place.end_line),
            end_column: Some(place.end_column),
            byte_offset: Some(place.start),
            byte_length: Some(place.end.saturating_sub(place.start)),
            snippet: label.quote.as_ref().map(|quote| Snippet { text: quote.to_string() }),
        };
        let message = Some(Text::plain(&label.message)).filter(|_| !label.message.is_empty());
        Location { message, ..self.whole(&place.path, place.member.as_deref(), Some(region)) }
    }

    /// A line of a file.
    pub fn line(&self, path: &str, line: usize) -> Location {
        self.whole(path, None, Some(Region { start_line: line, ..Region::default() }))
    }

    /// The input that something is said of; none where it is about none.
    pub fn input(&self, trouble: &Trouble) -> Option<Location> {
        trouble.path.as_deref().map(|path| self.whole(path, None, None))
    }

    pub fn whole(&self, path: &str, member: Option<&str>, region: Option<Region>) -> Location {
        let artifact_location = self.location(path, member);
        let physical_location = PhysicalLocation { artifact_location, region };
        Location { id: None, physical_location, logical_locations: Vec::new(), message: None }
    }
}

fn outer(path: &str) -> ArtifactLocation {
    let (uri, uri_base_id) = match Reference::of(path) {
        Reference::Relative(uri) => (uri, Some(BASE)),
        Reference::Absolute(uri) => (uri, None),
    };
    ArtifactLocation { uri: Some(uri), uri_base_id, ..ArtifactLocation::default() }
}
