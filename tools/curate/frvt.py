"""Face verification: error rates in NIST's main set, of the developers whose country is known."""

import polars as pl

from common import read, ship


def main() -> None:
    facts = read("nist_frvt", "nist_frvt", "2020-11-03", "frvt_11_overview.csv")
    main_set = pl.col("metric") == "face_verification_error"
    ship("nist_frvt", facts.filter(main_set, pl.col("country").is_not_null()))


if __name__ == "__main__":
    main()
