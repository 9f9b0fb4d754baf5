//! Captions, rows and figures of Schedules 13D and 13G in a text. The grammar is grammar/schedule13.pest.
//!
//! Pieces and bytes only: whose row it is, and what an amount means, is for `lower` to say.

mod answers;
mod starts;
mod trades;

use std::ops::Range;

use pest::Parser;
use pest::iterators::{Pair, Pairs};

#[derive(pest_derive::Parser)]
#[grammar = "grammar/schedule13.pest"]
struct Grammar;

/// What a piece of the text is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Kind {
    /// `Schedule 13D/A`, in a heading or in prose.
    Title,
    Commission,
    Act,
    /// `Information to be included in statements filed pursuant to …`
    Information,
    /// `Amendment No. 2`, with its number when it has one.
    Amendment,
    /// `this Amendment No. 2`
    AmendmentSelf,
    /// `Amendment No. 1 to the Schedule 13D`
    AmendmentOf,
    IssuerCaption,
    ClassCaption,
    CusipCaption,
    EventCaption,
    ContactCaption,
    /// `CUSIP No.`, its value after it.
    CusipLabel,
    /// `Page 2 of 13`
    Page,
    /// A row's caption, with its number or without.
    Row,
    /// `S.S. or I.R.S. Identification No. of above person`
    Irs,
    /// `Number of shares beneficially owned by each reporting person with`
    Stack,
    /// `Comment for Type of Reporting Person:`
    Comment,
    /// `Item 5`
    Item,
    /// An item's caption alone on its line.
    BareCaption,
    AmountCaption,
    PercentCaption,
    Outstanding,
    Total,
    Position,
    Ceased,
    Prior,
    Rule144,
    OpenMarket,
    TradesHeading,
    Trade,
    SignatureHeading,
    /// `Annex A`, `Schedule I`
    AnnexHeading,
    /// `Exhibit 99.1`, `Joint Filing Agreement`
    ExhibitHeading,
    /// `/s/ Jane Roe`
    Signed,
    Dated,
    /// A date that is all of its line.
    LoneDate,
    ByLabel,
    NameLabel,
    NameTitleLabel,
    TitleLabel,
    SignatureLabel,
    PositionLabel,
    CitizenshipLabel,
    AddressLabel,
}

/// The rows of a cover page, by what they ask.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Row {
    Name,
    Group,
    Use,
    Source,
    Legal,
    Citizenship,
    SoleVoting,
    SharedVoting,
    SoleDispositive,
    SharedDispositive,
    Aggregate,
    Excludes,
    Percent,
    Type,
}

/// What a part within a piece is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Part {
    /// `D` or `G`
    Letter,
    SlashA,
    Title,
    Amendment,
    /// A small number: of an amendment, of a page.
    Count,
    /// The number before a row's caption.
    RowNumber,
    /// A row's caption, its number left out.
    Caption(Row),
    ItemNumber,
    Date,
    Figure,
    Percent,
    Sold,
    Bought,
    AfterTrades,
    DateColumn,
    SharesColumn,
    PriceColumn,
    Dollars,
    Signer,
}

/// A piece of the text, its range in bytes, and what it holds in order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Piece {
    pub kind: Kind,
    pub range: Range<usize>,
    parts: Vec<(Part, Range<usize>)>,
}

impl Piece {
    /// The ranges of its parts of one sort, in order.
    pub fn parts(&self, part: Part) -> impl Iterator<Item = Range<usize>> {
        self.parts.iter().filter(move |(kind, _)| *kind == part).map(|(_, range)| range.clone())
    }

    #[must_use]
    pub fn part(&self, part: Part) -> Option<Range<usize>> {
        self.parts(part).next()
    }

    /// The caption of a row and which row it is.
    #[must_use]
    pub fn row(&self) -> Option<(Row, Range<usize>)> {
        if self.kind != Kind::Row {
            return None;
        }
        self.parts.iter().find_map(|(part, range)| match part {
            Part::Caption(row) => Some((*row, range.clone())),
            _ => None,
        })
    }

    /// Its parts with their sort, in order.
    #[must_use]
    pub fn all_parts(&self) -> &[(Part, Range<usize>)] {
        &self.parts
    }
}

