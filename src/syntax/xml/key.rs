//! Names in a form in which they are compared at once.

/// What a name is looked for by: its length, its first eight bytes and its last eight, capitals as small letters. Names
/// that differ by capitals have one key. Names that have one key need not be one name: who finds one compares it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Key(u64);

/// The bit in which a capital letter differs from a small one.
const SMALL: u8 = 0x20;
const SMALL_ALL: u64 = u64::from_le_bytes([SMALL; 8]);

impl Key {
    #[inline]
    pub(super) fn of(name: &str) -> Key {
        let bytes = name.as_bytes();
        let ends = match (bytes.first_chunk(), bytes.last_chunk()) {
            (Some(first), Some(last)) => {
                let [first, last] = [first, last].map(|bytes| u64::from_le_bytes(*bytes) | SMALL_ALL);
                first.rotate_left(29) ^ last
            }
            _ => bytes.iter().fold(0, |ends, byte| (ends << 8) | u64::from(byte | SMALL)),
        };
        Key(ends.wrapping_add(bytes.len() as u64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_differ_by_capitals_have_one_key() {
        for (name, other) in [("value", "Value"), ("issuerName", "ISSUERNAME"), ("éA", "éa"), ("", "")] {
            assert_eq!(Key::of(name), Key::of(other), "{name}");
        }
    }

    #[test]
    fn names_of_one_document_have_keys_of_their_own() {
        let names = [
            "value",
            "issuer",
            "issuerCik",
            "issuerName",
            "isDirector",
            "isOfficer",
            "isOther",
            "rptOwnerStreet1",
            "rptOwnerStreet2",
            "exerciseDate",
            "expirationDate",
            "transactionShares",
            "transactionDate",
            "underlyingSecurityShares",
            "underlyingSecurityValue",
            "sharesOwnedFollowingTransaction",
            "valueOwnedFollowingTransaction",
            "nonDerivativeTable",
            "derivativeTable",
            "nonDerivativeTransaction",
            "derivativeTransaction",
        ];
        for (at, name) in names.iter().enumerate() {
            for other in names.iter().skip(at + 1) {
                assert_ne!(Key::of(name), Key::of(other), "{name} {other}");
            }
        }
    }
}
