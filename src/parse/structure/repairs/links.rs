//! Lists of links among the text: "Related stories", and headlines under it.

use crate::parse::structure::evidence::Evidence;
use crate::parse::structure::kinds::State;

/// Links of one list.
const LONGEST: usize = 8;
/// Words of the shortest headline: a heading of the text may have fewer.
const WORDS: usize = 3;

/// What stands under the heading of a list of links, up to the next sentence, is furniture.
pub(super) fn settle_links(paragraphs: &[Evidence<'_>], states: &mut [State]) {
    let count = states.len().min(paragraphs.len());
    let mut heading = 0;
    while heading < count {
        if !paragraphs[heading].phrases.list || states[heading].zone() != 3 {
            heading += 1;
            continue;
        }
        let links = (heading + 1..count).take(LONGEST).take_while(|&at| is_link(&paragraphs[at], states[at])).count();
        let end = heading + 1 + links;
        // Of several, the last may be the heading of the text that follows.
        let heads = links > 1 && states[end - 1] == State::Subheading && states.get(end) == Some(&State::Body);
        states[heading] = State::BodyFurniture;
        states[heading + 1..end - usize::from(heads)].fill(State::BodyFurniture);
        heading = end;
    }
}

/// A line like the headline of another article.
fn is_link(it: &Evidence<'_>, state: State) -> bool {
    let open = !it.ends_sentence || it.content.ends_with('?');
    state.zone() == 3 && state != State::BodyByline && open && !it.is_running() && !it.speech && it.words >= WORDS
        || state == State::BodyFurniture && !it.is_running()
}
