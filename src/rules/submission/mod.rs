//! Identity and addresses: see rules/submission/

use crate::filing::{Body, Field, Filing};
use crate::rules::{Entry, entry};

mod accession_format;
mod address_incomplete;
mod city_state_zip_shift;
mod filed_date_vs_acceptance;
mod form_title_mismatch;
mod header_body_identity;
mod omb_number;
mod state_code_unknown;
mod ticker_format;
mod zip_format;
mod zip_state_mismatch;

pub(super) static RULES: &[Entry] = &[
    entry!(within submission / accession_format),
    entry!(within submission / address_incomplete),
    entry!(within submission / city_state_zip_shift),
    entry!(declared submission / document_count),
    entry!(within submission / filed_date_vs_acceptance),
    entry!(declared submission / foreign_postal_code_format),
    entry!(within submission / form_title_mismatch),
    entry!(within submission / header_body_identity),
    entry!(declared submission / header_period_mismatch),
    entry!(within submission / omb_number),
    entry!(within submission / state_code_unknown),
    entry!(within submission / ticker_format),
    entry!(within submission / zip_format),
    entry!(across submission / zip_state_mismatch),
];

/// City, state and ZIP code of one address.
struct Place<'f> {
    city: &'f Field<Box<str>>,
    state: &'f Field<Box<str>>,
    zip: &'f Field<Box<str>>,
}

/// The addresses of a form's reporting persons, or those on the cover of a schedule.
fn places_of(filing: &Filing) -> Vec<Place<'_>> {
    match &filing.body {
        Body::Ownership(form) => {
            form.owners.iter().map(|at| Place { city: &at.city, state: &at.state, zip: &at.zip }).collect()
        }
        Body::Beneficial(form) => {
            form.addresses.iter().map(|at| Place { city: &at.city, state: &at.state, zip: &at.zip }).collect()
        }
    }
}
