//! The article in a terminal: as a page would have it, with what was found in it coloured and labelled.
//!
//! Left of the text is a margin that says who speaks. Under the article stand the people with what they are, the other names, and the
//! claims most worth checking. Without colour, names are labelled where they first stand. Nothing in the article reaches the terminal
//! as a command (see `inert.rs`), and no line is wider than asked for.

use super::inert::{inert, inert_character};
use super::json::{Source, score};
use super::layers::{Layers, Segment, named_mentions, speaker_name};
use super::names;
use crate::document::{Analysis, EntityType, Paragraph, ParagraphKind, QuoteKind, SpeakerStatus};
use crate::text;
use anstyle::{AnsiColor, Style};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt::Write;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Narrower than this nothing can be read.
const NARROWEST: usize = 20;
/// From this width on there is room for a margin beside the text.
const WITH_MARGIN: usize = 60;
/// Columns of the margin without the line beside it.
const MARGIN: usize = 20;
/// Claims from here on are underlined and listed: of news claims with 0.8 or more, nine in ten were labelled as worth checking.
const WORTH_CHECKING: f64 = 0.8;
/// So many claims are listed.
const LISTED_CLAIMS: usize = 5;
/// So many names of a kind are listed.
const LISTED_NAMES: usize = 12;

/// How the article is to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Columns of the terminal.
    pub width: usize,
    /// With colour.
    pub color: bool,
}

/// The article with what was found in it, ready for a terminal.
pub fn term(analysis: &Analysis, source: &Source, look: Look) -> String {
    let look = Look { width: look.width.max(NARROWEST), ..look };
    let mut page = Page {
        analysis,
        look,
        margin: if look.width < WITH_MARGIN { 0 } else { MARGIN },
        layers: Layers::new(analysis),
        out: String::new(),
    };
    page.head(source);
    for paragraph in &analysis.document.paragraphs {
        page.paragraph(paragraph);
    }
    page.names();
    page.claims();
    page.warnings();
    page.out.push('\n');
    page.out
}

/// A word to be set: pieces with their styles, and what the margin says from its line on.
#[derive(Default)]
struct Word {
    pieces: Vec<(String, Style)>,
    notes: Vec<String>,
    /// Part of it is what somebody said.
    quoted: bool,
    /// The style of the blank before it.
    before: Style,
}

impl Word {
    fn width(&self) -> usize {
        self.pieces.iter().map(|(piece, _)| piece.width()).sum()
    }

    fn push(&mut self, c: char, style: Style) {
        match self.pieces.last_mut() {
            Some((piece, last)) if *last == style => piece.push(c),
            _ => self.pieces.push((c.to_string(), style)),
        }
    }

    fn of(text: &str, style: Style) -> Self {
        Self { pieces: vec![(text.to_owned(), style)], ..Self::default() }
    }
}

struct Page<'a> {
    analysis: &'a Analysis,
    look: Look,
    margin: usize,
    layers: Layers,
    out: String,
}

const PLAIN: Style = Style::new();
const DIM: Style = Style::new().dimmed();
const BOLD: Style = Style::new().bold();

const fn colored(color: AnsiColor) -> Style {
    Style::new().fg_color(Some(anstyle::Color::Ansi(color)))
}

const fn name_style(kind: EntityType) -> Style {
    match kind {
        EntityType::Person => colored(AnsiColor::Cyan).bold(),
        EntityType::Organization => colored(AnsiColor::Magenta).bold(),
        EntityType::Location | EntityType::Facility => colored(AnsiColor::Blue).bold(),
        _ => BOLD,
    }
}

