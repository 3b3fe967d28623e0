"""Reading the YAML that people edit: YAML 1.2, duplicates refused, one clear line on a mistake."""

import pickle
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from parity.errors import BadInput

PACKAGE = Path(__file__).resolve().parents[1]


@cache
def read_yaml(path: Path) -> dict[str, Any]:
    """Return the mapping a YAML file holds; raise `BadInput` with file and line if it is not one.

    ruamel.yaml reads country code `NO`, key `on:` and `2.1e25` as they are written, which PyYAML does not; but it takes
    tens of milliseconds a file.  So what the package's own files hold is kept beside Python's compiled modules, under
    the hash of their content.
    """
    content = path.read_bytes()
    kept = None
    if PACKAGE in path.resolve().parents:
        kept = path.parent / "__pycache__" / f"{path.name}.{blake2b(content, digest_size=8).hexdigest()}.pickle"
        try:
            found: dict[str, Any] = pickle.loads(kept.read_bytes())  # noqa: S301 - as trusted as the modules beside it
            return found
        except (OSError, EOFError, ValueError, pickle.UnpicklingError):
            pass
    tree = _parsed(content, path.name)
    if kept is not None:
        _keep(kept, tree)
    return tree


def _parsed(content: bytes, name: str) -> dict[str, Any]:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError

    try:
        tree = YAML(typ="safe", pure=True).load(content.decode("utf-8"))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f", line {mark.line + 1}" if mark else ""
        raise BadInput(f"{name}{line}: not valid YAML: {error.problem or error.context}.") from None
    if not isinstance(tree, dict):
        raise BadInput(f"{name}: expected a mapping of names to values.")
    return tree


def _keep(kept: Path, tree: dict[str, Any]) -> None:
    """Write whole or not at all; where the package cannot be written, it is read anew each time."""
    from secrets import token_hex

    passing = kept.with_name(f"{kept.name}.{token_hex(4)}")
    try:
        kept.parent.mkdir(exist_ok=True)
        passing.write_bytes(pickle.dumps(tree))
        passing.replace(kept)
    except OSError:
        passing.unlink(missing_ok=True)
