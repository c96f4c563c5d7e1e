//! The forms of the output: which there are, how the files are called, and what goes together.

use clap::ValueEnum;

/// The form of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// The document as indented JSON, for one
    #[value(name = "json")]
    Json,
    /// The document as JSON, one a line
    #[value(name = "jsonl")]
    JsonLines,
    /// The article for the terminal, with what was found in it
    #[value(name = "term")]
    Terminal,
    /// A page for a browser; for several an index page, too (--output-dir)
    #[value(name = "html")]
    Html,
    /// Claims that stand alone, the most worth checking first, for a fact-checker's desk
    #[value(name = "cards")]
    Cards,
    /// A table (--table), separated by commas
    #[value(name = "csv")]
    Csv,
    /// A table (--table), separated by tabs
    #[value(name = "tsv")]
    Tsv,
    /// A news article of schema.org as JSON-LD
    #[value(name = "jsonld")]
    JsonLd,
    /// IPTC ninjs 3.1
    #[value(name = "ninjs")]
    Ninjs,
    /// W3C Web Annotations
    #[value(name = "webanno")]
    WebAnnotation,
    /// JSON of a spaCy document
    #[value(name = "spacy")]
    Spacy,
    /// brat standoff: .ann, and with --output-dir .txt and annotation.conf
    #[value(name = "brat")]
    Brat,
}

/// How documents in one form follow one another in one stream or file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sequence {
    /// One is all there can be.
    Single,
    /// One after the other.
    Any,
    /// One document is indented JSON, several are JSON Lines.
    JsonLines,
}

impl Format {
    /// As it is typed.
    pub(super) fn name(self) -> String {
        self.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
    }

    /// How several documents go into one stream.
    pub(super) const fn sequence(self) -> Sequence {
        match self {
            Self::Json | Self::Html | Self::Brat => Sequence::Single,
            Self::JsonLines | Self::Terminal | Self::Cards | Self::Csv | Self::Tsv => Sequence::Any,
            Self::JsonLd | Self::Ninjs | Self::WebAnnotation | Self::Spacy => Sequence::JsonLines,
        }
    }

    /// The ending of the names of files in this form, without the dot; `lines` where a file holds several documents.
    pub(super) const fn ending(self, lines: bool) -> &'static str {
        match self {
            Self::Json => "json",
            Self::JsonLines => "jsonl",
            Self::Terminal | Self::Cards => "txt",
            Self::Html => "html",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::JsonLd if lines => "jsonld.jsonl",
            Self::JsonLd => "jsonld",
            Self::Ninjs if lines => "ninjs.jsonl",
            Self::Ninjs => "ninjs.json",
            Self::WebAnnotation if lines => "webanno.jsonl",
            Self::WebAnnotation => "webanno.jsonld",
            Self::Spacy if lines => "spacy.jsonl",
            Self::Spacy => "spacy.json",
            Self::Brat => "ann",
        }
    }

    /// The ending of a second file that goes with each.
    pub(super) const fn beside(self) -> Option<&'static str> {
        match self {
            Self::Brat => Some("txt"),
            _ => None,
        }
    }

    /// Whether it is a table.
    pub(super) fn is_table(self) -> bool {
        self.separator().is_some()
    }

    /// What stands between the fields of a table.
    pub(super) const fn separator(self) -> Option<u8> {
        match self {
            Self::Csv => Some(b','),
            Self::Tsv => Some(b'\t'),
            _ => None,
        }
    }

    /// Whether it is the document, of which parts can be chosen.
    pub(super) const fn is_document(self) -> bool {
        matches!(self, Self::Json | Self::JsonLines)
    }
}
