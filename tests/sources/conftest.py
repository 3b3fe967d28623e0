"""How tests of readers get their tables: real editions under ../shared, or a few made-up rows in today's layout."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from parity.facts import Expect
from parity.sources import source
from parity.sources.reading import File, Reading, read_file


@pytest.fixture
def edition(shared: Path) -> Callable[..., Reading]:
    """Read a publisher's real file: `edition("epoch_models", "epoch/models/2025-06-11/all_ml_systems.csv")`.

    `change` may turn its bytes into those of a broken file first.
    """

    def read(name: str, path: str, change: Callable[[bytes], bytes] = bytes) -> Reading:
        file = shared / "data" / path
        content = change(file.read_bytes())
        return read_file(source(name), File(file.name, content, date.fromisoformat(file.parent.name)))

    return read


@pytest.fixture
def made() -> Callable[..., Reading]:
    """Read made-up rows, given under the publisher's column names; columns that are not given stand there empty."""

    def read(name: str, table: str, rows: Sequence[Mapping[str, str]], *, retrieved: str = "2026-11-01") -> Reading:
        of = source(name)
        layout = of.tables[table].model_copy(update={"expect": Expect()})
        known = [spec.named or (ours,) for ours, spec in layout.columns.items()]
        given = list(dict.fromkeys(key for row in rows for key in row))
        header = [next((one for one in names if one in given), names[0]) for names in known]
        header += [one for one in given if one not in header]
        text = io.StringIO()
        writer = csv.DictWriter(text, header, restval="")
        writer.writeheader()
        writer.writerows(rows)
        alone = of.model_copy(update={"tables": {table: layout}})
        form = layout.files[0].replace("*", "")
        return read_file(alone, File(form, text.getvalue().encode(), date.fromisoformat(retrieved)))

    return read
