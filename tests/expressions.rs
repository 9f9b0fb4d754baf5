//! The language of rule files: what it answers, and how its mistakes are drawn.

mod pictures;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use edgarlint::expr::{Condition, Constant, Dated, FUNCTIONS, Names, Params, Place, Scope, Spot, Template, subjects};
use edgarlint::filing::{Body, Certainty, Filing, Part};
use edgarlint::lower;
use edgarlint::rules::house::House;
use edgarlint::rules::{Answer, Rulebook};
use edgarlint::source::Sources;
use proptest::prelude::*;

/// A sale of -1,500 shares with its price noted, a holding, and a grant of 600 units at no price; nothing is guessed
/// but the code of the grant.
fn filing() -> Filing {
    let mut sources = Sources::new();
    let bytes = fs::read(root().join("fixtures/ownership/negative_shares/bad.xml")).expect("the fixture is there");
    let id = sources.add("bad.xml", bytes).expect("the fixture is text");
    let mut filing = lower::read(&sources, id).filings.remove(0);
    if let Body::Ownership(form) = &mut filing.body {
        form.table2[0].code.certainty = Certainty::Guessed;
    }
    filing
}

/// What an expression answers about the first thing of a kind.
fn answer(expression: &str, on: &str, filing: &Filing, params: &Params) -> Option<bool> {
    let on = subjects().iter().find(|subject| subject.name == on).expect("a subject");
    let condition = Condition::of(expression, &Names { on, params })
        .unwrap_or_else(|mistake| panic!("{expression}: {}", mistake.message));
    let mut answer = None;
    on.each(filing, &mut |part| {
        answer.get_or_insert_with(|| condition.holds(&Scope::new(filing, part, part.transaction_date())));
    });
    answer.expect("there is one of its kind")
}

#[test]
fn answers_are_three() {
    let filing = filing();
    let params = Params::new();
    for (on, expected, expressions) in [
        (
            "transaction",
            Some(true),
            &[
                "shares < 0",
                "shares == -1500",
                "shares + 1500 == 0 and 2 * shares - 1 < -3000",
                "code == 'S'",
                "code != 'P' and code not in ['P', 'A']",
                "not missing(price) and known(price) and noted(price) and noted()",
                "missing(total_value) and not known(total_value) and not noted(total_value)",
                "transaction_date == 2026-05-04",
                "transaction_date in [2026-05-04, 2026-05-05]",
                "days(transaction_date, 2026-05-14) == 10",
                "business_days(transaction_date, 2026-05-11) == 5",
                "kind == 'transaction' and table == 'Table I' and number == 1",
                "filing.form in ['4', '4/A'] and filing.by_machine and not filing.aff10b5one",
                "issuer.symbol == 'ALDR' and like(issuer.cik, '##########') and like(issuer.symbol, '@*')",
                "missing(header.submission_type)",
                "filing.remarks == 'Filed by the company on behalf of Ms. Harrow.'",
                "count(rows) == 3 and count(transactions) == 2 and count(persons) == 0",
                "any(o in owners: o.is_officer and not o.is_director)",
                "all(f in footnotes: like(f.id, 'F#'))",
                "count(t in transactions: t.shares > 0) == 1",
                "sum(t in transactions: t.shares) == -900",
                "sum(t in transactions where t.shares > 0: t.shares * 2) == 1200",
                "any(t in transactions: t.transaction_date == transaction_date and t.number == number)",
                // One that is true settles it, whatever the other is.
                "shares < 0 or total_value > 0",
                "any(r in rows: r.shares > 0)",
                "all(p in persons: p.aggregate > 0)",
                "any(t in transactions: guess(t.code) == 'A')",
                "if(code == 'S', 'sale', 'other') == 'sale' and either(nature, 'none') == 'none'",
                "first(r in rows where r.kind == 'holding': r.owned_following) == 800 and first(r in rows: r.code) == 'S'",
                "latest(t in transactions: t.transaction_date) >= first(t in transactions: t.transaction_date)",
                "session(transaction_date) and not session(2026-05-03) and kind_of_day(2026-05-03) == 'Sunday'",
                "kind_of_day(2026-07-03) == 'Independence Day' and kind_of_day(transaction_date) == 'Monday'",
            ][..],
        ),
        (
            "transaction",
            Some(false),
            &[
                "shares >= 0",
                "shares < 0 and price < 0",
                "missing(price)",
                "total_value > 0 and shares > 0",
                "any(t in trades: t.price > 0)",
                "all(r in rows: r.shares > 0)",
                "not (code == 'S')",
                "code == 's'",
            ],
        ),
        (
            "transaction",
            None,
            &[
                // Nothing is written there.
                "total_value > 0",
                "not (total_value > 0)",
                "total_value != total_value",
                "shares < 0 and total_value > 0",
                "shares > 0 or total_value > 0",
                "shares + total_value > 0",
                "filing.filed_as_of >= transaction_date",
                "header.submission_type == '4'",
                "filing.class_title == 'Common Stock'",
                "business_days(1990-01-02, transaction_date) > 5",
                // A holding has no number of shares, and the code of the grant is a guess.
                "any(r in rows: r.shares > 600)",
                "all(r in rows: r.shares < 1000)",
                "sum(r in rows: r.shares) > 0",
                "count(r in rows: r.code == 'S') == 1",
                "any(t in transactions: t.code == 'A')",
                // The first that might count is not known to.
                "first(r in rows where r.code == 'A': r.number) == 3",
                "latest(t in trades: t.date) > 2026-01-01",
                "session(1850-01-02)",
                // More than is counted exactly.
                "79228162514264337593543950335 * shares > 0",
            ],
        ),
        ("owner", Some(true), &["is_officer", "not is_director", "officer_title == 'Chief Accounting Officer'"]),
        ("footnote", Some(true), &["id == 'F1'", "like(text, 'Sold in *')"]),
        ("filing", Some(true), &["period_of_report == 2026-05-04", "any(s in signatures: s.name == 'Ada Harrow')"]),
        ("issuer", Some(true), &["symbol == 'ALDR'"]),
        ("holding", Some(true), &["owned_following == 800 and missing(code)"]),
    ] {
        for expression in expressions {
            assert_eq!(answer(expression, on, &filing, &params), expected, "{expression}");
        }
    }
}

