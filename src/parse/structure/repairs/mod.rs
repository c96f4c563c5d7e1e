//! What the decoder leaves wrong because it weighs each paragraph by itself: lines beside one another that settle each other's kind.
//!
//! Each repair needs evidence that no weight can hold (two headline-like lines in a row, a label that recurs) and leaves the order of
//! the parts of an article as it is.

mod credits;
mod links;
mod lists;
mod looks;
mod tail;

use self::looks::{
    is_item_after, is_link_lead, is_plain, is_quoted_heading, is_rate, is_section, is_text_with_credit, is_titled,
    is_told, is_trail, is_turn, is_unmarked_byline, is_variant,
};
use super::context::Surroundings;
use super::evidence::{Evidence, Form};
use super::fields::RUN_IN_KICKERS;
use super::kinds::State;
use super::{byline, dateline};

/// A line before a headline with as many words is no label: it is the headline, and what follows it is its deck.
const HEADLINE_WORDS: usize = 6;
/// Percent of the longer words of a headline that the text has too.
const HEADLINE_OVERLAP: u8 = 20;
/// A longer line under a headline describes a picture as often as it sums up the article.
const DECK_WORDS: usize = 24;
/// Words of two headlines that are compared.
const MOST_COMPARED: usize = 30;
/// Words of a heading in quotation marks.
const QUOTED_HEADING_WORDS: usize = 8;

/// Characters of the shortest first paragraph of a wire story.
const LEAD: usize = 80;
/// Furniture among the text is shorter.
const LONG_TEXT: usize = 200;
/// So many turns make an interview.
const TURNS: usize = 3;

/// Lines of furniture between a paragraph and the text that it belongs to: behind more of them another part of the page begins.
const FURNITURE_BETWEEN: usize = 6;

