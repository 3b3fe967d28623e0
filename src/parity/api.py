"""The public functions, one for each command: they bring facts to the estimators and return plain results.

A day not given is today, a vintage not given is the newest knowledge.  Every name of a metric or bloc may be an id or
an alias.  Errors are those of `parity.errors`.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

import polars as pl

from parity.errors import BadInput
from parity.estimates import WINDOW_MONTHS, Gap, Line, compare, in_batches, lines
from parity.estimates import gap as _gap
from parity.series import Bloc, Membership, Metric, Top, bloc, bloc_ids, metric, metric_ids
from parity.sources import shipped_facts, source, source_ids
from parity.store.facts import facts_of
from parity.supply import DRAWS as _DRAWS
from parity.supply import SEED as _SEED
from parity.supply import cluster, stock, stock_gap, stock_inputs

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from parity import controls
    from parity.claims.corpus import Corpus
    from parity.claims.judging import Extract
    from parity.claims.verdict import Check
    from parity.estimates.index import Bars, Over, Ranking
    from parity.facts import Source
    from parity.forecasts import Projection
    from parity.scenarios import Scenario

__all__ = [
    "blocs",
    "capability",
    "check",
    "check_corpus",
    "cluster",
    "control",
    "forecast",
    "gap",
    "metrics",
    "scenarios",
    "screen",
    "series",
    "sources",
    "stock",
    "stock_gap",
    "stock_inputs",
]

DRAWS, SEED = _DRAWS, _SEED


def gap(
    metric_id: str,
    leader: str,
    follower: str,
    *,
    on: date | None = None,
    vintage: date | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
    counting: str | None = None,
    membership: Membership = "any",
    window_months: int = WINDOW_MONTHS,
    top: int = 1,
    mean_of_top: bool = False,
    facts: pl.DataFrame | None = None,
) -> Gap:
    """Measure how far one bloc is behind another: ratio, lag, catch-up times and whether the gap closes.

    `top` takes the k-th best of each side for its frontier, `mean_of_top` the mean of the best k.  `facts` is a fact
    table (columns of `parity.facts.SCHEMA`) to answer from instead of the shipped rows and the store.

    >>> from datetime import date
    >>> gap("capability", "US", "China", on=date(2024, 5, 28)).follower_frontier.entity
    'DeepSeek-V2 (MoE-236B, May 2024)'
    """
    of, sides, day = metric(metric_id), (bloc(leader), bloc(follower)), on or date.today()
    known = facts_of(of.id, of.sources, of.near) if facts is None else facts

    def batch(size: int, number: int) -> Gap:
        pair = compare(
            known,
            of,
            *sides,
            on=day,
            vintage=vintage,
            draws=size,
            seed=seed,
            counting=counting,
            membership=membership,
            top=Top(top, mean_of_top),
            batch=number,
        )
        return _gap(pair, window_months=window_months, seed=seed + number)

    return in_batches(batch, draws=draws, facts=known.height)


def series(
    metric_id: str,
    names: Sequence[str] = ("US", "China"),
    *,
    on: date | None = None,
    vintage: date | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
    counting: str | None = None,
    membership: Membership = "any",
) -> list[Line]:
    """Return the frontier or stock of each bloc as dated rows with 90 % intervals.

    >>> from datetime import date
    >>> [one.bloc for one in series("patents", ["China"], on=date(2024, 1, 1))]
    ['China']
    """
    of = metric(metric_id)
    return lines(
        facts_of(of.id, of.sources, of.near),
        of,
        [bloc(name) for name in names],
        on=on or date.today(),
        vintage=vintage,
        draws=draws,
        seed=seed,
        counting=counting,
        membership=membership,
    )


def check(
    article: str,
    *,
    published: date | None = None,
    on: date | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
    stdin: BinaryIO | None = None,
    allow_private: bool = False,
    extractor: "Literal['rules', 'llm'] | Extract" = "rules",
    explain: bool = False,
) -> "Check":
    """Read an article, find what it claims about the gap, and judge each claim then, now and by what was known then.

    `article` is a path to text, HTML or PDF, an http(s) address, or "-" for `stdin`; `published` gives the article's
    date where it states none.  `extractor` finds the claims: the rules; the language model that the environment names
    ("llm", see docs/llm.md); or any function from a text to claims, such as a `parity.claims.llm.LlmExtractor`.
    With `explain`, each verdict is estimated again without the facts that it rests on most.
    """
    from parity.claims.article import read_article
    from parity.claims.extract import extract
    from parity.claims.judging import judge_article

    if extractor == "llm":
        from parity.claims.llm import LlmExtractor

        extractor = LlmExtractor.of(os.environ)
    elif isinstance(extractor, str) and extractor != "rules":
        raise BadInput(f"No extractor {extractor!r}; there are rules and llm.")
    finder = extract if isinstance(extractor, str) else extractor
    read = read_article(article, stdin=stdin, allow_private=allow_private)
    found = judge_article(
        read,
        facts_of,
        published=published,
        on=on or date.today(),
        draws=draws,
        seed=seed,
        depth="explained" if explain else "card",
        extract=finder,
    )
    return found if finder is extract else replace(found, extractor=getattr(finder, "label", "of the caller"))


def check_corpus(
    corpus: str,
    *,
    published: date | None = None,
    on: date | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
    executor: "Executor | None" = None,
    workers: int = 1,
    resume: Path | None = None,
    told: "Callable[[int], None] | None" = None,
) -> "Corpus":
    """Check every article of a folder, a JSONL file or a WARC file: who claimed what when, and how it held up.

    `executor` is any executor, of processes or of a cluster, with so many `workers`; the result does not depend on
    it.  `resume` names a file that keeps a line an article: a run that was stopped goes on from it, on the day it was
    begun.  `told` hears how many articles are done.  `published` dates articles that state no date.
    """
    from parity.claims.corpus import Ledger, Settings, check_records, read_corpus

    settings = Settings(on or date.today(), draws, seed, published)
    records = read_corpus(corpus)
    ledger = Ledger.open(resume, settings, on_given=on is not None) if resume else Ledger.temporary(settings)
    return check_records(records, ledger, executor=executor, workers=workers, told=told or (lambda _: None))


def capability(
    scores: Path | str | None = None,
    *,
    on: date | None = None,
    vintage: date | None = None,
    anchors: Mapping[str, float] | None = None,
    anchor_benchmark: str | None = None,
    min_scores: int = 4,
    bars: "Bars" = "evidence",
    refits: int = 200,
    seed: int = SEED,
    over: "Over" = "both",
    carry: Path | str | None = None,
    executor: "Executor | None" = None,
) -> "Ranking":
    """Rank models by capability: the shipped index, or one fitted to a CSV of scores (model, benchmark, performance).

    Of the shipped index, `on` and `vintage` choose models and edition.  Of a fit, `anchors` gives two models the values
    that fix the scale (else `anchor_benchmark` has difficulty 0 and slope 1), `bars` are what the evidence allows or
    the published ones of fit, and `carry` is a CSV of new models' scores.  See docs/estimands/index.md.

    >>> from datetime import date
    >>> capability(on=date(2026, 8, 11), vintage=date(2026, 8, 11)).models[0].name
    'GPT-5.6 Sol'
    """
    from parity.estimates.index import fit_index, published_ranking, ranking_of, read_scores

    if scores is None:
        if anchors or anchor_benchmark or carry:
            raise BadInput("Anchors and new models' scores need a table of scores to fit; name it with --from.")
        of = metric("capability")
        return published_ranking(facts_of(of.id, of.sources, of.near), of, on=on or date.today(), vintage=vintage)
    if on or vintage:
        raise BadInput("--on and --vintage choose among shipped rows; a table of scores is fitted whole.")
    table = read_scores(scores, min_scores=min_scores)
    found = fit_index(
        table,
        anchor=anchor_benchmark,
        anchors=anchors,
        bars=bars,
        refits=refits,
        seed=seed,
        over=over,
        executor=executor,
        origin=str(scores),
    )
    return ranking_of(found, read_scores(carry, min_scores=1, linked=False) if carry else None)


def forecast(
    metric_id: str,
    leader: str,
    follower: str,
    *,
    until: date,
    on: date | None = None,
    vintage: date | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
    counting: str | None = None,
) -> "Projection":
    """Project both sides to a day as a joint drift random walk: the gap by date and the day of parity."""
    from parity.forecasts import project

    found = gap(metric_id, leader, follower, on=on, vintage=vintage, draws=draws, seed=seed, counting=counting)
    return project(found.pair, until=until, seed=seed)


def screen(name: str, *, on: date | None = None) -> "tuple[controls.Listing, ...]":
    """Return the US listings of a firm in effect by a day, oldest first.  Not legal advice.

    >>> from datetime import date
    >>> screen("Huawei", on=date(2019, 5, 31))[0].citation
    '84 FR 22963'
    """
    from parity import controls

    return controls.screen(name, on=on or date.today())


def control(
    chip: "str | controls.Part",
    *,
    on: date | None = None,
    to: str = "CN",
    hq: str | None = None,
    origin: str | None = None,
) -> "controls.Ruling":
    """Rule on a chip: its paragraph, the licence position, every test with its margin, citations.  Not legal advice.

    `chip` is a name of the catalogue or a part made by `parity.controls.part_of`; `hq` is where the buyer or its parent
    has its seat, `origin` where the item ships from.

    >>> from datetime import date
    >>> control("A800", on=date(2023, 11, 17)).paragraph
    '3A090.a.1'
    """
    from parity import controls

    part = controls.chip(chip) if isinstance(chip, str) else chip
    return controls.rule_on(part, on=on or date.today(), where=controls.destination(to, hq, origin))


def scenarios(names: Sequence[str] = ()) -> "tuple[Scenario, ...]":
    """Return the scenarios shipped, or those named (by name, or a file's path), each checked against the supply model.

    >>> scenarios(["diversion-stopped"])[0].label
    'Diversion stops in 2025'
    """
    from parity.estimates.stock import world
    from parity.scenarios import load, scenario_names

    found = tuple(load(name) for name in names or scenario_names())
    for one in found:
        one.changes(world("ours").model)
    return found


def metrics() -> tuple[Metric, ...]:
    """Return every metric there is."""
    return tuple(metric(name) for name in metric_ids())


def blocs() -> tuple[Bloc, ...]:
    """Return every bloc there is: countries, kinds of models, firms."""
    return tuple(bloc(name) for name in bloc_ids())


def sources() -> "tuple[tuple[Source, pl.DataFrame], ...]":
    """Return every source with the facts it ships."""
    return tuple((source(name), shipped_facts(name)) for name in source_ids())
