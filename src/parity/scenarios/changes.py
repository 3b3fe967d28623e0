"""From a scenario to changes of the supply model, all checked before anything is drawn."""

from datetime import date

from parity.errors import BadInput, ParityError
from parity.estimates.montecarlo import Change, Model, Quantity, cell_of, change_of
from parity.scenarios.rules import spans_of
from parity.scenarios.scenario import Scenario, Spread, Step

__all__ = ["changes_of"]

Dates = tuple[date | None, date | None]


def changes_of(scenario: Scenario, model: Model) -> tuple[Change, ...]:
    """Return the changes that a scenario makes to a model, in its order.

    Raises `BadInput` with file and line for a quantity, an axis or a label there is not, a unit that does not fit, an
    interval upside down, days outside the model, and rules that hold on no day.
    """
    found: list[Change] = []
    for number, step in enumerate(scenario.steps):
        line = scenario.lines[number] if number < len(scenario.lines) else 0
        found += _of_step(step, model, f"{scenario.origin or scenario.id}, line {line}")
    model.with_changes(found)
    return tuple(found)


def _of_step(step: Step, model: Model, where: str) -> list[Change]:
    quantity = model.quantity(step.quantity, where)
    row = {"kind": "point", "value": f"{step.to!r}"}
    if isinstance(step.to, Spread):
        row = {"kind": step.to.kind, "low": f"{step.to.low!r}", "high": f"{step.to.high!r}"}
    cell = cell_of(row | {"unit": step.unit or ""}, "1" if step.op == "times" else quantity.unit, where)
    at = _labels(step, quantity, where)
    return [
        change_of(quantity, model.axes, op=step.op, cell=cell, at=at, since=since, until=until, where=where)
        for since, until in _dates(step, quantity, model, where)
    ]


def _labels(step: Step, quantity: Quantity, where: str) -> str:
    """Write labels in the order of the axes, as changes take them."""
    for axis in step.at:
        if axis not in quantity.axes:
            known = ", ".join(quantity.axes) or "none"
            raise BadInput(f"{where}: {quantity.name} has no axis {axis!r}; it has {known}.")
    return ";".join(step.at.get(axis, "*") for axis in quantity.axes)


def _dates(step: Step, quantity: Quantity, model: Model, where: str) -> list[Dates]:
    """Return the spans in which a change holds: its own dates, cut to the days on which its rules hold."""
    if not step.rules:
        return [(step.since, step.until)]
    spans = next((found for name in quantity.axes if (found := model.axes[name].spans)), None)
    if spans is None:
        raise BadInput(f"{where}: {quantity.name} is the same at all times; a rule cannot choose among them.")
    begin, end = spans[0][0], spans[-1][1]
    for day in (step.since, step.until):
        if day is not None and not begin <= day <= end:
            raise BadInput(f"{where}: {day} is outside the model: {quantity.name} runs from {begin} to {end}.")
    since, until = step.since or begin, step.until or end
    try:
        held = spans_of(step.rules, since, until)
    except ParityError as error:
        raise BadInput(f"{where}: {error}") from None
    if not held:
        told = " and ".join(f"{one.chip} {'allowed' if one.allowed else 'not allowed'}" for one in step.rules)
        raise BadInput(f"{where}: {told} holds on no day from {since} to {until}.")
    return list(held)
