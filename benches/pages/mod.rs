//! Pages that more than one bench measures.

use std::fmt::Write as _;

/// A Form 4 as ownership XML with this many sales, each with its balance and a footnote at its price.
pub fn form4_xml(rows: usize) -> String {
    let mut page = String::from(
        "<?xml version=\"1.0\"?>\n<ownershipDocument>\n\n    <schemaVersion>X0508</schemaVersion>\n\n    \
         <documentType>4</documentType>\n\n    <periodOfReport>2024-03-05</periodOfReport>\n\n    <issuer>\n        \
         <issuerCik>0000990001</issuerCik>\n        <issuerName>ALDER SYSTEMS INC</issuerName>\n        \
         <issuerTradingSymbol>ALDR</issuerTradingSymbol>\n    </issuer>\n\n    <reportingOwner>\n        <reportingOwnerId>\n\
         <rptOwnerCik>0000990101</rptOwnerCik>\n<rptOwnerName>MARLOWE EDITH</rptOwnerName>\n        </reportingOwnerId>\n        \
         <reportingOwnerAddress>\n<rptOwnerStreet1>12 QUARRY LANE</rptOwnerStreet1>\n<rptOwnerCity>AUSTIN</rptOwnerCity>\n\
         <rptOwnerState>TX</rptOwnerState>\n<rptOwnerZipCode>78701</rptOwnerZipCode>\n        </reportingOwnerAddress>\n        \
         <reportingOwnerRelationship>\n            <isDirector>1</isDirector>\n        </reportingOwnerRelationship>\n    \
         </reportingOwner>\n\n    <aff10b5One>0</aff10b5One>\n\n    <nonDerivativeTable>\n",
    );
    let named = |page: &mut String, name: &str, value: &str, note: &str| {
        let _ = write!(
            page,
            "                <{name}>\n                    <value>{value}</value>\n{note}                </{name}>\n"
        );
    };
    for row in 0..rows {
        page.push_str("        <nonDerivativeTransaction>\n");
        named(&mut page, "securityTitle", "Common Stock", "");
        named(&mut page, "transactionDate", "2024-03-05", "");
        page.push_str(
            "            <transactionCoding>\n                <transactionFormType>4</transactionFormType>\n                \
             <transactionCode>S</transactionCode>\n                <equitySwapInvolved>0</equitySwapInvolved>\n            \
             </transactionCoding>\n            <transactionAmounts>\n",
        );
        named(&mut page, "transactionShares", "250", "");
        let price = 10_000 + row % 700;
        let note = "                    <footnoteId id=\"F1\"/>\n";
        named(&mut page, "transactionPricePerShare", &format!("{}.{:04}", price / 10_000, price % 10_000), note);
        named(&mut page, "transactionAcquiredDisposedCode", "D", "");
        page.push_str("            </transactionAmounts>\n            <postTransactionAmounts>\n");
        named(&mut page, "sharesOwnedFollowingTransaction", &(900_000_000 - row * 250).to_string(), "");
        page.push_str("            </postTransactionAmounts>\n            <ownershipNature>\n");
        named(&mut page, "directOrIndirectOwnership", "D", "");
        page.push_str("            </ownershipNature>\n        </nonDerivativeTransaction>\n");
    }
    page.push_str(
        "    </nonDerivativeTable>\n\n    <footnotes>\n        <footnote id=\"F1\">A weighted average of several sales.</footnote>\n    \
         </footnotes>\n\n    <ownerSignature>\n        <signatureName>/s/ Edith Marlowe</signatureName>\n        \
         <signatureDate>2024-03-06</signatureDate>\n    </ownerSignature>\n</ownershipDocument>\n",
    );
    page
}
