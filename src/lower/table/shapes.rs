//! The columns of Tables I and II, in the order in which each form prints them.

use super::{Column, Shape};
use crate::filing::{FormKind, RowKind, Table};

/// Table I, a transaction: columns 1 to 7 of Forms 4 and 5.
pub(super) const ONE_TRANSACTION: Shape = &[
    (Column::Title, 2.0),
    (Column::Date, 2.0),
    (Column::Deemed, 0.0),
    (Column::Code, 1.0),
    (Column::Voluntary, 0.0),
    (Column::Shares, 1.0),
    (Column::AcquiredDisposed, 1.0),
    (Column::Price, 0.3),
    (Column::Owned, 1.5),
    (Column::Ownership, 1.2),
    (Column::Nature, 0.0),
];

/// Table I, a holding: no date, no code; the whole of Table I on Form 3.
const ONE_HOLDING: Shape =
    &[(Column::Title, 2.0), (Column::Owned, 2.0), (Column::Ownership, 1.5), (Column::Nature, 0.0)];

/// Table II, a transaction: columns 1 to 11 of Forms 4 and 5.
const TWO_TRANSACTION: Shape = &[
    (Column::Title, 2.0),
    (Column::ConversionPrice, 0.5),
    (Column::Date, 2.0),
    (Column::Deemed, 0.0),
    (Column::Code, 1.0),
    (Column::Voluntary, 0.0),
    (Column::Acquired, 0.0),
    (Column::Disposed, 0.0),
    (Column::Exercise, 0.4),
    (Column::Expiration, 0.3),
    (Column::UnderlyingTitle, 0.8),
    (Column::UnderlyingShares, 0.8),
    (Column::Price, 0.3),
    (Column::Owned, 1.5),
    (Column::Ownership, 1.2),
    (Column::Nature, 0.0),
];

/// Table II, a holding.
const TWO_HOLDING: Shape = &[
    (Column::Title, 2.0),
    (Column::ConversionPrice, 0.5),
    (Column::Exercise, 0.4),
    (Column::Expiration, 0.3),
    (Column::UnderlyingTitle, 0.8),
    (Column::UnderlyingShares, 0.8),
    (Column::Owned, 1.5),
    (Column::Ownership, 1.2),
    (Column::Nature, 0.0),
];

/// Table II of Form 3: the price stands after the underlying security, and nothing follows a transaction.
const TWO_INITIAL: Shape = &[
    (Column::Title, 2.0),
    (Column::Exercise, 0.4),
    (Column::Expiration, 0.3),
    (Column::UnderlyingTitle, 0.8),
    (Column::UnderlyingShares, 0.8),
    (Column::ConversionPrice, 0.3),
    (Column::Ownership, 1.5),
    (Column::Nature, 0.0),
];

/// The shapes a row of this table may have.
pub(in crate::lower) fn shapes(form: FormKind, table: Table) -> &'static [(RowKind, Shape)] {
    match (form, table) {
        (FormKind::Three, Table::One) => &[(RowKind::Holding, ONE_HOLDING)],
        (FormKind::Three, Table::Two) => &[(RowKind::Holding, TWO_INITIAL)],
        (_, Table::One) => &[(RowKind::Transaction, ONE_TRANSACTION), (RowKind::Holding, ONE_HOLDING)],
        (_, Table::Two) => &[(RowKind::Transaction, TWO_TRANSACTION), (RowKind::Holding, TWO_HOLDING)],
    }
}
