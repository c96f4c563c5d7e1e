//! Whose claim it is: the innermost source of what the sentence mostly conveys.
//!
//! Quotes come with their speakers and with the quote that each is said in. A sentence belongs to the quotes that stand in no other one, the
//! longest first; the claimant is the speaker of the innermost quote that still holds a good part of that content, the speakers around
//! it are `via`. Wishes and orders attribute no claim: what somebody wants or demands is not put forward as true.

use super::clause::{FINITE, main_clause};
use super::signals::OBLIGATION;
use super::standing::{NOT_ASSERTING, PROMISES, Said, Standing, has_word};
use super::words::{Text, Words};
use crate::document::{Document, Quote, QuoteId, Speaker};
use crate::span::Span;
use std::cmp::Reverse;

/// Who says it.
#[derive(Clone, Debug)]
pub(crate) struct Attribution {
    /// The quote that the claim lies in.
    pub(crate) quote: QuoteId,
    /// Its content inside the sentence.
    pub(crate) content: Vec<Span>,
    /// The source.
    pub(crate) claimant: Option<Speaker>,
    /// The sources around it, from the inside out.
    pub(crate) via: Vec<Speaker>,
    /// Whether the source commits itself to it: it lies ahead.
    pub(crate) promised: bool,
    /// Whether the source denies it.
    pub(crate) denied: bool,
}

/// Beginnings of the words in cues that deny what follows.
const DENIALS: [&str; 7] = ["denied", "denies", "deny", "refut", "rebut", "disput", "dismiss"];

/// Fewest words of a part of a sentence that is a claim of its own.
const PART: usize = 5;
/// Most claims of a sentence; lists of more are an error of reading.
const MOST_PARTS: usize = 4;
/// Quotes inside quotes are followed this far; deeper nesting is an error of reading.
const DEEPEST: usize = 4;

/// For each sentence of the document, the quotes whose content lies in it.
#[derive(Debug)]
pub(crate) struct QuotesBySentence(Vec<Vec<usize>>);

impl QuotesBySentence {
    /// Sorts quotes by the sentences they touch.
    pub(crate) fn new(document: &Document, quotes: &[Quote]) -> Self {
        let mut lists = vec![Vec::new(); document.sentences.len()];
        for (index, quote) in quotes.iter().enumerate() {
            for &piece in &quote.spans {
                let first = document.sentences.partition_point(|sentence| sentence.span.end <= piece.start);
                for (sentence, list) in document.sentences.iter().zip(&mut lists).skip(first) {
                    if sentence.span.start >= piece.end {
                        break;
                    }
                    if list.last() != Some(&index) {
                        list.push(index);
                    }
                }
            }
        }
        Self(lists)
    }

    /// The quotes of the sentences that `span` touches; nearly always one sentence.
    fn touching(&self, document: &Document, span: Span) -> Vec<usize> {
        let first = document.sentences.partition_point(|sentence| sentence.span.end <= span.start);
        let end = document.sentences.partition_point(|sentence| sentence.span.start < span.end);
        let mut found: Vec<usize> = self.0.get(first..end).unwrap_or(&[]).concat();
        found.dedup();
        found
    }
}

/// A quote that has content in the sentence.
struct Candidate {
    index: usize,
    content: Vec<Span>,
    /// Words of content.
    count: usize,
    standing: Standing,
}

/// What sources do in a sentence.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    /// Who puts the sentence forward, or parts of it: whoever says most comes first.
    pub(crate) attributions: Vec<Attribution>,
    /// Words of the longest content that a source wishes, orders or only names.
    pub(crate) wished: usize,
}

/// Calls `see` with what each quote says in the sentence at `span`: what is learnt from.
#[cfg(feature = "train")]
pub(crate) fn said(article: &super::Article, span: Span, mut see: impl FnMut(&Said)) {
    for index in article.by_sentence.touching(article.text.document, span) {
        if let Some(quote) = article.quotes.get(index) {
            see(&Said::new(&article.text, span, quote));
        }
    }
}

