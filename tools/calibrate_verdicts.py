"""How often two readings of the evidence give another word, on the labelled development articles.

Usage: calibrate_verdicts.py [FOLDER]; docs/how-parity-judges.md has what it prints.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from parity.claims.claim import Claim
from parity.claims.extract import extract
from parity.claims.judging import judge
from parity.claims.judging.desk import Desk
from parity.claims.verdict import Reading, Verdict
from parity.store.facts import facts_of

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared/claims"
PAGE = ROOT / "docs/how-parity-judges.md"
TODAY = date(2026, 11, 23)
UNDATED = "2026-06-30"
PAIRS = (
    ("then, by today's knowledge", "known then", "then", "known_then"),
    ("then", "now", "then", "now"),
)
FIRM = {"supported", "roughly right", "contradicted"}


def verdicts(folder: Path) -> Iterator[Verdict]:
    """Judge every claim that the rules find in the articles of a folder."""
    desk = Desk(facts_of, 2000, 0)
    for line in (folder / "articles.jsonl").read_text("utf-8").splitlines():
        article = json.loads(line)
        stated = str(article.get("date") or "")
        day = min(date.fromisoformat(stated if len(stated) == 10 else UNDATED), TODAY)
        claims: tuple[Claim, ...] = extract(article["text"], published=day)
        for claim in claims:
            yield judge(claim, published=day, on=TODAY, desk=desk, depth="word")


def table(found: Iterable[Verdict]) -> str:
    """One row a pair of readings: how many claims have both, and how many get another word."""
    all_of = list(found)
    lines = [
        "| readings | claims with both | the same word | another word | one for, one against | most often |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for one, other, first, second in PAIRS:
        words = [
            (a.verdict, b.verdict)
            for verdict in all_of
            if (a := _reading(verdict, first)) and (b := _reading(verdict, second))
        ]
        changed = Counter(pair for pair in words if pair[0] != pair[1])
        against = sum(count for pair, count in changed.items() if set(pair) <= FIRM and "contradicted" in pair)
        often = ", ".join(f"{a} > {b} ({n})" for (a, b), n in sorted(changed.items(), key=lambda x: (-x[1], x[0]))[:3])
        same = len(words) - changed.total()
        share = f"{100 * changed.total() / len(words):.0f}%" if words else "-"
        row = (f"{one} / {other}", len(words), same, f"{changed.total()} ({share})", against, often)
        lines.append("| " + " | ".join(map(str, row)) + " |")
    return "\n".join(lines)


def _reading(verdict: Verdict, name: str) -> Reading | None:
    found: Reading | None = getattr(verdict, name)
    return found


def for_page() -> str:
    """What the page says: computed where the shared articles are, else as it stands there."""
    if (SHARED / "articles.jsonl").is_file():
        return table(verdicts(SHARED))
    text = PAGE.read_text("utf-8")
    start = text.index("| readings |")
    return text[start : text.index("\n<!-- [[[end]]]", start)]


if __name__ == "__main__":
    print(table(verdicts(Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED)))