#[test]
fn thresholds_are_those_of_the_day() {
    let day = |text: &str| text.parse::<NaiveDate>().ok();
    let number = |number: i64| Constant::Number(number.into());
    let params = Params::from([
        (
            "most".to_owned(),
            vec![
                Dated { from: None, until: day("2026-05-03"), value: number(10) },
                Dated { from: day("2026-05-04"), until: None, value: number(20) },
            ],
        ),
        ("long_gone".to_owned(), vec![Dated { from: None, until: day("2020-01-01"), value: number(1) }]),
        (
            "closed".to_owned(),
            vec![Dated {
                from: None,
                until: None,
                value: Constant::List(day("2026-05-04").map(Constant::Date).into_iter().collect()),
            }],
        ),
    ]);
    let filing = filing();
    for (expression, expected) in [
        ("param('most') == 20", Some(true)),
        ("param('long_gone') == 1", None),
        ("transaction_date in param('closed')", Some(true)),
        ("transaction_date not in param('closed')", Some(false)),
    ] {
        assert_eq!(answer(expression, "transaction", &filing, &params), expected, "{expression}");
    }
}

#[test]
fn what_is_guessed_or_malformed_is_not_compared() {
    let mut filing = filing();
    if let Body::Ownership(form) = &mut filing.body {
        form.table1[0].price.certainty = Certainty::Guessed;
    }
    let params = Params::new();
    for (expression, expected) in [
        ("price > 0", None),
        ("guess(price) > 0", Some(true)),
        ("known(price)", Some(false)),
        ("known(guess(price))", Some(true)),
    ] {
        assert_eq!(answer(expression, "transaction", &filing, &params), expected, "{expression}");
    }
    if let Body::Ownership(form) = &mut filing.body {
        let span = form.table1[0].price.span;
        form.table1[0].price = edgarlint::filing::Field::malformed(span, Certainty::Written);
    }
    for (expression, expected) in [("price > 0", None), ("guess(price) > 0", None), ("missing(price)", Some(false))] {
        assert_eq!(answer(expression, "transaction", &filing, &params), expected, "{expression}");
    }
}

