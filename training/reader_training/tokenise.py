"""Sentences and words with offsets, in the manner of Universal Dependencies English.

Used on the corpora that come as plain text. The Rust side has its own, fuller splitter in
`sitrep-annotate`; the two only have to agree on what a word is (hyphens and clitics apart).
"""
import re

WORD = re.compile(
    r"""
    https?://\S+ | [@\#]\w+ | www\.\S+ | [\w.+-]+@[\w-]+\.[\w.]+            # addresses
  | (?:[A-Za-z]\.){2,}                                           # U.S.
  | (?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Sgt|Capt|Cpl|Gov|Sen|Rep|Rev|Prof|St|Jr|Sr|Inc|Corp|Co|Ltd|No
     |Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|vs|etc)\.(?=\s)
  | \d+(?:[.,:]\d+)*(?:st|nd|rd|th|s|m|km)?\b                    # numbers
  | (?:al|el|ul|an|ar|as)(?=-[A-Z])                              # al-Baghdadi is three words
  | \w+?(?=n['’]t\b) | n['’]t\b                                  # do n't
  | ['’](?:s|S|re|ve|ll|d|m|LL|RE|VE|D|M)\b
  | \w+
  | \.{2,} | -{2,} | ``|'' | [^\w\s]
    """,
    re.X,
)
NOT_AN_END = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Sgt|Capt|Gov|Sen|Rep|Rev|Prof|St|Jr|No|Inc|Corp|Co|vs|Jan|Feb|Aug|Sept|Oct|Nov|Dec)|\b[A-Z])\.$"
)


def words_of(text, start=0, end=None):
    """[(start, end)] of the words of text[start:end], offsets into text."""
    return [m.span() for m in WORD.finditer(text, start, len(text) if end is None else end)]


def sentences_of(text):
    """[(start, end)]: a blank line always ends a sentence, a full stop mostly."""
    out = []
    for block in re.finditer(r"(?:(?!\n\s*\n).)+", text, re.S):
        begin = block.start()
        for stop in re.finditer(r"[.!?]+[\"'”’)]*(?=\s+[\"'“‘`(]*[A-Z0-9])", block.group()):
            finish = block.start() + stop.end()
            if NOT_AN_END.search(text[begin:finish]):
                continue
            out.append((begin, finish))
            begin = finish
        out.append((begin, block.end()))
    return [(a, b) for a, b in out if text[a:b].strip()]
