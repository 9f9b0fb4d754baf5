//! Boxes whose places are lost: captions of several boxes on one line, values of several on the next.
//!
//! Scans come out so. What stands where is told from the kinds of values, the order of the captions and
//! the list of owners at the end; nothing is more than laid.

use std::ops::Range;

use super::address;
<<<<<<< HEAD:src/lower/ownership/crowded.rs
use super::bands::{self, Setting};
use super::boxes::{Boxes, PERIOD, name_and_symbol};
=======
use super::bands::{self, Setting, above_tables};
>>>>>>> main:src/lower/ownership/boxes/crowded.rs
use super::joined::Joined;
use super::legibility::Legibility;
use super::owners;
use super::relation::{self, Trust};
use super::{Boxes, PERIOD, name_and_symbol};
use crate::fault::Fault;
use crate::filing::{Certainty, Field, Issuer, Owner};
use crate::lower::ownership::outline::Outline;
use crate::syntax::ownership::{Caption, captions};
use crate::syntax::page::{Sheet, dates};
use crate::syntax::value;
use crate::tables;

/// Text between the captions of a line.
struct Between {
    line: usize,
    range: Range<usize>,
}

/// The lines of the boxes, taken apart.
struct Page<'s, 't> {
    sheet: &'s Sheet<'t>,
    captions: Vec<(usize, Caption, Range<usize>)>,
    between: Vec<Between>,
}

pub(super) fn read(sheet: &Sheet<'_>, outline: &Outline, bands: &bands::Boxes, faults: &mut Vec<Fault>) -> Boxes {
    let page = Page::of(sheet, outline);
    let text = sheet.text();
    let whole = text.span(0..0);
    let span = |caption: Caption| bands.find(caption).map_or(whole, |boxed| text.span(boxed.at.clone()));

    let mut owner = Owner::empty(span(Caption::Name));
    let trust = Trust { certainty: Certainty::Laid, marks_may_be_lost: true };
    let unread = relation::read(text, page.relation(), &mut owner, trust);
    // Words after the boxes are of all boxes here.
    (owner.officer_title, owner.other_text) = (Field::missing(owner.span), Field::missing(owner.span));
    if let Some(title) = page.words_behind_date() {
        let other = owner.is_other.present() == Some(&true) && owner.is_officer.present() != Some(&true);
        if owner.is_officer.is_missing() {
            owner.is_officer = Field::new(true, title.span, Certainty::Guessed);
        }
        *(if other { &mut owner.other_text } else { &mut owner.officer_title }) = title;
    }

    let letters = page.letters();
    let listed = owners::read(sheet, outline, &owner, Setting::Crowded, Some(&letters));
    let name = listed.first().and_then(|first| first.name.as_ref()).and_then(|name| name.present()).cloned();
    owner.name = page.name(name.as_deref()).unwrap_or(owner.name);
    page.address(&mut owner);
    let mut issuer = Issuer::empty(span(Caption::Issuer));
    page.issuer(name.as_deref(), &mut issuer);
    let mut owners = owners::settle(owner, listed);
    doubt(&mut owners, &letters);
    faults.extend(unread.filter(|_| owners.first().is_some_and(|owner| owner.is_director.is_missing())));
    Boxes {
        owners,
        issuer,
        period_of_report: PERIOD.into_iter().find_map(|caption| page.date(caption)).unwrap_or(Field::missing(whole)),
        date_of_original: page.date(Caption::OriginalFiled).unwrap_or(Field::missing(whole)),
        legibility: Legibility::Scan,
    }
}

impl<'s, 't> Page<'s, 't> {
    fn of(sheet: &'s Sheet<'t>, outline: &Outline) -> Page<'s, 't> {
        let mut page = Page { sheet, captions: Vec::new(), between: Vec::new() };
        for line in outline.boxes.clone() {
            let range = sheet.line_range(line);
            let found = captions(sheet.line(line));
            if page.captions.is_empty() && found.first().is_none_or(|(caption, _)| *caption != Caption::Name) {
                continue;
            }
            let mut at = range.start;
            for (caption, place) in found {
                page.between.push(Between { line, range: at..range.start + place.start });
                at = range.start + place.end;
                page.captions.push((line, caption, range.start + place.start..at));
            }
            page.between.push(Between { line, range: at..range.end });
        }
        let text = sheet.text().as_str();
        let captions = std::mem::take(&mut page.captions);
        for between in &mut page.between {
            between.range = without_wording(text, between.range.clone(), &captions);
        }
        page.captions = captions;
        page.between.retain(|between| !between.range.is_empty());
        page
    }

