//! One check of a rule file: what is asked, of what, and what is said.

use std::sync::{Arc, OnceLock};

use super::Edgar;
use super::misread::{Reader, Said};
use super::params::{self, Params};
use super::written::{File, Written};
use crate::diagnostic::Severity;
use crate::expr::{self, Condition, Names, Place, Subject, Template};

/// One check. It is compiled as far as it is needed: a run over filings without transactions needs no question about
/// them, and most questions are never answered by words.
pub(super) struct Check {
    /// The word of its rule.
    word: &'static str,
    pub on: &'static Subject,
    written: Written<String>,
    params: Arc<expr::Params>,
    question: OnceLock<Question>,
    words: OnceLock<Words>,
}

/// What is asked.
pub(super) struct Question {
    pub when: Option<Condition>,
    pub require: Condition,
    /// Whether what is asked may depend on the day.
    pub is_dated: bool,
}

/// What is said where it does not hold.
pub(super) struct Words {
    pub at: Place,
    pub message: Template,
    /// What the place itself is labelled with.
    pub says: Option<Template>,
    pub also: Vec<Also>,
    pub help: Option<Template>,
}

/// A further place that is labelled.
pub(super) struct Also {
    pub at: Place,
    pub says: Template,
}

impl Check {
    /// Reads the checks of a rule file that has become JSON. Thresholds may be others than those of the file.
    ///
    /// # Panics
    /// When a rule file cannot be used, here or when the check is first asked or first speaks: of the program's own a
    /// test holds that they can, those of users are read with their places before.
    pub(super) fn all(word: &'static str, json: &str, params: Option<&[Params]>) -> Vec<Check> {
        let file: File<String> = serde_json::from_str(json).unwrap_or_else(|error| panic!("{word}.toml: {error}"));
        let params = Arc::new(params::of_expressions(params.unwrap_or(&file.params)));
        let check = |written: Written<String>| Check {
            word,
            on: read(word, |reader| reader.subject(&written.on)),
            written,
            params: Arc::clone(&params),
            question: OnceLock::new(),
            words: OnceLock::new(),
        };
        file.check.0.into_iter().map(check).collect()
    }

    pub(super) fn question(&self) -> &Question {
        self.question.get_or_init(|| read(self.word, |reader| reader.question(&self.written, &self.names())))
    }

    pub(super) fn words(&self) -> &Words {
        self.words.get_or_init(|| read(self.word, |reader| reader.words(&self.written, &self.names())))
    }

    /// The most it may say.
    pub(super) fn at_most(&self) -> Option<Severity> {
        self.written.severity
    }

    /// What EDGAR does about this, where it is not what the rule says.
    pub(super) fn edgar(&self) -> Option<Edgar> {
        self.written.edgar
    }

    fn names(&self) -> Names<'_> {
        Names { on: self.on, params: &self.params }
    }
}

fn read<T>(word: &str, of: impl FnOnce(&mut Reader) -> Result<T, Said>) -> T {
    let mut reader = Reader::default();
    of(&mut reader).unwrap_or_else(|Said| panic!("{word}.toml: {}", reader.messages().join("; ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::mistakes;
    use crate::source::Sources;

    #[test]
    fn thresholds_are_numbers_dates_texts_and_lists() {
        let check = "[check]\non = 'row'\nat = 'price'\nmessage = 'm'\nrequire = '''\n\
            shares < param('most') and price < param('exact') and transaction_date in param('closed') and code in param('codes')\n\
            and security_title == param('title') and transaction_date > param('day')\n'''\n";
        let params = "[[params]]\nfrom = 2024-02-05\nmost = 5\nexact = '0.01'\nclosed = [2024-03-01, 2024-03-02]\n\
            codes = ['P', 'S']\ntitle = 'Units'\nday = 2024-02-05\n";
        let mut sources = Sources::new();
        let id = sources.add_text("a.toml", format!("{check}{params}"));
        let found = mistakes(sources.text(id));
        assert!(found.is_empty(), "{found:?}");

        // A date of JSON is a text.
        let whole: toml::Table = toml::from_str(sources.text(id).as_str()).expect("TOML");
        let json = serde_json::to_string(&whole).expect("JSON");
        let json = json.replace(r#"{"$__toml_private_datetime":"2024-02-05"}"#, r#""2024-02-05""#);
        let json = json.replace(r#"{"$__toml_private_datetime":"2024-03-01"}"#, r#""2024-03-01""#);
        let json = json.replace(r#"{"$__toml_private_datetime":"2024-03-02"}"#, r#""2024-03-02""#);
        assert!(!json.contains("private"), "{json}");
        for check in Check::all("a", &json, None) {
            assert!(check.question().is_dated && check.words().also.is_empty());
        }
    }
}
