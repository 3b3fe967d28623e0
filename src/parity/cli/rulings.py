"""How rulings are printed."""

import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parity.cli.output import Format, print_csv, print_json, table

if TYPE_CHECKING:
    from parity.controls import Part, Ruling, Test

__all__ = ["show_batch", "show_catalogue", "show_ceilings", "show_ruling", "show_timeline"]


def show_ruling(
    part: "Part", *, on: date, to: str, hq: str | None, origin: str | None, foundry: dict[str, Any] | None, form: Format
) -> None:
    """Print one ruling."""
    from parity import api, controls

    found = api.control(part, on=on, to=to, hq=hq, origin=origin)
    if foundry is not None:
        found = controls.presume(found, controls.presumed(on=on, **foundry))
    match form:
        case Format.json:
            print_json(ruling_json(found))
        case Format.csv:
            head = {"chip": found.chip, "on": found.on.isoformat(), "to": found.to, "paragraph": found.paragraph,
                    "outcome": found.outcome, "certainty": found.certainty}  # fmt: skip
            print_csv([head | _test(one) for one in found.tests] or [head])
        case Format.table:
            _told(found)


def ruling_json(found: "Ruling") -> dict[str, Any]:
    """Return a ruling as JSON."""
    return {
        "chip": found.chip,
        "on": found.on.isoformat(),
        "to": found.to,
        "hq": found.hq or None,
        "from": found.origin or None,
        "paragraph": found.paragraph,
        "outcome": found.outcome,
        "means": found.means,
        "possible": list(found.possible),
        "tests": [_test(one) for one in found.tests],
        "decided_by": list(found.decided_by),
        "certainty": found.certainty,
        "caveats": list(found.caveats),
        "exceptions": list(found.exceptions),
        "conditions": list(found.conditions),
        "licences": list(found.licences),
        "published": found.published or None,
        "regime": found.regime or None,
        "known_on": found.known_on.isoformat() if found.known_on else None,
        "verified_until": found.verified_until.isoformat(),
        "citations": [asdict(one) for one in found.citations],
        "notice": "Not legal advice.",
    }


def _test(one: "Test") -> dict[str, Any]:
    return {
        "name": one.name, "value": one.value, "threshold": one.threshold, "margin": one.margin, "met": one.met,
        "low": one.low, "high": one.high, "unit": one.unit, "certainty": one.certainty, "decisive": one.decisive,
    }  # fmt: skip


def _told(found: "Ruling") -> None:
    place = f"{found.to}, headquarters {found.hq}" if found.hq else found.to
    lines = [f"{found.chip} on {found.on} to {place}: {_paragraph(found)}", f"{found.outcome}: {found.means}",
             f"Certainty: {found.certainty}"]  # fmt: skip
    sys.stdout.write("\n".join(lines) + "\n\n")
    rows = [
        (("* " if one.decisive else "  ") + one.name, _value(one),
         "" if one.margin is None else f"{one.margin:+.1%}",
         {True: "met", False: "not met", None: "not known"}[one.met], one.certainty)
        for one in found.tests
    ]  # fmt: skip
    if rows:
        table("Tests (* decided)", ["test", "value", "margin", "", "certainty"], rows)
    for title, said in (("Mind", found.caveats), ("Exceptions", found.exceptions), ("Conditions", found.conditions),
                        ("Licences", found.licences), ("Published", [found.published] if found.published else []),
                        ("Texts", [f"{one.title}  {one.href}" for one in found.citations])):  # fmt: skip
        if said:
            sys.stdout.write(f"\n{title}:\n" + "".join(f"  - {one}\n" for one in said))


def _paragraph(found: "Ruling") -> str:
    if found.paragraph == "undecided":
        return f"undecided between {', '.join(found.possible)}"
    return "in no paragraph of 3A090" if found.paragraph == "none" else found.paragraph


