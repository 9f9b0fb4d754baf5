//! What an ownership document of each schema holds, and the submission file around it. See tables/ownership/.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use chrono::NaiveDate;
use serde::Deserialize;

use super::{date, date_if_any};
use super::{load, table};

/// The schema of one form in one span of time, or of the submission file.
pub struct Schema {
    /// The name of the one element.
    root: &'static str,
    /// The day from which it is in force.
    from: NaiveDate,
    groups: Vec<Group>,
    codes: WrittenPlaces,
    /// The digits a number may have before its point and, beyond zeros, behind it.
    pub digits: (usize, usize),
}

/// An element that holds elements.
pub struct Group {
    /// In the order in which they must stand.
    pub elements: Vec<Element>,
    /// Whether they may stand in any order.
    pub any_order: bool,
    /// How many may stand there together.
    pub most: Option<u32>,
    /// Of these exactly one stands there.
    pub one_of: Vec<usize>,
    /// Of these one stands there at most.
    pub either: Vec<usize>,
    /// Of these one stands there at least.
    pub some_of: Vec<usize>,
    /// Elements that stood there in earlier versions.
    former: Vec<Box<str>>,
}

/// An element within another.
pub struct Element {
    pub name: Box<str>,
    pub least: u32,
    pub most: u32,
    pub holds: Holds,
}

/// What an element holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Holds {
    /// Elements; by [`Schema::group`].
    Group(usize),
    /// A string of a length in characters.
    Text {
        least: usize,
        most: usize,
        of: Characters,
    },
    Boolean,
    Decimal,
    Date,
    Code {
        codes: Box<[Box<str>]>,
        blank: bool,
    },
    /// A place by EDGAR's two characters, or blank.
    Place(Places),
    /// The type of the document itself.
    Form,
    /// Nothing but the `id` of a footnote.
    Reference,
    /// The text of a footnote, and its `id`.
    Note {
        most: usize,
    },
    /// A file as base64.
    Mime,
}

/// The characters that a string may have.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Characters {
    Any,
    Digits,
    /// Letters, digits, blanks, `#` and `-`.
    Postal,
}

/// The places whose codes an element takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Places {
    All,
    States,
    Countries,
}

impl Places {
    /// One of them, as a sentence says it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Places::All => "state or country",
            Places::States => "state",
            Places::Countries => "country",
        }
    }
}

impl Characters {
    /// As a sentence says them.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Characters::Any => "any characters",
            Characters::Digits => "digits",
            Characters::Postal => "letters, digits, blanks, `#` and `-`",
        }
    }

    #[must_use]
    pub fn has(self, character: char) -> bool {
        match self {
            Characters::Any => true,
            Characters::Digits => character.is_ascii_digit(),
            Characters::Postal => character.is_ascii_alphanumeric() || matches!(character, ' ' | '#' | '-'),
        }
    }
}

