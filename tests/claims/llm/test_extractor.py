import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.claims.llm.server import Handle, ModelServer, claim, raw, refuses, says

from parity.claims.llm import Endpoint, LlmExtractor
from parity.errors import BadInput, SourceFailed

Reader = Callable[..., LlmExtractor]
LAG = "China is 8 months behind the United States in AI."
TEXT = f"{LAG} The weather was fine."
DAY = date(2026, 5, 1)
GOOD = claim(
    LAG, "time_lag", leader="United States", follower="China", metric="capability", value_low=8, value_high=8,
    unit="months", value_semantics="lag",
)  # fmt: skip


def test_one_question_with_a_schema_no_tools_and_nothing_left_to_chance(server: ModelServer, reader: Reader):
    server.then(says([GOOD]))
    (found,) = reader()(TEXT, published=DAY)
    assert (found.kind, found.sentence, found.value_low) == ("time_lag", LAG, 8.0)
    ((path, headers, payload),) = server.asked
    assert path == "/v1/chat/completions"
    assert headers["authorization"] == "Bearer sk-verysecretkey"
    assert payload["temperature"] == 0
    assert isinstance(payload["seed"], int)
    assert payload["response_format"]["type"] == "json_schema"
    assert payload["response_format"]["json_schema"]["strict"] is True
    assert set(payload) == {"model", "messages", "temperature", "seed", "max_tokens", "stream", "response_format"}
    assert "secret" not in json.dumps(payload)


def test_the_same_article_is_the_same_question(server: ModelServer, reader: Reader):
    server.then(says([GOOD]))
    assert reader()(TEXT, published=DAY) == reader()(TEXT, published=DAY)
    assert server.payloads[0] == server.payloads[1]


def test_the_full_address_of_the_question_may_be_given_too(server: ModelServer, reader: Reader):
    server.then(says([]))
    reader(url=f"{server.url}/chat/completions/")(TEXT)
    assert server.asked[0][0] == "/v1/chat/completions"


def test_an_endpoint_without_schemas_gets_the_schema_in_the_prompt_and_is_not_asked_twice(
    server: ModelServer, reader: Reader, lines: list[str]
):
    server.then(refuses("This response_format type is unavailable now"), says([GOOD]))
    extractor = reader()
    assert len(extractor(TEXT, published=DAY)) == 1
    assert len(extractor(TEXT, published=DAY)) == 1
    forms = [payload["response_format"]["type"] for payload in server.payloads]
    assert forms == ["json_schema", "json_object", "json_object"]
    assert '"additionalProperties":false' in server.payloads[1]["messages"][0]["content"]
    assert any("refuses json_schema; asking for json_object" in line for line in lines)


def test_an_endpoint_that_refuses_every_form_of_structure_is_asked_without(server: ModelServer, reader: Reader):
    server.then(refuses("response_format?"), refuses("response_format!", 422), says([GOOD]))
    assert len(reader()(TEXT, published=DAY)) == 1
    assert "response_format" not in server.payloads[2]


def test_a_setting_that_a_model_refuses_is_left_out(server: ModelServer, reader: Reader):
    server.then(
        refuses("Unsupported value: 'temperature' does not support 0 with this model.", param="temperature"),
        refuses("Unsupported parameter: 'max_tokens'", param="max_tokens"),
        says([GOOD]),
    )
    assert len(reader()(TEXT, published=DAY)) == 1
    assert not {"temperature", "max_tokens"} & set(server.payloads[2])
    assert "seed" in server.payloads[2]


def test_an_endpoint_that_refuses_everything_is_left_alone(server: ModelServer, reader: Reader):
    server.then(refuses("no"))
    assert "answered 400 Bad Request: no" in failure(reader())
    assert len(server.asked) == 3


