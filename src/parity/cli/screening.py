"""The command `screen`: the listings of a firm, of many, or all there are."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from parity.cli.common import On
from parity.cli.output import Format, FormatOption, JsonOption, chosen, day, note, print_rows, table
from parity.errors import BadInput

if TYPE_CHECKING:
    from parity.controls import Screened

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the commands of this room."""
    app.command()(screen)


def screen(
    name: Annotated[str, typer.Argument(help="Firm, listed name or alias, also in Chinese or misspelt.")] = "",
    on: On = None,
    everyone: Annotated[bool, typer.Option("--all", help="List every firm on the lists.")] = False,
    batch: Annotated[
        Path | None, typer.Option("--batch", metavar="CSV", help="Screen every row of a CSV by its column 'name'.")
    ] = None,
    form: FormatOption = Format.table,
    as_json: JsonOption = False,
) -> None:
    """Print the US listings of a firm in effect by a day, with citations.  Not legal advice.

    A name that is on no list but near one is shown as a near match.  Firms alone, never persons.

    Example: parity screen SenseTime --on 2024-05-28
    """
    from parity import controls

    asked, shape = day(on, "--on") or date.today(), chosen(form, as_json)
    if [bool(name.strip()), everyone, batch is not None].count(True) != 1:
        raise BadInput("screen: name a firm, or list them with --all, or give a file with --batch; one of them.")
    if everyone:
        print_rows("Firms on the lists", _everyone(), shape)
    elif batch is not None:
        rows = [dict(row) for row in controls.screen_batch(controls.read_names(batch), on=asked)]
        print_rows(f"Listings of the names in {batch.name}", rows, shape)
        _count(rows)
    else:
        found = controls.screen_name(name, on=asked)
        _explain(name, found, asked)
        acts = _acts(found)
        if shape is Format.table:
            _tell(f"Listings of {name} by {asked}", acts)
        else:
            print_rows("", acts, shape)
    state, cited = controls.affiliates_rule(asked)
    if state:
        note(f"Firms half or more owned by listed ones: rule {state} on {asked} ({cited[0].title}, {cited[1].title}).")
    if asked > controls.READ_ON:
        note(f"The lists were read on {controls.READ_ON}; what changed since is not known here.")
    note("Not legal advice; check the lists themselves before you rely on it.")


def _acts(found: "tuple[Screened, ...]") -> list[dict[str, object]]:
    return [
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
            "certainty": one.certainty,
        }
        for many in found
        for one in many.listings
    ]


def _tell(title: str, acts: list[dict[str, object]]) -> None:
    """A table that fits a screen, and below it the texts with what is to be known of each."""
    shown = ("match", "effective", "list", "action", "listed name", "citation")
    table(title, list(shown), [[str(act[key]) for key in shown] for act in acts])
    texts = {(act["citation"], act["link"]): f"{act['certainty']}; {act['note']}".strip("; ") for act in acts}
    for (citation, link), said in texts.items():
        sys.stdout.write(f"  - {citation}  {link}  ({said})\n")


def _explain(name: str, found: "tuple[Screened, ...]", on: date) -> None:
    for many in found:
        hit = many.match
        if hit.kind == "near match":
            note(f"near match, not a hit: {name!r} may mean {hit.firm} ({hit.name}; {hit.why}).")
        elif hit.kind != "listed name" or hit.name.casefold() != hit.firm.casefold() != name.strip().casefold():
            note(f"{hit.kind}: {name!r} is {hit.name} of {hit.firm} ({hit.why}).")
        if many.unread:
            lists = " and ".join(many.unread)
            note(f"{hit.firm}: whether it was on {lists} by {on} is not known; a later edition has it.")
        elif not many.listings:
            note(f"{hit.firm} was on none of the lists read by {on}.")


def _everyone() -> list[dict[str, object]]:
    from parity import controls

    lists: dict[str, dict[str, str]] = {}
    for one in controls.listings():
        lists.setdefault(one.firm, {}).setdefault(one.list, one.country)
    return [
        {"firm": firm, "country": next(iter(found.values())), "lists": " ".join(sorted(found))}
        for firm, found in sorted(lists.items(), key=lambda item: item[0].casefold())
    ]


def _count(rows: list[dict[str, object]]) -> None:
    names: dict[object, object] = {row["row"]: row["match"] for row in reversed(rows)}
    near, none = (sum(kind == word for kind in names.values()) for word in ("near match", "none"))
    note(f"Names: {len(names)}; hits: {len(names) - near - none}; near matches alone: {near}; like none: {none}.")
