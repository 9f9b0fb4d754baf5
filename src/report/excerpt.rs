//! The lines a finding points at, made fit to be drawn.
//!
//! A line of a filing may hold twenty cells or a whole XML document, and two labels may stand pages
//! apart. So what is drawn is not the source but an excerpt of it: a few lines around each label, cut
//! to the width of the screen, tabs made visible, nothing in it that a terminal would obey. Line and
//! column stay those of the source.

use std::ops::Range;

use crate::engine::{Finding, FindingLabel};
use crate::source::{Source, SourceId, Sources};

/// What the excerpt is drawn on.
#[derive(Clone, Copy)]
pub(super) struct Canvas {
    pub width: usize,
    pub unicode: bool,
}

/// Lines of one or more sources, with what is marked in them. All ranges are of `text`.
#[derive(Debug)]
pub(super) struct Excerpt {
    pub text: String,
    /// The primary label's block first, then by label and line.
    pub blocks: Vec<Block>,
    pub marks: Vec<Mark>,
    /// Labels that were left out because there are too many.
    pub left_out: usize,
}

/// Lines of one source that follow each other.
#[derive(Debug)]
pub(super) struct Block {
    pub name: String,
    /// From 0, in the source.
    pub first_line: usize,
    pub lines: usize,
    pub range: Range<usize>,
}

/// A label as it is drawn.
#[derive(Debug)]
pub(super) struct Mark {
    pub range: Range<usize>,
    pub message: String,
    pub primary: bool,
    /// From 1, in the source.
    pub line: usize,
    pub column: usize,
}

/// Lines shown before and after each label.
const CONTEXT: usize = 1;
/// A label over more lines than this is drawn on its first line alone.
const TALLEST: usize = 3;
/// More labels than this are counted, not drawn.
const MOST_LABELS: usize = 12;
/// Room kept to the right of a label for what it says.
const LABEL_TEXT: usize = 28;
/// The least that is shown before a label, for orientation.
const LEAST_LEAD: usize = 8;

impl Excerpt {
    pub fn of(finding: &Finding, sources: &Sources, canvas: Canvas) -> Excerpt {
        let mut excerpt = Excerpt {
            text: String::new(),
            blocks: Vec::new(),
            marks: Vec::new(),
            left_out: finding.labels.len().saturating_sub(MOST_LABELS),
        };
        let notes = notes(finding, sources);
        for area in areas(&notes, sources) {
            excerpt.draw(&area, &notes, sources, canvas);
        }
        excerpt
    }

    /// The block that holds a range whole.
    pub fn block_of(&self, range: &Range<usize>) -> Option<&Block> {
        // Every line ends in a break, so a range that starts where a block ends stands in the next.
        let starts_in = |block: &Block| block.range.contains(&range.start) || block.range.is_empty();
        self.blocks
            .iter()
            .find(|block| starts_in(block) && block.range.start <= range.start && range.end <= block.range.end)
    }

    fn draw(&mut self, area: &Area, notes: &[Note], sources: &Sources, canvas: Canvas) {
        let source = sources.get(area.source);
        let here: Vec<&Note> = notes.iter().filter(|note| area.holds(note)).collect();
        let digits = (area.last + 1).to_string().len();
        let gutter = if here.iter().any(|note| note.last > note.first) { 4 } else { 0 };
        let pen = Pen { room: canvas.width.saturating_sub(digits + 5 + gutter).max(24), unicode: canvas.unicode };

        let start = self.text.len();
        let places = self.draw_lines(area, &here, source, pen);
        if source.text().as_str().is_empty() {
            self.text.truncate(start);
        }
        for (note, place) in here.iter().zip(places) {
            let room = pen.room.saturating_sub(place.column + 4).max(16);
            self.marks.push(Mark {
                range: place.start..place.end.max(place.start),
                message: wrap(&clean(&note.message, canvas.unicode), room),
                primary: note.primary,
                line: note.place.0,
                column: note.place.1,
            });
        }
        self.blocks.push(Block {
            name: clean(&name_of(source), canvas.unicode),
            first_line: area.first,
            lines: area.last - area.first + 1,
            range: start..self.text.len(),
        });
    }

