//! Made-up sports and market pages to learn from: the corpora hold few, and readers have many.
//!
//! The forms stand in `score_lines.txt`; names come from the gazetteers. A page is printed as agencies print, or with spaces around every
//! mark, as corpora and old archives have it.

use super::corpus::{NamedSpan, NamedText};
use super::random::Random;
use crate::lexicon::word_list;
use anyhow::{Context, Result};
use std::collections::HashMap;
use std::path::Path;

const FORMS: &str = include_str!("score_lines.txt");

/// Names to fill the forms with.
struct Names {
    first: Vec<String>,
    last: Vec<String>,
    cities: Vec<String>,
    countries: Vec<String>,
    peoples: Vec<String>,
    /// The lists of `score_lines.txt` by what they are for.
    own: HashMap<&'static str, Vec<&'static str>>,
}

/// `count` pages, the same for the same seed.
pub(super) fn pages(data: &Path, count: usize, random: &mut Random) -> Result<Vec<NamedText>> {
    let names = Names::read(data)?;
    let forms: Vec<&str> = FORMS
        .split("\n\n")
        .map(|form| form.trim_matches('\n'))
        .filter(|form| !form.is_empty() && !form.starts_with(['#', '=']))
        .collect();
    Ok((0..count).map(|at| page(forms[at % forms.len()], &names, random)).collect())
}

impl Names {
    fn read(data: &Path) -> Result<Self> {
        let list = |name: &str| -> Result<Vec<String>> {
            let path = data.join(format!("gazetteers/{name}.txt"));
            let file = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            Ok(file.lines().filter(|word| word.len() > 2 && word.is_ascii()).map(capitalised).collect())
        };
        let countries = word_list!(include_str!("../data/countries.tsv"));
        let peoples = word_list!(include_str!("../data/demonyms.tsv"));
        Ok(Self {
            first: list("fakerfirst")?,
            last: list("fakerlast")?,
            cities: list("citybig")?,
            countries: countries.iter().filter(|(name, _)| name.len() > 3).map(|(name, _)| capitalised(name)).collect(),
            peoples: peoples
                .iter()
                .filter(|(name, _)| name.ends_with("an") || name.ends_with("ish") || name.ends_with("ese"))
                .map(|(name, _)| capitalised(name))
                .collect(),
            own: FORMS
                .lines()
                .filter_map(|line| line.strip_prefix("= ")?.split_once(" | "))
                .map(|(what, names)| (what, names.split(" | ").collect()))
                .collect(),
        })
    }

    /// One of a list of `score_lines.txt`; nothing where there is no such list.
    fn pick(&self, what: &str, random: &mut Random) -> &'static str {
        self.own.get(what).filter(|names| !names.is_empty()).map_or("", |names| random.pick(names))
    }
}

/// "new york" as "New York".
fn capitalised(name: &str) -> String {
    let mut before = ' ';
    name.chars()
        .map(|c| {
            let start = matches!(before, ' ' | '-' | '.');
            before = c;
            if start { c.to_ascii_uppercase() } else { c }
        })
        .collect()
}

/// One of `items`.
fn one<'n>(items: &'n [String], random: &mut Random) -> &'n str {
    items.get(random.below(items.len().max(1))).map_or("", String::as_str)
}

struct Page<'n> {
    names: &'n Names,
    known: HashMap<String, String>,
    spaced: bool,
    text: String,
    length: usize,
    entities: Vec<NamedSpan>,
}

fn page(form: &str, names: &Names, random: &mut Random) -> NamedText {
    let spaced = random.unit() < 0.4;
    let mut page = Page { names, known: HashMap::new(), spaced, text: String::new(), length: 0, entities: Vec::new() };
    for line in form.lines() {
        let (times, line) = line.strip_prefix("* ").map_or((1, line), |line| (3 + random.below(7), line));
        for _ in 0..times {
            page.line(line, random);
        }
    }
    NamedText { text: page.text, entities: page.entities }
}

