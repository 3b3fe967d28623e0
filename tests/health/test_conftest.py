"""The rule that CI may not skip what reads ../shared."""

import subprocess
import sys
from pathlib import Path

import pytest

SAMPLE = """
def test_reads_shared(shared):
    assert shared.is_dir()
"""


@pytest.mark.parametrize(
    ("required", "there", "code", "line"),
    [
        ("1", True, 0, "1 passed"),
        ("1", False, 1, "1 error"),
        ("", False, 0, "1 skipped"),
    ],
)
def test_a_missing_shared_folder_skips_a_newcomer_but_fails_ci(
    tmp_path: Path, repo_root: Path, required: str, there: bool, code: int, line: str
):
    (tmp_path / "conftest.py").write_text((repo_root / "tests/conftest.py").read_text("utf-8"), "utf-8")
    (tmp_path / "test_sample.py").write_text(SAMPLE, "utf-8")
    place = tmp_path / "shared"
    if there:
        place.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-o", "markers=shared", str(tmp_path)],
        cwd=tmp_path,
        env={"PARITY_SHARED": str(place), "PARITY_REQUIRE_SHARED": required, "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stdout
    assert line in done.stdout


def test_the_workplace_of_the_project_has_the_shared_material(shared: Path):
    assert (shared / "articles").is_dir()
