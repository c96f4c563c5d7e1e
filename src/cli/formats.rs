//! The forms of the output: which there are, how the files are called, and what goes together.

use clap::ValueEnum;

/// The form of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// The document as indented JSON.
    #[value(name = "json")]
    Json,
    /// The document as JSON, one a line.
    #[value(name = "jsonl")]
    JsonLines,
    /// The article in the terminal, with what was found in it.
    #[value(name = "term")]
    Terminal,
    /// A page for a browser.
    #[value(name = "html")]
    Html,
    /// Claims for a fact-checker's desk, as text for people.
    #[value(name = "cards")]
    Cards,
    /// A table, separated by commas.
    #[value(name = "csv")]
    Csv,
    /// A table, separated by tabs.
    #[value(name = "tsv")]
    Tsv,
}

/// How documents in one form follow one another in one stream or file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sequence {
    /// One is all there can be.
    Single,
    /// One after the other.
    Any,
}

impl Format {
    /// As it is typed.
    pub(super) fn name(self) -> String {
        self.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
    }

    /// How several documents go into one stream.
    pub(super) const fn sequence(self) -> Sequence {
        match self {
            Self::Json | Self::Html => Sequence::Single,
            Self::JsonLines | Self::Terminal | Self::Cards | Self::Csv | Self::Tsv => Sequence::Any,
        }
    }

    /// The ending of the names of files in this form, without the dot; `lines` where a file holds several documents.
    pub(super) const fn ending(self, _lines: bool) -> &'static str {
        match self {
            Self::Json => "json",
            Self::JsonLines => "jsonl",
            Self::Terminal | Self::Cards => "txt",
            Self::Html => "html",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
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
