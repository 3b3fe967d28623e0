"""The command `control`: a chip's paragraph and licence position on a day."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from parity.cli.common import On
from parity.cli.output import Format, FormatOption, JsonOption, chosen, day, note
from parity.errors import BadInput

if TYPE_CHECKING:
    from parity.controls import Part

__all__ = ["register"]

Number = float | None
STATED = "The part by its data sheet"


def _stated(flag: str, text: str) -> Any:
    return typer.Option(flag, help=text, rich_help_panel=STATED)


def register(app: typer.Typer) -> None:
    """Add the commands of this room."""
    app.command()(control)


def control(
    chip: Annotated[str | None, typer.Argument(help="Chip or system of the catalogue, by name or alias.")] = None,
    on: On = None,
    to: Annotated[str, typer.Option("--to", help="Country the item goes to: name or ISO code.")] = "CN",
    hq: Annotated[
        str | None, typer.Option("--hq", help="Country where the buyer, or its parent, has its seat.")
    ] = None,
    origin: Annotated[str | None, typer.Option("--from", help="Country it ships from, for the review of 2026.")] = None,
    timeline: Annotated[bool, typer.Option("--timeline", help="Every version of the rules since 2022.")] = False,
    what_if: Annotated[
        bool, typer.Option("--what-if", help="The fastest chip under each line, and who built it.")
    ] = False,
    catalogue: Annotated[bool, typer.Option("--list", help="List the chips of the catalogue.")] = False,
    batch: Annotated[Path | None, typer.Option("--batch", metavar="CSV", help="Rule on every row of a CSV.")] = None,
    spec: Annotated[Path | None, typer.Option("--spec", metavar="YAML", help="A part described in a file.")] = None,
    tops4: Annotated[Number, _stated("--tops4", "4-bit operations [10^12/s].")] = None,
    tops8: Annotated[Number, _stated("--tops8", "8-bit operations [10^12/s].")] = None,
    tops16: Annotated[Number, _stated("--tops16", "16-bit operations [10^12/s].")] = None,
    tops32: Annotated[Number, _stated("--tops32", "32-bit operations [10^12/s].")] = None,
    dense: Annotated[bool | None, _stated("--dense/--sparse", "How the operations are counted; must be said.")] = None,
    tpp: Annotated[Number, _stated("--tpp", "Total processing performance, where known.")] = None,
    units: Annotated[int | None, _stated("--units", "Processing units of which the operations count one.")] = None,
    die_area: Annotated[Number, _stated("--die-area", "All non-planar logic dies [mm2]; 0: none.")] = None,
    io: Annotated[Number, _stated("--io", "All I/O but memory's, both directions [GB/s].")] = None,
    memory_bandwidth: Annotated[Number, _stated("--memory-bandwidth", "DRAM, or the stack's [GB/s].")] = None,
    package_area: Annotated[Number, _stated("--package-area", "A memory stack's area [mm2].")] = None,
    kind: Annotated[str | None, _stated("--kind", "processor, memory or system.")] = None,
    maker: Annotated[str | None, _stated("--maker", "Notices bind their addressee alone.")] = None,
    designer: Annotated[str | None, _stated("--designer-country", "Seat of the designer.")] = None,
    datacentre: Annotated[bool | None, _stated("--datacentre/--consumer", "Designed or marketed for.")] = None,
    foundry: Annotated[bool, typer.Option("--foundry", help="Shipped by a fabricator or packager (Note 1).")] = False,
    node: Annotated[Number, typer.Option("--node", help="With --foundry: process node [nm].")] = None,
    transistors: Annotated[Number, typer.Option("--transistors", help="With --foundry: in the package.")] = None,
    hbm: Annotated[bool | None, typer.Option("--hbm/--no-hbm", help="With --foundry: HBM in the package.")] = None,
    attested: Annotated[
        str, typer.Option("--attested", help="With --foundry: who attests; nobody if not given.")
    ] = "nobody",
    form: FormatOption = Format.table,
    as_json: JsonOption = False,
) -> None:
    """Print a chip's paragraph and licence position on a day, every test with its margin, and the citations.

    The part is a name of the catalogue, a file, or options.  Not legal advice.

    Example: parity control H20 --on 2025-04-16 --to CN
    """
    from datetime import date

    from parity.cli import rulings

    shape = chosen(form, as_json)
    values = {
        "tops4": tops4, "tops8": tops8, "tops16": tops16, "tops32": tops32, "tpp": tpp, "units": units,
        "die_area": die_area, "io": io, "memory_bandwidth": memory_bandwidth, "package_area": package_area,
        "kind": kind, "maker": maker, "designer_country": designer, "datacentre": datacentre,
        "sparsity": {True: "dense", False: "sparse", None: None}[dense],
    }  # fmt: skip
    given = {key: value for key, value in values.items() if value is not None}
    asked = day(on, "--on") or date.today()
    if catalogue:
        rulings.show_catalogue(shape)
    elif batch is not None:
        rulings.show_batch(batch, shape)
    elif what_if:
        part = _part(chip, spec, given) if chip or spec or given else None
        rulings.show_ceilings(part, on=asked, to=to, hq=hq, form=shape)
    else:
        if foundry and not (chip or spec or given):
            given = {"name": "unattested circuit"}
        part = _part(chip, spec, given)
        note_1 = {"node": node, "transistors": transistors, "hbm": hbm, "attested": attested} if foundry else None
        if timeline:
            rulings.show_timeline(part, to=to, hq=hq, origin=origin, form=shape)
        else:
            rulings.show_ruling(part, on=asked, to=to, hq=hq, origin=origin, foundry=note_1, form=shape)
    note("Not legal advice: it reads published texts on chips alone; other controls may apply.")


def _part(chip: str | None, spec: Path | None, given: dict[str, Any]) -> "Part":
    from parity import controls

    if [bool(chip), spec is not None, bool(given)].count(True) != 1:
        raise BadInput("control: name a chip, or give --spec FILE, or describe a part by options such as --tops8; "
                       "`parity control --list` lists the chips.")  # fmt: skip
    if chip:
        return controls.chip(chip)
    made = controls.read_spec(spec) if spec else controls.stated(given, where="options")
    return controls.part_of(made)
