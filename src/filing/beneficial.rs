//! What Schedules 13D and 13G ask.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{AnyField, Field, part, plain, record};
use crate::source::Span;

part! {
    /// The body of a Schedule 13D or 13G.
    #[derive(Clone, PartialEq, Debug, Default)]
    pub struct Beneficial as "schedule" {
        /// The number of the amendment on the cover page.
        pub amendment_number: Field<u32>,
        pub class_title: Field<Box<str>>,
        /// Every labelled CUSIP, the cover's first, in the order of the document.
        pub cusips: Vec<CusipMention>,
        /// Date of event which requires filing.
        pub event_date: Field<NaiveDate>,
        /// One for each cover page.
        pub persons: Vec<Person>,
        pub items: Vec<Item>,
        /// Each statement of the shares of the class outstanding.
        pub shares_outstanding: Vec<OutstandingShares>,
        /// The trades of Item 5(c), in the order of the document.
        pub trades: Vec<Trade>,
        /// Where the table of trades is headed, when there is one.
        pub trades_heading: Option<Span>,
        /// Totals that the text states of its trades.
        pub stated_totals: Vec<StatedTotal>,
        /// Holdings that the text of Item 5 (Item 4 of 13G) states.
        pub stated_positions: Vec<StatedPosition>,
        /// Item 5(e): the date on which the person ceased to own more than five percent.
        pub ceased_five_percent: Field<NaiveDate>,
        /// Earlier statements that the text names.
        pub prior_filings: Vec<PriorFiling>,
        /// Amendment numbers that the text gives this amendment, beyond the cover.
        pub amendment_mentions: Vec<Field<u32>>,
        /// `Page 2 of 13 Pages`.
        pub pages: Vec<PageMark>,
        /// ZIP codes and states of addresses on the cover.
        pub addresses: Vec<AddressLine>,
        /// Where the text says that sales were made under Rule 144.
        pub rule_144: Option<Span>,
        /// Where the text calls its trades open-market or brokers' transactions.
        pub open_market: Option<Span>,
        /// Directors and officers of the annex or schedule.
        pub annex: Vec<AnnexPerson>,
        /// Where the annex stands, when there is one.
        pub annex_span: Option<Span>,
    }
}

record! {
    /// A CUSIP where it is labelled as one.
    pub struct CusipMention as "cusip" with {
        /// The page it stands on, from 1: the cover is 1. Zero in the text of an item.
        page: usize,
    } {
        /// Nine characters without blanks and hyphens; other lengths as written.
        cusip: Box<str>,
    }
}

record! {
    /// One reporting person: rows 1 to 14 of a 13D cover page, 1 to 12 of a 13G.
    pub struct Person as "person" with {
        /// The row numbers that were found, with the place of each caption.
        rows: Vec<(u8, Span)>,
        /// The page its rows stand on, when page marks tell.
        page: usize,
        /// Amounts written with words of their unit, as `714,400 shares of common stock`: figure and words.
        unit_words: Vec<Span>,
    } {
        /// Name of reporting person.
        name: Box<str>,
        /// Central Index Key.
        cik: Box<str>,
        /// The CUSIP on this person's page.
        cusip: Box<str>,
        /// Row 2: `a` or `b`.
        group: Box<str>,
        /// Row 4 of 13D: codes of the source of funds, joined by a space.
        source_of_funds: Box<str>,
        /// Row 5 of 13D: whether legal proceedings are disclosed.
        legal_proceedings: bool,
        /// Citizenship or place of organization.
        citizenship: Box<str>,
        /// Sole voting power, in shares.
        sole_voting: Decimal,
        /// Shared voting power, in shares.
        shared_voting: Decimal,
        /// Sole dispositive power, in shares.
        sole_dispositive: Decimal,
        /// Shared dispositive power, in shares.
        shared_dispositive: Decimal,
        /// Aggregate amount beneficially owned, in shares.
        aggregate: Decimal,
        /// Whether the aggregate excludes certain shares.
        excludes_shares: bool,
        /// Percent of class, without its sign.
        percent: Decimal,
        /// Type codes, joined by a space.
        type_codes: Box<str>,
    }
}

record! {
    /// One item and its caption.
    pub struct Item as "item" with {
        /// The text under the caption.
        body: Span,
        /// Whether the caption stands without its `Item n.`, known by its words alone.
        unnumbered: bool,
    } {
        /// Item number as written after `Item`.
        number: Box<str>,
        /// The caption.
        title: Box<str>,
    }
}

record! {
    /// A statement of the shares of the class outstanding.
    pub struct OutstandingShares as "outstanding" with {} {
        /// Number of shares.
        shares: Decimal,
        /// The day it is stated for.
        as_of: NaiveDate,
    }
}

record! {
    /// One line of the table of trades of Item 5(c).
    pub struct Trade as "trade" with {
        /// Its place in the table, from 1.
        number: usize,
        /// Whether the line or the heading says sold rather than bought; unknown when neither does.
        sold: Option<bool>,
    } {
        /// Date of the transaction.
        date: NaiveDate,
        /// Shares bought or sold.
        shares: Decimal,
        /// Price per share in dollars.
        price: Decimal,
    }
}

record! {
    /// A total of trades that the text states: `from D1 through D2, ST sold an aggregate of N shares`.
    pub struct StatedTotal as "total" with {
        /// Whether the text says sold (or disposed) rather than bought.
        sold: bool,
    } {
        /// Number of shares.
        shares: Decimal,
        /// First day of the stated window.
        from: NaiveDate,
        /// Last day of the stated window.
        through: NaiveDate,
    }
}

