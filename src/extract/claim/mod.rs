//! Claims: what is said to be so, by whom, how sure, and how much it is worth checking.
//!
//! One claim a sentence, for every sentence that asserts something which could be shown true or false, and one for each source where several put
//! forward parts of it. The sentence is the unit because it is what people check and what stands on its own; its quote, by id, has the exact
//! words of a source. For each: whose content is it ([`claimant`]), and does that source put it forward ([`standing`])? does that content assert
//! something ([`detect`], over [`signals`])? with what reserve ([`hedge`], [`modality`])? does it lie ahead ([`future`])? and how much is it worth checking
//! ([`checkworthiness`])?

pub(crate) mod checkworthiness;
pub(crate) mod claimant;
mod clause;
pub(crate) mod cluster;
pub(crate) mod detect;
pub(crate) mod future;
mod grams;
mod hedge;
mod lexeme;
mod modality;
pub(crate) mod see;
pub(crate) mod signals;
pub(crate) mod standing;
pub(crate) mod words;

use crate::document::{
    Claim, ClaimKind, Document, Entity, EntityId, EntityType, ParagraphKind, Quote, QuoteKind, Sentence, Value, ValueId,
};
use crate::span::Span;
use crate::text;
use checkworthiness::Circumstances;
use claimant::{Attribution, QuotesBySentence, Sources};
use future::Claimed;
use signals::Signals;
use words::{Text, Words};

/// All claims of the document, in order of place (start, then end).
pub fn extract(document: &Document, entities: &[Entity], values: &[Value], quotes: &[Quote]) -> Vec<Claim> {
    let reader = Reader { article: Article::new(document, entities, quotes), values };
    let mut claims = Vec::with_capacity(document.sentences.len());
    for (index, paragraph) in document.paragraphs.iter().enumerate().filter(|(_, p)| makes_claims(p.kind)) {
        let sentences = document.sentences_of(paragraph);
        let claiming =
            |sentence: &Sentence| paragraph.kind != ParagraphKind::Caption || !is_in_brackets(document, sentence);
        for (number, sentence) in sentences.iter().enumerate().filter(|(_, sentence)| claiming(sentence)) {
            let first = claims.len();
            reader.read(sentence, paragraph.kind, &mut claims);
            for claim in claims.iter_mut().skip(first) {
                (claim.paragraph, claim.sentence) = (index, number);
            }
        }
    }
    claims
}

/// Whether a sentence stands in brackets: what a caption has in them is whose picture it is.
fn is_in_brackets(document: &Document, sentence: &Sentence) -> bool {
    let words = sentence.span.of(&document.text);
    words.starts_with(['(', '[']) && words.ends_with([')', ']'])
}

/// Kinds of paragraph whose sentences may assert something.
fn makes_claims(kind: ParagraphKind) -> bool {
    matches!(
        kind,
        ParagraphKind::Headline
            | ParagraphKind::Standfirst
            | ParagraphKind::Body
            | ParagraphKind::Caption
            | ParagraphKind::ListItem
            | ParagraphKind::Correction
    )
}

/// An article as sentences are looked at in it.
pub(crate) struct Article<'a> {
    text: Text<'a>,
    quotes: &'a [Quote],
    by_sentence: QuotesBySentence,
    /// All mentions by place.
    mentions: Vec<(Span, EntityId, EntityType)>,
    /// Where the running text begins.
    opening: Option<usize>,
}

impl<'a> Article<'a> {
    pub(crate) fn new(document: &'a Document, entities: &[Entity], quotes: &'a [Quote]) -> Self {
        let opening = document.paragraphs.iter().find(|paragraph| paragraph.kind == ParagraphKind::Body);
        let opening = opening.and_then(|paragraph| Some(document.sentences_of(paragraph).first()?.span.start));
        let by_sentence = QuotesBySentence::new(document, quotes);
        Self { text: Text::new(document), quotes, by_sentence, mentions: mentions_in_order(entities), opening }
    }

