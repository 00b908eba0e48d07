#!/usr/bin/env python3
"""How well the annotators of PolNeAR agree with each other, by the scorer that `sitrep eval attr` is scored with.

For 18 documents the corpus has what several people marked. Each person's marks are scored as a prediction of each other
person's, and all pairs are counted together: no reader can be expected to agree with one of them better than they agree.

usage: annotator_agreement.py DATA SCORE
  DATA   the folder of the corpora (holds polnear/)
  SCORE  the folder of the scorers (holds score_attr.py)

Prints "skipped" where the corpus is not there. Needs Python 3 and nothing else.
"""
import gzip
import itertools
import json
import pathlib
import subprocess
import sys
import tempfile


def rows(path):
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    corpus, scorer = pathlib.Path(sys.argv[1]) / "polnear", pathlib.Path(sys.argv[2]) / "score_attr.py"
    several = corpus / "several_annotators.jsonl"
    if not several.exists() or not scorer.exists():
        sys.exit(print(f"skipped: no {several} or no {scorer}"))
    texts = {row["doc_id"]: row for name in ("dev.jsonl", "train.jsonl.gz") for row in rows(corpus / name)}
    with tempfile.TemporaryDirectory() as folder:
        gold, pred = pathlib.Path(folder) / "gold.jsonl", pathlib.Path(folder) / "pred.jsonl"
        with gold.open("w") as gold_lines, pred.open("w") as pred_lines:
            for row in rows(several):
                text = texts.get(row["doc_id"])
                if text is None:
                    continue
                people = {**row["other_annotators"], row["annotator"]: text["attributions"]}
                for one, other in itertools.permutations(sorted(people), 2):
                    name = f"{row['doc_id']}#{one}#{other}"
                    marked = {**text, "doc_id": name, "attributions": people[one]}
                    gold_lines.write(json.dumps(marked) + "\n")
                    pred_lines.write(json.dumps({"doc_id": name, "attributions": people[other]}) + "\n")
        subprocess.run([sys.executable, scorer, "--gold", gold, "--pred", pred], check=True)


if __name__ == "__main__":
    main()