def failure(extractor: LlmExtractor, text: str = TEXT) -> str:
    with pytest.raises(SourceFailed) as failed:
        extractor(text, published=DAY)
    said = str(failed.value)
    assert failed.value.exit_code == 3
    assert len(said.splitlines()) == 1
    assert len(said) < 400
    assert "verysecret" not in said
    return said


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (refuses("Incorrect API key provided: sk-very*****tkey", 401), "401 Unauthorized: the key in PARITY_LLM_KEY"),
        (refuses("model 'test-1' not found", 404), "404 Not Found: model 'test-1' not found; is the model"),
        (refuses("you sent Bearer sk-verysecretkey", 400), "hold a part of the key and are not shown"),
        (refuses("your key verysecr...", 400), "hold a part of the key and are not shown"),
        (refuses("a\nb\x1b[31m" + "c" * 5000, 400), "a b[31mccc"),
        (raw(b"<html>" * 1000, 400), "answered 400 Bad Request"),
        (raw(b"<html>hello</html>"), "did not answer as a chat-completions endpoint does"),
        (raw(b"[]"), "did not answer as"),
        (raw(b'{"choices": []}'), "did not answer as"),
        (raw(b'{"choices": [{"message": "hi"}]}'), "did not answer as"),
        (raw(b'{"choices": [{"message": {"content": ["x"]}}]}'), "did not answer as"),
        (raw(b'{"choices": [{"message"'), "did not answer as"),
        (raw(b"[" * 100_000), "did not answer as"),
    ],
)  # fmt: skip
def test_a_bad_endpoint_is_one_line_that_never_holds_the_key(
    server: ModelServer, reader: Reader, answer: Handle, why: str
):
    server.then(answer)
    assert why in failure(reader())


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (says("I think China is behind."), "in the form asked for: it is not JSON"),
        (says("<script>alert(1)</script>"), "it is not JSON"),
        (says('{"claims": [{"quote": "China'), "it is not JSON"),
        (says('{"claims": [], "verdict": "supported"}'), "not an object that holds `claims` alone"),
        (says("x" * 2_000_000), "it is far too long"),
        (says(None, refusal="I can't help with that."), "refused to answer"),
        (says("", "content_filter"), "refused to answer"),
        (says(None, "tool_calls", tool_calls=[{"function": {"name": "run", "arguments": "rm"}}]), "refused to answer"),
    ],
)
def test_a_model_that_does_not_do_as_asked_is_asked_once_more_and_then_left(
    server: ModelServer, reader: Reader, answer: Handle, why: str
):
    server.then(answer)
    said = failure(reader())
    assert why in said
    assert "alert" not in said
    one, two = server.payloads
    assert one["seed"] != two["seed"]


def test_the_second_answer_counts_if_the_first_is_nonsense(server: ModelServer, reader: Reader):
    server.then(says("Sure! Here it is:"), says([GOOD]))
    extractor = reader()
    assert len(extractor(TEXT, published=DAY)) == 1
    assert extractor.tally.asked == 2


def test_an_answer_that_is_cut_off_is_asked_for_in_halves(server: ModelServer, reader: Reader):
    second = "China is 9 months behind the United States in chips."
    server.then(says('{"claims": [{"quo', "length"), says([GOOD]), says([{**GOOD, "quote": second, "value_low": 9}]))
    found = reader()(f"{LAG} {second}", published=DAY)
    assert [one.sentence for one in found] == [LAG, second]
    assert second not in server.payloads[1]["messages"][1]["content"]


def test_answers_that_are_always_cut_off_end_after_a_few(server: ModelServer, reader: Reader):
    server.then(says("", "length"))
    assert "is cut off before its answer ends" in failure(reader(), " ".join([LAG] * 60))
    assert len(server.asked) == 3


def test_a_busy_endpoint_is_waited_for(server: ModelServer, reader: Reader, lines: list[str]):
    server.then(raw(b"", 429, Retry_After="0"), says([GOOD]))
    assert len(reader()(TEXT, published=DAY)) == 1
    assert any("answered 429" in line for line in lines)


def test_quotes_of_another_article_are_dropped_and_counted(server: ModelServer, reader: Reader):
    server.then(says([GOOD, {**GOOD, "quote": "China is 8 months behind the United States in chips."}]))
    extractor = reader()
    assert len(extractor(TEXT, published=DAY)) == 1
    assert extractor.tally.dropped == {"quotes that are not in the article": 1}


def test_claims_of_another_form_are_dropped_and_counted(server: ModelServer, reader: Reader):
    server.then(says([GOOD, {**GOOD, "verdict": "supported"}, {**GOOD, "value_low": "8"}, 7]))
    extractor = reader()
    assert len(extractor(TEXT, published=DAY)) == 1
    assert extractor.tally.dropped == {"claims not of the form asked for": 3}


def test_a_model_that_finds_nothing_where_the_rules_find_something_is_told_on(server: ModelServer, reader: Reader):
    server.then(says([]))
    extractor = reader()
    assert extractor(TEXT, published=DAY) == ()
    assert extractor.tally.missed == 1


def test_a_long_article_is_read_in_parts_and_what_is_shown_twice_counts_once(server: ModelServer, reader: Reader):
    sentence = "In study number {0} China is {0} months behind the United States in AI."
    text = " ".join(sentence.format(n) for n in range(1, 201))

    def honest(request: Any, payload: dict[str, Any]) -> None:
        shown = payload["messages"][1]["content"]
        inside = [n for n in range(1, 201) if sentence.format(n) in shown]
        says([{**GOOD, "quote": sentence.format(n), "value_low": n, "value_high": n} for n in inside])(request, payload)

    server.then(honest)
    extractor = reader()
    found = extractor(text, published=DAY)
    assert len(server.asked) == 3
    assert [one.value_low for one in found] == list(range(1, 201))
    assert [text[one.char_start : one.char_end] for one in found] == [one.sentence for one in found]
    assert extractor.tally.missed == 0


