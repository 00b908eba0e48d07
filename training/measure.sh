#!/bin/sh
# Scores the shipped weights from the Rust binary on text that was not trained on.
# Usage: training/measure.sh DATA SCORE   (the folders of the corpora and of their scorers)
set -eu
data=$(realpath "$1")
score=$(realpath "$2")
cd "$(dirname "$0")"
work=$(mktemp -d)
cargo build -q --release -p sitrep-eval --example predict
predict=../target/release/examples/predict
[ -x .venv/bin/python ] && python=.venv/bin/python || python=python3

judge() { # name, task, file, scorer and its options
  name=$1 task=$2 file=$3
  shift 3
  "$predict" "$task" "$file" > "$work/pred.jsonl"
  echo "== $name"
  "$python" "$score/$1" --gold "$file" --pred "$work/pred.jsonl" $2
}

cased() { # kind, file, name of the copy, case
  "$python" -m reader_training.subset "$1" "$2" ${4:-} > "$work/$3"
}

for case in "" upper lower; do
  cased conllu "$data/ud/dev.conllu.gz" ud.conllu $case
  echo "== ud $case"
  "$predict" ud-score "$work/ud.conllu"
  cased wikigold "$data/ner/wikigold_dev.conll" wikigold.conll $case
  judge "wikigold $case" ner "$work/wikigold.conll" score_ner.py
  cased conll "$data/ner/wnut17_dev.conll" wnut17.conll $case
  judge "wnut17 $case" ner "$work/wnut17.conll" score_ner.py "--types PER,ORG,LOC"
  "$python" -m reader_training.gold > "$work/own.conll"
  cased conll "$work/own.conll" conflict.conll $case
  judge "conflict $case" ner "$work/conflict.conll" score_ner.py
  cased re3d "$data/re3d/dev.jsonl" re3d.jsonl $case
  judge "re3d $case" re3d "$work/re3d.jsonl" score_ner.py
  cased all "$data/polnear/dev.jsonl" polnear.jsonl $case
  judge "polnear $case" attr "$work/polnear.jsonl" score_attr.py
done