    /// Draws the lines of an area; tells where in `text` each of its labels came to stand.
    fn draw_lines(&mut self, area: &Area, here: &[&Note], source: &Source, pen: Pen) -> Vec<Drawn> {
        let at = self.text.len();
        let mut places = vec![Drawn { start: at, end: at, column: 0 }; here.len()];
        let labelled = |line: usize| here.iter().any(|note| note.first <= line && line <= note.last);
        let all = (area.first..=area.last).all(labelled);
        let view = if all { View::default() } else { View::of(area, here, source, pen) };
        for number in area.first..=area.last {
            let line = source.line_range(number);
            let text = source.text().as_str().get(line.clone()).unwrap_or("");
            let on_line: Vec<Portion> = portions(here, number, &line);
            let drawn = if on_line.is_empty() { pen.context(text, view) } else { pen.line(text, &on_line) };
            let at = self.text.len();
            for (portion, (from, to)) in on_line.iter().zip(&drawn.places) {
                let Some(place) = places.get_mut(portion.note) else { continue };
                if portion.first {
                    place.start = at + from;
                    place.column = middle(&drawn.text, *from, *to);
                }
                if portion.last {
                    place.end = at + to;
                }
            }
            // Blanks at the end of a line show nothing, but a label may stand there.
            let kept = drawn.places.iter().map(|(_, to)| *to).max().unwrap_or(0);
            let length = drawn.text.trim_end().len().max(kept);
            self.text.push_str(drawn.text.get(..length).unwrap_or(&drawn.text));
            self.text.push('\n');
        }
        places
    }
}

/// Where a label came to stand in the drawn text.
#[derive(Clone, Copy)]
struct Drawn {
    start: usize,
    end: usize,
    /// Of its middle, where its message begins.
    column: usize,
}

/// Path and member, as `feed.zip!form4.xml`.
pub(super) fn name_of(source: &Source) -> String {
    match &source.member {
        Some(member) => format!("{}!{member}", source.path),
        None => source.path.clone(),
    }
}

/// A label, its range cut to whole lines that can be drawn. No two on one line overlap.
struct Note {
    source: SourceId,
    range: Range<usize>,
    /// Lines from 0.
    first: usize,
    last: usize,
    message: String,
    primary: bool,
    place: (usize, usize),
}

fn notes(finding: &Finding, sources: &Sources) -> Vec<Note> {
    let mut notes: Vec<Note> = Vec::new();
    for label in finding.labels.iter().take(MOST_LABELS) {
        let note = Note::of(label, sources);
        match notes.iter_mut().find(|other| other.source == note.source && other.range == note.range) {
            Some(other) if other.message.is_empty() => other.message = note.message,
            Some(other) if note.message.is_empty() || other.message == note.message => {}
            Some(other) => other.message = format!("{}; {}", other.message, note.message),
            None => notes.push(note),
        }
    }
    part(&mut notes);
    notes
}

impl Note {
    fn of(label: &FindingLabel, sources: &Sources) -> Note {
        let source = sources.get(label.span.source);
        let length = source.text().as_str().len();
        let start = (label.span.start as usize).min(length);
        let mut end = (label.span.end as usize).clamp(start, length);
        let first = source.line_of(start);
        let mut last = source.line_of(end.saturating_sub(1).max(start));
        if last >= first + TALLEST {
            last = first;
        }
        // Line breaks are not drawn, so a label that takes one in ends before it.
        end = end.min(source.line_range(last).end.max(start));
        Note {
            source: label.span.source,
            range: start..end,
            first,
            last,
            message: label.message.clone(),
            primary: label.primary,
            place: (label.place.line, label.place.column),
        }
    }
}

