"""How well `parity screen` finds firms: precision and recall on labelled names, with every miss.

Usage: python tools/evaluate_screening.py [tests/controls/screening.csv]
"""

import csv
import sys
from pathlib import Path

from parity.controls import matches

ROOT = Path(__file__).resolve().parent.parent
LABELS = ROOT / "tests/controls/screening.csv"
STAGES = {
    "listed names alone": ("listed name",),
    "and names known of the firm": ("listed name", "known name"),
    "and near matches": ("listed name", "known name", "near match"),
}


def counts(rows: list[dict[str, str]], kinds: tuple[str, ...]) -> tuple[int, int, int, list[str]]:
    """Return how many names were found rightly, wrongly, and missed, and which went wrong."""
    right = wrong = missed = 0
    said = []
    for row in rows:
        found = {one.firm for one in matches(row["name"]) if one.kind in kinds}
        expected = {row["expected"]} - {""}
        right += len(found & expected)
        wrong += len(found - expected)
        missed += len(expected - found)
        if found != expected:
            said.append(f"{row['name']}: {', '.join(sorted(found)) or 'none'}, not {row['expected'] or 'none'}")
    return right, wrong, missed, said


def table(path: Path = LABELS) -> str:
    """A Markdown table of precision and recall by stage."""
    with path.open(encoding="utf-8", newline="") as labels:
        rows = list(csv.DictReader(labels))
    listed = sum(bool(row["expected"]) for row in rows)
    lines = [f"{len(rows)} names: {listed} of listed firms, {len(rows) - listed} of others.", "",
             "| names compared | precision | recall | found | false | missed |",
             "|---|---:|---:|---:|---:|---:|"]  # fmt: skip
    for stage, kinds in STAGES.items():
        right, wrong, missed, _ = counts(rows, kinds)
        precision = right / (right + wrong) if right + wrong else 1.0
        lines.append(f"| {stage} | {precision:.3f} | {right / (right + missed):.3f} | {right} | {wrong} | {missed} |")
    return "\n".join(lines)


if __name__ == "__main__":
    chosen = Path(sys.argv[1]) if len(sys.argv) > 1 else LABELS
    print(table(chosen))
    with chosen.open(encoding="utf-8", newline="") as labelled:
        *_, mistakes = counts(list(csv.DictReader(labelled)), STAGES["and near matches"])
    print("\nWrong with near matches:" if mistakes else "", *mistakes, sep="\n  ")
