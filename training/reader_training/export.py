"""Writes a checkpoint as the one file that `sitrep-inference` loads: manifest, vocabulary, int8-stored graph.

The ONNX graph is put together by hand, one document window at a time (no batch dimension, no mask), so
that it holds nothing that the runtime does not need. Matrices are stored as int8 with one scale an output
column (an embedding: a row). The graph says to any ONNX runtime what is computed, in float32; the program takes
its weights by name and multiplies them as integers (`crates/sitrep-inference/src/matrix.rs`), so names matter.

File: magic, u32 LE length and JSON manifest, u32 LE length and vocabulary (one piece a line), the graph,
and the BLAKE3 hash of all that in the last 32 bytes.
"""
import argparse
import json
import struct
from pathlib import Path

import numpy as np
import onnx
import torch
from blake3 import blake3
from onnx import TensorProto, helper, numpy_helper

from . import labels
from .model import ARC, CUE, HEADS, HIDDEN, LABEL, LAYERS, Reader
from .windows import MAX_SENTENCE, MAX_SUBWORDS, SHAPES

MAGIC = b"sitrep-reader-1\n"
MICROSOFT = "com.microsoft"


class Graph:
    """Collects nodes and initialisers; every method returns the name of its result."""

    def __init__(self, float32):
        self.nodes, self.initialisers, self.float32 = [], [], float32

    def constant(self, value, name):
        self.initialisers.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def op(self, kind, inputs, output=None, domain="", **attributes):
        output = output or f"t{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [output], domain=domain, **attributes))
        return output

    def matrix(self, weight, name):
        """A [in, out] matrix, stored as int8 with a scale for each output column."""
        if self.float32:
            return self.constant(weight.astype(np.float32), name)
        scale = np.maximum(np.abs(weight).max(0), 1e-8) / 127
        stored = np.clip(np.rint(weight / scale), -127, 127).astype(np.int8)
        return self.op("DequantizeLinear", [self.constant(stored, name), self.constant(scale.astype(np.float32), name + ".scale")], axis=1)

    def linear(self, x, layer, name, columns=None):
        weight, bias = layer.weight.detach().numpy(), layer.bias
        if columns is not None:
            weight = weight[columns]
        y = self.op("MatMul", [x, self.matrix(weight.T, name)])
        if bias is None:
            return y
        bias = bias.detach().numpy()
        return self.op("Add", [y, self.constant(bias if columns is None else bias[columns], name + ".bias")])

    def norm(self, x, layer, name):
        return self.op(
            "LayerNormalization",
            [x, self.constant(layer.weight.detach().numpy(), name), self.constant(layer.bias.detach().numpy(), name + ".bias")],
            axis=-1, epsilon=1e-12,
        )

    def shape(self, *sizes):
        name = "shape_" + "_".join(map(str, sizes)).replace("-", "m")
        if all(i.name != name for i in self.initialisers):
            self.constant(np.array(sizes, dtype=np.int64), name)
        return name


