//! The pieces of Forms 3, 4 and 5 as pages: see grammar/ownership.pest.
//!
//! Gives kinds and ranges of bytes; what they mean for a filing, `lower` decides.

use std::ops::Range;

use pest::Parser;
use pest::iterators::Pair;

#[derive(pest_derive::Parser)]
#[grammar = "grammar/ownership.pest"]
struct Grammar;

/// What a line of the form is, by its first words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LineKind {
    /// `FORM 4`, with its number and whether it is an amendment.
    FormName {
        number: char,
        amended: bool,
    },
    /// The printed title, by the number of the form that bears it.
    Title {
        number: char,
    },
    TableOne,
    TableTwo,
    Explanation,
    Remarks,
    SignatureCaption,
    Signatures,
    OwnerList,
    /// `OMB Number:`, with the range of the number.
    Omb {
        number: Option<Range<usize>>,
    },
    /// "Check this box if no longer subject to Section 16", and what box is drawn before it.
    ExitBox {
        checked: Option<bool>,
    },
    /// The Rule 10b5-1(c) box, and what box is drawn before it.
    PlanBox {
        checked: Option<bool>,
    },
    FiledPursuant,
    Footer,
    /// `1.` or `(1)`, with the range of the number; the text follows.
    FootnoteStart {
        id: Range<usize>,
    },
}

/// What a line is, and the range of what told so. `None` for all other lines.
///
/// Fixed wording is known also with characters that scans confuse: `TabIe II`, `5ignatures`.
#[must_use]
pub fn line(text: &str) -> Option<(LineKind, Range<usize>)> {
    let telling = may_be_telling(text);
    // Other letters than the first two make no telling line of one that is none.
    if !telling && !opening(text).bytes().take(2).any(|byte| b"0158Il".contains(&byte)) {
        return None;
    }
    let known = |text: &str| if may_be_telling(text) { line_by_grammar(text) } else { None };
    let as_it_stands = if telling { line_by_grammar(text) } else { None };
    as_it_stands.or_else(|| known(&unconfused(text)?))
}

/// Fixed wording is told by so many bytes of a line.
const TELLING: usize = 96;

/// The beginning of a text with the letters that its words ask for where scans put others: a digit between
/// letters, a capital I inside a word. None where nothing is to be changed. Ranges stay the same.
#[must_use]
pub fn unconfused(text: &str) -> Option<String> {
    let end = (0..=text.len().min(TELLING)).rev().find(|at| text.is_char_boundary(*at))?;
    let head = text.get(..end)?.as_bytes();
    let mut changed: Option<Vec<u8>> = None;
    for (at, byte) in head.iter().enumerate() {
        if !b"0158Il".contains(byte) {
            continue;
        }
        let before = at.checked_sub(1).and_then(|at| head.get(at)).copied().unwrap_or(b' ');
        let after = head.get(at + 1).copied().unwrap_or(b' ');
        let in_word = before.is_ascii_alphabetic() || after.is_ascii_alphabetic();
        let in_small_word = before.is_ascii_lowercase() || after.is_ascii_lowercase();
        let letter = match byte {
            b'0' if in_word => b'o',
            b'1' if in_word => b'l',
            b'5' if in_word => b's',
            b'8' if in_word => b'b',
            b'I' if before.is_ascii_lowercase() && in_small_word => b'l',
            b'l' if before == b' ' && after == b'n' => b'I',
            _ => continue,
        };
        if let Some(place) = changed.get_or_insert_with(|| head.to_vec()).get_mut(at) {
            *place = letter;
        }
    }
    // Letters of one byte took the place of others of one byte.
    String::from_utf8(changed?).ok()
}

/// Whether the first two letters could begin what the grammar's `line` knows. It only hurries: a test
/// holds that the grammar finds nothing more.
fn may_be_telling(text: &str) -> bool {
    match opening(text).as_bytes() {
        [a, b, ..] if a.is_ascii_alphabetic() => {
            let pair = [a.to_ascii_lowercase(), b.to_ascii_lowercase()];
            const PAIRS: &[&[u8; 2]] = &[
                b"fo", b"in", b"an", b"st", b"ta", b"ex", b"re", b"si", b"om", b"ch", b"fi", b"no", b"na", b"if",
                b"pe", b"po",
            ];
            PAIRS.contains(&&pair) || pair[0] == b'x'
        }
        [] | [_] => false,
        _ => true,
    }
}

