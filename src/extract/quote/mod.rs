//! Quotes: who said what, direct, mixed and indirect.
//!
//! [`marks`] pairs quotation marks; [`tag`] finds cues, sources and contents with two trained models, to which [`classes`] gives the closed
//! word classes; [`records`] fits what they found to the quotation marks and finds who says a quotation that has no cue, where [`passages`]
//! doubts stretches that nobody says; [`speaker`] resolves the source to an entity; [`confidence`] says how sure that is, [`explain`] why.
//! Here the records are put in order and nested.

pub(crate) mod classes;
pub(crate) mod confidence;
mod explain;
pub(crate) mod marks;
mod passages;
pub(crate) mod records;
mod speaker;
pub(crate) mod tag;

use crate::document::{Document, Entity, Quote, QuoteId, QuoteKind, Speaker, SpeakerStatus};
use crate::span::Span;
use records::Record;

/// How many records before and after are looked at for the one that a record is said in: attributions nest in their sentence.
const NEIGHBOURS: usize = 24;

/// All quotes of the document, in order of place (start, then end).
///
/// With `explain`, each says why it has its speaker.
pub fn extract(document: &Document, entities: &[Entity], explain: bool) -> Vec<Quote> {
    let Some(models) = tag::Models::embedded() else { return Vec::new() };
    let mut quotes: Vec<Quote> = candidates(document, entities, models)
        .into_iter()
        .map(|(record, speaker)| {
            let confidence = confidence::of(&record, speaker.as_ref());
            let speaker =
                speaker.filter(|_| record.kind == QuoteKind::Indirect || confidence >= confidence::LEAST_FOR_SPEAKER);
            let explanation =
                if explain { explain::reasons(document, entities, &record, speaker.as_ref()) } else { Vec::new() };
            Quote {
                kind: record.kind,
                spans: record.spans,
                speaker,
                cue: record.cue,
                within: None,
                confidence,
                explanation,
            }
        })
        .filter(|quote| {
            let short = quote.spans.iter().map(|span| span.len()).sum::<usize>() <= confidence::SHORT;
            match quote.kind {
                QuoteKind::Indirect => quote.confidence >= confidence::LEAST,
                _ => quote.confidence >= confidence::LEAST_IN_MARKS || !short,
            }
        })
        .collect();
    nest(&mut quotes);
    part_from_outer(document, &mut quotes);
    quotes
}

/// "He told me", somebody is quoted: whoever "he" is, it is not who says so.
fn part_from_outer(document: &Document, quotes: &mut [Quote]) {
    for at in 0..quotes.len() {
        let outer =
            quotes[at].within.and_then(|outer| quotes.get(outer.0)).filter(|outer| outer.kind == QuoteKind::Direct);
        let entity = outer.and_then(|outer| outer.speaker.as_ref()?.entity);
        let Some(speaker) = quotes[at].speaker.as_mut().filter(|speaker| entity.is_some() && speaker.entity == entity)
        else {
            continue;
        };
        let word = speaker.span.map_or("", |span| span.of(&document.text));
        if matches!(word, "He" | "he" | "She" | "she") {
            *speaker = Speaker {
                span: speaker.span,
                entity: None,
                name: word.to_owned(),
                description: None,
                status: SpeakerStatus::Pronoun,
            };
        }
    }
}

/// All that may be attributions, in order of place, with their speakers.
pub(crate) fn candidates(
    document: &Document,
    entities: &[Entity],
    models: &tag::Models<'_>,
) -> Vec<(Record, Option<Speaker>)> {
    let passages = marks::pair(document);
    let Some(mut tagger) = tag::Tagger::new(document, entities, &passages, models) else { return Vec::new() };
    let mut records = records::find(document, &passages, &mut tagger);
    for record in &mut records {
        record.spans.retain(|span| !span.is_empty());
    }
    records.retain(|record| !record.spans.is_empty());
    records.sort_by_key(|record| place(&record.spans));
    let mut resolver = speaker::Resolver::new(document, entities, &passages);
    records
        .into_iter()
        .map(|record| {
            let speaker = resolver.resolve(&record);
            (record, speaker)
        })
        .collect()
}

