"""The report holds everything that the check holds, needs nothing else, and runs nothing that an article brings."""

import itertools
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from tests.reports.sample import EVENT, NOW, RATIO, THEN, sample

from parity.claims.verdict import Article, Check, Cited, Verdict
from parity.errors import MissingExtra
from parity.reports import page
from parity.reports.page import render_html

VOID = frozenset({"meta", "link", "br", "hr", "img", "input", "wbr"})
LOADING = frozenset({"src", "srcset", "poster", "data", "action", "formaction", "background", "xlink:href"})


class Page(HTMLParser):
    """Elements with their attributes, and the text that a reader sees; refuses tags that do not nest."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if tag in ("td", "th"):
            self.words.append(" ")

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())

    def every(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.elements if name == tag]


def with_first(check: Check, **fields: object) -> Check:
    """The check with its first verdict's fields replaced."""
    first, *rest = check.verdicts
    return replace(check, verdicts=(replace(first, **fields), *rest))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def html() -> str:
    return render_html(sample())


@pytest.fixture(scope="module")
def parsed(html: str) -> Page:
    return Page(html)


def test_the_same_check_gives_the_same_bytes(html: str):
    assert render_html(sample()).encode() == html.encode()


def test_nothing_runs_and_nothing_is_loaded(html: str, parsed: Page):
    tags = {tag for tag, _ in parsed.elements}
    assert tags.isdisjoint({"script", "iframe", "object", "embed", "form", "base", "img", "image", "use", "animate"})
    names = {name for _, attrs in parsed.elements for name in attrs}
    assert names.isdisjoint(LOADING)
    assert not [name for name in names if name.startswith("on")]
    assert [attrs["href"] for attrs in parsed.every("link")] == ["data:,"]
    styles = html[html.index("<style>") : html.index("</style>")]
    assert "url(" not in styles
    assert "@import" not in styles
    policy = next(attrs for attrs in parsed.every("meta") if "http-equiv" in attrs)
    assert str(policy["content"]).startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:")