/// No piece is longer, in bytes: the longest are a caption's notes and a sentence of some forty words.
const LONGEST: usize = 1024;

/// The pieces of a text, in order. Cannot fail: what is not looked for is stepped over.
#[must_use]
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut starts = starts::Starts::new(text);
    let (mut at, mut opens_line) = (0, true);
    while let Some(start) = starts.next(at, opens_line) {
        let plain = start.head.then(|| trades::plain(text, start.at)).flatten();
        let found = plain.or_else(|| ask(text, &start));
        (at, opens_line) = (starts::after(text, start.at), false);
        if let Some(found) = found {
            at = found.range.end.max(at);
            pieces.push(found);
        }
    }
    pieces
}

/// The piece that the grammar finds at a place.
fn ask(text: &str, start: &starts::Start) -> Option<Piece> {
    let here = head_of_text(text.get(start.at..).unwrap_or(""));
    let head = start.head.then(|| head_of(here)).flatten();
    let mark = start.mark.then(|| mark_of(here)).flatten();
    [head, mark].into_iter().flatten().find_map(|rule| piece(Grammar::parse(rule, here).ok()?, start.at))
}

/// The first bytes of a text, as many as the longest piece has.
fn head_of_text(text: &str) -> &str {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or("")
}

/// The heads of lines that may begin with the first character of a text.
fn head_of(text: &str) -> Option<Rule> {
    Some(match text.bytes().next()?.to_ascii_lowercase() {
        b'0'..=b'9' => Rule::at_head_digit,
        b'a' => Rule::at_head_a,
        b'c' => Rule::at_head_c,
        b'd' => Rule::at_head_d,
        b'e' => Rule::at_head_e,
        b'f' => Rule::at_head_f,
        b'i' => Rule::at_head_i,
        b'j' => Rule::at_head_j,
        b'l' => Rule::at_head_l,
        b'm' => Rule::at_head_m,
        b'n' => Rule::at_head_n,
        b'o' => Rule::at_head_o,
        b'p' => Rule::at_head_p,
        b's' => Rule::at_head_s,
        b't' => Rule::at_head_t,
        _ => return None,
    })
}

/// What may stand anywhere and begins with the first character of a text.
fn mark_of(text: &str) -> Option<Rule> {
    Some(match text.bytes().next()?.to_ascii_lowercase() {
        b'0'..=b'9' => Rule::at_mark_digit,
        b'(' => Rule::at_mark_bracket,
        b'/' => Rule::at_signed,
        b'a' => Rule::at_mark_a,
        b'b' => Rule::at_mark_b,
        b'c' => Rule::at_mark_c,
        b'd' => Rule::at_mark_d,
        b'f' => Rule::at_mark_f,
        b'i' => Rule::at_mark_i,
        b'n' => Rule::at_mark_n,
        b'o' => Rule::at_mark_o,
        b'p' => Rule::at_mark_p,
        b'r' => Rule::at_mark_r,
        b's' => Rule::at_mark_s,
        b't' => Rule::at_mark_t,
        b'u' => Rule::at_mark_u,
        _ => return None,
    })
}

/// The piece that a parse found, and its parts; `at` is where the parse began.
fn piece(found: Pairs<'_, Rule>, at: usize) -> Option<Piece> {
    let mut flat = found.flatten();
    let whole = flat.find(|pair| kind(pair.as_rule()).is_some())?;
    let range = |pair: &Pair<'_, Rule>| at + pair.as_span().start()..at + pair.as_span().end();
    let parts = flat.filter_map(|pair| Some((part(pair.as_rule())?, range(&pair)))).collect();
    Some(Piece { kind: kind(whole.as_rule())?, range: range(&whole), parts })
}