/// First start and last end.
fn place(spans: &[Span]) -> (usize, usize) {
    (spans.first().map_or(0, |span| span.start), spans.last().map_or(0, |span| span.end))
}

/// Sets `within`: the smallest other quote whose content holds the cue, or without a cue the content.
fn nest(quotes: &mut [Quote]) {
    let outer: Vec<Option<QuoteId>> = (0..quotes.len())
        .map(|at| {
            let quote = &quotes[at];
            let anchor = quote.cue.as_ref().and_then(|cue| cue.first()).or(quote.spans.first()).copied()?;
            let content = *quote.spans.first()?;
            let low = at.saturating_sub(NEIGHBOURS);
            let high = quotes.len().min(at + NEIGHBOURS + 1);
            (low..high)
                .filter(|&other| other != at)
                .filter_map(|other| {
                    let spans = &quotes[other].spans;
                    let holds = |piece: Span| spans.iter().find(|span| span.contains(piece));
                    holds(anchor)?;
                    let holder = holds(content)?;
                    (holder.len() > content.len()).then_some((holder.len(), other))
                })
                .min()
                .map(|(_, other)| QuoteId(other))
        })
        .collect();
    for (quote, outer) in quotes.iter_mut().zip(outer) {
        quote.within = outer;
    }
}

#[cfg(test)]
mod tests {
    use crate::document::QuoteKind;
    use crate::pipeline::{Options, analyze};

    /// Kind, mention of the speaker and content of each quote, a line each.
    fn read(article: &str) -> Vec<String> {
        let analysis = analyze(article, &Options::default());
        let line = |quote: &super::Quote| {
            let kind = match quote.kind {
                QuoteKind::Direct => "direct",
                QuoteKind::Mixed => "mixed",
                QuoteKind::Indirect => "indirect",
            };
            let mention = quote.speaker.as_ref().and_then(|speaker| speaker.span);
            let mention = mention.map_or("-", |span| span.of(article));
            format!("{kind} | {mention} | {}", crate::text::join_pieces(article, &quote.spans))
        };
        analysis.quotes.iter().map(line).collect()
    }