impl Page<'_> {
    /// A piece of text in a style, if there is colour.
    fn styled(&mut self, text: &str, style: Style) {
        if self.look.color && style != PLAIN && !text.is_empty() {
            let _ = write!(self.out, "{style}{text}{style:#}");
        } else {
            self.out.push_str(text);
        }
    }

    /// Where the article is from.
    fn head(&mut self, source: &Source) {
        let mut head = inert(&source.name()).into_owned();
        if let Some(date) = self.analysis.document.date {
            let _ = write!(head, " · {date}");
        }
        let rule: String = "─".repeat(self.look.width);
        self.styled(&rule, DIM);
        self.out.push('\n');
        self.set(words(&head, DIM), &[], 0, self.look.width);
        if self.look.color {
            self.legend();
        }
        self.out.push('\n');
    }

    /// What the colours mean.
    fn legend(&mut self) {
        let samples = [
            ("person", name_style(EntityType::Person)),
            ("organisation", name_style(EntityType::Organization)),
            ("place", name_style(EntityType::Location)),
            ("other name", BOLD),
            ("value", colored(AnsiColor::Yellow)),
            ("“quoted”", colored(AnsiColor::Green)),
            ("reported", Style::new().italic()),
            ("claim worth checking", Style::new().underline()),
        ];
        let legend = samples.iter().flat_map(|&(sample, style)| {
            let word =
                move |(number, word)| Word { before: if number > 0 { style } else { PLAIN }, ..Word::of(word, style) };
            sample.split(' ').enumerate().map(word)
        });
        let legend = legend.collect();
        self.set(legend, &[], 0, self.look.width);
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        let base = match paragraph.kind {
            ParagraphKind::Headline => BOLD,
            ParagraphKind::Subheading => BOLD.underline(),
            ParagraphKind::Standfirst => Style::new().italic(),
            ParagraphKind::Body | ParagraphKind::ListItem | ParagraphKind::Correction => PLAIN,
            _ => DIM,
        };
        let mut notes = Vec::new();
        if !matches!(paragraph.kind, ParagraphKind::Body | ParagraphKind::Headline) {
            notes.push(names::paragraph_kind(paragraph.kind).replace('_', " "));
        }
        let words = self.words(paragraph, base);
        self.set(words, &notes, self.margin, self.look.width);
        self.out.push('\n');
    }

    /// The words of a paragraph.
    fn words(&self, paragraph: &Paragraph, base: Style) -> Vec<Word> {
        let mut words = Vec::new();
        let mut word = Word::default();
        // Labels of what ended in this word: they follow it, and the marks that close it.
        let mut labels = Vec::new();
        // The gap before a word is styled as what it lies in.
        let mut gap = PLAIN;
        let mut finish = |word: &mut Word, labels: &mut Vec<String>| {
            let labels = labels.drain(..).map(|label| Word::of(&label, DIM));
            words.extend(Some(std::mem::take(word)).filter(|word| !word.pieces.is_empty()).into_iter().chain(labels));
        };
        let mut seen = BTreeSet::new();
        for segment in self.layers.within(paragraph.span) {
            let style = self.style(segment, base);
            let mut notes = self.notes(segment, &mut seen);
            for c in self.analysis.document.slice(segment.span).chars() {
                if c.is_whitespace() {
                    finish(&mut word, &mut labels);
                    gap = style;
                    continue;
                }
                if word.pieces.is_empty() {
                    word.before = gap;
                    gap = PLAIN;
                }
                word.notes.append(&mut notes);
                word.quoted |= segment.quote.is_some();
                word.push(inert_character(c), style);
            }
            labels.extend(self.labels(segment));
        }
        finish(&mut word, &mut labels);
        words
    }

    fn style(&self, segment: &Segment, base: Style) -> Style {
        let mut style = base;
        if let Some(quote) = segment.quote.and_then(|quote| self.analysis.quotes.get(quote)) {
            style = match quote.kind {
                QuoteKind::Direct => style.fg_color(Some(AnsiColor::Green.into())),
                QuoteKind::Mixed => style.fg_color(Some(AnsiColor::Green.into())).italic(),
                QuoteKind::Indirect => style.italic(),
            };
        }
        if segment.value.is_some() {
            style = style.fg_color(Some(AnsiColor::Yellow.into()));
        }
        if let Some(entity) = segment.entity.and_then(|(entity, _)| self.analysis.entities.get(entity)) {
            let name = name_style(entity.kind);
            style = style.fg_color(name.get_fg_color()).bold();
        }
        let claim = segment.claim.and_then(|claim| self.analysis.claims.get(claim));
        if claim.is_some_and(|claim| score(claim.checkworthiness) >= WORTH_CHECKING) {
            style = style.underline();
        }
        style
    }

    /// What the margin says where a quote begins, or goes on in another paragraph: who speaks. `seen` holds the paragraph's quotes.
    fn notes(&self, segment: &Segment, seen: &mut BTreeSet<usize>) -> Vec<String> {
        let quotes: Vec<usize> = self.layers.quotes_beginning(segment).chain(segment.quote).collect();
        quotes.into_iter().filter(|quote| seen.insert(*quote)).filter_map(|quote| self.note(quote, segment)).collect()
    }

    fn note(&self, index: usize, segment: &Segment) -> Option<String> {
        let quote = self.analysis.quotes.get(index)?;
        let known = match quote.speaker.as_ref().map(|speaker| speaker.status) {
            Some(SpeakerStatus::Anonymous) => ", not named",
            Some(SpeakerStatus::Pronoun) => "?",
            _ => "",
        };
        let id = if quote.spans.first().is_some_and(|first| first.start == segment.span.start) {
            format!("q{}", index + 1)
        } else {
            format!("q{} …", index + 1)
        };
        Some(format!("{}{known} {id}", inert(&text::squash(speaker_name(quote)))))
    }

    /// What stands in the text after a segment: the type of a name where it first stands and there is no colour; the id and score of a
    /// claim at its end.
    fn labels(&self, segment: &Segment) -> Vec<String> {
        let mut labels = Vec::new();
        if let Some((index, 0)) = segment.entity
            && let Some(entity) = self.analysis.entities.get(index).filter(|_| !self.look.color)
            && entity.mentions.first().is_some_and(|mention| mention.span.end == segment.span.end)
        {
            labels.push(format!("[{}]", names::entity_type(entity.kind)));
        }
        for index in self.layers.claims_ending(segment) {
            if let Some(claim) = self.analysis.claims.get(index) {
                labels.push(format!("[c{} {:.2}]", index + 1, score(claim.checkworthiness)));
            }
        }
        labels
    }

    /// Sets words into lines of `width` columns, each with its margin; `notes` stand in the first.
    fn set(&mut self, words: Vec<Word>, notes: &[String], margin: usize, width: usize) {
        let room = if margin == 0 { width } else { width - margin - 3 };
        let mut waiting: VecDeque<String> = notes.iter().cloned().collect();
        let mut was_quoted = false;
        for row in rows(words, room) {
            waiting.extend(row.iter().flat_map(|word| word.notes.iter().cloned()));
            was_quoted = row.iter().any(|word| word.quoted);
            self.row(&row, &mut waiting, margin, was_quoted);
        }
        // Notes that found no line beside the text.
        while margin > 0 && !waiting.is_empty() {
            self.row(&[], &mut waiting, margin, was_quoted);
        }
    }

    /// One line, with the first note that waits.
    fn row(&mut self, words: &[Word], waiting: &mut VecDeque<String>, margin: usize, quoted: bool) {
        if margin > 0 {
            let note = waiting.pop_front().unwrap_or_default();
            let note = fitted(&note, margin);
            let blank = " ".repeat(margin - note.width());
            self.out.push_str(&blank);
            self.styled(&note, if quoted { colored(AnsiColor::Green) } else { DIM });
            self.styled(if quoted { " ┃ " } else { " │ " }, DIM);
        } else {
            // Without a margin the notes stand on lines of their own.
            for note in waiting.drain(..) {
                let note = fitted(&format!("‹{note}›"), self.look.width);
                self.styled(&note, DIM);
                self.out.push('\n');
            }
        }
        let mut line = Word::default();
        for (number, word) in words.iter().enumerate() {
            if number > 0 {
                line.push(' ', word.before);
            }
            for (piece, style) in &word.pieces {
                piece.chars().for_each(|c| line.push(c, *style));
            }
        }
        for (piece, style) in &line.pieces {
            self.styled(piece, *style);
        }
        // A line without words has no blank at its end.
        let kept = self.out.trim_end_matches(' ').len();
        self.out.truncate(kept);
        self.out.push('\n');
    }

    fn title(&mut self, title: &str) {
        self.out.push('\n');
        let title = fitted(title, self.look.width);
        self.styled(&title, BOLD);
        self.out.push('\n');
    }

    /// A line of a list, with what follows from a line on indented under its beginning.
    fn item(&mut self, label: &str, style: Style, rest: &str) {
        let mut line = words(label, style);
        line.extend(words(rest, PLAIN));
        let indent = 2;
        for (number, row) in rows(line, self.look.width - 2 * indent).into_iter().enumerate() {
            self.out.push_str(&" ".repeat(if number == 0 { indent } else { 2 * indent }));
            self.row(&row, &mut VecDeque::new(), 0, false);
        }
    }

    /// Who and what is named, by kind, the most important first.
    fn names(&mut self) {
        let analysis = self.analysis;
        let mut quotes: BTreeMap<usize, usize> = BTreeMap::new();
        for speaker in analysis.quotes.iter().filter_map(|quote| quote.speaker.as_ref()) {
            if let Some(id) = speaker.entity {
                *quotes.entry(id.0).or_default() += 1;
            }
        }
        let groups: [(&str, &[EntityType]); 4] = [
            ("People", &[EntityType::Person]),
            ("Organisations", &[EntityType::Organization]),
            ("Places", &[EntityType::Location, EntityType::Facility]),
            (
                "Other names",
                &[EntityType::Group, EntityType::Event, EntityType::Product, EntityType::Work, EntityType::Misc],
            ),
        ];
        for (title, kinds) in groups {
            let mut of_kind: Vec<usize> =
                (0..analysis.entities.len()).filter(|&index| kinds.contains(&analysis.entities[index].kind)).collect();
            if of_kind.is_empty() {
                continue;
            }
            of_kind.sort_by_key(|&index| Reverse(score(analysis.entities[index].salience).to_bits()));
            self.title(title);
            for &index in of_kind.iter().take(LISTED_NAMES) {
                let entity = &analysis.entities[index];
                let quotes = quotes.get(&index).copied().unwrap_or_default();
                let counts = [counted(named_mentions(analysis, index), "mention"), counted(quotes, "quote")];
                let rest: Vec<String> = entity
                    .description
                    .iter()
                    .map(|description| inert(description).into_owned())
                    .chain(counts.into_iter().flatten())
                    .collect();
                self.item(&inert(&entity.name), name_style(entity.kind), &format!("— {}", rest.join(", ")));
            }
            if of_kind.len() > LISTED_NAMES {
                let more = format!("and {} more", of_kind.len() - LISTED_NAMES);
                self.item(&more, DIM, "");
            }
        }
    }

    fn claims(&mut self) {
        let analysis = self.analysis;
        let mut order: Vec<usize> = (0..analysis.claims.len()).collect();
        order.sort_by_key(|&index| Reverse(score(analysis.claims[index].checkworthiness).to_bits()));
        if order.is_empty() {
            return;
        }
        self.title("Claims most worth checking");
        for index in order.into_iter().take(LISTED_CLAIMS) {
            let claim = &analysis.claims[index];
            let words = text::join_pieces(&analysis.document.text, &claim.spans);
            let claimant = claim.claimant.as_ref().map(|claimant| format!(" — {}", claimant.name)).unwrap_or_default();
            let label = format!("c{} {:.2}", index + 1, score(claim.checkworthiness));
            self.item(&label, DIM, &inert(&format!("{words}{claimant}")));
        }
    }

    fn warnings(&mut self) {
        let analysis = self.analysis;
        if analysis.document.warnings.is_empty() {
            return;
        }
        self.title("Warnings");
        for warning in &analysis.document.warnings {
            self.item(names::warning_code(warning.code), colored(AnsiColor::Yellow), &inert(&warning.message));
        }
    }
}

