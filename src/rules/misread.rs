//! What checks of rule files mean. Every mistake on the way is said.

use super::check::{Also, Question, Words};
use super::written::Written;
use crate::expr::{Condition, Mistake, Names, Place, Subject, Template, subjects};
use crate::words::nearest_and_all;

/// Turns what is written into what is meant. Each mistake is said with the string that it is in.
pub(super) struct Reader<'r, S> {
    pub say: &'r mut dyn FnMut(&S, Mistake),
}

impl<S: AsRef<str>> Reader<'_, S> {
    pub(super) fn subject(&mut self, written: &Written<S>) -> Option<&'static Subject> {
        let on = written.on.as_ref()?;
        let name = on.as_ref();
        let found = Subject::of(name);
        if found.is_none() {
            let names: Vec<&str> = subjects().iter().map(|subject| subject.name).collect();
            let help = nearest_and_all(name, &names, "it is one of");
            let message = format!("a rule cannot be about `{name}`");
            (self.say)(on, Mistake { at: 0..name.len(), message, help: Some(help) });
        }
        found
    }

    pub(super) fn question(&mut self, written: &Written<S>, names: &Names) -> Option<Question> {
        // Everything is read before anything is given up, so that all mistakes are said at once.
        let when = self.read_if(written.when.as_ref(), names, Condition::of);
        let require = self.read(written.require.as_ref(), names, Condition::of);
        let is_dated = names.params.values().flatten().any(|dated| dated.from.is_some() || dated.until.is_some());
        Some(Question { when: when?, require: require?, is_dated })
    }

    pub(super) fn words(&mut self, written: &Written<S>, names: &Names) -> Option<Words> {
        let at = self.read(written.at.as_ref(), names, Place::of);
        let message = self.read(written.message.as_ref(), names, Template::of);
        let says = self.read_if(written.says.as_ref(), names, Template::of);
        let help = self.read_if(written.help.as_ref(), names, Template::of);
        let also: Vec<Option<Also>> = written
            .also
            .iter()
            .map(|also| {
                let at = self.read(also.at.as_ref(), names, Place::several);
                let says = self.read(also.says.as_ref(), names, Template::of);
                Some(Also { at: at?, says: says? })
            })
            .collect();
        let also = also.into_iter().collect::<Option<_>>()?;
        Some(Words { at: at?, message: message?, says: says?, also, help: help? })
    }

    /// None where it is missing or cannot be read.
    fn read<T>(&mut self, written: Option<&S>, names: &Names, read: Reading<T>) -> Option<T> {
        let written = written?;
        read(written.as_ref(), names).map_err(|mistake| (self.say)(written, mistake)).ok()
    }

    /// None where it is written and cannot be read.
    fn read_if<T>(&mut self, written: Option<&S>, names: &Names, read: Reading<T>) -> Option<Option<T>> {
        if written.is_none() {
            return Some(None);
        }
        self.read(written, names, read).map(Some)
    }
}

type Reading<T> = fn(&str, &Names) -> Result<T, Mistake>;