    #[test]
    fn each_kind_of_error_has_its_cases() {
        let found = |case: &str| -> Vec<String> {
            let article = case.replace(" ¶ ", "\n\n");
            let analysis = analyze(&article, &Options::default());
            let line = |quote: &super::Quote| {
                let kind = format!("{:?}", quote.kind).to_lowercase();
                let name = quote.speaker.as_ref().map_or("-", |speaker| speaker.name.as_str());
                format!("{name} | {kind} | {}", crate::text::join_pieces(&article, &quote.spans))
            };
            analysis.quotes.iter().map(line).collect()
        };
        let file = include_str!("../../../fixtures/tables/quotes.txt");
        let mut cases: Vec<(&str, Vec<&str>)> = Vec::new();
        for line in file.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            match (line.strip_prefix("= "), cases.last_mut()) {
                (Some(quote), Some((_, wanted))) => wanted.push(quote),
                _ => cases.push((line, Vec::new())),
            }
        }
        for (case, wanted) in cases {
            assert_eq!(found(case), wanted, "{case}");
        }
    }

    #[test]
    fn who_said_what() {
        for (article, expected) in [
            ("\"The bridge is shut,\" Ann Hale said.", &["direct | Ann Hale | The bridge is shut,"][..]),
            (
                "\"The bridge is shut,\" said Ann Hale, a spokeswoman for the port.",
                &["direct | Ann Hale, a spokeswoman for the port | The bridge is shut,"],
            ),
            ("Ann Hale, a doctor, said the bridge was shut.", &["indirect | Ann Hale, a doctor | the bridge was shut"]),
            (
                "Hale told reporters in Bergen on Friday that the bridge was shut.",
                &["indirect | Hale | that the bridge was shut"],
            ),
            ("The bridge is shut, officials said.", &["indirect | officials | The bridge is shut"]),
            (
                "According to a survey by the port, the bridge is shut.",
                &["indirect | a survey by the port | the bridge is shut"],
            ),
            (
                "\"We went home,\" Hale said, \"because the bridge was shut.\" \"It was late.\"",
                &["direct | Hale | We went home, because the bridge was shut. It was late."],
            ),
            ("Hale said the talks were \"very slow\".", &["mixed | Hale | the talks were \"very slow\""]),
            ("Hale drove home with Eddie \"Shorty\" Blake on Monday.", &[]),
            ("''The bridge is shut,'' Hale said. ''Go home.''", &["direct | Hale | The bridge is shut, Go home."]),
            ("HALE: The bridge is shut until Monday.", &["indirect | HALE | The bridge is shut until Monday."]),
            (
                "\"The bridge is shut,\" grumbled the port's chief engineer.",
                &["direct | the port's chief engineer | The bridge is shut,"],
            ),
        ] {
            assert_eq!(read(article), expected, "{article}");
        }
    }

    #[test]
    fn what_a_verb_governs() {
        for (article, expected) in [
            (
                "Hale, a doctor, dismissed the accounts as \"gossip\".",
                &["mixed | Hale, a doctor | the accounts as \"gossip\""][..],
            ),
            (
                "The bridge failed its test, a survey by the port showed.",
                &["indirect | a survey by the port | The bridge failed its test"],
            ),
            (
                "Hale said they have diametrically opposed objectives.",
                &["indirect | Hale | they have diametrically opposed objectives"],
            ),
            (
                "Desmond Blake, 47, of Mill Lane, Sleaford, admitted that he had lied.",
                &["indirect | Desmond Blake, 47, of Mill Lane, Sleaford | that he had lied"],
            ),
            (
                "The council promised to mend the bridge, a spokesman said.",
                &[
                    "indirect | a spokesman | The council promised to mend the bridge",
                    "indirect | The council | to mend the bridge",
                ],
            ),
            (
                "Hale asked for talks over a loan that falls due in May.",
                &["indirect | Hale | for talks over a loan that falls due in May"],
            ),
            ("The port cut its output forecast by a tenth.", &[]),
            ("Blake did not respond to questions about the bridge.", &[]),
            (
                "It was a \"historic day\", \"a gift\" and \"no surprise\", Hale said.",
                &["mixed | Hale | It was a \"historic day\", \"a gift\" and \"no surprise\""],
            ),
            (
                "\"He told me 'we will never build it' and left,\" Hale said.",
                &[
                    "direct | Hale | He told me 'we will never build it' and left,",
                    "direct | He | we will never build it",
                ],
            ),
            ("\"Fear.\" — Edwin Monroy", &["direct | Edwin Monroy | Fear."]),
        ] {
            assert_eq!(read(article), expected, "{article}");
        }
    }

    #[test]
    fn a_dateline_is_said_by_nobody() {
        let article = "Bridge shut\n\nBERGEN — The bridge over the fjord is shut until Monday, officials said.\n";
        assert_eq!(read(article), ["indirect | officials | The bridge over the fjord is shut until Monday"]);
    }

    #[test]
    fn damage_stays_in_its_paragraph() {
        let article = "\"The bridge is shut, Hale said.\n\n\"Go home,\" Blake said.\n";
        assert!(read(article).contains(&"direct | Blake | Go home,".to_owned()), "{:?}", read(article));
    }

    #[test]
    fn a_quotation_goes_on_in_the_next_paragraph() {
        let article = "Hale added: \"We can wait or go.\n\n\"And we will not wait.\"\n";
        assert_eq!(read(article), ["direct | Hale | We can wait or go. And we will not wait."]);
    }

    #[test]
    fn a_statement_says_that_somebody_said() {
        let analysis = analyze(
            "Hale \"warned that the bridge was shut\", a statement said, adding that it was late.",
            &Options::default(),
        );
        let within: Vec<_> = analysis.quotes.iter().map(|quote| quote.within).collect();
        assert_eq!(within, [None, Some(crate::document::QuoteId(0)), None]);
    }
}
