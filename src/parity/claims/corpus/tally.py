"""What the rows of a corpus add up to: quotes merged, and how claims held up by speaker and by outlet."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from sys import intern
from typing import Any, get_args

from parity.claims.corpus.ledger import Ledger
from parity.claims.corpus.quotes import quote_key
from parity.claims.corpus.work import Row
from parity.claims.verdict import Finding

__all__ = ["HELD", "JUDGED", "WORDS", "Corpus"]

WORDS: tuple[Finding, ...] = get_args(Finding)
HELD: tuple[Finding, ...] = ("supported", "roughly right")
JUDGED: tuple[Finding, ...] = (*HELD, "contradicted", "unresolved")
"""Words that the evidence decides; a forecast that is not due and a claim that cannot be checked are not among them."""

Tally = dict[str, Counter[str]]


@dataclass(slots=True)
class _Quote:
    """One quote: where its first utterance is, and who else carried it."""

    place: int
    order: int
    number: int
    day: str
    verdict: str
    speaker: str
    times: int = 1
    outlets: tuple[str, ...] = ()
    verdicts: tuple[str, ...] = ()


@dataclass(slots=True)
class Corpus:
    """Who claimed what when, and how it held up.  Rows stay in the ledger; here are only places and counts."""

    ledger: Ledger
    read: int = 0
    repeated: int = 0
    """Articles that came before, word for word, with the same address and day."""
    with_claims: int = 0
    claims_found: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    """Articles left out, by the reason."""
    _quotes: dict[bytes, _Quote] = field(default_factory=dict)
    _outlets: Tally = field(default_factory=dict)
    _odd: list[int] = field(default_factory=list)
    _left_out: list[int] = field(default_factory=list)

    def add(self, row: Row, place: int) -> None:
        """Count one article."""
        self.read += 1
        if row["left_out"]:
            self.reasons[row["left_out"]] += 1
            self._left_out.append(place)
            return
        self.with_claims += 1
        if row["conflicts"]:
            self._odd.append(place)
        alike: Counter[tuple[bytes, int]] = Counter()
        for number, claim in enumerate(row["claims"]):
            self.claims_found += 1
            quote = quote_key(claim["sentence"], claim["kind"], claim["metric"])
            alike[quote, claim["char_start"]] += 1  # a sentence may make several claims of one kind
            self._add_claim(row, quote + bytes((alike[quote, claim["char_start"]] % 256,)), place, number)

    def _add_claim(self, row: Row, key: bytes, place: int, number: int) -> None:
        claim = row["claims"][number]
        outlet, verdict = intern(row["outlet"] or ""), intern(claim["verdict"])
        speaker = intern(" ".join((claim["speaker"] or "").split()))
        quote = self._quotes.get(key)
        if quote is None:
            quote = self._quotes[key] = _Quote(place, self.read, number, row["date"], verdict, speaker)
        else:
            quote.times += 1
            if row["date"] < quote.day:
                quote.place, quote.order, quote.number = place, self.read, number
                quote.day, quote.verdict = row["date"], verdict
                quote.speaker = speaker or quote.speaker
        if verdict not in quote.verdicts:
            quote.verdicts = (*quote.verdicts, verdict)
        if outlet not in quote.outlets:
            quote.outlets = (*quote.outlets, outlet)
            self._outlets.setdefault(outlet, Counter())[verdict] += 1

    @property
    def quotes(self) -> int:
        """Count claims with duplicates of a quote as one."""
        return len(self._quotes)

    def claims(self) -> Iterator[Row]:
        """Yield the claims, each quote once, at its first utterance: by day, then in the order of the corpus."""
        order = sorted(self._quotes.values(), key=lambda one: (one.day, one.order, one.number))
        for quote in order:
            row = self.ledger.row(quote.place)
            yield {
                "date": row["date"],
                "article": row["id"],
                "title": row["title"],
                "url": row["url"],
                "outlet": row["outlet"],
                "times": quote.times,
                "outlets": sorted(filter(None, quote.outlets)),
                "verdicts": list(quote.verdicts),
                **row["claims"][quote.number],
            }

    def by_speaker(self) -> list[Row]:
        """Count verdicts by who spoke, each quote once; those of nobody in particular under None."""
        tally: Tally = {}
        for quote in self._quotes.values():
            tally.setdefault(quote.speaker, Counter())[quote.verdict] += 1
        return _counted("speaker", tally)

    def by_outlet(self) -> list[Row]:
        """Count verdicts by outlet, each quote once for every outlet that carried it."""
        return _counted("outlet", self._outlets)

    def conflicts(self) -> Iterator[Row]:
        """Yield pairs of claims of one article that cannot both hold."""
        for place in self._odd:
            row = self.ledger.row(place)
            for one in row["conflicts"]:
                first, second = (row["claims"][one[name]]["sentence"] for name in ("first", "second"))
                told = {"article": row["id"], "title": row["title"], "date": row["date"], "because": one["because"]}
                yield {**told, "first": first, "second": second}

    def left_out(self) -> Iterator[Row]:
        """Yield the articles left out, each with the reason."""
        for place in self._left_out:
            row = self.ledger.row(place)
            yield {"article": row["id"], "title": row["title"], "because": row["left_out"]}


def _counted(name: str, tally: Tally) -> list[Row]:
    """One row a name, those with the most claims first."""
    rows: list[dict[str, Any]] = []
    for one, counts in tally.items():
        judged = sum(counts[word] for word in JUDGED)
        held = sum(counts[word] for word in HELD)
        shares = {"judged": judged, "held_up": held / judged if judged else None}
        rows.append({name: one or None, "claims": counts.total(), **{word: counts[word] for word in WORDS}, **shares})
    return sorted(rows, key=lambda row: (row[name] is None, -row["claims"], row[name] or ""))