def encoder(g, model):
    table = model.words.weight.detach().numpy()
    if g.float32:
        x = g.op("Gather", [g.constant(table, "words"), "ids"], axis=0)
    else:
        scale = np.maximum(np.abs(table).max(1), 1e-8) / 127
        rows = g.op("Gather", [g.constant(np.rint(table / scale[:, None]).astype(np.int8), "words"), "ids"], axis=0)
        scales = g.op("Gather", [g.constant(scale.astype(np.float32), "words.scale"), "ids"], axis=0)
        x = g.op("DequantizeLinear", [rows, scales], axis=0)
    positions = model.positions.weight.detach().numpy()[:MAX_SENTENCE]
    x = g.op("Add", [x, g.op("Gather", [g.constant(positions, "position"), "positions"], axis=0)])
    x = g.op("Add", [x, g.op("Gather", [g.constant(model.shapes.weight.detach().numpy(), "shape"), "shapes"], axis=0)])
    x = g.norm(x, model.norm, "norm")
    # the attention operator wants query, key and value side by side for each head
    order = np.arange(3 * HIDDEN).reshape(3, HEADS, HIDDEN // HEADS).transpose(1, 0, 2).reshape(-1)
    for i, layer in enumerate(model.layers):
        p = f"layer{i}."
        packed = g.op("Reshape", [g.linear(x, layer.qkv, p + "qkv", order), g.shape(1, -1, HEADS, 3, HIDDEN // HEADS)])
        y = g.op("MultiHeadAttention", [packed], domain=MICROSOFT, num_heads=HEADS)
        y = g.linear(g.op("Reshape", [y, g.shape(-1, HIDDEN)]), layer.out, p + "out")
        x = g.norm(g.op("Add", [x, y]), layer.norm1, p + "norm1")
        y = g.linear(g.op("Gelu", [g.linear(x, layer.up, p + "up")]), layer.down, p + "down")
        x = g.norm(g.op("Add", [x, y]), layer.norm2, p + "norm2")
    return g.op("Gather", [x, "first"], axis=0)


def biaffine(g, layer, states, name, size, n, output=None):
    left = g.op("LeakyRelu", [g.linear(states, layer.left, name + ".left")], alpha=0.1)
    right = g.op("LeakyRelu", [g.linear(states, layer.right, name + ".right")], alpha=0.1)
    mixed = g.op("MatMul", [left, g.matrix(layer.bilinear.detach().numpy(), name + ".bilinear")])
    if n > 1:
        mixed = g.op("Reshape", [mixed, g.shape(-1, size)])
    scores = g.op("MatMul", [mixed, g.op("Transpose", [right], perm=[1, 0])])
    left_bias = g.linear(left, layer.left_bias, name + ".left_bias")
    right_bias = g.op("Transpose", [g.linear(right, layer.right_bias, name + ".right_bias")], perm=[1, 0])
    if n > 1:
        # [words, labels, words]; one label a row block
        width = g.op("Slice", [g.op("Shape", [states]), g.shape(0), g.shape(1)])
        scores = g.op("Reshape", [scores, g.op("Concat", [width, g.shape(n), width], axis=0)])
        left_bias = g.op("Unsqueeze", [left_bias, g.shape(-1)])
        right_bias = g.op("Unsqueeze", [right_bias, g.shape(0)])
    return g.op("Add", [g.op("Add", [scores, left_bias]), right_bias], output)


def build(model, float32=False):
    g = Graph(float32)
    states = encoder(g, model)
    hidden = g.op("Gelu", [g.linear(states, model.hidden, "hidden")])
    wide = g.op("Concat", [states, hidden], axis=1)
    g.op("Identity", [g.linear(wide, model.word_heads, "word_heads")], "labels")
    arcs = biaffine(g, model.arc, states, "arc", ARC, 1)
    g.op("Concat", [arcs, g.linear(states, model.root, "root")], "arcs", axis=1)
    biaffine(g, model.label, states, "label", LABEL, len(labels.DEPREL), "relations")
    biaffine(g, model.cue, states, "cue", CUE, 1, "cues")
    g.op("Identity", [g.linear(states, model.vector, "vector")], "vectors")
    inputs = [helper.make_tensor_value_info(n, TensorProto.INT64, [s]) for n, s in
              (("ids", "subwords"), ("shapes", "subwords"), ("positions", "subwords"), ("first", "words"))]
    outputs = [helper.make_tensor_value_info(n, TensorProto.FLOAT, s) for n, s in
               (("labels", ["words", None]), ("arcs", ["words", None]), ("relations", ["words", None, "words"]),
                ("cues", ["words", "words"]), ("vectors", ["words", HIDDEN]))]
    graph = helper.make_graph(g.nodes, "reader", inputs, outputs, g.initialisers)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20), helper.make_opsetid(MICROSOFT, 1)], ir_version=9)


def manifest():
    return {
        "max_subwords": MAX_SUBWORDS,
        "max_sentence_subwords": MAX_SENTENCE,
        "shapes": SHAPES,
        "word_heads": [{"name": k, "labels": v} for k, v in labels.WORD_HEADS.items()],
        "relations": labels.DEPREL,
    }


def pack(model, vocabulary, float32=False):
    """The bytes of the model file."""
    head = json.dumps(manifest(), ensure_ascii=False).encode()
    words = ("\n".join(vocabulary) + "\n").encode()
    body = MAGIC + struct.pack("<I", len(head)) + head + struct.pack("<I", len(words)) + words
    body += build(model, float32).SerializeToString(deterministic=True)
    return body + blake3(body).digest()


# What is added to the score of "O" of a head whose corpus leaves much unmarked: MUC-4 asks for fillers, not for every
# place where they stand.
CALIBRATION = {"role": -0.7}


def load_checkpoint(folder, name="final.pt"):
    vocabulary = Path(folder, "vocab.txt").read_text(encoding="utf-8").split("\n")[:-1]
    model = Reader(len(vocabulary))
    model.load_state_dict(torch.load(Path(folder, name))["model"])
    column = 0
    with torch.no_grad():
        for head, names in labels.WORD_HEADS.items():
            model.word_heads.bias[column] += CALIBRATION.get(head, 0.0)
            column += len(names)
    return model.eval(), vocabulary


def last_log(run):
    """The last line of the training log: steps and scores."""
    lines = Path(run, "log.jsonl").read_text(encoding="utf-8").splitlines()
    return json.loads(lines[-1])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("run", help="folder that train.py wrote")
    parser.add_argument("--checkpoint", default="final.pt")
    parser.add_argument("--out", default="../models/reader.bin")
    parser.add_argument("--manifest", help="also write this file, which pins the model by its hash")
    parser.add_argument("--float32", action="store_true", help="store float32, to measure what int8 storage costs")
    args = parser.parse_args()
    model, vocabulary = load_checkpoint(args.run, args.checkpoint)
    data = pack(model, vocabulary, args.float32)
    Path(args.out).write_bytes(data)
    if args.manifest:
        pin = {"file": Path(args.out).name, "bytes": len(data), "blake3": data[-32:].hex(), "base": "all-MiniLM-L6-v2",
               "card": "README.md", "command": "training/README.md, how the shipped weights were made", "log": last_log(args.run)}
        Path(args.manifest).write_text(json.dumps(pin, indent=2) + "\n", encoding="utf-8")
    print(f"{args.out}: {len(data)} bytes, blake3 {data[-32:].hex()}")


if __name__ == "__main__":
    main()
