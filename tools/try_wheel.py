"""Build the wheel, install it without extras in a fresh environment, and run it away from the source tree.

This finds data files that the wheel forgot and optional libraries that the core imports.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONSTRAINTS = ROOT / "constraints.txt"


def run(*command: str | Path, cwd: Path) -> None:
    """Run a command quietly; print what it said and leave with its code if it fails."""
    done = subprocess.run(list(map(str, command)), cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        print("$", *command, file=sys.stderr)
        print(done.stdout + done.stderr, file=sys.stderr)
        raise SystemExit(done.returncode)


def main() -> None:
    """Build, install and run."""
    with tempfile.TemporaryDirectory(prefix="parity-wheel-") as name:
        place = Path(name)
        run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", place, cwd=ROOT)
        (wheel,) = place.glob("*.whl")
        run(sys.executable, "-m", "venv", "--without-pip", place / "env", cwd=place)
        python = place / "env/bin/python"
        pip = [sys.executable, "-m", "pip", "--python", python, "--quiet", "--disable-pip-version-check"]
        run(*pip, "install", "--constraint", CONSTRAINTS, wheel, cwd=place)
        parity = place / "env/bin/parity"
        run(parity, "--help", cwd=place)
        run(parity, "gap", "capability", "US", "China", "--on", "2024-05-28", "--json", cwd=place)
        run(parity, "check", ROOT / "examples/article.txt", "--json", cwd=place)
        print(f"{wheel.name} runs without extras ({wheel.stat().st_size / 1e6:.1f} MB)")


if __name__ == "__main__":
    main()
