"""Cases that a lawyer can read: one sentence, one day, one answer."""

from pathlib import Path
from typing import Any

import pytest

from parity.controls import chip, destination, part_of, presumed, rule_on, stated
from parity.facts import read_yaml

FOLDER = Path(__file__).parent / "cases"


def cases(*, foundry: bool) -> list[Any]:
    found = []
    for path in sorted(FOLDER.glob("*.yml")):
        if (path.stem == "foundry") == foundry:
            found += [pytest.param(case, id=f"{path.stem}: {case['name']}") for case in read_yaml(path)["cases"]]
    return found


@pytest.mark.parametrize("case", cases(foundry=False))
def test_case(case: dict[str, Any]):
    part = chip(case["chip"]) if "chip" in case else part_of(stated(case["part"], where=case["name"]))
    where = destination(case.get("to", "CN"), case.get("hq"), case.get("from"))
    ruling = rule_on(part, on=case["on"], where=where)
    for key, expected in case["expect"].items():
        match key:
            case "possible":
                assert list(ruling.possible) == expected
            case "caveat":
                assert any(expected in said for said in ruling.caveats), ruling.caveats
            case "tpp" | "density":
                assert part.figures[key].point == pytest.approx(expected, rel=1e-3)
            case _:
                assert getattr(ruling, key) == expected


@pytest.mark.parametrize("case", cases(foundry=True))
def test_foundry_case(case: dict[str, Any]):
    assert presumed(on=case["on"], **case["note_1"]).holds is case["presumed"]


def test_every_case_has_a_name_of_its_own():
    names = [param.id for foundry in (True, False) for param in cases(foundry=foundry)]
    assert len(names) == len(set(names)) > 90
