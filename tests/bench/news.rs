//! News-like text out of a seed: always the same articles, all different, with what the stages work on in about the proportions of real ones.
//!
//! Names are put together from syllables, so that an article has words that no list or model knows, as real ones do; everything else is common.

/// A small generator of random numbers (xorshift; Marsaglia, 2003): the same on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, count: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % count
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

const FIRST: &[&str] = &[
    "Ann", "Kari", "Thomas", "Ada", "Mwila", "Zofia", "Rahul", "Mei", "Joseph", "Fatima", "Diego", "Olga", "Samuel",
    "Priya", "Hassan", "Ingrid", "Pedro", "Naomi", "William", "Grace",
];
const HEADS: &[&str] =
    &["Bar", "Dol", "Fen", "Gar", "Hol", "Kas", "Lin", "Mor", "Nal", "Oste", "Pel", "Rov", "Sto", "Tam", "Vel"];
const TAILS: &[&str] = &["dal", "by", "ford", "ic", "enko", "ano", "sen", "wick", "ura", "ton", "man", "ez", "ski"];
const ROLES: &[&str] = &[
    "Mayor",
    "Transport Minister",
    "Police Chief",
    "opposition leader",
    "union spokesman",
    "Judge",
    "Professor",
    "Governor",
    "economist",
    "resident",
];
const PLACES: &[&str] =
    &["Oslo", "Lusaka", "Warsaw", "Mumbai", "Accra", "Lima", "Nairobi", "Madrid", "Dublin", "Manila", "Texas"];
const BODIES: &[&str] = &[
    "the city council",
    "the Port Authority",
    "the finance ministry",
    "Borg Mining Inc.",
    "the University of Northport",
    "the World Bank",
    "the Supreme Court",
    "Delta Airlines",
    "the European Union",
];
const THINGS: &[&str] = &[
    "the harbour bridge",
    "a new tax on fuel",
    "the hospital",
    "the strike",
    "the border crossing",
    "the water supply",
    "the election",
    "a plan to cut emissions",
    "the peace agreement",
    "the budget",
];
const VERBS: &[&str] =
    &["reopened", "was closed", "was delayed", "has been approved", "failed", "was sold", "collapsed"];
const DAYS: &[&str] = &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "last week", "July 14", "May 2019"];

/// Forms of sentences: `N` a person's name, `L` a last name, `R` a role, `B` a body, `T` a thing, `V` a verb, `C` a place, `D` a day, `#` a number.
const SENTENCES: &[&str] = &[
    "{T} {V} on {D} after talks that cost ${#} million, {R} {N} said.",
    "\"We will not wait for the next {#} days,\" {L} told reporters in {C}. \"It is done, and everybody knows it.\"",
    "{R} {N}, {#}, said that {B} could lose {#} percent of its income next year if nothing changes.",
    "According to {B}, about {#},000 people have used {T} since {D}, twice as many as in 2017.",
    "The decision, which {L} called \"a mistake\", follows months of protest against {B} in several towns.",
    "{B} denied the report and said it would publish its own figures on {D}.",
    "He added that {T} \"may never\" be what it was before the storm.",
    "Two officials familiar with the matter said {T} would be discussed again in {C}.",
    "Residents of the northern districts had complained for years about the noise and the smell from the old plant.",
    "Prices rose by {#}.{#} percent in {D}, the most since the crisis of 2008, as fuel and food became dearer.",
    "She was born in {C} and studied law before she joined {B} as an adviser in the spring of 20{#}.",
    "The road is {#} km long and was built by workers from {C}, many of whom never went home again.",
    "{N}, a lawyer for the families, argued that {B} had known of the danger since {D} and had done nothing about it.",
    "But the government has insisted that {T} is safe, and that nobody was ever in danger.",
    "In a statement, {B} expressed concern about {T} and promised to look into every complaint.",
    "\"I was standing at the window when it happened,\" said {N}, who lives across the street. \"There was nothing we could do.\"",
    "Analysts expect {B} to cut its forecast for the year to ${#}.{#} billion, from ${#} billion.",
    "The court will hear the case again in {C} on {D}, and a verdict is likely before the end of the year.",
];

fn fill(form: &str, random: &mut Random, people: &[(String, String)], out: &mut String) {
    let begin = out.len();
    let (first, last) = &people[random.below(people.len())];
    let mut rest = form;
    while let Some(at) = rest.find('{') {
        out.push_str(&rest[..at]);
        let number;
        let whole;
        out.push_str(match rest.as_bytes()[at + 1] {
            b'N' => {
                whole = format!("{first} {last}");
                &whole
            }
            b'L' => last,
            b'R' => random.pick(ROLES),
            b'B' => random.pick(BODIES),
            b'T' => random.pick(THINGS),
            b'V' => random.pick(VERBS),
            b'C' => random.pick(PLACES),
            b'D' => random.pick(DAYS),
            _ => {
                number = (11 + random.below(88)).to_string();
                &number
            }
        });
        rest = &rest[at + 3..];
    }
    out.push_str(rest);
    if let Some(head) = out.get_mut(begin..=begin) {
        head.make_ascii_uppercase();
    }
}

/// The article of a number, with so many paragraphs; one has about 250 bytes.
pub(crate) fn article(number: u64, paragraphs: usize) -> String {
    let mut random = Random(number.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let people: Vec<(String, String)> = (0..4)
        .map(|_| {
            let first = random.pick(FIRST).to_owned();
            let last = random.pick(HEADS).to_owned() + random.pick(TAILS);
            (first, last)
        })
        .collect();
    let mut out = String::new();
    fill("{T} {V}, {B} says", &mut random, &people, &mut out);
    out.push_str("\n\nBy ");
    fill("{N}", &mut random, &people, &mut out);
    out.push_str("\n\n");
    let place = random.pick(PLACES).to_uppercase();
    let day = (1 + random.below(28)).to_string();
    for part in [place.as_str(), ", July ", day.as_str(), " (Delta News) - "] {
        out.push_str(part);
    }
    for paragraph in 0..paragraphs {
        for sentence in 0..=random.below(3) {
            if sentence > 0 {
                out.push(' ');
            }
            let form = random.pick(SENTENCES);
            fill(if paragraph + sentence == 0 { SENTENCES[0] } else { form }, &mut random, &people, &mut out);
        }
        out.push_str("\n\n");
    }
    out
}