fn counted(count: usize, what: &str) -> Option<String> {
    match count {
        0 => None,
        1 => Some(format!("1 {what}")),
        _ => Some(format!("{count} {what}s")),
    }
}

/// The words of a text of this program's own, or of one that was made harmless.
fn words(text: &str, style: Style) -> Vec<Word> {
    text.split_whitespace().map(|word| Word { before: PLAIN, ..Word::of(word, style) }).collect()
}

/// Words in lines of at most `room` columns; a word that is wider is cut.
fn rows(words: Vec<Word>, room: usize) -> Vec<Vec<Word>> {
    let mut rows: Vec<Vec<Word>> = Vec::new();
    let mut used = 0;
    for word in words.into_iter().flat_map(|word| cut(word, room)) {
        let width = word.width();
        match rows.last_mut() {
            Some(row) if used + 1 + width <= room => {
                used += 1 + width;
                row.push(word);
            }
            _ => {
                used = width;
                rows.push(vec![word]);
            }
        }
    }
    rows
}

/// A word in pieces that fit.
fn cut(word: Word, room: usize) -> Vec<Word> {
    if word.width() <= room {
        return vec![word];
    }
    let Word { pieces, notes, quoted, before } = word;
    let mut parts = vec![Word { notes, quoted, before, pieces: Vec::new() }];
    let mut used = 0;
    for (piece, style) in pieces {
        for cluster in piece.graphemes(true) {
            let width = cluster.width();
            if used + width > room {
                parts.push(Word { quoted, ..Word::default() });
                used = 0;
            }
            used += width;
            if let Some(part) = parts.last_mut() {
                cluster.chars().for_each(|c| part.push(c, style));
            }
        }
    }
    parts
}

