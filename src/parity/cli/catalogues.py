"""Commands that list: metrics, blocs, sources."""

import typer

from parity.cli.output import Format, FormatOption, JsonOption, chosen, print_csv, print_json, table

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the commands of this room."""
    for command in (metrics, blocs, sources):
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
