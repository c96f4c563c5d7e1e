#!/usr/bin/env python3
"""How the cost of newsparse grows with the length of an article and with their number: a Markdown table.

  growth.py BINARY [--rounds N] [--longest BYTES]

Every row is as many articles of one length as make up the same amount of text, at least one, read as JSON Lines on one core. Cost is processor time for
each byte of text beside that of articles of 4 KB that are read in turn with them; medians of the rounds.
"""
import argparse, json, os, pathlib, statistics, subprocess, sys, tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / 'scale'))
from articles import article

# Bytes of text of a row; longer articles come once.
AMOUNT = 1_000_000
USUAL = 4_000
LENGTHS = [1_000, 4_000, 10_000, 100_000, 1_000_000, 10_000_000]
NUMBERS = [10, 100, 1_000, 10_000]


def made(number, length):
    """An article of about a length, of whole paragraphs."""
    text = article(number, max(2, length // 120))
    return text if len(text) <= length else text[:text.rindex('\n\n', 0, length)] + '\n'


def measure(binary, path):
    """Processor seconds and peak memory in MB."""
    child = subprocess.Popen([binary, '-q', '-j1', '--input-format', 'jsonl', path], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode: sys.exit(f'the program failed with {child.returncode}')
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def write(path, count, length):
    size = 0
    with open(path, 'w') as file:
        for number in range(count):
            text = made(number, length)
            size += len(text.encode())
            file.write(json.dumps({'id': number, 'text': text}) + '\n')
    return size


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('binary'); parser.add_argument('--rounds', type=int, default=3); parser.add_argument('--longest', type=int, default=LENGTHS[-1])
    args = parser.parse_args()
    binary = os.path.abspath(args.binary)
    with tempfile.TemporaryDirectory() as folder:
        usual = os.path.join(folder, 'usual.jsonl')
        usual_size = write(usual, AMOUNT // USUAL, USUAL)
        print('| articles | bytes of each | cost of a byte | peak memory |\n| --- | --- | --- | --- |')
        # The largest last: the memory of this program itself counts until another takes its place.
        rows = [(number, 1_000) for number in NUMBERS] + [(max(1, AMOUNT // length), length) for length in LENGTHS if length <= args.longest]
        for count, length in rows:
            path = os.path.join(folder, 'row.jsonl')
            size = write(path, count, length)
            ratios, memory = [], 0
            for _ in range(args.rounds):
                time, peak = measure(binary, path)
                beside, _ = measure(binary, usual)
                ratios.append(time / size / (beside / usual_size)); memory = max(memory, peak)
            print(f'| {count:,} | {size // count:,} | {statistics.median(ratios):.2f} | {memory:.0f} MB |', flush=True)


if __name__ == '__main__':
    sys.exit(main())
