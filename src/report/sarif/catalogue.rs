//! The rules of a log, and on whose authority they do.

use std::collections::{BTreeMap, BTreeSet};

use super::model::{
    Component, ComponentReference, Configuration, Descriptor, DescriptorReference, Relationship, RuleProperties, Text,
};
use crate::engine::Finding;
use crate::report::Run;
use crate::report::page::{self, Page};
use crate::rules::RuleInfo;

/// What the rules go by, as one taxonomy.
const AUTHORITIES: &str = "SEC regulations and EDGAR specifications";

/// Rules and authorities, each with its place in its list.
pub struct Catalogue<'r> {
    rules: BTreeMap<&'r str, (usize, Option<&'static RuleInfo>)>,
    authorities: BTreeMap<&'static str, usize>,
}

impl<'r> Catalogue<'r> {
    /// The rules that spoke; where the run gives an account of itself, all that were asked.
    pub fn of(findings: &'r [Finding], run: &Run<'r>) -> Catalogue<'r> {
        let asked = run.audit.iter().flat_map(|audit| &audit.rules).map(|ran| ran.rule);
        let named: BTreeSet<&str> = findings.iter().map(|finding| finding.rule).chain(asked).collect();
        let found = named.into_iter().enumerate().map(|(at, name)| (name, (at, run.rulebook.find(name))));
        let rules: BTreeMap<_, _> = found.collect();
        let cited: BTreeSet<&'static str> = rules.values().filter_map(|(_, rule)| *rule).flat_map(cited).collect();
        let authorities = cited.into_iter().enumerate().map(|(at, name)| (name, at)).collect();
        Catalogue { rules, authorities }
    }

    /// The place of a rule in the list.
    pub fn index(&self, rule: &str) -> usize {
        self.rules.get(rule).map_or(0, |(at, _)| *at)
    }

    pub fn driver(&self) -> Component<'r> {
        let taxonomy = (!self.authorities.is_empty()).then_some(ComponentReference { name: AUTHORITIES, index: 0 });
        Component {
            name: env!("CARGO_PKG_NAME"),
            version: Some(env!("CARGO_PKG_VERSION")),
            semantic_version: Some(env!("CARGO_PKG_VERSION")),
            short_description: Some(Text::plain(env!("CARGO_PKG_DESCRIPTION"))),
            rules: self.rules.iter().map(|(name, (_, rule))| self.descriptor(name, *rule)).collect(),
            supported_taxonomies: taxonomy.into_iter().collect(),
            ..Component::default()
        }
    }

    /// The statutes, rules of the SEC, instructions and specifications that the rules cite; none where none does.
    pub fn taxonomies(&self) -> Vec<Component<'r>> {
        if self.authorities.is_empty() {
            return Vec::new();
        }
        let words = "Regulations, form instructions and EDGAR specifications that rules go by";
        let taxon = |id: &&'static str| Descriptor { id, ..Descriptor::default() };
        vec![Component {
            name: AUTHORITIES,
            short_description: Some(Text::plain(words)),
            taxa: self.authorities.keys().map(taxon).collect(),
            ..Component::default()
        }]
    }

    /// A rule; its name alone where it is in no rulebook, as the one that tells of a rule that failed.
    fn descriptor(&self, name: &'r str, rule: Option<&'static RuleInfo>) -> Descriptor<'r> {
        let Some(rule) = rule else { return Descriptor { id: name, ..Descriptor::default() } };
        let (family, profile) = (rule.family, rule.profile().name());
        let page = Page::of(rule);
        Descriptor {
            id: name,
            short_description: Some(Text::plain(&page.lead)),
            full_description: Some(Text::plain(rule.why())),
            help: Some(Text::with_markdown(rule.instead().unwrap_or(rule.why()), &page::markdown(&page))),
            default_configuration: Some(Configuration { level: rule.severity().name() }),
            relationships: cited(rule).filter_map(|authority| self.relationship(authority)).collect(),
            properties: Some(RuleProperties { family, profile, forms: rule.forms(), tags: [family, profile].into() }),
        }
    }

    /// Whatever the rule finds falls under what it cites, so that no result need say so.
    fn relationship(&self, authority: &'static str) -> Option<Relationship<'r>> {
        let index = *self.authorities.get(authority)?;
        let tool_component = ComponentReference { name: AUTHORITIES, index: 0 };
        Some(Relationship { target: DescriptorReference { id: authority, index, tool_component }, kinds: ["superset"] })
    }
}

/// What a rule cites, each once.
fn cited(rule: &'static RuleInfo) -> impl Iterator<Item = &'static str> {
    rule.authority().iter().map(String::as_str).collect::<BTreeSet<_>>().into_iter()
}
