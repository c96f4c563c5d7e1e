//! Captions of pictures, by their credits and by how they describe.

use super::any_of::AnyOf;
use crate::text::{find_byte, lies_in};

/// How much a line looks like the caption or credit of a picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Signs {
    /// It begins with a credit or label ("Photo:", "FILE PHOTO:", "Image credit").
    pub label: bool,
    /// A credit stands at its end ("(AP Photo/Ana Cruz)", "Photograph: Reuters", "Credit...").
    pub credit: bool,
    /// It describes as captions do ("(L)", "pictured", "in this photo").
    pub describes: bool,
}

/// Bytes at the end of a line where a credit stands.
const CREDIT_WITHIN: usize = 90;
/// Bytes from an agency's mark to the end of a line: those of the photographer and what else a credit says after it. News names agencies too,
/// but goes on ("a Reuters/Ipsos poll of 1,200 voters found").
const AGENCY_WITHIN: usize = 45;

/// How labels begin.
static LABEL_BEGINNINGS: AnyOf = AnyOf::new(&[LABELS]);

const LABELS: &[&str] = &[
    "photo",
    "photos",
    "photograph",
    "photographs",
    "image",
    "images",
    "picture",
    "pictures",
    "pic",
    "pix",
    "file photo",
    "file picture",
    "file image",
    "credit",
    "photo credit",
    "image credit",
    "photo courtesy",
    "image courtesy",
    "picture credit",
    "illustration",
    "graphic",
    "representational image",
    "representative image",
    "caption",
    "above",
    "pictured",
    "image source",
];

static CREDITS: AnyOf = AnyOf::new(&[&[
    "photo by",
    "photos by",
    "credit...",
    "credit…",
    "photo credit",
    "image credit",
    "picture credit",
    "courtesy of",
    "courtesy ",
    "getty images",
    "shutterstock",
    "file photo",
    "handout",
    "screengrab",
    "screenshot",
    "ap photo",
    "image via",
    "photo via",
]]);

/// Credits with a colon, a slash or a bracket: most lines have none of these, and need not be searched for what is so short.
static MARKED_CREDITS: AnyOf = AnyOf::new(&[&[
    "photo:",
    "photos:",
    "photograph:",
    "picture:",
    "pictures:",
    "image:",
    "images:",
    "pic:",
    "photo/",
    "credit:",
    "courtesy:",
    "/getty",
    "[file",
    "file)",
]]);

/// Marks of agencies, with a slash or a bracket.
static AGENCY_CREDITS: AnyOf =
    AnyOf::new(&[&["/ap)", "(ap)", "/afp", "(afp)", "/reuters", "reuters/", "(reuters)", "/epa"]]);

/// Descriptions that begin with a bracket.
static BRACKETED: AnyOf = AnyOf::new(&[&["(l)", "(r)", "(c)", "(left)", "(right)", "(centre)", "(center)", "(2nd"]]);

static DESCRIPTIONS: AnyOf = AnyOf::new(&[&[
    ", left,",
    ", right,",
    "pictured",
    "in this photo",
    "in this picture",
    "in this file",
    "from file",
    "file photograph",
    "in this image",
    "is seen",
    "are seen",
    "seen here",
    "seen in this",
    "poses for",
    "pose for",
    "walks past",
    "walk past",
    "looks on",
    "look on",
    "shakes hands",
    "shake hands",
    "arrives at",
    "arrive at",
    "speaks during",
    "speaks to reporters",
    "speaks at",
    "gestures during",
    "gestures as",
    "during a meeting",
    "attends a",
    "from left",
    "from right",
    "top left",
    "celebrates",
]]);

/// Longer paragraphs, in bytes, are text, whatever they mention.
const LONGEST: usize = 700;

/// Reads the signs of a caption off a line in lower case.
pub(super) fn signs(lower: &str) -> Signs {
    if lower.len() > LONGEST {
        return Signs::default();
    }
    let (end, very_end) = (tail(lower, CREDIT_WITHIN), tail(lower, AGENCY_WITHIN));
    let credit = CREDITS.is_in(end) || has_mark(end) && (MARKED_CREDITS.is_in(end) || AGENCY_CREDITS.is_in(very_end));
    let describes = DESCRIPTIONS.is_in(lower) || lower.contains('(') && BRACKETED.is_in(lower);
    Signs { label: is_labelled(lower), credit, describes }
}

