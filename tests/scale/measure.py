#!/usr/bin/env python3
"""Measure newsparse on much input: memory and rate beside those of a batch of 1,000 articles, and resuming after kill -9.

  measure.py BINARY files [COUNT]        COUNT small text files (100,000) in folders, to standard output and to an --output-dir
  measure.py BINARY lines [MEGABYTES]    a JSON Lines file of so many megabytes (1,000)
  measure.py BINARY resume [COUNT]       COUNT files (2,000), killed at ten random moments and resumed: the bytes of an undisturbed run?

Rates are articles a second of processor time, which other work on the machine disturbs less than the clock, and by the clock. Needs room
beside the temporary files for about forty bytes for each byte of text with --output-dir.
"""
import json, os, pathlib, random, shutil, signal, subprocess, sys, tempfile, time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from articles import article

PARAGRAPHS = 2


def run(command, stdin=None):
    """Runs it without its output; (seconds, processor seconds, peak memory in MB, summary)."""
    began = time.time()
    child = subprocess.Popen([*command, '--stats', '-q'], stdin=stdin, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode: sys.exit(f'{command}: exit code {child.returncode}\n{said.decode()}')
    return time.time() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, json.loads(said.splitlines()[-1])


def report(what, one, other):
    for name, (clock, processor, memory, stats) in (('1,000', one), (what, other)):
        n, size = stats['documents'], stats['found']['bytes'] / 1e6
        print(f'{name}: {n:,} articles, {size:.1f} MB of text in {clock:.0f} s: {n / clock:.0f}/s by the clock, {n / processor:.0f}/s a processor, {memory:.0f} MB at most')
    rate = lambda measured: measured[3]['documents'] / measured[1]
    print(f'rate {rate(other) / rate(one):.3f} of that of the small batch', flush=True)


def write_files(folder, count):
    for number in range(count):
        if number % 1000 == 0: (folder / f'{number // 1000:04}').mkdir(parents=True)
        (folder / f'{number // 1000:04}' / f'{number:08}.txt').write_text(article(number, PARAGRAPHS))


def files(binary, folder, count):
    write_files(folder / 'many', count)
    (folder / 'few').mkdir()
    shutil.copytree(folder / 'many' / '0000', folder / 'few' / '0000')
    report('to one stream', run([binary, folder / 'few']), run([binary, folder / 'many']))
    report('to a folder', run([binary, folder / 'few', '--output-dir', folder / 'out1']), run([binary, folder / 'many', '--output-dir', folder / 'out']))
    written = sum(len(names) for _, _, names in os.walk(folder / 'out'))
    print(f'{written:,} files written')


def lines(binary, folder, megabytes):
    size, number = 0, 0
    with open(folder / 'few.jsonl', 'w') as few, open(folder / 'many.jsonl', 'w') as many:
        while size < megabytes * 1e6:
            line = json.dumps({'id': number, 'text': article(number, 5)}) + '\n'
            if number < 1000: few.write(line)
            size += many.write(line)
            number += 1
    command = [binary, '--input-format', 'jsonl']
    with open(folder / 'few.jsonl') as few, open(folder / 'many.jsonl') as many:
        report(f'{megabytes:,} MB', run(command, few), run(command, many))


def tree(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob('*') if path.is_file()}


def resume(binary, folder, count):
    write_files(folder / 'in', count)
    clock, *_ = run([binary, folder / 'in', '--output-dir', folder / 'whole'])
    out, pick = folder / 'out', random.Random(7)
    for _ in range(10):
        child = subprocess.Popen([binary, folder / 'in', '--output-dir', out, '--no-clobber'])
        time.sleep(pick.uniform(0.02, clock / 6))
        child.send_signal(signal.SIGKILL)
        child.wait()
        done = [path for path in tree(out) if path.suffix == '.json'] if out.exists() else []
        left = len(tree(out)) - len(done) if out.exists() else 0
        print(f'killed: {len(done):,} documents are there, {left} unfinished')
    *_, stats = run([binary, folder / 'in', '--output-dir', out, '--no-clobber'])
    same = tree(out) == tree(folder / 'whole')
    print(f'resumed: {stats["skipped"]:,} were done, {stats["documents"]:,} were left; ' + ('the same bytes' if same else 'DIFFERENT'))
    return 0 if same else 1


def main():
    binary, what = os.path.abspath(sys.argv[1]), sys.argv[2]
    measure, default = {'files': (files, 100_000), 'lines': (lines, 1000), 'resume': (resume, 2000)}[what]
    with tempfile.TemporaryDirectory(dir=os.environ.get('TMPDIR')) as folder:
        return measure(binary, pathlib.Path(folder), int(sys.argv[3]) if len(sys.argv) > 3 else default)


if __name__ == '__main__':
    sys.exit(main())