/// A text without what converters and scans put before its words.
fn opening(text: &str) -> &str {
    text.trim_start_matches([
        ' ', '#', '*', '\\', '-', '>', '|', '_', '\u{a0}', '“', '”', '"', '‘', '’', '~', '=', '—', '^',
    ])
}

fn line_by_grammar(text: &str) -> Option<(LineKind, Range<usize>)> {
    let found = Grammar::parse(Rule::line, text).ok()?.next()?.into_inner().next()?;
    let range = range(&found);
    let child = |rule: Rule| found.clone().into_inner().flatten_once().find(|pair| pair.as_rule() == rule);
    let checked = || child(Rule::box_mark).map(|_| true).or_else(|| child(Rule::empty_box).map(|_| false));
    let kind = match found.as_rule() {
        Rule::form_name => LineKind::FormName {
            number: child(Rule::form_number)?.as_str().chars().next()?,
            amended: child(Rule::amended).is_some(),
        },
        Rule::title => LineKind::Title {
            number: match found.clone().into_inner().next()?.as_rule() {
                Rule::initial_title => '3',
                Rule::annual_title => '5',
                _ => '4',
            },
        },
        Rule::table_one => LineKind::TableOne,
        Rule::table_two => LineKind::TableTwo,
        Rule::explanation => LineKind::Explanation,
        Rule::remarks => LineKind::Remarks,
        Rule::signature_caption => LineKind::SignatureCaption,
        Rule::signatures => LineKind::Signatures,
        Rule::owner_list => LineKind::OwnerList,
        Rule::omb => LineKind::Omb { number: child(Rule::omb_number).as_ref().map(self::range) },
        Rule::exit_box => LineKind::ExitBox { checked: checked() },
        Rule::plan_box => LineKind::PlanBox { checked: checked() },
        Rule::filed_pursuant => LineKind::FiledPursuant,
        Rule::footer => LineKind::Footer,
        Rule::footnote_start => LineKind::FootnoteStart { id: child(Rule::note_id).as_ref().map(self::range)? },
        _ => return None,
    };
    Some((kind, range))
}

/// A caption of the boxes above the tables.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Caption {
    Name,
    Issuer,
    ForeignSymbol,
    EarliestTransaction,
    FiscalYear,
    Event,
    OriginalFiled,
    Relationship,
    JointFiling,
    /// The heading above the Rule 10b5-1(c) box, where it stands among the boxes.
    Plan,
    LastFirst,
    Street,
    CityState,
    Country,
}

impl Caption {
    /// Whether it opens a numbered box; the others name lines of the address inside box 1.
    #[must_use]
    pub fn is_numbered(self) -> bool {
        !matches!(self, Caption::LastFirst | Caption::Street | Caption::CityState | Caption::Country)
    }

