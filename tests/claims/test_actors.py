"""Actors are found with their country, firm and product; groups and learnt names too."""

import pytest

from parity.claims.actors import mentions, names
from parity.claims.learned import added, learn
from parity.claims.phrases import Words, rows
from parity.claims.speakers import Speakers


def found(text: str) -> list[tuple[str | None, str | None]]:
    return [(mention.country, mention.entity) for mention in mentions(Words.of(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("China and the U.S.", [("China", None), ("United States", None)]),
        ("Huawei's Ascend 910C", [("China", "Huawei Ascend 910C")]),
        ("Nvidia's H100", [("United States", "NVIDIA H100")]),
        ("GPT-5.6 Sol", [("United States", "OpenAI GPT-5.6 Sol")]),
        ("Claude Opus 4.5 wins", [("United States", "Anthropic Claude Opus 4.5")]),
        ("the Kirin 9020 runs", [("China", "Huawei Kirin 9020")]),
        ("American frontier models", [("United States", "American frontier models")]),
        ("chipmakers in China", [("China", "chipmakers in China")]),
        ("Chinese firm SenseTime", [("China", "SenseTime")]),
        ("open-weight models", [(None, "open-weight models")]),
        ("international players", [("International (unspecified)", "international players")]),
        ("Washington and Beijing", [("United States", None), ("China", None)]),
        ("it gives us hope", []),
        ("apples-to-apples", []),
        ("an arm and a leg", []),
    ],
)
def test_actors_are_named(text: str, expected: list[tuple[str | None, str | None]]) -> None:
    assert found(text) == expected


def test_every_name_of_the_lexicon_is_found_under_its_country() -> None:
    for row in rows("actors.csv"):
        for name in row["names"].split(";"):
            if "|" not in name:
                hits = mentions(Words.of(f"Then {name} came"))
                assert hits, name
                assert hits[0].country == (row["country"] or None), name


def test_the_tables_have_no_empty_names() -> None:
    assert all(name.strip() for row in rows("actors.csv") for name in row["names"].split(";"))
    assert names() is names()


def test_a_name_the_article_introduces_is_learnt() -> None:
    book = learn("The Chinese startup Lumora spoke.  Orbion, a Paris-based lab, did too.  Lumora leads.")
    assert book is not None
    words = Words.of("Lumora leads Orbion")
    assert [(m.country, m.entity) for m in added(words, book, ())] == [("China", "Lumora"), ("France", "Orbion")]


def test_a_product_is_learnt_from_its_maker() -> None:
    book = learn("Alibaba's new Zorro 3 is out.")
    assert book is not None
    assert [m.country for m in added(Words.of("Zorro 3 is out"), book, ())] == ["China"]


def test_nothing_is_learnt_from_a_text_that_introduces_nothing() -> None:
    assert learn("it rained all day") is None


def test_a_speaker_is_carried_over_to_he_and_to_an_open_quotation() -> None:
    speakers = Speakers()
    first = "SenseTime co-founder Ada Liu said the gap is real."
    assert speakers.read(first, mentions(Words.of(first))) == "Ada Liu (SenseTime)"
    assert speakers.last_country == "China"
    assert speakers.read("The weather was fine.", ()) is None
    assert speakers.read('"We trail,” he said, “and', ()) == "Ada Liu (SenseTime)"
    assert speakers.read("we know it.”", ()) == "Ada Liu (SenseTime)"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Epoch AI estimated that the lag is short.", "Epoch AI"),
        ("According to SemiAnalysis, the yield is low.", "SemiAnalysis"),
        ("The US added firms to the list.", None),
        ("The sky is blue.", None),
    ],
)
def test_who_speaks(text: str, speaker: str | None) -> None:
    assert Speakers().read(text, mentions(Words.of(text))) == speaker
