//! What the decoder leaves wrong because it weighs each paragraph by itself: lines beside one another that settle each other's kind.
//!
//! Each repair needs evidence that no weight can hold (two headline-like lines in a row, a label that recurs) and leaves the order of
//! the parts of an article as it is.

use super::context::Surroundings;
use super::evidence::{Evidence, Form};
use super::fields::RUN_IN_KICKERS;
use super::kinds::State;
use super::{byline, dateline};
use crate::document::ParagraphKind;
use crate::text::find_byte;

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
            // The link to another article.
            State::Body if is_link_lead(it) => {
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
                    && it.words <= BYLINE_WORDS
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
    settle_tail(paragraphs, states);
    settle_signed(paragraphs, around, states);
    settle_headline(paragraphs, around, states);
    thin_out(paragraphs, states);
    settle_stamp(paragraphs, states);
    settle_labelled_stamps(paragraphs, states);
    settle_byline(paragraphs, states);
}

/// Whether the text follows a paragraph of the front, with no more than furniture between them.
fn is_next_to_text(states: &[State], index: usize) -> bool {
    let mut after = states.iter().skip(index + 1).take(FURNITURE_BETWEEN + 1);
    after.find(|after| **after != State::FrontFurniture).is_some_and(|after| after.zone() > states[index].zone())
}

/// So far from the headline, in paragraphs, a stamp or byline still belongs to it.
const NEAR_HEADLINE: usize = 8;
/// A stamp with more words beside it is a sentence with a date in it.
const STAMP_WORDS: usize = 14;
/// A byline with more words is a sentence.
const BYLINE_WORDS: usize = 16;
/// And so is one with a stamp but without "By".
const STAMPED_WORDS: usize = 10;

/// A sentence in which somebody says something.
fn is_told(it: &Evidence<'_>) -> bool {
    it.speech && it.ends_sentence && it.words >= HEADLINE_WORDS && is_plain(it) && !it.all_capitals
}

/// An agency's note of an exchange rate ("($1 = 11.92 kwacha)"): it belongs to the figures of the text.
fn is_rate(it: &Evidence<'_>) -> bool {
    it.content.starts_with("($") && it.content.contains(" = ")
}

/// The way to the page: "Home / India / Bus falls into gorge".
fn is_trail(it: &Evidence<'_>) -> bool {
    let steps = |mark: &str| it.content.matches(mark).count() >= 2;
    !it.ends_sentence && [" / ", " > ", " » ", " › "].iter().any(|mark| steps(mark))
}

/// "READ ALSO: Six die as van overturns".
fn is_link_lead(it: &Evidence<'_>) -> bool {
    /// Words of the longest headline behind it.
    const LONGEST: usize = 24;
    it.words <= LONGEST && !it.ends_sentence && it.phrases.lead
}

/// A paragraph of text whose end is a credit behind dashes.
fn is_text_with_credit(it: &Evidence<'_>) -> bool {
    /// Characters of a sentence before it.
    const SENTENCE: usize = 40;
    let end = [" -- With ", " – With ", " — With ", " - With "].iter().find_map(|mark| it.content.rfind(mark));
    end.is_some_and(|end| end >= SENTENCE && it.content[..end].ends_with('.'))
}

/// Whether a line is a row of links: parted by bars, or with the numbers that text browsers give them.
fn is_row_of_links(it: &Evidence<'_>) -> bool {
    let numbered = it.content.strip_prefix('[').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    !it.ends_sentence && (numbered || it.content.contains(" | "))
}

