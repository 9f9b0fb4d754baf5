//! The boxes above the tables: who, of what, when, and in which capacity.

mod address;
mod bands;
mod crowded;
mod joined;
mod legibility;
mod notes;
mod owners;
pub(super) mod period;
mod relation;
pub(super) mod tail;

use std::ops::Range;

<<<<<<< HEAD:src/lower/ownership/boxes.rs
use super::Outline;
use super::address;
use super::bands::{self, Boxed, Setting};
use super::crowded;
use super::joined::Joined;
use super::legibility::{self, Legibility};
use super::owners;
use super::relation::{self, Trust};
=======
use super::outline::Outline;
>>>>>>> main:src/lower/ownership/boxes/mod.rs
use crate::fault::Fault;
use crate::filing::{Certainty, Field, Issuer, Owner};
use crate::lower::words::peel;
use crate::source::Span;
use crate::syntax::ownership::Caption;
use crate::syntax::page::{Sheet, dates};
use crate::syntax::value;
use bands::{Boxed, Setting, above_tables};
use joined::Joined;
pub(super) use legibility::Legibility;
use relation::Trust;

/// What the boxes say.
pub(super) struct Boxes {
    pub owners: Vec<Owner>,
    pub issuer: Issuer,
    pub period_of_report: Field<chrono::NaiveDate>,
    pub date_of_original: Field<chrono::NaiveDate>,
    pub legibility: Legibility,
}

/// The captions of the date that the form is about, by form.
const PERIOD: [Caption; 3] = [Caption::EarliestTransaction, Caption::FiscalYear, Caption::Event];

pub(super) fn read(sheet: &Sheet<'_>, outline: &Outline, faults: &mut Vec<Fault>) -> Boxes {
    let mut bands = bands::read(sheet, outline);
    if bands.setting == Setting::Crowded {
        return crowded::read(sheet, outline, &bands, faults);
    }
    if bands.setting == Setting::Placed {
        date_beside_street(sheet, &mut bands.list);
    }
    let certainty = if bands.setting == Setting::Placed { Certainty::Laid } else { Certainty::Written };
    let text = sheet.text();
    let whole = text.span(0..0);
    let caption_span = |caption: Caption| bands.find(caption).map_or(whole, |boxed| text.span(boxed.at.clone()));
    let lines = |caption: Caption| {
        let pieces = bands.find(caption).map_or(&[][..], |boxed| boxed.pieces.as_slice());
        // In a cell the value is whole; what follows in the same column may be torn from elsewhere.
        let most = if bands.setting == Setting::Cells { 1 } else { pieces.len() };
        let filled = pieces.iter().filter(|piece| !peel(text.as_str(), (*piece).clone()).is_empty());
        Joined::of(text, filled.take(most).cloned())
    };

    let mut owner = Owner::empty(caption_span(Caption::Name));
    let name = lines(Caption::Name);
    if let Some(name) = name.words(0..name.str.len(), certainty) {
        owner.name = name;
    }
    place_address(&mut owner, &caption_span, &bands);
    let all = bands.find(Caption::LastFirst).map_or(&[][..], |boxed| boxed.pieces.as_slice());
    address::streets(&mut owner, &Joined::of(text, all.iter().cloned()), bands.setting, certainty);
    address::city(&mut owner, &lines(Caption::Street), certainty);

    let pieces = bands.find(Caption::Relationship).map_or(&[][..], |boxed| boxed.pieces.as_slice());
    let cells: Vec<Range<usize>> = pieces.iter().chain(&bands.loose).cloned().collect();
    let unread = relation::read(text, cells, &mut owner, Trust { certainty, marks_may_be_lost: false });

    let mut issuer = Issuer::empty(caption_span(Caption::Issuer));
    name_and_symbol(&lines(Caption::Issuer), certainty, &mut issuer);
    let date = |caption: Caption| bands.find(caption).map(|boxed| date_field(sheet, boxed, bands.setting, certainty));
    let listed = owners::read(sheet, outline, &owner, bands.setting, None);
    // The sheet of 2026 joins the lines of a street with a blank; where one ends is then not seen.
    if bands.setting == Setting::Cells && bands.find(Caption::ForeignSymbol).is_some() {
        owner.street1.certainty = owner.street1.certainty.min(Certainty::Guessed);
    }
    let mut owners = owners::settle(owner, listed);
    // The list at the end may say what the boxes no longer show.
    faults.extend(unread.filter(|_| owners.first().is_some_and(|owner| owner.is_director.is_missing())));
    let legibility = Legibility::of(text.as_str());
    if legibility == Legibility::Confused {
        legibility::doubt_words(&mut owners, &mut issuer);
    }
    Boxes {
        owners,
        issuer,
        period_of_report: PERIOD.into_iter().find_map(date).unwrap_or(Field::missing(whole)),
        date_of_original: date(Caption::OriginalFiled).unwrap_or(Field::missing(whole)),
        legibility,
    }
}

