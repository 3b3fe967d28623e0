"""A corpus as plain values for programs and as one page: who claimed what when, and how it held up."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from parity.claims.corpus.tally import HELD, JUDGED, WORDS
from parity.reports.page import environment, version
from parity.reports.plain import Plain, rounded

if TYPE_CHECKING:
    from parity.claims.corpus import Corpus

__all__ = ["claim_rows", "corpus_head", "corpus_parts", "render_corpus"]

SHOWN = 1000
"""Claims, names and reasons that a page shows; all are in JSON and CSV."""


def corpus_head(found: "Corpus") -> Plain:
    """Return what a corpus adds up to, without its claims."""
    settings = found.ledger.settings
    head: Plain = rounded(
        {
            "on": settings.on,
            "draws": settings.draws,
            "seed": settings.seed,
            "articles": {
                "read": found.read,
                "with_claims": found.with_claims,
                "repeated": found.repeated,
                "left_out": found.reasons.total(),
                "reasons": dict(sorted(found.reasons.items(), key=lambda one: (-one[1], one[0]))),
            },
            "claims_found": found.claims_found,
            "claims_merged": found.claims_found - found.quotes,
            "by_speaker": found.by_speaker(),
            "by_outlet": found.by_outlet(),
        }
    )
    return head


def corpus_parts(found: "Corpus") -> dict[str, Iterator[Plain]]:
    """Return what a corpus has many of, by name, each to be written as it is read from disk."""
    parts = {"claims": found.claims(), "conflicts": found.conflicts(), "left_out": found.left_out()}
    return {name: map(rounded, rows) for name, rows in parts.items()}


def claim_rows(found: "Corpus") -> Iterator[Plain]:
    """Yield the claims as flat rows, for CSV."""
    for one in map(rounded, found.claims()):
        flat: Plain = {}
        for key, value in one.items():
            if key in ("then", "now", "known_then"):
                flat |= {f"{key}_{part}": (value or {}).get(part) for part in PARTS}
            else:
                flat[key] = " ".join(value) if isinstance(value, list) else value
        yield flat


PARTS = ("verdict", "probability", "median", "low", "high", "unit")


def render_corpus(found: "Corpus", *, title: str) -> Iterable[str]:
    """Write a corpus as a self-contained HTML page, a part at a time; the same corpus gives the same page.

    Raises `MissingExtra` without the extra `charts`.
    """
    head: dict[str, Any] = corpus_head(found)
    template = environment().get_template("corpus.html.jinja")
    return template.generate(
        title=title,
        version=version(),
        head=head,
        words=WORDS,
        held=" or ".join(HELD),
        judged=", ".join(JUDGED),
        shown=SHOWN,
        claims=islice(map(rounded, found.claims()), SHOWN),
        quotes=found.quotes,
        conflicts=islice(found.conflicts(), SHOWN),
        left_out=islice(found.left_out(), SHOWN),
    )