    /// The letters of all boxes, to find again what another place says.
    fn letters(&self) -> String {
        self.between.iter().map(|between| owners::plain(self.str(&between.range))).collect()
    }

    fn str(&self, range: &Range<usize>) -> &'t str {
        self.sheet.text().as_str().get(range.clone()).unwrap_or("")
    }

    fn line_of(&self, caption: Caption) -> Option<usize> {
        self.captions.iter().find(|(_, other, _)| *other == caption).map(|(line, _, _)| *line)
    }

    /// The name of the list, found again below the caption of box 1.
    fn name(&self, listed: Option<&str>) -> Option<Field<Box<str>>> {
        let line = self.line_of(Caption::Name)?;
        let mut below = self.between.iter().filter(|between| (line..line + 4).contains(&between.line));
        let name = listed?;
        let (found, at) = below.find_map(|between| {
            let at = self.str(&between.range).to_ascii_lowercase().find(&name.to_ascii_lowercase())?;
            (at <= 2).then_some((between, at))
        })?;
        let place = found.range.start + at..found.range.start + at + name.len();
        Some(Field::new(name.into(), self.sheet.text().span(place), Certainty::Laid))
    }

    /// The symbol's brackets tell the line of the issuer; the owner's name stands before it.
    fn issuer(&self, owner: Option<&str>, issuer: &mut Issuer) {
        let bracketed = |between: &Between| {
            let str = self.str(&between.range);
            let close = str.find(']')?;
            let open = str.get(..close)?.rfind('[')?;
            let symbol = str.get(open + 1..close)?.trim();
            let shape =
                (1..=8).contains(&symbol.len()) && symbol.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'.');
            shape.then_some(close + 1)
        };
        let found = self.between.iter().enumerate().find_map(|(at, between)| Some((at, between, bracketed(between)?)));
        let Some((at, between, close)) = found else { return };
        let text = self.sheet.text();
        let named = self.without_name(between.range.start..between.range.start + close, owner);
        let mut certainty = if named.1 { Certainty::Laid } else { Certainty::Guessed };
        let mut pieces = vec![named.0.clone()];
        if self.str(&named.0).starts_with('[') && self.str(&named.0).matches('[').count() == 1 {
            // A long name stands on the line above its symbol.
            certainty = Certainty::Guessed;
            let above = self.between.get(..at).and_then(|above| above.last());
            pieces.splice(0..0, above.map(|above| self.without_name(above.range.clone(), owner).0));
        }
        name_and_symbol(&Joined::of(text, pieces), certainty, issuer);
        // The brackets tell the symbol, whatever stands before them.
        issuer.symbol.certainty = Certainty::Laid;
    }

    /// A text without the owner's name, the wording and the date at its start, and whether the name stood there.
    fn without_name(&self, range: Range<usize>, owner: Option<&str>) -> (Range<usize>, bool) {
        // The border of the box may stand before the name as a letter.
        const BORDER: usize = 2;
        let str = self.str(&range).to_ascii_lowercase();
        let found = owner.and_then(|owner| Some(str.find(&owner.to_ascii_lowercase())? + owner.len()));
        let name = found.filter(|end| *end <= owner.map_or(0, str::len) + BORDER).unwrap_or(0);
        let rest = without_wording(self.sheet.text().as_str(), range.start + name..range.end, &self.captions);
        let border = self.str(&rest).len() - self.str(&rest).trim_start_matches(['|', ' ']).len();
        let rest = rest.start + border..rest.end;
        let twice = self.str(&rest).matches('[').count() > 1 && self.str(&rest).starts_with('[');
        let rest = rest.start + usize::from(twice)..rest.end;
        let date = dates(self.str(&rest), rest.start).next().filter(|date| date.start == rest.start);
        (date.map_or(rest.start, |date| date.end)..rest.end, name > 0)
    }

    /// The first date below a caption and above the next caption of a date.
    fn date(&self, caption: Caption) -> Option<Field<chrono::NaiveDate>> {
        let text = self.sheet.text();
        let (line, _, at) = self.captions.iter().find(|(_, other, _)| *other == caption)?;
        let next = self.captions.iter().filter(|(other, kind, _)| {
            other > line && (PERIOD.contains(kind) || matches!(kind, Caption::OriginalFiled))
        });
        let end = next.map(|(line, _, _)| *line).min().unwrap_or(usize::MAX);
        let mut below =
            self.between.iter().filter(|between| (*line..end).contains(&between.line) && between.range.start >= at.end);
        let found = below.find_map(|between| dates(self.str(&between.range), between.range.start).next());
        let Some(range) = found else { return Some(Field::missing(text.span(at.clone()))) };
        let span = text.span(range.clone());
        let date = value::date(self.str(&range)).map(|date| Field::new(date, span, Certainty::Laid));
        Some(date.unwrap_or(Field::malformed(span, Certainty::Guessed)))
    }

    /// Everything that speaks of the relationship.
    fn relation(&self) -> Vec<Range<usize>> {
        let labels = ["irector", "10% O", "Officer (", "Officer give", "Other (", "Other(specify"];
        let speaks = |between: &&Between| labels.iter().any(|label| self.str(&between.range).contains(label));
        self.between.iter().filter(speaks).map(|between| between.range.clone()).collect()
    }

    /// `10/02/2015 Co-Founder`: the title stands below the boxes, beside the date of box 3.
    fn words_behind_date(&self) -> Option<Field<Box<str>>> {
        let text = self.sheet.text();
        self.between.iter().find_map(|between| {
            let date = dates(self.str(&between.range), between.range.start).last()?;
            let title = Joined::of(text, std::iter::once(date.end..between.range.end));
            let words = title.str.chars().filter(|c| c.is_alphabetic()).count() > 1;
            title.words(0..title.str.len(), Certainty::Guessed).filter(|_| words)
        })
    }

    /// Streets below `(Last)`, the city below `(Street)`: what stands beside them is cut off where it is known.
    fn address(&self, owner: &mut Owner) {
        let text = self.sheet.text();
        let (Some(first), Some(street)) = (self.line_of(Caption::LastFirst), self.line_of(Caption::Street)) else {
            return;
        };
        let end = self.line_of(Caption::CityState).unwrap_or(street + 4);
        let labels =
            ["Director", "10%", "Officer", "Other", "Form filed", "Form Filed", "Issuer", "Filed(", "(", "_", "—", "["];
        let own = |between: &Between| {
            let str = self.str(&between.range);
            let cut = labels.iter().filter_map(|label| str.find(label)).min().unwrap_or(str.len());
            let date = dates(str, 0).next().map_or(str.len(), |date| date.start);
            between.range.start..between.range.start + cut.min(date)
        };
        let lines = |lines: Range<usize>| {
            let within = self.between.iter().filter(|between| lines.contains(&between.line));
            Joined::of(text, within.map(own))
        };
        address::streets(owner, &lines(first + 1..street), Setting::Crowded, Certainty::Guessed);
        let line = lines(street + 1..end);
        address::city(owner, &line, Certainty::Guessed);
    }
}