    /// The mentions that lie in a span.
    fn mentions_in(&self, span: Span) -> impl Iterator<Item = (EntityId, EntityType)> {
        let first = self.mentions.partition_point(|(mention, ..)| mention.start < span.start);
        let rest = self.mentions.get(first..).unwrap_or(&[]).iter();
        let inside = rest.take_while(move |(mention, ..)| mention.start < span.end);
        inside.filter(move |(mention, ..)| span.contains(*mention)).map(|&(_, entity, kind)| (entity, kind))
    }

    /// What a source says, to the end of the clause: of "added that the project is likely to be listed" the content may end before "likely",
    /// where another attribution begins.
    fn clause(&self, spans: &[Span], attribution: &Attribution) -> Vec<Span> {
        let mut clause = attribution.content.clone();
        let (Some(last), Some(whole)) = (clause.last_mut(), spans.last()) else { return clause };
        let quote = self.quotes.get(attribution.quote.0);
        let around = quote.and_then(|quote| quote.cue.as_deref()).unwrap_or(&[]).iter();
        let around = around.chain(quote.and_then(|quote| quote.speaker.as_ref()?.span.as_ref()));
        let end = around.map(|piece| piece.start).filter(|&start| start >= last.end).min();
        let rest = Span::new(last.end, end.unwrap_or(whole.end).min(whole.end).max(last.end));
        let words = rest.of(&self.text.document.text);
        if words.strip_prefix(' ').is_some_and(|words| words.starts_with(char::is_lowercase)) {
            let length = words.find([',', ';', ':', '"', '“', '”']).unwrap_or(words.len());
            last.end += length;
        }
        clause
    }

    /// What is around a sentence and in it, of which `said` (0 to 1) a source says.
    fn circumstances(&self, spans: &[Span], said: f64) -> Circumstances {
        let mut mentions = [0.0_f64; 4];
        let start = spans.first().map_or(0, |span| span.start);
        for (_, kind) in spans.iter().flat_map(|&span| self.mentions_in(span)) {
            let index = match kind {
                EntityType::Person => 0,
                EntityType::Organization => 1,
                EntityType::Location | EntityType::Facility => 2,
                EntityType::Group => 3,
                EntityType::Event | EntityType::Product | EntityType::Work | EntityType::Misc => continue,
            };
            mentions[index] = (mentions[index] + 1.0 / 3.0).min(1.0);
        }
        let document = self.text.document;
        let sentence = document.sentence_at(start);
        Circumstances {
            mentions,
            said,
            position: sentence.unwrap_or(0) as f64 / document.sentences.len().max(1) as f64,
            // A dateline may stand before the sentence.
            opens: self.opening.is_some_and(|opening| document.sentence_at(opening) == sentence),
        }
    }
}

/// A sentence as the rules and models look at it.
pub(crate) struct Look<'a> {
    /// All of it.
    pub(crate) words: Words<'a>,
    /// What the whole shows.
    pub(crate) whole: Signals,
    /// What is around it and in it.
    pub(crate) circumstances: Circumstances,
    /// The source that puts it forward.
    attribution: Option<Attribution>,
    /// What a source says, and what that shows.
    content: Option<(Words<'a>, Signals)>,
    /// How much of the sentence is what a source wishes, orders or only names, 0 to 1.
    wished: f64,
    /// Whether the source is quoted to the letter.
    direct: bool,
    /// Whether it is a headline or standfirst.
    title: bool,
    /// How much it is worth checking, 0 to 1.
    pub(crate) checkworthiness: f64,
}

impl<'a> Look<'a> {
    /// Looks at a sentence.
    #[cfg(feature = "train")]
    pub(crate) fn at(article: &'a Article<'a>, span: Span, kind: ParagraphKind) -> Self {
        let Sources { attributions, wished } =
            claimant::find(&article.text, span, article.quotes, &article.by_sentence);
        Self::with(article, &[span], kind, attributions.into_iter().next(), wished)
    }

