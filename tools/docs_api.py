"""The generated part of docs/api.md: every public name, described from where it is defined."""

import parity


def reference() -> str:
    """One section a public name."""
    parts = []
    for name in parity.__all__:
        if name.startswith("__"):
            continue
        thing = getattr(parity, name)
        parts.append(f"## `parity.{name}`\n\n::: {thing.__module__}.{thing.__qualname__}\n")
    return "\n".join(parts)
