"""Generated terminal output for the docs: `--help` of every command, and the README's example."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PARITY = Path(sys.executable).with_name("parity")
WIDTH = 100


def terminal(*arguments: str) -> str:
    """What `parity ARGUMENTS` prints in the clone's folder on a plain terminal."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("COLOR", "FORCE", "PARITY"))
    }
    environment |= {"COLUMNS": str(WIDTH), "TERMINAL_WIDTH": str(WIDTH), "NO_COLOR": "1", "TERM": "dumb"}
    done = subprocess.run(
        [PARITY, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise SystemExit(f"parity {' '.join(arguments)}: exit {done.returncode}\n{done.stderr}")
    return "\n".join(line.rstrip() for line in done.stdout.strip("\n").splitlines())


def commands(text: str) -> list[str]:
    """The names under the heading `Commands:` of a help text."""
    _, found, rest = text.partition("\nCommands:\n")
    panel = rest.split("\n\n")[0] if found else ""
    return re.findall(r"^  ([a-z][a-z-]*)  ", panel, re.MULTILINE)


def section(*path: str) -> str:
    """The help of one command and of the commands below it."""
    text = terminal(*path, "--help")
    title = " ".join(("parity", *path))
    parts = [f"## `{title}`\n\n```text\n{text}\n```\n"]
    parts += [section(*path, name) for name in commands(text)]
    return "\n".join(parts)


def reference() -> str:
    """Every command's help."""
    return section()


def example(*arguments: str, until: str | None = None) -> str:
    """A command and what it prints, as a block for a Markdown page, up to a line that starts with a text."""
    lines = terminal(*arguments).splitlines()
    if until:
        end = next(i for i, line in enumerate(lines) if line.startswith(until))
        lines = [*lines[:end], "..."]
    printed = "\n".join(line.rstrip() for line in lines)
    return f"```console\n$ parity {' '.join(arguments)}\n{printed}\n```"
