"""The generated parts of docs/scenarios.md and, on China, docs/stock.md: inputs, others' ranges, effects."""

import csv
from collections.abc import Iterator
from datetime import date

import numpy as np

from parity import api
from parity.estimates.montecarlo import QUARTER, Run
from parity.estimates.stock import countings, world
from parity.estimates.stock.holdings import Holdings, total
from parity.estimates.stock.world import DATA
from parity.reports.scenarios import scenario_dict

DRAWS = 2000
END = date(2025, 12, 31)
SUPPLIES = ("china_huawei", "china_cambricon", "china_others", "china_diverted", "china_rented")

SEMI = "[SemiAnalysis](https://podcast-pipeline.pages.dev/digests/2025-09-08_semi-analysis_huawei-ascend-production-ramp-die-banks-tsmc-continued-production-hbm-is-the-bottlenec)"
IDC = "[IDC](https://open-techstack.com/blog/china-ai-accelerator-market-share-nvidia-2026)"
FT = "[the FT](https://laotiantimes.com/2025/02/26/digitimes-asia-huawei-ascend-910c-reportedly-hits-40-yield-turns-profitable-aims-for-60-industry-standard/)"
COMMERCE = "[US Department of Commerce](https://particle.news/story/us-maintains-chip-export-curbs-as-huawei-ramps-up-domestic-ai-production)"
OWNERS = "[Epoch AI](https://epoch.ai/data/ai-chip-owners)"
SALES = "[Epoch AI](https://epoch.ai/data/ai-chip-sales)"
CNAS = "[Grunewald and Fist](https://www.cnas.org/press/press-release/new-paper-warns-ai-chip-smuggling-to-china-may-undermine-u-s-national-security-interests)"
GOLDMAN = "[Goldman Sachs](https://theoutpost.ai/news-story/cambricon-plans-to-triple-ai-chip-production-by-2026-targeting-nvidia-s-exit-and-huawei-rivalry-22177)"

HUAWEI, CAMBRICON, OTHERS = ({"designer": one} for one in ("Huawei", "Cambricon", "Other Chinese makers"))
NVIDIA, AMD = ({"designer": one, "country": "CN"} for one in ("NVIDIA", "AMD"))
DIVERTED = {"channel": "diverted", "country": "CN"}

COMPARED = (
    ("Ascend chips, 2024", HUAWEI, "chip", "2024", f"200 ({FT}); 450 ({SALES})"),
    (
        "Ascend chips, 2025", HUAWEI, "chip", "2025",
        f"805 ({SEMI}); 812 ({IDC}); 800 ({SALES}); at most 200 ({COMMERCE})",
    ),
    ("Ascend, H100e, 2024 and 2025", HUAWEI, "H100e", "2024|2025", f"708 ({OWNERS})"),
    ("Cambricon chips, 2024", CAMBRICON, "chip", "2024", f"25 [24, 27] ({OWNERS})"),
    ("Cambricon chips, 2025", CAMBRICON, "chip", "2025", f"110 [100, 150] ({OWNERS}); 116 ({IDC}); 142 ({GOLDMAN})"),
    ("other Chinese makers' chips, 2025", OTHERS, "chip", "2025", f"722 ({IDC})"),
    ("NVIDIA chips, bought or diverted, 2025", NVIDIA, "chip", "2025", f"2,200 cards of all kinds ({IDC})"),
    ("AMD chips, 2025", AMD, "chip", "2025", f"160 cards of all kinds ({IDC}); 32 [26, 39] ({OWNERS})"),
    (
        "diverted chips, 2024", DIVERTED, "chip", "2024",
        f"140, from 10 to several hundred ({CNAS}); 171 [69, 451] ({OWNERS})",
    ),
    ("diverted chips, 2025", DIVERTED, "chip", "2025", f"295 [144, 619] ({OWNERS})"),
    ("diverted, H100e, 2024 and 2025", DIVERTED, "H100e", "2024|2025", f"662 [294, 1,592] ({OWNERS})"),
)  # fmt: skip


def _k(values: object) -> str:
    middle, low, high = (float(one) / 1e3 for one in np.asarray(values).tolist())
    digits = 0 if max(abs(middle), abs(high)) >= 10 else 1
    return f"{middle:,.{digits}f} [{low:,.{digits}f}, {high:,.{digits}f}]".replace("-0 ", "0 ")


