"""The small tools that write and build the docs."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def tool(repo_root: Path):
    def load(name: str) -> ModuleType:
        spec = importlib.util.spec_from_file_location(name, repo_root / f"tools/{name}.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return load


def test_the_command_list_is_read_from_help(tool):
    text = "Options:\n  -h, --help  Show.\n\nCommands:\n  gap     Measure.\n  screen  Print.\n\n  Example: parity gap"
    assert tool("docs_cli").commands(text) == ["gap", "screen"]
    assert tool("docs_cli").commands("Options:\n  -h, --help  Show.") == []


def test_a_doctest_in_a_docstring_is_shown_as_code_and_the_text_after_it_is_not(tool):
    text = "Adds.\n\n>>> 1 + 1\n2\n\nRaises nothing."
    assert tool("griffe_doctests").fenced(text) == "Adds.\n\n```pycon\n>>> 1 + 1\n2\n```\n\nRaises nothing."


def test_a_bar_in_a_title_does_not_break_the_table_of_sources(tool):
    assert tool("docs_data").one_line("A | B\n  C") == "A \\| B C"
