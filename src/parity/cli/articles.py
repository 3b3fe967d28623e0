"""The main command: check."""

import sys
from datetime import date
from textwrap import shorten
from typing import Annotated, Any

import typer

from parity.cli import corpus, exports, llm
from parity.cli.common import Draws, On, Seed
from parity.cli.output import Format, FormatOption, JsonOption, chosen, day, note, print_csv, print_json, say, table
from parity.errors import BadInput

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the commands of this room."""
    app.command()(check)


def check(
    article: Annotated[
        str | None, typer.Argument(help="Text, HTML or PDF file, an http(s) address, or - for standard input.")
    ] = None,
    published: Annotated[
        str | None,
        typer.Option("--date", metavar="DATE", help="The article's date, where it states none or a wrong one."),
    ] = None,
    on: On = None,
    draws: Draws = 2000,
    seed: Seed = 0,
    html: exports.Html = None,
    pdf: exports.Pdf = None,
    markdown: exports.Markdown = None,
    claimreview: exports.ClaimReview = None,
    review_url: exports.ReviewUrl = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Estimate again without each of the most influential facts.")
    ] = False,
    private: Annotated[
        bool, typer.Option("--allow-private-address", help="Let an address lead to this machine or a private network.")
    ] = False,
    many: corpus.From = None,
    workers: corpus.Workers = None,
    dask: corpus.Dask = None,
    resume: corpus.Resume = None,
    extractor: llm.Chosen = llm.Extractor.rules,
    llm_url: llm.Url = None,
    llm_model: llm.Model = None,
    llm_timeout: llm.Timeout = 180.0,
    price_in: llm.PriceIn = None,
    price_out: llm.PriceOut = None,
    no_cache: llm.NoCache = False,
    form: FormatOption = Format.table,
    as_json: JsonOption = False,
    as_csv: corpus.AsCsv = False,
) -> None:
    """Read an ARTICLE, find what it claims about the gap, and judge each claim: then, now, and by what was known then.

    Pages (--html, --pdf, --markdown) imply --explain.  --corpus checks many articles and tells who claimed what when.

    Example: parity check examples/article.txt --html report.html
    """
    form = Format.csv if as_csv else chosen(form, as_json)
    model = llm.extractor_of(extractor, llm_url, llm_model, llm_timeout, no_cache)
    if many is not None:
        if article is not None:
            raise BadInput(f"Name one article or --corpus, not both: {article!r} and {many!r}.")
        if pdf or markdown or claimreview or review_url or explain or extractor is not llm.Extractor.rules:
            raise BadInput(
                "--corpus goes with --html, --json and --csv; other outputs and readers are for one article."
            )
        corpus.check_corpus(
            many, published=day(published, "--date"), on=day(on, "--on"), draws=draws, seed=seed, workers=workers,
            dask=dask, resume=resume, html=html, form=form,
        )  # fmt: skip
        return
    if article is None:
        raise BadInput("Name an article (a file, an address, or - for standard input), or many with --corpus.")
    if workers or dask or resume:
        raise BadInput("--workers, --dask and --resume go with --corpus.")

    from parity import api
    from parity.reports.plain import check_dict

    pages = html or pdf or markdown
    stdin = sys.stdin.buffer if article == "-" else None
    try:
        found = api.check(
            article, published=day(published, "--date"), on=day(on, "--on") or date.today(), draws=draws, seed=seed,
            stdin=stdin, allow_private=private, extractor=model or "rules",
            explain=explain or pages is not None,
        )  # fmt: skip
    finally:
        if model is not None:
            llm.account(model.tally, price_in, price_out)
    if not found.verdicts:
        from parity.claims.judging import no_claim

        if form is Format.table or any((html, pdf, markdown, claimreview)):
            raise BadInput(no_claim(found.article.source))
        note(no_claim(found.article.source))  # a program gets its empty list
    files = exports.exports_of(
        found, html=html, pdf=pdf, markdown=markdown, claimreview=claimreview, review_url=review_url
    )
    exports.write_all(files)
    plain = check_dict(found)
    match form:
        case Format.json:
            print_json(plain)
        case Format.csv:
            print_csv(
                [
                    {key: value for key, value in one.items() if not isinstance(value, dict | list)}
                    for one in plain["claims"]
                ]
            )
        case Format.table:
            _print(found.article.title or found.article.source, plain)
    exports.name_all(files)


def _print(title: str, plain: dict[str, Any]) -> None:
    """Print a row a claim, then the reason for each verdict."""
    rows = []
    for number, one in enumerate(plain["claims"], start=1):
        p = one["probability"]
        verdict = one["verdict"] + (f" ({p:.2f})" if p is not None else "")
        readings = (_short(one[name]) for name in ("then", "now", "known_then"))
        rows.append([str(number), shorten(one["sentence"], 130, placeholder=" ..."), verdict, *readings])
    columns = ("", "says", "verdict (P)", "then", "now", "known then")
    table(f"{title} ({plain['article']['date']})", columns, rows, ratios=(None, 46, 16, 18, 18, 18))
    listings: dict[str, Any] = {}
    cited: dict[str, Any] = {}
    for number, one in enumerate(plain["claims"], start=1):
        resolved = f" ({one['resolution'][:1].upper()}{one['resolution'][1:]}.)" if one["resolution"] else ""
        change = f" {one['would_change']}" if one["would_change"] else ""
        say(f"{number}. {one['because']}{resolved}{change}")
        into = listings if one["kind"] == "event" else cited
        into |= {source["url"]: source for source in one["sources"]}
    for one in plain["conflicts"]:
        say(f"Claims {one['first'] + 1} and {one['second'] + 1} cannot both hold: {one['because']}.")
    sys.stdout.write("\nSources:\n")
    for url, one in cited.items():
        say(f"{one['title']}, {url}, retrieved {one['retrieved']}, {one['licence']}", indent="  ")
    if listings:
        acts = "; ".join(dict.fromkeys(str(one["id"]) for one in listings.values()))
        say(f"Listings: {acts} (links in --json and --html; not legal advice)", indent="  ")


def _short(reading: dict[str, Any] | None) -> str:
    if reading is None:
        return "-"
    median, low, high = (None if reading[key] is None else f"{reading[key]:.3g}" for key in ("median", "low", "high"))
    band = f" [{low}, {high}]" if low is not None else ""
    return f"{median}{band} {reading['unit']}"
