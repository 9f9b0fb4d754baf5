//! What a rule file needs.

pub(in crate::rules) use chrono::NaiveDate;
pub(in crate::rules) use rust_decimal::Decimal;

pub(in crate::rules) use crate::diagnostic::Severity;
pub(in crate::rules) use crate::filing::*;
pub(in crate::rules) use crate::rules::{AcrossCx, AcrossRule, Cx, Rule, Spot, Witness};
pub(in crate::rules) use crate::words::{money, number, words_of_date};
