//! Forms of names: what is written alike, and how two forms compare.

use super::tag::Tagged;
use super::view::{View, Word};
use crate::document::{EntityType, MentionForm, TokenKind};
use crate::model::hash;
use crate::model::memory::{ByHash, Seeded};
use crate::text;
use std::rc::Rc;

/// All mentions that are written alike.
#[derive(Clone, Debug)]
pub(super) struct Form {
    /// The name's parts, folded: lower case, no accents, stops or apostrophes; hyphens part.
    pub(super) parts: Rc<[String]>,
    /// The first mention as printed, not in capitals where another is not; cleaned.
    pub(super) surface: String,
    /// What most of its mentions were tagged as.
    pub(super) kind: EntityType,
    /// Whether these are mentions of a person: kept apart from places of the same name.
    pub(super) person: bool,
    /// Whether all of it is in capitals, in a line that is not.
    pub(super) capitals: bool,
    /// The index of the first mention.
    pub(super) first: usize,
}

impl Form {
    /// Whether it may be an acronym.
    pub(super) fn is_acronym(&self) -> bool {
        /// The longest acronyms that news prints are about this long.
        const LONGEST: usize = 8;
        self.capitals && self.parts.len() == 1 && !self.person && (2..=LONGEST).contains(&self.parts[0].chars().count())
    }

    /// The family name: the last part that is no suffix.
    pub(super) fn last_name(&self) -> &str {
        let end = self.parts.len() - usize::from(self.parts.len() > 1 && self.suffix().is_some());
        self.parts.get(end.saturating_sub(1)).map_or("", String::as_str)
    }

    /// "jr" of "Donald Trump Jr."
    fn suffix(&self) -> Option<&str> {
        self.parts.last().map(String::as_str).filter(|part| is_suffix(part))
    }

    /// Whether a part stands in a pair with a hyphen between: "jung" of "Park Jung-min".
    pub(super) fn is_hyphened(&self, part: &str) -> bool {
        let surface = self.surface.to_lowercase();
        surface.split_whitespace().any(|word| word.contains('-') && word.split('-').any(|half| half == part))
    }

    /// Whether the name, with or without its suffix, ends with these parts.
    pub(super) fn ends_with(&self, parts: &[String]) -> bool {
        let end = self.parts.len() - usize::from(self.suffix().is_some());
        self.parts.ends_with(parts) || self.parts.get(..end).is_some_and(|bare| bare.ends_with(parts))
    }
}

fn is_suffix(part: &str) -> bool {
    matches!(part, "jr" | "sr" | "ii" | "iii" | "iv")
}

/// The forms of the tagged names, in order of first mention, and the form of each mention.
pub(super) fn collect(view: &View<'_>, tagged: &[Tagged]) -> (Vec<Form>, Vec<usize>) {
    /// Kinds that a name can have.
    const KINDS: usize = EntityType::Misc as usize + 1;
    let mut forms: Vec<Form> = Vec::with_capacity(tagged.len());
    let mut form_of: Vec<usize> = Vec::with_capacity(tagged.len());
    // How often each was tagged as which kind.
    let mut votes: Vec<[usize; KINDS]> = Vec::with_capacity(tagged.len());
    let table = || -> ByHash<usize> { ByHash::with_capacity_and_hasher(tagged.len(), Seeded::default()) };
    let (mut by_words, mut by_parts) = (table(), table());
    let mut parts: Vec<String> = Vec::new();
    for (mention, name) in tagged.iter().enumerate() {
        let person = name.kind == EntityType::Person;
        let whole = view.span(&name.words).of(&view.document.text);
        // Nearly all names come again word for word.
        let at = *by_words.entry(key(view, name, whole)).or_insert_with(|| {
            fold_parts(view, name, whole, &mut parts);
            let titles = if person { titles(&parts) } else { 0 };
            parts.drain(..titles);
            *by_parts.entry(hash::pair(parts_hash(&parts), u64::from(person))).or_insert_with(|| {
                let surface = surface(whole, person, titles);
                forms.push(Form {
                    parts: parts.drain(..).collect(),
                    capitals: !has_small_letter(&surface),
                    surface,
                    kind: name.kind,
                    person,
                    first: mention,
                });
                votes.push([0; KINDS]);
                forms.len() - 1
            })
        });
        let form = &mut forms[at];
        if form.capitals {
            let surface = surface(whole, person, 0);
            if has_small_letter(&surface) {
                form.surface = surface;
                form.capitals = false;
            }
        }
        form_of.push(at);
        let votes = &mut votes[at];
        votes[name.kind as usize] += 1;
        if votes.iter().all(|&other| other <= votes[name.kind as usize]) {
            form.kind = name.kind;
        }
    }
    (forms, form_of)
}