def test_an_empty_text_asks_nobody(server: ModelServer, reader: Reader):
    assert reader()(" \n ") == ()
    assert server.asked == []


def test_tokens_are_counted_as_the_endpoint_counts_them(server: ModelServer, reader: Reader):
    server.then(says([GOOD], usage=(1200, 80)))
    extractor = reader()
    extractor(TEXT)
    extractor(TEXT)
    assert (extractor.tally.asked, extractor.tally.tokens_in, extractor.tally.tokens_out) == (2, 2400, 160)
    assert extractor.tally.uncounted == 0


@pytest.mark.parametrize("usage", [None, [], "x", {}, {"prompt_tokens": -5, "completion_tokens": True}, (10**12, "7")])
def test_counts_that_are_none_are_said_to_be_missing(server: ModelServer, reader: Reader, usage: Any):
    server.then(says([GOOD], usage=usage))
    extractor = reader()
    extractor(TEXT)
    assert (extractor.tally.tokens_in, extractor.tally.tokens_out, extractor.tally.uncounted) == (0, 0, 1)


def test_an_endpoint_that_read_half_of_the_prompt_is_told_on(server: ModelServer, reader: Reader):
    server.then(says([], usage=(100, 5)))
    extractor = reader()
    extractor(" ".join([LAG] * 60))
    assert extractor.tally.shortened


def test_what_is_missing_is_said(server: ModelServer):
    with pytest.raises(BadInput, match="--llm-url or PARITY_LLM_URL"):
        Endpoint.of({})
    with pytest.raises(BadInput, match="--llm-model or PARITY_LLM_MODEL"):
        Endpoint.of({"PARITY_LLM_URL": server.url})
    with pytest.raises(BadInput, match="--llm-model"):
        Endpoint.of({"PARITY_LLM_URL": server.url}, model="a\x1bb")
    assert "sk-1" not in repr(Endpoint.of({"PARITY_LLM_KEY": "sk-1"}, url=server.url, model="m"))


def test_answers_are_kept_and_not_asked_for_again(server: ModelServer, reader: Reader, tmp_path: Path):
    server.then(says([GOOD]))
    first = reader(tmp_path)(TEXT, published=DAY)
    extractor = reader(tmp_path)
    assert extractor(TEXT, published=DAY) == first
    assert len(server.asked) == 1
    assert (extractor.tally.asked, extractor.tally.cached, extractor.tally.tokens_in) == (0, 1, 0)
    (kept,) = (tmp_path / "llm").iterdir()
    assert kept.stat().st_mode & 0o077 == 0
    assert "secret" not in kept.read_text()


def test_another_text_model_date_or_host_is_another_question(server: ModelServer, reader: Reader, tmp_path: Path):
    server.then(says([GOOD]))
    reader(tmp_path)(TEXT, published=DAY)
    reader(tmp_path)(TEXT + " Yes.", published=DAY)
    reader(tmp_path, model="test-2")(TEXT, published=DAY)
    reader(tmp_path)(TEXT, published=date(2026, 5, 2))
    reader(tmp_path, url=server.url.replace("127.0.0.1", "localhost"))(TEXT, published=DAY)
    assert len(server.asked) == 5
    reader(tmp_path, key="sk-another")(TEXT, published=DAY)
    assert len(server.asked) == 5


@pytest.mark.parametrize(
    "junk", [b"", b"{", b"[]", b"\xff\xfe", b'{"cut": false}', b'{"cut": 0, "content": 7}', b"[" * 90_000,
             b'{"cut": false, "content": "nonsense"}', b'{"cut": false, "content": "{}", "more": 1}']
)  # fmt: skip
def test_a_spoilt_answer_in_the_cache_is_asked_for_again(
    server: ModelServer, reader: Reader, tmp_path: Path, junk: bytes
):
    server.then(says([GOOD]))
    reader(tmp_path)(TEXT, published=DAY)
    (kept,) = (tmp_path / "llm").iterdir()
    sound = kept.read_bytes()
    kept.write_bytes(junk)
    assert len(reader(tmp_path)(TEXT, published=DAY)) == 1
    assert kept.read_bytes() == sound
    assert len(server.asked) == 2


def test_a_failure_is_not_kept(server: ModelServer, reader: Reader, tmp_path: Path):
    server.then(says("nonsense"), says("nonsense"), says([GOOD]))
    failure(reader(tmp_path))
    assert len(reader(tmp_path)(TEXT, published=DAY)) == 1


def test_a_cache_that_cannot_be_written_keeps_nothing(server: ModelServer, reader: Reader, tmp_path: Path):
    (tmp_path / "file").write_text("in the way")
    server.then(says([GOOD]))
    assert len(reader(tmp_path / "file")(TEXT, published=DAY)) == 1
    assert (tmp_path / "file").read_text() == "in the way"