/// Parts labels that overlap on one line, so that each has characters of its own: the wider gives way.
fn part(notes: &mut [Note]) {
    notes.sort_by_key(|note| (!note.primary, note.source, note.range.start, note.range.end));
    let mut order: Vec<usize> = (0..notes.len()).filter(|at| notes[*at].first == notes[*at].last).collect();
    order.sort_by_key(|at| (notes[*at].source, notes[*at].range.start, notes[*at].range.end));
    for pair in order.windows(2) {
        let (left, right) = (pair[0], pair[1]);
        let within = notes[left].source == notes[right].source && notes[right].range.start < notes[left].range.end;
        if !within {
            continue;
        }
        if notes[left].range.start < notes[right].range.start {
            notes[left].range.end = notes[right].range.start;
        } else {
            notes[right].range.start = notes[left].range.end.min(notes[right].range.end);
        }
    }
}

/// Lines of one source to be shown together.
struct Area {
    source: SourceId,
    first: usize,
    last: usize,
    primary: bool,
}

impl Area {
    fn holds(&self, note: &Note) -> bool {
        self.source == note.source && self.first <= note.first && note.last <= self.last
    }
}

fn areas(notes: &[Note], sources: &Sources) -> Vec<Area> {
    let mut by_source: Vec<&Note> = notes.iter().collect();
    by_source.sort_by_key(|note| (note.source, note.first));
    let mut areas: Vec<Area> = Vec::new();
    for note in by_source {
        let lines = sources.get(note.source).line_count();
        let first = note.first.saturating_sub(CONTEXT);
        let last = (note.last + CONTEXT).min(lines.saturating_sub(1));
        match areas.last_mut() {
            // One hidden line costs more rows of the screen than it saves.
            Some(area) if area.source == note.source && first <= area.last + 2 => {
                area.last = area.last.max(last);
                area.primary |= note.primary;
            }
            _ => areas.push(Area { source: note.source, first, last, primary: note.primary }),
        }
    }
    for area in &mut areas {
        trim(area, notes, sources);
    }
    let home = notes.iter().find(|note| note.primary).map(|note| note.source);
    areas.sort_by_key(|area| (!area.primary, Some(area.source) != home, area.source, area.first));
    areas
}

/// Blank lines around the labels show nothing.
fn trim(area: &mut Area, notes: &[Note], sources: &Sources) {
    let source = sources.get(area.source);
    let labelled =
        |line: usize| notes.iter().any(|note| note.source == area.source && note.first <= line && line <= note.last);
    let blank = |line: usize| {
        let text = source.text().as_str().get(source.line_range(line)).unwrap_or("");
        text.chars().all(char::is_whitespace) && !labelled(line)
    };
    let (mut first, mut last) = (area.first, area.last);
    while first < last && blank(first) {
        first += 1;
    }
    while last > first && blank(last) {
        last -= 1;
    }
    (area.first, area.last) = (first, last);
}

/// The part of a label that stands on one line; the range counts from the start of the line.
struct Portion {
    /// Its index among the labels of the block.
    note: usize,
    range: Range<usize>,
    first: bool,
    last: bool,
    /// Columns that its message wants.
    words: usize,
}

fn portions(notes: &[&Note], number: usize, line: &Range<usize>) -> Vec<Portion> {
    let on_line = notes.iter().enumerate().filter(|(_, note)| note.first <= number && number <= note.last);
    let mut portions: Vec<Portion> = on_line
        .map(|(at, note)| {
            let start = note.range.start.clamp(line.start, line.end) - line.start;
            let end = note.range.end.clamp(line.start, line.end) - line.start;
            let words = if note.first == note.last { note.message.chars().count() } else { 0 };
            let (first, last) = (number == note.first, number == note.last);
            Portion { note: at, range: start..end.max(start), first, last, words }
        })
        .collect();
    portions.sort_by_key(|portion| (portion.range.start, portion.range.end));
    portions
}

/// How far the lines without labels are moved to the left, so that columns stay above each other:
/// by columns or, in a table of cells, by cells.
#[derive(Clone, Copy, Default)]
struct View {
    columns: usize,
    cells: usize,
}

