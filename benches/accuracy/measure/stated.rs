//! What the XML of a filing states, read with nothing of edgarlint's.

use roxmltree::{Document, Node};

use super::column::{COVER, Column, FOOTNOTE, FORM, HEAD, OWNER, PERSON, SIGNATURE, TABLE_1, TABLE_2};
use super::counts::Stated;
use super::equal;

/// A Form 3, 4 or 5.
#[derive(Default)]
pub struct Ownership {
    pub table1: Vec<Stated>,
    pub table2: Vec<Stated>,
    pub form: Vec<Stated>,
    pub head: Vec<Stated>,
    pub owners: Vec<Stated>,
    pub footnotes: Vec<Stated>,
    pub signatures: Vec<Stated>,
}

impl Ownership {
    /// The document in a bare XML file or in a full submission; none where there is none.
    pub fn of(source: &str) -> Option<Ownership> {
        let start = source.find("<ownershipDocument")?;
        let rest = source.get(start..)?;
        let end = rest.find(CLOSING)? + CLOSING.len();
        let document = Document::parse(rest.get(..end)?).ok()?;
        let root = document.root_element();
        let rows = |path: &str, columns: &[&'static Column]| {
            at(root, path).into_iter().map(|node| row(columns, |column| by_path(node, column))).collect()
        };
        let form = at(root, "documentType").first().and_then(|node| text(*node)).unwrap_or_default();
        Some(Ownership {
            table1: rows("nonDerivativeTable/*", &table_1()),
            table2: rows("derivativeTable/*", &table_2()),
            form: vec![row(&every(FORM), |column| {
                let whole = column.name == "form and amendment";
                vec![if whole { form.clone() } else { form.trim_end_matches("/A").to_owned() }]
            })],
            head: vec![row(&every(HEAD), |column| by_path(root, column))],
            owners: rows("reportingOwner", &every(OWNER)),
            footnotes: rows("footnotes/footnote", &every(FOOTNOTE)),
            signatures: rows("ownerSignature", &every(SIGNATURE)),
        })
    }
}

const CLOSING: &str = "</ownershipDocument>";

/// The cover pages of a Schedule 13D or 13G.
#[derive(Default)]
pub struct Schedule {
    pub cover: Vec<Stated>,
    pub persons: Vec<Stated>,
}

impl Schedule {
    pub fn of(source: &str) -> Option<Schedule> {
        let document = Document::parse(source).ok()?;
        let rows = |tags: &[&str], columns: &'static [Column]| -> Vec<Stated> {
            let found = document.descendants().filter(|node| tags.contains(&node.tag_name().name()));
            found.map(|node| row(&every(columns), |column| by_tag(node, column))).collect()
        };
        let mut cover = rows(&["coverPageHeader"], COVER);
        cover.truncate(1);
        let persons = rows(&["reportingPersonInfo", "coverPageHeaderReportingPersonDetails"], PERSON);
        Some(Schedule { cover, persons })
    }
}

pub fn every(columns: &'static [Column]) -> Vec<&'static Column> {
    columns.iter().collect()
}

pub fn table_1() -> Vec<&'static Column> {
    every(TABLE_1)
}

pub fn table_2() -> Vec<&'static Column> {
    TABLE_1.iter().chain(TABLE_2).collect()
}

/// The first of the found texts, or all of them, as each column asks.
fn row(columns: &[&'static Column], found: impl Fn(&Column) -> Vec<String>) -> Stated {
    let mut row = Stated::new();
    for column in columns {
        let mut texts = found(column);
        texts.truncate(if column.joined { usize::MAX } else { 1 });
        if let Some(value) = equal::stated(column.kind, &texts.join(" ")) {
            row.insert(column.name, value);
        }
    }
    row
}

fn by_path(node: Node, column: &Column) -> Vec<String> {
    let value = |path: &&str| match path.strip_prefix('@') {
        Some(name) => node.attribute(name).map(str::to_owned),
        None => at(node, path).first().and_then(|node| text(*node)),
    };
    column.stated.iter().filter_map(value).collect()
}

/// Every text below the node in one of the column's tags, in the order of the document.
fn by_tag(node: Node, column: &Column) -> Vec<String> {
    let named = node.descendants().filter(|node| column.stated.contains(&node.tag_name().name()));
    named.filter_map(text).collect()
}

/// The elements at a path of tags, `*` for any and `.` for the node itself.
fn at<'a, 'input>(node: Node<'a, 'input>, path: &str) -> Vec<Node<'a, 'input>> {
    path.split('/').filter(|tag| *tag != ".").fold(vec![node], |nodes, tag| {
        let children = nodes.into_iter().flat_map(|node| node.children());
        children.filter(|node| node.is_element() && (tag == "*" || node.tag_name().name() == tag)).collect()
    })
}

/// The text of an element before its first child element, when there is any.
fn text(node: Node) -> Option<String> {
    let before: String =
        node.children().take_while(|child| !child.is_element()).filter_map(|child| child.text()).collect();
    let trimmed = before.trim();
    (!trimmed.is_empty()).then(|| trimmed.to_owned())
}
