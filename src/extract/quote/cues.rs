//! Cues: the words that attribute, and in which frame they stand.
//!
//! How often a word attributes depends on what follows it ("found that" against "found the"), so the list gives one share for each
//! frame, counted on an annotated corpus.

use super::classes::Class;
use super::units::Unit;
use crate::lexicon::{WordList, word_list};

static CUES: WordList = word_list!(include_str!("../../data/cues.tsv"));

/// What kind of attribution a cue makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CueKind {
    /// Speech or writing: takes direct quotations and inversion.
    Speech,
    /// Thought, feeling, intention.
    Thought,
    /// Evidence: a poll shows, a study found.
    Evidence,
}

/// What follows a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Frame {
    /// A quotation, at once or after a comma or colon.
    Quotation,
    /// that, whether, how, why.
    Clause,
    /// to.
    Infinitive,
    /// A stop or comma.
    End,
    /// A preposition.
    Preposition,
    /// Anything else.
    Object,
}

/// A word that may attribute.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cue {
    pub(super) kind: CueKind,
    pub(super) frame: Frame,
    /// How often the word attributes in this frame, in percent.
    pub(super) strength: u8,
    /// How often the word attributes next to a quotation, in percent.
    pub(super) strength_at_quotation: u8,
}

/// The cue at an index, if the word there may be one.
pub(super) fn find(unit: &Unit, text: &str, at: usize) -> Option<Cue> {
    // A capital letter inside a sentence makes it a name: "the United States should".
    if unit.class(at) != Class::Word && (unit.class(at) != Class::Name || at > 0) {
        return None;
    }
    let entry = CUES.get(unit.lower(text, at).as_str())?;
    let mut fields = entry.split(' ');
    let kind = match fields.next()? {
        "t" => CueKind::Thought,
        "e" => CueKind::Evidence,
        _ => CueKind::Speech,
    };
    let mut strengths = [0_u8; 6];
    for slot in &mut strengths {
        *slot = fields.next()?.parse().ok()?;
    }
    let frame = frame(unit, text, at);
    let strength = match frame {
        Frame::Quotation => strengths[0],
        Frame::Clause => strengths[1],
        Frame::Infinitive => strengths[2],
        Frame::End => strengths[3],
        Frame::Preposition => strengths[4],
        Frame::Object => strengths[5],
    };
    Some(Cue { kind, frame, strength, strength_at_quotation: strengths[0] })
}

fn frame(unit: &Unit, text: &str, at: usize) -> Frame {
    let next = at + 1;
    if unit.passage(next).is_some()
        || matches!(unit.class(next), Class::Comma | Class::Colon) && unit.passage(next + 1).is_some()
    {
        return Frame::Quotation;
    }
    match unit.class(next) {
        Class::Subordinator if matches!(unit.lower(text, next).as_str(), "that" | "whether" | "how" | "why") => {
            Frame::Clause
        }
        Class::Preposition if unit.lower(text, next).as_str() == "to" => Frame::Infinitive,
        Class::Preposition => Frame::Preposition,
        Class::Comma | Class::Stop | Class::Colon | Class::Semicolon => Frame::End,
        _ => Frame::Object,
    }
}

/// Whether a word in lower case is a finite form that hardly ever does anything but attribute speech.
pub(super) fn is_saying(word: &str) -> bool {
    /// Over this share in the frame with "that" and before a stop a word counts as a verb whatever stands around it.
    const SURE: u8 = 80;
    if word.ends_with("ing") {
        return false;
    }
    // "told" hardly ever stands without its addressee, so the counts before a stop say little.
    if matches!(word, "told" | "tells") {
        return true;
    }
    CUES.get(word).is_some_and(|entry| {
        let mut fields = entry.split(' ');
        let speech = fields.next() == Some("s");
        let share = |field: Option<&str>| field.and_then(|field| field.parse::<u8>().ok()).unwrap_or(0);
        let (_quotation, clause, _infinitive, end) =
            (share(fields.next()), share(fields.next()), fields.next(), share(fields.next()));
        speech && clause >= SURE && end >= SURE
    })
}

/// Whether the verb takes the person told as its object: "told reporters that".
pub(super) fn takes_addressee(word: &str) -> bool {
    matches!(
        word,
        "told"
            | "tell"
            | "tells"
            | "telling"
            | "asked"
            | "asks"
            | "asking"
            | "ask"
            | "assured"
            | "assures"
            | "assuring"
            | "informed"
            | "informs"
            | "informing"
            | "reminded"
            | "reminds"
            | "reminding"
            | "warned"
            | "warns"
            | "warning"
            | "advised"
            | "advises"
            | "notified"
            | "convinced"
            | "promised"
            | "promises"
            | "urged"
            | "urges"
            | "urging"
            | "instructed"
            | "texted"
            | "emailed"
            | "reassured"
            | "taught"
            | "showed"
            | "shown"
            | "wrote"
    )
}

/// Whether what stands behind the verb is its object and never its subject: "..., accused her of".
pub(super) fn needs_object(word: &str) -> bool {
    matches!(
        word,
        "accused"
            | "accuses"
            | "blamed"
            | "blames"
            | "denied"
            | "denies"
            | "described"
            | "describes"
            | "dismissed"
            | "dismisses"
            | "rejected"
            | "rejects"
            | "urged"
            | "urges"
    )
}

/// Whether a word names what was said, so that "her claim that" attributes.
pub(super) fn is_saying_noun(word: &str) -> bool {
    matches!(
        word,
        "accusation"
            | "accusations"
            | "admission"
            | "allegation"
            | "allegations"
            | "announcement"
            | "argument"
            | "arguments"
            | "assertion"
            | "assertions"
            | "assessment"
            | "assumption"
            | "assurance"
            | "assurances"
            | "belief"
            | "boast"
            | "charge"
            | "claim"
            | "claims"
            | "comment"
            | "comments"
            | "complaint"
            | "complaints"
            | "conclusion"
            | "concern"
            | "concerns"
            | "confidence"
            | "contention"
            | "conviction"
            | "declaration"
            | "demand"
            | "denial"
            | "fear"
            | "fears"
            | "finding"
            | "findings"
            | "hope"
            | "hopes"
            | "idea"
            | "insistence"
            | "notion"
            | "observation"
            | "opinion"
            | "prediction"
            | "promise"
            | "pledge"
            | "proposal"
            | "remark"
            | "remarks"
            | "report"
            | "reports"
            | "statement"
            | "statements"
            | "suggestion"
            | "suggestions"
            | "suspicion"
            | "suspicions"
            | "testimony"
            | "theory"
            | "threat"
            | "view"
            | "views"
            | "vow"
            | "warning"
            | "warnings"
            | "worry"
            | "worries"
            | "message"
            | "proclamation"
            | "position"
    )
}

#[cfg(test)]
mod tests {
    #[test]
    fn list_is_well_formed() {
        crate::lexicon::assert_well_formed("cues.tsv", include_str!("../../data/cues.tsv"));
        for (word, entry) in super::CUES.iter() {
            let fields: Vec<&str> = entry.split(' ').collect();
            assert_eq!(fields.len(), 7, "{word}");
            assert!(["s", "t", "e"].contains(&fields[0]), "{word}");
            assert!(fields[1..].iter().all(|field| field.parse::<u8>().is_ok_and(|share| share <= 100)), "{word}");
        }
    }
}
