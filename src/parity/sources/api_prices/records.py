# ruff: noqa: INP001 - a source is a folder of data
"""The tree of genai-prices as records: one for each provider, model, period and tier of context."""

from collections.abc import Iterator
from typing import Any

from parity.errors import BadInput

__all__ = ["records"]

Record = dict[str, Any]


def records(tree: Any) -> Iterator[Record]:
    """Flatten the list of providers; keys that are not read become empty columns, so that new ones stop the run."""
    if not isinstance(tree, list):
        raise BadInput("genai_prices.json: expected a list of providers.")
    for provider in tree:
        head, unread = _head(provider)
        for model in provider["models"]:
            try:
                told = {**head, **unread, "model": model["id"], "name": model.get("name"), **_others(model)}
                periods = list(_periods(model["prices"], where=f"{provider['id']}/{model['id']}"))
            except (KeyError, TypeError, AttributeError) as error:
                raise BadInput(f"genai_prices.json, {head['provider']}: a model of another shape ({error}).") from None
            for period in periods:
                yield {**told, **period}


def _head(provider: Any) -> tuple[Record, Record]:
    try:
        head = {"provider": provider["id"], "vendor": provider["name"], "page": provider["pricing_urls"][0]}
        if not isinstance(provider["models"], list):
            raise TypeError("models are no list")
    except (KeyError, IndexError, TypeError) as error:
        raise BadInput(f"genai_prices.json: a provider without id, name or pricing_urls ({error}).") from None
    read = {"id", "name", "pricing_urls", "models"}
    return head, {f"provider.{key}": None for key in provider if key not in read}


def _others(model: Record) -> Record:
    return {f"model.{key}": None for key in model if key not in ("id", "name", "prices")}


def _periods(prices: Any, *, where: str) -> Iterator[Record]:
    """Each price list of a model with the days or hours it holds; one without a day ends where the next begins."""
    listed = prices if isinstance(prices, list) else [{"prices": prices}]
    starts = [(one.get("constraint") or {}).get("start_date") for one in listed]
    for number, one in enumerate(listed):
        limits = dict(one.get("constraint") or {})
        begin, end = limits.pop("start_time", None), limits.pop("end_time", None)
        limits.pop("start_date", None)
        if limits or set(one) - {"prices", "constraint"}:
            raise BadInput(f"genai_prices.json, {where}: a price is limited in a new way: {sorted({*limits, *one})}.")
        period = {
            "from_date": starts[number],
            "to_date": next((day for day in starts[number + 1 :] if day), None),
            "hours": f"{begin}-{end}" if begin else None,
        }
        for above, figures in _tiers(one["prices"]).items():
            yield {**period, "above": above, **figures}


def _tiers(prices: Record) -> dict[int | None, Record]:
    """Prices by the length of context from which they hold; None: from the first token."""
    tiers: dict[int | None, Record] = {None: {}}
    for kind, price in prices.items():
        if not isinstance(price, dict):
            tiers[None][kind] = price
            continue
        tiers[None][kind] = price["base"]
        for tier in price["tiers"]:
            tiers.setdefault(tier["start"], {})[kind] = tier["price"]
    return tiers
