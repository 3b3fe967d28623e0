"""The options of `--extractor llm`, and what its reading took, on standard error."""

import os
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from parity.cli.output import note
from parity.errors import BadInput

if TYPE_CHECKING:
    from parity.claims.llm import LlmExtractor, Tally

__all__ = [
    "Chosen",
    "Extractor",
    "Model",
    "NoCache",
    "PriceIn",
    "PriceOut",
    "Timeout",
    "Url",
    "account",
    "extractor_of",
]


class Extractor(StrEnum):
    """What finds the claims."""

    rules = "rules"
    llm = "llm"


Chosen = Annotated[
    Extractor,
    typer.Option("--extractor", help="What finds the claims: our rules, offline, or a language model (docs/llm.md)."),
]
Url = Annotated[
    str | None,
    typer.Option(
        "--llm-url", metavar="URL", help="OpenAI-compatible endpoint, http://127.0.0.1:11434/v1; else PARITY_LLM_URL."
    ),
]
Model = Annotated[
    str | None,
    typer.Option("--llm-model", metavar="NAME", help="Its model; else PARITY_LLM_MODEL. The key: PARITY_LLM_KEY only."),
]
PriceIn = Annotated[
    float | None, typer.Option("--llm-price-in", min=0, metavar="PRICE", help="Price of a million tokens read.")
]
PriceOut = Annotated[
    float | None, typer.Option("--llm-price-out", min=0, metavar="PRICE", help="Price of a million tokens written.")
]
Timeout = Annotated[
    float, typer.Option("--llm-timeout", min=0.1, max=3600, metavar="SECONDS", help="How long one answer may take.")
]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Ask the model again, whatever it answered before.")]


def extractor_of(
    chosen: Extractor, url: str | None, model: str | None, timeout: float, no_cache: bool
) -> "LlmExtractor | None":
    """Return the extractor that the options name, None for the rules; raises `BadInput` where they name half of one."""
    if chosen is Extractor.rules:
        for option, given in (("--llm-url", url), ("--llm-model", model), ("--no-cache", no_cache)):
            if given:
                raise BadInput(f"{option} is for --extractor llm; the rules ask nobody.")
        return None
    from parity.claims.llm import LlmExtractor

    return LlmExtractor.of(
        os.environ, url=url, model=model, timeout=timeout, cache=not no_cache, tell=lambda line: note(f"llm: {line}")
    )


def account(tally: "Tally", price_in: float | None, price_out: float | None) -> None:
    """Say what a reading took, and what of it was not believed."""
    if not tally.asked + tally.cached:
        return
    cached = f", {tally.cached} from the cache" if tally.cached else ""
    cost = ""
    if price_in is not None or price_out is not None:
        spent = (tally.tokens_in * (price_in or 0) + tally.tokens_out * (price_out or 0)) / 1e6
        cost = f"; cost {spent:.4f} at the prices given"
    uncounted = f" ({tally.uncounted} uncounted: the endpoint does not say)" if tally.uncounted else ""
    note(
        f"llm: {tally.asked} answer{'s' * (tally.asked != 1)}{cached}; "
        f"{tally.tokens_in:,} tokens read, {tally.tokens_out:,} written{uncounted}{cost}"
    )
    for what, number in sorted(tally.dropped.items()):
        note(f"llm: dropped {number} {what}")
    if tally.missed:
        note(f"llm: in {tally.missed} sentence{'s' * (tally.missed != 1)} the rules find a claim and the model none")
    if tally.shortened:
        note("llm: the endpoint seems to have read a part of the prompt only; raise its context length")
