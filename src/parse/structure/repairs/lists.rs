//! Lists among the text: what a paragraph that ends in a colon leads up to.

use super::looks::is_plain;
use crate::parse::structure::evidence::Evidence;
use crate::parse::structure::kinds::State;

/// Items of one list.
const LONGEST: usize = 24;
/// Words of the shortest paragraph that leads up to a list; shorter ones are headings.
const LEAD: usize = 4;

/// Short lines under a paragraph that ends in a colon are the items of its list.
pub(super) fn settle_lists(paragraphs: &[Evidence<'_>], states: &mut [State]) {
    let count = states.len().min(paragraphs.len());
    let mut index = 0;
    while index < count {
        let it = &paragraphs[index];
        let leads = it.content.ends_with(':') && it.words >= LEAD && !it.leads_to_speech() && is_plain(it);
        if !leads || states[index].zone() != 3 {
            index += 1;
            continue;
        }
        let rest = index + 1..count;
        let items = rest.take(LONGEST).take_while(|&at| is_item(&paragraphs[at], at > index + 1)).count();
        if items > 1 {
            states[index..=index + items].fill(State::Body);
        }
        index += items.max(1);
    }
}

/// A short line without anything of furniture about it; items touch one another unless they have bullets.
fn is_item(it: &Evidence<'_>, next: bool) -> bool {
    is_plain(it)
        && !it.is_running()
        && it.words > 1
        && !it.content.ends_with(':')
        && (it.bullet || !next || !it.block.after_blank)
}
