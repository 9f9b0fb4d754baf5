//! The two schemas call the same things by other names: eis_Schedule13D_Filer.xsd and eis_Schedule13G_Filer.xsd.

use crate::filing::FormKind;

/// What a schema calls what both have.
pub(super) struct Names {
    pub event_date: &'static str,
    pub issuer_cik: &'static str,
    /// The one CUSIP of the schemas before there could be several.
    pub cusip: &'static str,
    pub issuer_address: &'static str,
    pub person_cik: &'static str,
    pub group: &'static str,
    pub aggregate: &'static str,
    pub excludes_shares: &'static str,
    pub percent: &'static str,
    pub items: &'static str,
    /// How many rows a cover page has.
    pub rows: u8,
}

const D: Names = Names {
    event_date: "dateOfEvent",
    issuer_cik: "issuerCIK",
    cusip: "issuerCUSIP",
    issuer_address: "address",
    person_cik: "reportingPersonCIK",
    group: "memberOfGroup",
    aggregate: "aggregateAmountOwned",
    excludes_shares: "isAggregateExcludeShares",
    percent: "percentOfClass",
    items: "items1To7",
    rows: 14,
};

const G: Names = Names {
    event_date: "eventDateRequiresFilingThisStatement",
    issuer_cik: "issuerCik",
    cusip: "issuerCusip",
    issuer_address: "issuerPrincipalExecutiveOfficeAddress",
    person_cik: "reportingCik",
    group: "memberGroup",
    aggregate: "reportingPersonBeneficiallyOwnedAggregateNumberOfShares",
    excludes_shares: "aggregateAmountExcludesCertainSharesFlag",
    percent: "classPercent",
    items: "items",
    rows: 12,
};

impl Names {
    pub(super) fn of(kind: FormKind) -> &'static Names {
        if kind == FormKind::Schedule13D { &D } else { &G }
    }
}