/// After the last paragraph that reads like text, what has the words or form of furniture is furniture, and so is all under "About" a company.
fn settle_tail(paragraphs: &[Evidence<'_>], states: &mut [State]) {
    let count = states.len().min(paragraphs.len());
    let is_text = |index: &usize| states[*index] == State::Body && paragraphs[*index].is_running();
    let Some(last) = (0..count).rev().find(is_text) else { return };
    for index in last + 1..count {
        let it = &paragraphs[index];
        let furniture = it.phrases.line && !it.numbered
            || it.phrases.start && !it.ends_sentence
            || is_row_of_links(it)
            || it.phrases.any > 0
            || matches!(it.form, Form::Credits | Form::Copyright);
        if furniture && matches!(states[index], State::Body | State::Subheading | State::BodyCaption) {
            states[index] = State::TailFurniture;
        }
    }
    let about = (count / 2..count).find(|&index| {
        states[index] == State::Subheading
            && paragraphs[index].content.starts_with("About ")
            && paragraphs[index].words <= HEADLINE_WORDS
            && states[index + 1..count].iter().all(|state| *state != State::Subheading)
    });
    if let Some(about) = about {
        states[about..count].fill(State::TailFurniture);
    }
}

/// In wire copy without page furniture, what stands between the dateline and the sign-off at the end is the story: figures in short lines too.
fn settle_signed(paragraphs: &[Evidence<'_>], around: &Surroundings, states: &mut [State]) {
    let Some(last) = paragraphs.len().min(states.len()).checked_sub(1) else { return };
    let signed = paragraphs[last].form == Form::SignOff && paragraphs[last].words > 0;
    if !signed || around.furniture {
        return;
    }
    let Some(first) = paragraphs.iter().position(|it| it.run_in.as_ref().is_some_and(|found| found.strong)) else {
        return;
    };
    for index in first + 1..last {
        let it = &paragraphs[index];
        // Notes to editors stand in brackets.
        if matches!(states[index], State::BodyFurniture | State::TailFurniture)
            && is_plain(it)
            && !it.content.starts_with('(')
        {
            states[index] = State::Body;
        }
    }
}

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

/// Stamps and names that recur are those of other articles that the page lists: the one nearest to the headline is its own.
fn thin_out(paragraphs: &[Evidence<'_>], states: &mut [State]) {
    /// Fewer are an article's own ("Published", "Updated").
    const LISTED: usize = 3;
    let headline = states.iter().position(|state| *state == State::Headline).unwrap_or(0);
    let is_bare = |it: &Evidence<'_>, state: State, kind: ParagraphKind| {
        state.kind() == kind
            && match kind {
                ParagraphKind::Dateline => it.only_stamps && it.stamps.iter().all(|stamp| stamp.label.is_none()),
                _ => {
                    it.stamps.is_empty()
                        && !it.marks_byline
                        && it.byline.as_ref().is_none_or(|found| found.evidence == byline::Evidence::Name)
                }
            }
    };
    for kind in [ParagraphKind::Dateline, ParagraphKind::Byline] {
        let bare: Vec<usize> = (0..states.len().min(paragraphs.len()))
            .filter(|&index| is_bare(&paragraphs[index], states[index], kind) && states[index] != State::BodyByline)
            .collect();
        let nearest = bare.iter().copied().min_by_key(|&index| (headline.abs_diff(index), index < headline));
        for index in bare.iter().copied().filter(|_| bare.len() >= LISTED) {
            if Some(index) != nearest {
                states[index] = match states[index].zone() {
                    0 => State::TopFurniture,
                    2 => State::FrontFurniture,
                    _ => State::TailFurniture,
                };
            }
        }
    }
}

/// An article without a stamp has it in a line that was taken for furniture: the one nearest to the headline, else a labelled one after the text.
fn settle_stamp(paragraphs: &[Evidence<'_>], states: &mut [State]) {
    let dated = |it: &Evidence<'_>| it.stamps.iter().any(|stamp| stamp.date.has_year());
    let is_set = |(it, state): (&Evidence<'_>, &State)| {
        matches!(state.kind(), ParagraphKind::Byline | ParagraphKind::Dateline) && !it.stamps.is_empty()
    };
    if paragraphs.iter().zip(states.iter()).any(is_set) {
        return;
    }
    let headline = states.iter().position(|state| *state == State::Headline);
    let may_be = |index: &usize| {
        paragraphs.get(*index).is_some_and(|it| {
            let labelled = it.stamps.iter().any(|stamp| stamp.label.is_some());
            dated(it)
                && it.words <= STAMP_WORDS
                && matches!(it.form, Form::Plain | Form::NoLetters)
                && (it.only_stamps || labelled || it.byline.is_some())
                && (labelled || it.byline.is_some() || !it.phrases.line)
        })
    };
    let distance = |index: usize| headline.map_or(index, |headline| headline.abs_diff(index));
    let lost = |index: &usize| {
        matches!(
            states[*index],
            State::TopFurniture
                | State::TopKicker
                | State::TopCaption
                | State::FrontFurniture
                | State::FrontCaption
                | State::FrontStandfirst
        )
    };
    let front = (0..states.len().min(paragraphs.len()))
        .filter(|index| lost(index) && may_be(index) && distance(*index) <= NEAR_HEADLINE)
        .min_by_key(|&index| (distance(index), headline.is_some_and(|headline| index < headline)));
    let tail = || {
        (0..states.len().min(paragraphs.len())).find(|index| {
            states[*index] == State::TailFurniture
                && may_be(index)
                && paragraphs[*index].stamps.iter().any(|stamp| stamp.label.is_some())
        })
    };
    let Some(index) = front.or_else(tail) else { return };
    let byline = paragraphs[index].byline.is_some();
    states[index] = match (states[index].zone(), byline) {
        (0, true) => State::TopByline,
        (0, false) => State::TopDateline,
        (2, true) => State::FrontByline,
        (2, false) => State::FrontDateline,
        _ => State::TailDateline,
    };
}

/// "Published" and "Updated" on lines beside one another are stamps of the same article.
fn settle_labelled_stamps(paragraphs: &[Evidence<'_>], states: &mut [State]) {
    for index in 0..states.len().min(paragraphs.len()) {
        let it = &paragraphs[index];
        if !it.only_stamps || it.stamps.iter().all(|stamp| stamp.label.is_none()) {
            continue;
        }
        let dateline = match states[index] {
            State::TopFurniture | State::TopKicker => State::TopDateline,
            State::FrontFurniture | State::FrontCaption => State::FrontDateline,
            _ => continue,
        };
        let beside = [index.checked_sub(1), Some(index + 1)].into_iter().flatten();
        if beside.into_iter().any(|at| states.get(at) == Some(&dateline)) {
            states[index] = dateline;
        }
    }
}

/// An article without a byline has it in a line that was taken for something else: one with "By" between top and text, else a known name
/// right beside headline or stamp.
fn settle_byline(paragraphs: &[Evidence<'_>], states: &mut [State]) {
    let named = |(it, state): (&Evidence<'_>, &State)| state.kind() == ParagraphKind::Byline && it.byline.is_some();
    if paragraphs.iter().zip(states.iter()).any(named) {
        return;
    }
    let headline = states.iter().position(|state| *state == State::Headline);
    let count = states.len().min(paragraphs.len());
    let open = |index: &usize| {
        matches!(
            states[*index],
            State::TopFurniture
                | State::TopCaption
                | State::TopKicker
                | State::FrontFurniture
                | State::FrontCaption
                | State::FrontStandfirst
                | State::FrontDateline
                | State::TopDateline
        ) && headline.is_none_or(|headline| headline.abs_diff(*index) <= NEAR_HEADLINE)
            && paragraphs[*index].words <= BYLINE_WORDS
            && !paragraphs[*index].caption.label
            && !paragraphs[*index].caption.credit
    };
    let evidence = |index: &usize| paragraphs[*index].byline.as_ref();
    let marked = (0..count)
        .filter(open)
        .find(|index| evidence(index).is_some_and(|found| found.evidence == byline::Evidence::Marked));
    // A line with byline and stamp is a byline.
    let stamped = || {
        (0..count).filter(open).find(|index| {
            states[*index].kind() == ParagraphKind::Dateline
                && paragraphs[*index].words <= STAMPED_WORDS
                && paragraphs[*index].own_line.is_none()
                && evidence(index).is_some_and(|found| found.known || found.agency.is_some())
        })
    };
    let beside = || {
        (0..count).filter(open).find(|&index| {
            let next_to = |at: Option<usize>| {
                at.and_then(|at| states.get(at))
                    .is_some_and(|state| *state == State::Headline || state.kind() == ParagraphKind::Dateline)
            };
            states[index].zone() == 2
                && evidence(&index).is_some_and(|found| found.known || found.evidence == byline::Evidence::Detailed)
                && paragraphs[index].phrases == super::furniture::Phrases::default()
                && (next_to(index.checked_sub(1)) || next_to(Some(index + 1)))
        })
    };
    let Some(index) = marked.or_else(stamped).or_else(beside) else { return };
    let state = if states[index].zone() == 0 { State::TopByline } else { State::FrontByline };
    states[index] = state;
    if let Some(before) = index.checked_sub(1)
        && paragraphs[before].marks_byline
        && states[before].zone() == state.zone()
    {
        states[before] = state;
    }
}

/// One or two words in capitals: the name of a section.
fn is_section(it: &Evidence<'_>) -> bool {
    it.words <= 2 && it.all_capitals && it.form == Form::Plain && it.stamps.is_empty()
}

/// Whether a line goes on the menu that the one before is of: with the same space between them as there.
fn is_item_after(it: &Evidence<'_>, before: &Evidence<'_>) -> bool {
    let item = before.words <= 2 && before.stamps.is_empty() && before.form != Form::Address;
    item && it.block.after_blank == before.block.after_blank
}

/// Whether a line is a headline with the name of its outlet after a mark ("Ferry sold - Quay News").
fn is_titled(title: &Evidence<'_>, headline: &Evidence<'_>) -> bool {
    title
        .content
        .strip_prefix(headline.content.trim())
        .is_some_and(|rest| rest.trim_start().starts_with(['-', '|', '–', '—', '·', '•', ':', '»']))
}

/// Whether two lines say the same in much the same words: the title of a page and the headline of its article.
fn is_variant(title: &Evidence<'_>, headline: &Evidence<'_>) -> bool {
    /// Words as long as this carry meaning.
    const LONG: usize = 4;
    let words = |it: &Evidence<'_>| -> Vec<String> {
        it.content
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.chars().count() >= LONG)
            .map(str::to_lowercase)
            .take(MOST_COMPARED)
            .collect()
    };
    let (first, second) = (words(title), words(headline));
    let shared = second.iter().filter(|word| first.contains(word)).count();
    shared * 3 >= second.len()
}

/// Whether nothing about a line speaks for page furniture, a caption's credit, a stamp or a byline.
fn is_plain(it: &Evidence<'_>) -> bool {
    it.form == Form::Plain
        && !it.phrases.line
        && !it.phrases.start
        && it.phrases.any == 0
        && !it.caption.label
        && !it.caption.credit
        && it.stamps.is_empty()
        && it.byline.is_none()
        && it.own_line.is_none()
}

/// A name or desk without "By" after the headline or a stamp.
fn is_unmarked_byline(it: &Evidence<'_>, before: Option<State>) -> bool {
    let named = it.byline.as_ref().is_some_and(|found| {
        matches!(found.evidence, byline::Evidence::Name | byline::Evidence::Detailed | byline::Evidence::Agency)
    });
    named
        && it.phrases == super::furniture::Phrases::default()
        && matches!(before, Some(State::FrontDateline | State::TopDateline | State::Headline))
}

/// A short line that is wholly quoted and ends no sentence: a heading between paragraphs.
fn is_quoted_heading(it: &Evidence<'_>) -> bool {
    let content = it.content.trim();
    let inside = [('‘', '’'), ('“', '”'), ('\'', '\''), ('"', '"')]
        .iter()
        .find_map(|&(open, close)| content.strip_prefix(open)?.strip_suffix(close));
    it.words <= QUOTED_HEADING_WORDS
        && !it.caption.credit
        && inside.is_some_and(|inside| {
            !inside.is_empty() && !inside.contains(['"', '“', '”']) && !inside.ends_with(['.', ',', '!', '?', '…'])
        })
}

/// A turn of an interview: a label of one to three capitalised words and a colon before what was said.
fn is_turn(it: &Evidence<'_>) -> bool {
    if find_byte(it.content.as_bytes(), |byte| byte == b':').is_none() {
        return false;
    }
    let Some((label, said)) = it.content.split_once(": ") else { return false };
    label.split(' ').count() <= 3
        && label.split(' ').all(|word| word.starts_with(char::is_uppercase))
        && said.starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '“' | '‘' | '\''))
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
        use super::{State, settle_signed};
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
