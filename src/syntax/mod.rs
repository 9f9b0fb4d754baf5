//! Formats: pages, lines, cells, tokens, markup and values. Pest lives here. Knows no form.

pub mod base64;
pub mod expr;
pub mod html;
pub mod ownership;
pub mod page;
pub mod schedule13;
pub mod sgml;
pub mod toml;
pub mod value;
pub mod xml;
