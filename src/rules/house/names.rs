//! Names of rules, held against each other: one name is one rule.

use std::collections::HashMap;

use super::file::File;
use super::{Mistake, kept, unusable};
use crate::diagnostic::Label;
use crate::rules::Rulebook;
use crate::source::Span;
use crate::syntax::toml::Word;
use crate::words::nearest;

/// Says which names are taken, and which of those that are yielded to are none.
pub(super) fn settle(files: &mut [File], built_in: &Rulebook) {
    taken(files, built_in);
    yielded_to(files, built_in);
}

fn taken(files: &mut [File], built_in: &Rulebook) {
    let mut seen: HashMap<String, Span> = HashMap::new();
    for file in files {
        for word in file.name.iter().chain(&file.formerly) {
            let name = word.as_str();
            let before = seen.get(name).copied();
            let why = match (built_in.find(name), before) {
                (Some(rule), _) if rule.name() == name => Some(format!("`{name}` is a rule of edgarlint")),
                (Some(rule), _) => Some(format!("`{name}` is what edgarlint called `{}` before", rule.name())),
                (None, Some(_)) => Some(format!("two rules are called `{name}`")),
                (None, None) if built_in.families().any(|family| family == name) => {
                    Some(format!("`{name}` is a family of rules"))
                }
                (None, None) => None,
            };
            seen.entry(name.to_owned()).or_insert(word.span);
            let Some(message) = why else { continue };
            let mut mistake =
                unusable(Mistake { span: word.span, message, help: Some("choose another name".to_owned()) });
            mistake.related.extend(before.map(|span| Label { span, message: "so is this one".to_owned() }));
            file.mistakes.push(mistake);
        }
    }
}

/// What is yielded to is a rule of the program or of these files; a former name is understood.
fn yielded_to(files: &mut [File], built_in: &Rulebook) {
    let of_users: Vec<&Word> = files.iter().filter_map(|file| file.name.as_ref()).collect();
    let of_users: Vec<String> = of_users.into_iter().map(|word| word.as_str().to_owned()).collect();
    for file in files {
        let mut known = Vec::new();
        for word in &file.yields_to {
            let name = word.as_str();
            if let Some(rule) = built_in.find(name) {
                known.push(rule.name());
            } else if of_users.iter().any(|other| other == name) {
                known.push(kept(name));
            } else {
                let names = built_in.rules().iter().map(|rule| rule.name()).chain(of_users.iter().map(String::as_str));
                let help = nearest(name, names).map(|nearest| format!("the nearest is `{nearest}`"));
                file.mistakes.push(unusable(Mistake {
                    span: word.span,
                    message: format!("there is no rule `{name}`"),
                    help,
                }));
            }
        }
        if let Some(whole) = &mut file.whole {
            whole.written.yields_to = known;
        }
    }
}
