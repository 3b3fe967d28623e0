"""A cold read of all of ../shared/data into the store, and `parity series training_compute` afterwards, beside pandas.

Each runs in a process of its own, imports included, in turns; the figure is the ratio of the medians of one run.  Every
cold read writes to a folder of its own, and none is deleted before the last is timed: ext4 makes new files slowly for
some seconds after many were deleted, whoever makes them.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

import import_shared  # noqa: E402

from parity.sources import source, source_ids  # noqa: E402
from parity.sources.detect import detected  # noqa: E402
from parity.sources.reading import File, layout_of, records_of  # noqa: E402
from parity.sources.unpack import unpacked  # noqa: E402

NAMES = ROOT / "src" / "parity" / "facts"
RUNS = 5
NUMBERS = ("number", "integer", "percent")
MODELS = """
import sys, time, numpy as np, pandas as pd
draws = int(sys.argv[2])
if draws < 0:
    import scipy.stats, statsmodels.api  # as the published notebook does
begun = time.perf_counter()
read = pd.read_csv(sys.argv[1])
read["Publication date"] = pd.to_datetime(read["Publication date"], errors="coerce")
read["Training compute (FLOP)"] = pd.to_numeric(read["Training compute (FLOP)"], errors="coerce")
read = read.dropna(subset=["Publication date", "Training compute (FLOP)"]).sort_values("Publication date")
factor = read["Confidence"].map({"Confident": 3, "Likely": 10, "Speculative": 30}).fillna(30)
rng = np.random.default_rng(0)
for name in ("United States", "China"):
    of = read[read["Country (of organization)"].apply(lambda cell: name in str(cell))].copy()
    if draws < 0:  # as the published notebook selects: the ten largest of all history, date by date
        for day, new in of.groupby("Publication date"):
            largest = of[of["Publication date"] <= day].nlargest(10, "Training compute (FLOP)")["Model"].values
            [row["Model"] for _, row in new.iterrows() if row["Model"] in largest]
        continue
    found = []
    for _ in range(max(draws, 1)):
        noise = rng.standard_normal(len(of)) * np.log(factor[of.index]) / 1.645 if draws else 0.0
        of["drawn"] = np.log(of["Training compute (FLOP)"]) + noise
        of["frontier"] = of["drawn"].cummax()
        found.append(of.groupby("Publication date")["frontier"].last())
    table = pd.concat(found, axis=1)
    print(table.median(axis=1).drop_duplicates().to_csv())
print(time.perf_counter() - begun)
"""
"""The frontier of each side from one file; with draws, the same error model without the latent trend."""


SERIES = """
import time, parity
from parity import api
from parity.reports.plain import series_rows
begun = time.perf_counter()
series_rows(api.series("training_compute"))
print(time.perf_counter() - begun)
"""


def plan(folder: Path) -> Path:
    """Say for pandas what each file's columns are: what an analyst knows by heart."""
    told = []
    for number, (name, path) in enumerate(import_shared.files()):
        if any(path.match(form) for form in import_shared.NOT_SOURCES):
            continue
        try:
            described = detected([(path.name, path.read_bytes())])
        except Exception:  # noqa: BLE001, S112 - a file that needs --source is left out on both sides
            continue
        ((member, content),) = unpacked(path.name, path.read_bytes())
        file = File(member, content, import_shared.retrieved(name))
        layout = layout_of(described, file)
        records = None
        if layout.format == "json":
            records = folder / f"records-{number}.json"
            records.write_text(json.dumps(list(records_of(described, layout, file))), encoding="utf-8")
        head = content[: 1 << 16].decode("utf-8-sig", errors="replace").split("\n")[0]
        columns = {
            ours: next((one for one in spec.named if one in head), ours) if records is None else (*spec.named, ours)[0]
            for ours, spec in layout.columns.items()
        }
        told.append((str(path), {
            "records": records and str(records),
            "columns": columns,
            "days": [ours for ours, spec in layout.columns.items() if spec.type == "day"],
            "known": [one for ours, spec in layout.columns.items() for one in (ours, *spec.named)],
            "ignore": list(layout.ignore),
            "percents": [ours for ours, spec in layout.columns.items() if spec.type == "percent"],
            "source": described.id,
            "url": described.url,
            "retrieved": file.retrieved.isoformat(),
            "countries": str(NAMES / "countries.csv"),
            "organisations": str(NAMES / "organisations.csv"),
            "numbers": [ours for ours, spec in layout.columns.items() if spec.type in NUMBERS],
        }))  # fmt: skip
    (folder / "plan.json").write_text(json.dumps(told), encoding="utf-8")
    return folder / "plan.json"


