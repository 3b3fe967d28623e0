import dataclasses
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.claims.claim import Claim
from parity.claims.llm.schema import MOST, Found, Malformed, answer_schema, parse

OURS = {"quote", "why_unchecked"}


def test_a_model_fills_fields_of_claim_and_none_that_parity_takes_from_the_text_itself():
    of_claim = {field.name for field in dataclasses.fields(Claim)}
    filled = set(Found.model_fields) - OURS
    assert filled <= of_claim
    assert of_claim - filled == {
        "sentence", "char_start", "char_end", "norm_ratio_low", "norm_ratio_high", "as_of_explicit", "checkable",
        "unchecked_because", "resolution",
    }  # fmt: skip


def test_the_schema_is_of_the_strict_kind():
    schema = answer_schema()
    claim = schema["properties"]["claims"]["items"]
    assert schema["additionalProperties"] is claim["additionalProperties"] is False
    assert claim["required"] == list(claim["properties"]) == list(Found.model_fields)
    text = json.dumps(schema)
    assert not any(word in text for word in ('"$ref"', '"default"', '"title"', '"maxLength"', '"minimum"'))


def one(**fields: object) -> str:
    return json.dumps({"claims": [{"quote": "China trails.", "kind": "ranking", **fields}]})


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "verdict"},
        {"verdict": "supported"},
        {"metric": "truth"},
        {"value_low": "10"},
        {"value_low": True},
        {"value_low": [10]},
        {"hedged": "no"},
        {"hedged": 0},
        {"quote": None},
        {"quote": 7},
        {"unit": "EUR"},
        {"direction": None},
        {"speaker": "x" * 121},
        {"why_unchecked": "because I say so"},
        {"leader": {"name": "China"}},
    ],
)
def test_a_claim_that_is_not_of_the_form_is_dropped_and_counted(fields: dict[str, object]):
    assert parse(one(**fields)) == ([], 1)


def test_one_bad_claim_does_not_take_the_others_with_it():
    answer = json.loads(one(value_low=8))
    answer["claims"] += [3, None, "x", [], {}]
    found, strange = parse(json.dumps(answer))
    assert [claim.value_low for claim in found] == [8.0]
    assert strange == 5


@pytest.mark.parametrize(
    "content",
    [
        "", "I cannot help with that.", "<html><body>502</body></html>", "[]", "null", "7", '"x"', "{}",
        '{"claims": {}}',
        '{"claims": null}', '{"claims": [], "verdict": "supported"}', '{"claims": [', one()[:-4], one() + one(),
        "Here you are: " + one(), '{"claims": [{"value_low": NaN}]}', "[" * 100_000, '{"claims": [' + "[" * 100_000,
        '{"claims": [{"value_low": 1' + "0" * 5000 + "}", "\ud800", "x" * 1_000_001,
    ],
)  # fmt: skip
def test_an_answer_that_is_not_of_the_form_is_refused(content: str):
    with pytest.raises(Malformed) as refused:
        parse(content)
    assert len(str(refused.value)) < 80  # says how, and quotes nothing


def test_a_code_fence_and_thinking_aloud_are_taken_off():
    assert parse(f"```json\n{one()}\n```")[0] == parse(f"<think>Hm, {{}}</think>\n\n{one()}")[0] == parse(one())[0]


def test_no_more_claims_are_read_than_an_article_can_hold():
    many = {"claims": [{"quote": f"China trails {n}.", "kind": "ranking"} for n in range(MOST + 20)]}
    found, strange = parse(json.dumps(many))
    assert (len(found), strange) == (MOST, 20)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_whatever_is_answered_is_read_or_refused(value: object):
    for content in (json.dumps(value), json.dumps({"claims": [value]})):
        try:
            found, strange = parse(content)
        except Malformed:
            continue
        assert len(found) + strange >= 0
