//! A linter of SEC beneficial-ownership filings: Forms 3, 4 and 5, Schedules 13D and 13G.
//!
//! A filing goes through four shapes, and each step knows one thing only:
//!
//! ```text
//! bytes ──source──▶ text ──syntax──▶ tree or sheet ──lower──▶ filing ──rules──▶ diagnostics ──report──▶ words on a screen
//! ```
//!
//! * [`source`]: characters that remember where they came from.
//! * [`syntax`]: formats. Pest lives here. Knows no form.
//! * [`lower`]: forms. Turns any format's sheet into the one AST. Knows no rule.
//! * [`filing`]: the AST. Plain data; every value knows where it stands and how surely it was read.
//! * [`ledger`]: what a filing's figures add up to. Sums, never judgements.
//! * [`expr`]: what rule files ask, in words of their own.
//! * [`rules`]: one question each. A rule is a TOML file that asks it, or has a Rust file of the same name that does.
//! * [`engine`]: which rules, which filings, in what order.
//! * [`config`]: `edgarlint.toml`, and what it means for a filing.
//! * [`proof`]: what rule files expect of themselves, held against what they answer.
//! * [`report`] and [`cli`]: the edges, the only places that print or exit.

// pest is used without `std`, and what it derives then names `alloc`: see Cargo.toml.
extern crate alloc;

pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod engine;
pub mod expr;
pub mod fault;
pub mod filing;
pub mod ledger;
pub mod lower;
pub mod proof;
pub mod report;
pub mod rules;
pub mod source;
pub mod syntax;
pub mod tables;
pub mod words;

#[doc(inline)]
pub use lower::read_all as read;
