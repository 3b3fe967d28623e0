"""Whose a firm is: organisations and their countries from Epoch's models, beside those added by hand with a source."""

import polars as pl

from common import ROOT, SHARED
from parity.facts.names import country_codes

TABLE = ROOT / "src" / "parity" / "facts" / "organisations.csv"
COUNTRY = ("Country (of organization)", "Country (from Organization)")


def stated() -> pl.DataFrame:
    """Organisations that Epoch's tables name alone, with the one country all editions give them."""
    parts = []
    for path in sorted((SHARED / "epoch" / "models").glob("*/*.csv")):
        table = pl.read_csv(path, infer_schema=False)
        country = next(name for name in COUNTRY if name in table.columns)
        parts.append(
            table.select(
                name=pl.col("Organization").str.replace_all(r"\s+", " ").str.strip_chars(' "'), country=country
            )
        )
    rows = pl.concat(parts).drop_nulls().filter(~pl.col("name").str.contains("[,;]"))
    codes, unknown = country_codes(rows["country"])
    if unknown:
        raise SystemExit(f"countries not known: {sorted(set(unknown))}")
    rows = rows.with_columns(country=codes, key=pl.col("name").str.to_lowercase())
    rows = rows.filter(pl.col("country").is_not_null(), ~pl.col("country").str.contains(";"))
    one = rows.group_by("key").agg(pl.col("name").last(), pl.col("country").unique())
    return one.filter(pl.col("country").list.len() == 1).select("name", pl.col("country").list.first())


def main() -> None:
    """Renew the rows whose source is epoch_models; keep all others, and every alias, as they are."""
    held = pl.read_csv(TABLE, infer_schema=False, null_values=[""])
    by_hand = held.filter(pl.col("source") != "epoch_models")
    taken = by_hand.select(pl.concat_str("name", pl.col("aliases").fill_null(""), separator=";").str.split(";"))
    known = {name.casefold() for name in taken.to_series().explode().drop_nulls()}
    aliases = held.filter(pl.col("source") == "epoch_models", pl.col("aliases").is_not_null())
    extra = {name.casefold() for cell in aliases["aliases"] for name in cell.split(";")}
    told = stated().filter(~pl.col("name").str.to_lowercase().is_in(list(known | extra)))
    told = told.join(aliases.select("name", "aliases"), on="name", how="left").with_columns(
        source=pl.lit("epoch_models"), doubt=pl.lit(None, dtype=pl.String)
    )
    table = pl.concat([by_hand, told.select(held.columns)])
    table = table.sort(pl.col("name").str.to_lowercase(), "name").unique("name", keep="first", maintain_order=True)
    table.write_csv(TABLE, null_value="")
    print(f"organisations: {held.height} -> {table.height}")


if __name__ == "__main__":
    main()