impl View {
    fn of(area: &Area, notes: &[&Note], source: &Source, pen: Pen) -> View {
        let labelled = notes.iter().find(|note| note.primary).or(notes.first()).map_or(area.first, |note| note.first);
        let line = source.line_range(labelled);
        let text = source.text().as_str().get(line.clone()).unwrap_or("");
        let skipped = pen.line(text, &portions(notes, labelled, &line)).skipped;
        let skipped = text.get(..skipped).unwrap_or("");
        match skipped.matches('\t').count() {
            0 => View { columns: width_of(skipped, usize::MAX), cells: 0 },
            cells => View { columns: 0, cells },
        }
    }

    /// Where a line begins in this view.
    fn start(self, text: &str) -> usize {
        match (self.cells, text.contains('\t')) {
            (0, true) => 0,
            (0, false) => front(text, self.columns),
            (cells, _) => text.match_indices('\t').nth(cells).map_or(0, |(at, _)| at),
        }
    }
}

/// A line as it is drawn, and where each of its portions begins and ends.
struct Line {
    text: String,
    places: Vec<(usize, usize)>,
    /// Bytes left out at the start.
    skipped: usize,
}

/// Draws single lines in a given room.
#[derive(Clone, Copy)]
struct Pen {
    /// Columns.
    room: usize,
    unicode: bool,
}

