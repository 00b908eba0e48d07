"""The reader: a BERT encoder (Devlin et al. 2019; weights of all-MiniLM-L6-v2) with a list of heads.

Word state: the last layer at a word's first subword. Arcs and labels are deep biaffine (Dozat and
Manning 2017); the head of a word is another word of its sentence or the root, whose score is a
scalar of the word itself. The cue of a source or content word is scored by a third, small biaffine.
"""
import torch
import torch.nn.functional as F
from torch import nn

from . import labels
from .labels import IGNORE
from .windows import SHAPES

HIDDEN, LAYERS, HEADS, INNER = 384, 6, 12, 1536
ARC, LABEL, CUE = 256, 64, 64


class Layer(nn.Module):
    def __init__(self, dropout):
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, INNER)
        self.down = nn.Linear(INNER, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, mask):
        b, t, _ = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4).unbind(0)
        scores = q @ k.transpose(-1, -2) * (HIDDEN // HEADS) ** -0.5
        if mask is not None:
            scores = scores + mask
        y = (scores.softmax(-1) @ v).transpose(1, 2).reshape(b, t, HIDDEN)
        x = self.norm1(x + self.out(y))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Biaffine(nn.Module):
    """scores[b, i, (l,) j] of word j as partner of word i, from two projections."""

    def __init__(self, size, n_labels, dropout):
        super().__init__()
        self.n, self.size = n_labels, size
        self.left, self.right = nn.Linear(HIDDEN, size), nn.Linear(HIDDEN, size)
        self.bilinear = nn.Parameter(torch.zeros(size, n_labels * size))
        self.left_bias = nn.Linear(size, n_labels)
        self.right_bias = nn.Linear(size, n_labels, bias=False)
        nn.init.normal_(self.bilinear, std=size**-1)
        self.dropout = nn.Dropout(dropout)

    def project(self, x):
        return self.dropout(F.leaky_relu(self.left(x), 0.1)), self.dropout(F.leaky_relu(self.right(x), 0.1))

    def pairs(self, x, b, i, j):
        """scores[k, l] of the pairs (i[k], j[k]) of window b[k] only: all that training needs of the labels."""
        left, right = self.project(x)
        left, right = left[b, i], right[b, j]
        mixed = (left @ self.bilinear).view(-1, self.n, self.size)
        return (mixed * right.unsqueeze(1)).sum(-1) + self.left_bias(left) + self.right_bias(right)

    def forward(self, x):
        left, right = self.project(x)
        b, w, _ = x.shape
        mixed = (left @ self.bilinear).view(b, w * self.n, self.size)
        scores = (mixed @ right.transpose(1, 2)).view(b, w, self.n, w)
        return scores + self.left_bias(left).unsqueeze(-1) + self.right_bias(right).transpose(1, 2).unsqueeze(1)


class Reader(nn.Module):
    def __init__(self, vocabulary_size, dropout=0.1, head_dropout=0.25):
        super().__init__()
        self.words = nn.Embedding(vocabulary_size, HIDDEN)
        self.positions = nn.Embedding(512, HIDDEN)
        self.shapes = nn.Embedding(len(SHAPES), HIDDEN)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = nn.Dropout(dropout)
        self.head_dropout = nn.Dropout(head_dropout)
        # one matrix for all heads that label words: a new head is more columns
        self.label_sizes = [len(v) for v in labels.WORD_HEADS.values()]
        self.hidden = nn.Linear(HIDDEN, HIDDEN)
        self.word_heads = nn.Linear(2 * HIDDEN, sum(self.label_sizes))
        self.arc = Biaffine(ARC, 1, head_dropout)
        self.root = nn.Linear(HIDDEN, 1)
        self.label = Biaffine(LABEL, len(labels.DEPREL), head_dropout)
        self.cue = Biaffine(CUE, 1, head_dropout)
        self.vector = nn.Linear(HIDDEN, HIDDEN)
        nn.init.eye_(self.vector.weight)
        nn.init.zeros_(self.vector.bias)

    def load_base(self, state, kept):
        """Weights of the base encoder; `kept` are the rows of its vocabulary that stay."""
        e = "embeddings."
        with torch.no_grad():
            self.words.weight.copy_(state[e + "word_embeddings.weight"][kept])
            self.positions.weight.copy_(state[e + "position_embeddings.weight"] + state[e + "token_type_embeddings.weight"][0])
            self.norm.weight.copy_(state[e + "LayerNorm.weight"])
            self.norm.bias.copy_(state[e + "LayerNorm.bias"])
            for i, layer in enumerate(self.layers):
                p = f"encoder.layer.{i}."
                for kind in ("weight", "bias"):
                    attention = p + "attention.self."
                    getattr(layer.qkv, kind).copy_(torch.cat([state[f"{attention}{n}.{kind}"] for n in ("query", "key", "value")]))
                    getattr(layer.out, kind).copy_(state[f"{p}attention.output.dense.{kind}"])
                    getattr(layer.norm1, kind).copy_(state[f"{p}attention.output.LayerNorm.{kind}"])
                    getattr(layer.up, kind).copy_(state[f"{p}intermediate.dense.{kind}"])
                    getattr(layer.down, kind).copy_(state[f"{p}output.dense.{kind}"])
                    getattr(layer.norm2, kind).copy_(state[f"{p}output.LayerNorm.{kind}"])

    def forward(self, ids, shapes, first, mask=None, pairs=None):
        """(labels [b, w, all], arcs [b, w, w + 1], relations [b, w, l, w], cues [b, w, w], vectors [b, w, h]).

        With `pairs` (window, word, head), relations are [pair, l] of those alone.
        """
        x = self.encode(ids, shapes, mask)
        states = x.gather(1, first.unsqueeze(-1).expand(-1, -1, HIDDEN))
        dropped = self.head_dropout(states)
        wide = torch.cat([dropped, self.head_dropout(F.gelu(self.hidden(dropped)))], -1)
        arcs = torch.cat([self.arc(dropped).squeeze(2), self.root(dropped)], -1)
        relations = self.label(dropped) if pairs is None else self.label.pairs(dropped, *pairs)
        return self.word_heads(wide), arcs, relations, self.cue(dropped).squeeze(2), self.vector(states)

    def encode(self, ids, shapes, mask):
        """The last layer's state of every subword."""
        t = ids.shape[1]
        x = self.words(ids) + self.positions.weight[:t] + self.shapes(shapes)
        x = self.norm(x)
        if mask is not None:
            mask = torch.where(mask, 0.0, -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return x


WEIGHTS = {"upos": 0.5, "entity": 1.0, "re3d": 0.7, "re3d_inner": 0.3, "event": 1.0, "tense": 0.3, "aspect": 0.2,
           "polarity": 0.4, "modality": 0.4, "attribution": 1.5, "role": 0.7, "cue": 0.5, "head": 1.0, "deprel": 0.7, "vector": 1.0}


def losses(output, batch):
    """Cross-entropy of every head over the words that its layer labels; entities are marginalised over allowed tags."""
    word_scores, arcs, relations, cues = [o.float() for o in output[:4]]
    parts = dict(zip(labels.WORD_HEADS, word_scores.split([len(v) for v in labels.WORD_HEADS.values()], -1)))
    out = {}
    for name, scores in parts.items():
        target = batch[name]
        if name == "entity":
            known = (target != labels.ALL_ENTITY) & (batch["sentence"] >= 0)
            if known.any():
                bits = torch.arange(scores.shape[-1])
                allowed = (target[known].unsqueeze(-1) >> bits) & 1
                logp = scores[known].log_softmax(-1).masked_fill(allowed == 0, -1e4)
                out[name] = -logp.logsumexp(-1).mean()
        elif (target != IGNORE).any():
            out[name] = F.cross_entropy(scores.reshape(-1, scores.shape[-1]), target.reshape(-1), ignore_index=IGNORE)
    known = batch["head"] != IGNORE
    if known.any():
        masked = mask_arcs(arcs, batch["sentence"])
        out["head"] = F.cross_entropy(masked[known], batch["head"][known])
        b, i, _ = gold_pairs(batch)
        if len(b):
            out["deprel"] = F.cross_entropy(relations, batch["deprel"][b, i])
    known = batch["cue"] != IGNORE
    if known.any():
        scores = cues.masked_fill((batch["sentence"] < 0).unsqueeze(1), -1e4)
        out["cue"] = F.cross_entropy(scores[known], batch["cue"][known])
    if len(batch["teacher"]):
        found = sentence_means(output[4].float(), batch)
        out["vector"] = (1 - F.cosine_similarity(found, batch["teacher"])).mean()
    return out


def sentence_means(vectors, batch):
    """Mean over the words of each sentence that has a teacher's vector."""
    rows = batch["taught"]
    known = rows >= 0
    sums = torch.zeros(len(batch["teacher"]), vectors.shape[-1])
    return sums.index_add(0, rows[known], vectors[known])


def gold_pairs(batch):
    """(window, word, head) of every labelled arc; the root's label needs no model."""
    w = batch["head"].shape[1]
    linked = (batch["head"] != IGNORE) & (batch["head"] < w) & (batch["deprel"] != IGNORE)
    b, i = linked.nonzero(as_tuple=True)
    return b, i, batch["head"][linked]


def mask_arcs(arcs, sentence):
    """Arc scores with every head outside the word's own sentence, and the word itself, ruled out."""
    w = sentence.shape[1]
    same = (sentence.unsqueeze(2) == sentence.unsqueeze(1)) & ~torch.eye(w, dtype=torch.bool)
    same = torch.cat([same, torch.ones_like(same[:, :, :1])], -1)
    return arcs.masked_fill(~same, -1e4)
