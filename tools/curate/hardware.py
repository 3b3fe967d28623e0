"""Chips: dense 16-bit throughput, memory bandwidth and efficiency of accelerators from Epoch's hardware table."""

import polars as pl

from common import CC_BY, EPOCH, SHARED, link, write

DAY = "2026-07-19"
PAGE = "https://epoch.ai/data/machine-learning-hardware"
MAKERS = {
    "NVIDIA": "US", "AMD": "US", "Google": "US", "Intel": "US", "Amazon AWS": "US", "Microsoft": "US", "Meta": "US",
    "Tesla": "US", "Groq": "US", "Huawei": "CN", "Cambricon": "CN", "Biren": "CN", "Hygon": "CN",
    "Kunlunxin Baidu": "CN", "MetaX": "CN", "Moore Threads (Tencent)": "CN", "Iluvatar CoreX": "CN", "Alibaba": "CN",
    "Enflame": "CN", "Graphcore": "GB",
}  # fmt: skip
VENDOR_PAGES = (
    "nvidia.com",
    "amd.com",
    "intel.com",
    "google",
    "huawei.com",
    "hotchips.org",
    "mthreads.com",
    "ai.meta.com",
    "microsoft.com",
    "aws",
    "nvdam.widen.net",
    "perma.cc",
    "ieeexplore",
    "dl.acm.org",
)  # fmt: skip  a page of the maker, or its talk or paper: what it states was public at the launch
FLOOR = 20e12  # FLOP/s at 16 bit: below it a chip is no training or inference accelerator of its time
BANDWIDTH_ERRORS = ("MetaX MXC500", "AMD Radeon Instinct MI308X", "Tesla D1 Dojo")
"""Their table rows give 18, 10.3 and 10 TB/s: link or on-die figures, not the memory's (controls/rules.md, 3.12)."""
SIXTEEN_BIT = ("Tensor-FP16/BF16 performance (FLOP/s)", "FP16 (half precision) performance (FLOP/s)")
"""The one number format that all makers state: like is compared with like, chips for 8 bit alone are left out."""


def main() -> None:
    table = pl.read_csv(SHARED / "epoch" / "ml_hardware" / DAY / "ml_hardware.csv", infer_schema_length=0)
    numbers = [name for name in table.columns if name.endswith(("(FLOP/s)", "(OP/s)", "(byte/s)", "(W)"))]
    table = table.with_columns(pl.col(numbers).cast(pl.Float64))
    rows = []
    for row in table.iter_rows(named=True):
        maker = next((name for name in MAKERS if (row["Manufacturer"] or "").startswith(name)), None)
        speed = max(row[name] or 0.0 for name in SIXTEEN_BIT)
        if maker is None or row["Release date"] is None or speed < FLOOR:
            continue
        page = link(row["Link to datasheet"], PAGE)
        told = any(site in page for site in VENDOR_PAGES)
        shared = {
            "entity": row["Hardware name"],
            "organization": maker.split(" (")[0].replace("Kunlunxin Baidu", "Baidu").replace("Amazon AWS", "Amazon"),
            "country": MAKERS[maker],
            "date": row["Release date"],
            "low": None,
            "high": None,
            "known_on": row["Release date"] if told else max(DAY, row["Release date"]),
            "link": page,
            "read": "datasheet" if told else "table",
            "note": None,
        }
        rows.append({**shared, "metric": "chip_performance", "value": speed, "unit": "FLOP/s", "tags": None})
        if row["Memory bandwidth (byte/s)"] and not row["Hardware name"].startswith(BANDWIDTH_ERRORS):
            value = row["Memory bandwidth (byte/s)"]
            rows.append({**shared, "metric": "chip_memory_bandwidth", "value": value, "unit": "byte/s", "tags": None})
        if row["TDP (W)"]:
            value = float(f"{speed / row['TDP (W)']:.5g}")
            rows.append(
                {
                    **shared,
                    "metric": "chip_efficiency",
                    "value": value,
                    "unit": "FLOP/J",
                    "tags": None,
                    "read": "derived",
                    "note": "throughput divided by thermal design power",
                }
            )
    write(
        "epoch_hardware",
        rows,
        f"""\
title: Epoch AI, Machine Learning Hardware
publisher: {EPOCH}
url: {PAGE}
licence: {CC_BY}
cite: Epoch AI, "Data on Machine Learning Hardware". Retrieved {DAY} from epoch.ai.
retrieved: {DAY}
metrics: [chip_performance, chip_memory_bandwidth, chip_efficiency]
note: >-
  Throughput is dense, at 16 bit; chips without a 16-bit figure or below {FLOOR / 1e12:.0f} TFLOP/s are left out.
  A chip whose row rests on its maker's page or talk counts as known at its release; any other from the retrieval on.
  Memory figures of a few rows are links' or on-die figures and are left out.
""",
    )
