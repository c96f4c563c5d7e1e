//! Claims as cards for a fact-checker's desk: each stands alone, the most worth checking first.
//!
//! A claim is printed as the article has it, with what a reader of the single sentence would miss put in square brackets: whom a pronoun
//! means, the rest of a name or the meaning of an acronym, the day that "Friday" was. What the analysis did not resolve stays as it
//! is. Under it stand, each on a line of its own and only where there is something to say, who claims it and how sure, the numbers in
//! normal form, who and what is named, and where it stands.

use super::characters::CharacterIndex;
use super::json::{Source, score};
use super::names;
use crate::document::{
    Analysis, Claim, ClaimKind, Entity, EntityId, EntityType, MentionForm, Quote, QuoteKind, Speaker, SpeakerStatus,
    Value, ValueType,
};
use crate::span::Span;
use crate::text;
use std::cmp::Reverse;
use std::fmt::Write;

/// Under this confidence in the speaker of its quote, a claimant is marked as unsure.
const UNSURE: f64 = 0.6;

/// The cards of one article: a head of two lines, then a card for each claim, all with an empty line after them.
pub fn cards(analysis: &Analysis, source: &Source) -> String {
    let mut out = String::new();
    let desk = Desk::new(analysis);
    desk.head(source, &mut out);
    let mut order: Vec<usize> = (0..analysis.claims.len()).collect();
    // Scores are between 0 and 1, whose bits are ordered as they are.
    order.sort_by_key(|&index| Reverse(score(analysis.claims[index].checkworthiness).to_bits()));
    for index in order {
        desk.card(index, &analysis.claims[index], &mut out);
    }
    out
}

/// Words put into a claim: what they replace, or where they stand.
#[derive(Debug)]
struct Edit {
    span: Span,
    words: String,
}

/// What cards are made from.
struct Desk<'a> {
    analysis: &'a Analysis,
    characters: CharacterIndex<'a>,
    /// All mentions by place.
    mentions: Vec<(Span, MentionForm, EntityId)>,
}

impl<'a> Desk<'a> {
    fn new(analysis: &'a Analysis) -> Self {
        let mut mentions: Vec<(Span, MentionForm, EntityId)> = analysis
            .entities
            .iter()
            .enumerate()
            .flat_map(|(index, entity)| entity.mentions.iter().map(move |m| (m.span, m.form, EntityId(index))))
            .collect();
        mentions.sort_by_key(|(span, ..)| *span);
        Self { analysis, characters: CharacterIndex::new(&analysis.document.text), mentions }
    }