/// Finds who puts a sentence forward.
pub(super) fn find(text: &Text, span: Span, quotes: &[Quote], by_sentence: &QuotesBySentence) -> Sources {
    let candidates: Vec<Candidate> = by_sentence
        .touching(text.document, span)
        .into_iter()
        .filter_map(|index| {
            let said = Said::new(text, span, quotes.get(index)?);
            Some(Candidate { index, standing: said.standing(), count: said.count, content: said.pieces })
        })
        .collect();
    let (asserting, others): (Vec<Candidate>, Vec<Candidate>) =
        candidates.into_iter().partition(|candidate| candidate.standing == Standing::Asserts);
    let wished = others.iter().map(|candidate| candidate.count).max();
    // What is said inside a wish or an order is not put forward either.
    let asserting = asserting
        .into_iter()
        .filter(|candidate| {
            quotes.get(candidate.index).is_none_or(|quote| !is_aside(text, span, &candidate.content, quote))
        })
        .filter(|candidate| {
            !chain(quotes, candidate.index).any(|around| {
                let other = others.binary_search_by_key(&around, |other| other.index);
                other.is_ok_and(|other| others[other].standing == Standing::Wishes)
            })
        })
        .collect();
    Sources { attributions: outermost(text, quotes, asserting), wished: wished.unwrap_or(0) }
}

/// Whether a quote only tells what a source calls something, aside of what the sentence says: "the isles, which China calls its own, are dry".
fn is_aside(text: &Text, span: Span, content: &[Span], quote: &Quote) -> bool {
    let content = Words::new(text, content);
    let relative = matches!(content.get(0), "which" | "that" | "who" | "whom");
    if !relative || (0..content.len()).any(|index| content.is(index, FINITE | OBLIGATION)) {
        return false;
    }
    let sentence = Words::new(text, &[span]);
    let source = quote.speaker.as_ref().and_then(|speaker| speaker.span);
    let source =
        source.and_then(|source| (0..sentence.len()).find(|&index| sentence.span(index).start == source.start));
    source.is_some_and(|source| main_clause(&sentence).get(source) == Some(&false))
}

/// An attribution for each quote that stands on its own: "She said the dam was old, but denied that it leaked" has two.
fn outermost(text: &Text, quotes: &[Quote], mut candidates: Vec<Candidate>) -> Vec<Attribution> {
    candidates.sort_by_key(|candidate| (Reverse(candidate.count), candidate.index));
    let indices: Vec<usize> = candidates.iter().map(|candidate| candidate.index).collect();
    let mut taken: Vec<Span> = Vec::new();
    let mut found = Vec::new();
    for candidate in &candidates {
        let alone = !chain(quotes, candidate.index).skip(1).any(|around| indices.contains(&around))
            && !candidate.content.iter().any(|piece| taken.iter().any(|other| other.overlaps(*piece)));
        if alone && (found.is_empty() || candidate.count >= PART) && found.len() < MOST_PARTS {
            taken.extend(&candidate.content);
            found.extend(innermost(text, quotes, &candidates, candidate));
        }
    }
    found
}

/// The attribution by the innermost quote in `outer` that still holds a good part of it.
fn innermost(text: &Text, quotes: &[Quote], candidates: &[Candidate], outer: &Candidate) -> Option<Attribution> {
    let inner = candidates
        .iter()
        .filter(|candidate| 5 * candidate.count >= 2 * outer.count)
        .filter(|candidate| chain(quotes, candidate.index).any(|around| around == outer.index))
        .filter(|candidate| {
            let quote = quotes.get(candidate.index);
            // What moves or asks somebody inside of what another says does not say so itself: "their talks had convinced him that ...".
            let asks =
                || has_word(&Words::new(text, quote.and_then(|q| q.cue.as_deref()).unwrap_or(&[])), &NOT_ASSERTING);
            candidate.index == outer.index
                || quote.and_then(|q| q.speaker.as_ref()).is_some_and(|speaker| !is_bare(speaker)) && !asks()
        })
        .max_by_key(|candidate| (chain(quotes, candidate.index).count(), candidate.count, Reverse(candidate.index)))?;
    let mut speakers = chain(quotes, inner.index).filter_map(|index| quotes.get(index)?.speaker.as_ref());
    let claimant = speakers.next().cloned();
    let mut via: Vec<Speaker> = Vec::new();
    for speaker in speakers {
        if !claimant.iter().chain(&via).any(|other| same(other, speaker)) {
            via.push(speaker.clone());
        }
    }
    let cue = quotes.get(inner.index).and_then(|quote| quote.cue.as_deref()).unwrap_or(&[]);
    let cue = Words::new(text, cue);
    let promised = has_word(&cue, &PROMISES);
    let denied = has_word(&cue, &DENIALS) && !is_put_as(&Words::new(text, &inner.content));
    Some(Attribution { quote: QuoteId(inner.index), content: inner.content.clone(), claimant, via, promised, denied })
}