    /// The printed wordings, one blank between what other characters part.
    fn wordings(self) -> &'static [&'static str] {
        match self {
            Caption::Name => &["name and address of reporting person"],
            Caption::Issuer => &["issuer name and ticker or trading symbol"],
            Caption::ForeignSymbol => &["foreign trading symbol"],
            Caption::EarliestTransaction => {
                &["date of earliest transaction month day year", "date of earliest transaction mm dd yyyy"]
            }
            Caption::FiscalYear => &[
                "statement for issuer s fiscal year ended month day year",
                "statement for issuer s fiscal year ended mm dd yyyy",
            ],
            Caption::Event => {
                &["date of event requiring statement month day year", "date of event requiring statement mm dd yyyy"]
            }
            Caption::OriginalFiled => {
                &["if amendment date original filed month day year", "if amendment date original filed mm dd yyyy"]
            }
            Caption::Relationship => &["relationship of reporting person s to issuer check all applicable"],
            Caption::JointFiling => &[
                "individual or joint group filing check applicable line",
                "individual or joint group reporting check applicable line",
            ],
            Caption::Plan => &["rule 10b5 1 c transaction indication"],
            Caption::LastFirst => &["last first middle"],
            Caption::Street => &["street"],
            Caption::CityState => &["city state zip", "city state zip postal code"],
            Caption::Country => &["country"],
        }
    }

    /// How many bytes at the start of a text go on with the wording of this caption, of which `head` is
    /// already printed: `Symbol` goes on with `Issuer Name and Ticker or Trading`. Whole words only.
    #[must_use]
    pub fn goes_on(self, head: &str, text: &str) -> usize {
        let number = |c: char| self != Caption::Plan && c.is_ascii_digit();
        let words = head.trim_start_matches(|c: char| !c.is_ascii_alphanumeric()).trim_start_matches(number);
        // `2a.` is a number too.
        let words = words.strip_prefix(['a', 'A']).filter(|rest| rest.starts_with('.')).unwrap_or(words);
        let rests = self.wordings().iter().filter_map(|wording| {
            let (rest, length) = shared_words(wording, words);
            letters(words.get(length..).unwrap_or("")).next().is_none().then_some(rest)
        });
        rests.map(|rest| shared_words(rest, text).1).max().unwrap_or(0)
    }
}

fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(char::is_ascii_alphanumeric).map(|c| look(c.to_ascii_lowercase()))
}

/// The words at the start of a text that are the first of `wording`: what is left of it, and their length in
/// bytes. Characters that scans confuse count as one another.
fn shared_words<'w>(wording: &'w str, text: &str) -> (&'w str, usize) {
    let (mut rest, mut length, mut at) = (wording.trim_start(), 0, 0);
    for word in text.split_inclusive(|c: char| !c.is_ascii_alphanumeric()) {
        at += word.len();
        if letters(word).next().is_none() {
            continue;
        }
        let expected = rest.split(' ').next().unwrap_or("");
        if expected.is_empty() || !letters(word).eq(letters(expected)) {
            break;
        }
        rest = rest.get(expected.len()..).unwrap_or("").trim_start();
        length = at;
    }
    (rest, length)
}

/// One character for all that look like it.
fn look(c: char) -> char {
    match c {
        '0' => 'o',
        '1' | 'i' => 'l',
        '5' => 's',
        '8' => 'b',
        other => other,
    }
}

/// The captions in one cell with their ranges, in order.
#[must_use]
pub fn captions(text: &str) -> Vec<(Caption, Range<usize>)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = next_start(text, at) {
        let rest = text.get(start..).unwrap_or("");
        match caption(rest) {
            Some((caption, length)) => {
                found.push((caption, start..start + length));
                at = start + length.max(1);
            }
            None => at = start + 1,
        }
    }
    found
}

/// The next place where the grammar's `caption` is worth asking: at the start of a word or at a
/// parenthesis, by the first two characters of what it knows. It only hurries: a test holds that the
/// grammar finds nothing elsewhere.
fn next_start(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    (from..bytes.len()).find(|at| {
        let (Some(a), Some(b)) = (bytes.get(*at), bytes.get(at + 1)) else { return false };
        let opens = *at == 0 || matches!(bytes.get(at - 1), Some(b' ' | b'\t' | b'\n' | b'(' | b'|'));
        match (a, b) {
            (b'(', b'L' | b'l' | b'S' | b's' | b'C' | b'c' | b'Z' | b'z') => true,
            (b'0'..=b'9', b'.' | b'a' | b'A') => opens,
            (a, b) => {
                opens
                    && matches!(
                        (a.to_ascii_lowercase(), b.to_ascii_lowercase()),
                        (b'n' | b'd', b'a')
                            | (b'i', b's' | b'f' | b'n')
                            | (b'f', b'o')
                            | (b's', b't')
                            | (b'r', b'e' | b'u')
                    )
            }
        }
    })
}