/// A scan misreads; what two places spell alike is sure, and nothing else.
fn doubt(owners: &mut [Owner], letters: &str) {
    for (at, owner) in owners.iter_mut().enumerate() {
        let address = [&mut owner.street1, &mut owner.street2, &mut owner.city, &mut owner.state, &mut owner.zip];
        for field in address.into_iter().chain([&mut owner.name]) {
            let twice = at == 0 && field.present().is_some_and(|words| letters.contains(&owners::plain(words)));
            field.certainty = if twice || field.is_missing() { Certainty::Laid } else { Certainty::Guessed };
        }
        // A scan sees `M0` as `MO`: only what is a place and goes with its code is one.
        let zip = owner.zip.present().is_some_and(|zip| zip.len() == 5 || zip.len() == 10);
        let state = owner.state.present().is_some_and(|state| tables::places::us_state(state).is_some());
        let doubted = !zip || !state;
        if doubted && !owner.state.is_missing() {
            owner.state.certainty = Certainty::Guessed;
        }
        let boxes = [&mut owner.officer_title, &mut owner.other_text];
        for field in boxes.into_iter().filter(|field| !field.is_missing()) {
            field.certainty = Certainty::Guessed;
        }
    }
}

/// The range without the words at its start that go on with a caption above, and without what stands
/// between a value and the words `(Check all applicable)`.
fn without_wording(text: &str, mut range: Range<usize>, captions: &[(usize, Caption, Range<usize>)]) -> Range<usize> {
    loop {
        range = crate::lower::words::peel(text, range);
        let str = text.get(range.clone()).unwrap_or("");
        let above = captions.iter().rev().filter(|(_, _, at)| at.end <= range.start);
        let length = above.filter_map(|(_, caption, at)| {
            let head = text.get(at.clone()).unwrap_or("");
            Some(caption.goes_on(head, str)).filter(|length| *length > 0)
        });
        match length.max() {
            Some(length) => range.start += length,
            None => break,
        }
    }
    let str = text.get(range.clone()).unwrap_or("");
    let end = str.find("(Check all").map_or(range.end, |at| range.start + at);
    range.start..end.max(range.start)
}
