//! The page: the tables of all that was measured, and what their columns mean.

use std::fmt::Write as _;
use std::io;
use std::path::Path;

use super::agreement::{Agreement, KINDS};
use super::column::{COVER, Column, FOOTNOTE, FORM, HEAD, OWNER, PERSON, SIGNATURE, TABLE_1, TABLE_2};
use super::corpus::{Pair, forms, is_of_another, pairs, schedules};
use super::counts::{Counts, Tally};
use super::filing::{Counted, mean, ownership, schedule, sum};
use super::markdown::{percent, share, table};

/// Renderings of Forms 3, 4 and 5, the clean ones first.
const OWNERSHIP: [&str; 7] = ["tabs", "layout", "raw", "shattered", "shredded", "ocr-nolines", "ocr"];

/// Renderings of Schedules 13D and 13G.
const SCHEDULES: [&str; 4] = ["tabs", "layout", "raw", "ocr"];

/// All filings of one rendering.
struct Rendering {
    name: &'static str,
    filings: Vec<Counted>,
}

impl Rendering {
    fn of(name: &'static str, pairs: &[Pair], count: fn(&Pair) -> io::Result<Counted>) -> io::Result<Rendering> {
        Ok(Rendering { name, filings: pairs.iter().map(count).collect::<io::Result<_>>()? })
    }
}

/// Which counts of a filing a table is about.
type Part = fn(&Counted) -> &Counts;

/// Measures a corpus and writes the page.
pub fn report(corpus: &Path) -> io::Result<String> {
    let folder = corpus.join("ownership-truth");
    let printed = OWNERSHIP.iter().map(|kind| Rendering::of(kind, &pairs(&folder, kind), ownership));
    let printed = printed.collect::<io::Result<Vec<_>>>()?;
    let pages = [
        Rendering::of("text", &forms(corpus, "ownership-text/rendered"), ownership)?,
        Rendering::of("HTML", &forms(corpus, "ownership-html/rendered"), ownership)?,
        Rendering::of("HTML, archive", &own(forms(corpus, "ownership-html"))?, ownership)?,
    ];
    let folder = corpus.join("schedule13-truth");
    let printed_schedules = SCHEDULES.iter().map(|kind| Rendering::of(kind, &pairs(&folder, kind), schedule));
    let printed_schedules = printed_schedules.collect::<io::Result<Vec<_>>>()?;
    let schedule_pages = [
        Rendering::of("text", &schedules(corpus, "schedule13-text/rendered"), schedule)?,
        Rendering::of("HTML", &schedules(corpus, "schedule13-html/rendered"), schedule)?,
    ];
    let agreement = Agreement::of(&corpus.join("ownership-text"))?;

    let values: Part = |filing| &filing.values;
    let boxes: Part = |filing| &filing.boxes;
    let form: Part = |filing| &filing.form;
    let tables: Vec<&[Column]> = vec![TABLE_1, TABLE_2];
    let outside: Vec<&[Column]> = vec![HEAD, OWNER, FOOTNOTE, SIGNATURE];
    let mut page = HEADING.to_owned();
    section(&mut page, "Forms 3, 4 and 5: the tables", TABLES, &totals(&printed, values, false));
    section(&mut page, "Held back", HELD_BACK, &totals(&printed, values, true));
    section(&mut page, "By field", BY_FIELD, &by_column(&printed, values, &tables, right));
    section(&mut page, "Sure and wrong, by field", SURE_WRONG, &by_column(&printed, values, &tables, sure_wrong));
    section(&mut page, "EDGAR's own page", EDGAR, &totals(&pages, values, false));
    section(&mut page, "EDGAR's own page, by box", BY_FIELD, &by_column(&pages, boxes, &outside, right));
    section(&mut page, "EDGAR's own page, sure and wrong", SURE_WRONG, &by_column(&pages, boxes, &outside, sure_wrong));
    section(&mut page, "Boxes outside the tables", BOXES, &by_column(&printed, boxes, &outside, right));
    section(&mut page, "Sure and wrong, by box", SURE_WRONG, &by_column(&printed, boxes, &outside, sure_wrong));
    section(&mut page, "All boxes together", ALL_BOXES, &totals(&printed, boxes, false));
    section(&mut page, "All boxes that text can show", SHOWN, &totals(&printed, |filing| &filing.shown, false));
    section(&mut page, "The form itself", FORM_ITSELF, &by_column(&printed, form, &[FORM], right));
    section(&mut page, "Readings of one PDF", AGREEMENT, &agreed(&agreement));
    section(&mut page, "Schedules 13D and 13G: the cover pages", SCHEDULE, &totals(&printed_schedules, values, false));
    section(&mut page, "Schedules, held back", HELD_BACK, &totals(&printed_schedules, values, true));
    section(
        &mut page,
        "Schedules, by field",
        BY_FIELD,
        &by_column(&printed_schedules, values, &[COVER, PERSON], right),
    );
    section(&mut page, "EDGAR's own page of a schedule", EDGAR_SCHEDULE, &totals(&schedule_pages, values, false));
    section(
        &mut page,
        "EDGAR's own page of a schedule, by field",
        BY_FIELD,
        &by_column(&schedule_pages, values, &[COVER, PERSON], right),
    );
    Ok(page)
}

