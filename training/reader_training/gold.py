"""Turns `gold/conflict_names.txt` (names in square brackets) into CoNLL for `sitrep predict ner` and its scorer.

The 150 sentences are our own writing about real places and groups; none of them was trained on. Most of the armed
groups are also in `resources/actors`, whose names fill the slots of `templates.py`; few of the other names are. Columns: token, unified type, own type.
"""
import re
import sys
from pathlib import Path

UNIFIED = {"GPE": "LOC", "FAC": "LOC", "NORP": "MISC"}


def rows(line):
    kind, begin = None, False
    for token in re.findall(r"\[[A-Z]+ |[^\s\]]+|\]", line):
        if token.startswith("[") and token.endswith(" "):
            kind, begin = token[1:-1], True
        elif token == "]":
            kind = None
        elif kind is None:
            yield token, "O", "O"
        else:
            prefix = "B-" if begin else "I-"
            begin = False
            yield token, prefix + UNIFIED.get(kind, kind), prefix + kind


def main():
    source = Path(__file__).parent.parent / "gold" / "conflict_names.txt"
    for line in source.read_text(encoding="utf-8").splitlines():
        sys.stdout.writelines("\t".join(row) + "\n" for row in rows(line))
        print()


if __name__ == "__main__":
    main()
