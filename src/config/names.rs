//! Names of rules and families, as files write them.

use super::mistakes::Mistakes;
use crate::rules::{RuleInfo, Rulebook};
use crate::syntax::toml::Word;
use crate::words;

/// The rule of a name. One of its former names is understood, and told.
pub(super) fn rule(word: &Word, rulebook: &Rulebook, said: &mut Mistakes) -> Option<&'static RuleInfo> {
    let Some(rule) = rulebook.find(word.as_str()) else {
        let names = rulebook.rules().iter().map(|rule| rule.name());
        said.say(word.span, format!("there is no rule `{}`", word.as_str()), Some(nearest(word, names)));
        return None;
    };
    if rule.name() != word.as_str() {
        let message = format!("the rule `{}` is now called `{}`", word.as_str(), rule.name());
        said.warn(word.span, message, Some(format!("write `{}`", rule.name())));
    }
    Some(rule)
}

/// The rules of a name, which may be that of a family.
pub(super) fn rules(word: &Word, rulebook: &Rulebook, said: &mut Mistakes) -> Vec<&'static str> {
    let all = || rulebook.rules().iter();
    let of_family: Vec<&str> = all().filter(|rule| rule.family == word.as_str()).map(|rule| rule.name()).collect();
    if !of_family.is_empty() {
        return of_family;
    }
    if rulebook.find(word.as_str()).is_some() {
        return rule(word, rulebook, said).map(RuleInfo::name).into_iter().collect();
    }
    let names = all().flat_map(|rule| [rule.name(), rule.family]);
    said.say(word.span, format!("there is no rule and no family `{}`", word.as_str()), Some(nearest(word, names)));
    Vec::new()
}

fn nearest<'n>(word: &Word, names: impl Iterator<Item = &'n str>) -> String {
    let nearest = words::nearest(word.as_str(), names);
    let nearest = nearest.map(|nearest| format!("the nearest is `{nearest}`; ")).unwrap_or_default();
    format!("{nearest}`edgarlint rules` lists all")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;
    use crate::source::Sources;
    use crate::syntax::toml::Document;

    #[test]
    fn a_former_name_is_understood_and_told() {
        let book = Rulebook::renamed("code-missing", "no-code");
        let mut sources = Sources::new();
        let id = sources.add_text("a.toml", "ignore = ['code-missing', 'no-code', 'none']");
        let document = Document::of(sources.text(id)).expect("TOML");
        let words = document.root().take("ignore").expect("the key is there").texts();
        let mut said = Mistakes::default();
        let named: Vec<&str> = words.iter().flat_map(|word| rules(word, book, &mut said)).collect();
        assert_eq!(named, ["code-missing", "code-missing"]);
        let told = said.in_order().into_iter().map(|said| (sources.slice(said.primary.span).to_owned(), said.severity));
        let expected = [("'no-code'", Severity::Warning), ("'none'", Severity::Error)];
        assert_eq!(told.collect::<Vec<_>>(), expected.map(|(at, severity)| (at.to_owned(), severity)));
    }
}