/// How many parts of a person's name are titles that stand in it in some countries: "Datuk Seri", "Maulana", "Tan Sri".
fn titles(parts: &[String]) -> usize {
    const TITLES: &[&str] = &["dato", "datin", "datuk", "maulana", "puan", "seri", "tan", "toh", "tun", "tunku"];
    let sure = |part: &String| matches!(part.as_str(), "dato" | "datin" | "datuk" | "maulana");
    let second = parts.get(1).is_some_and(|part| part == "sri");
    let opens = parts.first().is_some_and(|first| sure(first) || first == "tan" && second);
    let count = parts.iter().take_while(|part| TITLES.contains(&part.as_str()) || part.as_str() == "sri").count();
    // "Tan Sri Lee" is one name of one part.
    if opens && parts.len() > count + 1 { count } else { 0 }
}

/// A name as printed, cleaned: without so many titles, and without brackets around its first part (`[Carlos] Moreau`).
fn surface(whole: &str, person: bool, titles: usize) -> String {
    let mut surface = text::clean(whole);
    if surface.starts_with('[') || person && surface.starts_with('(') {
        surface.retain(|c| !matches!(c, '[' | ']' | '(' | ')'));
    }
    if titles > 0 {
        let rest = surface.split_whitespace().skip(titles).collect::<Vec<&str>>().join(" ");
        surface = if rest.is_empty() { surface } else { rest };
    }
    surface
}

fn has_small_letter(surface: &str) -> bool {
    surface.chars().any(char::is_lowercase)
}

/// The hash of all that the parts of a name, of which `whole` is the text, depend on, and whether it is a person's.
fn key(view: &View<'_>, name: &Tagged, whole: &str) -> u64 {
    let person = u64::from(name.kind == EntityType::Person);
    let key = words(view, name).fold(person, |key, word| hash::pair(key, word.key()));
    // Marks alone are no parts: the whole then is the only one.
    let only_marks = !words(view, name).any(|word| word.text.contains(is_folded));
    if only_marks { hash::pair(key, hash::word(whole)) } else { key }
}

/// The hash of the parts of a name.
pub(super) fn parts_hash(parts: &[String]) -> u64 {
    parts.iter().fold(0, |hash, part| hash::pair(hash, hash::word(part)))
}

/// The words of a name, without those that say nothing of it.
fn words<'v, 'a>(view: &'v View<'a>, name: &Tagged) -> impl Iterator<Item = &'v Word<'a>> {
    let words = view.words.get(name.words.clone()).unwrap_or(&[]).iter();
    words.filter(|word| !word.lost && word.kind != TokenKind::Possessive && word.text != ".")
}

/// Whether a character is kept in the parts of a name.
fn is_folded(c: char) -> bool {
    c.is_alphanumeric() || c == '&'
}

/// Folds the parts of a name, without an article before it, into `parts`; `whole` is its text.
fn fold_parts(view: &View<'_>, name: &Tagged, whole: &str, parts: &mut Vec<String>) {
    parts.clear();
    for word in words(view, name) {
        // As nearly all words are.
        if word.text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            parts.push(word.text.to_ascii_lowercase());
        } else {
            parts.extend(word.text.split(['-', '–', '‑']).map(fold).filter(|part| !part.is_empty()));
        }
    }
    if parts.len() > 1 && parts[0] == "the" {
        parts.remove(0);
    }
    if parts.is_empty() {
        parts.push(whole.to_lowercase());
    }
}