impl Pen {
    fn dots(self) -> &'static str {
        if self.unicode { "…" } else { "..." }
    }

    fn dots_width(self) -> usize {
        self.dots().chars().count()
    }

    /// A line without labels.
    fn context(self, text: &str, view: View) -> Line {
        let rest = text.get(view.start(text)..).unwrap_or("");
        let mut drawn = String::new();
        if rest.len() < text.len() && !rest.trim().is_empty() {
            drawn.push_str(self.dots());
        }
        let room = self.room.saturating_sub(drawn.chars().count());
        if width_of(rest, room) > room {
            let cut = snapped_back(rest, front(rest, room.saturating_sub(self.dots_width())));
            self.copy(rest.get(..cut).unwrap_or(""), &mut drawn);
            drawn.push_str(self.dots());
        } else {
            self.copy(rest, &mut drawn);
        }
        Line { text: drawn, places: Vec::new(), skipped: 0 }
    }

    /// A line with labels: as much around each as the room allows.
    fn line(self, text: &str, portions: &[Portion]) -> Line {
        let keeps = keeps(portions);
        let cut = self.cut(text, &keeps);
        let drawn = self.lay(text, portions, &keeps, cut);
        let over = portions.iter().zip(&drawn.places).map(|(portion, (from, to))| {
            let words = if portion.words == 0 { 0 } else { portion.words.min(LABEL_TEXT) + 4 };
            (middle(&drawn.text, *from, *to) + words).saturating_sub(self.room)
        });
        let over = over.max().unwrap_or(0);
        if over == 0 {
            return drawn;
        }
        let before = text.get(..keeps.first().map_or(0, |keep| keep.start)).unwrap_or("");
        let lead = width_of(before, cut.lead);
        let shorter = lead.saturating_sub(over + self.dots_width()).max(LEAST_LEAD).min(lead);
        self.lay(text, portions, &keeps, Cut { lead: shorter, ..cut })
    }

    /// The widest margins with which the line fits.
    fn cut(self, text: &str, keeps: &[Range<usize>]) -> Cut {
        let gaps: Vec<usize> = gaps(text, keeps).map(|gap| width_of(gap, 2 * self.room)).collect();
        let widths: Vec<usize> =
            keeps.iter().map(|keep| width_of(text.get(keep.clone()).unwrap_or(""), self.room)).collect();
        let enough = self.room.saturating_sub(2 * LEAST_LEAD);
        let longest =
            if widths.iter().sum::<usize>() <= enough { enough } else { (enough / keeps.len().max(1)).max(12) };
        let kept: usize = widths.iter().map(|width| (*width).min(longest)).sum();
        let total = |margin: usize| {
            let around = gaps.iter().enumerate().map(|(at, gap)| {
                let sides = if at == 0 || at + 1 == gaps.len() { 1 } else { 2 };
                (*gap).min(sides * margin + self.dots_width())
            });
            kept + around.sum::<usize>()
        };
        let margin = (0..=self.room).rev().find(|margin| total(*margin) <= self.room).unwrap_or(0);
        Cut { lead: margin + self.dots_width(), margin, longest }
    }

    fn lay(self, text: &str, portions: &[Portion], keeps: &[Range<usize>], cut: Cut) -> Line {
        let mut points: Vec<usize> =
            portions.iter().flat_map(|portion| [portion.range.start, portion.range.end]).collect();
        points.sort_unstable();
        points.dedup();
        let mut waiting = points.into_iter().peekable();
        let mut placed: Vec<(usize, usize)> = Vec::new();
        let mut drawn = String::new();
        let mut skipped = 0;

        for (at, gap) in gaps(text, keeps).enumerate() {
            let (head, tail) = match (at > 0, at < keeps.len()) {
                (false, _) => (0, cut.lead.saturating_sub(self.dots_width())),
                (true, true) => (cut.margin, cut.margin),
                (true, false) => (cut.margin, 0),
            };
            let hidden = self.hidden(gap, head, tail);
            if at == 0 {
                skipped = hidden.end;
            }
            self.copy(gap.get(..hidden.start).unwrap_or(""), &mut drawn);
            if !hidden.is_empty() {
                drawn.push_str(self.dots());
            }
            self.copy(gap.get(hidden.end..).unwrap_or(""), &mut drawn);

            let Some(keep) = keeps.get(at) else { continue };
            let kept = text.get(keep.clone()).unwrap_or("");
            let half = cut.longest.saturating_sub(self.dots_width()) / 2;
            let hidden = self.hidden(kept, half, half);
            for (offset, character) in kept.char_indices() {
                if hidden.contains(&offset) {
                    if offset == hidden.start {
                        drawn.push_str(self.dots());
                    }
                    continue;
                }
                while let Some(point) = waiting.next_if(|point| *point <= keep.start + offset) {
                    placed.push((point, drawn.len()));
                }
                self.put(character, &mut drawn);
            }
            while let Some(point) = waiting.next_if(|point| *point <= keep.end) {
                placed.push((point, drawn.len()));
            }
        }
        let place = |point: usize| placed.iter().find(|(at, _)| *at == point).map_or(0, |(_, place)| *place);
        let places = portions.iter().map(|portion| (place(portion.range.start), place(portion.range.end))).collect();
        Line { text: drawn, places, skipped }
    }

    /// What of a text is left out when so many columns of its head and tail are to be seen.
    fn hidden(self, text: &str, head: usize, tail: usize) -> Range<usize> {
        let most = head + tail + self.dots_width();
        if width_of(text, most) <= most {
            return 0..0;
        }
        snapped_back(text, front(text, head))..snapped_on(text, back(text, tail))
    }

    fn copy(self, text: &str, drawn: &mut String) {
        text.chars().for_each(|character| self.put(character, drawn));
    }

    fn put(self, character: char, drawn: &mut String) {
        match character {
            '\t' if self.unicode => drawn.push_str(" │ "),
            '\t' => drawn.push_str(" | "),
            _ => drawn.push(harmless(character, self.unicode)),
        }
    }
}

/// How much of a line is shown, in columns.
#[derive(Clone, Copy)]
struct Cut {
    /// Before the first label, dots included.
    lead: usize,
    /// On either side of the others.
    margin: usize,
    /// Of one label.
    longest: usize,
}

/// The column in the middle of two places of a drawn line.
fn middle(drawn: &str, from: usize, to: usize) -> usize {
    let before = |at: usize| width_of(drawn.get(..at).unwrap_or(""), usize::MAX);
    (before(from) + before(to)) / 2
}

/// What labels cover on a line, touching ones joined.
fn keeps(portions: &[Portion]) -> Vec<Range<usize>> {
    let mut keeps: Vec<Range<usize>> = Vec::new();
    for portion in portions {
        match keeps.last_mut() {
            Some(last) if portion.range.start <= last.end => last.end = last.end.max(portion.range.end),
            _ => keeps.push(portion.range.clone()),
        }
    }
    keeps
}

