"""What would change a verdict, in one or two sentences made from the evidence it rests on."""

from parity.claims.judging.evidence import Case, Found, measure, read
from parity.claims.judging.turns import turning
from parity.claims.verdict import Counting
from parity.store.sources import described

__all__ = ["would_change"]


def would_change(case: Case, first: Found, ways: tuple[Counting, ...]) -> str | None:
    """Say at which claim or evidence the word changes, and which other counting would change it."""
    again = measure(case, first.pair(case.desk), first.reading.on)
    partial = any(described(name).partial for name in first.sources)
    told = again.turn
    if told is not None and not isinstance(told, str):
        told = turning(told, least="unresolved" if partial else None)
    return " ".join(filter(None, (told, _by_counting(case, first, ways)))) or None


def _by_counting(case: Case, first: Found, ways: tuple[Counting, ...]) -> str | None:
    """Name the countings that give another word; forecasts that are not due have none to give."""
    now = first.reading
    if now.verdict == "too early":
        return None
    other: dict[str, list[str]] = {}
    for way in ways:
        if way.used:
            continue
        found = read(case, *first.blocs, now.on, now.vintage, way.id)
        if not isinstance(found, str) and found.reading.verdict != now.verdict:
            other.setdefault(found.reading.verdict, []).append(way.label)
    if not other:
        return f"No other counting changes the word ({len(ways) - 1} read)." if len(ways) > 1 else None
    return "Counted otherwise it would be " + ", ".join(
        f"{word} ({'; '.join(labels)})" for word, labels in other.items()
    ) + "."  # fmt: skip
