//! Articles made for these tests, and what must be found in them.

use super::extract;
use crate::document::{Entity, EntityType, MentionForm};
use crate::parse::parse;
use crate::pipeline::Options;

fn read(article: &str) -> Vec<Entity> {
    extract(&parse(article, &Options::default()))
}

/// The text as the body of an article.
fn under_headline(body: &str) -> String {
    format!("What the papers say\n\n{body}\n")
}

/// The text of an entity's mentions, pronouns and descriptions in brackets.
fn mentions(article: &str, entity: &Entity) -> String {
    let texts: Vec<String> = entity
        .mentions
        .iter()
        .map(|mention| match mention.form {
            MentionForm::Pronoun | MentionForm::Description => format!("[{}]", mention.span.of(article)),
            _ => mention.span.of(article).to_owned(),
        })
        .collect();
    texts.join(", ")
}

fn entity<'e>(entities: &'e [Entity], name: &str) -> &'e Entity {
    entities.iter().find(|entity| entity.name == name).unwrap_or_else(|| {
        panic!("no {name} in {:?}", entities.iter().map(|entity| entity.name.as_str()).collect::<Vec<_>>())
    })
}

#[test]
fn names_of_one_thing_are_one_record() {
    let cases: &[(&str, &[(&str, &str)])] = &[
        (
            "Foreign minister Kari Solheim met President Ola Berg in Oslo. Solheim said that Berg was late.",
            &[("Kari Solheim", "Kari Solheim, Solheim"), ("Ola Berg", "Ola Berg, Berg")],
        ),
        (
            "The World Dairy Board (WDB) met in Lyon. The WDB said little. Fighters of al-Qaeda fled. Leaders of Al-Qaida stayed; al Qaeda moved.",
            &[("World Dairy Board", "World Dairy Board, WDB, WDB"), ("al-Qaeda", "al-Qaeda, Al-Qaida, al Qaeda")],
        ),
        (
            "Officials of the United States spoke in Geneva. The US wants talks, and a U.S. envoy stays.",
            &[("United States", "United States, US, U.S.")],
        ),
        (
            "Anna Moreau and her brother Paul Moreau sued. Anna Moreau won. Moreau said Paul Moreau paid.",
            &[("Anna Moreau", "Anna Moreau, Anna Moreau"), ("Paul Moreau", "Paul Moreau, Paul Moreau")],
        ),
        (
            "England beat Scotland. Britain and the UK sang. Troops left Gaza for the West Bank; the Gaza Strip is shut.",
            &[
                ("England", "England"),
                ("Scotland", "Scotland"),
                ("Britain", "Britain, UK"),
                ("Gaza Strip", "Gaza, Gaza Strip"),
                ("West Bank", "West Bank"),
            ],
        ),
        // Surnames that are common words, and a first name that is none.
        (
            "Kari Law and Chief Daisy House of Tidewell spoke. \"It is late,\" Law said. House, at the time, told us more. Law firms and House rules help. The House voted.",
            &[("Kari Law", "Kari Law, Law"), ("Daisy House", "Daisy House, House")],
        ),
        (
            "Ann and Athanasious Kohu played. Athanasious said she was glad.",
            &[("Athanasious Kohu", "Athanasious Kohu, Athanasious")],
        ),
        (
            "Ole Lie, 47, of Bishop's Lane, Sleaford, admitted fraud. He denied a third charge.",
            &[("Ole Lie", "Ole Lie"), ("Bishop's Lane", "Bishop's Lane")],
        ),
        // What is called after a person, and a pair of them.
        (
            "Omar Haddad fought. The Omar Haddad Center opened. The Omar Haddad-Ole Lie fight was long. Haddad won.",
            &[("Omar Haddad", "Omar Haddad, Haddad"), ("Omar Haddad Center", "Omar Haddad Center")],
        ),
        (
            "Donald Trump spoke in Ohio. Donald Trump Jr. spoke in Texas.",
            &[("Donald Trump", "Donald Trump"), ("Donald Trump Jr.", "Donald Trump Jr.")],
        ),
        (
            "Robert F. Keller resigned. Bob Keller was ill, and Robert Keller said so.",
            &[("Robert F. Keller", "Robert F. Keller, Bob Keller, Robert Keller")],
        ),
        (
            "The National Union of Carters and Dockers (Nucdock) met in Leeds.",
            &[("National Union of Carters and Dockers", "National Union of Carters and Dockers, Nucdock")],
        ),
        (
            "Shares of Hartwell Industries fell. The board of Hartwell Industries Inc. met in Leeds.",
            &[("Hartwell Industries Inc.", "Hartwell Industries, Hartwell Industries Inc.")],
        ),
        (
            "The University of North Carolina at Greensboro won. The University of North Carolina at Charlotte lost.",
            &[
                ("University of North Carolina at Greensboro", "University of North Carolina at Greensboro"),
                ("University of North Carolina at Charlotte", "University of North Carolina at Charlotte"),
            ],
        ),
        (
            "The governor of Oklahoma was in Oklahoma City on Monday. The mayor of New York City came, too; he left New York early.",
            &[
                ("Oklahoma", "Oklahoma"),
                ("Oklahoma City", "Oklahoma City"),
                ("New York City", "New York City, New York"),
            ],
        ),
        (
            "The Italian Supreme Court of Cassation met in Rome on Monday. The Supreme Court said no.",
            &[("Italian Supreme Court of Cassation", "Italian Supreme Court of Cassation, Supreme Court")],
        ),
    ];
    each_is_one_record(cases);
}

