"""What a user sets by hand: `NAME[labels]=LOW..HIGH`, read into a change of the model."""

import re

from parity.errors import BadInput
from parity.estimates.montecarlo import Cell, Change, Model, change_of

__all__ = ["setting"]

_FORM = re.compile(r"\s*(\w+)\s*(?:\[([^\]]*)\])?\s*(=|\*=|\+=)\s*(\S+?)(?:\.\.(\S+))?\s*")
_OPS = {"=": "set", "*=": "times", "+=": "plus"}


def setting(text: str, model: Model) -> Change:
    """Read one setting: `=` sets, `*=` multiplies, `+=` adds; one number, or the ends of a 90 % interval.

    An interval above zero is lognormal, any other normal.  Raises `BadInput` that names the setting.
    """
    where = f"--set {text!r}"
    found = _FORM.fullmatch(text)
    if found is None:
        raise BadInput(f"{where}: write NAME=VALUE, NAME=LOW..HIGH or NAME[label;label]*=VALUE.")
    name, at, op, first, last = found.groups()
    quantity = model.quantity(name, where)
    try:
        low, high = float(first), float(last or first)
    except ValueError:
        raise BadInput(f"{where}: {first if last is None else f'{first}..{last}'} is no number or interval.") from None
    kind = "point" if last is None else "lognormal" if low > 0 else "normal"
    cell = Cell(kind, value=low, low=low, high=high, where=where)
    return change_of(quantity, model.axes, op=_OPS[op], cell=cell, at=at or "", where=where)  # type: ignore[arg-type]
