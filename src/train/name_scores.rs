//! How well a name tagger does on held-out articles: exact spans and types of persons, organisations and places.

use super::corpus::{self, NamedText};
use super::lessons;
use crate::document::{EntityType, MentionForm};
use crate::extract::entity;
use crate::extract::entity::tag::resources::Tagger;
use crate::span::Span;
use anyhow::Result;
use std::collections::HashSet;
use std::path::Path;

/// Right, found and labelled names of each type: person, organisation, location (with facilities).
#[derive(Clone, Copy, Default)]
struct Counts([[usize; 3]; 3]);

const NAMES: [&str; 3] = ["person", "organization", "location"];

impl Counts {
    fn add(&mut self, found: &HashSet<(Span, usize)>, labelled: &HashSet<(Span, usize)>) {
        for (_, kind) in found.intersection(labelled) {
            self.0[*kind][0] += 1;
        }
        for (place, names) in [(1, found), (2, labelled)] {
            for (_, kind) in names {
                self.0[*kind][place] += 1;
            }
        }
    }

    fn print(&self, what: &str) {
        let f1 = |[right, found, labelled]: [usize; 3]| 200.0 * right as f64 / (found + labelled).max(1) as f64;
        let sum = self.0.iter().fold([0; 3], |sum, row| [sum[0] + row[0], sum[1] + row[1], sum[2] + row[2]]);
        let each: Vec<String> = NAMES.iter().zip(self.0).map(|(name, row)| format!("{name} {:.1}", f1(row))).collect();
        eprintln!(
            "{what}: F1 {:.2} (precision {:.1}, recall {:.1}; {})",
            f1(sum),
            100.0 * sum[0] as f64 / sum[1].max(1) as f64,
            100.0 * sum[0] as f64 / sum[2].max(1) as f64,
            each.join(", ")
        );
    }
}

/// Prints the scores on the held-out articles, the same in capitals and title case, and the raw texts that were not learnt from.
pub(super) fn print_all(data: &Path, tagger: &Tagger) -> Result<()> {
    let wwn: Vec<NamedText> = corpus::read_lines(&data.join("entities/wwn.dev.jsonl"))?;
    print("WWN dev", &wwn, tagger);
    print("PUD dev", &corpus::read_lines::<NamedText>(&data.join("entities/pud.dev.jsonl"))?, tagger);
    let raw: Vec<NamedText> = lessons::silver(data)?.into_iter().skip(1).step_by(2).collect();
    print("US politics, as another tagger labels it", &raw, tagger);
    let recased = |whole: bool| -> Vec<NamedText> {
        wwn.iter().map(|text| with_case(text, |start, c| if start || whole { lessons::upper(c) } else { c })).collect()
    };
    print("WWN dev in capitals", &recased(true), tagger);
    print("WWN dev in title case", &recased(false), tagger);
    Ok(())
}

/// The text with each character mapped; the mapping is told whether the character begins a word.
fn with_case(text: &NamedText, map: impl Fn(bool, char) -> char) -> NamedText {
    let mut before = ' ';
    let mapped = text
        .text
        .chars()
        .map(|c| {
            let start = !before.is_alphanumeric() && !matches!(before, '\'' | '’');
            before = c;
            map(start, c)
        })
        .collect();
    NamedText { text: mapped, entities: text.entities.clone() }
}

/// Prints the scores on some texts: of the tagger by itself, and of the entities that the program makes of its answer.
fn print(what: &str, texts: &[NamedText], tagger: &Tagger) {
    let (mut alone, mut refined) = (Counts::default(), Counts::default());
    for text in texts {
        let document = corpus::parse(&text.text);
        let offsets = corpus::byte_offsets(&text.text);
        let labelled = text.entities.iter().filter_map(|name| {
            let kind = match name.kind.as_str() {
                "Person" => 0,
                "Organization" => 1,
                "Location" | "Facility" => 2,
                _ => return None,
            };
            Some((bare(&text.text, corpus::byte_span(&offsets, name.start, name.end))?, kind))
        });
        let labelled: HashSet<(Span, usize)> = labelled.collect();
        let (names, entities) = entity::extract_with(&document, tagger);
        let found = |names: &mut dyn Iterator<Item = (Span, EntityType)>| {
            names
                .filter_map(|(span, kind)| {
                    let kind = match kind {
                        EntityType::Person => 0,
                        EntityType::Organization => 1,
                        EntityType::Location | EntityType::Facility => 2,
                        _ => return None,
                    };
                    Some((bare(&text.text, span)?, kind))
                })
                .collect::<HashSet<(Span, usize)>>()
        };
        alone.add(&found(&mut names.into_iter()), &labelled);
        let mut mentions = entities.iter().flat_map(|entity| {
            let named = |form| !matches!(form, MentionForm::Description | MentionForm::Pronoun);
            entity.mentions.iter().filter(move |mention| named(mention.form)).map(|mention| (mention.span, entity.kind))
        });
        refined.add(&found(&mut mentions), &labelled);
    }
    alone.print(&format!("{what}, tagger alone"));
    refined.print(&format!("{what}, entities"));
}

/// A span without "the " before and a possessive ending after it.
fn bare(text: &str, span: Span) -> Option<Span> {
    let name = span.of(text);
    let start = if name.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("the ")) { 4 } else { 0 };
    let rest = name.get(start..)?;
    let end = ["'s", "’s", "'S", "’S"].iter().find_map(|end| rest.strip_suffix(end)).or_else(|| {
        let bare = rest.strip_suffix(['\'', '’'])?;
        bare.ends_with(['s', 'S']).then_some(bare)
    });
    let rest = end.unwrap_or(rest);
    (!rest.is_empty()).then(|| Span::new(span.start + start, span.start + start + rest.len()))
}