/// Lower case, without accents, stops and apostrophes.
fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    if word.is_ascii() {
        folded.extend(word.chars().filter(|&c| is_folded(c)).map(|c| c.to_ascii_lowercase()));
    } else {
        folded.extend(word.chars().flat_map(char::to_lowercase).filter(|&c| is_folded(c)).map(plain));
    }
    folded
}

/// A letter without its accent, for the letters of European languages and romanised Arabic.
fn plain(c: char) -> char {
    match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ạ' | 'ả' | 'ấ'..='ặ' => 'a',
        'ç' | 'ć' | 'č' | 'ĉ' | 'ċ' => 'c',
        'ď' | 'đ' | 'ḍ' => 'd',
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' | 'ẹ'..='ệ' => 'e',
        'ğ' | 'ĝ' | 'ġ' | 'ģ' => 'g',
        'ḥ' | 'ħ' => 'h',
        'ì'..='ï' | 'ī' | 'į' | 'ı' | 'ỉ' | 'ị' => 'i',
        'ķ' => 'k',
        'ł' | 'ļ' | 'ľ' => 'l',
        'ñ' | 'ń' | 'ň' | 'ņ' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ő' | 'ọ'..='ợ' => 'o',
        'ř' | 'ŕ' => 'r',
        'ś' | 'š' | 'ş' | 'ș' | 'ṣ' => 's',
        'ţ' | 'ť' | 'ț' | 'ṭ' => 't',
        'ù'..='ü' | 'ū' | 'ů' | 'ű' | 'ų' | 'ụ'..='ự' => 'u',
        'ý' | 'ÿ' | 'ỳ'..='ỹ' => 'y',
        'ź' | 'ż' | 'ž' | 'ẓ' => 'z',
        _ => c,
    }
}

/// The consonants of a name, doubled ones once, after its first letter: what spellings of one name share. They take the place of what is in `out`.
pub(super) fn skeleton(squashed: &str, out: &mut String) {
    out.clear();
    for (at, c) in squashed.chars().enumerate() {
        let vowel = matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
        if at == 0 || !vowel && !out.ends_with(c) {
            out.push(c);
        }
    }
}

/// Whether `short` stands in `long` in one piece.
pub(super) fn is_part(short: &[String], long: &[String]) -> bool {
    !short.is_empty() && long.windows(short.len()).any(|window| window == short)
}

/// Whether two full names with one family name are one person's.
pub(super) fn one_person(a: &Form, b: &Form) -> bool {
    if a.suffix() != b.suffix() {
        return false;
    }
    let (short, long) = if a.parts.len() <= b.parts.len() { (a, b) } else { (b, a) };
    let (Some(first_short), Some(first_long)) = (short.parts.first(), long.parts.first()) else { return false };
    let first = first_short == first_long
        || is_initial_of(first_short, first_long)
        || is_initial_of(first_long, first_short)
        || is_nickname(first_short, first_long)
        || is_nickname(first_long, first_short);
    if !first {
        return long.parts.len() > 2 && is_part(&short.parts, &long.parts);
    }
    // The middle names of the shorter are among those of the longer, or their initials.
    let mut middle = long.parts.iter().skip(1);
    short
        .parts
        .iter()
        .skip(1)
        .all(|part| middle.any(|other| part == other || is_initial_of(part, other) || is_initial_of(other, part)))
}

fn is_initial_of(initial: &str, name: &str) -> bool {
    initial.chars().count() == 1 && name.starts_with(initial)
}

