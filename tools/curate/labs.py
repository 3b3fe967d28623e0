"""Compute of AI labs at the end of each year: all that the table states."""

from common import read, rounded, ship

EDITION = "2026-09-03"


def main() -> None:
    facts = read("epoch_lab_compute", "epoch", "lab_compute", EDITION, "lab_compute_year_end.csv")
    ship("epoch_lab_compute", facts.with_columns(rounded(one, 6) for one in ("value", "low", "high")))