/// Those pages that are of the filing that they are named for.
fn own(pairs: Vec<Pair>) -> io::Result<Vec<Pair>> {
    let kept = pairs.into_iter().map(|pair| Ok((!is_of_another(&pair)?).then_some(pair)));
    Ok(kept.collect::<io::Result<Vec<_>>>()?.into_iter().flatten().collect())
}

fn section(page: &mut String, title: &str, words: &str, tables: &str) {
    let _ = write!(page, "\n## {title}\n\n{words}\n\n{tables}");
}

fn totals(renderings: &[Rendering], part: Part, held_back: bool) -> String {
    let rows: Vec<Vec<String>> = renderings
        .iter()
        .map(|rendering| {
            let filings: Vec<&Counts> =
                rendering.filings.iter().filter(|one| !held_back || one.is_held_back).map(part).collect();
            let total = sum(filings.iter().copied()).total();
            vec![
                rendering.name.to_owned(),
                filings.len().to_string(),
                total.asked.to_string(),
                total.right.to_string(),
                total.wrong.to_string(),
                total.missing.to_string(),
                percent(total.right, total.asked),
                mean(filings.iter().copied()).map_or("–".to_owned(), share),
                total.sure.to_string(),
                total.sure_wrong().to_string(),
                percent(total.sure_wrong(), total.sure),
                percent(total.sure_right, total.right),
            ]
        })
        .collect();
    let head = [
        "rendering",
        "filings",
        "asked",
        "right",
        "wrong",
        "missing",
        "right of asked",
        "by filing",
        "sure",
        "sure, wrong",
        "wrong of sure",
        "sure of right",
    ];
    table(&head, &rows)
}

/// A line for each value, a column for each rendering.
fn by_column(renderings: &[Rendering], part: Part, columns: &[&[Column]], cell: fn(&Tally) -> String) -> String {
    let sums: Vec<Counts> = renderings.iter().map(|rendering| sum(rendering.filings.iter().map(part))).collect();
    let rows: Vec<Vec<String>> = columns
        .iter()
        .flat_map(|columns| columns.iter())
        .map(|column| {
            let cells = sums.iter().map(|sum| sum.0.get(column.name).map_or("–".to_owned(), cell));
            std::iter::once(column.name.to_owned()).chain(cells).collect()
        })
        .collect();
    let head: Vec<&str> = std::iter::once("value").chain(renderings.iter().map(|rendering| rendering.name)).collect();
    table(&head, &rows)
}

fn right(tally: &Tally) -> String {
    if tally.asked == 0 {
        "–".to_owned()
    } else {
        format!("{}/{} {}", tally.right, tally.asked, percent(tally.right, tally.asked))
    }
}

fn sure_wrong(tally: &Tally) -> String {
    format!("{}/{}", tally.sure_wrong(), tally.sure)
}

