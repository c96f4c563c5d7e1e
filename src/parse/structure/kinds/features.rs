//! What a paragraph shows: features by itself, pairs with its neighbours and telling words, which vote for its state.

use super::super::context::Surroundings;
use super::super::evidence::{Evidence, Form};
use super::super::{byline, kind_words};
use super::shapes::{self, Shape};
use crate::text::{beyond_ascii, find_byte};

macro_rules! features {
    ($($name:ident),* $(,)?) => {
        /// What votes for states; the names are the rows of the table of weights.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u16)]
        pub(crate) enum Feature { $($name),* }

        /// The names of all features, in order.
        pub(crate) const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

features! {
    Bias,
    Chars8, Chars20, Chars40, Chars65, Chars100, Chars150, Chars250, CharsMore,
    Words1, Words2, Words3, Words4To6, Words7To10, Words11To16, Words17To30, WordsMore,
    NoFunctionWords, OneFunctionWord, FewFunctionWords, ManyFunctionWords,
    EndsSentence, EndsSentenceShort, EndsColon, EndsQuestion, EndsEllipsis, SeveralSentences, EndsOpen, EndsOpenLong,
    AllCapitals, AllCapitalsLong, TitleCase, MostlySmall, StartsSmall, StartsQuote, StartsDigit, StartsBracket, Bullet, ManyDigits, NumberOnly,
    Running, RunningLong,
    FormAddress, FormFileName, FormSignOff, FormCopyright, FormCredits, FormHandle, FormNoLetters, FormCorrection, FormPictureCredit, FormAgency,
    PhraseLine, PhraseStart, PhraseAny, PhraseAnyTwice, PhraseNone,
    CaptionLabel, CaptionCredit, CaptionDescribes, CaptionCreditShort,
    StampOnly, StampPart, StampLabelled, StampTail,
    BylineMarked, BylineDetailed, BylineAgency, BylineName, BylineNameAtFront, BylineStamped,
    RunInStrong, RunInWeak, RunInFirst, PlaceLine, PlaceLineStamped,
    RepeatsEarlier, RepeatedLater, PartOfEarlier,
    First, Second, ThirdToFifth, SixthToTenth,
    BeforeTextBy1, BeforeTextBy2, BeforeTextBy3To5, BeforeTextBy6To12, BeforeTextByMore,
    InText, AfterTextBy1, AfterTextBy2To4, AfterTextByMore, NoText,
    FirstRunning, LastRunning, Position1, Position2, Position3,
    OverlapHigh, OverlapMiddle, OverlapLow, OverlapNone, SlugHigh, SlugMiddle, SlugLow, HeadlineLike, HeadlineLikeFront, OnlyLineBeforeText,
    Isolated, TouchesBefore, TouchesAfter, InRunOfShort, InLongRunOfShort, Indented, IndentedLess,
    BeforeRunning, BeforeShort, BeforePhrase, BeforeStamp, BeforeByline, BeforeCaption, BeforeRunIn, BeforeColonOrNone,
    BetweenRunning, AfterRunning, AfterShort, AfterPhrase, AfterStamp, AfterByline, AfterCaption, AfterAddress, AfterSame, BeforeSame,
    ShortSentenceBetweenRunning, ShortOpenBetweenRunning, QuestionAndAnswer, Biography, SingleWordCapital,
    BodyIsUnspaced, DocHasFurniture, DocHasNone,
    Numbered, NumberedRun, AfterColon, AfterItem, Speech, Quotation, StampOneOfMany, StampFirst, LongDated, EndsBracket, StartsArticle,
    BylineKnown, BylineMarkAlone, LabelBeforeStamp, LeadsToSpeech,
}

/// The features of every paragraph of a document.
pub(in crate::parse::structure) fn features(paragraphs: &[Evidence<'_>], around: &Surroundings) -> Vec<Vec<usize>> {
    let shapes: Vec<Shape> = paragraphs.iter().map(Shape::of).collect();
    (0..paragraphs.len())
        .map(|index| {
            let mut features = shown(paragraphs, around, index);
            features.extend(shapes::pairs(&shapes, around, index).map(|pair| NAMES.len() + pair));
            features.extend(paragraphs[index].telling.iter().map(|&word| WORDS + usize::from(word)));
            features
        })
        .collect()
}

/// Number of features: single ones, then pairs, then words.
pub(crate) const FEATURES: usize = WORDS + kind_words::COUNT;
/// The first of the words.
pub(crate) const WORDS: usize = NAMES.len() + shapes::PAIRS;

/// The name of a feature: that of its row in the table of weights.
#[cfg(any(test, feature = "train"))]
pub(crate) fn name(feature: usize) -> String {
    if let Some(word) = feature.checked_sub(WORDS) {
        return kind_words::entries().nth(word).unwrap_or_default().to_owned();
    }
    feature.checked_sub(NAMES.len()).map_or_else(|| NAMES[feature].to_owned(), shapes::name)
}

#[allow(clippy::too_many_lines, reason = "one list of features, in the order of their names")]
fn shown(paragraphs: &[Evidence<'_>], around: &Surroundings, index: usize) -> Vec<usize> {
    /// Features that a paragraph shows, or a few more.
    const USUAL: usize = 48;
    use Feature as F;
    let it = &paragraphs[index];
    let before = index.checked_sub(1).and_then(|before| paragraphs.get(before));
    let after = paragraphs.get(index + 1);
    let mut out = Vec::with_capacity(USUAL);
    let mut add = |condition: bool, feature: Feature| {
        if condition {
            out.push(feature as usize);
        }
    };
    add(true, F::Bias);
    add(
        true,
        match it.chars {
            0..=8 => F::Chars8,
            9..=20 => F::Chars20,
            21..=40 => F::Chars40,
            41..=65 => F::Chars65,
            66..=100 => F::Chars100,
            101..=150 => F::Chars150,
            151..=250 => F::Chars250,
            _ => F::CharsMore,
        },
    );
    add(
        true,
        match it.words {
            0 | 1 => F::Words1,
            2 => F::Words2,
            3 => F::Words3,
            4..=6 => F::Words4To6,
            7..=10 => F::Words7To10,
            11..=16 => F::Words11To16,
            17..=30 => F::Words17To30,
            _ => F::WordsMore,
        },
    );
    add(
        true,
        match it.function_words {
            0 => F::NoFunctionWords,
            1 => F::OneFunctionWord,
            2..=4 => F::FewFunctionWords,
            _ => F::ManyFunctionWords,
        },
    );
    let open = !it.ends_sentence && !it.content.ends_with(':');
    add(it.ends_sentence, F::EndsSentence);
    add(it.ends_sentence && it.words <= 12, F::EndsSentenceShort);
    add(it.content.ends_with(':'), F::EndsColon);
    add(it.content.ends_with('?'), F::EndsQuestion);
    add(it.content.ends_with("...") || it.content.ends_with('…'), F::EndsEllipsis);
    add(it.several_sentences, F::SeveralSentences);
    add(open, F::EndsOpen);
    add(open && it.words >= 8, F::EndsOpenLong);
    add(it.all_capitals, F::AllCapitals);
    add(it.all_capitals && it.words >= 4, F::AllCapitalsLong);
    add(!it.all_capitals && it.words >= 2 && it.capitals * 10 >= it.words * 7, F::TitleCase);
    add(it.words >= 4 && it.capitals * 10 <= it.words * 3, F::MostlySmall);
    let first = it.content.chars().find(|c| !crate::text::is_blank(*c)).unwrap_or(' ');
    add(first.is_lowercase(), F::StartsSmall);
    add(matches!(first, '"' | '“' | '‘' | '\''), F::StartsQuote);
    add(first.is_ascii_digit(), F::StartsDigit);
    add(matches!(first, '(' | '['), F::StartsBracket);
    add(it.bullet, F::Bullet);
    add(it.digits * 4 >= it.chars, F::ManyDigits);
    add(it.digits > 0 && it.form == Form::NoLetters, F::NumberOnly);
    let running = it.is_running();
    add(running, F::Running);
    add(running && it.chars > 200, F::RunningLong);
    match it.form {
        Form::Plain => {}
        Form::Address => add(true, F::FormAddress),
        Form::FileName => add(true, F::FormFileName),
        Form::SignOff => add(true, F::FormSignOff),
        Form::Copyright => add(true, F::FormCopyright),
        Form::Credits => add(true, F::FormCredits),
        Form::Handle => add(true, F::FormHandle),
        Form::NoLetters => add(true, F::FormNoLetters),
        Form::Correction => add(true, F::FormCorrection),
        Form::PictureCredit => add(true, F::FormPictureCredit),
        Form::Agency => add(true, F::FormAgency),
    }
    add(it.phrases.line, F::PhraseLine);
    add(it.phrases.start, F::PhraseStart);
    add(it.phrases.any == 1, F::PhraseAny);
    add(it.phrases.any > 1, F::PhraseAnyTwice);
    add(!it.phrases.line && !it.phrases.start && it.phrases.any == 0, F::PhraseNone);
    add(it.caption.label, F::CaptionLabel);
    add(it.caption.credit, F::CaptionCredit);
    add(it.caption.describes, F::CaptionDescribes);
    add(it.caption.credit && it.chars <= 250, F::CaptionCreditShort);
    add(it.only_stamps, F::StampOnly);
    add(!it.stamps.is_empty() && !it.only_stamps, F::StampPart);
    add(it.stamps.iter().any(|stamp| stamp.label.is_some()), F::StampLabelled);
    add(it.stamps.last().is_some_and(|stamp| stamp.span.end + 3 >= it.block.span.end), F::StampTail);
    let front = around.first_running.is_none_or(|first| index < first);
    if let Some(found) = &it.byline {
        add(
            true,
            match found.evidence {
                byline::Evidence::Marked => F::BylineMarked,
                byline::Evidence::Detailed => F::BylineDetailed,
                byline::Evidence::Agency => F::BylineAgency,
                byline::Evidence::Name => F::BylineName,
            },
        );
        add(found.known && found.evidence == byline::Evidence::Name, F::BylineKnown);
        add(found.evidence == byline::Evidence::Name && front, F::BylineNameAtFront);
        add(!it.stamps.is_empty(), F::BylineStamped);
    }
    if let Some(found) = &it.run_in {
        add(true, if found.strong { F::RunInStrong } else { F::RunInWeak });
        add(around.first_run_in == Some(index), F::RunInFirst);
    }
    add(it.own_line.is_some(), F::PlaceLine);
    add(it.own_line.is_some() && !it.stamps.is_empty(), F::PlaceLineStamped);
    let echo = around.echoes[index];
    add(echo.repeats_earlier, F::RepeatsEarlier);
    add(echo.repeated_later, F::RepeatedLater);
    add(echo.part_of_earlier, F::PartOfEarlier);
    match index {
        0 => add(true, F::First),
        1 => add(true, F::Second),
        2..=4 => add(true, F::ThirdToFifth),
        5..=9 => add(true, F::SixthToTenth),
        _ => {}
    }
    match (around.first_running, around.last_running) {
        (Some(first), Some(last)) => {
            add(
                true,
                if index < first {
                    match first - index {
                        1 => F::BeforeTextBy1,
                        2 => F::BeforeTextBy2,
                        3..=5 => F::BeforeTextBy3To5,
                        6..=12 => F::BeforeTextBy6To12,
                        _ => F::BeforeTextByMore,
                    }
                } else if index <= last {
                    F::InText
                } else {
                    match index - last {
                        1 => F::AfterTextBy1,
                        2..=4 => F::AfterTextBy2To4,
                        _ => F::AfterTextByMore,
                    }
                },
            );
            add(index == first, F::FirstRunning);
            add(index == last, F::LastRunning);
        }
        _ => add(true, F::NoText),
    }
    match index * 3 / paragraphs.len().max(1) {
        0 => add(true, F::Position1),
        1 => add(true, F::Position2),
        _ => add(true, F::Position3),
    }
    add(
        true,
        match around.overlap[index] {
            0..=9 => F::OverlapNone,
            10..=39 => F::OverlapLow,
            40..=69 => F::OverlapMiddle,
            _ => F::OverlapHigh,
        },
    );
    if let Some(slug) = around.slug[index] {
        add(
            true,
            match slug {
                0..=19 => F::SlugLow,
                20..=59 => F::SlugMiddle,
                _ => F::SlugHigh,
            },
        );
    }
    let headline_like = (3..=24).contains(&it.words)
        && around.overlap[index] >= 40
        && !it.several_sentences
        && it.stamps.is_empty()
        && (!it.ends_sentence || it.words <= 14)
        && !it.phrases.line
        && !it.caption.label
        && it.run_in.is_none();
    add(headline_like, F::HeadlineLike);
    add(headline_like && front && around.best_headline == Some(index), F::HeadlineLikeFront);
    let alone = index == 0 && around.first_running == Some(1) && it.form == Form::Plain && it.stamps.is_empty();
    add(
        alone && open && it.byline.as_ref().is_none_or(|found| found.evidence == byline::Evidence::Name),
        F::OnlyLineBeforeText,
    );
    let touches_before = !it.block.after_blank && index > 0;
    let touches_after = after.is_some_and(|after| !after.block.after_blank);
    add(!touches_before && !touches_after, F::Isolated);
    add(touches_before, F::TouchesBefore);
    add(touches_after, F::TouchesAfter);
    add(around.short_run[index] >= 3, F::InRunOfShort);
    add(around.short_run[index] >= 6, F::InLongRunOfShort);
    add(it.block.indent > around.indent, F::Indented);
    add(it.block.indent < around.indent, F::IndentedLess);
    let is_short = |other: &Evidence<'_>| other.chars <= 80 && !other.ends_sentence;
    let has_phrase = |other: &Evidence<'_>| other.phrases.line || other.phrases.start || other.phrases.any > 0;
    let is_caption = |other: &Evidence<'_>| other.caption.label || (other.caption.credit && other.chars <= 300);
    let is_byline =
        |other: &Evidence<'_>| other.byline.as_ref().is_some_and(|byline| byline.evidence > byline::Evidence::Name);
    if let Some(after) = after {
        add(after.is_running(), F::BeforeRunning);
        add(is_short(after), F::BeforeShort);
        add(has_phrase(after), F::BeforePhrase);
        add(after.only_stamps, F::BeforeStamp);
        add(is_byline(after), F::BeforeByline);
        add(is_caption(after), F::BeforeCaption);
        add(after.run_in.as_ref().is_some_and(|found| found.strong), F::BeforeRunIn);
        add(around.echoes[index + 1].repeats_earlier, F::BeforeSame);
    } else {
        add(true, F::BeforeColonOrNone);
    }
    if let Some(before) = before {
        let between = before.is_running() && after.is_some_and(Evidence::is_running);
        add(between, F::BetweenRunning);
        add(between && it.ends_sentence && it.words <= 12, F::ShortSentenceBetweenRunning);
        add(between && open && it.words <= 12, F::ShortOpenBetweenRunning);
        add(before.is_running(), F::AfterRunning);
        add(is_short(before), F::AfterShort);
        add(has_phrase(before), F::AfterPhrase);
        add(before.only_stamps, F::AfterStamp);
        add(is_byline(before), F::AfterByline);
        add(is_caption(before), F::AfterCaption);
        add(before.form == Form::Address, F::AfterAddress);
        add(around.echoes[index - 1].repeats_earlier, F::AfterSame);
    }
    let question = ["Q:", "Q.", "A:", "Q ", "Question:", "Answer:"].iter().any(|start| it.content.starts_with(start));
    add(question, F::QuestionAndAnswer);
    add(it.biography, F::Biography);
    add(it.words == 1 && it.capitals == 1, F::SingleWordCapital);
    add(around.unspaced, F::BodyIsUnspaced);
    add(it.marks_byline, F::BylineMarkAlone);
    add(
        it.words <= 3 && it.content.ends_with(':') && after.is_some_and(|after| after.only_stamps),
        F::LabelBeforeStamp,
    );
    add(it.leads_to_speech(), F::LeadsToSpeech);
    add(it.numbered, F::Numbered);
    let is_item = |other: &Evidence<'_>| other.numbered || other.bullet;
    add(is_item(it) && (before.is_some_and(is_item) || after.is_some_and(is_item)), F::NumberedRun);
    add(before.is_some_and(|before| before.content.ends_with(':')), F::AfterColon);
    add(before.is_some_and(is_item), F::AfterItem);
    add(it.speech, F::Speech);
    add(holds_quotation_mark(&it.content), F::Quotation);
    add(it.only_stamps && around.stamp_lines >= 3, F::StampOneOfMany);
    add(!it.stamps.is_empty() && around.first_stamp == Some(index), F::StampFirst);
    add(!it.stamps.is_empty() && it.words > 10, F::LongDated);
    add(it.content.ends_with(')'), F::EndsBracket);
    add(["A ", "An ", "The "].iter().any(|article| it.content.starts_with(article)), F::StartsArticle);
    add(around.furniture, F::DocHasFurniture);
    add(!around.furniture, F::DocHasNone);
    out
}

/// Whether a line holds a double quotation mark.
fn holds_quotation_mark(content: &str) -> bool {
    find_byte(content.as_bytes(), |byte| byte == b'"').is_some()
        || beyond_ascii(content).any(|(_, c)| matches!(c, '“' | '”'))
}
