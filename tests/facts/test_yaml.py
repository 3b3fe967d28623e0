"""YAML means what it says."""

from pathlib import Path

import pytest

from parity.errors import BadInput
from parity.facts import read_yaml


def test_a_country_code_a_key_and_a_large_number_are_read_as_written(tmp_path: Path):
    path = tmp_path / "a.yml"
    path.write_text("country: NO\non: 2024-05-28\nflop: 2.1e25\n")
    tree = read_yaml(path)
    assert tree["country"] == "NO"
    assert tree["flop"] == 2.1e25
    assert "on" in tree


@pytest.mark.parametrize("text", ["a: 1\na: 2\n", "a: [1\n", "- just\n- a list\n", "a: *nothing\n"])
def test_a_mistake_is_one_clear_line_with_the_file(tmp_path: Path, text: str):
    path = tmp_path / "bad.yml"
    path.write_text(text)
    with pytest.raises(BadInput, match=r"^bad\.yml") as caught:
        read_yaml(path)
    assert "\n" not in str(caught.value)
