#!/usr/bin/env bash
# Run newsparse under GNU parallel and compare with one local run; then show what xargs -P does to the lines of one pipe.
#
#   parallel.sh BINARY [COUNT]          COUNT generated articles (20,000)
#
# Exit 0 if both give the same bytes.
set -euo pipefail
binary=$(realpath "$1") count=${2:-20000}
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 "$here/../scale/articles.py" "$count" > articles.jsonl
"$binary" --input-format jsonl < articles.jsonl > local.jsonl

# -k keeps the order, --pipepart cuts the file at line ends; parallel holds each job's output back until the job before is printed whole.
parallel -k --pipepart -a articles.jsonl --block -4 "$binary" --input-format jsonl -j1 > parallel.jsonl
if cmp local.jsonl parallel.jsonl; then echo "parallel: the same bytes"; else echo "parallel: DIFFERENT bytes"; exit 1; fi

# xargs -P lets its processes write into one pipe at the same time. The system keeps only writes of up to PIPE_BUF bytes (4096 on Linux)
# in one piece, and a document is longer.
mkdir files && python3 "$here/../scale/articles.py" "$((count < 400 ? count : 400))" --folder files
find files -name '*.txt' -print0 | xargs -0 -n 20 -P 8 "$binary" --jsonl -j1 | cat > torn.jsonl
torn=$(python3 -c '
import json, sys
bad = 0
for line in open("torn.jsonl", "rb"):
    try: json.loads(line)
    except ValueError: bad += 1
print(bad)')
echo "xargs -P 8: $torn lines that are no JSON, of $(wc -l < torn.jsonl)"