#[test]
fn acronyms_and_short_names_are_of_one_record() {
    each_is_one_record(&[
        (
            "The Bolivian Union of Rail Carriers (FSTM) met in Sucre. Nobody asked the FSTM.",
            &[("Bolivian Union of Rail Carriers", "Bolivian Union of Rail Carriers, FSTM, FSTM")],
        ),
        (
            "The National Institute of Harbour Works (Dipor) hired divers. Later Dipor said why.",
            &[("National Institute of Harbour Works", "National Institute of Harbour Works, Dipor, Dipor")],
        ),
        (
            "The German Harbour Foundation (Hamburg) and the Labour Party (Marxist) met.",
            &[
                ("German Harbour Foundation", "German Harbour Foundation"),
                ("Hamburg", "Hamburg"),
                ("Marxist", "Marxist"),
            ],
        ),
        (
            "The Department of Harbour Safety closed a pier. Divers told Harbour Safety why. The Ministry of Fisheries and Sea Trade spoke of it, and \
             so did the Fisheries Ministry.",
            &[
                ("Department of Harbour Safety", "Department of Harbour Safety, Harbour Safety"),
                ("Ministry of Fisheries and Sea Trade", "Ministry of Fisheries and Sea Trade, Fisheries Ministry"),
            ],
        ),
        (
            "Shares of Quito Petroleum Co fell. The board of Northern Molybdenum met. Analysts said Northern Moly would sell a mine.",
            &[("Northern Molybdenum", "Northern Molybdenum, Northern Moly")],
        ),
        (
            "The embassy of the Islamic Republic of Iran in Oslo is shut. Iran said why, and what the Islamic Republic wants. Trade with the Soviet \
             Union had been easier than trade with Russia.",
            &[
                ("Iran", "Islamic Republic of Iran, Iran, Islamic Republic"),
                ("Soviet Union", "Soviet Union"),
                ("Russia", "Russia"),
            ],
        ),
        (
            "Laila Abdul Karim, a dentist, spoke first. Her father, Abdul Karim, came late.",
            &[("Laila Abdul Karim", "Laila Abdul Karim"), ("Abdul Karim", "Abdul Karim")],
        ),
    ]);
}

