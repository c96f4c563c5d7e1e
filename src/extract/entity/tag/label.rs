//! The labels of the name tagger: outside, and begin and inside of each kind of name.

/// The kinds of name that the training corpus labels, by its names for them; dates and money are labelled so that they are not
/// taken for names.
pub(crate) const KINDS: [&str; 9] =
    ["Person", "Location", "Organization", "Facility", "NORP", "Misc", "Product", "Date", "Money"];

/// Outside, then begin and inside of each kind.
pub(crate) const LABELS: usize = 1 + 2 * KINDS.len();

/// Places for them: whole vectors.
pub(crate) const PLACES: usize = LABELS.next_multiple_of(8);

/// The label of a name's first token.
#[cfg(any(test, feature = "train"))]
pub(crate) const fn begin(kind: usize) -> usize {
    1 + 2 * kind
}

/// The label of a name's further tokens.
pub(crate) const fn inside(kind: usize) -> usize {
    2 + 2 * kind
}

/// The kind of a label; none for outside.
pub(crate) const fn kind(label: usize) -> Option<usize> {
    if label == 0 { None } else { Some((label - 1) / 2) }
}

/// Whether a label begins a name.
#[cfg(any(test, feature = "train"))]
pub(crate) const fn is_begin(label: usize) -> bool {
    label % 2 == 1
}

/// Whether a sentence may begin with a label.
#[cfg(any(test, feature = "train"))]
pub(crate) const fn may_begin(label: usize) -> bool {
    label == 0 || is_begin(label)
}

/// Whether `to` may follow `from`: inside only after its own kind.
#[cfg(any(test, feature = "train"))]
pub(crate) const fn may_follow(from: usize, to: usize) -> bool {
    may_begin(to) || (from != 0 && (from - 1) / 2 == (to - 1) / 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inside_follows_only_its_own_kind() {
        let (person, place) = (0, 1);
        assert!(may_follow(begin(person), inside(person)));
        assert!(may_follow(inside(person), inside(person)));
        assert!(!may_follow(begin(place), inside(person)));
        assert!(!may_follow(0, inside(person)) && !may_begin(inside(person)));
        assert!((0..LABELS).all(|label| may_follow(label, 0) && may_follow(label, begin(place))));
        assert_eq!((kind(0), kind(begin(place)), kind(inside(place))), (None, Some(place), Some(place)));
        assert!(is_begin(begin(place)) && !is_begin(inside(place)));
    }
}
