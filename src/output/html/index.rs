//! The index of several pages: one line an article, to filter and to sort.

use super::{begin, end, escape};
use crate::output::address::path_address;
use crate::output::json::JsonDocument;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The name under which a page carries its line of the index, so that an index can be made of pages that are there already.
const META: &str = "<meta name=\"newsparse-entry\" content=\"";
/// People whom the index names for an article.
const LISTED_PEOPLE: usize = 3;

/// An article's line in the index.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The path of the page from the index, with `/` between folders; not in the page itself.
    #[serde(skip)]
    path: String,
    /// The headline, or the article's name.
    title: String,
    /// The article's name: id or path.
    name: String,
    date: Option<String>,
    place: Option<String>,
    /// The most quoted people, else the most important ones.
    people: Vec<String>,
    words: usize,
    quotes: usize,
    claims: usize,
}

impl Entry {
    pub(super) fn of(document: &JsonDocument<'_>, name: &str) -> Self {
        let mut quoted: BTreeMap<&str, usize> = BTreeMap::new();
        for speaker in document.quotes.iter().flatten().filter_map(|quote| quote.speaker.as_ref()) {
            if let Some(id) = speaker.entity.as_deref() {
                *quoted.entry(id).or_default() += 1;
            }
        }
        let mut people: Vec<_> = document.entities.iter().flatten().filter(|entity| entity.kind == "person").collect();
        people.sort_by_key(|entity| {
            let quotes = quoted.get(&*entity.id).copied().unwrap_or_default();
            std::cmp::Reverse((quotes, entity.salience.to_bits()))
        });
        Self {
            path: String::new(),
            title: document.headline.as_ref().map_or_else(|| name.to_owned(), |piece| piece.text.clone().into_owned()),
            name: name.to_owned(),
            date: document.date.clone(),
            place: document.dateline.as_ref().and_then(|d| d.places.first()).map(|place| place.name.clone()),
            people: people.iter().take(LISTED_PEOPLE).map(|entity| entity.name.to_owned()).collect(),
            words: document.source.words,
            quotes: document.quotes.as_ref().map_or(0, Vec::len),
            claims: document.claims.as_ref().map_or(0, Vec::len),
        }
    }
}

pub(super) fn write_entry(entry: &Entry, out: &mut String) {
    out.push_str(META);
    escape(&serde_json::to_string(entry).unwrap_or_default(), out);
    out.push_str("\">\n");
}

/// The line that a page of this program carries in its head; none if it is another's. `path` leads from the index to the page.
pub fn read_entry(page: &str, path: String) -> Option<Entry> {
    let (_, rest) = page.split_once(META)?;
    let (content, _) = rest.split_once('"')?;
    let mut plain = String::with_capacity(content.len());
    let mut rest = content;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        let (entity, after) = rest[at..].split_once(';')?;
        plain.push(match entity {
            "&amp" => '&',
            "&lt" => '<',
            "&gt" => '>',
            "&quot" => '"',
            "&#39" => '\'',
            _ => return None,
        });
        rest = after;
    }
    plain.push_str(rest);
    serde_json::from_str(&plain).ok().map(|entry| Entry { path, ..entry })
}

/// The page that lists others.
pub fn index(entries: &[Entry]) -> String {
    let mut out = String::new();
    begin(&mut out, "Articles", None);
    let count = entries.len();
    let _ = write!(
        out,
        "<main class=\"index\"><h1>Articles</h1>\n\
         <div class=\"tools\"><label class=\"hidden-label\" for=\"filter\">Filter</label>\
         <input type=\"search\" id=\"filter\" placeholder=\"Filter: headline, name, place, date\" autocomplete=\"off\"> \
         <span class=\"soft\" id=\"shown\" role=\"status\">{count}</span></div>\n\
         <table><thead><tr>"
    );
    let columns = [
        ("Article", ""),
        ("Date", ""),
        ("Place", ""),
        ("People", ""),
        ("Words", "n"),
        ("Quotes", "n"),
        ("Claims", "n"),
    ];
    for (name, class) in columns {
        let _ = write!(out, "<th scope=\"col\" class=\"{class}\"><button type=\"button\">{name}</button></th>");
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for entry in entries {
        out.push_str("<tr><td><a href=\"");
        path_address(&entry.path, &mut out);
        out.push_str("\">");
        escape(&entry.title, &mut out);
        out.push_str("</a>");
        if entry.name != entry.title {
            out.push_str("<span class=\"path\">");
            escape(&entry.name, &mut out);
            out.push_str("</span>");
        }
        out.push_str("</td>");
        let people = entry.people.join(", ");
        for (label, text) in
            [("Date", entry.date.as_deref()), ("Place", entry.place.as_deref()), ("People", Some(people.as_str()))]
        {
            let _ = write!(out, "<td data-label=\"{label}\">");
            escape(text.unwrap_or(""), &mut out);
            out.push_str("</td>");
        }
        for (label, count) in [("Words", entry.words), ("Quotes", entry.quotes), ("Claims", entry.claims)] {
            let _ = write!(out, "<td class=\"n\" data-label=\"{label}\">{count}</td>");
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody></table></main>\n");
    let _ = writeln!(out, "<footer>Read by newsparse {}.</footer>", env!("CARGO_PKG_VERSION"));
    end(&mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_gives_its_line_back() {
        let entry = Entry {
            title: "\"A\" & <b> 'c' &amp;".to_owned(),
            name: "a.txt".to_owned(),
            people: vec!["Ada Lie".to_owned()],
            words: 7,
            ..Entry::default()
        };
        let mut page = String::from("<head>");
        write_entry(&entry, &mut page);
        assert_eq!(read_entry(&page, String::new()), Some(entry));
        assert_eq!(read_entry("<html>another", String::new()), None);
    }
}
