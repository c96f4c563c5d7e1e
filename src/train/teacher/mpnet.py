"""MPNet (Song and others, "MPNet: Masked and permuted pre-training for language understanding", 2020) with a layer for labels, and its training."""

import math
import random
import time

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.numpy import load_file
from torch import nn

WIDTH, HEADS, LAYERS = 768, 12, 12
# Piece numbers of the beginning of a text, of padding and of its end.
BEGIN, PADDING, END = 0, 1, 2
# What a piece is beside itself: its letters (from 0), whether a line begins (from 8), what part it plays (from 12).
LINE, PART = 8, 12
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
NAMES = {
    "query": "attention.attn.q",
    "key": "attention.attn.k",
    "value": "attention.attn.v",
    "out": "attention.attn.o",
    "norm": "attention.LayerNorm",
    "wide": "intermediate.dense",
    "narrow": "output.dense",
    "last_norm": "output.LayerNorm",
}


def load(path, eight_bits):
    """The weights of a file, rounded to eight bits a row if asked: the readings in the repository were made so."""
    weights = {}
    for name, value in load_file(path).items():
        if eight_bits and value.ndim == 2 and value.size > 20000:
            scale = np.maximum(np.abs(value).max(1, keepdims=True) / 127, 1e-12)
            value = np.round(value / scale) * scale
        weights[name] = torch.from_numpy(value)
    return weights


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.norm, self.last_norm = nn.LayerNorm(WIDTH, eps=1e-5), nn.LayerNorm(WIDTH, eps=1e-5)
        self.wide, self.narrow = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)

    def forward(self, x, mask):
        batch, length, _ = x.shape
        heads = lambda t: t.view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)
        dropout = 0.1 if self.training else 0.0
        seen = F.scaled_dot_product_attention(
            heads(self.query(x)), heads(self.key(x)), heads(self.value(x)), attn_mask=mask, dropout_p=dropout
        )
        seen = self.out(seen.transpose(1, 2).reshape(batch, length, WIDTH))
        x = self.norm(F.dropout(seen, dropout) + x)
        return self.last_norm(F.dropout(self.narrow(F.gelu(self.wide(x))), dropout) + x)


class Model(nn.Module):
    def __init__(self, weights, labels, layers=LAYERS):
        super().__init__()
        self.pieces = nn.Embedding(*weights["embeddings.word_embeddings.weight"].shape)
        self.places = nn.Embedding(*weights["embeddings.position_embeddings.weight"].shape)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-5)
        self.distances = nn.Embedding(32, HEADS)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.beside = nn.Embedding(24, WIDTH)
        self.head = nn.Linear(WIDTH, labels)
        nn.init.normal_(self.beside.weight, std=0.01)
        nn.init.normal_(self.head.weight, std=0.02)
        self.pieces.weight.data.copy_(weights["embeddings.word_embeddings.weight"])
        self.places.weight.data.copy_(weights["embeddings.position_embeddings.weight"])
        self.distances.weight.data.copy_(weights["encoder.relative_attention_bias.weight"])
        for kind in ("weight", "bias"):
            getattr(self.norm, kind).data.copy_(weights[f"embeddings.LayerNorm.{kind}"])
            for number, layer in enumerate(self.layers):
                for ours, theirs in NAMES.items():
                    name = f"encoder.layer.{number}.{theirs}.{kind}"
                    getattr(getattr(layer, ours), kind).data.copy_(weights[name])

    def forward(self, ids, beside):
        length = ids.shape[1]
        text = ids.ne(PADDING)
        x = self.pieces(ids) + self.places(torch.cumsum(text.int(), 1) * text + 1)
        for number in range(beside.shape[2]):
            x = x + self.beside(beside[:, :, number])
        x = F.dropout(self.norm(x), 0.1, self.training)
        # Distances in 32 classes, wider the farther, as in T5.
        distance = torch.arange(length, device=ids.device)[:, None] - torch.arange(length, device=ids.device)[None]
        far = distance.abs()
        wide = (8 + (torch.log(far.clamp(min=1).float() / 8) / math.log(16) * 8).long()).clamp(max=15)
        classes = torch.where(far < 8, far, wide) + (distance < 0).long() * 16
        mask = self.distances(classes).permute(2, 0, 1)[None].to(torch.bfloat16).expand(len(ids), -1, -1, -1)
        mask = mask.masked_fill(~text[:, None, None, :], -1e4).contiguous()
        for layer in self.layers:
            x = layer(x, mask)
        return x


