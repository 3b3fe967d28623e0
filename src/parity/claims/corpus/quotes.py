"""When two claims are the same quote: alike in their words, whoever wraps them in a sentence."""

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b

__all__ = ["quote_key"]

QUOTED = re.compile(r'["\u201c\u201d]([^"\u201c\u201d]{25,})["\u201c\u201d]')
NOT_WORDS = re.compile(r"[^\w%]+")
LEAST_WORDS = 6
"""A shorter run of quoted words is no quote of its own: many people say "a big gap"."""


@lru_cache(maxsize=4096)
def quote_key(sentence: str, kind: str, metric: str | None) -> bytes:
    """Name a quote: by its longest quoted words if there are enough, else by the whole sentence.

    Case, quotation marks, dashes, spaces and other punctuation do not count.

    >>> one = quote_key('"Compute won\u2019t be a gap in the long run," he said.', "forecast", "compute_stock")
    >>> two = quote_key("He told us: \u201cCompute won't be a gap in the long run\u201d.", "forecast", "compute_stock")
    >>> one == two, one == quote_key("Compute will be a gap.", "forecast", "compute_stock")
    (True, False)
    """
    quoted = [words for found in QUOTED.findall(sentence) if len((words := _words(found)).split()) >= LEAST_WORDS]
    words = max(quoted, key=len) if quoted else _words(sentence)
    return blake2b(f"{kind}|{metric}|{words}".encode("utf-8", "replace"), digest_size=12).digest()


def _words(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold().replace("'", "").replace("\u2019", "")
    return " ".join(NOT_WORDS.sub(" ", folded).split())
