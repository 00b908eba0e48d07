"""Words to subwords, documents to windows, windows to batches."""
import random
import unicodedata
from pathlib import Path

import torch
from tokenizers import BertWordPieceTokenizer

from . import labels
from .labels import IGNORE

# The shape of a word as written; the encoder itself is uncased. "NONE" is also what every word of a
# sentence gets that is all in capitals or all in small letters, so that such text reads the same.
SHAPES = "NONE LOWER TITLE UPPER MIXED".split()
MAX_SUBWORDS = 160  # of a window of several sentences, with its marks
MAX_SENTENCE = 256  # of a window of one long sentence
CLS, SEP = "[CLS]", "[SEP]"


def trimmed_vocabulary(vocabulary):
    """The pieces of the base vocabulary that English news can use: Latin letters, digits, signs."""
    kept = []
    for piece in vocabulary:
        if piece.startswith("[unused"):
            continue
        body = piece[2:] if piece.startswith("##") else piece
        if all(ord(c) < 0x250 or 0x2000 <= ord(c) < 0x2250 for c in body):
            kept.append(piece)
    return kept


class Pieces:
    """WordPiece over single words, with the trimmed vocabulary."""

    def __init__(self, vocabulary):
        self.vocabulary = vocabulary
        self.tokenizer = BertWordPieceTokenizer({p: i for i, p in enumerate(vocabulary)}, lowercase=True)
        self.cls, self.sep = vocabulary.index(CLS), vocabulary.index(SEP)
        self.unknown = vocabulary.index("[UNK]")
        self.cache = {}

    def of(self, word):
        """Ids of a word's pieces: at least one, at most eight (a long address needs no more)."""
        ids = self.cache.get(word)
        if ids is None:
            ids = self.tokenizer.encode(word, add_special_tokens=False).ids[:8] or [self.unknown]
            self.cache[word] = ids
        return ids


def is_caseless(words):
    """All capitals or all small letters, over at least two words with letters."""
    cased = [w for w in words if any(c.isalpha() for c in w)]
    if len(cased) < 2:
        return False
    return not any(c.isupper() for w in cased for c in w) or not any(c.islower() for w in cased for c in w)


def shape_of(word):
    if not any(c.isalpha() for c in word):
        return 0
    if not any(c.isupper() for c in word):
        return 1
    if not any(c.islower() for c in word):
        return 3 if sum(c.isalpha() for c in word) > 1 else 2
    return 2 if word[0].isupper() and not any(c.isupper() for c in word[1:]) else 4


class Window:
    """Subword ids of consecutive sentences, and where each word begins."""

    __slots__ = ("ids", "shapes", "first", "sentences", "members", "document")

    def __init__(self, document):
        self.document, self.ids, self.shapes, self.first = document, [], [], []
        self.sentences, self.members = [], []  # sentence number of each word; (sentence index, word range)


def build_windows(document, pieces, limit=MAX_SUBWORDS, variant=None):
    """Packs the sentences of a document, in order, into windows of at most `limit` subwords."""
    windows, current = [], None
    for number, sentence in enumerate(document.sentences):
        words = [variant(w) for w in sentence.words] if variant else sentence.words
        caseless = is_caseless(words)
        ids = [pieces.of(w) for w in words]
        size = sum(map(len, ids)) + 1
        if size > MAX_SENTENCE - 1:  # training skips such a sentence; the runtime cuts it
            current = None
            continue
        if current is None or len(current.ids) + size > limit:
            current = Window(document)
            current.ids.append(pieces.cls)
            current.shapes.append(0)
            windows.append(current)
        current.members.append(number)
        for word, word_ids in zip(words, ids):
            current.first.append(len(current.ids))
            current.sentences.append(number)
            current.ids += word_ids
            current.shapes += [0 if caseless else shape_of(word)] * len(word_ids)
        current.ids.append(pieces.sep)
        current.shapes.append(0)
    return windows


VARIANTS = {
    "lower": str.lower,
    "upper": str.upper,
    "title": lambda w: w[:1].upper() + w[1:] if len(w) > 3 else w,
}


def damaged(document, rng):
    """A copy of some sentences as bad extraction leaves them: no final stop, or two words glued."""
    from .corpora import Document, Sentence

    out = Document(document.doc_id, document.corpus, [])
    for sentence in document.sentences:
        words, layers = list(sentence.words), {k: list(v) for k, v in sentence.layers.items()}
        if "cue" in layers or len(words) < 4:
            out.sentences.append(sentence)
            continue
        roll = rng.random()
        if roll < 0.5 and words[-1] in ".!?" and ("head" not in layers or len(words) - 1 not in layers["head"]):
            words.pop()
            layers = {k: v[:-1] for k, v in layers.items()}
        elif roll < 0.7:
            i = rng.randrange(len(words) - 1)
            if words[i].isalpha() and words[i + 1].isalpha():
                words[i] += words[i + 1]
                for k, v in layers.items():
                    # what a glued word is cannot be said: no layer learns from it, but the tree stays whole
                    v[i] = {"entity": labels.ALL_ENTITY}.get(k, v[i] if k == "head" else IGNORE)
                    if k != "head":
                        v.pop(i + 1)
                if "head" in layers:
                    heads = layers["head"]
                    if heads[i] == i + 1:
                        heads[i] = heads[i + 1]
                    heads.pop(i + 1)
                    layers["head"] = [h if h < i + 1 else i if h == i + 1 else h - 1 for h in heads]
                    layers["head"][i] = -2 if layers["head"][i] == i else layers["head"][i]
                words.pop(i + 1)
        out.sentences.append(Sentence(words, layers))
    return out


