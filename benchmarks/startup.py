"""How long Parity's commands take against importing numpy and polars, on this machine in this run.

The commands take turns, so that a slow minute of the machine touches all alike; the medians are compared.
Exit code 1 if a ratio is above its target.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PARITY = str(Path(sys.executable).with_name("parity"))
BASE = "python -c 'import numpy, polars'"
GAP = ["gap", "capability", "US", "China", "--on", "2024-05-28", "--json"]
CONTROL = ["control", "H20", "--on", "2025-04-16", "--json"]
COMMANDS: dict[str, tuple[list[str], float | None]] = {
    BASE: ([sys.executable, "-c", "import numpy, polars"], None),
    "parity --help": ([PARITY, "--help"], 1.0),
    f"parity {' '.join(GAP)}": ([PARITY, *GAP], 6.0),
    f"parity {' '.join(CONTROL)}": ([PARITY, *CONTROL], 4.0),
    "parity check examples/article.txt --json": ([PARITY, "check", "examples/article.txt", "--json"], 6.0),
}


def seconds(command: list[str]) -> float:
    """Run a command once in a new process and return the wall time; raise if it fails."""
    # The workplace may set these to make old numpy builds safe; they slow a current one down.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("OPENBLAS_")}
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def main() -> int:
    """Print one row a command: median seconds, ratio, target."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=9, help="runs of each command after one to warm up")
    runs = parser.parse_args().runs
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for turn in range(runs + 1):
        for name, (command, _) in COMMANDS.items():
            took = seconds(command)
            if turn:
                times[name].append(took)
    medians = {name: statistics.median(some) for name, some in times.items()}
    missed = 0
    print(f"{'command':<68} {'median':>8} {'ratio':>6} {'target':>7}")
    for name, (_, target) in COMMANDS.items():
        ratio = medians[name] / medians[BASE]
        over = target is not None and ratio > target
        missed += over
        goal = f"{target:.0f}x" if target else ""
        print(f"{name:<68} {medians[name]:>6.3f} s {ratio:>5.2f}x {goal:>7}{'  missed' if over else ''}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
