"""Averages the weights of runs that began alike, which is better than each of them (Wortsman et al. 2022, model soups).

    python -m reader_training.average OUT RUN[=SHARE] RUN[=SHARE] …

Shares are equal where none is given. OUT receives `final.pt`, `vocab.txt` and a `log.jsonl` that says what was averaged.
"""
import argparse
import json
import shutil
from pathlib import Path

import torch


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("runs", nargs="+", metavar="RUN[=SHARE]")
    args = parser.parse_args()
    parts = [(Path(run), float(share or 1.0)) for run, _, share in (given.partition("=") for given in args.runs)]
    whole = sum(share for _, share in parts)
    mean, steps = {}, []
    for run, share in parts:
        checkpoint = torch.load(run / "final.pt")
        steps.append(checkpoint["step"])
        for name, weight in checkpoint["model"].items():
            mean[name] = mean.get(name, 0) + weight.float() * (share / whole)
    args.out.mkdir(parents=True, exist_ok=True)
    torch.save({"model": mean, "step": max(steps)}, args.out / "final.pt")
    shutil.copy(parts[0][0] / "vocab.txt", args.out)
    row = {"averaged": [{"run": run.name, "share": round(share / whole, 4), "step": step} for (run, share), step in zip(parts, steps)]}
    (args.out / "log.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