/// Where the parts of the address should stand.
fn place_address(owner: &mut Owner, span: &impl Fn(Caption) -> Span, bands: &bands::Boxes) {
    if bands.find(Caption::LastFirst).is_some() {
        let span = span(Caption::LastFirst);
        (owner.street1, owner.street2) = (Field::missing(span), Field::missing(span));
    }
    let city = [Caption::CityState, Caption::Street].into_iter().find(|caption| bands.find(*caption).is_some());
    if let Some(city) = city {
        let span = span(city);
        (owner.city, owner.state, owner.zip) = (Field::missing(span), Field::missing(span), Field::missing(span));
    }
}

/// A long street may push the date beside it out of its column: `C/O ALDER SYSTEMS INC., 4650 11/04/2024`.
fn date_beside_street(sheet: &Sheet<'_>, boxes: &mut [Boxed]) {
    let text = sheet.text().as_str();
    let dated = |range: &Range<usize>| dates(text.get(range.clone()).unwrap_or(""), range.start).last();
    let period = boxes.iter().position(|boxed| PERIOD.contains(&boxed.caption));
    let Some(period) = period
        .filter(|at| boxes.get(*at).is_some_and(|boxed| !boxed.pieces.iter().any(|piece| dated(piece).is_some())))
    else {
        return;
    };
    let address = [Caption::Name, Caption::LastFirst, Caption::Street];
    let pieces = boxes.iter_mut().filter(|boxed| address.contains(&boxed.caption)).flat_map(|boxed| &mut boxed.pieces);
    let pushed = pieces.into_iter().find_map(|piece| {
        let date = dated(piece).filter(|date| date.end == piece.end)?;
        piece.end = date.start;
        Some(date)
    });
    if let (Some(date), Some(boxed)) = (pushed, boxes.get_mut(period)) {
        boxed.pieces.push(date);
    }
}

/// The first date after a caption.
fn date_field(sheet: &Sheet<'_>, boxed: &Boxed, setting: Setting, certainty: Certainty) -> Field<chrono::NaiveDate> {
    let text = sheet.text();
    let pieces: Vec<Range<usize>> = boxed.pieces.iter().map(|piece| peel(text.as_str(), piece.clone())).collect();
    let str = |range: &Range<usize>| text.as_str().get(range.clone()).unwrap_or("");
    if let Some(range) = pieces.iter().find_map(|piece| dates(str(piece), piece.start).next()) {
        let span = text.span(range.clone());
        let date = value::date(str(&range)).map(|date| Field::new(date, span, certainty));
        return date.unwrap_or(Field::malformed(span, certainty));
    }
    // Digits in its cell that are no date: something is written, and it is not legible.
    let digits = |piece: &&Range<usize>| {
        setting == Setting::Cells && str(piece).len() < 24 && str(piece).bytes().any(|byte| byte.is_ascii_digit())
    };
    match pieces.iter().find(digits) {
        Some(range) => Field::malformed(text.span(range.clone()), certainty),
        None => Field::missing(text.span(boxed.at.clone())),
    }
}

/// `8X8 INC /DE/ [EGHT]`: the symbol stands in brackets after the name.
fn name_and_symbol(words: &Joined<'_>, certainty: Certainty, issuer: &mut Issuer) {
    let end = words.str.len();
    let bracket = words.str.rfind('[');
    if let Some(name) = words.words(0..bracket.unwrap_or(end), certainty) {
        issuer.name = name;
    }
    let Some(bracket) = bracket else { return };
    let close = words.get(bracket..end).find(']').map_or(end, |at| bracket + at);
    let symbol = words.peel(bracket + 1..close);
    issuer.symbol = match words.field(symbol.clone(), words.get(symbol.clone()).into(), certainty) {
        Some(symbol) => symbol,
        None => Field::missing(words.spans(&(bracket..bracket + 1)).first().copied().unwrap_or(issuer.span)),
    };
}

/// A line above the boxes that is the Commission's address, only misspelt.
pub(super) fn garbled_address(sheet: &Sheet<'_>, outline: &Outline) -> Option<Span> {
    const ADDRESS: &str = "washington, d.c. 20549";
    outline.boxes.clone().take(40).find_map(|line| {
        let range = sheet.line_range(line);
        let str = sheet.line(line);
        if range.len() > 40 || !(str.contains("D.C") || str.contains("2054") || str.contains("shingt")) {
            return None;
        }
        let words: Vec<&str> = str.split_whitespace().collect();
        let plain = words.join(" ").to_lowercase().replace("vv", "w");
        let plain = plain.trim_matches(|c: char| !c.is_alphanumeric());
        // A line cut in two keeps the end of the address; that is a cut, not a misspelling.
        let distance = edit_distance(plain, ADDRESS);
        (!ADDRESS.ends_with(plain) && (1..=8).contains(&distance)).then(|| sheet.text().span(range))
    })
}

/// Levenshtein's distance of two short texts.
fn edit_distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.chars().enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, right) in b.iter().enumerate() {
            let cost = diagonal + usize::from(left != *right);
            diagonal = row[j + 1];
            row[j + 1] = cost.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}