fn kind(rule: Rule) -> Option<Kind> {
    Some(match rule {
        Rule::title => Kind::Title,
        Rule::commission => Kind::Commission,
        Rule::act => Kind::Act,
        Rule::information => Kind::Information,
        Rule::amendment => Kind::Amendment,
        Rule::amendment_self => Kind::AmendmentSelf,
        Rule::amendment_of => Kind::AmendmentOf,
        Rule::issuer_caption => Kind::IssuerCaption,
        Rule::class_caption => Kind::ClassCaption,
        Rule::cusip_caption => Kind::CusipCaption,
        Rule::event_caption => Kind::EventCaption,
        Rule::contact_caption => Kind::ContactCaption,
        Rule::cusip_label => Kind::CusipLabel,
        Rule::page => Kind::Page,
        Rule::numbered_row | Rule::caption_row => Kind::Row,
        Rule::irs => Kind::Irs,
        Rule::stack => Kind::Stack,
        Rule::comment => Kind::Comment,
        Rule::item => Kind::Item,
        Rule::bare_caption => Kind::BareCaption,
        Rule::item4_amount => Kind::AmountCaption,
        Rule::item4_percent => Kind::PercentCaption,
        Rule::outstanding => Kind::Outstanding,
        Rule::total => Kind::Total,
        Rule::position => Kind::Position,
        Rule::ceased => Kind::Ceased,
        Rule::prior => Kind::Prior,
        Rule::rule_144 => Kind::Rule144,
        Rule::open_market => Kind::OpenMarket,
        Rule::trades_heading => Kind::TradesHeading,
        Rule::trade => Kind::Trade,
        Rule::signature_heading => Kind::SignatureHeading,
        Rule::annex_heading => Kind::AnnexHeading,
        Rule::exhibit_heading => Kind::ExhibitHeading,
        Rule::signed => Kind::Signed,
        Rule::dated => Kind::Dated,
        Rule::lone_date => Kind::LoneDate,
        Rule::by_label => Kind::ByLabel,
        Rule::name_label => Kind::NameLabel,
        Rule::name_title_label => Kind::NameTitleLabel,
        Rule::title_label => Kind::TitleLabel,
        Rule::signature_label => Kind::SignatureLabel,
        Rule::position_label => Kind::PositionLabel,
        Rule::citizenship_label => Kind::CitizenshipLabel,
        Rule::address_label => Kind::AddressLabel,
        _ => return None,
    })
}

fn part(rule: Rule) -> Option<Part> {
    Some(match rule {
        Rule::letter => Part::Letter,
        Rule::slash_a => Part::SlashA,
        Rule::title => Part::Title,
        Rule::amendment => Part::Amendment,
        Rule::count => Part::Count,
        Rule::row => Part::RowNumber,
        Rule::caption_name => Part::Caption(Row::Name),
        Rule::caption_group => Part::Caption(Row::Group),
        Rule::caption_use => Part::Caption(Row::Use),
        Rule::caption_source => Part::Caption(Row::Source),
        Rule::caption_legal => Part::Caption(Row::Legal),
        Rule::caption_citizenship => Part::Caption(Row::Citizenship),
        Rule::caption_sole_voting => Part::Caption(Row::SoleVoting),
        Rule::caption_shared_voting => Part::Caption(Row::SharedVoting),
        Rule::caption_sole_dispositive => Part::Caption(Row::SoleDispositive),
        Rule::caption_shared_dispositive => Part::Caption(Row::SharedDispositive),
        Rule::caption_aggregate => Part::Caption(Row::Aggregate),
        Rule::caption_excludes => Part::Caption(Row::Excludes),
        Rule::caption_percent => Part::Caption(Row::Percent),
        Rule::caption_type => Part::Caption(Row::Type),
        Rule::item_number => Part::ItemNumber,
        Rule::date => Part::Date,
        Rule::figure | Rule::trade_figure => Part::Figure,
        Rule::percent => Part::Percent,
        Rule::sold | Rule::sold_word => Part::Sold,
        Rule::bought | Rule::bought_word => Part::Bought,
        Rule::after_trades => Part::AfterTrades,
        Rule::date_column => Part::DateColumn,
        Rule::shares_column => Part::SharesColumn,
        Rule::price_column => Part::PriceColumn,
        Rule::dollars => Part::Dollars,
        Rule::signer => Part::Signer,
        _ => return None,
    })
}

/// What stands where an answer is expected.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Said {
    /// A box with a mark in it.
    Checked,
    /// An empty box.
    Unchecked,
    /// `(a)` or `(b)`
    Choice,
    /// A footnote mark.
    Note,
    /// `-0-`, `None`
    Nought,
    Percent,
    Figure,
    /// Rules, dots and colons.
    Ruled,
    /// `N/A`, `Not applicable`
    NotApplicable,
    Word,
}

