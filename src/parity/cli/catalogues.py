"""Commands that list: metrics, blocs, sources, and the listings of a firm."""

from datetime import date
from typing import Annotated

import typer

from parity.cli.common import On
from parity.cli.output import Format, FormatOption, JsonOption, chosen, day, note, print_csv, print_json, table
from parity.errors import BadInput

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the commands of this room."""
    for command in (metrics, blocs, sources, screen):
        app.command()(command)


def _show(title: str, rows: list[dict[str, object]], form: Format) -> None:
    match form:
        case Format.json:
            print_json(rows)
        case Format.csv:
            print_csv(rows)
        case Format.table:
            table(title, list(rows[0]) if rows else [], [[str(cell) for cell in row.values()] for row in rows])


def metrics(form: FormatOption = Format.table, as_json: JsonOption = False) -> None:
    """List the metrics: what each asks, its unit, and how it may be counted."""
    from parity import api

    rows: list[dict[str, object]] = [
        {
            "metric": one.id,
            "question": one.question,
            "unit": one.unit,
            "kind": one.kind,
            "better": one.better,
            "countings": " ".join(one.countings),
            "sources": " ".join(one.sources),
        }
        for one in api.metrics()
    ]
    _show("Metrics", rows, chosen(form, as_json))


def blocs(form: FormatOption = Format.table, as_json: JsonOption = False) -> None:
    """List the blocs that can be compared, and the names they answer to."""
    from parity import api

    rows: list[dict[str, object]] = [
        {"bloc": one.id, "kind": one.kind, "made of": " ".join(one.match), "also": ", ".join(one.aliases)}
        for one in api.blocs()
    ]
    _show("Blocs", rows, chosen(form, as_json))


def sources(form: FormatOption = Format.table, as_json: JsonOption = False) -> None:
    """List the sources: publisher, licence, day of retrieval, rows shipped, and what they feed."""
    from parity import api

    rows: list[dict[str, object]] = [
        {
            "source": one.id,
            "title": one.title,
            "publisher": one.publisher.name,
            "licence": one.licence.name,
            "retrieved": one.retrieved.isoformat(),
            "rows": facts.height,
            "metrics": " ".join(one.metrics),
            "url": one.url,
        }
        for one, facts in api.sources()
    ]
    _show("Sources", rows, chosen(form, as_json))


def screen(
    name: Annotated[str, typer.Argument(help="Firm, listed name or alias, also in Chinese or misspelt.")] = "",
    on: On = None,
    everyone: Annotated[bool, typer.Option("--all", help="List the firms whose listings are shipped.")] = False,
    form: FormatOption = Format.table,
    as_json: JsonOption = False,
) -> None:
    """Print the US listings of a firm in effect by a day, with citations.  Not legal advice.

    A name that is on no list but near one is shown as a near match.

    Example: parity screen SenseTime --on 2024-05-28
    """
    from parity import controls

    asked = day(on, "--on") or date.today()
    if everyone:
        _show("Firms with listings", [{"firm": firm} for firm in controls.listed_firms()], chosen(form, as_json))
        return
    if not name.strip():
        raise BadInput("screen: name a firm, or list them with --all.")
    found = controls.screen_name(name, on=asked)
    rows: list[dict[str, object]] = [
        {
            "firm": many.match.firm,
            "match": many.match.kind,
            "effective": one.effective.isoformat(),
            "list": one.list,
            "action": one.action,
            "listed name": one.listed_name,
            "citation": one.citation,
            "link": one.link,
            "note": one.note,
        }
        for many in found
        for one in many.listings
    ]
    for many in found:
        if many.match.kind != "listed name":
            note(f"{many.match.kind}: {name!r} may mean {many.match.firm} ({many.match.name}; {many.match.why}).")
        if not many.listings:
            note(f"{many.match.firm} was on none of the lists read by {asked}.")
    _show(f"Listings of {name} by {asked}", rows, chosen(form, as_json))
    state, cited = controls.affiliates_rule(asked)
    if state:
        note(f"Firms half or more owned by listed ones: rule {state} on {asked} ({cited[0].title}, {cited[1].title}).")
    note("Not legal advice; check the lists themselves before you rely on it.")