/// Repairs `states`, one for each paragraph.
#[allow(clippy::too_many_lines, reason = "one list of repairs, each a few lines")]
pub(super) fn settle(paragraphs: &[Evidence<'_>], around: &Surroundings, states: &mut [State]) {
    let interview = paragraphs.iter().filter(|it| is_turn(it)).take(TURNS).count() == TURNS;
    let mut has_byline = states.iter().any(|state| matches!(state, State::TopByline | State::FrontByline));
    let mut below_byline = false;
    for index in 0..states.len().min(paragraphs.len()) {
        let Some(it) = paragraphs.get(index) else { continue };
        let state = |at: Option<usize>| at.and_then(|at| states.get(at)).copied();
        let (before, here, after) = (state(index.checked_sub(1)), states[index], state(Some(index + 1)));
        below_byline |= before == Some(State::FrontByline);
        match here {
            // A line taken for a dateline without a date or stamp in it is none.
            State::TopKicker | State::TopFurniture | State::TopDateline
                if after == Some(State::Headline)
                    && is_plain(it)
                    && it.words >= HEADLINE_WORDS
                    && (around.overlap[index] >= HEADLINE_OVERLAP
                        // No page with furniture has its furniture in one line of plain words at the top.
                        || ((here != State::TopFurniture || index == 0) && !around.furniture))
                    && paragraphs.get(index + 1).is_some_and(|next| !is_variant(it, next)) =>
            {
                states[index] = State::Headline;
                states[index + 1] = State::FrontStandfirst;
                if index == 1 && paragraphs.first().is_some_and(is_section) && states[0] == State::TopFurniture {
                    states[0] = State::TopKicker;
                }
            }
            // The title of the page, with the outlet's name after the headline that follows it.
            State::Headline
                if matches!(after, Some(State::FrontStandfirst | State::FrontFurniture))
                    && paragraphs.get(index + 1).is_some_and(|next| is_titled(it, next)) =>
            {
                states[index] = State::TopFurniture;
                states[index + 1] = State::Headline;
            }
            // What somebody said is news, and news below the byline is the story.
            State::FrontStandfirst
                if it.speech
                    && it.chars >= LEAD
                    && it.is_running()
                    && below_byline
                    && !around.echoes[index].repeats_earlier
                    && is_next_to_text(states, index) =>
            {
                states[index] = State::Body;
                // What stood in its way to the text is among the text now.
                for after in states.iter_mut().skip(index + 1).take_while(|after| **after == State::FrontFurniture) {
                    *after = State::BodyFurniture;
                }
            }
            // The same again.
            State::FrontStandfirst if around.echoes[index].repeats_earlier => states[index] = State::FrontFurniture,
            // The section above the headline, if it is not the last item of a menu.
            State::TopFurniture
                if is_section(it)
                    && after == Some(State::Headline)
                    && !index.checked_sub(1).is_some_and(|before| is_item_after(it, &paragraphs[before])) =>
            {
                states[index] = State::TopKicker;
            }
            State::TopKicker if it.form == Form::FileName || is_trail(it) => states[index] = State::TopFurniture,
            // The link to another article, and what the page asks of its readers.
            State::Body if is_link_lead(it) || it.phrases.appeal && !it.speech => {
                let last = after.is_none_or(|after| after.zone() > 3);
                states[index] = if last { State::TailFurniture } else { State::BodyFurniture };
            }
            // The last paragraph of the story with its credit: "... will be issued. -- With Reuters"
            State::BodyFurniture | State::TailFurniture
                if before == Some(State::Body)
                    && is_text_with_credit(it)
                    && after.is_none_or(|after| after.zone() > 2) =>
            {
                states[index] = State::Body;
            }
            State::FrontCaption
                if before == Some(State::Headline)
                    && is_plain(it)
                    && it.words >= HEADLINE_WORDS
                    && it.words <= DECK_WORDS
                    && !it.ends_sentence =>
            {
                states[index] = State::FrontStandfirst;
            }
            // An open line between the headline and a paragraph that begins with its dateline.
            State::Body
                if before == Some(State::Headline)
                    && !it.ends_sentence
                    && is_plain(it)
                    && it.run_in.is_none()
                    && after == Some(State::Body)
                    && paragraphs
                        .get(index + 1)
                        .is_some_and(|next| next.run_in.as_ref().is_some_and(|found| found.strong)) =>
            {
                states[index] = State::FrontStandfirst;
            }
            State::FrontFurniture if !has_byline && is_unmarked_byline(it, before) => {
                states[index] = State::FrontByline;
                has_byline = true;
            }
            State::Body | State::BodyCaption | State::BodyFurniture
                if is_quoted_heading(it) && after == Some(State::Body) =>
            {
                states[index] = State::Subheading;
            }
            // A place in capitals, with its country or before a dash, on the line before the text.
            State::FrontFurniture
            | State::FrontStandfirst
            | State::FrontCaption
            | State::FrontByline
            | State::Subheading
                if after == Some(State::Body)
                    && before.is_none_or(|before| before.zone() <= 2)
                    && here.zone() <= 2
                    && it.own_line.as_ref().is_some_and(|found| {
                        found.strong
                            // Names stand in capitals and before commas, too.
                            || here != State::FrontByline && (it.all_capitals
                            || it.content.ends_with([':', '-', '–', '—'])
                            || it.content.contains(',') && found.places.iter().any(|place| place.country.is_some())
                            || found.places.iter().any(|place| place.region.is_some()))
                    }) =>
            {
                states[index] = State::FrontDateline;
            }
            // Below a list of the main points, above the text.
            State::Body | State::BodyCaption | State::BodyFurniture | State::Subheading
                if around.first_running.is_some_and(|first| index < first)
                    && it.words <= credits::BYLINE_WORDS
                    && it.byline.as_ref().is_some_and(|found| found.evidence == byline::Evidence::Marked) =>
            {
                states[index] = State::BodyByline;
            }
            // An archive's label says what the place is.
            State::FrontFurniture | State::FrontStandfirst | State::FrontCaption
                if it.own_line.is_some() && it.content.starts_with(dateline::LABEL) =>
            {
                states[index] = State::FrontDateline;
            }
            // The first paragraph of a wire story, whatever stands around it.
            State::FrontFurniture
            | State::FrontCaption
            | State::FrontStandfirst
            | State::BodyFurniture
            | State::BodyCaption
                if it.chars >= LEAD
                    && it.is_running()
                    && it.run_in.as_ref().is_some_and(|found| found.strong)
                    && after.is_some_and(|after| after.zone() >= 2) =>
            {
                states[index] = State::Body;
            }
            // What somebody says, and the rate that figures were converted at, is the article's.
            State::BodyFurniture if is_told(it) => states[index] = State::Body,
            State::BodyFurniture | State::TailFurniture if is_rate(it) => states[index] = State::Body,
            // And so are prices, hours and results that come again with other numbers, where no page stands around the text.
            State::BodyCaption | State::BodyFurniture | State::TailFurniture | State::TailCaption
                if !around.furniture && around.series.get(index) == Some(&true) && is_plain(it) =>
            {
                states[index] = State::Body;
            }
            // A long paragraph between paragraphs, with nothing of furniture about it.
            State::BodyFurniture
                if it.is_running()
                    && it.chars >= LONG_TEXT
                    && is_plain(it)
                    && before == Some(State::Body)
                    && after == Some(State::Body) =>
            {
                states[index] = State::Body;
            }
            State::Subheading if interview && is_turn(it) => states[index] = State::Body,
            // A paragraph that ends where its quotation begins.
            State::Subheading | State::BodyFurniture | State::BodyCaption | State::FrontFurniture
                if it.leads_to_speech() && after == Some(State::Body) =>
            {
                states[index] = State::Body;
            }
            _ => {}
        }
    }
    lists::settle_lists(paragraphs, states);
    links::settle_links(paragraphs, states);
    tail::settle_tail(paragraphs, states);
    tail::settle_signed(paragraphs, around, states);
    settle_headline(paragraphs, around, states);
    credits::thin_out(paragraphs, states);
    credits::settle_stamp(paragraphs, states);
    credits::settle_labelled_stamps(paragraphs, states);
    credits::settle_byline(paragraphs, states);
    credits::settle_role(paragraphs, states);
    tail::settle_closing(paragraphs, states);
    tail::settle_biographies(paragraphs, states);
}

/// Whether the text follows a paragraph of the front, with no more than furniture between them.
fn is_next_to_text(states: &[State], index: usize) -> bool {
    let mut after = states.iter().skip(index + 1).take(FURNITURE_BETWEEN + 1);
    after.find(|after| **after != State::FrontFurniture).is_some_and(|after| after.zone() > states[index].zone())
}

/// So far from the headline, in paragraphs, a stamp or byline still belongs to it.
const NEAR_HEADLINE: usize = 8;

/// A name that was taken for the headline gives it up to the line beside it that shares most with the text.
fn settle_headline(paragraphs: &[Evidence<'_>], around: &Surroundings, states: &mut [State]) {
    let Some(taken) = states.iter().position(|state| *state == State::Headline) else { return };
    let label = paragraphs.get(taken).is_some_and(|it| RUN_IN_KICKERS.contains(&it.content.to_uppercase().as_str()));
    let named = label
        || paragraphs.get(taken).is_some_and(|it| {
            it.marks_byline
                || it.byline.as_ref().is_some_and(|found| found.known || found.evidence == byline::Evidence::Marked)
        });
    let stamp = paragraphs.get(taken).is_some_and(|it| it.only_stamps);
    let Some(best) =
        around.best_headline.filter(|&best| (named || stamp) && best != taken && best.abs_diff(taken) <= NEAR_HEADLINE)
    else {
        return;
    };
    if states.get(best).is_none_or(|state| state.zone() >= 3) || around.overlap[best] < HEADLINE_OVERLAP {
        return;
    }
    states[best] = State::Headline;
    states[taken] = match (taken < best, label) {
        (true, _) if stamp => State::TopDateline,
        (false, _) if stamp => State::FrontDateline,
        (true, true) => State::TopKicker,
        (false, true) => State::FrontFurniture,
        (true, false) => State::TopByline,
        (false, false) => State::FrontByline,
    };
    // What stands between them changes its part of the page.
    for state in &mut states[taken.min(best) + 1..taken.max(best)] {
        *state = match (*state, taken < best) {
            (State::FrontByline, true) => State::TopByline,
            (State::FrontDateline, true) => State::TopDateline,
            (State::FrontCaption, true) => State::TopCaption,
            (State::TopByline, false) => State::FrontByline,
            (State::TopDateline, false) => State::FrontDateline,
            (State::TopCaption, false) => State::FrontCaption,
            (_, true) => State::TopFurniture,
            (_, false) => State::FrontFurniture,
        };
    }
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, ParagraphKind};
    use crate::pipeline::Options;

    const TEXT: &str = "The harbour board said on Monday that it would close the ferry pier for six weeks, because the \
        pilings under it had rotted faster than the divers expected when they looked last spring.\n\n\
        Passengers who hold a season ticket will be carried by bus from the fish market instead, and the board said that \
        it would not raise fares before the work was done.\n\n";

    fn kinds(text: &str) -> Vec<ParagraphKind> {
        let mut document = Document { text: text.to_owned(), ..Document::default() };
        crate::parse::structure::read(&mut document, &Options::default());
        document.paragraphs.iter().map(|paragraph| paragraph.kind).collect()
    }

    #[test]
    fn of_two_headlines_the_second_is_the_deck() {
        let text = format!(
            "Board: Ferry pier to close for six weeks\n\nPassengers must take bus from fish market\n\nBy Ana Cruz\n\n{TEXT}"
        );
        assert_eq!(kinds(&text)[..2], [ParagraphKind::Headline, ParagraphKind::Standfirst]);
        let text =
            format!("Ferry pier to close for six weeks - Quay News\n\nFerry pier to close for six weeks\n\n{TEXT}");
        assert_ne!(kinds(&text)[1], ParagraphKind::Standfirst);
    }

    #[test]
    fn a_quoted_line_between_paragraphs_is_a_heading() {
        let text = format!("Ferry pier to close\n\nBy Ana Cruz\n\n{TEXT}\u{2018}Nobody told us\u{2019}\n\n{TEXT}");
        assert_eq!(kinds(&text)[4], ParagraphKind::Subheading);
    }

    #[test]
    fn figures_before_the_sign_off_are_the_story() {
        use super::State;
        use super::tail::settle_signed;
        use crate::parse::structure::{context, evidence};
        let settled = |text: &str| {
            let paragraphs = evidence::read_all(text);
            let around = context::Surroundings::survey(&paragraphs);
            let mut states = vec![State::TailFurniture; paragraphs.len()];
            settle_signed(&paragraphs, &around, &mut states);
            states.iter().map(|state| *state == State::Body).collect::<Vec<_>>()
        };
        let wire =
            "SKARVIK, April 3 - Loss for half year\n\nNet loss 4,204,000 vs profit 1,310,000\n\n(See page 3)\n\n";
        assert_eq!(settled(&format!("{wire}REUTER")), [false, true, false, false]);
        assert_eq!(settled(&format!("{wire}More from Skarvik")), [false; 4]);
    }
}