    fn slice(&self, span: Span) -> &'a str {
        span.of(&self.analysis.document.text)
    }

    /// The headline; then where the article is from, its date, and how many claims there are.
    fn head(&self, source: &Source, out: &mut String) {
        let document = &self.analysis.document;
        let headline = document.headline.map_or("(no headline)".into(), |span| text::squash(self.slice(span)));
        let _ = writeln!(out, "=== {headline}");
        let id = source.id.as_ref().map(|id| id.get().trim_matches('"'));
        let date = document.date.map(|date| date.to_string());
        let count = match self.analysis.claims.len() {
            0 => "no claims".to_owned(),
            1 => "1 claim".to_owned(),
            count => format!("{count} claims, the most worth checking first"),
        };
        let parts = [source.path.as_deref(), id, date.as_deref(), Some(&count)];
        let _ = writeln!(out, "{}\n", parts.into_iter().flatten().collect::<Vec<_>>().join(" | "));
    }

    fn card(&self, index: usize, claim: &Claim, out: &mut String) {
        let _ = writeln!(out, "[c{}] {:.3}  {}", index + 1, score(claim.checkworthiness), self.standing_alone(claim));
        let mut line = |name: &str, words: String| {
            if !words.is_empty() {
                let _ = writeln!(out, "  {name:<10} {words}");
            }
        };
        line("claimant", self.claimant(claim));
        line("put as", put_as(claim));
        line("hedges", self.list(&claim.hedges));
        let values = || claim.values.iter().filter_map(|id| self.analysis.values.get(id.0));
        line("numbers", joined(values().filter_map(|value| self.number(value))));
        line("names", joined(claim.entities.iter().filter_map(|id| self.analysis.entities.get(id.0)).map(named)));
        line("place", self.place(claim));
        out.push('\n');
    }

    /// Who puts it forward, and through whom.
    fn claimant(&self, claim: &Claim) -> String {
        let quote = claim.quote.and_then(|id| self.analysis.quotes.get(id.0));
        let mut words = match &claim.claimant {
            Some(speaker) => person(speaker),
            None if claim.kind == ClaimKind::Asserted => return "the article".to_owned(),
            None if quote.is_some() => "not clear from the article".to_owned(),
            None => "hearsay, no source named".to_owned(),
        };
        for speaker in &claim.via {
            let _ = write!(words, ", according to {}", person(speaker));
        }
        if let Some(quote) = quote {
            let how = match quote.kind {
                QuoteKind::Direct => "quoted",
                QuoteKind::Mixed => "partly quoted",
                QuoteKind::Indirect => "reported",
            };
            let unsure = if claim.claimant.is_some() && quote.confidence < UNSURE { ", unsure" } else { "" };
            let _ = write!(words, " ({how}{unsure})");
        }
        words
    }

    fn list(&self, spans: &[Span]) -> String {
        joined(spans.iter().map(|&span| format!("\"{}\"", text::squash(self.slice(span)))))
    }

    /// A number as printed and in normal form; dates stand in the claim.
    fn number(&self, value: &Value) -> Option<String> {
        if matches!(value.kind, ValueType::Date | ValueType::Time | ValueType::Ordinal) {
            return None;
        }
        let printed = text::squash(self.slice(value.span));
        let normal = match (&value.iso, value.value, value.unit.as_deref()) {
            (Some(iso), ..) => iso.clone(),
            (None, Some(number), Some(unit)) => format!("{number} {unit}"),
            (None, Some(number), None) => format!("{number}"),
            (None, None, _) => return Some(printed.into_owned()),
        };
        Some(if normal == printed { normal } else { format!("{printed} = {normal}") })
    }

    /// Paragraph and sentence, counted from 1 as people count, and the characters, as in the JSON.
    fn place(&self, claim: &Claim) -> String {
        let Some((first, last)) = claim.spans.first().zip(claim.spans.last()) else { return String::new() };
        let (start, end) = self.characters.span(first.cover(*last));
        let kind = self.analysis.document.paragraphs.get(claim.paragraph).map(|paragraph| paragraph.kind);
        let kind = kind.map_or("", names::paragraph_kind);
        format!("{kind}, paragraph {}, sentence {}, characters {start}-{end}", claim.paragraph + 1, claim.sentence + 1)
    }

    /// The words of the claim with what is resolved in brackets.
    fn standing_alone(&self, claim: &Claim) -> String {
        let mut edits = self.edits(claim);
        edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
        let mut words = String::new();
        for (number, &piece) in claim.spans.iter().enumerate() {
            if number > 0 {
                words.push(' ');
            }
            let mut at = piece.start;
            for edit in edits.iter().filter(|edit| piece.contains(edit.span)) {
                if edit.span.start < at {
                    continue;
                }
                words.push_str(self.slice(Span::new(at, edit.span.start)));
                words.push_str(&edit.words);
                at = edit.span.end;
            }
            words.push_str(self.slice(Span::new(at, piece.end)));
        }
        text::squash(&words).into_owned()
    }

    fn edits(&self, claim: &Claim) -> Vec<Edit> {
        let mut edits: Vec<Edit> = self.claimant_pronoun(claim).into_iter().collect();
        let taken = edits.first().map(|edit| edit.span);
        let mut introduced: Vec<EntityId> = Vec::new();
        let mut last_person = claim.claimant.as_ref().filter(|_| taken.is_some()).and_then(|speaker| speaker.entity);
        for &(span, form, id) in self.mentions_in(claim) {
            let Some(entity) = self.analysis.entities.get(id.0) else { continue };
            let printed = self.slice(span);
            let words = if taken.is_some_and(|taken| taken.overlaps(span)) {
                None
            } else if form == MentionForm::Pronoun {
                // A pronoun right after its person is clear.
                if last_person == Some(id) { None } else { self.pronoun(span, printed, &entity.name) }
            } else if introduced.contains(&id) || last_person == Some(id) {
                None
            } else {
                named_in_full(printed, form, entity)
            };
            if entity.kind == EntityType::Person {
                last_person = Some(id);
            }
            introduced.push(id);
            edits.extend(words.map(|words| Edit { span, words }));
        }
        edits.extend(self.first_person(claim));
        let values = claim.values.iter().filter_map(|id| self.analysis.values.get(id.0));
        edits.extend(values.filter_map(|value| self.date(value)));
        edits
    }

    fn mentions_in(&self, claim: &Claim) -> impl Iterator<Item = &(Span, MentionForm, EntityId)> {
        claim.spans.iter().flat_map(|&piece| {
            let first = self.mentions.partition_point(|(span, ..)| span.start < piece.start);
            let rest = self.mentions.get(first..).unwrap_or(&[]).iter();
            rest.take_while(move |(span, ..)| span.start < piece.end).filter(move |(span, ..)| piece.contains(*span))
        })
    }

    /// The claimant where the sentence has only "it" or "he" for them.
    fn claimant_pronoun(&self, claim: &Claim) -> Option<Edit> {
        let speaker = claim.claimant.as_ref()?;
        let span = speaker.span.filter(|span| claim.spans.iter().any(|piece| piece.contains(*span)))?;
        let printed = self.slice(span);
        let pronoun = matches!(printed.to_ascii_lowercase().as_str(), "he" | "she" | "it" | "they" | "who");
        let known = speaker.status != SpeakerStatus::Pronoun && !speaker.name.eq_ignore_ascii_case(printed);
        (pronoun && known && !printed.eq_ignore_ascii_case("who"))
            .then(|| Edit { span, words: format!("[{}]", speaker.name) })
    }

    /// A person for the pronoun that means them. "Her" may be "hers" or "her own", so the word stays.
    fn pronoun(&self, span: Span, printed: &str, name: &str) -> Option<String> {
        match printed.to_ascii_lowercase().as_str() {
            "he" | "she" | "him" => Some(format!("[{name}]")),
            "his" if self.noun_follows(span) => Some(format!("[{}]", possessive(name))),
            "his" | "her" | "hers" => Some(format!("{printed} [{name}]")),
            _ => None,
        }
    }

    /// Whether a word follows, not a mark.
    fn noun_follows(&self, span: Span) -> bool {
        let rest = self.analysis.document.text.get(span.end..).unwrap_or("");
        rest.trim_start().starts_with(char::is_alphanumeric)
    }

    /// The speaker of a quotation beside its first "I".
    fn first_person(&self, claim: &Claim) -> Option<Edit> {
        let quote: &Quote = self.analysis.quotes.get(claim.quote?.0)?;
        let speaker = quote.speaker.as_ref()?;
        let sure = quote.kind == QuoteKind::Direct
            && quote.confidence >= UNSURE
            && speaker.status == SpeakerStatus::Named
            && claim.via.is_empty();
        if !sure {
            return None;
        }
        let tokens = |piece: &Span| self.analysis.document.tokens_in(*piece);
        let inside = quote.spans.iter().flat_map(tokens).filter_map(|at| self.analysis.document.tokens.get(at));
        let mut inside = inside.filter(|token| claim.spans.iter().any(|piece| piece.contains(token.span)));
        let token = inside.find(|token| matches!(self.slice(token.span), "I" | "me" | "my" | "My" | "mine"))?;
        let printed = self.slice(token.span);
        Some(Edit { span: token.span, words: format!("{printed} [{}]", speaker.name) })
    }

    /// The day, month or year that a date means, unless the text says so itself.
    fn date(&self, value: &Value) -> Option<Edit> {
        let iso = value.iso.as_deref().filter(|_| value.kind == ValueType::Date)?;
        let printed = self.slice(value.span);
        let year = iso.get(..4).filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()))?;
        (!printed.contains(year)).then(|| Edit { span: value.span, words: format!("{printed} [{iso}]") })
    }
}

