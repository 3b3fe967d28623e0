"""Events about chips are judged by the rules on chips."""

from datetime import date

import pytest

from parity.claims.claim import Claim
from parity.claims.judging import judge
from parity.claims.judging.desk import Desk
from parity.claims.verdict import Verdict
from parity.store.facts import facts_of

DESK = Desk(facts_of, draws=50, seed=0)


def event(sentence: str, published: str, **how: object) -> Verdict:
    claim = Claim(
        sentence=sentence, char_start=0, char_end=len(sentence), kind="event", metric="export_control",
        leader="United States", follower="China", **how,
    )  # type: ignore[arg-type]  # fmt: skip
    return judge(claim, published=date.fromisoformat(published), on=date(2026, 9, 1), desk=DESK)


@pytest.mark.parametrize(
    ("sentence", "published", "word"),
    [
        ("The US has barred exports of the H100 to China.", "2023-01-10", "supported"),
        ("The US has barred exports of the A800 to China.", "2023-05-01", "contradicted"),
        ("The US has barred exports of the A800 to China.", "2024-05-28", "supported"),
        ("Washington blocked sales of the H20 to China.", "2025-04-20", "supported"),
        ("Washington has since approved some H20 sales to China.", "2025-09-15", "supported"),
        ("Washington has allowed sales of the H100 to China.", "2023-06-01", "contradicted"),
    ],
)
def test_a_restriction_or_approval_of_a_chip(sentence: str, published: str, word: str):
    found = event(sentence, published)
    assert found.verdict == word
    assert found.estimate_metric == "chip_rules"
    assert found.sources and all(one.url.startswith("http") for one in found.sources)


def test_what_was_not_public_yet_is_not_known_then():
    """The notice on the H20 of 2025-04-09 was made public on 2025-04-15."""
    found = event("The H20 may no longer go to China.", "2025-04-10")
    assert found.then and found.then.verdict == "supported"
    assert found.known_then is None


def test_a_listed_firm_is_read_by_its_listings_and_a_named_chip_by_the_rules():
    assert event("Huawei is blacklisted.", "2024-05-28", follower_entity="Huawei").estimate_metric == "listings"
    assert event("NVIDIA's H800 is banned.", "2024-05-28", leader_entity="NVIDIA H800").estimate_metric == "chip_rules"


def test_a_chinese_chip_is_no_restricted_export():
    assert event("The Ascend 910B is sanctioned.", "2024-05-28").verdict == "not checkable"


@pytest.mark.parametrize(
    ("sentence", "published", "told"),
    [
        ("The US has barred exports of the A800 to China.", "2023-05-01", "It would be supported from 2023-10-23 ("),
        (
            "The US has barred exports of the A800 to China.",
            "2024-05-28",
            "be contradicted before 2023-10-23 (",
        ),
        ("Washington blocked sales of the H20 to China.", "2025-04-20", "It would be contradicted before 2025-04-09 ("),
        ("The US has barred exports of the H100 to China.", "2023-06-01", "before 2022-08-26 ("),
    ],
)
def test_it_is_told_on_which_day_the_word_about_a_chip_is_another(sentence: str, published: str, told: str):
    assert told in (event(sentence, published).would_change or "")


def test_a_denial_turns_round_what_would_change_the_word():
    found = event("The US has not barred the A800 from China.", "2024-05-28", negated=True)
    assert found.verdict == "contradicted"
    assert (found.would_change or "").startswith("It would be supported before 2023-10-23")


def test_it_is_said_where_no_version_of_the_rules_changes_the_word():
    told = event("The US has barred the V100 from China.", "2024-05-28").would_change
    assert told == "No version of the rules on the NVIDIA V100 SXM2 32GB read up to 2026-09-01 changes the word."
