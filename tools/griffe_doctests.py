"""Show the doctests of a docstring as code on the site, wherever they stand in it."""

import re
from typing import Any

import griffe

DOCTEST = re.compile(r"(?m)^>>>.*\n?(?:^(?!\s*$).*\n?)*")


def fenced(text: str) -> str:
    """Put fences around each run of lines that begins with a prompt."""
    return DOCTEST.sub(lambda found: f"```pycon\n{found[0].rstrip()}\n```\n", text)


class Doctests(griffe.Extension):
    """Fence doctests before the docstring is read as Markdown."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        """Rewrite one object's docstring."""
        if obj.docstring:
            obj.docstring.value = fenced(obj.docstring.value)