/// Whether a line in lower case begins with a credit or label.
pub(super) fn is_labelled(lower: &str) -> bool {
    if lower.len() > LONGEST {
        return false;
    }
    let bare = lower.trim_start_matches(['(', '[', '|', '-', '–', '—', '*', '"', ' ']);
    let labels = if LABEL_BEGINNINGS.may_begin_word(bare) { LABELS } else { &[] };
    labels.iter().any(|label| {
        bare.strip_prefix(label).is_some_and(|rest| {
            rest.starts_with([':', '/', '|'])
                || rest.starts_with(" by ")
                || rest.starts_with(" credit")
                || rest.starts_with(" -")
                || rest.starts_with(" –")
                || rest.starts_with(" courtesy")
                || rest.starts_with(" (")
                || rest.starts_with(" from ")
                || rest.starts_with(" via ")
                || rest.starts_with("...")
                || rest.starts_with("…")
        })
    }) || bare.starts_with("ap photo")
        || bare.starts_with("getty images")
        || (bare.starts_with("file photo") || bare.starts_with("file -"))
        || (bare.starts_with("©") && bare.contains('/'))
}

/// Whether a colon, a slash or a bracket stands in a text.
fn has_mark(text: &str) -> bool {
    find_byte(text.as_bytes(), |byte| lies_in(byte, &[(b'(', b')'), (b'/', b'/'), (b':', b':'), (b'[', b'[')]))
        .is_some()
}

/// The last bytes of a line, at most so many.
fn tail(line: &str, most: usize) -> &str {
    let mut from = line.len().saturating_sub(most);
    while !line.is_char_boundary(from) {
        from += 1;
    }
    line.get(from..).unwrap_or("")
}

/// Whether a short line is only a credit: an agency of pictures, a name and an agency.
pub(super) fn is_bare_credit(content: &str) -> bool {
    /// Longer lines are captions.
    const LONGEST: usize = 60;
    if content.len() > LONGEST {
        return false;
    }
    let lower = content.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().replace(" / ", "/");
    [
        "shutterstock",
        "getty images",
        "getty",
        "istock",
        "istockphoto",
        "pixabay",
        "unsplash",
        "alamy",
        "ap photo",
        "reuters photo",
        "wikimedia commons",
        "file photo",
        "handout",
        "courtesy",
        "pti photo",
        "ani photo",
        "afp photo",
    ]
    .contains(&lower.as_str())
        || (lower.contains('/')
            && [
                "/getty",
                "/ap",
                "/afp",
                "/reuters",
                "/epa",
                "reuters/",
                "getty images/",
                "ap/",
                "/shutterstock",
                "/bloomberg",
            ]
            .iter()
            .any(|mark| lower.contains(mark))
            && !lower.contains("http"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_in_the_usual_forms() {
        for line in [
            "The new pier at Skarvik, seen from the north. Photograph:( Reuters )",
            "Image Credit: Skarvik Port",
            "Photo: Ana Cruz",
            "FILE PHOTO: A ferry leaves Skarvik, May 3, 2019. REUTERS/Ana Cruz",
            "A ferry leaves Skarvik on May 3. (AP Photo/Ana Cruz)",
            "The pier.Credit...Ana Cruz for The Skarvik Times",
            "A ferry. | Shutterstock",
        ] {
            let signs = signs(&crate::text::lower_case(line));
            assert!(signs.label || signs.credit, "{line}");
        }
        assert!(signs("mayor kari lie (l) with the harbour master").describes);
        assert!(
            is_bare_credit("Ana Cruz/Getty Images")
                && is_bare_credit("Ana Cruz / Reuters.")
                && is_bare_credit("Shutterstock")
                && !is_bare_credit("Ana Cruz")
        );
        assert_eq!(signs("the council voted on monday to buy a ferry for the islands."), Signs::default());
        let poll = "a reuters/ipsos poll of 1,200 voters found most of them against the new bridge to skarvik.";
        assert_eq!(signs(poll), Signs::default());
    }
}