fn is_nickname(short: &str, long: &str) -> bool {
    /// Made here: the nicknames that news uses as first names.
    const NICKNAMES: &[(&str, &[&str])] = &[
        ("abe", &["abraham"]),
        ("al", &["albert", "alan", "alfred"]),
        ("alex", &["alexander", "alexandra", "alejandro"]),
        ("andy", &["andrew"]),
        ("ben", &["benjamin"]),
        ("bernie", &["bernard"]),
        ("bill", &["william"]),
        ("bob", &["robert"]),
        ("bobby", &["robert"]),
        ("charlie", &["charles"]),
        ("chris", &["christopher", "christine"]),
        ("chuck", &["charles"]),
        ("dan", &["daniel"]),
        ("dave", &["david"]),
        ("dick", &["richard"]),
        ("don", &["donald"]),
        ("ed", &["edward"]),
        ("fred", &["frederick"]),
        ("greg", &["gregory"]),
        ("jeff", &["jeffrey"]),
        ("jerry", &["gerald"]),
        ("jim", &["james"]),
        ("jimmy", &["james"]),
        ("joe", &["joseph"]),
        ("jon", &["jonathan"]),
        ("josh", &["joshua"]),
        ("kate", &["katherine", "catherine"]),
        ("ken", &["kenneth"]),
        ("larry", &["lawrence"]),
        ("liz", &["elizabeth"]),
        ("matt", &["matthew"]),
        ("mike", &["michael"]),
        ("mitch", &["mitchell"]),
        ("nick", &["nicholas"]),
        ("pat", &["patrick", "patricia"]),
        ("pete", &["peter"]),
        ("phil", &["philip", "phillip"]),
        ("rick", &["richard"]),
        ("rob", &["robert"]),
        ("ron", &["ronald"]),
        ("sam", &["samuel", "samantha"]),
        ("steve", &["steven", "stephen"]),
        ("sue", &["susan"]),
        ("ted", &["theodore", "edward"]),
        ("tim", &["timothy"]),
        ("tom", &["thomas"]),
        ("tony", &["anthony", "antonio"]),
        ("vince", &["vincent"]),
        ("will", &["william"]),
    ];
    NICKNAMES.iter().any(|(nickname, names)| *nickname == short && names.contains(&long))
}

/// The acronyms that a name's initials make: of all parts, and without small words.
pub(super) fn initials(parts: &[String]) -> Vec<String> {
    let small = |part: &str| {
        matches!(
            part,
            "of" | "the"
                | "and"
                | "for"
                | "on"
                | "in"
                | "to"
                | "de"
                | "la"
                | "del"
                | "des"
                | "du"
                | "y"
                | "e"
                | "&"
                | "s"
        )
    };
    let all: String = parts.iter().filter_map(|part| part.chars().next()).collect();
    let main: String = parts.iter().filter(|part| !small(part)).filter_map(|part| part.chars().next()).collect();
    let mut out = vec![all];
    if main != out[0] {
        out.push(main);
    }
    out.retain(|acronym| acronym.chars().count() > 1);
    out
}

/// Whether an acronym that stands in parentheses after a name may be short for it: it begins alike, and its letters come in
/// order in the name.
pub(super) fn may_abbreviate(acronym: &str, parts: &[String]) -> bool {
    let mut letters = parts.iter().flat_map(|part| part.chars());
    let in_order = acronym.chars().all(|wanted| letters.any(|c| c == wanted));
    in_order || initials(parts).iter().any(|initials| initials.chars().next() == acronym.chars().next())
}

/// Whether a word is made of the beginnings of a longer name: "Nudcon" of "National Union of Drivers and Conductors".
pub(super) fn is_blend(short: &Form, long: &Form) -> bool {
    let ([word], [first, _, _, ..]) = (&*short.parts, &*long.parts) else { return false };
    let mut letters = long.parts.iter().flat_map(|part| part.chars());
    !matches!(short.kind, EntityType::Person | EntityType::Location | EntityType::Group)
        && word.chars().next() == first.chars().next()
        && word.chars().all(|wanted| letters.any(|c| c == wanted))
}

/// How a form refers to an entity whose fullest form is `fullest`.
pub(super) fn role(form: &Form, fullest: &Form) -> MentionForm {
    if form.parts == fullest.parts {
        MentionForm::Name
    } else if form.is_acronym() && fullest.parts.len() > 1 {
        MentionForm::Acronym
    } else if form.parts.len() < fullest.parts.len() && is_part(&form.parts, &fullest.parts) {
        MentionForm::Partial
    } else {
        MentionForm::Name
    }
}
