"""Every public name is described where it is defined and in the reference."""

import inspect
from pathlib import Path

import pytest

import parity

REFERENCE = Path(__file__).resolve().parents[2] / "docs/api.md"


@pytest.mark.parametrize("name", [name for name in parity.__all__ if not name.startswith("__")])
def test_a_public_name_is_documented(name: str):
    thing = getattr(parity, name)
    assert not inspect.ismodule(thing), f"the room parity.{name} hides the function of that name"
    assert inspect.getdoc(thing), f"parity.{name} has no docstring"
    assert f"`parity.{name}`" in REFERENCE.read_text("utf-8"), "run `make docs`"
