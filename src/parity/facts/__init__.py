"""What a source states: facts, the sources themselves, and the fact table they make."""

from parity.facts.fact import COLUMNS, SCHEMA, Fact, checked, facts_in, tag
from parity.facts.layout import Column, Expect, Layout
from parity.facts.source import Licence, Publisher, Source
from parity.facts.yaml import read_yaml

__all__ = [
    "COLUMNS",
    "SCHEMA",
    "Column",
    "Expect",
    "Fact",
    "Layout",
    "Licence",
    "Publisher",
    "Source",
    "checked",
    "facts_in",
    "read_yaml",
    "tag",
]
