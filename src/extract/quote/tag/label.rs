//! The labels of the two models of attribution.

/// Labels of the first model: outside of cues, first token of a cue, further token.
pub(crate) const CUE_LABELS: usize = 3;
/// Places for them: a power of two.
pub(crate) const CUE_PLACES: usize = 4;
/// No part of a cue.
pub(crate) const OUTSIDE: usize = 0;
/// The first token of a cue.
pub(crate) const BEGIN: usize = 1;
/// A further token.
#[cfg(feature = "train")]
pub(crate) const INSIDE: usize = 2;

/// States of the second model, which for one cue labels its source and content. The states after the source mirror those before it, so
/// that no path has two sources.
pub(crate) const STATES: usize = 8;

/// Nothing, before the source.
pub(crate) const OUT: usize = 0;
/// First token of a piece of content, before the source.
pub(crate) const CONTENT: usize = 1;
/// Further token of it.
pub(crate) const IN_CONTENT: usize = 2;
/// First token of the source.
pub(crate) const SOURCE: usize = 3;
/// Further token of it.
pub(crate) const IN_SOURCE: usize = 4;
/// Nothing, after the source.
#[cfg(any(test, feature = "train"))]
pub(crate) const OUT_AFTER: usize = 5;
/// First token of a piece of content, after the source.
pub(crate) const CONTENT_AFTER: usize = 6;
/// Further token of it.
pub(crate) const IN_CONTENT_AFTER: usize = 7;

/// What a token is to a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Nothing.
    Out,
    /// Its content.
    Content,
    /// Its source.
    Source,
}

/// What a state says of a token.
pub(crate) const fn part(state: usize) -> Part {
    match state {
        CONTENT | IN_CONTENT | CONTENT_AFTER | IN_CONTENT_AFTER => Part::Content,
        SOURCE | IN_SOURCE => Part::Source,
        _ => Part::Out,
    }
}

/// Whether a state begins a source or a piece of content.
pub(crate) const fn begins(state: usize) -> bool {
    matches!(state, CONTENT | CONTENT_AFTER | SOURCE)
}

/// Whether a path may begin with a state.
#[cfg(any(test, feature = "train"))]
pub(crate) const fn may_begin(state: usize) -> bool {
    matches!(state, OUT | CONTENT | SOURCE)
}

/// Whether `to` may follow `from`.
#[cfg(any(test, feature = "train"))]
pub(crate) const fn may_follow(from: usize, to: usize) -> bool {
    match to {
        OUT | CONTENT | SOURCE => matches!(from, OUT | CONTENT | IN_CONTENT),
        IN_CONTENT => matches!(from, CONTENT | IN_CONTENT),
        IN_SOURCE => matches!(from, SOURCE | IN_SOURCE),
        OUT_AFTER | CONTENT_AFTER => {
            matches!(from, SOURCE | IN_SOURCE | OUT_AFTER | CONTENT_AFTER | IN_CONTENT_AFTER)
        }
        IN_CONTENT_AFTER => matches!(from, CONTENT_AFTER | IN_CONTENT_AFTER),
        _ => false,
    }
}

/// The state that has the same weights: the one before the source.
#[cfg(any(test, feature = "train"))]
pub(crate) const fn tied(state: usize) -> usize {
    match state {
        OUT_AFTER => OUT,
        CONTENT_AFTER => CONTENT,
        IN_CONTENT_AFTER => IN_CONTENT,
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_has_two_sources() {
        // Every state that can be reached from the end of a source, however far, is none that begins another.
        let mut reached = vec![SOURCE];
        let mut at = 0;
        while at < reached.len() {
            let next = (0..STATES).filter(|&to| may_follow(reached[at], to) && !reached.contains(&to));
            reached.extend(next.collect::<Vec<usize>>());
            at += 1;
        }
        assert!(reached.iter().all(|&state| state == SOURCE || !may_follow(state, SOURCE)), "{reached:?}");
        assert!(reached.contains(&IN_CONTENT_AFTER) && !reached.contains(&CONTENT));
    }

    #[test]
    fn tied_states_say_the_same() {
        for state in 0..STATES {
            assert_eq!((part(state), begins(state)), (part(tied(state)), begins(tied(state))), "{state}");
            assert!(!may_begin(state) || tied(state) == state);
        }
    }
}
