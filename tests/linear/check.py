#!/usr/bin/env python3
"""Check that the work of newsparse grows no faster than its input.

  check.py BINARY [--size BYTES] [--only NAME] [--every N]

BINARY is a release build, BYTES the smallest of the three inputs (4,000); --every takes each Nth text, for a quick look.

Texts that are hard on parsers are given to the program in three sizes, each twice the one before. What is compared is the number of
instructions that it executes, counted by valgrind (cachegrind), so that a busy machine changes nothing. What the program does for any text
falls out of the differences: they double where the work is linear and grow fourfold where it is quadratic.
"""
import argparse, itertools, json, os, re, shutil, subprocess, sys, tempfile
from concurrent.futures import ThreadPoolExecutor

# By how much the second difference may exceed the first: 2 is linear, 4 quadratic; n log n lies below.
MOST = 2.3
# Instructions that may come on top: a buffer that grows in steps. A step for each pair of bytes would be a thousand times as many.
STEP = 100_000

ENGLISH = ('Harbour bridge closed after storm\n\nNORTHPORT, July 15 (Reuters) - The harbour bridge was closed on Thursday after a storm, Mayor Kari '
           'Lie said. "We have no choice," she told reporters, and the council agreed that it would have to be repaired.\n\n')

# Repeated until the size is reached.
UNITS = {
    'quotation marks': '"', 'opening marks': '“', 'closing marks': '”', 'apostrophes': "'", 'nested marks': '“a ‘b ', 'marks of inches': '5" ',
    'marks in lines': '"a\n', 'quoted words': '"a" ', 'quotes without end': '"said ', 'quoted paragraphs': '"a said\n\n',
    'one letter': 'a', 'one word': 'a ', 'short lines': 'a\n', 'capitals': 'A', 'capital words': 'ABC ', 'capital lines': 'ABC\n',
    'newlines': '\n', 'carriage returns': '\r', 'spaces': ' ', 'no-break spaces': 'a\u00a0', 'line separators': 'a\u2028', 'tabs': 'a\t',
    'zero-width spaces': 'a\u200b', 'combining marks': '\u0301', 'accents': 'e\u0301\u0300', 'direction overrides': '\u202e', 'overridden letters': '\u202ea\u202c',
    'joined emoji': '👩\u200d🚀', 'damaged letters': 'â€™', 'replacement characters': '\ufffd', 'ideographs': '東京。',
    'brackets': '[', 'round brackets': '(', 'bracket pairs': '[]', 'bracketed lines': '(a\n', 'full stops': '.', 'initials': 'A. ', 'abbreviations': 'Mr. ',
    'questions': '? ', 'dots': '... ', 'dashes': '— ', 'hyphens': '-', 'hyphenated': 'a-', 'slashes': 'a/', 'at signs': 'a@', 'addresses': 'http://a.b/?c=',
    'handles': '@a ', 'tags': '<b>', 'open tags': '<', 'references': '&amp;', 'ampersands': '&', 'pipes': 'a | ', 'bullets': '• a\n',
    'digits': '7', 'numbers': '7 ', 'grouped digits': '1,', 'decimals': '1.', 'money': '$5 million ', 'percent': '5% ', 'number words': 'one hundred ',
    'dates': 'May 3, 2016 ', 'stamps': 'Updated: Jul 15, 2016, 07:45 AM(IST)\n', 'datelines': 'OSLO (AP) - ', 'bylines': 'By Ann Voss\n',
    'said': 'said ', 'said he': 'said he ', 'that': 'that ', 'according to': 'according to ', 'wanted to': 'he said he wanted to ', 'and': 'John and ',
    'one name': 'John Smith ', 'names': 'John Smith, ', 'of': 'University of ', 'titles': 'President ', 'pronouns': 'he ', 'genitives': "John's ",
    'lowercase names': 'smith ', 'conditionals': 'if it would ', 'speakers': 'Q: Is it?\nA: No.\n', 'sentences': 'The mayor said on Monday he would go. ',
    'paragraphs': 'The mayor said on Monday he would go.\n\n', 'quoted sentences': '"It is so," he said. ', 'one paragraph of quotes': '"It is so," Mr. Lie said. ',
}


