"""Commands that list: metrics, blocs, sources."""

import typer

from parity.cli.output import Format, FormatOption, JsonOption, chosen, print_rows

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the commands of this room."""
    for command in (metrics, blocs, sources):
        app.command()(command)


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
    print_rows("Metrics", rows, chosen(form, as_json))


def blocs(form: FormatOption = Format.table, as_json: JsonOption = False) -> None:
    """List the blocs that can be compared, and the names they answer to."""
    from parity import api

    rows: list[dict[str, object]] = [
        {"bloc": one.id, "kind": one.kind, "made of": " ".join(one.match), "also": ", ".join(one.aliases)}
        for one in api.blocs()
    ]
    print_rows("Blocs", rows, chosen(form, as_json))


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
    print_rows("Sources", rows, chosen(form, as_json))