def _value(one: "Test") -> str:
    if one.value is not None:
        return f"{one.value:,.6g} {one.unit}"
    if one.high is None and not one.low:
        return "not known" if one.met is None or one.low is not None else "not defined"
    return f"{one.low or 0:,.6g} or more" if one.high is None else f"{one.low or 0:,.6g} to {one.high:,.6g} {one.unit}"


def show_timeline(part: "Part", *, to: str, hq: str | None, origin: str | None, form: Format) -> None:
    """Print the ruling under every version of the rules."""
    from parity import controls

    where = controls.destination(to, hq, origin)
    rows: list[dict[str, Any]] = [
        {
            "from": one.since.isoformat(), "until": one.until.isoformat() if one.until else None,
            "changed": one.changed, "paragraph": one.ruling.paragraph, "outcome": one.ruling.outcome,
            "certainty": one.ruling.certainty, "texts": list(one.texts),
        }
        for one in controls.timeline(part, where=where)
    ]  # fmt: skip
    if form is Format.json:
        print_json({"chip": part.name, "to": where.to, "hq": where.hq or None, "timeline": rows})
    elif form is Format.csv:
        print_csv([row | {"texts": "; ".join(row["texts"])} for row in rows])
    else:
        cells = [(row["from"], "*" if row["changed"] else "", row["paragraph"], row["outcome"], "; ".join(row["texts"]))
                 for row in rows]  # fmt: skip
        table(f"{part.name} to {where.to} (* the answer changed)", ["from", "", "paragraph", "outcome", "text"], cells)


def show_ceilings(part: "Part | None", *, on: date, to: str, hq: str | None, form: Format) -> None:
    """Print the fastest chips outside each paragraph, and what was made for China."""
    from parity import controls

    lines = controls.ceilings(part, on=on)
    made = [asdict(one) for one in controls.china_versions(where=controls.destination(to, hq))]
    if form is Format.json:
        print_json({"on": on.isoformat(), "ceilings": [asdict(one) for one in lines], "china_versions": made})
    elif form is Format.csv:
        print_csv([asdict(one) for one in lines])
    else:
        cells = [(one.line, f"{one.die_area:g}", f"{one.io:g}", "yes" if one.datacentre else "no",
                  "no limit" if one.tpp is None else f"{one.tpp:,.6g}",
                  "" if one.tops8 is None else f"{one.tops8:,.5g}")
                 for one in lines]  # fmt: skip
        table(f"Performance that crosses the line on {on}: less stays {lines[0].line.split(' ')[0]}",
              ["line", "dies mm2", "I/O GB/s", "data centre", "TPP", "dense 8-bit TOPS"], cells)  # fmt: skip
        table("Made for China", ["chip", "of", "launch", "changed", "paragraph", "nearest test"],
              [(one["chip"], one["parent"], one["launch"], "; ".join(one["cut"]) or "not published", one["paragraph"],
                one["nearest"]) for one in made])  # fmt: skip


def show_batch(path: Path, form: Format) -> None:
    """Print a ruling a row."""
    from parity import controls

    found = controls.rule_batch(controls.read_batch(path), name=path.name)
    if form is Format.json:
        print_json([{**row, "on": row["on"].isoformat()} for row in found.to_dicts()])
    elif form is Format.csv:
        sys.stdout.write(found.write_csv())
    else:
        table(f"Rulings on {path.name}", found.columns, [[str(cell) for cell in row] for row in found.iter_rows()])


def show_catalogue(form: Format) -> None:
    """Print the chips of the catalogue with their figures."""
    from parity import controls

    rows: list[dict[str, Any]] = [
        {"chip": one.name, "maker": one.maker, "launch": one.launch, "data centre": one.datacentre}
        | {key: one.figures[key].point for key in ("tpp", "density", "io", "dram")}
        for one in controls.chips()
    ]
    match form:
        case Format.json:
            print_json(rows)
        case Format.csv:
            print_csv(rows)
        case Format.table:
            table("Chips", list(rows[0]), [[_cell(cell) for cell in row.values()] for row in rows])


def _cell(cell: Any) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return "" if cell is None else f"{cell:.5g}" if isinstance(cell, float) else str(cell)