/// Fails where a name of an article is not a record of its own that begins with these forms.
fn each_is_one_record(cases: &[(&str, &[(&str, &str)])]) {
    for (article, expected) in cases {
        let article = under_headline(article);
        let entities = read(&article);
        for (name, forms) in *expected {
            let found = entity(&entities, name);
            let names = mentions(&article, found);
            let named: Vec<&str> = names.split(", ").filter(|form| !form.starts_with('[')).collect();
            assert!(named.join(", ").starts_with(forms), "{name}: {names}");
        }
    }
}

#[test]
fn descriptions_are_as_the_text_gives_them() {
    let cases: &[(&str, &str, &str)] = &[
        ("French foreign minister Luc Picard left on Friday.", "Luc Picard", "French foreign minister"),
        ("US secretary of state Ann Hollis met them in Rome.", "Ann Hollis", "US secretary of state"),
        ("On Monday Mr Hugh Dale said no.", "Hugh Dale", ""),
        (
            "Mary Quill, the chief executive of Bolt Foods, resigned on Monday.",
            "Mary Quill",
            "chief executive of Bolt Foods",
        ),
        ("Peter Vance, 52, a farmer from Ohio, lost his house.", "Peter Vance", "farmer from Ohio"),
        ("The company's finance director, Jane Holt, denied it.", "Jane Holt", "company's finance director"),
        ("They met Paul Reed, President Jan Novak and others.", "Paul Reed", ""),
        ("The dentist's granddaughter, Ruth Vance, came late.", "Ruth Vance", "dentist's granddaughter"),
        ("Ruth Vance, a botany student doesn't hide her joy.", "Ruth Vance", "botany student"),
        (
            "Ruth Vance, botany teacher at Bolt College adding they plan a garden, spoke.",
            "Ruth Vance",
            "botany teacher at Bolt College",
        ),
        ("The team is led by Ruth Vance, head coach and some say it is over, for now.", "Ruth Vance", "head coach"),
        (
            "The spokesman for the Red Shield of the Western Islands, Paul Reed, said no.",
            "Paul Reed",
            "spokesman for the Red Shield of the Western Islands",
        ),
        ("They chose Ann Hollis as his finance minister, Paul Reed, an old friend, said.", "Paul Reed", ""),
        ("The police spoke to his wife Ann Hollis and his brother, Paul Reed, in Leeds.", "Ann Hollis", ""),
        ("Paul Reed was at sea. Police met Reed's wife Ann Hollis in Leeds.", "Ann Hollis", "Reed's wife"),
        ("On Monday Norwegian rower Paul Reed won again.", "Paul Reed", "Norwegian rower"),
        (
            "They asked Paul Reed, current deputy chief and Transport Minister Ann Hollis for help.",
            "Ann Hollis",
            "Transport Minister",
        ),
        ("Milk is sold by the World Dairy Board, the African Milk Union and Oxfam.", "World Dairy Board", ""),
        (
            "Milk is sold by the World Dairy Board, an association based in Lyon.",
            "World Dairy Board",
            "association based in Lyon",
        ),
        ("Former Chilean president Marta Rojas died.", "Marta Rojas", "Former Chilean president"),
    ];
    for (article, name, expected) in cases {
        let entities = read(article);
        assert_eq!(entity(&entities, name).description.as_deref().unwrap_or(""), *expected, "{article}");
    }
}

