//! Every key of the files, once: for the file that `init` writes, for editors, and for the manual.

/// Where a key stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Within {
    /// Before all headers.
    Root,
    /// In `[rules]`, in the table of one rule.
    Rule,
    /// In `[[overrides]]`.
    Override,
    /// In `filed` of an override.
    Filed,
    /// In `[[suppress]]`.
    Suppress,
}

/// What must stand behind a key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    Text,
    Texts,
    Day,
    /// The name of a rule.
    Rule,
    /// Names of rules or families.
    Rules,
    Profile,
    /// What a rule may say, or `off`.
    Level,
    FailOn,
    Forms,
    Ciks,
    /// Severities and thresholds by the names of rules.
    Changes,
    Filed,
    Overrides,
    Suppressions,
}

/// One key.
pub struct Key {
    pub within: Within,
    pub name: &'static str,
    pub shape: Shape,
    /// What holds where it is left out, as TOML; none where then nothing is said.
    pub default: Option<&'static str>,
    /// Lower case, no full stop.
    pub says: &'static str,
    /// A value, as TOML.
    pub example: &'static str,
}

const fn key(
    within: Within,
    name: &'static str,
    shape: Shape,
    default: Option<&'static str>,
    says: &'static str,
    example: &'static str,
) -> Key {
    Key { within, name, shape, default, says, example }
}

/// Every key, in the order of the manual.
pub const KEYS: &[Key] = {
    use Shape::{Changes, Ciks, Day, FailOn, Forms, Level, Overrides, Profile, Rules, Suppressions, Text, Texts};
    use Within::{Filed, Override, Root, Rule, Suppress};
    &[
        key(Root, "required-version", Text, None, "which versions of edgarlint may use this file", "\">=0.1\""),
        key(
            Root,
            "extend",
            Text,
            None,
            "another file, relative to this one; what it says comes first, and what this one says holds over it",
            "\"../edgarlint.toml\"",
        ),
        key(
            Root,
            "profile",
            Profile,
            Some("\"compliance\""),
            "which rules are asked: edgar, compliance or quality, each with those of the one before",
            "\"quality\"",
        ),
        key(
            Root,
            "rules-from",
            Texts,
            Some("[]"),
            "files and folders of rules of your own, relative to this file",
            "[\"house-rules\"]",
        ),
        key(
            Root,
            "select",
            Rules,
            Some("[]"),
            "rules or families that are asked alone, whatever their profile; where there are none, those of the profile are",
            "[\"cusip-cross-page\"]",
        ),
        key(
            Root,
            "extend-select",
            Rules,
            Some("[]"),
            "rules or families that are asked as well, whatever their profile",
            "[\"merged-cells\"]",
        ),
        key(
            Root,
            "ignore",
            Rules,
            Some("[]"),
            "rules or families that are not asked, whatever else this file says of them",
            "[\"boilerplate-ocr\"]",
        ),
        key(
            Root,
            "exclude",
            Texts,
            Some("[]"),
            "files and folders, relative to this file, that are passed over while folders are walked; what is named on the \
             command line is checked all the same",
            "[\"drafts/**\"]",
        ),
        key(
            Root,
            "fail-on",
            FailOn,
            Some("\"error\""),
            "the severity from which the exit code is 1: error, warning, note or never",
            "\"warning\"",
        ),
        key(
            Root,
            "suppress-from",
            Texts,
            Some("[]"),
            "files that hold only [[suppress]], relative to this file; paths in them are relative to their own folder",
            "[\"suppressions.toml\"]",
        ),
        key(
            Root,
            "rules",
            Changes,
            None,
            "rules by name: off, note, warning or error, or a table of a severity and of thresholds; a rule outside the \
             profile that is given a severity is asked",
            "{ cusip-cross-page = \"warning\" }",
        ),
        key(Rule, "severity", Level, None, "the most that the rule may say, or off", "\"note\""),
        key(
            Root,
            "overrides",
            Overrides,
            None,
            "what holds for some filings only; every condition that is given must hold, and of two overrides that speak of \
             one rule the later one holds",
            "[]",
        ),
        key(Override, "paths", Texts, None, "paths and globs, relative to this file", "[\"2003/**\"]"),
        key(Override, "forms", Forms, None, "forms, each amendment named for itself", "[\"4\", \"4/A\"]"),
        key(Override, "issuer", Ciks, None, "CIKs of issuers, with or without leading zeros", "[\"0001023731\"]"),
        key(Override, "owner", Ciks, None, "CIKs of reporting persons", "[\"1000045\"]"),
        key(
            Override,
            "filed",
            Shape::Filed,
            None,
            "days between which it was filed, both included",
            "{ from = 2003-01-01, until = 2003-12-31 }",
        ),
        key(Filed, "from", Day, None, "the first day", "2003-01-01"),
        key(Filed, "until", Day, None, "the last day", "2003-12-31"),
        key(Override, "rules", Changes, None, "as [rules]", "{ code-missing = \"off\" }"),
        key(
            Root,
            "suppress",
            Suppressions,
            None,
            "findings that somebody accepts, each with a reason; it names the filing by path, accession, cik or more of them",
            "[]",
        ),
        key(Suppress, "rule", Shape::Rule, None, "the rule that found it", "\"zip-state-mismatch\""),
        key(
            Suppress,
            "path",
            Text,
            None,
            "the file of the filing, or a glob, relative to this file",
            "\"marlowe.txt\"",
        ),
        key(Suppress, "accession", Text, None, "the accession number of the filing", "\"0001234567-24-000001\""),
        key(Suppress, "cik", Text, None, "the CIK of its issuer or of one of its reporting persons", "\"0001023731\""),
        key(
            Suppress,
            "where",
            Text,
            None,
            "what must hold of the filing, in the language of rule files",
            "\"filing.form == '4'\"",
        ),
        key(
            Suppress,
            "value",
            Text,
            None,
            "what stands at the place of the finding; when it is changed, the finding is found again",
            "\"65054\"",
        ),
        key(
            Suppress,
            "reason",
            Text,
            None,
            "why it is accepted; it must be there",
            "\"typed so on the paper original\"",
        ),
        key(Suppress, "expires", Day, None, "the last day on which it holds", "2027-01-01"),
        key(Suppress, "by", Text, None, "who accepted it", "\"compliance desk\""),
    ]
};

/// The keys of a table, in their order.
pub fn of(within: Within) -> impl Iterator<Item = &'static Key> {
    KEYS.iter().filter(move |key| key.within == within)
}