/// A text that is cut where it is wider than the room; an id at its end stays.
pub(super) fn fitted(text: &str, room: usize) -> String {
    if text.width() <= room {
        return text.to_owned();
    }
    let (name, id) = text.rsplit_once(" q").map_or((text, String::new()), |(name, id)| (name, format!(" q{id}")));
    let room = room.saturating_sub(id.width() + 1);
    let mut kept = String::new();
    for cluster in name.graphemes(true) {
        if kept.width() + cluster.width() > room {
            break;
        }
        kept.push_str(cluster);
    }
    format!("{}…{id}", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::test_support::Article;

    fn article() -> Article {
        let text = "Oslo pays for bridge\n\nBy Kari Nord\n\nThe city paid $5 million for the old bridge on Friday.\n\n“We paid the \
                    full sum, and nobody asked,” Mayor Ada Lie said.\n";
        Article::new(text)
            .person("Ada Lie", &["Ada Lie"])
            .entity(EntityType::Location, "Oslo", &["Oslo"])
            .value("$5 million", crate::document::ValueType::Money, 5e6, "USD")
            .quote("We paid the full sum, and nobody asked,", "Ada Lie", "Ada Lie")
            .claim("The city paid $5 million for the old bridge on Friday.", 0.9)
            .claim("We paid the full sum, and nobody asked,", 0.4)
    }

    #[test]
    fn the_margin_says_who_speaks() {
        let source = Source { path: Some("bridge.txt".to_owned()), ..Source::default() };
        let expected = "\
────────────────────────────────────────────────────────────────
bridge.txt

                     │ Oslo [location] pays for bridge

              byline │ By Kari Nord

                     │ The city paid $5 million for the old
                     │ bridge on Friday. [c1 0.90]

          Ada Lie q1 ┃ “We paid the full sum, and nobody asked,”
                     │ [c2 0.40] Mayor Ada Lie [person] said.


People
  Ada Lie — 1 mention, 1 quote

Places
  Oslo — 1 mention

Claims most worth checking
  c1 0.90 The city paid $5 million for the old bridge on
    Friday.
  c2 0.40 We paid the full sum, and nobody asked, — Ada Lie

";
        assert_eq!(term(&article().analysis, &source, Look { width: 64, color: false }), expected);
    }

    #[test]
    fn colour_adds_nothing_but_styles() {
        let plain = |text: &str| {
            let mut pieces = text.split('\u{1b}');
            let first = pieces.next().unwrap().to_owned();
            pieces.fold(first, |all, piece| all + piece.split_once('m').expect("a style").1)
        };
        for width in [1, 30, 64, 100] {
            let colored = term(&article().analysis, &Source::default(), Look { width, color: true });
            assert!(colored.contains("\u{1b}[1m\u{1b}[36m"), "{colored:?}");
            for line in plain(&colored).lines() {
                assert!(line.width() <= width.max(NARROWEST), "{width}: {line}");
            }
        }
    }

    #[test]
    fn words_wider_than_the_line_are_cut() {
        let text = format!("Headline here\n\n{} 漢字{} end.", "x".repeat(90), "漢".repeat(60));
        let page = term(&Article::new(&text).analysis, &Source::default(), Look { width: 60, color: false });
        assert!(page.lines().all(|line| line.width() <= 60), "{page}");
        assert_eq!(page.matches('x').count(), 90);
        assert_eq!(page.matches('漢').count(), 61);
    }

    #[test]
    fn hostile_text_is_inert() {
        let text =
            "Head\u{1b}]0;owned\u{7}line\n\nText \u{1b}[2J\u{9b}31m and \u{202e}desrever \u{2066}here\r\u{8}\u{8}.\n";
        let article = Article::new(text).person("De\u{1b}[2J Foe\u{202e}", &["Text"]);
        for color in [false, true] {
            let page = term(
                &article.analysis,
                &Source { path: Some("\u{1b}c.txt".into()), ..Source::default() },
                Look { width: 80, color },
            );
            // Only styles of this program's own: ESC [ digits m.
            for rest in page.split('\u{1b}').skip(1) {
                let (style, _) = rest.split_once('m').expect("a style");
                assert!(style.strip_prefix('[').is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit())), "{rest:?}");
            }
            let active =
                |c: char| (c.is_control() && c != '\n' && c != '\u{1b}') || ('\u{202a}'..='\u{202e}').contains(&c);
            assert!(!page.contains(active), "{page:?}");
        }
    }
}