impl Page<'_> {
    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.length += text.chars().count();
    }

    fn line(&mut self, line: &str, random: &mut Random) {
        let mut open = true;
        for (at, token) in line.split(' ').enumerate() {
            let closing = matches!(token, "," | "." | ":" | ")" | ";" | "'s" | "'S");
            if at > 0 && (self.spaced || !open && !closing) {
                self.push(" ");
            }
            open = token == "(";
            let mut rest = token;
            while let Some((before, after)) = rest.split_once('{') {
                self.push(before);
                let (slot, after) = after.split_once('}').unwrap_or((after, ""));
                self.fill(slot, random);
                rest = after;
            }
            self.push(rest);
        }
        self.push("\n");
    }

    fn fill(&mut self, slot: &str, random: &mut Random) {
        let (slot, upper) = slot.strip_suffix(":U").map_or((slot, false), |slot| (slot, true));
        let mut name = if slot.len() > 1 {
            // Person 1 is one whether the slot asks for the full name or the last.
            let key = slot.to_uppercase().replace('I', "P");
            let key = if slot.starts_with('c') { slot.to_owned() } else { key };
            if let Some(known) = self.known.get(&key) {
                known.clone()
            } else {
                let made = self.make(key.as_bytes()[0], random);
                self.known.insert(key, made.clone());
                made
            }
        } else {
            let kind = slot.bytes().next().unwrap_or(b'n');
            self.make(if matches!(kind, b'p' | b'I') { b'P' } else { kind }, random)
        };
        if slot.starts_with('p') {
            name = name.split_once(' ').map_or(name.clone(), |(_, last)| last.to_owned());
        } else if slot.starts_with('I')
            && let Some((first, last)) = name.split_once(' ')
        {
            name = format!("{}. {last}", &first[..1]);
        }
        if upper {
            name = name.to_ascii_uppercase();
        }
        let kind = match slot.as_bytes()[0] {
            b'P' | b'p' | b'I' => Some("Person"),
            b'T' | b'O' | b'G' => Some("Organization"),
            b'C' | b'c' => Some("Location"),
            _ => None,
        };
        let start = self.length;
        self.push(&name);
        if let Some(kind) = kind {
            self.entities.push(NamedSpan { start, end: self.length, kind: kind.to_owned() });
        }
    }

    fn make(&self, kind: u8, random: &mut Random) -> String {
        let names = self.names;
        match kind {
            b'P' => format!("{} {}", one(&names.first, random), one(&names.last, random)),
            b'C' => one(&names.countries, random).to_owned(),
            b'c' => one(&names.cities, random).to_owned(),
            b'N' => one(&names.peoples, random).to_owned(),
            b'T' => {
                let city = one(&names.cities, random);
                match random.below(12) {
                    0 => format!("{city} {}", names.pick("club after a city", random)),
                    1 => format!("{} {city}", names.pick("club before a city", random)),
                    2 => one(&names.last, random).to_owned(),
                    3 => {
                        let nickname = names.pick("nickname", random);
                        if random.unit() < 0.6 { format!("{city} {nickname}") } else { nickname.to_owned() }
                    }
                    _ => city.to_owned(),
                }
            }
            b'O' => match random.below(5) {
                0 => format!("{} {}", one(&names.last, random), names.pick("company after a name", random)),
                1 => format!("{} {}", one(&names.cities, random), names.pick("company after a city", random)),
                2 => {
                    let letters = 2 + random.below(2);
                    (0..letters).map(|_| char::from(b'A' + random.below(26) as u8)).collect()
                }
                3 => format!("{} & {}", one(&names.last, random), one(&names.last, random)),
                _ => one(&names.last, random).to_owned(),
            },
            b'G' => names.pick("body", random).to_owned(),
            b'n' => random.below(10).to_string(),
            b'm' => random.below(100).to_string(),
            b'h' => (100 + random.below(900)).to_string(),
            b'r' => format!("{}-{}", random.below(8), random.below(8)),
            b'x' => (1 + random.below(90)).to_string(),
            b't' => format!("{}:{:02}.{:02}", random.below(60), random.below(60), random.below(100)),
            b'y' => {
                random.pick(&["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]).to_owned()
            }
            b'd' => format!("19{:02}-{:02}-{:02}", 70 + random.below(30), 1 + random.below(12), 1 + random.below(28)),
            _ => String::new(),
        }
    }
}
