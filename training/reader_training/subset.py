"""The held-out part of a corpus that is also trained on, as a file for `sitrep predict` and the scorers.

    python -m reader_training.subset wikigold ner/wikigold_dev.conll > held_out.conll
    python -m reader_training.subset re3d re3d/dev.jsonl > held_out.jsonl
    python -m reader_training.subset timeml timeml/train.jsonl.gz > held_out.jsonl

With a third argument, `upper` or `lower`, the text is written so (offsets stay right).
"""
import json
import sys

from .corpora import NON_COMMERCIAL, held_out, json_lines, open_text


def sentences(path):
    with open_text(path) as handle:
        return [block for block in handle.read().split("\n\n") if block.strip()]


def changed(text, how):
    """The text in capitals or small letters, character by character, so that its length stays."""
    if how is None:
        return text
    return "".join(c if len(getattr(c, how)()) != 1 else getattr(c, how)() for c in text)


def main():
    kind, path = sys.argv[1:3]
    how = sys.argv[3] if len(sys.argv) > 3 else None
    if kind in ("wikigold", "conll", "conllu"):
        blocks = sentences(path)
        if kind == "wikigold":
            groups = [blocks[i : i + 7] for i in range(0, len(blocks), 7)]
            blocks = [b for g in groups[len(groups) * 3 // 5 :] for b in g]
        column = 1 if kind == "conllu" else 0
        for block in blocks:
            for line in block.strip("\n").split("\n"):
                cells = line.split("\t")
                if len(cells) > column and not line.startswith("# "):
                    cells[column] = changed(cells[column], how)
                print("\t".join(cells))
            print()
        return
    records = json_lines(path)
    if kind in ("re3d", "timeml"):
        kept, records = held_out(records)
        if kind == "re3d":
            records += [r for r in kept if NON_COMMERCIAL in r["licence"]]
    for record in records:
        record["text"] = changed(record["text"], how)
        print(json.dumps(record, ensure_ascii=False))


if __name__ == "__main__":
    main()