#[test]
fn pronouns_and_descriptions_refer() {
    let cases: &[(&str, &str, &str)] = &[
        ("Maria Silva met Paul Berger in Lisbon. She left early, and he stayed.", "Maria Silva", "Maria Silva, [She]"),
        (
            "John Marsh met President Ivan Petrov about the war and told him to stop.",
            "Ivan Petrov",
            "Ivan Petrov, [him]",
        ),
        (
            "Ivan Petrov spoke first at the talks with John Marsh.\n\n\"We agree,\" he told Marsh.",
            "Ivan Petrov",
            "Ivan Petrov, [he]",
        ),
        (
            "President John Marsh and Karim Petrov talked for two hours. After the talks, Abo Lamouei, the spokesman for the board, offered \
             details. He said that it was late.",
            "Abo Lamouei",
            "Abo Lamouei, [He]",
        ),
        (
            "Karim Petrov asked John Marsh why the pier was shut. He replied that it was late.",
            "John Marsh",
            "John Marsh, [He]",
        ),
        (
            "John Marsh was fined. \"Mr Petrov, you say that he had no time,\" the judge said.",
            "John Marsh",
            "John Marsh, [he]",
        ),
        (
            "Ole Lie and Kamo Petrov, a businesswoman from Oslo, met in May. She left early.",
            "Kamo Petrov",
            "Kamo Petrov, [She]",
        ),
        (
            "Ivan Petrov opened the fair with John Marsh. On his part, Karim Berger said that it was late.",
            "Karim Berger",
            "[his], Karim Berger",
        ),
        (
            "Ivan Petrov opened the fair. John Marsh was late. He and John Marsh left early.",
            "John Marsh",
            "John Marsh, John Marsh",
        ),
        (
            "Khunyo Lee painted all of it. Lee lives in Oslo. Lee's books were sold. Lee left. Then Lee met Ann Dahl. Her mother was late, and \
             nobody knew her.",
            "Khunyo Lee",
            "Khunyo Lee, Lee, Lee, Lee, Lee, [Her], [her]",
        ),
        ("Yang Jianhua runs the fair. It was late, and he left.", "Yang Jianhua", "Yang Jianhua, [he]"),
        ("Chan Mei-sam runs the fair. It was late, and he left.", "Chan Mei-sam", "Chan Mei-sam, [he]"),
        ("Senator Ruth Ames objected. Nobody spoke to the senator.", "Ruth Ames", "Ruth Ames, [the senator]"),
        (
            "Egypt's President Karim Nasr met Oman's Sultan in May. The Egyptian president stayed a day.",
            "Karim Nasr",
            "Karim Nasr, [president]",
        ),
        (
            "French President Luc Picard met Chad's President Ali Deby. The president of the board came late. The Chadian president left.",
            "Ali Deby",
            "Ali Deby, [president]",
        ),
        (
            "Cambodian Prime Minister Sok Dara spoke in Phnom Penh. The Cambodian leader left early.",
            "Sok Dara",
            "Sok Dara, [leader]",
        ),
        (
            "Vice President Ann Hollis and Minister Paul Reed came late. The vice-president left first, and the president never came.",
            "Ann Hollis",
            "Ann Hollis, [The vice-president]",
        ),
        ("Former president Ann Hollis objected. Nobody asked the president.", "Ann Hollis", "Ann Hollis"),
        ("French minister Luc Picard objected. Nobody asked the German minister.", "Luc Picard", "Luc Picard"),
        ("Senator Ruth Ames and Senator Leo Falk objected. Nobody spoke to the senator.", "Ruth Ames", "Ruth Ames"),
        (
            "The Ministry of Health in Quito closed two labs. On Monday the ministry said why.",
            "Ministry of Health",
            "Ministry of Health, [the ministry]",
        ),
        ("It rained in Oslo. He said so.", "Oslo", "Oslo"),
    ];
    for (article, name, expected) in cases {
        let article = under_headline(article);
        let entities = read(&article);
        assert_eq!(mentions(&article, entity(&entities, name)), *expected, "{article}");
    }
}

#[test]
fn places_and_peoples_have_countries() {
    let cases: &[(&str, &str, &str)] = &[
        ("Troops left Syria on Monday.", "Syria", "SY"),
        ("The Swedish team won.", "Swedish", "SE"),
        ("The mayor of Tokyo resigned.", "Tokyo", "JP"),
        ("The students live in Moscow, Idaho, in winter.", "Moscow", "US"),
        ("The talks in Moscow failed.", "Moscow", "RU"),
        ("The US firm paid.", "United States", ""),
    ];
    for (article, name, expected) in cases {
        let entities = read(article);
        let Some(found) = entities.iter().find(|entity| entity.name == *name) else {
            assert_eq!(*expected, "", "{article}");
            continue;
        };
        assert_eq!(found.country.map_or(String::new(), |code| code.as_str().to_owned()), *expected, "{article}");
    }
}