impl Schema {
    /// The schema of a form: of the version that a document states, or else the one in force on a day, or else
    /// the newest, which is what is sent today. None when the version is of none that is known.
    #[must_use]
    pub fn of(form: &str, version: Option<&str>, day: Option<NaiveDate>) -> Option<&'static Schema> {
        let at = FORMS.iter().position(|known| *known == form)?;
        let named =
            |table: &&Table| version.is_none_or(|version| table.versions.iter().any(|known| **known == *version));
        let in_force = |table: &&Table| day.is_none_or(|day| super::lies_within(day, Some(table.from), table.until));
        let newest_first = || tables().iter().rev();
        let table = newest_first().find(|table| named(table) && in_force(table));
        // A version says more than a day: documents are published with the version they were checked against.
        let table = table.or_else(|| newest_first().find(named))?;
        table.form(at)
    }

    /// The schema of the submission file.
    #[must_use]
    pub fn of_submission() -> &'static Schema {
        static SCHEMA: OnceLock<Schema> = OnceLock::new();
        SCHEMA.get_or_init(|| {
            let name = "ownership/submission";
            let written: WrittenSubmission = load(name, table!("ownership/submission"));
            let groups = groups(SUBMISSION, &written.groups, None);
            let groups = groups.unwrap_or_else(|what| panic!("tables/{name}.toml: {what}"));
            let (from, codes) = (NaiveDate::MIN, WrittenPlaces::default());
            Schema { root: SUBMISSION, from, groups, codes, digits: (0, 0) }
        })
    }

    /// Whether a code is one of these places.
    #[must_use]
    pub fn has_place(&self, places: Places, code: &str) -> bool {
        let is_listed = |codes: &[Box<str>]| codes.iter().any(|known| **known == *code);
        let is_capital = !code.contains(|c: char| c.is_ascii_lowercase());
        // The schema files take codes of countries that are no more.
        let is_of_edgar =
            || super::places::retired(code).is_some() || (is_capital && super::places::edgar_place(code).is_some());
        match places {
            Places::All => is_of_edgar(),
            Places::States => is_listed(&self.codes.states),
            Places::Countries => {
                is_of_edgar() && super::places::us_state(code).is_none() && !is_listed(&self.codes.states)
            }
        }
    }

    /// The name of the one element, and what it holds.
    #[must_use]
    pub fn root(&self) -> (&'static str, &Group) {
        (self.root, self.groups.first().expect("tables/ownership: the one element is the first group"))
    }

    #[must_use]
    pub fn group(&self, at: usize) -> &Group {
        self.groups.get(at).expect("tables/ownership: a group is named by the table that holds it")
    }

    /// Where an element of this name belongs.
    #[must_use]
    pub fn elsewhere(&'static self, name: &str) -> Option<Elsewhere> {
        if let Some(parent) = self.parent_of(name) {
            return Some(Elsewhere::In(parent));
        }
        if self.groups.iter().any(|group| group.former.iter().any(|known| **known == *name)) {
            return Some(Elsewhere::Before);
        }
        if self.root != DOCUMENT {
            return None;
        }
        let has = |table: &&Table| table.forms().any(|schema| schema.parent_of(name).is_some());
        let of_this = tables().iter().filter(|table| table.from == self.from);
        if of_this.filter(has).count() > 0 {
            return Some(Elsewhere::OfOtherForms);
        }
        let later = tables().iter().filter(|table| table.from > self.from).find(has)?;
        Some(Elsewhere::Since(later.from))
    }

    /// The name of an element that holds elements of this name, anywhere in the document.
    fn parent_of(&self, name: &str) -> Option<&str> {
        let holds = |at: usize| self.groups.get(at).is_some_and(|group| group.find(name).is_some());
        if holds(0) {
            return Some(self.root);
        }
        let mut elements = self.groups.iter().flat_map(|group| &group.elements);
        elements.find(|element| matches!(element.holds, Holds::Group(at) if holds(at))).map(|element| &*element.name)
    }
}

impl Group {
    /// Where an element stands in the order.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<usize> {
        self.find_from(0, name)
    }

    /// The same, looked for from a place on first: most documents have their elements in order.
    #[must_use]
    pub fn find_from(&self, first: usize, name: &str) -> Option<usize> {
        let is_named = |element: &Element| *element.name == *name;
        let (before, behind) = self.elements.split_at_checked(first)?;
        behind.iter().position(is_named).map(|at| first + at).or_else(|| before.iter().position(is_named))
    }
}

/// Where an element belongs that does not belong where it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Elsewhere {
    /// In this element.
    In(&'static str),
    OfOtherForms,
    /// In documents from this day on.
    Since(NaiveDate),
    /// In earlier versions.
    Before,
}

/// The name of the one element of a document.
pub const DOCUMENT: &str = "ownershipDocument";
/// The name of the one element of a submission file.
pub const SUBMISSION: &str = "edgarSubmission";

const FORMS: [&str; 6] = ["3", "3/A", "4", "4/A", "5", "5/A"];

struct Table {
    /// Of its file.
    name: &'static str,
    versions: Vec<Box<str>>,
    from: NaiveDate,
    until: Option<NaiveDate>,
    whole: Whole,
    /// In the order of the forms; each made when it is first asked for.
    by_form: [OnceLock<Schema>; FORMS.len()],
}

impl Table {
    /// `x0306`, as another table names it.
    fn word(&self) -> &str {
        self.name.trim_start_matches("ownership/")
    }

    /// What the table says of a form, by its place among the forms.
    fn form(&self, at: usize) -> Option<&Schema> {
        let (form, schema) = FORMS.get(at).zip(self.by_form.get(at))?;
        let read = || self.whole.schema(form, self.from).unwrap_or_else(|what| panic!("tables/ownership: {what}"));
        Some(schema.get_or_init(read))
    }

