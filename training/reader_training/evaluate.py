"""Quick scores on the held-out parts while training; the figures of record come from the Rust binary."""
import argparse
import json

import torch

from . import labels
from .labels import IGNORE
from .model import mask_arcs
from .windows import batches_of, build_windows, collate


def spans(tags, names):
    """[(start, end, type)] of a BIO sequence of label indices."""
    out = []
    for i, tag in enumerate(tags):
        name = names[tag]
        if name == "O":
            continue
        if name[0] == "B" or not out or out[-1][1] != i or out[-1][2] != name[2:]:
            out.append((i, i + 1, name[2:]))
        else:
            out[-1] = (out[-1][0], i + 1, name[2:])
    return set(out)


def f1(hits, found, gold):
    p, r = hits / max(1, found), hits / max(1, gold)
    return round(2 * p * r / max(1e-9, p + r), 4)


@torch.no_grad()
def all_scores(model, pieces, dev, limit=None, variant=None, exact=False):
    scores = {}
    for corpus, documents in dev.items():
        windows = [w for d in documents for w in build_windows(d, pieces, variant=variant)]
        count = {}
        for group in batches_of(windows[:limit], 4000):
            batch = collate(group)
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=not exact):
                output = model(batch["ids"], batch["shapes"], batch["first"], batch["mask"])
            tally([o.float() for o in output], batch, count, corpus)
        scores[corpus] = summary(count)
    return scores


def add(count, key, *values):
    row = count.setdefault(key, [0] * len(values))
    for i, v in enumerate(values):
        row[i] += int(v)


def tally(output, batch, count, corpus):
    word_scores, arcs, relations, cues, _ = output
    parts = dict(zip(labels.WORD_HEADS, word_scores.split([len(v) for v in labels.WORD_HEADS.values()], -1)))
    known = batch["head"] != IGNORE
    if known.any():
        heads = mask_arcs(arcs, batch["sentence"]).argmax(-1)
        right = (heads == batch["head"]) & known
        w = arcs.shape[1]
        b, i = right.nonzero(as_tuple=True)
        h = heads[right]
        rel = relations[b, i, :, h.clamp(max=w - 1)].argmax(-1)
        both = ((rel == batch["deprel"][right]) | (h == w)).sum()
        add(count, "UAS", right.sum(), known.sum())
        add(count, "LAS", both, known.sum())
        add(count, "UPOS", ((parts["upos"].argmax(-1) == batch["upos"]) & known).sum(), known.sum())
    for name in ("polarity", "modality", "tense", "aspect"):
        known = batch[name] != IGNORE
        if known.any():
            right = parts[name].argmax(-1) == batch[name]
            add(count, name, (right & known).sum(), known.sum())
            marked = known & (batch[name] > 0)
            add(count, name + "_marked", (right & marked).sum(), marked.sum())
    for b in range(batch["ids"].shape[0]):
        size = int((batch["sentence"][b] >= 0).sum())
        if (batch["event"][b, :size] != IGNORE).any():
            p, g = parts["event"][b, :size].argmax(-1), batch["event"][b, :size]
            add(count, "event_F1", ((p > 0) & (g > 0)).sum(), (p > 0).sum(), (g > 0).sum())
            add(count, "event_class_F1", ((p == g) & (g > 0)).sum(), (p > 0).sum(), (g > 0).sum())
        if corpus == "polnear":
            gold = [0 if x == IGNORE else x for x in batch["attribution"][b, :size].tolist()]
            p = spans(parts["attribution"][b, :size].argmax(-1).tolist(), labels.ATTRIBUTION)
            g = spans(gold, labels.ATTRIBUTION)
            for role in ("SOURCE", "CUE", "CONTENT"):
                ps, gs = {s for s in p if s[2] == role}, {s for s in g if s[2] == role}
                add(count, role + "_F1", len(ps & gs), len(ps), len(gs))
        for name, names in (("re3d", labels.RE3D), ("role", labels.ROLE)):
            if (batch[name][b, :size] != IGNORE).any():
                p = spans(parts[name][b, :size].argmax(-1).tolist(), names)
                g = spans(batch[name][b, :size].tolist(), names)
                add(count, name + "_F1", len(p & g), len(p), len(g))
        if corpus in ("wikigold", "wnut17", "btc", "crossner_politics"):
            merge = {"GPE": "LOC", "FAC": "LOC", "NORP": "MISC"}
            coarse = lambda s: {(a, e, merge.get(t, t)) for a, e, t in s}
            p = coarse(spans(parts["entity"][b, :size].argmax(-1).tolist(), labels.ENTITY))
            masks = batch["entity"][b, :size].tolist()
            gold = [0 if m & 1 else (m & -m).bit_length() - 1 for m in masks]
            g = coarse(spans(gold, labels.ENTITY))
            if corpus == "btc":
                p, g = ({s for s in x if s[2] != "MISC"} for x in (p, g))
            add(count, "entity_F1", len(p & g), len(p), len(g))
    known = batch["cue"] != IGNORE
    if known.any():
        scores = cues.masked_fill((batch["sentence"] < 0).unsqueeze(1), -1e4)
        add(count, "cue_link", ((scores.argmax(-1) == batch["cue"]) & known).sum(), known.sum())


def summary(count):
    return {k: f1(*v) if len(v) == 3 else round(v[0] / max(1, v[1]), 4) for k, v in count.items()}


def main():
    from . import corpora, export, fixture
    from .windows import Pieces

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", help="folder that train.py wrote")
    parser.add_argument("--data", required=True)
    parser.add_argument("--checkpoint", default="final.pt")
    parser.add_argument("--only", nargs="*", default=["timeml"], help="held-out sets to score")
    args = parser.parse_args()
    model, vocabulary = export.load_checkpoint(args.run, args.checkpoint)
    _, dev = corpora.load(args.data)
    dev = {name: dev[name] for name in args.only}
    print("float32", json.dumps(all_scores(model, Pieces(vocabulary), dev, exact=True)))
    model = fixture.as_stored(model)
    print("as stored", json.dumps(all_scores(model, Pieces(vocabulary), dev, exact=True)))


if __name__ == "__main__":
    main()
