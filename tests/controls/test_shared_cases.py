"""The published and derived outcomes beside the specification; what differs is named here and explained in the docs."""

import csv
from datetime import date
from pathlib import Path

from parity.controls import chip, destination, presumed, rule_on

EXPLAINED = {
    ("RTX PRO 6000D", "2026-09-21"): "docs/controls.md, Differences: ratings and ECCN are not published",
}
FOUNDRY = "Unattested 16/14 nm-or-below logic IC shipped by a foundry, >=30bn transistors"


def test_every_case_of_the_specification_passes_or_is_explained(shared: Path):
    with (shared / "controls/cases.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    wrong = []
    for row in rows:
        day, first = date.fromisoformat(row["date"]), row["expected_outcome"].split()[0].rstrip(",")
        if row["chip"] == FOUNDRY:
            assert presumed(on=day, node=16, transistors=30e9).holds
            continue
        found = rule_on(chip(row["chip"]), on=day, where=destination(row["destination"]))
        paragraph = row["expected_paragraph"]
        same = found.paragraph == paragraph or found.paragraph.startswith(paragraph + ".")
        if not (same and found.outcome == first) and (row["chip"], row["date"]) not in EXPLAINED:
            wrong.append(
                (row["confidence"], row["chip"], row["date"], found.paragraph, found.outcome, paragraph, first)
            )
    assert wrong == []
    assert len(rows) >= 60


def test_no_case_of_high_confidence_needs_an_explanation(shared: Path):
    with (shared / "controls/cases.csv").open(encoding="utf-8", newline="") as table:
        high = {(row["chip"], row["date"]) for row in csv.DictReader(table) if row["confidence"] == "high"}
    assert not high & set(EXPLAINED)


def test_the_catalogue_has_the_figures_of_the_specification(shared: Path):
    with (shared / "controls/chips.csv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            part = chip(row["chip"])
            if row["tpp"] != "?":
                assert abs(part.figures["tpp"].high - float(row["tpp"].replace(",", ""))) <= 1, row["chip"]
            if row["pd"] not in ("?", ""):
                density = part.figures["density"]
                assert density.low - 0.01 <= float(row["pd"]) <= density.high + 0.01, row["chip"]
