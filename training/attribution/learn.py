"""Learns what clues are worth to the labels of attribution: a conditional random field over the words of a window.

    python learn.py clues.jsonl ../../models/attribution.tsv

`clues.jsonl` is written by `cargo run --release -p sitrep-eval --example attribution_clues` (see ../README.md). The field
is learnt by itself, without the reader's own scores, and added to these at half its weight.
"""
import argparse
import json
import random
from collections import Counter

import numpy as np
import torch

HEADER = """# What words and their place in the tree tell of who says what (crates/sitrep-inference/src/clues.rs): clue, tab, and what it adds
# to each label's score in `unit`s. Learnt by training/attribution/learn.py from the training part of PolNeAR, whose licence is not stated."""
LEAST_COUNT = 80  # of a clue
KEPT = 1500  # clues in the end
SHARE = 0.5  # of the field's own scores that is added to the reader's
SHY = 0.2  # taken from the score of "no part": the sum of two is more cautious than either
UNIT = 32
RATE = 0.02
NEVER = -1e4


def read(path):
    with open(path, encoding="utf-8") as lines:
        head = json.loads(next(lines))
        windows = [json.loads(line) for line in lines]
    counts = Counter(clue for w in windows for clues in w["clues"] for clue in clues)
    names = sorted(clue for clue, n in counts.items() if n >= LEAST_COUNT)
    number = {clue: i for i, clue in enumerate(names)}
    out = []
    for w in windows:
        if w["labels"]:
            out.append(([[number[c] for c in clues if c in number] for clues in w["clues"]], whole(w["labels"])))
    return head, names, np.array([counts[c] for c in names]), out


def whole(labels):
    """Labels in which every run begins with its B: a window may begin in the middle of one. -1 is not known."""
    labels = [-1 if label is None else label for label in labels]
    for i, label in enumerate(labels):
        if label > 0 and label % 2 == 0 and (i == 0 or labels[i - 1] not in (label, label - 1)):
            labels[i] = label - 1
    return torch.tensor(labels)


class Field(torch.nn.Module):
    def __init__(self, n_clues, n_labels):
        super().__init__()
        self.clues = torch.nn.EmbeddingBag(n_clues, n_labels, mode="sum")
        self.between = torch.nn.Parameter(torch.zeros(n_labels, n_labels))
        self.bias = torch.nn.Parameter(torch.zeros(n_labels))
        torch.nn.init.zeros_(self.clues.weight)
        inside = range(2, n_labels, 2)
        self.forbidden = torch.zeros(n_labels, n_labels)
        for label in inside:
            for before in set(range(n_labels)) - {label, label - 1}:
                self.forbidden[before, label] = NEVER
        self.start = torch.zeros(n_labels)
        self.start[list(inside)] = NEVER

    def loss(self, windows):
        words = [clues for window, _ in windows for clues in window]
        offsets = np.cumsum([0] + [len(clues) for clues in words])[:-1]
        flat = self.clues(torch.tensor([c for clues in words for c in clues]), torch.tensor(offsets)) + self.bias
        longest, n_labels = max(len(labels) for _, labels in windows), flat.shape[1]
        scores, allowed, known, at = [], [], torch.zeros(len(windows), longest), 0
        for i, (window, labels) in enumerate(windows):
            pad = (0, 0, 0, longest - len(labels))
            scores.append(torch.nn.functional.pad(flat[at : at + len(labels)], pad))
            only = torch.full((len(labels), n_labels), NEVER)
            only[torch.arange(len(labels)), labels.clamp(min=0)] = 0
            only[labels < 0] = 0
            allowed.append(torch.nn.functional.pad(only, pad))
            known[i, : len(labels)] = 1
            at += len(labels)
        scores, allowed = torch.stack(scores), torch.stack(allowed)
        total = self.total(torch.cat([scores, scores + allowed]), torch.cat([known, known]))
        return (total[: len(windows)] - total[len(windows) :]).sum() / known.sum()

    def total(self, scores, known):
        """The logarithm of the sum over all sequences of labels."""
        sums = scores[:, 0] + self.start
        for word in range(1, scores.shape[1]):
            after = torch.logsumexp(sums.unsqueeze(2) + self.between + self.forbidden, 1) + scores[:, word]
            sums = torch.where(known[:, word : word + 1] > 0, after, sums)
        return torch.logsumexp(sums, 1)


def fit(field, windows, passes):
    optimiser = torch.optim.Adam(field.parameters(), lr=RATE, betas=(0.9, 0.99))
    by_length = sorted(windows, key=lambda window: len(window[1]))
    groups = [by_length[i : i + 48] for i in range(0, len(by_length), 48)]
    step = 0
    for number in range(passes):
        random.Random(number).shuffle(groups)
        losses = []
        for group in groups:
            optimiser.param_groups[0]["lr"] = RATE * (1 - step / (passes * len(groups)))
            step += 1
            loss = field.loss(group)
            optimiser.zero_grad()
            (loss + 1e-6 * (field.clues.weight**2).sum()).backward()
            optimiser.step()
            losses.append(loss.item())
        print(f"pass {number + 1}: loss {sum(losses) / len(losses):.4f}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("clues")
    parser.add_argument("out")
    args = parser.parse_args()
    torch.manual_seed(3)
    torch.set_num_threads(1)
    head, names, counts, windows = read(args.clues)
    print(f"{len(windows)} windows, {len(names)} clues", flush=True)
    field = Field(len(names), len(head["labels"]))
    fit(field, windows, 3)
    # the clues that change most, with one more round for the others' share
    weights = field.clues.weight.detach().numpy()
    moves = (weights.max(1) - weights.min(1)) * np.sqrt(counts)
    kept = set(np.argsort(-moves, kind="stable")[:KEPT].tolist())
    field.clues.weight.data[[i for i in range(len(names)) if i not in kept]] = 0
    fit(field, [([[c for c in clues if c in kept] for clues in window], labels) for window, labels in windows], 2)
    write(args.out, head, field, [(names[i], i) for i in sorted(kept)])


def write(path, head, field, kept):
    def row(name, values):
        return name + "\t" + " ".join(str(round(float(x) * UNIT)) for x in values)

    bias = SHARE * field.bias.detach().numpy()
    bias[0] -= SHY
    weights = SHARE * field.clues.weight.detach().numpy()
    lines = [HEADER, "labels\t" + " ".join(head["labels"]), f"unit\t{UNIT}"]
    lines += [f"{name}\t" + " ".join(head[name]) for name in ("words", "cues")]
    lines += [row("bias", bias)] + [row("between", before) for before in SHARE * field.between.detach().numpy()]
    lines += [row(name, weights[i]) for name, i in kept]
    with open(path, "w", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
