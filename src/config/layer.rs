//! What one file, one override or the command line says of the rules, and who said it.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use super::conditions::Conditions;
use crate::diagnostic::Severity;
use crate::rules::{Profile, Threshold};

/// Who said something.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Origin {
    BuiltIn,
    File {
        path: Arc<str>,
        line: usize,
        /// The line of the override that it stands in.
        within: Option<usize>,
    },
    CommandLine,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Origin::BuiltIn => f.write_str("built in"),
            Origin::File { path, line, within: None } => write!(f, "{path}:{line}"),
            Origin::File { path, line, within: Some(header) } => write!(f, "{path}:{line}, override of line {header}"),
            Origin::CommandLine => f.write_str("command line"),
        }
    }
}

/// Something said, and who said it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Given<T> {
    pub value: T,
    pub origin: Origin,
}

/// What one file says for everything, one of its overrides for some, or the command line.
#[derive(Clone, Default)]
pub struct Layer {
    /// Of which filings it speaks; of all where there are no conditions.
    pub when: Option<Conditions>,
    pub profile: Option<Given<Profile>>,
    /// What is severe enough to fail the run; none within is nothing.
    pub fail_on: Option<Given<Option<Severity>>>,
    /// Rules that are asked for alone, each with who said so; empty where this is not said.
    pub select: Vec<Given<&'static str>>,
    /// Rules that are asked for as well.
    pub extend_select: Vec<Given<&'static str>>,
    /// Rules that are left out, whatever else the layer says of them.
    pub ignore: Vec<Given<&'static str>>,
    pub rules: Vec<Given<Change>>,
}

/// What is changed of a rule.
#[derive(Clone, Debug)]
pub struct Change {
    pub rule: &'static str,
    /// None within turns the rule off.
    pub severity: Option<Option<Severity>>,
    pub thresholds: BTreeMap<String, Threshold>,
}