    fn forms(&self) -> impl Iterator<Item = &Schema> {
        (0..FORMS.len()).filter_map(|at| self.form(at))
    }
}

/// A table as written; one that extends another leaves out what it takes over.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Written {
    #[serde(default)]
    extends: Option<&'static str>,
    versions: Vec<Box<str>>,
    #[serde(deserialize_with = "date")]
    from: NaiveDate,
    #[serde(default, deserialize_with = "date_if_any")]
    until: Option<NaiveDate>,
    #[serde(default)]
    decimal: Option<WrittenDecimal>,
    #[serde(default)]
    places: Option<WrittenPlaces>,
    #[serde(borrow, default)]
    groups: BTreeMap<&'static str, WrittenGroup>,
    #[serde(default)]
    add: Vec<Addition>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenDecimal {
    most: &'static str,
    fraction: usize,
}

#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenPlaces {
    /// Of the United States, where they stand in an element of their own.
    #[serde(default)]
    states: Vec<Box<str>>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct WrittenGroup {
    /// Of the specification, for who reads the table.
    #[serde(rename = "section")]
    _section: &'static str,
    elements: Vec<WrittenElement>,
    #[serde(default)]
    any_order: bool,
    #[serde(default)]
    most: Option<u32>,
    #[serde(borrow, default)]
    one_of: Vec<&'static str>,
    #[serde(borrow, default)]
    either: Vec<&'static str>,
    #[serde(borrow, default)]
    some_of: Vec<&'static str>,
    #[serde(default)]
    former: Vec<Box<str>>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenElement {
    name: &'static str,
    #[serde(default)]
    group: Option<&'static str>,
    #[serde(default)]
    is: Option<Type>,
    #[serde(default)]
    occurs: Option<&'static str>,
    #[serde(default)]
    least: usize,
    #[serde(default)]
    most: Option<usize>,
    #[serde(default)]
    of: Option<Characters>,
    #[serde(default)]
    codes: Box<[Box<str>]>,
    #[serde(default)]
    blank: bool,
    /// Empty: all.
    #[serde(borrow, default)]
    forms: Vec<&'static str>,
    #[serde(default)]
    amendments: bool,
}

/// The table of the submission file, of which there is one version.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenSubmission {
    #[serde(borrow)]
    groups: BTreeMap<&'static str, WrittenGroup>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Type {
    String,
    Boolean,
    Decimal,
    Date,
    Code,
    Place,
    State,
    Country,
    Form,
    Reference,
    Note,
    Mime,
}

/// Elements that a table sets beside those it takes over.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Addition {
    to: &'static str,
    #[serde(default)]
    after: Option<&'static str>,
    #[serde(default)]
    before: Option<&'static str>,
    elements: Vec<WrittenElement>,
}

/// The tables, the oldest first.
fn tables() -> &'static [Table] {
    static TABLES: OnceLock<Vec<Table>> = OnceLock::new();
    TABLES.get_or_init(|| {
        let files = [
            ("ownership/x0306", table!("ownership/x0306")),
            ("ownership/x0508", table!("ownership/x0508")),
            ("ownership/x0609", table!("ownership/x0609")),
        ];
        let mut tables: Vec<Table> = Vec::with_capacity(files.len());
        for (name, text) in files {
            let written: Written = load(name, text);
            let whole = Whole::of(&written, &tables).unwrap_or_else(|what| panic!("tables/{name}.toml: {what}"));
            let Written { versions, from, until, .. } = written;
            tables.push(Table { name, versions, from, until, whole, by_form: Default::default() });
        }
        tables
    })
}

/// A table with what it takes over.
#[derive(Clone)]
struct Whole {
    decimal: WrittenDecimal,
    places: WrittenPlaces,
    groups: BTreeMap<&'static str, WrittenGroup>,
}