/// The caption that a text begins with, and its length.
fn caption(text: &str) -> Option<(Caption, usize)> {
    let pair = Grammar::parse(Rule::box_caption, text).ok()?.flatten().nth(1)?;
    let length = pair.as_span().end();
    let caption = |rule| {
        Some(match rule {
            Rule::name_box => Caption::Name,
            Rule::issuer_box => Caption::Issuer,
            Rule::foreign_symbol_box => Caption::ForeignSymbol,
            Rule::earliest_box => Caption::EarliestTransaction,
            Rule::fiscal_year_box => Caption::FiscalYear,
            Rule::event_box => Caption::Event,
            Rule::original_box => Caption::OriginalFiled,
            Rule::relationship_box => Caption::Relationship,
            Rule::joint_box => Caption::JointFiling,
            Rule::plan_caption => Caption::Plan,
            Rule::last_first => Caption::LastFirst,
            Rule::street => Caption::Street,
            Rule::city_state => Caption::CityState,
            Rule::country => Caption::Country,
            _ => return None,
        })
    };
    Some((caption(pair.as_rule())?, length))
}

/// A piece of the relationship boxes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BoxPiece {
    Checked,
    Blank,
    Director,
    TenPercent,
    Officer,
    Other,
    /// Words of the captions that run over: `below)`, `(specify`.
    Below,
    Word,
}

/// The pieces of the relationship boxes in one text, with their ranges.
#[must_use]
pub fn relationship(text: &str) -> Vec<(BoxPiece, Range<usize>)> {
    let Ok(parsed) = Grammar::parse(Rule::relationship, text) else { return Vec::new() };
    let piece = |rule| {
        Some(match rule {
            Rule::checked => BoxPiece::Checked,
            Rule::blank_box => BoxPiece::Blank,
            Rule::director => BoxPiece::Director,
            Rule::ten_percent => BoxPiece::TenPercent,
            Rule::officer => BoxPiece::Officer,
            Rule::other => BoxPiece::Other,
            Rule::below => BoxPiece::Below,
            Rule::text_word => BoxPiece::Word,
            _ => return None,
        })
    };
    parsed.flatten().filter_map(|pair| Some((piece(pair.as_rule())?, range(&pair)))).collect()
}

/// What a cell of a table's heading names.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Heading {
    Title,
    Conversion,
    Date,
    Deemed,
    Code,
    Voluntary,
    /// The caption above amount, direction and price; names no column of its own.
    Securities,
    Amount,
    AcquiredOrDisposed,
    Acquired,
    Disposed,
    Price,
    Exercisable,
    Expiration,
    UnderlyingTitle,
    UnderlyingAmount,
    Owned,
    Ownership,
    Nature,
}

/// What one cell of a heading names, when its first words tell; also with characters that scans confuse.
#[must_use]
pub fn heading(cell: &str) -> Option<Heading> {
    heading_by_grammar(cell).or_else(|| heading_by_grammar(&unconfused(cell)?))
}

fn heading_by_grammar(cell: &str) -> Option<Heading> {
    let found = Grammar::parse(Rule::heading, cell).ok()?.next()?.into_inner().next()?;
    Some(match found.as_rule() {
        Rule::h_title => Heading::Title,
        Rule::h_conversion => Heading::Conversion,
        Rule::h_date => Heading::Date,
        Rule::h_deemed => Heading::Deemed,
        Rule::h_code => Heading::Code,
        Rule::h_v => Heading::Voluntary,
        Rule::h_securities | Rule::h_derivative_count | Rule::h_dates_above => Heading::Securities,
        Rule::h_amount => Heading::Amount,
        Rule::h_ad => Heading::AcquiredOrDisposed,
        Rule::h_a => Heading::Acquired,
        Rule::h_d => Heading::Disposed,
        Rule::h_price | Rule::h_price_derivative => Heading::Price,
        Rule::h_exercisable => Heading::Exercisable,
        Rule::h_expiration => Heading::Expiration,
        Rule::h_title_underlying => Heading::UnderlyingTitle,
        Rule::h_underlying_amount => Heading::UnderlyingAmount,
        Rule::h_owned => Heading::Owned,
        Rule::h_ownership => Heading::Ownership,
        Rule::h_nature => Heading::Nature,
        _ => return None,
    })
}