def epoch_windows(train, pieces, seed, repeat):
    """All windows of one pass, in random order, a part of them as a variant."""
    rng = random.Random(seed)
    windows = []
    for corpus, documents in sorted(train.items()):
        times = repeat.get(corpus, 1.0)
        chosen = [d for d in documents for _ in range(int(times))]
        chosen += [d for d in documents if rng.random() < times - int(times)]
        for document in chosen:
            roll = rng.random()
            name = "lower" if roll < 0.06 else "upper" if roll < 0.12 else "title" if roll < 0.14 else None
            if 0.14 < roll < 0.22:
                document = damaged(document, rng)
            limit = MAX_SUBWORDS if rng.random() < 0.85 else rng.choice((40, 80))
            windows += build_windows(document, pieces, limit, VARIANTS.get(name))
    rng.shuffle(windows)
    return windows


WORD_LAYERS = ("upos", "re3d", "re3d_inner", "event", "tense", "aspect", "polarity", "modality", "attribution", "role")


def collate(windows):
    """Tensors of a batch: inputs, and a target for each layer (IGNORE where there is none)."""
    longest = max(len(w.ids) for w in windows)
    most = max(len(w.first) for w in windows)
    n = len(windows)
    batch = {
        "ids": torch.zeros(n, longest, dtype=torch.long),
        "shapes": torch.zeros(n, longest, dtype=torch.long),
        "mask": torch.zeros(n, longest, dtype=torch.bool),
        "first": torch.zeros(n, most, dtype=torch.long),
        "sentence": torch.full((n, most), -1, dtype=torch.long),
        "head": torch.full((n, most), IGNORE, dtype=torch.long),
        "deprel": torch.full((n, most), IGNORE, dtype=torch.long),
        "entity": torch.full((n, most), labels.ALL_ENTITY, dtype=torch.long),
        "cue": torch.full((n, most), IGNORE, dtype=torch.long),
        "taught": torch.full((n, most), -1, dtype=torch.long),
        "teacher": [],
    }
    for layer in WORD_LAYERS:
        batch[layer] = torch.full((n, most), IGNORE, dtype=torch.long)
    for b, window in enumerate(windows):
        t, w = len(window.ids), len(window.first)
        batch["ids"][b, :t] = torch.tensor(window.ids)
        batch["shapes"][b, :t] = torch.tensor(window.shapes)
        batch["mask"][b, :t] = True
        batch["first"][b, :w] = torch.tensor(window.first)
        batch["sentence"][b, :w] = torch.tensor(window.sentences)
        starts, base = {}, 0
        for number in window.members:
            starts[number] = base
            base += len(window.document.sentences[number].words)
        for number in window.members:
            layers, at = window.document.sentences[number].layers, starts[number]
            size = len(window.document.sentences[number].words)
            for layer in WORD_LAYERS + ("deprel", "entity"):
                if layer in layers:
                    batch[layer][b, at : at + size] = torch.tensor(layers[layer])
            teacher = window.document.sentences[number].teacher
            if teacher is not None:
                batch["taught"][b, at : at + size] = len(batch["teacher"])
                batch["teacher"].append(teacher)
            if "head" in layers:
                # column `most` of the arc scores is the root
                batch["head"][b, at : at + size] = torch.tensor(
                    [most if h == -1 else IGNORE if h < 0 else at + h for h in layers["head"]]
                )
            for i, cue in enumerate(layers.get("cue", ())):
                if isinstance(cue, tuple) and cue[0] in starts:
                    batch["cue"][b, at + i] = starts[cue[0]] + cue[1]
    if batch["teacher"]:
        batch["teacher"] = torch.stack(batch["teacher"]).float()
    return batch


def batches_of(windows, subwords):
    """Groups of about `subwords` padded subwords, similar lengths together, groups in the given order's spirit."""
    out, pool = [], 64
    for start in range(0, len(windows), pool):
        part = sorted(windows[start : start + pool], key=lambda w: len(w.ids))
        group = []
        for window in part:
            if group and (len(group) + 1) * len(window.ids) > subwords:
                out.append(group)
                group = []
            group.append(window)
        out.append(group)
    return out


def read_vocabulary(folder):
    return Path(folder, "vocab.txt").read_text(encoding="utf-8").split("\n")[:-1]


def strip_accents(text):
    return "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")
