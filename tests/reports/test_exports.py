"""Markdown, PDF and ClaimReview: whole, repeatable, and deaf to what an article says."""

import io
import json
import sys
from dataclasses import replace
from datetime import date

import pytest
from markdown_it import MarkdownIt
from pypdf import PdfReader
from tests.reports.sample import NOW, sample

from parity.claims.verdict import Check, Conflict, Influential
from parity.errors import MissingExtra
from parity.reports.claimreview import RATINGS, claim_reviews
from parity.reports.markdown import render_markdown
from parity.reports.page import render_html
from parity.reports.pdf import pdf_data, render_pdf

EVIL = (
    "\n# h\n| a | b |\n|---|---|\n<script>alert(1)</script> [x](javascript:alert(1)) ![i](http://evil.example/a.png) "
    '`code` *b* https://evil.example #eval("1") #image("/etc/passwd") $x$ @ref \\ \u202e\x00\ud800 --- "quoted"'
)
FACT = Influential(
    entity="Ascend " + EVIL, date=date(2024, 1, 1), value=376e12, unit="FLOP/s", source="epoch", role="follower's best",
    link="javascript:alert(1)", share=0.83, without=2.5, without_unit="x", moved=1.4,
)  # fmt: skip


def full(check: Check | None = None) -> Check:
    """The sample with every field that an export shows."""
    check = check or sample()
    cards = tuple(
        replace(one, influential=(replace(FACT, entity="Ascend 910B", link="https://example.org/910b"),),
                would_change="It would be contradicted if it said 30 times.", summary="In short.")
        for one in check.verdicts
    )  # fmt: skip
    return replace(check, verdicts=cards, conflicts=(Conflict(first=0, second=1, because="one closes"),))


def hostile() -> Check:
    check = full()
    cards = tuple(
        replace(
            one, claim=replace(one.claim, sentence=EVIL, speaker=EVIL, resolution=EVIL, leader_entity=EVIL),
            because=EVIL, reading=EVIL, would_change=EVIL, summary=EVIL, influential=(FACT,),
            sources=tuple(replace(cited, title=EVIL, url="javascript:alert(1)", licence=EVIL) for cited in one.sources),
        )
        for one in check.verdicts
    )  # fmt: skip
    article = replace(check.article, title=EVIL, text=EVIL, source="javascript:alert(1)")
    return replace(check, verdicts=cards, article=article, conflicts=(Conflict(first=0, second=1, because=EVIL),))


@pytest.fixture(scope="module")
def pdf_text() -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(render_pdf(full()))).pages)


def test_markdown_has_every_claim_with_what_was_found() -> None:
    check = full()
    page = MarkdownIt("commonmark").enable("table").render(render_markdown(check))
    for one in check.verdicts:
        assert one.verdict in page
    assert page.count("<h2>") == len(check.verdicts) + 1
    assert page.count("What would change the verdict") == len(check.verdicts)
    assert '<a href="https://epoch.ai/data/machine-learning-hardware">' in page
    assert "Claims that cannot both hold" in page


def test_hostile_markdown_is_text_alone() -> None:
    written = render_markdown(hostile())
    page = MarkdownIt("gfm-like", {"linkify": False}).render(written)
    for tag in ("<script", "<img", "<code", "href=", "<em>"):
        assert tag not in page, tag
    assert page.count("<h1>") == 1
    assert page.count("<h2>") == len(hostile().verdicts) + 1
    assert "\u202e" not in written and "\ud800" not in written
    assert "https://" not in written.replace("https\\://", "")  # nothing that a renderer would make a link of
    written.encode()


def test_the_pdf_reads_as_the_page_does(pdf_text: str) -> None:
    folded = "".join(pdf_text.split())
    for part in ("Whatwouldchangetheverdict", "Ascend910B", "roughlyright", "cannotbothhold", "Knownthen"):
        assert part in folded


def test_the_same_check_gives_the_same_pdf() -> None:
    assert render_pdf(full()) == render_pdf(full())


def test_hostile_text_in_a_pdf_is_text_and_links_nowhere() -> None:
    reader = PdfReader(io.BytesIO(render_pdf(hostile())))
    assert '#eval("1")' in " ".join(page.extract_text() for page in reader.pages)
    targets = [note.get_object()["/A"].get("/URI") for page in reader.pages for note in page.get("/Annots", [])]
    assert targets == []
    json.dumps(pdf_data(hostile())).encode()


def test_a_claim_review_has_the_fields_of_the_schema() -> None:
    check = full()
    reviews = claim_reviews(check, url="https://desk.example/reviews/1")
    checkable = [one for one in check.verdicts if one.verdict != "not checkable"]
    assert len(reviews) == len(checkable) < len(check.verdicts)
    for review, one in zip(reviews, checkable, strict=True):
        assert (review["@context"], review["@type"]) == ("https://schema.org", "ClaimReview")
        assert review["datePublished"] == NOW.isoformat()
        assert review["url"] == "https://desk.example/reviews/1"
        assert review["claimReviewed"] == one.claim.sentence
        rating = review["reviewRating"]
        assert rating["alternateName"] == one.verdict
        assert rating["worstRating"] <= rating["ratingValue"] <= rating["bestRating"]
        said = review["itemReviewed"]
        assert said["@type"] == "Claim"
        assert said["datePublished"] == "2024-05-28"
        assert said["appearance"]["url"] == "https://example.org/news/1"
        assert ("author" in said) == bool(one.claim.speaker)


def test_no_address_is_invented_for_a_file() -> None:
    check = full()
    filed = replace(check, article=replace(check.article, source="/home/ann/news.txt", title=None))
    for review in claim_reviews(filed):
        assert "url" not in review
        assert set(review["itemReviewed"]["appearance"]) == {"@type", "datePublished"}
        assert "/home/ann" not in json.dumps(review)


def test_hostile_reviews_hold_no_address_from_the_article() -> None:
    for review in claim_reviews(hostile()):
        assert "url" not in review["itemReviewed"]["appearance"]
        assert "citation" not in review
        json.dumps(review, ensure_ascii=False).encode()


def test_a_better_verdict_has_a_higher_rating() -> None:
    assert RATINGS["contradicted"] < RATINGS["unresolved"] < RATINGS["roughly right"] < RATINGS["supported"]


def test_the_page_shows_what_would_change_it_and_the_paragraph_to_copy() -> None:
    html = render_html(full())
    assert html.count("What would change the verdict") == len(full().verdicts)
    assert "without it the answer is 2.5×" in html
    assert "In one paragraph, to copy" in html
    assert 'href="#claim-2"' in html and "cannot both hold" in html
    evil = render_html(hostile())
    assert "<script" not in evil and 'href="javascript' not in evil


def test_without_its_extra_a_pdf_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(MissingExtra, match=r"parity\[pdf\]"):
        render_pdf(full())