/// Whether somebody puts something as something else: "dismissed it as a pact" says that it was one.
fn is_put_as(content: &Words) -> bool {
    let mut openers = (0..content.len()).map(|index| content.get(index)).filter(|word| matches!(*word, "as" | "that"));
    openers.next() == Some("as")
}

/// Whether a source says no more than that there are several ("the two also discussed the need to"): the one around it then is who is asked.
fn is_bare(speaker: &Speaker) -> bool {
    speaker.entity.is_none()
        && matches!(
            speaker.name.to_ascii_lowercase().as_str(),
            "the two" | "both" | "both sides" | "they" | "the pair" | "the three" | "the sides" | "the two sides"
        )
}

fn same(a: &Speaker, b: &Speaker) -> bool {
    a.name == b.name || (a.entity.is_some() && a.entity == b.entity)
}

/// A quote and the quotes that it is said in, from the inside out.
fn chain(quotes: &[Quote], innermost: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(innermost), |&index| Some(quotes.get(index)?.within?.0)).take(DEEPEST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{QuoteKind, SpeakerStatus};
    use crate::extract::claim::test_support::document;

    /// A quote by substrings of `text`: content, cue, name of the speaker.
    fn quote(text: &str, kind: QuoteKind, content: &str, cue: &str, name: &str, within: Option<usize>) -> Quote {
        let span = |piece: &str| {
            let start = text.find(piece).expect(piece);
            Span::new(start, start + piece.len())
        };
        let speaker = Speaker {
            span: None,
            entity: None,
            name: name.to_owned(),
            description: None,
            status: SpeakerStatus::Named,
        };
        Quote {
            kind,
            spans: vec![span(content)],
            speaker: (!name.is_empty()).then_some(speaker),
            cue: (!cue.is_empty()).then(|| vec![span(cue)]),
            within: within.map(QuoteId),
            confidence: 1.0,
            explanation: Vec::new(),
        }
    }

    fn sources(text: &str, quotes: &[Quote]) -> Sources {
        let document = document(text);
        find(&Text::new(&document), Span::new(0, text.len()), quotes, &QuotesBySentence::new(&document, quotes))
    }

    #[test]
    fn the_innermost_source_is_the_claimant() {
        let text = "A note said Lie stressed that the dam would fail";
        let quotes = [
            quote(text, QuoteKind::Indirect, "Lie stressed that the dam would fail", "said", "a note", None),
            quote(text, QuoteKind::Indirect, "that the dam would fail", "stressed", "Lie", Some(0)),
        ];
        let attribution = sources(text, &quotes).attributions.into_iter().next().expect("attributed");
        assert_eq!(attribution.quote, QuoteId(1));
        assert_eq!(attribution.claimant.expect("claimant").name, "Lie");
        assert_eq!(attribution.via.iter().map(|speaker| speaker.name.as_str()).collect::<Vec<_>>(), ["a note"]);
    }

    #[test]
    fn what_convinces_somebody_is_no_claimant_inside_what_another_says() {
        let text = "Lie said that the talks had convinced him that the dam would fail";
        let quotes = [
            quote(
                text,
                QuoteKind::Indirect,
                "that the talks had convinced him that the dam would fail",
                "said",
                "Lie",
                None,
            ),
            quote(text, QuoteKind::Indirect, "that the dam would fail", "had convinced", "the talks", Some(0)),
        ];
        let attribution = sources(text, &quotes).attributions.into_iter().next().expect("attributed");
        assert_eq!(attribution.claimant.expect("claimant").name, "Lie");
        assert!(attribution.via.is_empty());
    }

    #[test]
    fn what_is_denied_is_negated() {
        for (cue, denied) in [("denied", true), ("said", false)] {
            let text = format!("Lie {cue} that the dam was unsafe");
            let quotes = [quote(&text, QuoteKind::Indirect, "that the dam was unsafe", cue, "Lie", None)];
            assert_eq!(
                sources(&text, &quotes).attributions.into_iter().next().expect("attributed").denied,
                denied,
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_dismissed_as_something_is_put_forward_as_that() {
        for (content, put) in [("the leak as a plot", true), ("reports that it leaks as a sieve", false)] {
            let document = document(content);
            let text = Text::new(&document);
            assert_eq!(is_put_as(&Words::new(&text, &[Span::new(0, content.len())])), put, "{content}");
        }
    }

    #[test]
    fn what_a_source_calls_something_aside_is_not_its_claim() {
        for (said, expected) in [("which Lie calls a gift", false), ("which Lie says holds water for the town", true)] {
            let text = format!("The dam, {said}, was mended in May");
            let content = said.replacen("Lie calls ", "", 1).replacen("Lie says ", "", 1);
            let start = text.find(said).expect("said");
            let cue = if expected { "says" } else { "calls" };
            let mut quotes = [quote(&text, QuoteKind::Indirect, "which", cue, "Lie", None)];
            let rest = text.rfind(&content["which ".len()..]).expect("content");
            quotes[0].spans.push(Span::new(rest, start + said.len()));
            let lie = text.find("Lie").expect("source");
            quotes[0].speaker.as_mut().expect("speaker").span = Some(Span::new(lie, lie + "Lie".len()));
            let document = document(&text);
            let found = is_aside(&Text::new(&document), Span::new(0, text.len()), &quotes[0].spans, &quotes[0]);
            assert_eq!(!found, expected, "{text}");
        }
    }

    #[test]
    fn several_without_a_name_are_no_claimant_where_another_source_reports_them() {
        let text = "A note said the two agreed that the dam would fail";
        let quotes = [
            quote(text, QuoteKind::Indirect, "the two agreed that the dam would fail", "said", "a note", None),
            quote(text, QuoteKind::Indirect, "that the dam would fail", "agreed", "the two", Some(0)),
        ];
        assert_eq!(
            sources(text, &quotes)
                .attributions
                .into_iter()
                .next()
                .expect("attributed")
                .claimant
                .expect("claimant")
                .name,
            "a note"
        );
    }

    #[test]
    fn what_is_said_inside_a_name_of_it_stands_and_inside_a_wish_does_not() {
        let text = "Lie noted reports alleging that the dam was unsafe";
        for (cue, expected) in [("noted", true), ("wanted", false)] {
            let text = text.replace("noted", cue);
            let quotes = [
                quote(&text, QuoteKind::Indirect, "reports alleging that the dam was unsafe", cue, "Lie", None),
                quote(&text, QuoteKind::Indirect, "that the dam was unsafe", "alleging", "reports", Some(0)),
            ];
            assert_eq!(!sources(&text, &quotes).attributions.is_empty(), expected, "{text}");
        }
    }

    #[test]
    fn what_is_put_forward_and_what_is_not() {
        use QuoteKind::{Direct, Indirect, Mixed};
        let cases = [
            (Indirect, "Lie said the dam was safe", "the dam was safe", "said", true),
            (Indirect, "Lie vowed to mend the dam", "to mend the dam", "vowed", true),
            (Indirect, "Lie accused Moe of taking bribes in Oslo", "of taking bribes in Oslo", "accused", true),
            (Indirect, "According to Lie, about 40 dams leak", "about 40 dams leak", "According to", true),
            (
                Indirect,
                "According to Lie, to mend the dam costs more",
                "to mend the dam costs more",
                "According to",
                true,
            ),
            (Indirect, "The dam has cost a billion, Lie disclosed", "The dam has cost a billion", "disclosed", true),
            (
                Indirect,
                "Lie asked for a loan that falls due in May",
                "a loan that falls due in May",
                "asked for",
                false,
            ),
            (Indirect, "Lie wants to mend the dam", "to mend the dam", "wants", false),
            (
                Indirect,
                "Lie announced her retirement from politics",
                "her retirement from politics",
                "announced",
                false,
            ),
            (Indirect, "Lie could not explain why the dam broke", "why the dam broke", "could not explain", false),
            (
                Mixed,
                "Lie described the dam as “a great danger to us”",
                "the dam as “a great danger to us”",
                "described",
                true,
            ),
        ];
        for (kind, text, content, cue, expected) in cases {
            let found = sources(text, &[quote(text, kind, content, cue, "Lie", None)]);
            assert_eq!(!found.attributions.is_empty(), expected, "{text}");
            assert_eq!(found.wished > 0, !expected, "{text}");
        }
        let scare = "The town pays for what it calls a “green wall of hope” along the river each and every year";
        let found = sources(scare, &[quote(scare, Direct, "green wall of hope", "", "", None)]);
        assert!(found.attributions.is_empty(), "words in scare quotes have no source");
    }
}
