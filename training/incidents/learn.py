"""Learns which words tell of an incident that MUC-4 asks for: for whole documents and for sentences.

    python learn.py DATA ../../models/incidents.tsv

Two logistic regressions over the words of the training part of MUC-4 (`DATA/muc4/train.jsonl.gz`): whether a document has a
template, and whether a sentence holds a filler of one. `sitrep predict muc` leaves out what the reader's head of
incident roles marks where both speak against it.
"""
import argparse
import gzip
import json
import re
import string
from collections import Counter

import numpy as np
import torch

HEADER = """# Words of documents, and of sentences, that tell of an incident as MUC-4 has them: word, tab, weight for the document and for the
# sentence, in hundredths; the sum is divided by the root of the number of words. Learnt by training/incidents/learn.py from
# the training part of MUC-4, which states no licence and was put out for research. Only `sitrep predict muc` reads it."""
LEAST_COUNT = 20  # of a word
ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")


def words(text):
    return {word for word in re.findall("[a-z]+", text.lower()) if len(word) > 1}


def sentences(text):
    return [part for part in re.split(r"(?<=[.!?\]])\s+|\n\s*\n", text) if part.strip()]


def plain(text):
    """As the scorer compares fillers."""
    text = "".join(c for c in text.lower() if c not in string.punctuation)
    return " " + " ".join(re.sub(r"\b(a|an|the)\b", " ", text).split()) + " "


def fit(rows, truth, l2):
    counts = Counter(word for row in rows for word in row)
    number = {word: i for i, word in enumerate(sorted(word for word, n in counts.items() if n >= LEAST_COUNT))}
    known = [[number[word] for word in row if word in number] for row in rows]
    places = np.array([(i, word) for i, row in enumerate(known) for word in row]).T
    values = torch.tensor([len(row) ** -0.5 for row in known for _ in row], dtype=torch.float32)
    table = torch.sparse_coo_tensor(torch.tensor(places), values, (len(rows), len(number))).coalesce()
    weights, bias = torch.zeros(len(number), 1, requires_grad=True), torch.zeros(1, requires_grad=True)
    truth = torch.tensor(truth, dtype=torch.float32)
    optimiser = torch.optim.LBFGS([weights, bias], max_iter=150, line_search_fn="strong_wolfe")

    def loss():
        optimiser.zero_grad()
        scores = torch.sparse.mm(table, weights).squeeze(1) + bias
        value = torch.nn.functional.binary_cross_entropy_with_logits(scores, truth) + l2 * (weights**2).sum() / len(rows)
        value.backward()
        return value

    optimiser.step(loss)
    return {word: float(weights[i, 0]) for word, i in number.items()}, float(bias.detach())


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data")
    parser.add_argument("out")
    args = parser.parse_args()
    torch.set_num_threads(1)
    with gzip.open(args.data + "/muc4/train.jsonl.gz", "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    documents, _ = whole = fit([words(r["text"]) for r in records], [bool(r["templates"]) for r in records], 0.05)
    rows, holds = [], []
    for record in records:
        fillers = {plain(m) for t in record["templates"] for role in ROLES for entity in t[role] for m in entity}
        for sentence in sentences(record["text"]):
            rows.append(words(sentence))
            holds.append(any(filler in plain(sentence) for filler in fillers))
    single, _ = part = fit(rows, holds, 0.02)
    print(f"{len(records)} documents, {len(rows)} sentences, {sum(holds)} with a filler")
    with open(args.out, "w", encoding="utf-8") as out:
        out.write(HEADER + "\n")
        for name, a, b in [("BIAS", whole[1], part[1])] + [
            (word, documents.get(word, 0), single.get(word, 0)) for word in sorted(documents.keys() | single.keys())
        ]:
            out.write(f"{name}\t{round(100 * a)} {round(100 * b)}\n")


if __name__ == "__main__":
    main()