#[test]
fn the_main_person_is_most_salient() {
    let article = "Kari Lie resigns over bridge\n\nOSLO, May 3 (AP) - Kari Lie resigned on Tuesday. Lie said the mayor of Bergen, Ola Hauge, agreed.\n\nLie leaves in June.\n";
    let entities = read(article);
    let most = entities.iter().max_by(|a, b| a.salience.total_cmp(&b.salience)).map(|entity| entity.name.as_str());
    assert_eq!(most, Some("Kari Lie"));
    assert!(entities.iter().all(|entity| (0.0..=1.0).contains(&entity.salience)));
}

#[test]
fn a_lost_character_parts_a_name() {
    let article = "Secretary of state John?Kerry spoke in Paris. Kerry left.";
    let entities = read(article);
    let kerry = entity(&entities, "John Kerry");
    assert_eq!(kerry.kind, EntityType::Person);
    assert_eq!(mentions(article, kerry), "John?Kerry, Kerry");
}

#[test]
fn mentions_are_sorted_and_apart() {
    let article =
        "Anna Kern of Acme Corp. said Acme would stay in New York. \"We stay,\" Kern said.\n\nNEW YORK STAYS\n";
    let entities = read(article);
    assert!(entities.len() > 2);
    let firsts: Vec<usize> = entities.iter().map(|entity| entity.mentions[0].span.start).collect();
    assert!(firsts.is_sorted());
    for entity in &entities {
        assert!(entity.mentions.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start), "{}", entity.name);
    }
    let mut spans: Vec<_> =
        entities.iter().flat_map(|entity| entity.mentions.iter().map(|mention| mention.span)).collect();
    spans.sort();
    assert!(spans.windows(2).all(|pair| !pair[0].overlaps(pair[1])));
}

#[test]
fn odd_input_is_read() {
    for article in [
        "",
        "?",
        "A",
        "The",
        "US",
        "-",
        "Mr.",
        "of The of",
        "al",
        "(X) (Y)",
        "“He”",
        "\u{fffd}A\u{fffd}B",
        "Sir Sir Sir",
        "A & & B",
        "Jr.",
    ] {
        let _ = read(article);
    }
}

/// The records of an article as "type name", in order.
fn records(article: &str) -> Vec<String> {
    read(article).iter().map(|entity| format!("{:?} {}", entity.kind, entity.name)).collect()
}

#[test]
fn names_have_the_bounds_and_kinds_that_their_place_gives_them() {
    let cases: &[(&str, &str)] = &[
        (
            "But Hill Farmers' Network chief Ann Moss said on Monday that nobody asked her.",
            "Organization Hill Farmers' Network",
        ),
        ("The mayor thanked Dame Judith Farrow for the gift.", "Person Judith Farrow"),
        ("The mayor met Eugene “Pee Wee” Castaing in Houston on Friday.", "Person Eugene “Pee Wee” Castaing"),
        ("Photos by ANA CRUZ & LUC PICARD", "Person LUC PICARD"),
        ("The trawler Santa Clara left the port of Vigo late.", "Product Santa Clara"),
        ("The board of Marsh & Dillon met in Leeds. Shares of Marsh & Dillon fell.", "Organization Marsh & Dillon"),
        ("The pier lies in Queensland's Amberley State Forest.", "Location Amberley State Forest"),
        ("Imam Hussain (A.S.) is honoured there, an envoy said.", "Person Hussain"),
        ("\"[Carlos] Moreau knows it,\" the envoy said in Lyon.", "Person Carlos Moreau"),
        ("The chief of police, Datuk Rosli Hamid Omar, said that the pier was shut.", "Person Rosli Hamid Omar"),
        ("Mr Yaw Osafo-Nkansah, the envoy, came late.", "Person Yaw Osafo-Nkansah"),
        ("The destroyer left. The USS Hartwell sailed past Oslo.", "Product USS Hartwell"),
        ("The fall of the Soviet Union was long ago.", "Location Soviet Union"),
        ("\"It rang,\" said M?rta Kov?cs, who keeps the bells. The bells of Pest are old.", "Person M?rta Kov?cs"),
    ];
    for (article, expected) in cases {
        let found = records(&under_headline(article));
        assert!(found.iter().any(|record| record == expected), "{expected}: {found:?}");
        assert!(!found.iter().any(|record| record.ends_with("day")), "{found:?}");
    }
}

