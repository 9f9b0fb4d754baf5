//! The kinds of things a rule may ask about.

use chrono::NaiveDate;

use crate::filing::{Beneficial, Filing, Issuer, Owner, Ownership, Person, Row, Signature};

/// Something a rule may ask about, and where a filing keeps it.
pub trait Subject: 'static {
    /// Its word in rule files.
    const NAME: &'static str;

    fn each<'f>(filing: &'f Filing, visit: &mut dyn FnMut(&'f Self));

    /// The date that `by = "transaction"` goes by; unknown for what is no row.
    fn transaction_date(&self) -> Option<NaiveDate> {
        None
    }
}

impl Subject for Filing {
    const NAME: &'static str = "filing";

    fn each<'f>(filing: &'f Filing, visit: &mut dyn FnMut(&'f Filing)) {
        visit(filing);
    }
}

impl Subject for Ownership {
    const NAME: &'static str = "ownership";

    fn each<'f>(filing: &'f Filing, visit: &mut dyn FnMut(&'f Ownership)) {
        filing.ownership().into_iter().for_each(visit);
    }
}

impl Subject for Beneficial {
    const NAME: &'static str = "beneficial";

    fn each<'f>(filing: &'f Filing, visit: &mut dyn FnMut(&'f Beneficial)) {
        filing.beneficial().into_iter().for_each(visit);
    }
}

impl Subject for Issuer {
    const NAME: &'static str = Issuer::NAME;

    fn each<'f>(filing: &'f Filing, visit: &mut dyn FnMut(&'f Issuer)) {
        visit(&filing.issuer);
    }
}

impl Subject for Owner {
    const NAME: &'static str = Owner::NAME;

    fn each<'f>(filing: &'f Filing, visit: &mut dyn FnMut(&'f Owner)) {
        filing.ownership().into_iter().flat_map(|body| &body.owners).for_each(visit);
    }
}

impl Subject for Row {
    const NAME: &'static str = Row::NAME;

    fn each<'f>(filing: &'f Filing, visit: &mut dyn FnMut(&'f Row)) {
        filing.ownership().into_iter().flat_map(Ownership::rows).for_each(visit);
    }

    fn transaction_date(&self) -> Option<NaiveDate> {
        self.transaction_date.present().copied()
    }
}

impl Subject for Person {
    const NAME: &'static str = Person::NAME;

    fn each<'f>(filing: &'f Filing, visit: &mut dyn FnMut(&'f Person)) {
        filing.beneficial().into_iter().flat_map(|body| &body.persons).for_each(visit);
    }
}

impl Subject for Signature {
    const NAME: &'static str = Signature::NAME;

    fn each<'f>(filing: &'f Filing, visit: &mut dyn FnMut(&'f Signature)) {
        filing.signatures.iter().for_each(visit);
    }
}