#[test]
fn what_was_compared_is_what_a_finding_rests_on() {
    let filing = filing();
    let on = subjects().iter().find(|subject| subject.name == "transaction").expect("a subject");
    let row = &filing.ownership().expect("a form").table1[0];
    for (expression, fields) in [
        ("price > 0 or price < 0 or shares > price", 2),
        ("missing(price) or known(shares) or noted(code) or noted()", 0),
        ("guess(price) > 0", 1),
        ("table == 'Table I' and filing.form == '4'", 1),
        ("any(t in transactions: t.shares > 0)", 2),
        ("any(t in transactions: t.shares > 0) or any(r in rows: r.shares > 0)", 5),
    ] {
        let condition = Condition::of(expression, &Names { on, params: &Params::new() })
            .unwrap_or_else(|mistake| panic!("{expression}: {}", mistake.message));
        let mut count = 0;
        condition.reads(&Scope::new(&filing, Part::Row(row), None), &mut |_| count += 1);
        assert_eq!(count, fields, "{expression}");
    }
}

#[test]
fn a_long_list_is_not_walked_for_each_of_many() {
    let mut filing = filing();
    if let Body::Ownership(form) = &mut filing.body {
        form.table1 = vec![form.table1[0].clone(); 1_001];
        form.table2.clear();
    }
    let params = Params::new();
    assert_eq!(answer("count(rows) > 0", "transaction", &filing, &params), None);
    assert_eq!(answer("count(rows) == 1001", "filing", &filing, &params), Some(true));
}

#[test]
fn messages_say_values_as_people_write_them() {
    let filing = filing();
    let on = subjects().iter().find(|subject| subject.name == "transaction").expect("a subject");
    let form = filing.ownership().expect("a form");
    let params = Params::new();
    for (message, expected) in [
        ("{table}, row {number}: {shares} at ${price}", "Table I, row 1: -1,500 at $14.05"),
        ("costs ${shares * price}", "costs -$21,075.00"),
        ("on {transaction_date}, {{so}}", "on 05/04/2026, {so}"),
        ("{if(code == 'S', 'a sale', 'no sale}')}", "a sale"),
        ("{total_value} and {either(nature, 'nothing')}", "(not known) and nothing"),
        ("{count(rows)}", "3"),
    ] {
        let template = Template::of(message, &Names { on, params: &params })
            .unwrap_or_else(|mistake| panic!("{message}: {}", mistake.message));
        let scope = Scope::new(&filing, Part::Row(&form.table1[0]), None);
        assert_eq!(template.words(&scope), expected);
    }
}

/// What is broken is asked by the kind of the fault, and told by what stands there and by what the kind tells.
#[test]
fn faults_are_asked_by_their_kind() {
    let read = |file: &str| {
        let mut sources = Sources::new();
        let bytes = fs::read(root().join("fixtures/edgar").join(file)).expect("the fixture is there");
        let id = sources.add(file, bytes).expect("the fixture is text");
        let filing = lower::read(&sources, id).filings.remove(0);
        (sources, filing)
    };
    let on = subjects().iter().find(|subject| subject.name == "fault").expect("a subject");
    let params = Params::new();
    let names = Names { on, params: &params };
    for (file, kind, message, expected, places) in [
        ("element_order/bad.xml", "too far up", "`{element}` before `{other}`", "`remarks` before `footnotes`", 1),
        ("bad_boolean/bad.xml", "no boolean", "`{element}` is `{written}`", "`isOfficer` is `Y`", 0),
        ("row_limit/bad.xml", "too many rows", "{written}: {count} of {limit}", "nonDerivativeTable: 31 of 30", 0),
    ] {
        let (sources, filing) = read(file);
        let condition = Condition::of(&format!("kind == '{kind}'"), &names)
            .unwrap_or_else(|mistake| panic!("{kind}: {}", mistake.message));
        let template = Template::of(message, &names).unwrap_or_else(|mistake| panic!("{kind}: {}", mistake.message));
        let [place, others] = ["place", "others"]
            .map(|name| Place::several(name, &names).unwrap_or_else(|mistake| panic!("{name}: {}", mistake.message)));
        let mut said = Vec::new();
        on.each(&filing, &mut |part| {
            let scope = Scope::new(&filing, part, None).reading(&sources);
            if condition.holds(&scope) == Some(true) {
                let mut further = 0;
                others.spots(&scope, &mut |_| further += 1);
                assert!(matches!(place.spot(&scope), Some(Spot::Span(_))), "{file}");
                assert_eq!(further, places, "{file}");
                said.push(template.words(&scope));
            }
        });
        assert_eq!(said, [expected], "{file}");
    }
}

