"""Reading scenarios: those shipped by name, a user's by path; every fault with file and line."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from parity.errors import BadInput, UnknownName
from parity.scenarios.scenario import Scenario
from parity.sources.yamllines import tree_with_lines

__all__ = ["UnknownScenario", "load", "read_scenario", "scenario_names"]

FOLDER = Path(__file__).parent / "cases"
LARGEST = 100_000
"""Bytes of a scenario's file; the shipped ones have some hundreds."""
MOST = 5_000
"""Values in it, keys left aside."""
OURS = {"id", "origin", "lines"}
"""What the reader adds, and a file may not hold."""


class UnknownScenario(UnknownName):
    """No scenario has this name."""

    kind = "scenario"
    listing = "parity scenarios"


@cache
def scenario_names() -> tuple[str, ...]:
    """Return the names of the shipped scenarios.

    >>> "diversion-stopped" in scenario_names()
    True
    """
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yml")))


def load(name: str) -> Scenario:
    """Return a shipped scenario by name, or the one in a file whose path is given (`.yml` or `.yaml`).

    Raises `UnknownScenario` with the nearest names, `BadInput` with file and line for a file that does not hold one.

    >>> load("diversion-stopped").steps[0].quantity
    'diverted_chips'
    """
    if name in scenario_names():
        return _shipped(name)
    if not name.endswith((".yml", ".yaml")):
        raise UnknownScenario.among(name, scenario_names())
    path = Path(name)
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        said = error.strerror if isinstance(error, OSError) else str(error)
        raise BadInput(f"{name}: cannot be read: {said}.") from None
    if len(content) > LARGEST:
        raise BadInput(f"{name}: a scenario's file has at most {LARGEST:,} bytes.")
    return read_scenario(content, id=path.stem, origin=name)


@cache
def _shipped(name: str) -> Scenario:
    path = FOLDER / f"{name}.yml"
    return read_scenario(path.read_bytes(), id=name, origin=path.name)


def read_scenario(content: bytes, *, id: str, origin: str) -> Scenario:  # noqa: A002
    """Read a scenario; raise `BadInput` with file and line for what it may not hold or does not."""
    tree, line_of = tree_with_lines(content, origin)
    for key in OURS & set(tree):
        raise BadInput(f"{origin}, line {line_of((key,))}: {key} is not written in the file; leave it out.")
    steps = tree.get("changes")
    lines = tuple(line_of(("changes", n)) for n in range(len(steps))) if isinstance(steps, list) else ()
    try:
        return Scenario.model_validate({**_plain(tree, iter(range(MOST))), "id": id, "origin": origin, "lines": lines})
    except StopIteration:
        raise BadInput(f"{origin}: a scenario holds at most {MOST:,} values.") from None
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        path = tuple(part for part in first["loc"] if part not in ("float", "Spread"))
        named = ".".join(str(part) for part in path)
        said = first["msg"].removeprefix("Value error, ")
        raise BadInput(f"{origin}, line {line_of(path)}: {named}: {said}.") from None


def _plain(tree: Any, budget: Iterator[int]) -> Any:
    """Turn what keeps its lines into plain values, no more of them than the budget (one anchor can stand for many)."""
    next(budget)
    if isinstance(tree, dict):
        return {str(key): _plain(value, budget) for key, value in tree.items()}
    if isinstance(tree, list):
        return [_plain(value, budget) for value in tree]
    if isinstance(tree, bool) or not isinstance(tree, float | int | str):
        return tree
    return float(tree) if isinstance(tree, float) else int(tree) if isinstance(tree, int) else str(tree)
