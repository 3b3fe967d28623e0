"""Scenarios as plain values: the fields of `parity scenarios --json`."""

from typing import TYPE_CHECKING, Any

from parity.scenarios import Scenario, Spread, Step

if TYPE_CHECKING:
    from parity.estimates.stock import StockGap

__all__ = ["effect_dict", "scenario_dict"]

Plain = dict[str, Any]


def scenario_dict(one: Scenario) -> Plain:
    """Return `scenario, label, question, changes[], sources[]`; each change also as one line of `text`."""
    return {
        "scenario": one.id,
        "label": one.label,
        "question": one.question,
        "changes": [_change(step) for step in one.steps],
        "sources": [{"title": ref.title, "url": ref.href} for ref in one.reference],
    }


def _change(step: Step) -> Plain:
    to = {"low": step.to.low, "high": step.to.high, "kind": step.to.kind} if isinstance(step.to, Spread) else step.to
    return {
        "quantity": step.quantity,
        "at": dict(step.at),
        "from": step.since.isoformat() if step.since else None,
        "until": step.until.isoformat() if step.until else None,
        "while": [rule.model_dump() for rule in step.rules],
        "op": step.op,
        "to": to,
        "unit": step.unit,
        "text": _text(step),
        "because": step.because,
    }


def _text(step: Step) -> str:
    """Write a change in one line.

    >>> _text(
    ...     Step.model_validate({"quantity": "diverted_chips", "from": "2025-01-01", "times": 3, "because": "a trial"})
    ... )
    'diverted_chips times 3 from 2025-01-01'
    """
    where = f"[{', '.join(step.at.values())}]" if step.at else ""
    to = f"{step.to.low:g} to {step.to.high:g}" if isinstance(step.to, Spread) else f"{step.to:g}"
    parts = [f"{step.quantity}{where} {step.op} {to}", step.unit or ""]
    parts += [f"from {step.since}" if step.since else "", f"until {step.until}" if step.until else ""]
    for number, rule in enumerate(step.rules):
        word = "and" if number else "while"
        parts.append(f"{word} {rule.chip} {'needs no' if rule.allowed else 'needs a'} licence to {rule.to}")
    return " ".join(part for part in parts if part)


def effect_dict(gap: "StockGap") -> Plain:
    """Return both sides and their ratio in a scenario, and each less the baseline's, draws paired."""
    return {
        "on": gap.reached.isoformat(),
        "counting": gap.counting.id,
        "leader_name": gap.leader.id,
        "follower_name": gap.follower.id,
        "leader": _band(gap.scenario.leader),
        "follower": _band(gap.scenario.follower),
        "ratio": _band(gap.scenario.ratio),
        "baseline_ratio": _band(gap.baseline.ratio),
        "leader_difference": _band(gap.leader_difference),
        "follower_difference": _band(gap.follower_difference),
        "ratio_difference": _band(gap.ratio_difference),
    }


def _band(one: Any) -> Plain:
    return {key: value for key, value in one.summary().items() if key in ("median", "low", "high")}
