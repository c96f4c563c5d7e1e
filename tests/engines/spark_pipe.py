#!/usr/bin/env python3
"""Run newsparse as the per-document program of Spark (RDD.pipe, local mode) and compare with one local run.

  spark_pipe.py BINARY [COUNT]          COUNT generated articles (20,000); needs `pip install pyspark` and Java 17

Exit 0 if both give the same bytes.
"""
import hashlib, os, pathlib, shlex, subprocess, sys, tempfile, time

from pyspark import SparkConf, SparkContext

HERE = pathlib.Path(__file__).parent


def digest(files):
    total, lines = hashlib.sha256(), 0
    for file in files:
        with open(file, 'rb') as reader:
            for line in reader:
                total.update(line)
                lines += 1
    return total.hexdigest(), lines


def spark(binary, articles, out):
    conf = SparkConf().setMaster('local[2]').setAppName('newsparse').set('spark.ui.enabled', 'false')
    with SparkContext(conf=conf) as context:
        context.setLogLevel('OFF')
        # One JSON object a record: a raw line feed in a record would make two of it. The program by its full path, since pipe gives it an
        # empty environment; -j1, since Spark runs one for each core; --exit-zero, since with checkCode (off unless asked for, and
        # then the failure of a process goes unnoticed) one bad document would end the job.
        command = f'{shlex.quote(binary)} --input-format jsonl -j1 -q --exit-zero'
        context.textFile(str(articles), 8).pipe(command, checkCode=True).saveAsTextFile(str(out))
        # With checkCode, a program that fails ends the job.
        try:
            context.parallelize(['{}'], 1).pipe(f'{shlex.quote(binary)} --no-such-flag', checkCode=True).count()
        except Exception:
            return
        sys.exit('a program that failed went unnoticed')


def main():
    binary, count = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 20_000
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        articles, local, out = folder / 'articles.jsonl', folder / 'local.jsonl', folder / 'out'
        with open(articles, 'wb') as file:
            subprocess.run([sys.executable, HERE.parent / 'scale' / 'articles.py', str(count)], stdout=file, check=True)
        began = time.time()
        with open(articles, 'rb') as source, open(local, 'wb') as file:
            subprocess.run([binary, '--input-format', 'jsonl', '-q', '--exit-zero'], stdin=source, stdout=file, check=True)
        alone = time.time() - began
        spark(binary, articles, out)
        piped = time.time() - began - alone
        one, other = digest([local]), digest(sorted(out.glob('part-*')))
    print(f'{one[1]:,} lines in one local run of {alone:.0f} s, {other[1]:,} through Spark in {piped:.0f} s')
    print('the same bytes' if one == other else 'DIFFERENT bytes')
    return 0 if one == other else 1


if __name__ == '__main__':
    sys.exit(main())
