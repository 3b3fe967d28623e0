"""Small models written to a folder, for tests."""

from pathlib import Path

from parity.estimates.montecarlo import Floats, Model, Relation, quarters, read_model, relation

AXES = """axis,label,start,end
fiscal,F1,2023-11-01,2024-01-31
fiscal,F2,2024-02-01,2024-04-30
chip,A,,
chip,B,,
"""
QUANTITIES = """quantity,unit,axes,shared,mix,over,rank,scores,assumptions,note
sales,USD,fiscal,,,,,,,
mix,1,fiscal chip,,chip,,,,,
price,USD/chip,chip,,,chip,0.5,,,
"""
ROWS = """quantity,at,kind,value,low,high,level,least,most,ends,parameters,unit,assumptions,link,note
sales,F1,normal,,1,2,,,,,,GUSD,,,
sales,F2,normal,,2,3,,,,,,GUSD,,,
mix,*;A,dirichlet,0.25,,,,,,,40,,,,
mix,*;B,dirichlet,0.75,,,,,,,40,,,,
price,A,lognormal,,10,15,0.8,,,,,kUSD/chip,,,
price,B,lognormal,,20,30,,,,,,kUSD/chip,,,
"""


@relation(unit="chip", axes=("fiscal", "chip"))
def units(sales: Floats, mix: Floats, price: Floats) -> Floats:
    """Chips sold."""
    return sales[..., None] * mix / price[:, None, :]


@relation(unit="chip", axes=("quarter",))
def flow(units: Floats, fiscal_in_quarter: Floats) -> Floats:
    """Chips by calendar quarter."""
    return units.sum(axis=2) @ fiscal_in_quarter[0]


def model(
    folder: Path,
    *,
    axes: str = AXES,
    quantities: str = QUANTITIES,
    rows: str = ROWS,
    correlations: str = "",
    relations: tuple[Relation, ...] = (units, flow),
    assumptions: str = "ours",
) -> Model:
    """Write a model's tables into a folder and read them."""
    for name, text in (("axes", axes), ("quantities", quantities), ("rows", rows), ("correlations", correlations)):
        if text:
            (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return read_model([folder], relations, assumptions=assumptions, axes=[quarters("2023Q4", "2024Q2")])
