//! Captions of pictures, by their credits and by how they describe.

use super::agencies;
use super::any_of::AnyOf;
use super::byline;
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
    "photo |",
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
    "photo /",
    "(photo",
    "[photo",
    "(image",
    "(supplied",
    "(submitted",
    "(contributed",
    "(provided",
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

/// Bytes of a credit of names.
const CREDIT: usize = 60;
/// Words of a credit of names.
const CREDIT_WORDS: usize = 7;

/// Whether a line with one space between words ends in names as captions end, whatever the outlet: in brackets with a bar between them or behind a
/// stop ("(Quay News/Ana Cruz)", ". (Skarvik City Council)"), or behind a mark or stop and without a stop of their own (". | QUAY NEWS",
/// " /ANA CRUZ", " © Ana Cruz, Quay", ". Ana Cruz").
pub(super) fn ends_in_credit(content: &str) -> bool {
    /// Longer paragraphs are text.
    const LONGEST: usize = 400;
    /// Words of what is described.
    const DESCRIBES: usize = 3;
    let last = content.chars().next_back();
    let bracketed = matches!(last, Some(')' | ']'));
    if content.len() > LONGEST || !bracketed && !last.is_some_and(char::is_alphanumeric) {
        return false;
    }
    let end = tail(content, CREDIT + 2);
    let from = content.len() - end.len();
    let described = |at: usize| content[..from + at].split(' ').nth(DESCRIBES).is_some();
    if bracketed {
        let Some(open) = end.rfind(['(', '[']).filter(|&open| described(open)) else { return false };
        let inside = &end[open + 1..end.len() - 1];
        let parted = inside.split_once(['/', ':']).is_some_and(|(before, after)| {
            // "(NYSE: QUAY)" is a share, and a line of code no name.
            let share = inside.contains(':') && !before.contains(char::is_lowercase);
            !share && is_names(before) && is_names(after)
        });
        let stopped = end[..open].trim_end().ends_with(['.', '!', '?']);
        return parted || stopped && inside.contains(' ') && is_names(inside) && !agencies::is_agency(inside);
    }
    // Desks sign with initials ("... check prices. PTI RSN MJH BAL").
    let initials = end.split(' ').rev().take_while(|word| word.len() <= 3 && word.chars().all(char::is_uppercase));
    if initials.count() >= 3 {
        return false;
    }
    let behind = |mark: &str| end.rfind(mark).is_some_and(|at| described(at) && is_names(&end[at + mark.len()..]));
    [". | ", ".| ", " /", " / ", " © ", ".© "].iter().any(|mark| behind(mark))
        // "Page 2. Home" has no name behind its stop, "Mr. Cruz" has no stop.
        || end.rfind(". ").is_some_and(|at| {
            let word = end[..at].rsplit(' ').next().unwrap_or("");
            word.chars().count() > 3 && word.chars().all(char::is_lowercase) && behind(". ")
        })
}

/// Whether a piece is capitalised words, with commas, bars and small words of names between them.
fn is_names(piece: &str) -> bool {
    const SMALL: &[&str] =
        &["of", "for", "via", "the", "by", "and", "de", "la", "von", "van", "al", "courtesy", "/", "&"];
    let mut words = piece.split_whitespace().peekable();
    let mut count = 0;
    words.peek().is_some_and(|first| first.starts_with(char::is_uppercase))
        && words.all(|word| {
            count += 1;
            let letters =
                word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | ',' | '\'' | '’' | '-' | '&' | '/'));
            count <= CREDIT_WORDS && letters && (word.starts_with(char::is_uppercase) || SMALL.contains(&word))
        })
}

/// Whether a line begins with whose picture it describes and ends no sentence, as pages print the text behind pictures ("PA Media A lifeboat in rough
/// seas").
pub(super) fn begins_with_source(content: &str) -> bool {
    const SOURCES: &[&str] = &[
        "Contributed ",
        "PA Media ",
        "Getty Images ",
        "Reuters ",
        "EPA ",
        "AFP ",
        "BBC ",
        "PA ",
        "Google ",
        "Supplied ",
    ];
    const BEGINNINGS: &[&str] = &["A ", "An ", "The ", "Two ", "Three ", "Several ", "People "];
    !content.ends_with(['.', '!', '?', '"', '”'])
        && SOURCES
            .iter()
            .filter_map(|source| content.strip_prefix(source))
            .any(|rest| BEGINNINGS.iter().any(|start| rest.starts_with(start)))
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
    if content.starts_with('©') && content.contains('/') && is_names(content.trim_start_matches(['©', ' '])) {
        return true;
    }
    if is_photographer(content) {
        return true;
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

/// Whether a line is only who took a picture: a name in brackets, or a name, a bar and whom it was taken for ("(Ana Cruz)", "Ana Cruz/The Quay").
fn is_photographer(content: &str) -> bool {
    /// Words of a person's name.
    const NAME: std::ops::RangeInclusive<usize> = 2..=3;
    let is_person = |name: &str| {
        let small = |word: &str| word.starts_with(char::is_uppercase) && word.contains(char::is_lowercase);
        NAME.contains(&name.split(' ').count()) && is_names(name) && name.split(' ').all(small)
    };
    let other = |name: &str| agencies::is_agency(name) || agencies::is_desk(name, false) || byline::is_role(name);
    if let Some(inside) = content.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        return is_person(inside) && !other(inside);
    }
    content.split_once('/').is_some_and(|(name, house)| {
        let (name, house) = (name.trim(), house.trim());
        is_person(name) && is_names(house) && !house.contains('/') && !other(name) && !byline::is_role(house)
    })
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
                && is_bare_credit("(Ana Cruz)")
                && is_bare_credit("Ana Cruz/The Quay Herald")
                && !is_bare_credit("Ana Cruz/Quay Writer")
                && !is_bare_credit("Arts/Film")
                && !is_bare_credit("Ana Cruz")
        );
        assert_eq!(signs("the council voted on monday to buy a ferry for the islands."), Signs::default());
        for line in [
            "The mayor opens the new pier. (Skarvik City Council)",
            "The mayor opens the new pier (Quay News/Ana Cruz)",
            "The mayor opens the new pier. | QUAY NEWS",
            "The mayor opens the new pier on Friday. /ANA CRUZ",
            "The mayor opens the new pier, May 3, 2019. © Ana Cruz, Quay",
            "The mayor opens the new pier at noon. Ana Cruz",
            "The mayor opens the new pier. (Supplied: Ana Cruz)",
        ] {
            assert!(ends_in_credit(line), "{line}");
        }
        for line in [
            "The mayor opened the new pier, which belongs to Quay Ports (NYSE: QUAY)",
            "The mayor opened the new pier. (Reuters)",
            "The mayor opened the new pier, said Dr. Cruz",
            "The mayor opened the new pier and/or bridge",
            "Mayor opens pier. What it means",
        ] {
            assert!(!ends_in_credit(line), "{line}");
        }
        assert!(begins_with_source("PA Media A lifeboat in rough seas") && !begins_with_source("Reuters reported A"));
        let poll = "a reuters/ipsos poll of 1,200 voters found most of them against the new bridge to skarvik.";
        assert_eq!(signs(poll), Signs::default());
    }
}