def test_every_link_leads_within_the_page_or_to_a_web_address_without_telling_where_from(parsed: Page):
    ids = [str(attrs["id"]) for _, attrs in parsed.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    for attrs in parsed.every("a"):
        href = str(attrs["href"])
        if href.startswith("#"):
            assert href[1:] in ids
        else:
            assert href.startswith("https://")
            assert attrs["rel"] == "noopener noreferrer"
    named = [attrs[name] for _, attrs in parsed.elements for name in ("aria-labelledby",) if name in attrs]
    assert {one for names in named for one in str(names).split()} <= set(ids)


@pytest.mark.parametrize("number", range(1, 10))
def test_a_claim_has_a_row_a_mark_and_a_card_with_all_that_was_found(number: int, html: str, parsed: Page):
    verdict = sample().verdicts[number - 1]
    refs = [attrs for attrs in parsed.every("a") if attrs["href"] == f"#claim-{number}"]
    assert [attrs.get("class") for attrs in refs] == [None, f"ref v-{verdict.verdict.replace(' ', '-')}"]
    assert refs[1]["aria-label"] == f"Claim {number}, {verdict.verdict}"
    card = html[html.index(f'id="claim-{number}"') :]
    card = Page(card[card.index(">") + 1 : card.index("</article>")]).text
    for said in (verdict.claim.sentence, verdict.because, verdict.reading, verdict.claim.speaker or "the article"):
        assert said in card
    for reading in (verdict.then, verdict.now, verdict.known_then):
        assert reading is None or reading.text in card
    for counting in verdict.countings:
        assert counting.label in card
    for source in verdict.sources:
        assert source.title in card
    assert (verdict.claim.resolution or "") in card


def test_the_ten_times_gap_is_shown_with_its_interval_its_counting_and_its_chance(parsed: Page):
    assert "9.1× [6.2, 13.4]" in parsed.text
    assert "64 % likely to hold" in parsed.text
    assert "US hyperscalers against all of China's chips 9.1× [6.2, 13.4] used" in parsed.text
    assert "All US owners against all 11.8× [7.9, 17.2] for comparison" in parsed.text
    assert "hedged" in parsed.text


def test_the_summary_counts_claims_by_verdict(html: str):
    counts = Page(html[html.index('<ul class="counts">') : html.index("</ul>")] + "</ul>").text
    assert counts == "4 ✓ supported 1 ≈ roughly right 1 ✗ contradicted 1 ? unresolved 1 → too early 1 – not checkable"


def test_readings_that_differ_are_said_to(parsed: Page):
    assert (
        "The verdict has changed since: supported as of 28 May 2024, but contradicted as of 23 Nov 2026." in parsed.text
    )
    assert (
        "Judged only by what was known on 28 May 2024 it was unresolved; by what is known today it is supported."
        in (parsed.text)
    )
    assert parsed.text.count("No evidence from that time to go by.") == 4


def test_the_text_is_whole_and_overlapping_claims_are_each_marked(html: str):
    shown = html[html.index('<div class="text"') : html.index('<section aria-labelledby="claims"')]
    plain = re.sub(r'<a class="ref.*?</a>', "", shown)
    assert " ".join(Page(plain[: plain.index("</section>")]).text.split()) == " ".join(sample().article.text.split())
    assert [int(n) for n in re.findall(r'id="text-(\d+)"', shown)] == list(range(1, 10))
    assert 'many">it already tops one leaderboard</mark>' in shown


def test_headings_go_down_one_level_at_a_time_from_a_single_first(parsed: Page):
    levels = [int(tag[1]) for tag, _ in parsed.elements if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_every_chart_has_its_numbers_in_a_table(html: str, parsed: Page):
    charts = [one.chart for one in sample().verdicts if one.chart]
    assert len(parsed.every("svg")) == len(parsed.every("details")) == len(charts) == 7
    points = sum(len(line.dates) for chart in charts for line in chart.lines)
    assert len(re.findall(r'<th scope="row">\d{4}-\d\d-\d\d</th>', html)) == points


def test_the_footer_says_how_it_was_made_and_credits_each_source_once(html: str):
    footer = Page(html[html.index("<footer>") : html.index("</footer>") + 9]).text
    assert "2000 draws, seed 7, as of 23 Nov 2026" in footer
    assert "90 % intervals" in footer
    assert "not legal advice" in footer
    assert footer.count("Epoch AI, AI chip sales CC BY 4.0, retrieved 9 Nov 2026") == 1


def test_no_legal_caution_where_no_event_is_judged():
    check = sample()
    assert "legal advice" not in render_html(replace(check, verdicts=check.verdicts[1:]))


def test_an_article_without_claims_title_or_date_still_makes_a_page():
    article = Article(text="Nothing here.", title=None, date=None, source="-")
    text = Page(render_html(Check(article=article, on=NOW, draws=10, seed=0, verdicts=()))).text
    assert "No claim found" in text
    assert "date unknown" in text
    assert "standard input" in text


EVIL = '"><script>alert(1)</script></style></svg><img src=x onerror=alert(1)>{{ 7*7 }}\u202egnp.exe\x00\ud800'


def hostile() -> Check:
    """The sample with hostile text wherever text comes in."""
    check = sample()

    def spoil(verdict: Verdict) -> Verdict:
        claim = replace(
            verdict.claim,
            sentence=EVIL,
            speaker=EVIL,
            resolution=EVIL,
            leader=EVIL,
            follower=EVIL,
            as_of_date=EVIL,
            target_date=EVIL,
            unchecked_because=EVIL,
        )
        sources = (Cited(id=EVIL, title=EVIL, url=f"https://x.org/{EVIL}", retrieved=NOW, licence=EVIL),)
        chart = verdict.chart and replace(
            verdict.chart,
            title=EVIL,
            unit=EVIL,
            marks=((THEN, EVIL),),
            lines=tuple(replace(one, name=f"{EVIL}{n}") for n, one in enumerate(verdict.chart.lines)),
        )
        then = verdict.then and replace(verdict.then, text=EVIL, unit=EVIL, metric=EVIL)
        countings = tuple(replace(one, label=EVIL, unit=EVIL, id=EVIL) for one in verdict.countings)
        return replace(
            verdict,
            claim=claim,
            because=EVIL,
            reading=EVIL,
            estimate_metric=verdict.estimate_metric and EVIL,
            sources=sources,
            chart=chart,
            then=then,
            countings=countings,
        )

    article = Article(text=EVIL * 20, title=EVIL, date=THEN, source=f"javascript:alert(1)//{EVIL}")
    return replace(check, article=article, verdicts=tuple(map(spoil, check.verdicts)))


def test_hostile_text_is_shown_and_never_obeyed():
    html = render_html(hostile())
    parsed = Page(html)
    assert {"script", "img"}.isdisjoint({tag for tag, _ in parsed.elements})
    assert "<script" not in html
    assert html.count("</style>") == 1
    assert "{{ 7*7 }}" in parsed.text
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00]", html)
    html.encode()  # a lone surrogate would not go into a file
    assert all(str(attrs["href"]).startswith("#") for attrs in parsed.every("a"))


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "vbscript:x",
        "//example.org/a",
        "https:/example.org",
        "https://",
        "https:\\\\example.org",
        "https://example.org/\u202eabc",
        "https://example.org/a b",
        "https://[::1",
        "https://example.org:port/",
        "ftp://example.org/",
    ],
)
def test_an_address_that_is_not_plainly_of_the_web_is_shown_as_text(url: str):
    cited = Cited(id="x", title="A title", url=url, retrieved=date(2026, 1, 1), licence="")
    check = with_first(sample(), sources=(cited,))
    check = replace(check, article=replace(check.article, source=url), verdicts=check.verdicts[:1])
    parsed = Page(render_html(check))
    assert [attrs["href"] for attrs in parsed.every("a") if not str(attrs["href"]).startswith("#")] == []
    assert "A title" in parsed.text


def test_a_file_is_named_without_its_folder():
    check = sample()
    html = render_html(replace(check, article=replace(check.article, source="/home/ann/secret/report.txt")))
    assert "report.txt" in html
    assert "secret" not in html


def test_a_chart_without_figures_leaves_a_word_in_its_place():
    check = sample()
    chart = check.verdicts[2].chart
    assert chart
    bare = replace(chart, lines=(replace(chart.lines[0], dates=(), median=(), low=(), high=()),))
    parsed = Page(render_html(with_first(check, chart=bare)))
    assert "There is no dated figure to draw." in parsed.text


def test_without_its_extra_the_page_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    page.environment.cache_clear()
    monkeypatch.setitem(__import__("sys").modules, "jinja2", None)
    with pytest.raises(MissingExtra, match=r"pip install 'parity\[charts\]'"):
        render_html(sample())


def test_the_sample_s_claims_stand_where_they_say():
    check = sample()
    for one in check.verdicts:
        assert check.article.text[one.claim.char_start : one.claim.char_end] == one.claim.sentence
    assert check.verdicts[0].claim.sentence == EVENT
    assert check.verdicts[2].claim.sentence == RATIO
