"""Progress of long work, on standard error and only where it is a terminal."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

__all__ = ["Show", "counting"]


class Show(Protocol):
    """Shows how many are done, and the name of the last one."""

    def __call__(self, done: int, name: str = "") -> None:
        """Show it."""


@contextmanager
def counting(what: str) -> Iterator[Show]:
    """Show how many of something are done, and the name of the last one if it has any."""
    if not sys.stderr.isatty():
        yield lambda done, name="": None
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn(),
               TextColumn("{task.fields[name]}", markup=False))  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None, name="")
        yield lambda done, name="": bar.update(task, completed=done, name=name)
