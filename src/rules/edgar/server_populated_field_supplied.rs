//! See rules/edgar/server_populated_field_supplied.toml.

use crate::rules::prelude::*;

pub(in crate::rules) struct Check;

impl Rule for Check {
    type On = Ownership;

    fn check<'f>(&self, form: &'f Ownership, cx: &mut Cx<'f>) {
        let filing = cx.filing;
        let is_to_be_sent = [filing.stage, filing.found].contains(&Stage::Submission);
        if !filing.by_machine || !is_to_be_sent {
            return;
        }
        let supplied = supplied(form, filing);
        let Some((first, spot)) = supplied.first() else { return };
        let mut names: Vec<&str> = Vec::new();
        for (name, _) in &supplied {
            if !names.contains(name) {
                names.push(name);
            }
        }
        let message = format!("{} given here, but EDGAR fills in its own", listed(&names));
        let draft = cx.report(spot, message);
        draft.saying(*first);
        for (name, spot) in supplied.iter().skip(1) {
            draft.also(spot, *name);
        }
        // In a document that EDGAR has published they are EDGAR's, whatever it is checked as.
        if filing.found == Stage::Disseminated {
            draft.edgar(None);
        }
    }
}

/// `issuerName is`, `schemaVersion and issuerName are`.
fn listed(names: &[&str]) -> String {
    match names.split_last() {
        Some((only, [])) => format!("{only} is"),
        Some((last, others)) => format!("{} and {last} are", others.join(", ")),
        None => String::new(),
    }
}

/// What is given of what EDGAR fills in, by the name of the element.
fn supplied<'f>(form: &'f Ownership, filing: &'f Filing) -> Vec<(&'static str, Witness)> {
    let inserted = &form.inserted;
    let mut supplied: Vec<(&'static str, &'f dyn AnyField)> = vec![
        ("schemaVersion", &inserted.schema_version),
        ("noSecuritiesOwned", &inserted.no_securities_owned),
        ("form3HoldingsReported", &inserted.form3_holdings_reported),
        ("form4TransactionsReported", &inserted.form4_transactions_reported),
        ("issuerName", &filing.issuer.name),
    ];
    for owner in &form.owners {
        supplied.push(("rptOwnerName", &owner.name));
        supplied.push(("rptOwnerStateDescription", &owner.state_description));
        supplied.push(("rptOwnerGoodAddress", &owner.good_address));
    }
    supplied.retain(|(_, field)| field.state() != Value::Missing);
    supplied.into_iter().map(|(name, field)| (name, field.witness())).collect()
}
