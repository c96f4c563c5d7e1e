//! The table of expressions with their normal forms, and texts made to break things.

use super::*;
use crate::document::{CountryCode, Dateline, DatelinePlace, Paragraph, PartialDate};

/// A document of one paragraph, on a day, in a country.
fn document(text: &str, date: Option<PartialDate>, country: Option<CountryCode>) -> Document {
    let span = Span::new(0, text.len()).trim(text);
    let place = DatelinePlace { span: Span::default(), city: None, region: None, country };
    let dateline = Dateline { span: Span::default(), places: vec![place], date, agency: None };
    let mut document = Document { text: text.to_owned(), date, dateline: Some(dateline), ..Document::default() };
    document.paragraphs.push(Paragraph { span, kind: ParagraphKind::Body, sentences: 0..0 });
    crate::parse::token::cut(&mut document);
    crate::parse::sentence::cut(&mut document);
    document
}

fn partial_date(text: &str) -> Option<PartialDate> {
    match text.strip_prefix("--") {
        Some(short) => {
            let (month, day) = short.split_once('-')?;
            Some(PartialDate::MonthDay(month.parse().ok()?, day.parse().ok()?))
        }
        None => text.parse().ok().map(PartialDate::Full),
    }
}

fn kind(kind: ValueType) -> &'static str {
    match kind {
        ValueType::Date => "date",
        ValueType::Time => "time",
        ValueType::Duration => "duration",
        ValueType::Money => "money",
        ValueType::Percent => "percent",
        ValueType::Quantity => "quantity",
        ValueType::Ordinal => "ordinal",
    }
}

/// What is wrong with a row of the table, if anything.
fn check(row: &str) -> Option<String> {
    let row: [&str; 6] = row.split('\t').collect::<Vec<_>>().try_into().expect("six columns");
    let [context, marked, expected @ ..] = row;
    let (date, country) = context.split_once(' ').unwrap_or((context, ""));
    let (before, rest) = marked.split_once('[')?;
    let (inside, after) = rest.split_once(']')?;
    let text = format!("{before}{inside}{after}");
    let span = Span::new(before.len(), before.len() + inside.len());
    let document = document(&text, partial_date(date), CountryCode::new(country));
    let values = extract(&document);
    if expected[0] == "none" {
        let found = values.iter().find(|value| value.span.overlaps(span))?;
        return Some(format!("{marked}: found {:?} as {}", document.slice(found.span), kind(found.kind)));
    }
    let Some(value) = values.iter().find(|value| value.span == span) else {
        let found: Vec<_> = values.iter().map(|value| (document.slice(value.span), kind(value.kind))).collect();
        return Some(format!("{marked}: found {found:?}"));
    };
    let number = value.value.map_or("-".to_owned(), |value| format!("{}", (value * 1000.0).floor() / 1000.0));
    let actual = [kind(value.kind), &number, value.unit.as_deref().unwrap_or("-"), value.iso.as_deref().unwrap_or("-")];
    (actual != expected).then(|| format!("{marked}: {actual:?}, not {expected:?}"))
}

#[test]
fn table() {
    let table = include_str!("../../../fixtures/tables/values.tsv");
    let rows: Vec<&str> = table.lines().filter(|line| !line.starts_with('#')).collect();
    assert!(rows.len() >= 200);
    for row in &rows {
        assert_eq!(row.split('\t').count(), 6, "{row}");
        assert!(row.contains('[') && row.contains(']'), "{row}");
    }
    let wrong: Vec<String> = rows.iter().filter_map(|row| check(row)).collect();
    assert!(wrong.is_empty(), "{} of {} rows:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[test]
fn values_begin_only_where_their_words_may_begin_them() {
    for row in include_str!("../../../fixtures/tables/values.tsv").lines().filter(|line| !line.starts_with('#')) {
        let (_, text) = row.split_once('\t').expect("two columns");
        let document = document(&text.replace(['[', ']', '\t'], " "), partial_date("2016-07-15"), None);
        let (context, lower) = (Context::new(&document), document.text.to_ascii_lowercase());
        let (mut meanings, mut atoms) = (Meanings::default(), Vec::new());
        Cutter::new(&document, &lower, &mut meanings).cut(document.paragraphs[0].span, &mut atoms);
        let line = Line { text: &document.text, lower: &lower, atoms: &atoms };
        for (at, atom) in atoms.iter().enumerate() {
            let value = |begins| longest(&line, at, begins, &context, true).map(|found| found.value);
            assert_eq!(value(atom.meaning.begins), value(Kinds::ALL), "{row}");
        }
    }
}

#[test]
fn absurd_texts_give_finite_values_in_order() {
    let digits = "9".repeat(10_000);
    let texts = [
        digits.clone(),
        format!("${digits}"),
        format!("{digits}%"),
        "1,".repeat(500),
        "1.".repeat(500),
        "1/".repeat(500),
        "9-".repeat(500),
        "million ".repeat(500),
        "two hundred and ".repeat(500),
        "tens of ".repeat(500),
        "nine hundred ninety-nine trillion quadrillion years ago".to_owned(),
        "999999999999 years ago, 99999 days ago, 0 months ago, 9999 decades ago, 9999 weeks ago".to_owned(),
        "July 99, 0000-00-00, 99/99/9999, 32 May 2016, Q9 2016, 99:99, 2400 GMT, 0th century".to_owned(),
        "$ € £ US$ Rs. - 5 - to 7 and %".to_owned(),
        "Übermorgen ½ ¼ 5½ é5é".to_owned(),
    ];
    for text in &texts {
        for date in [None, partial_date("2016-07-15"), partial_date("9999-12-31"), partial_date("--02-29")] {
            let values = extract(&document(text, date, None));
            assert!(values.iter().all(|value| value.value.is_none_or(f64::is_finite)));
            assert!(values.iter().all(|value| !value.span.is_empty() && value.span.end <= text.len()));
            assert!(values.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start), "{text:.60}");
        }
    }
}
