//! The rulebook of a run.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use super::{RuleInfo, entries};

/// The rules of a run: those built in, and those of users.
pub struct Rulebook {
    rules: Vec<&'static RuleInfo>,
    /// Places of the rules by name; a former name leads to a rule where no other has it.
    by_name: HashMap<&'static str, usize>,
}

impl Rulebook {
    /// The built-in rules, in the order of families and names. Loaded once.
    ///
    /// # Panics
    /// When a built-in rule file does not read, which a test holds.
    #[must_use]
    pub fn built_in() -> &'static Rulebook {
        static RULES: OnceLock<Vec<RuleInfo>> = OnceLock::new();
        static BOOK: OnceLock<Rulebook> = OnceLock::new();
        let rules = || RULES.get_or_init(|| entries().map(RuleInfo::built_in).collect());
        BOOK.get_or_init(|| Rulebook::of(rules().iter().collect()))
    }

    /// These rules and others after them. It lives as long as the program: what rules a run has is settled once.
    #[must_use]
    pub fn and(&self, others: &[&'static RuleInfo]) -> &'static Rulebook {
        Box::leak(Box::new(Rulebook::of(self.rules.iter().chain(others).copied().collect())))
    }

    /// These rules.
    #[must_use]
    pub fn of(rules: Vec<&'static RuleInfo>) -> Rulebook {
        let mut by_name = HashMap::with_capacity(rules.len());
        for (at, rule) in rules.iter().enumerate() {
            by_name.extend(rule.formerly().iter().map(|former| (*former, at)));
        }
        by_name.extend(rules.iter().enumerate().map(|(at, rule)| (rule.name(), at)));
        Rulebook { rules, by_name }
    }

    #[must_use]
    pub fn rules(&self) -> &[&'static RuleInfo] {
        &self.rules
    }

    /// The families, in the order of their rules.
    pub fn families(&self) -> impl Iterator<Item = &'static str> {
        let mut seen = HashSet::new();
        self.rules.iter().map(|rule| rule.family).filter(move |family| seen.insert(*family))
    }

    /// The rule of this name, or of this former name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&'static RuleInfo> {
        self.rules.get(*self.by_name.get(name)?).copied()
    }
}

#[cfg(test)]
impl Rulebook {
    /// A built-in rule alone, which had another name before.
    pub(crate) fn renamed(name: &str, former: &'static str) -> &'static Rulebook {
        let rule = Rulebook::built_in().find(name).expect("a built-in rule");
        Rulebook::of(Vec::new()).and(&[rule.once_called(former)])
    }
}
