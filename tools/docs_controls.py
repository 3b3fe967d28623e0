"""The generated parts of docs/controls.md: every threshold with its dates and text, what is screened, and how well."""

import evaluate_screening

from parity.controls import LISTS, entries, parameters, regimes
from parity.controls.entries import rules


def thresholds() -> str:
    """One row a parameter."""
    lines = ["| test | compares | threshold by day | certainty | text |", "|---|---|---|---|---|"]
    for name, one in parameters().items():
        values = "; ".join(
            f"{since}: {'ends' if value is None else f'{one.operator} {value:,.10g} {one.unit}'}"
            for since, value in zip(one.dates, one.values, strict=True)
        )
        first = one.reference[0]
        lines.append(f"| `{name}` | {one.figure} | {values} | {one.certainty} | [{first.title}]({first.href}) |")
    return "\n".join(lines)


def texts() -> str:
    """One row a text."""
    lines = ["| in force | what | printed | text |", "|---|---|---|---|"]
    for one in regimes():
        day = f"{one.effective}, compliance {one.compliance}" if one.compliance else str(one.effective)
        lines.append(f"| {day} | {one.what} | {one.published} | [{one.title}]({one.href}) |")
    return "\n".join(lines)


def screening() -> str:
    """Precision and recall by stage, then by class."""
    return evaluate_screening.table() + "\n\n" + evaluate_screening.classes()


def lists() -> str:
    """One row a list: what of its file is known to `parity screen`."""
    lines = ["| list | firms' entries | of them China, Hong Kong, Macau | names | texts cited | day of effect known |",
             "|---|---:|---:|---:|---:|---:|"]  # fmt: skip
    for name, title in LISTS.items():
        of = [one for one in entries() if one.list == name]
        home = sum(bool({"CN", "HK", "MO"} & set(one.places)) for one in of)
        names = sum(1 + len(one.aliases) + len(one.parts) for one in of)
        acts = {act for one in of for act in one.acts}
        sure = sum(rules()[one.acts[0]].certainty != "print" for one in of)
        lines.append(f"| {title} | {len(of):,} | {home:,} | {names:,} | {len(acts)} | {sure:,} |")
    return "\n".join(lines)
