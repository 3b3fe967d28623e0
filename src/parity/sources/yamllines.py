"""YAML of a user's, read with the line of every key, so that a mistake can be shown where it stands."""

from collections.abc import Callable, Sequence
from typing import Any

from parity.errors import BadInput

__all__ = ["tree_with_lines"]

Lines = Callable[[Sequence[str | int]], int]


def tree_with_lines(content: bytes, origin: str) -> tuple[dict[str, Any], Lines]:
    """Read a mapping of YAML; also return what finds the line of a path of keys, or of the nearest key above it.

    >>> tree, line_of = tree_with_lines(b"id: x\\ncolumns:\\n  value: Robots\\n", "m.yml")
    >>> line_of(("columns", "value", "times"))
    3
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        tree = YAML(typ="rt", pure=True).load(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BadInput(f"{origin}, line {line}: not UTF-8; save it as UTF-8.") from None
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f", line {mark.line + 1}" if mark else ""
        raise BadInput(f"{origin}{where}: not valid YAML: {error.problem or error.context}.") from None
    except (YAMLError, RecursionError, ValueError):
        raise BadInput(f"{origin}: not valid YAML.") from None
    if not isinstance(tree, dict):
        raise BadInput(f"{origin}: expected a mapping of keys to values.")

    def line_of(path: Sequence[str | int]) -> int:
        node: Any = tree
        line = 1
        for key in path:
            try:
                line = (node.lc.item if isinstance(key, int) else node.lc.key)(key)[0] + 1
                node = node[key]
            except (AttributeError, KeyError, IndexError, TypeError):
                break
        return int(line)

    return tree, line_of
