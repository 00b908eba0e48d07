"""Writes the sentences and outputs on which Python and Rust must agree (`agreement.jsonl`).

The sentences are those of `templates.py`, in documents of one to nine sentences, a tenth in capitals. The
model is read back from the int8 of the model file, so that what is compared is the arithmetic alone.
"""
import argparse
import json
import random
from pathlib import Path

import numpy as np
import torch

from . import labels, templates
from .corpora import Document, Sentence
from .export import load_checkpoint
from .model import mask_arcs
from .windows import Pieces, build_windows


def as_stored(model):
    """The model with every matrix rounded as `export.py` stores it."""
    with torch.no_grad():
        for name, p in model.named_parameters():
            if p.dim() != 2 or name in ("positions.weight", "shapes.weight"):
                continue
            axis = 0 if name.endswith("bilinear") else 1
            scale = (p.abs().amax(axis, keepdim=True) / 127).clamp(min=1e-8 / 127)
            p.copy_((p / scale).round().clamp(-127, 127) * scale)
    return model


@torch.no_grad()
def reading(model, window):
    out = model(torch.tensor([window.ids]), torch.tensor([window.shapes]), torch.tensor([window.first]))
    scores, arcs, relations, cues, vectors = [o[0].numpy() for o in out]
    parts = np.split(scores, np.cumsum([len(v) for v in labels.WORD_HEADS.values()])[:-1], axis=1)
    masked = mask_arcs(torch.tensor(arcs)[None], torch.tensor([window.sentences]))[0]
    round_all = lambda x: [round(float(v), 3) for v in x]
    return {
        "ids": window.ids,
        "shapes": window.shapes,
        "labels": {name: part.argmax(1).tolist() for name, part in zip(labels.WORD_HEADS, parts)},
        "heads": masked.argmax(1).tolist(),
        "first_labels": round_all(scores[0]),
        "first_arcs": round_all(arcs[0]),
        "first_relations": round_all(relations[0, :, -1]),
        "first_cues": round_all(cues[0]),
        "first_vector": round_all(vectors[0][:32]),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("run")
    parser.add_argument("--checkpoint", default="final.pt")
    parser.add_argument("--out", default="../crates/sitrep-inference/tests/agreement.jsonl")
    parser.add_argument("--sentences", type=int, default=500)
    args = parser.parse_args()
    model, vocabulary = load_checkpoint(args.run, args.checkpoint)
    model, pieces = as_stored(model), Pieces(vocabulary)
    rng = random.Random(42)
    rows, left = [], args.sentences
    while left > 0:
        size = min(left, rng.randrange(1, 10))
        sentences = [templates.sentence(rng).words for _ in range(size)]
        if rng.random() < 0.1:
            sentences = [[w.upper() for w in s] for s in sentences]
        document = Document("fixture", "fixture", [Sentence(s) for s in sentences])
        rows.append({"sentences": sentences, "windows": [reading(model, w) for w in build_windows(document, pieces)]})
        left -= size
    with Path(args.out).open("w", encoding="utf-8") as handle:
        for row in rows:
            handle.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
