"""The form of a model's answer: the fields of `Claim` that a reader of the article can fill, and nothing else."""

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import from_json

from parity.claims.claim import Kind, Semantics

__all__ = ["Found", "Malformed", "answer_schema", "parse"]

MOST = 300  # claims in one answer; no part of an article holds more
LONGEST = 1_000_000  # characters of an answer that are looked at
FENCED = re.compile(r"\A```(?:json)?[ \t]*\n(.*)\n?```\Z", re.DOTALL)
THOUGHT = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)

Metric = Literal[
    "capability", "compute_stock", "training_compute", "chip_performance", "chip_production", "process_node",
    "smartphone_soc", "cost", "investment", "talent", "publications", "market_share", "export_control", "other",
]  # fmt: skip
Unit = Literal["x", "percent", "years", "months", "generations", "USD", "chips", "FLOP", "none"]
Unchecked = Literal["no_metric", "no_actor", "no_number", "no_date", "rhetoric"]


class Malformed(ValueError):
    """Not an error of the user: an answer that is not of the form asked for; says how, without quoting it."""


def _short(text: str | None) -> str | None:
    if text is not None and len(text) > 120:
        raise ValueError("too long")
    return text


Short = Annotated[str | None, AfterValidator(_short)]
Number = Annotated[float | None, Field(allow_inf_nan=False)]


class Found(BaseModel):
    """One claim as a model reports it.  What a claim is made of beside this, Parity takes from the article itself."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    quote: str
    kind: Kind
    leader: Short = None
    follower: Short = None
    leader_entity: Short = None
    follower_entity: Short = None
    actor: Short = None
    actor_entity: Short = None
    metric: Metric | None = None
    value_low: Number = None
    value_high: Number = None
    unit: Unit = "none"
    unit_raw: Short = None
    value_semantics: Semantics = "none"
    direction: Literal["closing", "widening", "none"] = "none"
    as_of_date: Short = None
    target_date: Short = None
    speaker: Short = None
    hedged: bool = False
    negated: bool = False
    why_unchecked: Unchecked | None = None


def answer_schema() -> dict[str, Any]:
    """Return the JSON Schema of an answer, in the subset that strict endpoints take: all required, nothing extra."""
    claim = Found.model_json_schema()
    for field in claim["properties"].values():
        for key in ("default", "title"):
            field.pop(key, None)
    claim = {
        "type": "object",
        "properties": claim["properties"],
        "required": list(claim["properties"]),
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": {"claims": {"type": "array", "items": claim}},
        "required": ["claims"],
        "additionalProperties": False,
    }


def parse(content: str) -> tuple[list[Found], int]:
    """Read an answer: its claims, and how many more it has that are not of the form.

    The whole must be one JSON object with `claims` alone; a code fence around it, or thinking aloud before it, is
    taken off.  Raises `Malformed`.

    >>> parse('{"claims": [{"quote": "China trails.", "kind": "ranking"}, {"quote": 3, "kind": "ranking"}]}')[1]
    1
    """
    if len(content) > LONGEST:
        raise Malformed("it is far too long")
    bare = THOUGHT.sub("", content).strip()
    fenced = FENCED.match(bare)
    try:
        answer = from_json((fenced[1] if fenced else bare).encode(), allow_inf_nan=False)
    except (ValueError, UnicodeEncodeError):
        raise Malformed("it is not JSON") from None
    if not isinstance(answer, dict) or set(answer) != {"claims"} or not isinstance(answer["claims"], list):
        raise Malformed("it is not an object that holds `claims` alone")
    found: list[Found] = []
    strange = max(0, len(answer["claims"]) - MOST)
    for one in answer["claims"][:MOST]:
        try:
            found.append(Found.model_validate(one))
        except ValidationError:
            strange += 1
    return found, strange