    fn with(
        article: &'a Article<'a>,
        spans: &[Span],
        kind: ParagraphKind,
        attribution: Option<Attribution>,
        wished: usize,
    ) -> Self {
        let words = Words::new(&article.text, spans);
        let whole = signals::read(&words);
        let content = attribution.as_ref().map(|attribution| {
            let words = Words::new(&article.text, &attribution.content);
            let signals = signals::read(&words);
            (words, signals)
        });
        let part = |count: usize| (count as f64 / words.len().max(1) as f64).min(1.0);
        let quote = attribution.as_ref().and_then(|attribution| article.quotes.get(attribution.quote.0));
        let circumstances =
            article.circumstances(spans, content.as_ref().map_or(0.0, |(content, _)| part(content.len())));
        Self {
            checkworthiness: checkworthiness::score(&words, &whole, &circumstances),
            direct: quote.is_some_and(|quote| quote.kind == QuoteKind::Direct),
            title: matches!(kind, ParagraphKind::Headline | ParagraphKind::Standfirst),
            wished: if attribution.is_none() { part(wished) } else { 0.0 },
            words,
            whole,
            circumstances,
            attribution,
            content,
        }
    }
}

impl Look<'_> {
    /// The words of what the source says, to the end of its clause.
    pub(crate) fn said<'a>(&self, article: &'a Article<'a>, spans: &[Span]) -> Option<Words<'a>> {
        let clause = article.clause(spans, self.attribution.as_ref()?);
        Some(Words::new(&article.text, &clause))
    }

    /// What is claimed: what the source says, or all of the sentence.
    pub(crate) fn claimed<'a>(&'a self, said: Option<&'a Words<'a>>) -> Claimed<'a> {
        let promised = self.attribution.as_ref().is_some_and(|attribution| attribution.promised);
        Claimed::new(said.unwrap_or(&self.words), said.is_some(), self.direct, promised)
    }
}

/// What is needed to read a sentence.
struct Reader<'a> {
    article: Article<'a>,
    values: &'a [Value],
}

