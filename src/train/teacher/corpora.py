"""The corpora as word pieces: articles with their annotations, sentences with their labels."""

import json
import re
import subprocess
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

WORD = re.compile(r"\w+|[^\w\s]")
# The longest word, in pieces: what is longer is a web address or no word.
LONGEST_WORD = 8
LABELS = ("claim", "checkworthy", "attributed", "prediction")


class Reader:
    """Cuts texts into words and word pieces."""

    def __init__(self, model: Path):
        self.tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self.unknown = self.tokenizer.token_to_id("[UNK]") or 3
        self.known = {}

    def pieces(self, word):
        key = word.lower()
        if key not in self.known:
            ids = self.tokenizer.encode(word, add_special_tokens=False).ids
            self.known[key] = ids[:LONGEST_WORD] or [self.unknown]
        return self.known[key]

    def article(self, id, text):
        """The pieces of a text, the first piece of each word (and where the last ends), the letters of each piece, the words after a line's end."""
        spans = [(match.start(), match.end()) for match in WORD.finditer(text)]
        ids, first, letters = [], [], []
        for start, end in spans:
            first.append(len(ids))
            pieces = self.pieces(text[start:end])
            ids += pieces
            letters += [letters_of(text[start:end])] * len(pieces)
        breaks = [int("\n" in text[spans[at - 1][1] : spans[at][0]]) if at else 0 for at in range(len(spans))]
        return {
            "id": id,
            "ids": np.array(ids, np.int64),
            "first": np.array(first + [len(ids)], np.int64),
            "letters": np.array(letters, np.int64),
            "breaks": np.array(breaks, np.int64),
            "starts": np.array([start for start, _ in spans]),
            "ends": np.array([end for _, end in spans]),
        }


def letters_of(word):
    """The model reads small letters only, so capitals are told beside: small, capital, capitals, digits, no letters."""
    if word.isdigit():
        return 4
    if not word[0].isalnum():
        return 5
    if word.isupper() and len(word) > 1:
        return 3
    return 2 if word[0].isupper() else 1


def words(article, start, end):
    """The words that a span of code points touches."""
    first = int(np.searchsorted(article["ends"], start, "right"))
    return first, max(first, int(np.searchsorted(article["starts"], end, "left")))


def read_lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def annotated(reader, path):
    """Articles with the words of their cues."""
    articles = []
    for line in read_lines(path):
        article = reader.article(line["id"], line["text"])
        article["cues"] = [words(article, *span) for attribution in line["attributions"] for span in attribution["cue"][:1]]
        articles.append(article)
    return articles


def plain(reader, path):
    return [reader.article(line["id"], line["text"]) for line in read_lines(path)]


def sentences(articles, texts, labels, newsparse):
    """The sentences of articles as the program cuts them, each: article, words, span, labels or none."""
    lines = "\n".join(json.dumps({"id": article["id"], "text": texts[article["id"]]}) for article in articles)
    out = subprocess.run([newsparse, "--input-format", "jsonl"], input=lines, capture_output=True, text=True, check=True)
    found = []
    for article, line in zip(articles, out.stdout.splitlines(), strict=True):
        mine = labels.get(article["id"], {})
        for paragraph in json.loads(line)["paragraphs"]:
            if paragraph["kind"] == "boilerplate":
                continue
            for sentence in paragraph["sentences"]:
                start, end = sentence["start"], sentence["end"]
                same = [
                    known
                    for (known_start, known_end), known in mine.items()
                    if min(known_end, end) - max(known_start, start) > 0.6 * (known_end - known_start)
                ]
                place = words(article, start, end)
                if place[1] > place[0]:
                    found.append((article, place, (start, end), same[0] if same else None))
    return found


def claim_labels(path):
    """What people say of sentences, by article and span."""
    labels = {}
    for line in open(path, encoding="utf-8"):
        if line.startswith("#") or not line.strip():
            continue
        id, start, end, names = line.rstrip("\n").split("\t")
        labels.setdefault(id, {})[(int(start), int(end))] = [int(name in names.split(",")) for name in LABELS]
    return labels
