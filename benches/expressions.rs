//! What a condition of a rule file costs, in time per row and rule: a simple one has ten nanoseconds. And what it costs
//! to read one.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use edgarlint::expr::{Condition, Names, Params, Scope, subjects};
use edgarlint::filing::{Body, Filing, Part};
use edgarlint::lower;
use edgarlint::source::Sources;

const ROWS: usize = 1_000;

/// A Form 4 whose rows are all the same sale.
fn filing() -> Filing {
    let mut sources = Sources::new();
    let bytes = include_bytes!("../fixtures/ownership/negative_shares/good.xml");
    let id = sources.add("good.xml", bytes.to_vec()).expect("the fixture is text");
    let mut filing = lower::read(&sources, id).filings.remove(0);
    if let Body::Ownership(form) = &mut filing.body {
        let sale = form.table1.first().expect("the fixture has a sale").clone();
        form.table1 = vec![sale; ROWS];
    }
    filing
}

fn conditions(c: &mut Criterion) {
    let filing = filing();
    let rows = &filing.ownership().expect("a form").table1;
    let on = subjects().iter().find(|subject| subject.name == "row").expect("a subject");
    let mut group = c.benchmark_group("condition");
    group.throughput(Throughput::Elements(ROWS as u64));
    for text in [
        "price > 0",
        "code == 'S'",
        "not missing(price)",
        "code in ['P', 'S']",
        "exercise_date <= expiration_date",
        "code == 'S' and price > 0",
        "table == 'Table I' and code == 'F' and not noted()",
        "shares * price <= 100000",
        "days(transaction_date, filing.period_of_report) <= 2",
    ] {
        let condition = Condition::of(text, &Names { on, params: &Params::new() }).unwrap_or_else(|mistake| {
            panic!("{text}: {}", mistake.message);
        });
        group.bench_function(BenchmarkId::from_parameter(text), |b| {
            b.iter(|| {
                for row in rows {
                    black_box(condition.holds(&Scope::new(&filing, Part::Row(black_box(row)), None)));
                }
            });
        });
    }
    group.finish();
}

/// A run reads some hundred expressions, once.
fn reading(c: &mut Criterion) {
    let on = subjects().iter().find(|subject| subject.name == "row").expect("a subject");
    let params = Params::new();
    let mut group = c.benchmark_group("reading");
    for text in ["price > 0", "filing.by_machine and ownership == 'I' and not noted(nature)"] {
        group.bench_function(BenchmarkId::from_parameter(text), |b| {
            b.iter(|| Condition::of(black_box(text), &Names { on, params: &params }).is_ok());
        });
    }
    group.finish();
}

criterion_group!(benches, conditions, reading);
criterion_main!(benches);