impl Reader<'_> {
    /// Adds the claims of a sentence to `claims`; their paragraph and number are left at 0.
    fn read(&self, sentence: &Sentence, kind: ParagraphKind, claims: &mut Vec<Claim>) {
        let span = self.without_dateline(sentence.span);
        let sources = claimant::find(&self.article.text, span, self.article.quotes, &self.article.by_sentence);
        let mut first = 0;
        if sources.attributions.len() > 1 {
            let mut parts: Vec<(usize, Claim)> = sources
                .attributions
                .iter()
                .enumerate()
                .filter_map(|(index, attribution)| {
                    let part = self.part(span, &sources.attributions, attribution);
                    let look = Look::with(&self.article, &part, kind, Some(attribution.clone()), 0);
                    Some((index, self.claim(part, look)?))
                })
                .collect();
            let place = |claim: &Claim| {
                (claim.spans.first().map_or(0, |span| span.start), claim.spans.last().map_or(0, |span| span.end))
            };
            parts.sort_by_key(|(_, claim)| place(claim));
            parts.dedup_by(|(_, a), (_, b)| a.spans == b.spans);
            match parts[..] {
                [] => {}
                // Only one source puts something forward here: the sentence is its claim, whatever else others say in it.
                [(index, _)] => first = index,
                _ => return claims.extend(parts.into_iter().map(|(_, claim)| claim)),
            }
        }
        let Sources { mut attributions, wished } = sources;
        let attribution = (first < attributions.len()).then(|| attributions.swap_remove(first));
        let look = Look::with(&self.article, &[span], kind, attribution, wished);
        claims.extend(self.claim(vec![span], look));
    }

    /// The part of a sentence in which a source puts something forward: its source, its cue and its content, and all that is between them unless
    /// another part is.
    fn part(&self, sentence: Span, all: &[Attribution], attribution: &Attribution) -> Vec<Span> {
        let quote = self.article.quotes.get(attribution.quote.0);
        let source = quote.and_then(|quote| quote.speaker.as_ref()?.span).filter(|source| sentence.contains(*source));
        let cue = quote.and_then(|quote| quote.cue.as_deref()).unwrap_or(&[]);
        let said = attribution.content.iter().chain(cue).filter(|piece| sentence.contains(**piece)).copied();
        let Some(said) = said.reduce(hull) else { return vec![sentence] };
        let Some(source) = source else { return vec![self.with_marks(sentence, said)] };
        let whole = hull(source, said);
        let others = all.iter().filter(|other| other.quote != attribution.quote);
        let holds_another = others.flat_map(|other| &other.content).any(|piece| whole.contains(*piece));
        let between = Span::new(source.end, said.start.max(source.end)).of(&self.article.text.document.text);
        let stands_alone = holds_another || between.trim().is_empty();
        if stands_alone && cue.first().is_some_and(|cue| cue.start >= source.end && self.is_participle(cue.start)) {
            // "She adding that it leaks" is no clause.
            vec![self.with_marks(sentence, said)]
        } else if holds_another && source.end <= said.start {
            vec![source, self.with_marks(sentence, said)]
        } else {
            vec![self.with_marks(sentence, whole)]
        }
    }

    /// Whether the word that begins at a place is a participle: "adding".
    fn is_participle(&self, start: usize) -> bool {
        let document = self.article.text.document;
        let rest = Span::new(start, document.text.len()).of(&document.text);
        rest.split(|c: char| !c.is_alphabetic()).next().is_some_and(|word| word.ends_with("ing"))
    }

    /// A part of a sentence with the marks that it stands in.
    fn with_marks(&self, sentence: Span, part: Span) -> Span {
        let text = &self.article.text.document.text;
        let (before, after) =
            (Span::new(sentence.start, part.start).of(text), Span::new(part.end, sentence.end).of(text));
        let opening = before.len() - before.trim_end_matches(['"', '“', '‘', '«', '\'']).len();
        let rest = after.trim_start_matches(['"', '”', '’', '»', '\'', '.', '!', '?']);
        let end = if rest.is_empty() { rest } else { after.trim_start_matches(['"', '”', '»']) };
        Span::new(part.start - opening, part.end + after.len() - end.len())
    }

    /// The claim of a sentence or of a part of one, if it makes one.
    fn claim(&self, spans: Vec<Span>, look: Look) -> Option<Claim> {
        if !detect::is_claim(&look) {
            return None;
        }
        let said = look.said(&self.article, &spans);
        let claimed = look.claimed(said.as_ref());
        let future = future::lies_ahead(&claimed);
        let mut reading = claimed.reading;
        let hedges = if said.is_some() { hedge::find(&look.words) } else { claimed.hedges };
        if look.attribution.as_ref().is_some_and(|attribution| attribution.promised) {
            reading.promise();
        }
        reading.negated |= look.attribution.as_ref().is_some_and(|attribution| attribution.denied);
        let attributed = look.attribution.is_some() || hedges.iter().any(|hedge| hedge.force.is_passed_on());
        let (quote, claimant, via) =
            look.attribution.map_or((None, None, Vec::new()), |a| (Some(a.quote), a.claimant, a.via));
        Some(Claim {
            values: self.values_in(&spans),
            entities: self.entities_in(&spans),
            spans,
            paragraph: 0,
            sentence: 0,
            kind: if attributed { ClaimKind::Attributed } else { ClaimKind::Asserted },
            quote,
            claimant,
            via,
            modality: reading.modality,
            future,
            negated: reading.negated,
            hedges: hedges.iter().map(|hedge| hedge.span).collect(),
            checkworthiness: look.checkworthiness,
        })
    }

    /// The sentence without a dateline that it begins with, and the dash after it.
    fn without_dateline(&self, sentence: Span) -> Span {
        let document = self.article.text.document;
        let Some(dateline) = &document.dateline else { return sentence };
        if dateline.span.start > sentence.start + 2
            || dateline.span.end >= sentence.end
            || dateline.span.end <= sentence.start
        {
            return sentence;
        }
        let rest = Span::new(dateline.span.end, sentence.end);
        let piece = rest.of(&document.text);
        let kept =
            piece.trim_start_matches(|c: char| text::is_blank(c) || matches!(c, '-' | '—' | '–' | '―' | ':' | '.'));
        if kept.is_empty() { sentence } else { Span::new(rest.end - kept.len(), rest.end) }
    }

    fn values_in(&self, spans: &[Span]) -> Vec<ValueId> {
        let of = |span: Span| {
            let first = self.values.partition_point(|value| value.span.start < span.start);
            let end = self.values.partition_point(|value| value.span.start < span.end);
            (first..end).filter(move |&index| span.contains(self.values[index].span)).map(ValueId)
        };
        spans.iter().flat_map(|&span| of(span)).collect()
    }

    fn entities_in(&self, spans: &[Span]) -> Vec<EntityId> {
        let mut found: Vec<EntityId> = Vec::new();
        for (entity, _) in spans.iter().flat_map(|&span| self.article.mentions_in(span)) {
            if !found.contains(&entity) {
                found.push(entity);
            }
        }
        found
    }
}