/// A name for standing alone: "Kerry" is `[John] Kerry`, "EPA" is followed by what it stands for, "the senator" by who it is.
fn named_in_full(printed: &str, form: MentionForm, entity: &Entity) -> Option<String> {
    let name = entity.name.as_str();
    let same = text::squash(printed).eq_ignore_ascii_case(name);
    match form {
        _ if same => None,
        MentionForm::Partial => match name.strip_suffix(printed).map(str::trim_end) {
            Some(rest) => {
                let parted = !rest.is_empty() && rest.len() + printed.len() < name.len();
                parted.then(|| format!("[{rest}] {printed}"))
            }
            None => (entity.kind == EntityType::Person).then(|| format!("{printed} [{name}]")),
        },
        // "US" and "UK" need no telling.
        MentionForm::Acronym => (entity.kind == EntityType::Organization).then(|| format!("{printed} [{name}]")),
        MentionForm::Description => Some(format!("{printed} [{name}]")),
        MentionForm::Name | MentionForm::Pronoun => None,
    }
}

fn possessive(name: &str) -> String {
    if name.ends_with('s') { format!("{name}'") } else { format!("{name}'s") }
}

/// A source: the name, and what the article calls them.
fn person(speaker: &Speaker) -> String {
    let description = speaker.description.as_deref().filter(|words| !speaker.name.contains(words));
    let name = match (speaker.status, description) {
        (SpeakerStatus::Pronoun, _) => format!("\"{}\", not resolved", speaker.name),
        (_, Some(description)) => format!("{} ({description})", speaker.name),
        (_, None) => speaker.name.clone(),
    };
    if speaker.status == SpeakerStatus::Anonymous { format!("{name}, not named") } else { name }
}

