"""What the tutorial tells a newcomer to type works."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINES = re.findall(r"^\$ parity (.+)$", (ROOT / "docs/tutorial.md").read_text("utf-8"), re.MULTILINE)
COMMANDS = [line for line in LINES if "<" not in line]


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_of_the_tutorial_runs(line: str, tmp_path: Path):
    words = [str(ROOT / word) if word.startswith("examples/") else word for word in shlex.split(line)]
    done = subprocess.run(
        [sys.executable, "-m", "parity.cli.main", *words],
        cwd=tmp_path, capture_output=True, check=False, timeout=120, env={**os.environ},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout


def test_the_tutorial_has_commands():
    assert len(COMMANDS) >= 5
