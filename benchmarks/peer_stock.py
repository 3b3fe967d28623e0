"""What the published model of NVIDIA's owners does, expressed anew: table look-ups and draws one at a time."""

import numpy as np
import pandas as pd
import squigglepy as sq

from parity.estimates.stock import world

CHINA = ("A800", "H800", "H20")
EARLY = ("FY22Q4", "FY23Q1", "FY23Q2")


def tables() -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, dict[str, tuple[float, float]], tuple[str, ...]]:
    """The inputs as the published model holds them: revenue and mix, price index, shares, prices, owners."""
    model = world("published").model
    quarters = model.axes["nvidia_quarter"].labels[:17]
    chips, owners = (model.axes[name].labels for name in ("nvidia_chip", "nvidia_owner"))
    cells = {name: model.quantities[name].cells for name in model.quantities}
    mix = {chip: [cells["nvidia_mix"][q * len(chips) + c].value for q in range(17)] for c, chip in enumerate(chips)}
    index = {
        chip: [cells["nvidia_price_index"][q * len(chips) + c].value for q in range(17)] for c, chip in enumerate(chips)
    }
    revenue = [cells["nvidia_revenue"][q].value for q in range(17)]
    shares = {
        f"{owner} {end}": [getattr(cells["nvidia_revenue_share"][q * len(owners) + o], end) for q in range(17)]
        for o, owner in enumerate(owners)
        for end in ("low", "high", "level")
    }
    prices = {chip: (cells["nvidia_price"][c].low, cells["nvidia_price"][c].high) for c, chip in enumerate(chips)}
    rows = pd.Index(quarters)
    return (
        pd.DataFrame({"revenue": revenue, **mix}, rows),
        pd.DataFrame(index, rows),
        pd.DataFrame(shares, rows),
        prices,
        owners,
    )


def run(draws: int) -> dict[str, np.ndarray]:
    """Draw chips by owner and quarter and return the 5, 50 and 95 % points of each owner's cumulative chips."""
    sq.set_seed(42)
    sales, index, shares, prices, owners = tables()
    chips = list(prices)
    correlated = sq.correlate(tuple(sq.to(*prices[chip], credibility=80) for chip in chips), 0.5)
    price = {chip: np.array(one @ draws) for chip, one in zip(chips, correlated, strict=True)}
    hardware = np.array([sq.to(0.96, 0.99, credibility=80) @ 1 for _ in range(draws)])
    units: dict[str, dict[str, np.ndarray]] = {}
    for quarter in sales.index:
        revenue = np.array([sales.loc[quarter, "revenue"] for _ in range(draws)]) * hardware
        mixes = [{chip: sales.loc[quarter, chip] for chip in chips} for _ in range(draws)]
        units[quarter] = {}
        for chip in chips:
            part = np.array([one.get(chip, 0) for one in mixes])
            units[quarter][chip] = revenue * part / (price[chip] * index.loc[quarter, chip])
    discount = np.array([sq.to(1.03, 1.06) @ 1 for _ in range(draws)])
    early = sq.to(0.10, 0.20) @ draws
    held: dict[str, list[np.ndarray]] = {owner: [] for owner in (*owners, "China")}
    for owner in owners:
        asked = tuple(
            sq.to(
                shares.loc[quarter, f"{owner} low"],
                shares.loc[quarter, f"{owner} high"],
                credibility=round(100 * shares.loc[quarter, f"{owner} level"]),
            )
            for quarter in sales.index
        )
        matrix = [[1.0 if i == j else 0.5 for j in range(len(asked))] for i in range(len(asked))]
        for quarter, one in zip(sales.index, sq.correlate(asked, matrix), strict=True):
            share = np.array(one @ draws) / (1 - sum(sales.loc[quarter, chip] for chip in CHINA)) * discount
            held[owner].append(sum(units[quarter][chip] * share for chip in chips if chip not in CHINA))
    for quarter in sales.index:
        bought = sum(units[quarter][chip] for chip in CHINA)
        held["China"].append(bought + (units[quarter]["A100"] * early if quarter in EARLY else 0))
    return {owner: np.percentile(np.cumsum(rows, axis=0), (5, 50, 95), axis=1) for owner, rows in held.items()}