fn agreed(agreement: &Agreement) -> String {
    let of_values =
        |name: &str, count: usize| vec![name.to_owned(), count.to_string(), percent(count, agreement.values)];
    let values = table(
        &["values", "count", "share"],
        &[
            of_values("any of the four reads", agreement.values),
            of_values("no two that read it differ", agreement.undisputed),
            of_values("all four read it, and alike", agreement.unanimous),
        ],
    );
    let rows: Vec<Vec<String>> = KINDS
        .iter()
        .map(|kind| {
            let rows = agreement.rows.get(kind).copied().unwrap_or(0);
            let without = agreement.without.get(kind).copied().unwrap_or(0);
            let share = percent(rows, agreement.best);
            vec![(*kind).to_owned(), rows.to_string(), agreement.best.to_string(), share, without.to_string()]
        })
        .collect();
    let rows = table(&["reading", "rows", "of the best one's", "share", "PDFs without a row"], &rows);
    format!("{values}\n{rows}\nPDFs of which one of the four reads a row: {}.\n", agreement.filings)
}

const HEADING: &str = "\
# How well renderings are read

What is read of a rendering, held against what the XML of the same filing states. Written by

```sh
EDGARLINT_CORPUS=FOLDER cargo bench --bench accuracy -- --write
```

where `FOLDER` holds `corpus/`: real filings, not part of this repository. The XML is read by nothing of edgarlint's.

| column         | meaning                                                                                |
| -------------- | -------------------------------------------------------------------------------------- |
| asked          | values that the XML states, and those of rows that are read and not there              |
| right          | of these, read as stated: numbers and dates as such, words by their letters and digits |
| wrong          | of these, read otherwise                                                               |
| missing        | of these, not read                                                                     |
| right of asked | their share                                                                            |
| by filing      | the share that is right in the mean filing: a few large ones hold half of the values   |
| sure           | values marked written or laid, wherever they are read                                  |
| sure, wrong    | of these, those that the XML does not state so, also where it states nothing           |
| wrong of sure  | their share                                                                            |
| sure of right  | of what is right, the share that is marked written or laid                             |

Rows are paired in order so that most values agree: a lost row costs its own values alone. Spelling errors of scans
(`St0ck`, `Sttock`) are forgiven in titles and names. A number may be cut or rounded to four decimals, as EDGAR's page
shows it, and a value in dollars stands where a row states no number of shares.
";

const TABLES: &str = "\
Ownership documents as EDGAR shows them, printed and read back. `tabs` has a cell for a cell; `layout` and `raw` are two
ways of making text of a PDF; `shattered` and `shredded` are damaged as bad table readers do; `ocr` is a scan, which
loses ruled rows, and `ocr-nolines` the same with the rules erased.";

const HELD_BACK: &str = "\
The same of those filings alone whose name has digits with a sum that three divides. Readers are made with the others
at hand: one that is tuned to them reads these worse.";

const BY_FIELD: &str = "Right of asked.";

const SURE_WRONG: &str = "Sure and wrong of the sure.";

const EDGAR: &str = "\
EDGAR's own page, saved as text and as HTML, against the XML of the same accession number. EDGAR has two: one ends with a
list of the owners, the other is what its archive links to.";

const BOXES: &str = "\
Right of asked. Persons, footnotes and signatures are paired as rows are. The street is both of its lines, which no
rendering parts; a state may be its code or its name; a signature may leave out what stands before `/s/`. A box that
is stated as not checked is asked as well; where the XML leaves a box out, only a check in it is wrong.";

const ALL_BOXES: &str = "The same boxes, counted as the tables above are.";

const SHOWN: &str = "\
Without the exit box and the Rule 10b5-1 box: their marks are pictures on EDGAR's page, and where they are checked no
text of the page shows it. They are read where a typed page marks them.";

const FORM_ITSELF: &str = "Right of asked: the number of the form, and the number with whether it is an amendment.";

const AGREEMENT: &str = "\
PDFs of filings read by five tools; no XML says what is true. Four of the readings (`layout`, `raw`, `tabs`, `markdown`)
lose nothing and should tell one story. Their rows are held against those of the best one, the one with most rows.";

const EDGAR_SCHEDULE: &str =
    "EDGAR's own page, saved as text and as HTML, against the XML of the same accession number.";

const SCHEDULE: &str =
    "Schedules as EDGAR shows them, printed and read back: the cover and each reporting person's rows.";