/// From the first to the last of two spans.
fn hull(a: Span, b: Span) -> Span {
    Span::new(a.start.min(b.start), a.end.max(b.end))
}

/// All mentions of all entities by place.
fn mentions_in_order(entities: &[Entity]) -> Vec<(Span, EntityId, EntityType)> {
    let mut mentions: Vec<(Span, EntityId, EntityType)> = entities
        .iter()
        .enumerate()
        .flat_map(|(index, entity)| {
            entity.mentions.iter().map(move |mention| (mention.span, EntityId(index), entity.kind))
        })
        .collect();
    mentions.sort_unstable();
    mentions
}

#[cfg(test)]
pub(crate) mod test_support {
    use super::words::{Text, Words};
    use super::{Article, Attribution, Look};
    use crate::document::QuoteId;
    use crate::document::{Document, Paragraph, ParagraphKind, Sentence};
    use crate::parse::token;
    use crate::span::Span;

    /// Looks at a text that is one sentence; `reported` where all of it is what a source says.
    pub(crate) fn look<R>(text: &str, reported: bool, see: impl FnOnce(&Look) -> R) -> R {
        let document = document(text);
        let span = Span::new(0, text.len());
        let attribution = reported.then(|| Attribution {
            quote: QuoteId(0),
            content: vec![span],
            claimant: None,
            via: Vec::new(),
            promised: false,
            denied: false,
        });
        see(&Look::with(&Article::new(&document, &[], &[]), &[span], ParagraphKind::Body, attribution, 0))
    }

    /// Reads the words of a text that is one sentence.
    pub(crate) fn words<R>(text: &str, read: impl FnOnce(&Words) -> R) -> R {
        let document = document(text);
        read(&Words::new(&Text::new(&document), &[Span::new(0, text.len())]))
    }

    /// A document of one body paragraph with one sentence.
    pub(crate) fn document(text: &str) -> Document {
        let span = Span::new(0, text.len());
        let paragraph = Paragraph { span, kind: ParagraphKind::Body, sentences: 0..1 };
        let mut document = Document { text: text.to_owned(), paragraphs: vec![paragraph], ..Document::default() };
        token::cut(&mut document);
        let tokens = 0..document.tokens.len();
        document.sentences.push(Sentence { span, paragraph: 0, tokens });
        document
    }
}
