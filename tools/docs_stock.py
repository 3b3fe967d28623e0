"""The generated parts of docs/stock.md: the inputs of the supply model outside China, by quantity."""

from urllib.parse import urlsplit

from parity.estimates.montecarlo import Quantity
from parity.estimates.stock import world

SUPPLIES = ("common", "nvidia", "tpu", "amd", "trainium")


def inputs() -> str:
    """Write one row a quantity: what it is, how it is spread, what goes together, and where it is from."""
    lines = ["| input | what it is | told as | goes together | from |", "|---|---|---|---|---|"]
    for one in world("ours").model.quantities.values():
        if one.where.split("/")[0] not in SUPPLIES:
            continue
        links = sorted({cell.link for cell in one.cells if cell.link})
        pages = ", ".join(f"[{urlsplit(link).netloc.removeprefix('www.')}]({link})" for link in links)
        lines.append(f"| `{one.name}` [{one.unit}] | {one.note} | {_told(one)} | {_together(one)} | {pages} |")
    return "\n".join(lines)


def _told(one: Quantity) -> str:
    told = [cell for cell in one.cells if cell.where != one.where]
    if not told:
        return "0 unless a scenario changes it"
    kinds = sorted({"known" if cell.certain else cell.kind for cell in told})
    single = {cell.where for cell in told}
    if len(single) == 1 and not told[0].certain and told[0].kind in ("normal", "lognormal"):
        cell = told[0]
        return f"{cell.kind} {cell.low:g} to {cell.high:g} ({cell.level:.0%})"
    if len(single) == 1 and told[0].kind in ("beta", "point"):
        return f"{told[0].kind} {told[0].parameters or format(told[0].value, 'g')}"
    return f"{len(single)} rows, {', '.join(kinds)}"


def _together(one: Quantity) -> str:
    parts = []
    if one.shared:
        parts.append(f"one draw over {' and '.join(one.shared)}")
    if one.correlation:
        parts.append(f"scores correlate by {one.correlation:.2f} over {' and '.join(one.over)}")
    if one.mix:
        parts.append(f"sums to one over {one.mix}")
    return "; ".join(parts)