impl Whole {
    fn of(written: &Written, read: &[Table]) -> Result<Whole, String> {
        let mut whole = match &written.extends {
            Some(other) => {
                let other = read.iter().find(|table| table.word() == *other);
                other.map(|table| table.whole.clone()).ok_or("it extends what is no table before it")?
            }
            None => Whole {
                decimal: written.decimal.clone().ok_or("it says nothing of decimals")?,
                places: WrittenPlaces::default(),
                groups: BTreeMap::new(),
            },
        };
        whole.decimal = written.decimal.clone().unwrap_or(whole.decimal);
        whole.places = written.places.clone().unwrap_or(whole.places);
        whole.groups.extend(written.groups.clone());
        for addition in &written.add {
            let group = whole
                .groups
                .get_mut(&addition.to)
                .ok_or_else(|| format!("it adds to {}, which is no group", addition.to))?;
            let found = |name: &str| group.elements.iter().position(|element| *element.name == *name);
            let at = match (&addition.after, &addition.before) {
                (Some(name), None) => found(name).map(|at| at + 1),
                (None, Some(name)) => found(name),
                _ => None,
            };
            let at = at.ok_or_else(|| format!("it adds to {} at no place", addition.to))?;
            group.elements.splice(at..at, addition.elements.iter().cloned());
        }
        Ok(whole)
    }

    /// What the table says of one form. The document is the first group.
    fn schema(&self, form: &str, from: NaiveDate) -> Result<Schema, String> {
        let (whole, _) = self.decimal.most.split_once('.').ok_or("the largest number has no point")?;
        Ok(Schema {
            root: DOCUMENT,
            from,
            codes: self.places.clone(),
            groups: groups(DOCUMENT, &self.groups, Some(form))?,
            digits: (whole.len(), self.decimal.fraction),
        })
    }
}

/// The groups of a table, the one that is not within another first; of one form where there are forms.
fn groups(
    root: &str,
    written: &BTreeMap<&'static str, WrittenGroup>,
    form: Option<&str>,
) -> Result<Vec<Group>, String> {
    let mut names: Vec<&str> = vec![root];
    names.extend(written.keys().filter(|name| **name != root));
    let group = |name: &&str| {
        let group = written.get(*name).ok_or_else(|| format!("{name} is no group"))?;
        group.of_form(form, &names)
    };
    names.iter().map(group).collect()
}

impl WrittenGroup {
    fn of_form(&self, form: Option<&str>, names: &[&str]) -> Result<Group, String> {
        let elements = self.elements.iter().filter(|element| form.is_none_or(|form| element.belongs_to(form)));
        let elements: Vec<Element> = elements.map(|element| element.read(names)).collect::<Result<_, _>>()?;
        let places = |chosen: &[&str]| {
            let place = |name: &&str| {
                let at = elements.iter().position(|element| *element.name == **name);
                at.ok_or_else(|| format!("{name} is named in a choice and is no element"))
            };
            chosen.iter().map(place).collect::<Result<Vec<usize>, String>>()
        };
        let (one_of, either, some_of) = (places(&self.one_of)?, places(&self.either)?, places(&self.some_of)?);
        let former = self.former.clone();
        Ok(Group { elements, any_order: self.any_order, most: self.most, one_of, either, some_of, former })
    }
}

impl WrittenElement {
    fn belongs_to(&self, form: &str) -> bool {
        let original = form.trim_end_matches("/A");
        let is_listed = self.forms.is_empty() || self.forms.iter().any(|known| **known == *original);
        is_listed && (!self.amendments || form != original)
    }

