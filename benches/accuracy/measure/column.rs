//! What is asked of a filing: each value's name, where the XML states it, and which fields read it.

/// One value asked of a row.
pub struct Column {
    /// As the page calls it; the same name in two tables is counted as one.
    pub name: &'static str,
    pub kind: Kind,
    /// Where the XML states it: paths below the row's element for Forms 3, 4, 5, tags anywhere below it
    /// for schedules. The first that holds text counts.
    pub stated: &'static [&'static str],
    /// The fields that read it. The first that is present counts.
    pub read: &'static [&'static str],
    /// Whether all of them count, in their order, rather than the first.
    pub joined: bool,
}

/// What a value is, and so what is equal to it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Number,
    Date,
    /// Titles, names, explanations: letters and digits, and spelling errors of scans forgiven.
    Words,
    /// Codes: letters and digits.
    Letters,
    /// A box that is checked or not.
    Truth,
    /// A state or country: its code, or the name of that code.
    Place,
    /// The number of a footnote: `F1` and `1` are one.
    Mark,
    /// A signature: `/s/` and the words before it may be left out.
    Signed,
}

use Kind::{Date, Letters, Mark, Number, Place, Signed, Truth, Words};

const fn one(name: &'static str, kind: Kind, stated: &'static [&'static str], read: &'static [&'static str]) -> Column {
    Column { name, kind, stated, read, joined: false }
}

const fn all(name: &'static str, kind: Kind, stated: &'static [&'static str], read: &'static [&'static str]) -> Column {
    Column { name, kind, stated, read, joined: true }
}

/// A row of Table I. A value in dollars stands where a row states no number of shares.
pub const TABLE_1: &[Column] = &[
    one("security title", Words, &["securityTitle/value"], &["security_title"]),
    one("transaction date", Date, &["transactionDate/value"], &["transaction_date"]),
    one("code", Letters, &["transactionCoding/transactionCode"], &["code"]),
    one(
        "shares",
        Number,
        &["transactionAmounts/transactionShares/value", "transactionAmounts/transactionTotalValue/value"],
        &["shares", "total_value"],
    ),
    one("price", Number, &["transactionAmounts/transactionPricePerShare/value"], &["price"]),
    one(
        "acquired or disposed",
        Letters,
        &["transactionAmounts/transactionAcquiredDisposedCode/value"],
        &["acquired_disposed"],
    ),
    one(
        "owned following",
        Number,
        &[
            "postTransactionAmounts/sharesOwnedFollowingTransaction/value",
            "postTransactionAmounts/valueOwnedFollowingTransaction/value",
        ],
        &["owned_following", "value_owned_following"],
    ),
    one("ownership", Letters, &["ownershipNature/directOrIndirectOwnership/value"], &["ownership"]),
    one("nature", Words, &["ownershipNature/natureOfOwnership/value"], &["nature"]),
];

/// What a row of Table II has beyond those of Table I.
pub const TABLE_2: &[Column] = &[
    one("conversion price", Number, &["conversionOrExercisePrice/value"], &["conversion_price"]),
    one("exercise date", Date, &["exerciseDate/value"], &["exercise_date"]),
    one("expiration date", Date, &["expirationDate/value"], &["expiration_date"]),
    one("underlying title", Words, &["underlyingSecurity/underlyingSecurityTitle/value"], &["underlying_title"]),
    one(
        "underlying shares",
        Number,
        &["underlyingSecurity/underlyingSecurityShares/value", "underlyingSecurity/underlyingSecurityValue/value"],
        &["underlying_shares", "underlying_value"],
    ),
];

/// The form itself.
pub const FORM: &[Column] = &[
    one("form", Letters, &["form"], &["form"]),
    one("form and amendment", Letters, &["form and amendment"], &["form and amendment"]),
];

/// The boxes that a Form 3, 4 or 5 has once.
pub const HEAD: &[Column] = &[
    one("issuer name", Words, &["issuer/issuerName"], &["issuer_name"]),
    one("ticker symbol", Letters, &["issuer/issuerTradingSymbol"], &["issuer_symbol"]),
    one("period of report", Date, &["periodOfReport"], &["period_of_report"]),
    one("date of original", Date, &["dateOfOriginalSubmission"], &["date_of_original"]),
    one("exit box", Truth, &["notSubjectToSection16"], &["not_subject_to_section16"]),
    one("Rule 10b5-1 box", Truth, &["aff10b5One"], &["aff10b5one"]),
    one("remarks", Words, &["remarks"], &["remarks"]),
];

/// Boxes whose mark is a picture on EDGAR's page, which no text of it keeps: where they are checked, nothing shows.
pub const PICTURES: [&str; 2] = ["exit box", "Rule 10b5-1 box"];

/// The boxes of one reporting person. No rendering parts the two lines of the street.
pub const OWNER: &[Column] = &[
    one("owner name", Words, &["reportingOwnerId/rptOwnerName"], &["name"]),
    all(
        "street",
        Words,
        &["reportingOwnerAddress/rptOwnerStreet1", "reportingOwnerAddress/rptOwnerStreet2"],
        &["street1", "street2"],
    ),
    one("city", Words, &["reportingOwnerAddress/rptOwnerCity"], &["city"]),
    one("state", Place, &["reportingOwnerAddress/rptOwnerState"], &["state"]),
    one("zip", Letters, &["reportingOwnerAddress/rptOwnerZipCode"], &["zip"]),
    one("director box", Truth, &["reportingOwnerRelationship/isDirector"], &["is_director"]),
    one("officer box", Truth, &["reportingOwnerRelationship/isOfficer"], &["is_officer"]),
    one("10 % box", Truth, &["reportingOwnerRelationship/isTenPercentOwner"], &["is_ten_percent_owner"]),
    one("other box", Truth, &["reportingOwnerRelationship/isOther"], &["is_other"]),
    one("officer title", Words, &["reportingOwnerRelationship/officerTitle"], &["officer_title"]),
    one("other text", Words, &["reportingOwnerRelationship/otherText"], &["other_text"]),
];

/// One explanation: `.` is the element itself, `@` an attribute.
pub const FOOTNOTE: &[Column] =
    &[one("footnote number", Mark, &["@id"], &["id"]), one("footnote text", Words, &["."], &["text"])];

/// One signature. A reader may part the title from the name.
pub const SIGNATURE: &[Column] = &[
    all("signature", Signed, &["signatureName"], &["name", "title"]),
    one("signature date", Date, &["signatureDate"], &["date"]),
];

/// What the cover of a schedule has once.
pub const COVER: &[Column] = &[
    one("issuer name", Words, &["issuerName"], &["issuer_name"]),
    one("class title", Words, &["securitiesClassTitle"], &["class_title"]),
    one("CUSIP", Letters, &["issuerCusip", "issuerCUSIP", "issuerCusipNumber"], &["cusip"]),
    one("event date", Date, &["dateOfEvent", "eventDateRequiresFilingThisStatement"], &["event_date"]),
];

/// One reporting person of a schedule, in the tags of 13D and 13G.
pub const PERSON: &[Column] = &[
    one("name", Words, &["reportingPersonName"], &["name"]),
    one("sole voting", Number, &["soleVotingPower"], &["sole_voting"]),
    one("shared voting", Number, &["sharedVotingPower"], &["shared_voting"]),
    one("sole dispositive", Number, &["soleDispositivePower"], &["sole_dispositive"]),
    one("shared dispositive", Number, &["sharedDispositivePower"], &["shared_dispositive"]),
    one(
        "aggregate",
        Number,
        &["aggregateAmountOwned", "reportingPersonBeneficiallyOwnedAggregateNumberOfShares"],
        &["aggregate"],
    ),
    one("percent", Number, &["percentOfClass", "classPercent"], &["percent"]),
    all("type", Letters, &["typeOfReportingPerson"], &["type_codes"]),
];
