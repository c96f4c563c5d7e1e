//! The words that stand in the JSON for the kinds of things.

use crate::document::{
    ClaimKind, EntityType, MentionForm, Modality, ParagraphKind, QuoteKind, SpeakerStatus, ValueType, WarningCode,
};

pub(super) const fn paragraph_kind(kind: ParagraphKind) -> &'static str {
    match kind {
        ParagraphKind::Headline => "headline",
        ParagraphKind::Kicker => "kicker",
        ParagraphKind::Standfirst => "standfirst",
        ParagraphKind::Byline => "byline",
        ParagraphKind::Dateline => "dateline",
        ParagraphKind::Body => "body",
        ParagraphKind::Subheading => "subheading",
        ParagraphKind::Caption => "caption",
        ParagraphKind::ListItem => "list_item",
        ParagraphKind::Correction => "correction",
        ParagraphKind::Boilerplate => "boilerplate",
    }
}

pub(super) const fn entity_type(kind: EntityType) -> &'static str {
    match kind {
        EntityType::Person => "person",
        EntityType::Organization => "organization",
        EntityType::Location => "location",
        EntityType::Facility => "facility",
        EntityType::Group => "group",
        EntityType::Event => "event",
        EntityType::Product => "product",
        EntityType::Work => "work",
        EntityType::Misc => "misc",
    }
}

pub(super) const fn mention_form(form: MentionForm) -> &'static str {
    match form {
        MentionForm::Name => "name",
        MentionForm::Partial => "partial",
        MentionForm::Acronym => "acronym",
        MentionForm::Description => "description",
        MentionForm::Pronoun => "pronoun",
    }
}

pub(super) const fn value_type(kind: ValueType) -> &'static str {
    match kind {
        ValueType::Date => "date",
        ValueType::Time => "time",
        ValueType::Duration => "duration",
        ValueType::Money => "money",
        ValueType::Percent => "percent",
        ValueType::Quantity => "quantity",
        ValueType::Ordinal => "ordinal",
    }
}

pub(super) const fn claim_kind(kind: ClaimKind) -> &'static str {
    match kind {
        ClaimKind::Attributed => "attributed",
        ClaimKind::Asserted => "asserted",
    }
}

pub(super) const fn quote_kind(kind: QuoteKind) -> &'static str {
    match kind {
        QuoteKind::Direct => "direct",
        QuoteKind::Mixed => "mixed",
        QuoteKind::Indirect => "indirect",
    }
}

pub(super) const fn speaker_status(status: SpeakerStatus) -> &'static str {
    match status {
        SpeakerStatus::Named => "named",
        SpeakerStatus::Described => "described",
        SpeakerStatus::Anonymous => "anonymous",
        SpeakerStatus::Pronoun => "pronoun",
    }
}

pub(super) const fn modality(modality: Modality) -> &'static str {
    match modality {
        Modality::Fact => "fact",
        Modality::Possible => "possible",
        Modality::Prediction => "prediction",
        Modality::Obligation => "obligation",
        Modality::Conditional => "conditional",
    }
}

pub(crate) const fn warning_code(code: WarningCode) -> &'static str {
    match code {
        WarningCode::DamagedText => "damaged_text",
        WarningCode::NotEnglish => "not_english",
        WarningCode::EncodingGuessed => "encoding_guessed",
        WarningCode::HtmlMarkup => "html_markup",
        WarningCode::TwoArticles => "two_articles",
        WarningCode::Truncated => "truncated",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::ErrorKind;
    use crate::output::SCHEMA;

    /// Holds the words of all variants against the schema's list.
    fn check(place: &str, words: &[&str]) {
        let schema: serde_json::Value = serde_json::from_str(SCHEMA).unwrap();
        let listed = schema.pointer(&format!("/$defs/{place}/enum")).unwrap_or_else(|| panic!("{place}"));
        assert_eq!(listed, &serde_json::json!(words), "{place}");
    }

    #[test]
    fn the_schema_lists_the_words_of_the_text() {
        check(
            "paragraph/properties/kind",
            &[
                ParagraphKind::Headline,
                ParagraphKind::Kicker,
                ParagraphKind::Standfirst,
                ParagraphKind::Byline,
                ParagraphKind::Dateline,
                ParagraphKind::Body,
                ParagraphKind::Subheading,
                ParagraphKind::Caption,
                ParagraphKind::ListItem,
                ParagraphKind::Correction,
                ParagraphKind::Boilerplate,
            ]
            .map(paragraph_kind),
        );
        check(
            "entity/properties/type",
            &[
                EntityType::Person,
                EntityType::Organization,
                EntityType::Location,
                EntityType::Facility,
                EntityType::Group,
                EntityType::Event,
                EntityType::Product,
                EntityType::Work,
                EntityType::Misc,
            ]
            .map(entity_type),
        );
        check(
            "mention/properties/form",
            &[
                MentionForm::Name,
                MentionForm::Partial,
                MentionForm::Acronym,
                MentionForm::Description,
                MentionForm::Pronoun,
            ]
            .map(mention_form),
        );
    }

    #[test]
    fn the_schema_lists_the_words_of_findings() {
        check(
            "value/properties/type",
            &[
                ValueType::Date,
                ValueType::Time,
                ValueType::Duration,
                ValueType::Money,
                ValueType::Percent,
                ValueType::Quantity,
                ValueType::Ordinal,
            ]
            .map(value_type),
        );
        check("quote/properties/kind", &[QuoteKind::Direct, QuoteKind::Mixed, QuoteKind::Indirect].map(quote_kind));
        check("claim/properties/kind", &[ClaimKind::Attributed, ClaimKind::Asserted].map(claim_kind));
        check(
            "speaker/properties/status",
            &[SpeakerStatus::Named, SpeakerStatus::Described, SpeakerStatus::Anonymous, SpeakerStatus::Pronoun]
                .map(speaker_status),
        );
        check(
            "claim/properties/modality",
            &[Modality::Fact, Modality::Possible, Modality::Prediction, Modality::Obligation, Modality::Conditional]
                .map(modality),
        );
        check(
            "warning/properties/code",
            &[
                WarningCode::DamagedText,
                WarningCode::NotEnglish,
                WarningCode::EncodingGuessed,
                WarningCode::HtmlMarkup,
                WarningCode::TwoArticles,
                WarningCode::Truncated,
            ]
            .map(warning_code),
        );
        check(
            "error/properties/kind",
            &[
                ErrorKind::NotFound,
                ErrorKind::Permission,
                ErrorKind::Unreadable,
                ErrorKind::TooLarge,
                ErrorKind::Empty,
                ErrorKind::Binary,
                ErrorKind::Html,
                ErrorKind::Rtf,
                ErrorKind::Json,
                ErrorKind::Internal,
            ]
            .map(ErrorKind::as_str),
        );
    }
}