#[test]
fn authors_and_dateline_places_are_entities() {
    let article = "River floods town\n\nBy Orsolya Vrbanec\n\nOSLO, Norway (AP) — The river rose by two metres on Friday, officials said, and the town stood under water for hours.\n";
    let found = records(article);
    for expected in ["Person Orsolya Vrbanec", "Location OSLO", "Location Norway", "Organization AP"] {
        assert!(found.iter().any(|record| record == expected), "{expected}: {found:?}");
    }
}

#[test]
fn a_person_without_a_name_takes_the_pronoun() {
    let cases = [
        "Mayor Helen Crane spoke first. A woman in her sixties was taken to hospital after a tree fell on her car.",
        "Minister Peter Dale spoke first. Anyone caught there loses his licence.",
        "Minister Peter Dale spoke first. A member must register his or her boat there.",
        "Minister Peter Dale spoke first. A speech by His Highness the Emir was read out.",
    ];
    for article in cases {
        let article = under_headline(article);
        let pronouns = read(&article)
            .iter()
            .flat_map(|entity| entity.mentions.clone())
            .filter(|mention| mention.form == MentionForm::Pronoun)
            .count();
        assert_eq!(pronouns, 0, "{article}");
    }
}

#[test]
fn names_in_results_and_capitals_are_found() {
    let article = "SOCCER - LATVIAN LEAGUE RESULTS.\nRIGA 1996-12-03\nResults of Latvian first division soccer matches on Tuesday:\nSkonto Riga 2 Liepaja 0\nVentspils 3 Daugava 3\n1. Janis Ozolins (Latvia) 12:33.41\n2. Erik Dahl (Denmark) 12:35.00\n";
    let found = records(article);
    for expected in
        ["Person Janis Ozolins", "Person Erik Dahl", "Location Denmark", "Location Latvia", "Organization Ventspils"]
    {
        assert!(found.iter().any(|record| record == expected), "{expected}: {found:?}");
    }
    let article = "MAYOR PAUL BERGER QUITS IN LYON\n\nLYON, France (AP) - PAUL BERGER QUIT ON MONDAY AS MAYOR OF LYON AFTER TALKS WITH PRESIDENT MARIE DUPONT IN PARIS.\n";
    let found = records(article);
    for expected in ["Person PAUL BERGER", "Person MARIE DUPONT", "Location PARIS"] {
        assert!(found.iter().any(|record| record.eq_ignore_ascii_case(expected)), "{expected}: {found:?}");
    }
}

#[test]
fn one_name_is_of_one_kind() {
    // What stands behind one word is decided by the other places where it stands.
    let article = under_headline(
        "Shares of Varga fell on Monday. Varga, which makes tyres, said sales were down. The board of Varga meets in May. Analysts expect Varga to cut jobs.",
    );
    let kinds: Vec<EntityType> =
        read(&article).iter().filter(|entity| entity.name == "Varga").map(|entity| entity.kind).collect();
    assert_eq!(kinds.len(), 1, "{kinds:?}");
}

#[test]
fn entities_come_in_the_order_of_their_first_mentions() {
    let article = under_headline("During his trip to Wells, Prime Minister Karim Berger met Ole Lie.");
    let starts: Vec<usize> = read(&article).iter().map(|entity| entity.mentions[0].span.start).collect();
    assert!(starts.is_sorted(), "{starts:?}");
}