def names():
    for n in itertools.count():
        a, b, c = n % 21, n // 21 % 5, n // 105 % 21
        consonants, vowels = 'bcdfghjklmnpqrstvwxyz', 'aeiou'
        yield (consonants[a] + vowels[b] + consonants[c] + vowels[n % 5] + consonants[n // 2205 % 21]).capitalize()


def varied(form):
    """Text in which no name, word or number comes twice."""
    source = names()
    for n in itertools.count():
        yield form.format(name=next(source), other=next(source), number=n)


VARIED = {
    'different names': '{name} {other} said. ', 'different speakers': '"It is {number}," {name} {other} said.\n\n', 'different words': '{name}ing ',
    'different numbers': 'It cost ${number} million, or {number} percent. ', 'different acronyms': 'The {name} {other} Fund (A{number}F) said. ',
    'different headings': '{name} {other}\n\n',
}


def repeated(unit, size):
    """Whole units, so that all sizes end alike: half a unit at the end can be another kind of line."""
    data = unit.encode()
    return data * (size // len(data))


def made(form, size):
    pieces, length = [], 0
    for piece in varied(form):
        if length >= size: return ''.join(pieces).encode()
        pieces.append(piece); length += len(piece)


def texts():
    """Each name with the arguments for the program and a function from size to input."""
    for name, unit in UNITS.items():
        yield name, [], lambda size, unit=unit: repeated(unit, size)
        # Where the rest is English, every stage reads it.
        yield name + ', in an article', [], lambda size, unit=unit: made(ENGLISH, size) + repeated(unit, size)
    for name, form in VARIED.items():
        yield name, [], lambda size, form=form: made(form, size) + made(ENGLISH, size // 4)
    lines = ['--input-format', 'jsonl']
    yield 'lone surrogates', lines, lambda size: b'{"text": "' + repeated('\\ud800', size // 6 * 6) + b'"}\n'
    yield 'pairs of surrogates', lines, lambda size: b'{"text": "' + repeated('\\ud83d\\ude00', size // 12 * 12) + b'"}\n'
    yield 'escapes', lines, lambda size: b'{"text": "' + repeated('\\n\\"', size // 4 * 4) + b'"}\n'
    yield 'nested lists', lines, lambda size: b'{"text": "a", "x": ' + b'[' * (size // 2) + b']' * (size // 2) + b'}\n'
    yield 'unclosed lists', lines, lambda size: b'{"text": "a", "x": ' + b'[' * size + b'\n'
    yield 'nested objects', lines, lambda size: b'{"text": "a", "x": ' + b'{"a":' * (size // 6) + b'1' + b'}' * (size // 6) + b'}\n'
    yield 'many keys', lines, lambda size: ('{' + ''.join(f'"k{n}": {n}, ' for n in range(size // 14)) + '"text": "a"}\n').encode()
    yield 'one key', lines, lambda size: b'{' + b'"k": 1, ' * (size // 8) + b'"text": "a"}\n'
    yield 'long numbers', lines, lambda size: b'{"text": "a", "id": ' + b'7' * size + b'}\n'
    yield 'blank lines', lines, lambda size: b'\n' * (size // 16)
    yield 'carriage returns in a line', lines, lambda size: b'{"text": "a",' + b'\r' * size + b'"id": 1}\n'
    yield 'JSON as text', [], lambda size: b'[{"a": ' * (size // 7)
    yield 'invalid UTF-8', [], lambda size: made(ENGLISH, size // 2) + b'\xff\xe9' * (size // 4)
    yield 'UTF-16', [], lambda size: b'\xff\xfe' + made(ENGLISH, size // 2).decode().encode('utf-16-le')
    yield 'zero bytes', [], lambda size: b'a\0' * (size // 2)


def instructions(binary, arguments, data, folder):
    with tempfile.NamedTemporaryFile(dir=folder) as file:
        file.write(data); file.flush()
        command = ['valgrind', '--tool=cachegrind', '--cache-sim=no', '--cachegrind-out-file=/dev/null', binary, '-j1', '--jsonl', *arguments, file.name]
        run = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    counted = re.search(r'I\s+refs:\s+([\d,]+)', run.stderr)
    if not counted or run.returncode not in (0, 1, 2): sys.exit(f'{arguments}: the program or valgrind failed:\n{run.stderr}')
    return int(counted[1].replace(',', ''))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('binary'); parser.add_argument('--size', type=int, default=4000); parser.add_argument('--only'); parser.add_argument('--every', type=int, default=1)
    args = parser.parse_args()
    if not shutil.which('valgrind'):
        print('skipped: valgrind is not installed, so that no work can be counted'); return 0
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(os.cpu_count()) as pool:
        def measure(text):
            name, arguments, make = text
            one, two, four = (instructions(args.binary, arguments, make(args.size * times), folder) for times in (1, 2, 4))
            return name, two - one, four - two
        bad, worst = 0, []
        for name, first, second in pool.map(measure, [text for text in list(texts())[::args.every] if args.only in (None, text[0])]):
            ratio = second / max(first, STEP)
            worst.append((ratio, name))
            if ratio > MOST:
                bad += 1
                print(f'not linear: {name}: {first:,} instructions for {args.size:,} bytes more, {second:,} for twice as many ({ratio:.2f} times)', flush=True)
    worst.sort(reverse=True)
    print(f'{len(worst)} texts, {bad} not linear; the most: ' + ', '.join(f'{name} {ratio:.2f}' for ratio, name in worst[:5]))
    return 1 if bad else 0


if __name__ == '__main__':
    sys.exit(main())
