"""An OpenAI-compatible endpoint: what it is told, what it refuses, and the words of its answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from pydantic_core import from_json

from parity.claims.encoding import printable
from parity.claims.llm.prompt import messages
from parity.claims.llm.quotes import Passage
from parity.claims.llm.schema import answer_schema
from parity.errors import BadInput, SourceFailed
from parity.store.llm import TIMEOUT, Answer, host_of, post

__all__ = ["Asker", "Endpoint", "Reply", "Usage"]

SEED = 7
MOST_TOKENS = 8000  # of one answer; a part of an article needs some hundred to two thousand
FORMS = ("json_schema", "json_object", "none")  # how structure is asked for, best first
OPTIONAL = ("temperature", "seed", "max_tokens")  # settings that some models refuse
KEY_NAME = "PARITY_LLM_KEY"


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where a model answers.  The key is never shown."""

    url: str
    model: str
    key: str | None = field(default=None, repr=False)
    timeout: float = TIMEOUT

    @classmethod
    def of(
        cls, environ: Mapping[str, str], *, url: str | None = None, model: str | None = None, timeout: float = TIMEOUT
    ) -> "Endpoint":
        """Take what is not given from PARITY_LLM_URL, PARITY_LLM_MODEL and PARITY_LLM_KEY; raise `BadInput` without.

        >>> Endpoint.of({"PARITY_LLM_URL": "http://127.0.0.1:11434/v1", "PARITY_LLM_KEY": "sk-1"}, model="qwen3")
        Endpoint(url='http://127.0.0.1:11434/v1', model='qwen3', timeout=180.0)
        """
        url, model = url or environ.get("PARITY_LLM_URL"), model or environ.get("PARITY_LLM_MODEL")
        if not url:
            raise BadInput(
                "--extractor llm needs an endpoint: give --llm-url or PARITY_LLM_URL, such as http://127.0.0.1:11434/v1."
            )
        if not model:
            raise BadInput("--extractor llm needs a model: give --llm-model or PARITY_LLM_MODEL.")
        if printable(model) != model or len(model) > 200:
            raise BadInput("--llm-model: not the name of a model.")
        host_of(url)  # refuses what is no address
        key = environ.get(KEY_NAME, "").strip() or None
        return cls(url=url, model=model, key=key, timeout=timeout)

    @property
    def host(self) -> str:
        """The host, with its port if the address names one."""
        return host_of(self.url)


class Usage(NamedTuple):
    """Tokens of one answer, as the endpoint counts them; None where it does not say."""

    read: int | None
    written: int | None


class Reply(NamedTuple):
    """What a model said: its words, None if it refused or said nothing, and whether they were cut off."""

    content: str | None
    cut: bool
    usage: Usage


class Asker:
    """Asks one endpoint, and remembers what it refused before."""

    def __init__(self, endpoint: Endpoint, tell: Callable[[str], None]) -> None:
        self.endpoint, self.tell = endpoint, tell
        self.form = 0
        self.refused: set[str] = set()

    def ask(self, part: Passage, published: date | None, number: int, parts: int, *, seed: int = SEED) -> Reply:
        """Ask for the claims of one part; raise `SourceFailed` if no way of asking is accepted."""
        while True:
            payload = self._payload(part, published, number, parts, seed)
            end = self.endpoint
            url = end.url.rstrip("/").removesuffix("/chat/completions") + "/chat/completions"
            answer = post(url, payload, key=end.key, timeout=end.timeout, tell=self.tell)
            if answer.status < 300:
                return _reply(answer.body, self.endpoint)
            if answer.status not in (400, 415, 422) or not self._yield(answer, payload):
                raise SourceFailed(_refusal(answer, self.endpoint))

    def _payload(self, part: Passage, published: date | None, number: int, parts: int, seed: int) -> dict[str, Any]:
        form, schema = FORMS[self.form], answer_schema()
        text = part.text[part.start : part.end]
        beside = form == "json_schema"
        asked = messages(text, published=published, number=number, parts=parts, schema=None if beside else schema)
        payload: dict[str, Any] = {
            "model": self.endpoint.model, "messages": asked, "temperature": 0, "seed": seed, "max_tokens": MOST_TOKENS,
            "stream": False,
        }  # fmt: skip
        if beside:
            named = {"name": "claims", "strict": True, "schema": schema}
            payload["response_format"] = {"type": form, "json_schema": named}
        elif form != "none":
            payload["response_format"] = {"type": form}
        return {name: value for name, value in payload.items() if name not in self.refused}

    def _yield(self, answer: Answer, payload: Mapping[str, Any]) -> bool:
        """Leave out what an endpoint refuses, or ask for structure in the next way; False if nothing is left."""
        said = answer.body[:4000].decode("utf-8", "replace")
        blamed = [name for name in OPTIONAL if name in payload and name in said]
        if blamed and "response_format" not in said:
            self.refused.add(blamed[0])
            return True
        self.form += 1
        if self.form < len(FORMS):
            self.tell(f"{self.endpoint.host} refuses {FORMS[self.form - 1]}; asking for {FORMS[self.form]}")
        return self.form < len(FORMS)


def _reply(body: bytes, endpoint: Endpoint) -> Reply:
    """The one message of a chat completion; whatever else it holds, tool calls for one, is not looked at."""
    try:
        answer = from_json(body, allow_inf_nan=False)
        choice = answer["choices"][0]
        content, finish = choice["message"].get("content"), choice.get("finish_reason")
        refused = choice["message"].get("refusal")
    except (ValueError, TypeError, LookupError, AttributeError):
        raise SourceFailed(f"{endpoint.host} did not answer as a chat-completions endpoint does.") from None
    if content is not None and not isinstance(content, str):
        raise SourceFailed(f"{endpoint.host} did not answer as a chat-completions endpoint does.")
    usage = answer.get("usage")
    counts = [usage.get(name) if isinstance(usage, dict) else None for name in ("prompt_tokens", "completion_tokens")]
    read, written = (one if type(one) is int and 0 <= one < 10**9 else None for one in counts)
    silent = bool(refused) or finish == "content_filter" or not (content or "").strip()
    return Reply(None if silent and finish != "length" else content or "", finish == "length", Usage(read, written))


def _refusal(answer: Answer, endpoint: Endpoint) -> str:
    """Say in one line what an endpoint refused, in its own words unless they could hold the key."""
    if answer.status in (401, 403):
        why = "is refused" if endpoint.key else "is not set"
        return f"{endpoint.host} answered {answer.status} {answer.reason}: the key in {KEY_NAME} {why}."
    try:
        said = from_json(answer.body)
        error = said["error"] if isinstance(said, dict) else ""
        detail = printable(str(error["message"] if isinstance(error, dict) else error))[:200]
    except (ValueError, LookupError):
        detail = ""
    key = endpoint.key or ""
    pieces = [key[at : at + 6] for at in range(max(1, len(key) - 5))] if key else []
    if any(piece in detail for piece in pieces):
        detail = "(its words hold a part of the key and are not shown)"
    hint = "; is the model's name right, and does --llm-url end as the endpoint wants, often in /v1?"
    return f"{endpoint.host} answered {answer.status} {answer.reason}{f': {detail}' if detail else ''}" + (
        hint if answer.status in (404, 405) else ""
    )
