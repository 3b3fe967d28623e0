"""The generated parts of docs/controls.md: every threshold with its dates and text, and how well screening does."""

import evaluate_screening

from parity.controls import parameters, regimes


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
    """Precision and recall by stage."""
    return evaluate_screening.table()
