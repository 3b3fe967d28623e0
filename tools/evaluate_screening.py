"""How well `parity screen` finds firms: precision and recall on labelled names, in all and by class, with every miss.

Usage: python tools/evaluate_screening.py [tests/controls/screening.csv]
"""

import csv
import sys
from dataclasses import dataclass
from pathlib import Path

from parity.controls import HITS, entries, matches

ROOT = Path(__file__).resolve().parent.parent
LABELS = ROOT / "tests/controls/screening.csv"
STAGES = {
    "listed names alone": frozenset({"listed name"}),
    "and the same but for spelling of forms": frozenset({"listed name", "same name"}),
    "and names known of the firm: all hits": HITS,
    "and near matches": HITS | {"near match"},
}


@dataclass(slots=True)
class Score:
    """Names found rightly, firms found wrongly, names missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Of the firms found, those that were meant."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Of the listed names asked, those found."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    def row(self) -> str:
        """As cells of a Markdown table."""
        return f"{self.precision:.3f} | {self.recall:.3f} | {self.right} | {self.wrong} | {self.missed}"


def read(path: Path = LABELS) -> list[dict[str, str]]:
    """The labelled names; `expected` may name several firms of which any is right."""
    with path.open(encoding="utf-8", newline="") as labels:
        return list(csv.DictReader(labels))


def scored(rows: list[dict[str, str]], kinds: frozenset[str]) -> tuple[Score, list[str]]:
    """Score names by the kinds of match that count, and say which went wrong."""
    firms: dict[str, set[str]] = {}
    for entry in entries():
        firms.setdefault(entry.name, set()).add(entry.firm)
    score, said = Score(), []
    for row in rows:
        found = {one.firm for one in matches(row["name"]) if one.kind in kinds}
        expected = {firm for name in row["expected"].split(";") if name for firm in firms.get(name, {name})}
        hit, wrong = bool(found & expected), len(found - expected)
        score.right += hit
        score.wrong += wrong
        score.missed += bool(expected) and not hit
        if wrong or (expected and not hit):
            said.append(f"{row['name']}: {', '.join(sorted(found)) or 'none'}, not {row['expected'] or 'none'}")
    return score, said


def table(path: Path = LABELS) -> str:
    """A Markdown table of precision and recall by stage."""
    rows = read(path)
    listed = sum(bool(row["expected"]) for row in rows)
    lines = [f"{len(rows)} names: {listed} of listed firms, {len(rows) - listed} of others.", "",
             "| names compared | precision | recall | found | false | missed |",
             "|---|---:|---:|---:|---:|---:|"]  # fmt: skip
    return "\n".join([*lines, *(f"| {stage} | {scored(rows, kinds)[0].row()} |" for stage, kinds in STAGES.items())])


def classes(path: Path = LABELS) -> str:
    """A Markdown table by layer and class, near matches included; classes of the first 36 firms in one row."""
    rows = read(path)
    groups: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in rows:
        groups.setdefault((row["layer"], "" if row["layer"] == "36 firms" else row["why"]), []).append(row)
    lines = [
        "| layer | class | names | precision | recall | found | false | missed |",
        "|---|---|---:|---:|---:|---:|---:|---:|",
    ]
    for (layer, why), some in groups.items():
        score, _ = scored(some, STAGES["and near matches"])
        told = score.row() if any(row["expected"] for row in some) else f"| | 0 | {score.wrong} | 0"
        lines.append(f"| {layer} | {why or 'all'} | {len(some)} | {told} |")
    return "\n".join(lines)


if __name__ == "__main__":
    chosen = Path(sys.argv[1]) if len(sys.argv) > 1 else LABELS
    print(table(chosen))
    print()
    print(classes(chosen))
    _, mistakes = scored(read(chosen), STAGES["and near matches"])
    print("\nWrong with near matches:" if mistakes else "", *mistakes, sep="\n  ")
