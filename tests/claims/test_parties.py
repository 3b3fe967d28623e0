"""Who is meant: the constructions of English that say who is compared with whom, in sentences of our own."""

from datetime import date

import pytest

from parity.claims.actors import Mention, mentions
from parity.claims.draft import Draft
from parity.claims.extract import readings
from parity.claims.phrases import Words

CLAIMED = [  # text, kind, leader, follower
    ("DeepSeek V3 beats GPT-4o, ahead of Llama 3 as well.", "ranking", "DeepSeek V3", "OpenAI GPT-4o"),
    (
        "Moonshot released Kimi K2 in July.  It trails GPT-5 and leads Llama 4 on coding benchmarks.",
        "ranking",
        "Moonshot Kimi K2",
        "Meta Llama 4",
    ),
    ("Compared to the 910C, the H100 is 40 percent faster in AI training.", "ratio_gap", "NVIDIA H100", "Huawei 910C"),
    ("Falling behind America by five years would hurt Chinese chipmakers.", "time_lag", None, "Chinese chipmakers"),
    ("The best US labs are leading their Chinese rivals by four months.", "time_lag", "US labs", "Chinese rivals"),
]


def said(text: str, kind: str) -> list[Draft]:
    """Return what the rules alone find."""
    found = [draft for _, drafts in readings(text, date(2026, 1, 1), weighed=False) for draft in drafts]
    return [draft for draft in found if draft.kind == kind]


def entities(draft: Draft) -> tuple[str | None, str | None]:
    leader, follower = draft.leader, draft.follower
    return (leader.entity if leader else None, follower.entity if follower else None)


def country(actor: Mention | None) -> str | None:
    return actor.country if actor else None


@pytest.mark.parametrize(("text", "kind", "leader", "follower"), CLAIMED)
def test_sides(text: str, kind: str, leader: str | None, follower: str) -> None:
    assert (leader, follower) in {entities(draft) for draft in said(text, kind)}


def test_a_source_is_no_party() -> None:
    text = "According to a study by a Japanese newspaper, China overtook its main rival in AI papers.  America follows."
    assert {country(draft.follower) for draft in said(text, "ranking")} == {"United States"}


def test_a_pronoun_wins_over_what_it_is_compared_with() -> None:
    text = "DeepSeek built R1 last year.  It matched the best models of OpenAI, yet cost $6 million to train."
    assert [country(draft.actor) for draft in said(text, "level")] == ["China"]


def test_a_purchase_is_the_buyers() -> None:
    text = "Huawei needed chips.  They were able to buy 2 million chips from TSMC."
    assert [country(draft.actor) for draft in said(text, "level")] == ["China"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("They paid US$3 billion.", []),
        ("A US think tank warns of it.", []),
        ("Most ex-China peers are ahead.", ["International (unspecified)"]),
        ("OpenAI's frontier models cost more.", ["United States"]),
        ("Some Hangzhou-based firms lead.", ["China"]),
    ],
)
def test_who_is_named(text: str, named: list[str]) -> None:
    assert [mention.country for mention in mentions(Words.of(text))] == named