fn range(pair: &Pair<'_, Rule>) -> Range<usize> {
    let span = pair.as_span();
    span.start()..span.end()
}

/// The pairs and those directly inside them: a form number stands inside a form name.
trait FlattenOnce<'i> {
    fn flatten_once(self) -> impl Iterator<Item = Pair<'i, Rule>>;
}

impl<'i, I: Iterator<Item = Pair<'i, Rule>>> FlattenOnce<'i> for I {
    fn flatten_once(self) -> impl Iterator<Item = Pair<'i, Rule>> {
        self.flat_map(|pair| std::iter::once(pair.clone()).chain(pair.into_inner()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> Option<LineKind> {
        line(text).map(|(kind, _)| kind)
    }

    #[test]
    fn lines_are_known_by_their_first_words() {
        assert_eq!(kind("FORM 4"), Some(LineKind::FormName { number: '4', amended: false }));
        assert_eq!(kind("## FORM 5/A"), Some(LineKind::FormName { number: '5', amended: true }));
        assert_eq!(kind("Form 4 or Form 5 obligations may continue."), None);
        assert_eq!(kind("STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP"), Some(LineKind::Title { number: '4' }));
        assert_eq!(kind("INITIAL STATEMENT OF BENEFICIAL OWNERSHIP OF"), Some(LineKind::Title { number: '3' }));
        assert_eq!(kind("ANNUAL STATEMENT OF CHANGES IN BENEFICIAL"), Some(LineKind::Title { number: '5' }));
        assert_eq!(kind("Table I - Non-Derivative Securities Acquired"), Some(LineKind::TableOne));
        assert_eq!(kind("Table II - Derivative Securities Acquired"), Some(LineKind::TableTwo));
        assert_eq!(kind("## **Explanation of Responses:**"), Some(LineKind::Explanation));
        assert_eq!(kind("\\*\\* Signature of Reporting Person"), Some(LineKind::SignatureCaption));
        assert_eq!(kind("OMB Number:\t3235-0287"), Some(LineKind::Omb { number: Some(12..21) }));
        assert_eq!(kind("OMB APPROVAL OMB Number: Estimated"), Some(LineKind::Omb { number: None }));
        assert_eq!(kind("1. One-fourth of the shares"), Some(LineKind::FootnoteStart { id: 0..1 }));
        assert_eq!(kind("**(12)** Includes"), Some(LineKind::FootnoteStart { id: 3..5 }));
        assert_eq!(kind("Common Stock\t11/10/2003"), None);
        assert_eq!(kind("[X] Check this box if no longer subject"), Some(LineKind::ExitBox { checked: Some(true) }));
        assert_eq!(kind("[ ] Check this box to indicate that"), Some(LineKind::PlanBox { checked: Some(false) }));
        assert_eq!(kind("Check this box to indicate that"), Some(LineKind::PlanBox { checked: None }));
    }

    #[test]
    fn fixed_wording_is_known_in_the_letters_of_a_scan() {
        assert_eq!(kind("TabIe II - Derivative 5ecurities"), Some(LineKind::TableTwo));
        assert_eq!(kind("Table I - N0n-Derivative Securities Acquired"), Some(LineKind::TableOne));
        assert_eq!(kind("STATEMENT OF CHANGES lN BENEFICIAL OWNERSHlP"), None, "a capital word has no small l");
        assert_eq!(heading("1.Tit1e of Security (lnstr. 3)"), Some(Heading::Title));
        assert_eq!(heading("3. Tran5action C0de (Instr. 8)"), Some(Heading::Code));
        assert_eq!(unconfused("Class A Common Stock, 1,500 shares at $10.50"), None);
        assert_eq!(unconfused("5ee footn0te"), Some("see footnote".to_owned()));
        let long = format!("{}é{}", "a".repeat(95), "1b".repeat(60));
        assert_eq!(unconfused(&long), None, "what stands beyond the telling words is left alone");
    }

    #[test]
    fn captions_stand_anywhere_in_a_cell() {
        let cell = "1. Name and Address of Reporting Person* NING PAUL (Last) (First) (Middle) 12 MAIN ST (Street) X CA 95054 (City) (State) (Zip)";
        let found: Vec<_> = captions(cell).into_iter().map(|(caption, range)| (caption, &cell[range])).collect();
        assert_eq!(
            found,
            [
                (Caption::Name, "1. Name and Address of Reporting Person* "),
                (Caption::LastFirst, "(Last) (First) (Middle)"),
                (Caption::Street, "(Street)"),
                (Caption::CityState, "(City) (State) (Zip)"),
            ]
        );
        let cut = "3. Date of Earliest Trans 12/23/2003";
        assert_eq!(captions(cut), [(Caption::EarliestTransaction, 0..26)]);
    }

    #[test]
    fn what_is_skipped_in_haste_is_nothing_to_the_grammar() {
        let pages = [
            include_str!("../../fixtures/layouts/sale_shredded.txt"),
            include_str!("../../fixtures/layouts/grant_cut.txt"),
            include_str!("../../fixtures/layouts/exercise_and_sale.txt"),
        ];
        for text in pages.iter().flat_map(|page| page.lines()) {
            assert!(may_be_telling(text) || line_by_grammar(text).is_none(), "{text}");
            for text in [text.to_owned(), text.replace('l', "1").replace('S', "5"), text.replace('b', "8")] {
                let unhurried = line_by_grammar(&text).or_else(|| line_by_grammar(&unconfused(&text)?));
                assert_eq!(line(&text), unhurried, "{text}");
            }
            for (at, _) in text.char_indices() {
                let opens = at == 0 || text[..at].ends_with([' ', '\t', '(']) || text[at..].starts_with('(');
                if opens && caption(&text[at..]).is_some() {
                    assert_eq!(next_start(text, at), Some(at), "{}", &text[at..]);
                }
            }
        }
    }

    #[test]
    fn relationship_boxes_in_their_spellings() {
        use BoxPiece::*;
        let pieces = |text| relationship(text).into_iter().map(|(piece, _)| piece).collect::<Vec<_>>();
        assert_eq!(
            pieces("Director 10% Owner X Officer (give title below) Other (specify below) VP"),
            [Director, TenPercent, Checked, Officer, Other, Word]
        );
        assert_eq!(
            pieces("<input checked=\"\" type=\"checkbox\"> Director 10% Owner"),
            [Checked, Director, TenPercent]
        );
        assert_eq!(pieces("_____ Director __X__ 10% Owner"), [Blank, Director, Checked, TenPercent]);
    }

    #[test]
    fn headings_name_columns() {
        let names = [
            ("1. Title of Security (Instr. 3)", Heading::Title),
            ("2. Transaction Date (Month/Day/Year)", Heading::Date),
            ("2A. Deemed Execution Date, if any", Heading::Deemed),
            ("4. Securities Acquired (A) or Disposed Of (D)", Heading::Securities),
            ("(A) or (D)", Heading::AcquiredOrDisposed),
            ("(A)", Heading::Acquired),
            ("v", Heading::Voluntary),
            ("5. Amount of Securities Beneficially Owned Following", Heading::Owned),
            ("2. Conversion or Exercise Price of Derivative Security", Heading::Conversion),
            ("5. Number of Derivative Securities Acquired (A) or Disposed of (D)", Heading::Securities),
            ("7. Title and Amount of Securities Underlying", Heading::UnderlyingTitle),
            ("8. Price of Derivative Security", Heading::Price),
            ("9. Number of derivative Securities Beneficially Owned", Heading::Owned),
            ("Amount or Number of Shares", Heading::UnderlyingAmount),
            ("10. Ownership Form", Heading::Ownership),
        ];
        for (cell, expected) in names {
            assert_eq!(heading(cell), Some(expected), "{cell}");
        }
    }
}