def timed(*command: str, **more: str) -> tuple[float, str]:
    """Wall time of a process, and what it printed."""
    begun = time.perf_counter()
    done = subprocess.run(command, env={**os.environ, **more}, capture_output=True, text=True, check=False)
    took = time.perf_counter() - begun
    if done.returncode:
        raise SystemExit(done.stderr)
    return took, done.stdout


def median(*command: str, **more: str) -> tuple[float, str]:
    """Median wall time of a process, and what it printed last."""
    times, printed = zip(*(timed(*command, **more) for _ in range(RUNS)), strict=True)
    return statistics.median(times), printed[-1]


def cold_reads(folder: Path) -> Path:
    """Print how long each takes to import everything; return a store that was made."""
    script, told = str(ROOT / "benchmarks" / "pandas_store.py"), str(plan(folder))
    commands = {how: (sys.executable, script, how, told) for how in ("rows", "same", "columns")}
    commands["ours"] = (sys.executable, str(ROOT / "tools" / "import_shared.py"), "--store")
    commands["loading"] = (sys.executable, "-c", "import parity.store.ingest, parity.sources.detect")
    times: dict[str, list[float]] = {how: [] for how in commands}
    printed: dict[str, list[str]] = {how: [] for how in commands}
    for number in range(RUNS):
        for how, command in commands.items():
            (out := folder / f"{how}-{number}").mkdir()
            took, said = timed(*command, str(out))
            times[how].append(took)
            printed[how].append(said)
    ours = statistics.median(times["ours"])
    within = ours - statistics.median(times["loading"])
    print(f"cold read into the store: {ours:.2f} s, {within:.2f} s after the imports "
          f"({printed['ours'][-1].strip().splitlines()[-1]})")  # fmt: skip
    for how in ("rows", "same", "columns"):
        theirs = statistics.median(times[how])
        inside = statistics.median(json.loads(one)["seconds"] for one in printed[how])
        print(f"  pandas by {how}: {theirs:.2f} s, {json.loads(printed[how][-1])['facts']:,} figures: "
              f"{theirs / ours:.1f}x; after imports {inside:.2f} s, {inside / within:.1f}x")  # fmt: skip
    return folder / f"ours-{RUNS - 1}"


def main() -> None:
    """Print the times and their ratios."""
    if not import_shared.SHARED.is_dir():
        raise SystemExit(f"no shared material at {import_shared.SHARED}")
    python = sys.executable
    print(f"sources that are read from files: {sum(bool(source(one).tables) for one in source_ids())}")
    with tempfile.TemporaryDirectory() as passing:
        store = cold_reads(Path(passing))
        models = import_shared.SHARED / "epoch" / "models" / "2026-03-30" / "all_ai_models.csv"
        ours, printed = median(python, "-c", SERIES, PARITY_STORE=str(store))
        inside = float(printed.split()[-1])
        print(f"parity series training_compute, every vintage and 2,000 draws: {ours:.2f} s, of which {inside:.2f} s "
              "after the imports")  # fmt: skip
        for draws, what in (
            (0, "no uncertainty"),
            (-1, "no uncertainty, top ten at release as the published notebook has it, with its imports"),
            (200, "200 of the 2,000 draws, one after another"),
        ):
            theirs, printed = median(python, "-c", MODELS, str(models), str(draws))
            within = float(printed.split()[-1])
            print(f"  pandas, one file, {what}: {theirs:.2f} s, {theirs / ours:.1f}x; after imports {within:.2f} s, "
                  f"{within / inside:.1f}x")  # fmt: skip


if __name__ == "__main__":
    main()