/// What lies before, between and after.
fn gaps<'t>(text: &'t str, keeps: &[Range<usize>]) -> impl Iterator<Item = &'t str> {
    let starts = std::iter::once(0).chain(keeps.iter().map(|keep| keep.end)).collect::<Vec<_>>();
    let ends = keeps.iter().map(|keep| keep.start).chain(std::iter::once(text.len())).collect::<Vec<_>>();
    starts.into_iter().zip(ends).map(move |(start, end)| text.get(start..end).unwrap_or(""))
}

fn columns(character: char) -> usize {
    if character == '\t' { 3 } else { 1 }
}

/// The columns a text takes; counting stops beyond `limit`, so that long lines cost no more than wide screens.
fn width_of(text: &str, limit: usize) -> usize {
    let mut width = 0;
    for character in text.chars() {
        width += columns(character);
        if width > limit {
            break;
        }
    }
    width
}

/// The end of the first characters that fill `width`.
fn front(text: &str, width: usize) -> usize {
    let mut filled = 0;
    for (at, character) in text.char_indices() {
        filled += columns(character);
        if filled > width {
            return at;
        }
    }
    text.len()
}

/// The start of the last characters that fill `width`.
fn back(text: &str, width: usize) -> usize {
    let mut filled = 0;
    for (at, character) in text.char_indices().rev() {
        filled += columns(character);
        if filled > width {
            return at + character.len_utf8();
        }
    }
    0
}

/// How far a cut moves to fall between words.
const SNAP: usize = 16;

/// A cut moved back to the end of a word, of a cell or of a tag, when one is near.
fn snapped_back(text: &str, cut: usize) -> usize {
    let before = text.get(..cut).unwrap_or("").char_indices().rev().take(SNAP);
    let mut ends = before.filter_map(|(at, character)| match character {
        ' ' | '\t' => Some(at),
        '>' => Some(at + 1),
        _ => None,
    });
    ends.next().unwrap_or(cut)
}

/// A cut moved on to the start of a word, of a cell or of a tag, when one is near.
fn snapped_on(text: &str, cut: usize) -> usize {
    let after = text.get(cut..).unwrap_or("").char_indices().take(SNAP);
    let mut starts = after.filter_map(|(at, character)| match character {
        '\t' | '<' => Some(cut + at),
        ' ' | '>' => Some(cut + at + 1),
        _ => None,
    });
    starts.next().unwrap_or(cut)
}

/// A character that a terminal shows rather than obeys.
fn harmless(character: char, unicode: bool) -> char {
    let unseen =
        matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    match character {
        _ if character.is_control() || unseen => {
            if unicode {
                '\u{fffd}'
            } else {
                '?'
            }
        }
        '\u{a0}' => ' ',
        _ if !unicode && !character.is_ascii() => '?',
        _ => character,
    }
}

/// Words for a screen: one line, harmless, of bearable length.
pub(super) fn clean(words: &str, unicode: bool) -> String {
    const MOST: usize = 600;
    let mut cleaned = String::with_capacity(words.len().min(MOST));
    for (at, character) in words.chars().enumerate() {
        if at == MOST {
            cleaned.push_str(if unicode { "…" } else { "..." });
            break;
        }
        match character {
            '\t' | '\n' | '\r' => cleaned.push(' '),
            // What our own messages are written with has a spelling in ASCII.
            '’' | '‘' if !unicode => cleaned.push('\''),
            '–' | '—' | '−' if !unicode => cleaned.push('-'),
            '…' if !unicode => cleaned.push_str("..."),
            _ => cleaned.push(harmless(character, unicode)),
        }
    }
    cleaned
}

/// Words broken into lines of at most `width` characters, where blanks allow.
pub(super) fn wrap(words: &str, width: usize) -> String {
    let mut lines = String::with_capacity(words.len());
    let mut filled = 0;
    for word in words.split_whitespace() {
        let length = word.chars().count();
        if filled > 0 && filled + 1 + length > width {
            lines.push('\n');
            filled = 0;
        } else if filled > 0 {
            lines.push(' ');
            filled += 1;
        }
        lines.push_str(word);
        filled += length;
    }
    lines
}
