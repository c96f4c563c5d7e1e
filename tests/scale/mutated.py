#!/usr/bin/env python3
"""Damage the fixture articles at random: JSON Lines of {"id", "text"} on standard output, always the same.

  mutated.py [COUNT]          (10,000) articles, each with one to thirty pieces taken out, put in, doubled, moved or recoded
"""
import json, pathlib, random, sys

FIXTURES = pathlib.Path(__file__).parents[2] / 'fixtures' / 'articles'
PIECES = ['\n', '\n\n', '\r\n', '\r', '\t', '    ', '\u00a0', '\u2028', '\u0085', '\u000b', '\u200b', '\u00ad', '\ufeff', '\u202e', '\u202c', '\u0301', '\0',
          '"', '“', '”', '‘', '’', "'", "''", '``', '«', '»', '(', ')', '[', ']', '-', '—', '--', '...', '…', '.', '?', '!', ',', ':', ';', '•', '|', '$', '£5m', '20%', '1am',
          '2016-07-15', 'Friday ', '7' * 400, '(' * 300, '"' * 300, '\n' * 300, 'A' * 2000, '👩\u200d🚀', '東京。', 'العربية ', 'â€™', '\ufffd', 'U.S.', 'Mr. ', 'By ', 'said ', ' told ',
          'according to ', 'OSLO (AP) - ', 'he ', 'they ', 'Kari Lie ', 'Acme Inc. ', 'http://a.b/ ', 'Updated: ', 'Photo: ', '<p>', '&amp;', '\U000e0001', 'one hundred million ']


def mutated(number, articles):
    pick = random.Random(number)
    text = pick.choice(articles)
    for _ in range(pick.randint(1, 30)):
        at, length = pick.randrange(len(text) + 1), pick.choice([1, 1, 1, 5, 40, 300])
        piece = text[at:at + length]
        way = pick.randrange(10)
        if way < 4: text = text[:at] + pick.choice(PIECES) + text[at:]
        elif way < 6: text = text[:at] + text[at + length:]
        elif way == 6: text = text[:at] + piece * 2 + text[at + length:]
        elif way == 7:
            to = pick.randrange(len(text) + 1)
            text = (text[:at] + text[at + length:])
            text = text[:to] + piece + text[to:]
        elif way == 8: text = text[:at] + pick.choice([piece.upper(), piece.lower(), piece[::-1]]) + text[at + length:]
        else:
            text = text[:at] + piece.encode().decode('cp1252', 'replace') + text[at + length:]
    if pick.random() < 0.1: text = text[:pick.randrange(len(text) + 1)]
    return text if text.strip() else pick.choice(articles)


def main():
    articles = [path.read_bytes().decode('utf-8', 'replace') for path in sorted(FIXTURES.glob('*.txt'))]
    for number in range(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000):
        print(json.dumps({'id': number, 'text': mutated(number, articles)}))


if __name__ == '__main__':
    main()
