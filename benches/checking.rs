//! What a check of one Form 4 as ownership XML costs, step by step, in time for each document.
//!
//! `reading` is all that makes a filing of a text: the tree, the schema, the fields.

mod pages;

use std::hint::black_box;
use std::sync::Arc;

use chrono::NaiveDate;
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use edgarlint::engine::{self, Checked, Plan, Settings};
use edgarlint::lower;
use edgarlint::report::{Entry, json};
use edgarlint::rules::Profile;
use edgarlint::source::Sources;
use edgarlint::syntax::xml::Tree;
use pages::form4_xml;

/// So many rows make a document of some 18 KB, which is a usual one.
const ROWS: usize = 9;

fn checking(criterion: &mut Criterion) {
    let page = form4_xml(ROWS);
    let mut sources = Sources::new();
    let id = sources.add_text("form4.xml", page.clone());
    let filings = lower::read(&sources, id).filings;
    let filing = filings.first().expect("the page is a Form 4");
    let as_of = NaiveDate::from_ymd_opt(2024, 3, 8).expect("a day of the calendar");
    let settings = Settings { profile: Profile::Quality, across: false, ..Settings::of_day(as_of) };
    let plan = Plan::of(&settings);
    let Checked { findings, verdicts } = engine::check(&filings, &sources, &settings);
    let verdict = verdicts.first().copied().flatten();

    let mut group = criterion.benchmark_group("check of a form 4, xml");
    group.bench_function("bytes to text", |bencher| {
        let bytes = || page.clone().into_bytes();
        let add = |bytes| Sources::new().add("form4.xml", bytes).is_ok();
        bencher.iter_batched(bytes, |bytes| black_box(add(bytes)), BatchSize::SmallInput);
    });
    group.bench_function("tree", |bencher| {
        let text = sources.text(id);
        bencher.iter(|| black_box(Tree::of(text, 0..text.as_str().len())));
    });
    group.bench_function("reading", |bencher| bencher.iter(|| black_box(lower::read(&sources, id))));
    group.bench_function("rules", |bencher| {
        bencher.iter(|| black_box(engine::lint(filing, &sources, &plan)));
    });
    group.bench_function("output", |bencher| {
        let path = Arc::from("form4.xml");
        bencher.iter(|| {
            let mut lines = Vec::new();
            let written = findings.iter().try_for_each(|finding| json::line(finding, &mut lines));
            written.expect("a vector takes what is written");
            black_box((lines, Entry::of(filing, verdict, &path, &sources)))
        });
    });
    group.finish();
}

criterion_group!(benches, checking);
criterion_main!(benches);
