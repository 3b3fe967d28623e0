"""Parts of the world's stock: each owner's chips of one designer through one channel, read from `parts.csv`."""

from dataclasses import dataclass
from pathlib import Path

from parity.errors import BadInput
from parity.estimates.montecarlo.model import Model
from parity.estimates.montecarlo.reading import lines
from parity.estimates.montecarlo.units import unit

__all__ = ["Part", "read_parts"]


@dataclass(frozen=True, slots=True)
class Part:
    """Who holds which chips: `units` (over time and chip) x `share` (over time and owners, or nothing)."""

    owner: str
    organization: str
    country: str
    place: str
    """Country where the chips stand."""
    user: str
    """Country whose firms can use them."""
    designer: str
    channel: str
    units: str
    share: str
    label: str
    speed: str
    power: str

    @property
    def tags(self) -> dict[str, str]:
        """What a counting can leave out by."""
        return {"owner": self.owner, "designer": self.designer, "channel": self.channel}


def read_parts(folder: Path, model: Model, assumptions: str) -> list[Part]:
    """Read the parts of a folder; raise `BadInput` with file and line for what the model does not have."""
    found = []
    for where, row in lines(folder, "parts.csv"):
        if row.pop("assumptions") not in ("", assumptions):
            continue
        part = Part(**{**row, "place": row["place"] or row["country"], "user": row["user"] or row["country"]})
        known = {*model.quantities, *model.relations}
        for role, name, wanted in (
            ("units", part.units, "chip"),
            ("share", part.share, "1"),
            ("speed", part.speed, "OP/s/chip"),
            ("power", part.power, "W/chip"),
        ):
            if name not in known and (name or role != "share"):
                raise BadInput(f"{where}: {role} {name!r} is nowhere in the model.")
            if name and not unit(model.unit_of(name)).fits(unit(wanted)):
                raise BadInput(f"{where}: units do not match: {role} {name} is in {model.unit_of(name)}, not {wanted}.")
        axes = model.axes_of(part.units)
        if len(axes) != 2 or model.axes[axes[0]].spans is None:
            raise BadInput(f"{where}: {part.units} must be over time and chips, not {', '.join(axes) or 'nothing'}.")
        if part.share and model.axes_of(part.share)[:1] not in ((), axes[:1]):
            raise BadInput(f"{where}: {part.share} must be over the time of {part.units}.")
        if part.label:
            model.axes[model.axes_of(part.share)[-1]].find(part.label)
        found.append(part)
    return found
