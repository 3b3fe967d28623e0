"""Reading the YAML that people edit: YAML 1.2, duplicates refused, one clear line on a mistake."""

from functools import cache
from pathlib import Path
from typing import Any

from parity.errors import BadInput


@cache
def read_yaml(path: Path) -> dict[str, Any]:
    """Return the mapping a YAML file holds; raise `BadInput` with file and line if it is not one.

    ruamel.yaml reads country code `NO`, key `on:` and `2.1e25` as they are written, which PyYAML does not.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError

    try:
        tree = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f", line {mark.line + 1}" if mark else ""
        raise BadInput(f"{path.name}{line}: not valid YAML: {error.problem or error.context}.") from None
    if not isinstance(tree, dict):
        raise BadInput(f"{path.name}: expected a mapping of names to values.")
    return tree