/// The parts of an answer, in order, each with its bytes; `at` is where `text` starts. A percentage is
/// given without its sign.
#[must_use]
pub fn answer(text: &str, at: usize) -> Vec<(Said, Range<usize>)> {
    match answers::plain(text) {
        Some(said) => said.into_iter().map(|(what, range)| (what, at + range.start..at + range.end)).collect(),
        None => answer_by_grammar(text, at),
    }
}

fn answer_by_grammar(text: &str, at: usize) -> Vec<(Said, Range<usize>)> {
    let Ok(answer) = Grammar::parse(Rule::answer, text) else { return Vec::new() };
    let mut said: Vec<(Said, Range<usize>)> = Vec::new();
    for pair in answer.flatten() {
        let what = match pair.as_rule() {
            Rule::checked => Said::Checked,
            Rule::unchecked => Said::Unchecked,
            Rule::choice => Said::Choice,
            Rule::note => Said::Note,
            Rule::nought => Said::Nought,
            Rule::stated_percent => Said::Percent,
            Rule::stated_figure => Said::Figure,
            Rule::ruled => Said::Ruled,
            Rule::ended => Said::NotApplicable,
            Rule::answer_word => Said::Word,
            Rule::stated_amount => {
                let span = pair.as_span();
                if let Some((_, range)) = said.last_mut() {
                    *range = at + span.start()..at + span.end();
                }
                continue;
            }
            _ => continue,
        };
        let span = pair.as_span();
        said.push((what, at + span.start()..at + span.end()));
    }
    said
}