def compared() -> str:
    """Ours beside what others published, in thousands."""
    lines = ["| thousands | ours | others |", "|---|---:|---|"]
    run = Holdings(Run(world("ours").model, draws=DRAWS, seed=0))
    labels = world("ours").model.axes[QUARTER].labels
    for name, tags, measure, years, told in COMPARED:
        parts = [one for one in world("ours").parts if all(getattr(one, key) == of for key, of in tags.items())]
        places = [place for place, label in enumerate(labels) if label[:4] in years.split("|")]
        added = total(run.flow(part, measure) for part in parts)[:, places].sum(axis=1)  # type: ignore[arg-type]
        lines.append(f"| {name} | {_k(np.quantile(added, [0.5, 0.05, 0.95]))} | {told} |")
    return "\n".join(lines)


def by_counting() -> str:
    """China's stock, the US one and the gap by each counting."""
    lines = ["| counting | what counts | China, thousand H100e | US over China |", "|---|---|---:|---:|"]
    for name, one in countings().items():
        gap = api.stock_gap("US", "China", on=END, counting=name, draws=DRAWS)
        china, ratio = (_band(of) for of in (gap.baseline.follower, gap.baseline.ratio))
        lines.append(f"| `{name}` | {one.label} | {_k(china)} | {_x(ratio)} |")
    return "\n".join(lines)


def _band(one: object) -> tuple[float, float, float]:
    return one.median, one.interval().low, one.interval().high  # type: ignore[attr-defined]


def _x(values: tuple[float, float, float]) -> str:
    middle, low, high = values
    return f"{middle:.3g} [{low:.3g}, {high:.3g}]".replace("-0 ", "0 ")


def effects() -> str:
    """Every scenario less the baseline at the end of 2025 and in the middle of 2026."""
    days = (END, date(2026, 6, 30))
    changes = " | ".join(f"gap's change, {day}" for day in days)
    lines = [f"| scenario | China, thousand H100e | US over China | {changes} |", "|---|---:|---:|---:|---:|"]
    for one in api.scenarios():
        gaps = [api.stock_gap("US", "China", on=day, scenario=one.id, draws=DRAWS) for day in days]
        cells = [_k(_band(gaps[0].scenario.follower)), _x(_band(gaps[0].scenario.ratio))]
        cells += [_x(_band(gap.ratio_difference)) for gap in gaps]
        lines.append(f"| `{one.id}` | {' | '.join(cells)} |")
    return "\n".join(lines)


def cases() -> str:
    """What every scenario asks and changes."""
    lines = []
    for one in map(scenario_dict, api.scenarios()):
        lines += [f"### `{one['scenario']}`", "", one["question"], ""]
        lines += [f"- `{change['text']}`: {change['because']}" for change in one["changes"]]
        lines += ["", "Source: " + "; ".join(f"[{of['title']}]({of['url']})" for of in one["sources"]) + ".", ""]
    return "\n".join(lines).rstrip()


def _rows(folder: str, name: str) -> Iterator[dict[str, str]]:
    with (DATA / folder / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def inputs() -> str:
    """One row an input of China's supply, chips' speeds and powers left to the tables themselves."""
    lines = ["| input | of | 90 % interval or value | from |", "|---|---|---:|---|"]
    for folder in SUPPLIES:
        of = {row["quantity"]: row for row in _rows(folder, "quantities.csv")}
        for row in _rows(folder, "rows.csv"):
            name = row["quantity"]
            if name.endswith(("_tops", "_watts", "_owner", "_timing", "_away")):
                continue
            unit = (row["unit"] or of[name]["unit"]).removesuffix("1")
            value = row["value"] or (f"{row['low']} to {row['high']}" if row["low"] else f"Beta({row['parameters']})")
            host = row["link"].split("/")[2].removeprefix("www.")
            told = f"[{host}]({row['link']})" + (f": {row['note']}" if row["note"] else "")
            lines.append(f"| `{name}`: {of[name]['note']} | {row['at']} | {value} {unit} | {told} |")
    return "\n".join(lines)