record! {
    /// A holding that the text states: `as of D, ST beneficially owned N shares, representing P%`.
    pub struct StatedPosition as "position" with {
        /// Whether the sentence says that it is the holding after the reported trades.
        after_trades: bool,
    } {
        /// Number of shares.
        shares: Decimal,
        /// Percent of the class, without its sign.
        percent: Decimal,
        /// The day it is stated for.
        as_of: NaiveDate,
    }
}

record! {
    /// An earlier statement that the text names, as `Amendment No. 1 filed on December 29, 2003`.
    pub struct PriorFiling as "prior filing" with {} {
        /// The number of the amendment; missing for the original.
        amendment: u32,
        /// The day it was filed.
        date: NaiveDate,
    }
}

record! {
    /// `Page 2 of 13 Pages`.
    pub struct PageMark as "page" with {} {
        /// This page.
        number: u32,
        /// How many there are.
        of: u32,
    }
}

record! {
    /// City, state and ZIP in the last line of an address.
    pub struct AddressLine as "address" with {} {
        /// City.
        city: Box<str>,
        /// State as written: two letters or a name.
        state: Box<str>,
        /// ZIP code.
        zip: Box<str>,
    }
}

record! {
    /// A director or officer named in an annex.
    pub struct AnnexPerson as "annex person" with {
        /// Whether its parts stood apart, so that what belongs to whom is not sure.
        scattered: bool,
    } {
        /// Name.
        name: Box<str>,
        /// Position or principal occupation.
        position: Box<str>,
        /// Citizenship.
        citizenship: Box<str>,
        /// Business address.
        address: Box<str>,
    }
}

impl Beneficial {
    /// Shows every field. Where names are not asked for, this is the shorter way.
    pub fn fields<'f>(&'f self, visit: &mut dyn FnMut(&'f dyn AnyField)) {
        let single: [&dyn AnyField; 4] =
            [&self.amendment_number, &self.class_title, &self.event_date, &self.ceased_five_percent];
        single.into_iter().for_each(&mut *visit);
        self.cusips.iter().for_each(|mention| visit(&mention.cusip));
        self.persons.iter().for_each(|person| person.fields(&mut |_, field| visit(field)));
        self.items.iter().for_each(|item| item.fields(&mut |_, field| visit(field)));
        self.shares_outstanding.iter().for_each(|stated| stated.fields(&mut |_, field| visit(field)));
        self.trades.iter().for_each(|trade| trade.fields(&mut |_, field| visit(field)));
        self.stated_totals.iter().for_each(|total| total.fields(&mut |_, field| visit(field)));
        self.stated_positions.iter().for_each(|position| position.fields(&mut |_, field| visit(field)));
        self.prior_filings.iter().for_each(|prior| prior.fields(&mut |_, field| visit(field)));
        self.amendment_mentions.iter().for_each(|mention| visit(mention));
        self.pages.iter().for_each(|page| page.fields(&mut |_, field| visit(field)));
        self.addresses.iter().for_each(|address| address.fields(&mut |_, field| visit(field)));
        self.annex.iter().for_each(|person| person.fields(&mut |_, field| visit(field)));
    }

    pub(super) fn places<'f>(&'f self, visit: &mut dyn FnMut(&str, &'f dyn AnyField)) {
        visit("cover page, amendment number", &self.amendment_number);
        visit("cover page, title of class", &self.class_title);
        visit("cover page, date of event", &self.event_date);
        for mention in &self.cusips {
            let page = match mention.page {
                0 => "items, CUSIP".to_owned(),
                1 => "cover page, CUSIP".to_owned(),
                page => format!("cover page {page}, CUSIP"),
            };
            visit(&page, &mention.cusip);
        }
        for (at, person) in self.persons.iter().enumerate() {
            let which = if self.persons.len() > 1 {
                format!("reporting person {}", at + 1)
            } else {
                "reporting person".to_owned()
            };
            person.fields(&mut |name, field| visit(&format!("{which}, {}", plain(name)), field));
        }
        for item in &self.items {
            let number = item.number.present().map_or("?", AsRef::as_ref);
            item.fields(&mut |name, field| visit(&format!("Item {number}, {}", plain(name)), field));
        }
        for stated in &self.shares_outstanding {
            stated.fields(&mut |name, field| visit(&format!("shares outstanding, {}", plain(name)), field));
        }
        for trade in &self.trades {
            trade.fields(&mut |name, field| visit(&format!("trade {}, {}", trade.number, plain(name)), field));
        }
        for total in &self.stated_totals {
            total.fields(&mut |name, field| visit(&format!("stated total, {}", plain(name)), field));
        }
        for position in &self.stated_positions {
            position.fields(&mut |name, field| visit(&format!("stated holding, {}", plain(name)), field));
        }
        visit("Item 5(e), date", &self.ceased_five_percent);
        for prior in &self.prior_filings {
            prior.fields(&mut |name, field| visit(&format!("prior filing, {}", plain(name)), field));
        }
        for mention in &self.amendment_mentions {
            visit("amendment number in the text", mention);
        }
        for page in &self.pages {
            page.fields(&mut |name, field| visit(&format!("page mark, {}", plain(name)), field));
        }
        for address in &self.addresses {
            address.fields(&mut |name, field| visit(&format!("cover page, {}", plain(name)), field));
        }
        for person in &self.annex {
            person.fields(&mut |name, field| visit(&format!("annex, {}", plain(name)), field));
        }
    }
}
