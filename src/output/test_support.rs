//! Articles with findings made by hand, for the tests of the views.

use crate::document::{
    Analysis, Claim, ClaimKind, Entity, EntityId, EntityType, Mention, MentionForm, Quote, QuoteId, QuoteKind, Speaker,
    SpeakerStatus, Value, ValueType,
};
use crate::pipeline::{Options, Wanted};
use crate::span::Span;

/// An article that is parsed for structure, to which findings are added.
pub(super) struct Article {
    pub(super) analysis: Analysis,
}

impl Article {
    pub(super) fn new(text: &str) -> Self {
        let wanted = Wanted { entities: false, values: false, quotes: false, claims: false };
        let mut analysis = crate::analyze(text, &Options { wanted, ..Options::default() });
        analysis.entities.clear();
        Self { analysis }
    }

    /// Where a piece stands for the first time.
    fn span(&self, piece: &str) -> Span {
        let start = self.analysis.document.text.find(piece).unwrap_or_else(|| panic!("{piece}"));
        Span::new(start, start + piece.len())
    }

    pub(super) fn person(self, name: &str, mentions: &[&str]) -> Self {
        self.entity(EntityType::Person, name, mentions)
    }

    pub(super) fn entity(mut self, kind: EntityType, name: &str, mentions: &[&str]) -> Self {
        let mention = |piece: &&str| Mention { span: self.span(piece), form: MentionForm::Name };
        let mentions = mentions.iter().map(mention).collect();
        self.analysis.entities.push(Entity {
            kind,
            name: name.to_owned(),
            aliases: Vec::new(),
            description: None,
            country: None,
            mentions,
            salience: 0.5,
        });
        self
    }

    pub(super) fn value(mut self, piece: &str, kind: ValueType, number: f64, unit: &str) -> Self {
        let span = self.span(piece);
        self.analysis.values.push(Value { kind, span, value: Some(number), unit: Some(unit.to_owned()), iso: None });
        self
    }

    /// A quotation in quotation marks by someone who stands at `mention`; an entity of that name is the speaker.
    pub(super) fn quote(mut self, piece: &str, mention: &str, name: &str) -> Self {
        let speaker = Speaker {
            span: Some(self.span(mention)),
            entity: self.analysis.entities.iter().position(|entity| entity.name == name).map(EntityId),
            name: name.to_owned(),
            description: None,
            status: SpeakerStatus::Named,
        };
        let spans = vec![self.span(piece)];
        self.analysis.quotes.push(Quote {
            kind: QuoteKind::Direct,
            spans,
            speaker: Some(speaker),
            cue: None,
            within: None,
            confidence: 0.9,
            explanation: Vec::new(),
        });
        self
    }

    /// A claim, of the quote it lies in.
    pub(super) fn claim(mut self, piece: &str, checkworthiness: f64) -> Self {
        let span = self.span(piece);
        let quote = self.analysis.quotes.iter().position(|quote| quote.spans.iter().any(|whole| whole.contains(span)));
        let claimant = quote.and_then(|quote| self.analysis.quotes[quote].speaker.clone());
        self.analysis.claims.push(Claim {
            paragraph: self.analysis.document.paragraph_at(span.start).unwrap_or_default(),
            kind: if claimant.is_some() { ClaimKind::Attributed } else { ClaimKind::Asserted },
            quote: quote.map(QuoteId),
            claimant,
            checkworthiness,
            ..Claim::plain(span)
        });
        self
    }
}