def window(article, first, last, parts=()):
    """The words from `first` to `last` for the model: pieces, what they are beside, the first piece of each word. `parts` are words with their part."""
    start, end = article["first"][first], article["first"][last]
    ids = np.concatenate([[BEGIN], article["ids"][start:end], [END]])
    beside = np.tile(np.array([0, LINE, PART]), (len(ids), 1))
    beside[1:-1, 0] = article["letters"][start:end]
    places = article["first"][first:last] - start + 1
    beside[places[article["breaks"][first:last] > 0], 1] = LINE + 1
    for from_word, to_word, part in parts:
        from_word, to_word = max(from_word, first), min(to_word, last)
        if to_word > from_word:
            beside[article["first"][from_word] - start + 1 : article["first"][to_word] - start + 1, 2] = PART + part
    return ids, beside, places


def limits(article, first, last, before, after):
    """Words from `first` to `last` with up to so many pieces before and after them."""
    pieces = article["first"]
    start = int(np.searchsorted(pieces, max(0, pieces[first] - before), "left"))
    end = int(np.searchsorted(pieces, pieces[last] + after, "right")) - 1
    return max(0, min(start, first)), max(last, min(end, len(pieces) - 1))


def batches(windows, size, generator=None):
    """Indices of windows of about the same length; in an order of chance where there is a generator."""
    order = list(range(len(windows)))
    length = lambda index: len(windows[index]["ids"])
    if generator is None:
        order.sort(key=length)
        return [order[at : at + size] for at in range(0, len(order), size)]
    generator.shuffle(order)
    found = []
    for at in range(0, len(order), 24 * size):
        part = sorted(order[at : at + 24 * size], key=length)
        found += [part[other : other + size] for other in range(0, len(part), size)]
    generator.shuffle(found)
    return found


def collate(windows):
    length = (max(len(window["ids"]) for window in windows) + 15) // 16 * 16
    ids = np.full((len(windows), length), PADDING)
    beside = np.tile(np.array([0, LINE, PART]), (len(windows), length, 1))
    labels = np.full((len(windows), length), -100)
    for row, window in enumerate(windows):
        ids[row, : len(window["ids"])] = window["ids"]
        beside[row, : len(window["ids"])] = window["beside"]
        if window.get("labels") is not None:
            labels[row, window["places"]] = window["labels"]
    return [torch.from_numpy(array).to(DEVICE) for array in (ids, beside, labels)]


def of_pieces(model, windows):
    """The loss of labels of words."""
    ids, beside, labels = collate(windows)
    scores = model.head(model(ids, beside))
    return F.cross_entropy(scores.float().flatten(0, 1), labels.flatten(), ignore_index=-100)


def train(weights, windows, labels, epochs, size, rate, seed, loss_of=of_pieces, layers=LAYERS):
    torch.manual_seed(seed)
    generator = random.Random(seed)
    model = Model(weights, labels, layers).to(DEVICE).train()
    new = lambda name: name.startswith(("head", "beside"))
    optimizer = torch.optim.AdamW(
        [
            {"params": [value for name, value in model.named_parameters() if not new(name)], "lr": rate},
            {"params": [value for name, value in model.named_parameters() if new(name)], "lr": 10 * rate},
        ],
        weight_decay=0.01,
    )
    steps = epochs * math.ceil(len(windows) / size)
    slope = lambda step: min(1, (step + 1) / (0.1 * steps + 1)) * max(0.0, (steps - step) / steps)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, slope)
    start = time.time()
    for epoch in range(epochs):
        for part in batches(windows, size, generator):
            with torch.autocast(DEVICE, dtype=torch.bfloat16):
                loss = loss_of(model, [windows[index] for index in part])
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
        print(f"  pass {epoch + 1} of {epochs}, loss {loss.item():.3f}, {time.time() - start:.0f} s", flush=True)
    return model.eval()


@torch.no_grad()
def shares(model, windows, size=128):
    """How likely each label of each word of each window is."""
    found = [None] * len(windows)
    for part in batches(windows, size):
        ids, beside, _ = collate([windows[index] for index in part])
        with torch.autocast(DEVICE, dtype=torch.bfloat16):
            scores = model.head(model(ids, beside))
        likely = torch.softmax(scores.float(), -1).cpu().numpy()
        for row, index in enumerate(part):
            found[index] = likely[row, windows[index]["places"]]
    return found
