"""The extractor by a language model: parts of the article out, checked claims in, answers kept, tokens counted."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from parity.claims.claim import Claim
from parity.claims.extract import extract
from parity.claims.llm.endpoint import SEED, Asker, Endpoint, Usage
from parity.claims.llm.names import Cast
from parity.claims.llm.parts import halves, merged, parts_of
from parity.claims.llm.prompt import VERSION, messages
from parity.claims.llm.quotes import Passage
from parity.claims.llm.reading import read
from parity.claims.llm.schema import Found, Malformed, answer_schema, parse
from parity.errors import SourceFailed
from parity.store.answers import Answers, cache_folder
from parity.store.llm import TIMEOUT

__all__ = ["LlmExtractor", "Tally"]

SPLITS = 2  # times that a part is halved because its answer is cut off
DENSEST = 8  # characters a token, at most: an endpoint that counts fewer tokens has not read the whole prompt


@dataclass(slots=True)
class Tally:
    """What a reading took, and what of it was not believed."""

    asked: int = 0
    cached: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    uncounted: int = 0  # answers without a count of tokens
    dropped: Counter[str] = field(default_factory=Counter)
    missed: int = 0  # sentences in which the rules find a claim and the model none
    shortened: bool = False  # the endpoint seems not to have read the whole prompt


class LlmExtractor:
    """Reads the claims of an article by a language model; call it as `parity.claims.extract.extract` is called.

    Every claim's quote must stand in the article, and its names and numbers must be borne out by it; see docs/llm.md.
    `answers` keeps what was answered before; `tell` takes a line about each step.
    """

    def __init__(
        self, endpoint: Endpoint, *, answers: Answers | None = None, tell: Callable[[str], None] = lambda line: None
    ) -> None:
        self.endpoint, self.answers, self.tell = endpoint, answers, tell
        self.tally = Tally()
        self._asker = Asker(endpoint, tell)

    @classmethod
    def of(
        cls,
        environ: Mapping[str, str],
        *,
        url: str | None = None,
        model: str | None = None,
        timeout: float = TIMEOUT,
        cache: bool = True,
        tell: Callable[[str], None] = lambda line: None,
    ) -> "LlmExtractor":
        """Make the extractor that the environment's PARITY_LLM_* name; raises `BadInput` where they name none."""
        endpoint = Endpoint.of(environ, url=url, model=model, timeout=timeout)
        return cls(endpoint, answers=Answers(cache_folder(environ)) if cache else None, tell=tell)

    @property
    def label(self) -> str:
        """The model and where it answers, for the report."""
        return f"llm: {self.endpoint.model} at {self.endpoint.host}"

    def __call__(self, text: str, *, published: date | None = None) -> tuple[Claim, ...]:
        """Return the claims of an article; raise `SourceFailed` if the endpoint fails on any part of it."""
        parts, cast = parts_of(text), Cast(text)
        lists: list[list[Claim]] = []
        for number, part in enumerate(parts, 1):
            self.tell(f"{self.endpoint.model} at {self.endpoint.host}: part {number} of {len(parts)}")
            for shown, found in self._found(part, published, number, len(parts), SPLITS):
                held, dropped = read(found, shown, cast, published)
                self.tally.dropped += dropped
                lists.append(held)
        claims = merged(lists)
        read_by_model = {one.char_start for one in claims}
        by_rules = {one.char_start for one in extract(text, published=published)}
        self.tally.missed += len(by_rules - read_by_model)
        return claims

    def _found(
        self, part: Passage, published: date | None, number: int, parts: int, splits: int
    ) -> Iterator[tuple[Passage, list[Found]]]:
        """Yield what the model found in a part, or in its halves where the answer to the whole is cut off."""
        said = [part.text[part.start : part.end], str(published), f"{number}/{parts}"]
        kept = self._kept(said)
        if kept is None:
            kept = self._answered(part, published, number, parts)
            if self.answers is not None:
                self.answers.put(kept, *self._key(said))
        if kept["cut"]:
            pieces = halves(part) if splits else ()
            if not pieces:
                raise SourceFailed(
                    f"{self.endpoint.model} at {self.endpoint.host} is cut off before its answer ends; "
                    "raise the endpoint's limit of tokens or context."
                )
            for piece in pieces:
                yield from self._found(piece, published, number, parts, splits - 1)
            return
        found, strange = parse(kept["content"])
        if strange:
            self.tally.dropped["claims not of the form asked for"] += strange
        yield part, found

    def _answered(self, part: Passage, published: date | None, number: int, parts: int) -> dict[str, Any]:
        """An answer of the form asked for, or one that is cut off; a malformed one is asked for once more."""
        why = ""
        for seed in (SEED, SEED + 1):
            reply = self._asker.ask(part, published, number, parts, seed=seed)
            self._count(reply.usage, part)
            if reply.cut:
                return {"cut": True, "content": ""}
            if reply.content is None:
                why = "refused to answer"
                continue
            try:
                parse(reply.content)
            except Malformed as problem:
                why = f"did not answer in the form asked for: {problem}"
                continue
            return {"cut": False, "content": reply.content}
        raise SourceFailed(f"{self.endpoint.model} at {self.endpoint.host} {why}.")

    def _count(self, usage: Usage, part: Passage) -> None:
        self.tally.asked += 1
        self.tally.tokens_in += usage.read or 0
        self.tally.tokens_out += usage.written or 0
        self.tally.uncounted += usage.read is None or usage.written is None
        self.tally.shortened |= bool(usage.read) and (usage.read or 0) * DENSEST < part.end - part.start

    def _kept(self, said: list[str]) -> Mapping[str, Any] | None:
        """An answer of before, if it is still of the form."""
        kept = self.answers.get(*self._key(said)) if self.answers is not None else None
        if kept is None or set(kept) != {"cut", "content"}:
            return None
        if not (isinstance(kept["cut"], bool) and isinstance(kept["content"], str)):
            return None
        if not kept["cut"]:
            try:
                parse(kept["content"])
            except Malformed:
                return None
        self.tally.cached += 1
        return kept

    def _key(self, said: list[str]) -> list[str]:
        """Everything that an answer depends on, the prompt's own words included; never the key."""
        prompt = messages("", published=None, number=1, parts=1, schema=answer_schema())
        return [VERSION, self.endpoint.host, self.endpoint.model, *(one["content"] for one in prompt), *said]