/// City, state and ZIP of an address's last line, as bytes of `line`.
#[must_use]
pub fn address(line: &str) -> Option<[Range<usize>; 3]> {
    let whole = Grammar::parse(Rule::address, line).ok()?.next()?;
    let mut parts = whole.into_inner().map(|part| part.as_span().start()..part.as_span().end());
    Some([parts.next()?, parts.next()?, parts.next()?])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<Kind> {
        pieces(text).into_iter().map(|piece| piece.kind).collect()
    }

    /// The pieces as the whole grammar finds them, word by word.
    fn by_grammar(text: &str) -> Vec<Piece> {
        let schedule = Grammar::parse(Rule::schedule, text).expect("grammar: a schedule takes any text");
        let mut pieces: Vec<Piece> = Vec::new();
        for pair in schedule.flatten() {
            let range = pair.as_span().start()..pair.as_span().end();
            match pieces.last_mut() {
                Some(piece) if range.start < piece.range.end && !range.is_empty() => {
                    piece.parts.extend(part(pair.as_rule()).map(|part| (part, range)));
                }
                _ => pieces.extend(kind(pair.as_rule()).map(|kind| Piece { kind, range, parts: Vec::new() })),
            }
        }
        pieces
    }

    fn schedules() -> Vec<std::path::PathBuf> {
        let mut folders = vec![std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/layouts")];
        if let Some(corpus) = std::env::var_os("EDGARLINT_CORPUS") {
            let corpus = std::path::PathBuf::from(corpus);
            let kinds = ["layout", "raw", "tabs", "rendered", "ascii", "ocr"];
            folders.extend(kinds.map(|kind| corpus.join("schedule13-text").join(kind)));
        }
        let files = folders.iter().flat_map(|folder| std::fs::read_dir(folder).into_iter().flatten().flatten());
        files.map(|file| file.path()).filter(|path| path.extension().is_some_and(|end| end == "txt")).collect()
    }

    #[test]
    fn nothing_that_the_grammar_finds_is_passed_over() {
        let files = schedules();
        assert!(files.len() >= 3, "the fixtures are there");
        for path in files {
            let text = std::fs::read(&path).expect("a fixture");
            let text = String::from_utf8_lossy(&text);
            for (hurried, whole) in pieces(&text).iter().zip(&by_grammar(&text)) {
                assert_eq!(hurried, whole, "{} at {:?}", path.display(), text.get(whole.range.clone()));
            }
            assert_eq!(pieces(&text).len(), by_grammar(&text).len(), "{}", path.display());
        }
    }

    #[test]
    fn captions_and_sentences_are_told_apart() {
        for (text, kind) in [
            ("December 30, 2003 (Date of Event which requires Filing of this Statement)", Kind::EventCaption),
            ("( Name of Issuer )", Kind::IssuerCaption),
            ("CUSIP No. ___", Kind::CusipLabel),
            ("Cusip #", Kind::CusipLabel),
            ("(Page 2 of 13 Pages)", Kind::Page),
            ("(1)Names of reporting persons.", Kind::Row),
            ("4. CITIZENSHIP OF PLACE OF ORGANIZATION", Kind::Row),
            ("2. CHECK THE APPROPRIATE [LINE] IF A MEMBER OF A GROUP", Kind::Row),
            ("13 PERCENT OF CLASS REPRESENTED BY AMOUNT IN ROW 9", Kind::Row),
            ("based upon 30,000,000 Common Shares reported to be outstanding", Kind::Outstanding),
            ("1,000 shares of Common Stock issued and outstanding as of May 3, 2023", Kind::Outstanding),
            ("Mr. Roe bought a total of 500 shares from 1/2/2023 to 1/5/2023", Kind::Total),
            ("As of May 3, 2023, Mr. Roe beneficially owns 500 shares (0.5%)", Kind::Position),
            ("ceased to be the beneficial owner of more than 5% of the class on May 3, 2023", Kind::Ceased),
            ("Schedule 13G originally filed with the Commission on May 3, 2022", Kind::Prior),
            ("12/29/2003\t100,500\t4.50", Kind::Trade),
            ("23 May 2023 sale 500 $4.50 at market", Kind::Trade),
            ("JOINT FILING AGREEMENT", Kind::ExhibitHeading),
            ("/s/ Jane Roe", Kind::Signed),
        ] {
            assert_eq!(kinds(text), [kind], "{text}");
        }
        for text in [
            "the Common Stock outstanding",
            "500 shares of the outstanding Common Stock on May 3, 2023",
            "the reporting person has ceased to be the beneficial owner of more than five percent",
            "Amendment number",
            "May 3, 2023 there were 500 people",
            "signature of a thing",
        ] {
            let found = kinds(text);
            assert!(found.iter().all(|kind| *kind == Kind::Amendment), "{text}: {found:?}");
        }
    }

    #[test]
    fn what_answers_a_caption() {
        let said = |text: &str| answer(text, 0).into_iter().map(|(what, _)| what).collect::<Vec<_>>();
        use Said::*;
        assert_eq!(said(" 7,950,000(1)"), [Figure, Note]);
        assert_eq!(said("2.08%*"), [Percent, Note]);
        assert_eq!(said("9.4 %\n"), [Percent]);
        for boxed in ["$\\mid _ \\mid$", "$ _ $", "|_|", "| _ |", "[ ]", "[]", "☐", "o", "Checkbox not checked"] {
            assert_eq!(said(boxed), [Unchecked], "{boxed}");
        }
        for boxed in ["[X]", "☒", "__X__", "X", "Checkbox checked", "þ"] {
            assert_eq!(said(boxed), [Checked], "{boxed}");
        }
        assert_eq!(said("(a) [ ] (b) [x]"), [Choice, Unchecked, Choice, Checked]);
        assert_eq!(said("-0-"), [Nought]);
        assert_eq!(said("None"), [Nought]);
        assert_eq!(said("N/A"), [NotApplicable]);
        assert_eq!(said("413,27"), [Word]);
    }

    #[test]
    fn the_last_line_of_an_address() {
        let read = |line: &str| address(line).map(|parts| parts.map(|part| line.get(part).unwrap_or("").to_owned()));
        let parts = |city: &str, state: &str, zip: &str| Some([city.to_owned(), state.to_owned(), zip.to_owned()]);
        assert_eq!(read("Menlo Park, California 94025"), parts("Menlo Park", "California", "94025"));
        assert_eq!(read("Larchmont, NY, 10528-1234"), parts("Larchmont", "NY", "10528-1234"));
        assert_eq!(read("270 Park Avenue, New York, New York 10017"), parts("New York", "New York", "10017"));
        assert_eq!(read("1201 Geneva, Switzerland"), None);
        assert_eq!(read("Telephone: (503) 555-0117"), None);
    }
}
