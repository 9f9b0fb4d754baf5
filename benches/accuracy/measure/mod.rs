//! The measure: what a rendering is read as, held against what the XML of the same filing states.
//!
//! ```text
//! XML ───────────▶ stated rows ─┐
//!                               ├─ align ──▶ pairs of rows ──▶ counts ──▶ page
//! rendering ─read─▶ read rows ──┘
//! ```
//!
//! The XML is read by nothing of edgarlint's, so that a slip of a reader cannot hide itself.

pub mod agreement;
pub mod align;
pub mod column;
pub mod corpus;
pub mod counts;
pub mod equal;
pub mod filing;
pub mod markdown;
pub mod page;
pub mod reading;
pub mod stated;

pub use page::report;
