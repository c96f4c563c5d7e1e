#!/usr/bin/env python3
"""Make articles to run newsparse over in great numbers: always the same ones, all different.

  articles.py COUNT [--paragraphs N]                    JSON Lines on standard output, {"id", "text"}
  articles.py COUNT [--paragraphs N] --folder DIR       a text file each, a thousand to a folder
"""
import argparse, json, pathlib, random, sys

FIRST = 'Ann Kari Tom Ada Mwila Zofia Rahul Mei Joseph Thandiwe Lars Fatima Diego Olga Samuel Priya Hassan Ingrid Pedro Naomi'.split()
LAST = 'Voss Lie Reyes Quill Tembo Barcz Sharma Lin Kapembwa Osei Holm Nasser Ortiz Petrova Oduya Rao Aziz Berg Silva Cohen'.split()
ROLES = ['Mayor', 'Transport minister', 'Police chief', 'Opposition leader', 'Union spokesman', 'Judge', 'Professor', 'Governor']
CITIES = ['OSLO', 'LUSAKA', 'WARSAW', 'MUMBAI', 'ACCRA', 'LIMA', 'NAIROBI', 'MADRID', 'DUBLIN', 'MANILA']
BODIES = ['the city council', 'the Port Authority', 'the finance ministry', 'Borg Mining Inc.', 'the University of Northport', 'the electoral commission']
THINGS = ['the harbour bridge', 'the new tax', 'the hospital', 'the strike', 'the border crossing', 'the water supply', 'the election']
VERBS = ['reopened', 'was closed', 'was delayed', 'was approved', 'failed', 'was sold']
DAYS = 'Monday Tuesday Wednesday Thursday Friday'.split()
SENTENCES = [
    '{thing} {verb} on {day} after talks that cost ${n} million, {role} {name} said.',
    '"We will not wait for the next {n} days," {last} told reporters in {city}. "It is done."',
    '{role} {name}, {n}, said that {body} could lose {n} percent of its budget next year.',
    'According to {body}, {n},000 people have used {thing} since {day}.',
    'The decision, which {last} called “a mistake”, follows months of protest against {body}.',
    '{body} denied the report and said it would publish its own figures on {day}.',
    'He added that {thing} “may never” be what it was.',
    'Two officials familiar with the matter said {thing} would be discussed again in {city}.',
]


def article(number, paragraphs):
    pick = random.Random(number)
    name, other = ((pick.choice(FIRST), pick.choice(LAST)) for _ in range(2))
    def fill(form):
        first, last = pick.choice((name, other))
        values = dict(thing=pick.choice(THINGS), verb=pick.choice(VERBS), day=pick.choice(DAYS), role=pick.choice(ROLES), name=f'{first} {last}', last=last,
                      body=pick.choice(BODIES), city=pick.choice(CITIES).title(), n=pick.randint(2, 99))
        text = form.format(**values)
        return text[0].upper() + text[1:]
    title = fill('{thing} {verb}, {body} says')
    lead = f'{pick.choice(CITIES)}, July {pick.randint(1, 28)} (Delta News) - ' + fill(SENTENCES[0])
    body = [' '.join(fill(pick.choice(SENTENCES)) for _ in range(pick.randint(1, 3))) for _ in range(paragraphs - 1)]
    return '\n\n'.join([f'{title} ({number})', f'By {" ".join(name)}', lead, *body]) + '\n'


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('count', type=int); parser.add_argument('--paragraphs', type=int, default=4); parser.add_argument('--folder', type=pathlib.Path)
    args = parser.parse_args()
    for number in range(args.count):
        text = article(number, args.paragraphs)
        if args.folder:
            folder = args.folder / f'{number // 1000:04}'
            if number % 1000 == 0: folder.mkdir(parents=True, exist_ok=True)
            (folder / f'{number:08}.txt').write_text(text)
        else:
            sys.stdout.write(json.dumps({'id': number, 'text': text}) + '\n')


if __name__ == '__main__':
    main()