#[test]
fn a_place_may_be_that_of_one_of_a_list() {
    let filing = filing();
    let on = subjects().iter().find(|subject| subject.name == "filing").expect("a subject");
    let params = Params::new();
    let scope = Scope::new(&filing, Part::Filing(&filing), None);
    let rows = filing.ownership().expect("a form");
    for (place, expected) in [
        ("first(h in holdings: h.security_title)", rows.table1[1].security_title.span),
        ("first(t in transactions where t.shares > 0: t.shares)", rows.table2[0].shares.span),
        ("latest(s in signatures: s.date)", filing.signatures[0].date.span),
    ] {
        let read = Place::of(place, &Names { on, params: &params });
        let read = read.unwrap_or_else(|mistake| panic!("{place}: {}", mistake.message));
        let Some(Spot::Field(field)) = read.spot(&scope) else { panic!("{place}: no field") };
        assert_eq!(field.span(), expected, "{place}");
    }
}

#[test]
fn mistakes_are_drawn_in_the_rule_file() {
    pictures::are_drawn(&root().join("fixtures/mistakes"), 30, |path| {
        let mut sources = Sources::new();
        let name = path.file_name().expect("a name").to_string_lossy();
        let id = sources.add(name, fs::read(path).expect("a file")).expect("text");
        let found = House::read(&sources, &[id]).mistakes;
        (sources, found)
    });
}

/// The figures and the functions of `rules/README.md` are those of the rulebook.
#[test]
fn the_readme_of_the_rules_counts_right() {
    let readme = fs::read_to_string(root().join("rules/README.md")).expect("it is there");
    let rules = Rulebook::built_in().rules();
    let asked = rules.iter().filter(|rule| !matches!(rule.answer, Answer::Run)).count();
    let declared = rules.iter().filter(|rule| rule.is_declared()).count();
    let figures = format!(
        "Of {} rules {declared} are TOML only, {} have a Rust file, {} are answered by the run itself",
        rules.len(),
        asked - declared,
        rules.len() - asked
    );
    assert!(readme.contains(&figures), "rules/README.md must say: {figures}");
    for function in FUNCTIONS {
        assert!(readme.contains(&format!("| `{}` | {} |", function.form, function.says)), "{}", function.form);
    }
    for subject in subjects() {
        assert!(readme.contains(&format!("`{}`", subject.name)), "{}", subject.name);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// Whatever is written, it is read or refused, and ends.
    #[test]
    fn no_text_breaks_the_reader(text in any::<String>()) {
        let names = Names { on: &subjects()[0], params: &BTreeMap::new() };
        let _ = Condition::of(&text, &names);
        let _ = Template::of(&text, &names);
    }

    #[test]
    fn no_words_of_the_language_break_the_reader(words in prop::collection::vec(prop::sample::select(WORDS), 0..60)) {
        let filing = filing();
        let on = subjects().iter().find(|subject| subject.name == "row").expect("a subject");
        let text = words.join(" ");
        if let Ok(condition) = Condition::of(&text, &Names { on, params: &BTreeMap::new() }) {
            on.each(&filing, &mut |part| {
                let _ = condition.holds(&Scope::new(&filing, part, None));
            });
        }
    }
}

const WORDS: &[&str] = &[
    "price",
    "shares",
    "code",
    "table",
    "transaction_date",
    "is_officer",
    "t",
    "t.price",
    "filing.form",
    "issuer.name",
    "0",
    "-",
    "1.5",
    "2024-02-05",
    "'S'",
    "'#*'",
    "(",
    ")",
    "[",
    "]",
    ",",
    ":",
    "and",
    "or",
    "not",
    "in",
    "where",
    "==",
    "!=",
    "<",
    ">=",
    "+",
    "*",
    "missing(",
    "any(t in rows :",
    "sum(t in rows :",
    "count(",
    "days(",
    "like(",
    "if(",
    "rows",
    "guess(",
    "known(",
    "noted(",
    "either(",
    "first(t in rows :",
    "latest(t in rows :",
    "session(",
    "kind_of_day(",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}