/// How the claim is put, where it is not a plain statement of fact.
fn put_as(claim: &Claim) -> String {
    let modality = names::modality(claim.modality);
    let parts = [
        (modality != "fact").then_some(modality),
        (claim.future && modality != "prediction").then_some("about the future"),
        claim.negated.then_some("negated"),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// An entity that a desk would look up.
fn named(entity: &Entity) -> String {
    match &entity.description {
        Some(description) => format!("{} ({description})", entity.name),
        None => entity.name.clone(),
    }
}

fn joined(words: impl Iterator<Item = String>) -> String {
    words.collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Mention, Modality, PartialDate, QuoteId, ValueId};
    use crate::extract::claim::test_support::document;

    /// An analysis of one sentence with one claim.
    struct Case {
        analysis: Analysis,
    }

    impl Case {
        fn new(text: &str) -> Self {
            let claim = Claim::plain(Span::new(0, text.len()));
            let analysis = Analysis { document: document(text), claims: vec![claim], ..Analysis::default() };
            Self { analysis }
        }

        fn span(&self, piece: &str) -> Span {
            let start = self.analysis.document.text.find(piece).expect(piece);
            Span::new(start, start + piece.len())
        }

        fn entity(mut self, name: &str, description: Option<&str>, mentions: &[(&str, MentionForm)]) -> Self {
            let mentions = mentions.iter().map(|&(piece, form)| Mention { span: self.span(piece), form }).collect();
            let id = EntityId(self.analysis.entities.len());
            self.analysis.entities.push(Entity {
                kind: EntityType::Person,
                name: name.to_owned(),
                aliases: Vec::new(),
                description: description.map(str::to_owned),
                country: None,
                mentions,
                salience: 0.5,
            });
            self.analysis.claims[0].entities.push(id);
            self
        }

        fn organization(mut self, name: &str, mentions: &[(&str, MentionForm)]) -> Self {
            self = self.entity(name, None, mentions);
            if let Some(entity) = self.analysis.entities.last_mut() {
                entity.kind = EntityType::Organization;
            }
            self
        }

        fn value(
            mut self,
            piece: &str,
            kind: ValueType,
            number: Option<f64>,
            unit: Option<&str>,
            iso: Option<&str>,
        ) -> Self {
            let span = self.span(piece);
            let (unit, iso) = (unit.map(str::to_owned), iso.map(str::to_owned));
            self.analysis.claims[0].values.push(ValueId(self.analysis.values.len()));
            self.analysis.values.push(Value { kind, span, value: number, unit, iso });
            self
        }

        fn quote(mut self, piece: &str, kind: QuoteKind, speaker: &str, name: &str, confidence: f64) -> Self {
            let speaker = Speaker {
                span: Some(self.span(speaker)),
                entity: None,
                name: name.to_owned(),
                description: None,
                status: SpeakerStatus::Named,
            };
            let spans = vec![self.span(piece)];
            let claim = &mut self.analysis.claims[0];
            claim.quote = Some(QuoteId(0));
            claim.claimant = Some(speaker.clone());
            claim.kind = ClaimKind::Attributed;
            self.analysis.quotes.push(Quote {
                kind,
                spans,
                speaker: Some(speaker),
                cue: None,
                within: None,
                confidence,
                explanation: Vec::new(),
            });
            self
        }

        fn alone(&self) -> String {
            Desk::new(&self.analysis).standing_alone(&self.analysis.claims[0])
        }
    }

    #[test]
    fn pronouns_names_and_days_are_resolved() {
        use MentionForm::{Acronym, Description, Partial, Pronoun};
        let case = Case::new("He met Moe for three hours on Friday at 4 Rue Dor.")
            .entity("Ada Lie", None, &[("He", Pronoun)])
            .entity("Tom Moe", None, &[("Moe", Partial)])
            .value("Friday", ValueType::Date, None, None, Some("2016-07-15"));
        assert_eq!(case.alone(), "[Ada Lie] met [Tom] Moe for three hours on Friday [2016-07-15] at 4 Rue Dor.");

        let case = Case::new("The mayor said Lie kept her promise to Moe and his wife.")
            .entity("Ada Lie", None, &[("Lie", Partial), ("her", Pronoun)])
            .entity("Tom Moe", None, &[("The mayor", Description), ("Moe", Partial), ("his", Pronoun)]);
        assert_eq!(
            case.alone(),
            "The mayor [Tom Moe] said [Ada] Lie kept her promise to Moe and his wife.",
            "what is clear within the sentence stays"
        );

        let case = Case::new("Critics said his plan would cost the EPA more.")
            .entity("Tom Moss", None, &[("his", Pronoun)])
            .organization("Environmental Protection Agency", &[("EPA", Acronym)]);
        assert_eq!(
            case.alone(),
            "Critics said [Tom Moss'] plan would cost the EPA [Environmental Protection Agency] more."
        );
    }

    #[test]
    fn dates_that_the_text_gives_in_full_stay() {
        let date = |text: &str, piece: &str, iso: &str| {
            Case::new(text).value(piece, ValueType::Date, None, None, Some(iso)).alone()
        };
        assert_eq!(date("It fell on 4 May 2016.", "4 May 2016", "2016-05-04"), "It fell on 4 May 2016.");
        assert_eq!(date("It fell on 4 May.", "4 May", "2016-05-04"), "It fell on 4 May [2016-05-04].");
        assert_eq!(date("It fell last month.", "last month", "2016-06"), "It fell last month [2016-06].");
        assert_eq!(date("It fell on 4 May.", "4 May", "--05-04"), "It fell on 4 May.");
    }

    #[test]
    fn the_speaker_stands_beside_the_first_person_of_a_quotation() {
        let text = "\"I never took my salary,\" she said.";
        let case =
            |kind, confidence| Case::new(text).quote("I never took my salary,", kind, "she", "Ada Lie", confidence);
        assert_eq!(case(QuoteKind::Direct, 0.9).alone(), "\"I [Ada Lie] never took my salary,\" [Ada Lie] said.");
        assert_eq!(case(QuoteKind::Direct, 0.4).alone(), "\"I never took my salary,\" [Ada Lie] said.");
    }

    #[test]
    fn a_card_has_a_line_for_each_thing_that_there_is_to_say() {
        let mut case = Case::new("It said about 40 dams might not hold $5 million.")
            .value("about 40 dams", ValueType::Quantity, Some(40.0), Some("dam"), None)
            .value("$5 million", ValueType::Money, Some(5e6), Some("USD"), None)
            .entity("Norsk Vann", Some("water agency"), &[])
            .quote("about 40 dams might not hold $5 million", QuoteKind::Indirect, "It", "Norsk Vann", 0.5);
        let hedge = case.span("might");
        let claim = &mut case.analysis.claims[0];
        claim.hedges.push(hedge);
        (claim.modality, claim.negated) = (Modality::Possible, true);
        case.analysis.document.date = "2016-07-15".parse().ok().map(PartialDate::Full);
        let source = Source { path: Some("dams.txt".to_owned()), ..Source::default() };
        let expected = "\
=== (no headline)
dams.txt | 2016-07-15 | 1 claim

[c1] 0.500  [Norsk Vann] said about 40 dams might not hold $5 million.
  claimant   Norsk Vann (reported, unsure)
  put as     possible, negated
  hedges     \"might\"
  numbers    about 40 dams = 40 dam; $5 million = 5000000 USD
  names      Norsk Vann (water agency)
  place      body, paragraph 1, sentence 1, characters 0-48

";
        assert_eq!(cards(&case.analysis, &source), expected);
    }

    #[test]
    fn the_most_worth_checking_comes_first() {
        let mut case = Case::new("The dam leaks.");
        let first = case.analysis.claims[0].clone();
        case.analysis.claims.push(Claim { checkworthiness: 0.9, ..first });
        let text = cards(&case.analysis, &Source::default());
        assert!(text.find("[c2] 0.900").expect("c2") < text.find("[c1] 0.500").expect("c1"), "{text}");
    }
}