    fn read(&self, groups: &[&str]) -> Result<Element, String> {
        let (least, most) = match &self.occurs {
            None => (1, 1),
            Some(written) => {
                let ends =
                    written.split_once("..").and_then(|(least, most)| Some((least.parse().ok()?, most.parse().ok()?)));
                ends.ok_or_else(|| format!("{}: `{written}` is no range", self.name))?
            }
        };
        let length = || self.most.ok_or_else(|| format!("{}: how long may it be", self.name));
        let holds = match (&self.group, self.is) {
            (Some(group), None) => {
                let at = groups.iter().position(|known| known == group);
                Holds::Group(at.ok_or_else(|| format!("{}: {group} is no group", self.name))?)
            }
            (None, Some(is)) => match is {
                Type::String => {
                    Holds::Text { least: self.least, most: length()?, of: self.of.unwrap_or(Characters::Any) }
                }
                Type::Boolean => Holds::Boolean,
                Type::Decimal => Holds::Decimal,
                Type::Date => Holds::Date,
                Type::Code => Holds::Code { codes: self.codes.clone(), blank: self.blank },
                Type::Place => Holds::Place(Places::All),
                Type::State => Holds::Place(Places::States),
                Type::Country => Holds::Place(Places::Countries),
                Type::Form => Holds::Form,
                Type::Reference => Holds::Reference,
                Type::Note => Holds::Note { most: length()? },
                Type::Mime => Holds::Mime,
            },
            _ => return Err(format!("{}: it holds a group or a value", self.name)),
        };
        Ok(Element { name: self.name.into(), least, most, holds })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(group: &Group) -> Vec<&str> {
        group.elements.iter().map(|element| &*element.name).collect()
    }

    fn day(text: &str) -> Option<NaiveDate> {
        Some(text.parse().expect("a date"))
    }

    #[test]
    fn every_form_of_every_table_reads() {
        for table in tables() {
            assert_eq!(table.forms().count(), FORMS.len());
            for schema in table.forms() {
                // The reader counts elements of a group in as many places.
                assert!(schema.groups.iter().all(|group| group.elements.len() <= 24));
                assert_eq!(schema.digits, (12, 4));
            }
        }
    }

    #[test]
    fn the_submission_file_has_a_table() {
        let schema = Schema::of_submission();
        let (root, group) = schema.root();
        assert_eq!((root, names(group).first().copied()), ("edgarSubmission", Some("submissionType")));
        assert_eq!(schema.elsewhere("documentMimeBlock"), Some(Elsewhere::In("edgarDocument")));
        assert_eq!(schema.elsewhere("returnCopy"), Some(Elsewhere::Before));
        assert_eq!(schema.elsewhere("issuer"), None, "of the document, and of no version of the submission file");
    }

    #[test]
    fn elements_belong_to_forms() {
        let of = |form| names(Schema::of(form, Some("X0609"), None).expect("a schema").root().1);
        assert!(of("3").contains(&"noSecuritiesOwned") && !of("4").contains(&"noSecuritiesOwned"));
        assert!(of("5/A").contains(&"form3HoldingsReported") && !of("4/A").contains(&"form3HoldingsReported"));
        assert!(of("4/A").contains(&"dateOfOriginalSubmission") && !of("4").contains(&"dateOfOriginalSubmission"));
    }

    #[test]
    fn versions_and_days_choose_the_table() {
        let has_plan_box =
            |version, day| Schema::of("4", version, day).map(|schema| schema.root().1.find("aff10b5One").is_some());
        assert_eq!(has_plan_box(Some("X0306"), None), Some(false));
        assert_eq!(has_plan_box(Some("X0306"), day("2024-05-01")), Some(false), "the version says more than the day");
        assert_eq!(has_plan_box(Some("X0508"), day("2024-05-01")), Some(true));
        assert_eq!(has_plan_box(Some("X0101"), day("2024-05-01")), None);
        assert_eq!(has_plan_box(None, day("2023-03-19")), Some(false));
        assert_eq!(has_plan_box(None, day("2023-03-20")), Some(true));
        assert_eq!(has_plan_box(None, day("2003-12-31")), Some(true), "as what is sent today");
        assert_eq!(has_plan_box(None, None), Some(true));
        let abroad = |day| Schema::of("3", Some("X0206"), day).map(|schema| schema.root().1.find("aff10b5One"));
        assert_eq!(abroad(day("2014-01-02")), Some(None));
        assert!(abroad(day("2024-01-02")).flatten().is_some());
    }

    #[test]
    fn additions_stand_at_their_place() {
        let schema = Schema::of("4", Some("X0609"), None).expect("a schema");
        let document = names(schema.root().1);
        let at = |name| document.iter().position(|known| *known == name).expect("an element");
        assert_eq!(at("aff10b5One"), at("reportingOwner") + 1);
        for (places, code, is_one) in [
            (Places::States, "CA", true),
            (Places::States, "X0", false),
            (Places::Countries, "X0", true),
            (Places::Countries, "CA", false),
            (Places::Countries, "U2", true),
            (Places::All, "U2", true),
            (Places::All, "x0", false),
        ] {
            assert_eq!(schema.has_place(places, code), is_one, "{places:?} {code}");
        }
        assert_eq!(schema.elsewhere("rptOwnerCountry"), Some(Elsewhere::In("reportingOwnerAddress")));
        assert_eq!(schema.elsewhere("noSecuritiesOwned"), Some(Elsewhere::OfOtherForms));
        assert_eq!(schema.elsewhere("rptOwnerContry"), None);
        let schema = Schema::of("4", Some("X0306"), None).expect("a schema");
        assert_eq!(schema.elsewhere("aff10b5One"), day("2023-03-20").map(Elsewhere::Since));
    }
}
