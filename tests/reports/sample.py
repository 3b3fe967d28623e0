"""A check as `parity check` would return it: every kind of verdict, charts of every shape; all figures invented."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from math import exp

from parity.claims.claim import Claim
from parity.claims.verdict import Article, ChartData, Check, Cited, Counting, Finding, Line, Reading, Verdict

THEN, NOW = date(2024, 5, 28), date(2026, 11, 23)

EVENT = "Huawei, blacklisted by Washington since 2019, has put two phones with home-made processors on the market."
TREND = "chipmakers in China are quickly closing the technological distance to international players"
RATIO = "It is roughly a ten times gap in the compute that we have here, compared with the US leaders."
TALENT = "But Asian markets never lack talent and never lack data."
LAG = "Some estimates put China one to three years behind the United States, though it already tops one leaderboard"
RANK = "it already tops one leaderboard, and some 15 percent of the world's AI compute stands in the country"
SHARE = "some 15 percent of the world's AI compute stands in the country"
LEVEL = "The largest American training run has passed 10^25 operations."
FORECAST = "In the long run, compute won't be a gap."

TEXT = f"""Founder says the distance in AI is shrinking

By a staff writer
Hong Kong, 28 May 2024

{EVENT} The firm's rivals had not expected to see either before the end of the decade.

At an investors' conference on Tuesday, the co-founder of a Chinese vision firm said that {TREND}. "There is a \
shortage of resources across Asia," she said. "{RATIO} {TALENT}"

How far behind the country is remains in dispute. {LAG}, and {SHARE}. {LEVEL}

She was not worried. "Compute is a commodity," she said. "{FORECAST}"
"""

EPOCH = Cited(
    id="epoch_hardware",
    title="Epoch AI, Data on machine learning hardware",
    url="https://epoch.ai/data/machine-learning-hardware",
    retrieved=date(2026, 11, 9),
    licence="CC BY 4.0",
)
MODELS = replace(EPOCH, id="epoch_models", title="Epoch AI, Data on AI models", url="https://epoch.ai/data/ai-models")
CHIPS = replace(EPOCH, id="epoch_chips", title="Epoch AI, AI chip sales", url="https://epoch.ai/data/ai-chip-sales")
BIS = Cited(
    id="bis_entity_list",
    title="84 FR 22961: Addition of Entities to the Entity List",
    url="https://www.federalregister.gov/citation/84-FR-22961",
    retrieved=date(2026, 10, 30),
    licence="US government work",
)
FILING = Cited(
    id="filing", title="Annual report, printed", url="isbn:978-0-00-000000-2", retrieved=date(2026, 9, 1), licence=""
)


def line(
    name: str, first: date, step: int, count: int, value: Callable[[float], float], spread: float, holder: str = ""
) -> Line:
    """A line of `count` dates, `step` days apart; `value` takes years since the first."""
    dates = tuple(first + timedelta(days=step * i) for i in range(count))
    middle = tuple(value(step * i / 365.25) for i in range(count))
    return Line(
        name=name,
        dates=dates,
        median=middle,
        low=tuple(one / spread for one in middle),
        high=tuple(one * spread for one in middle),
        holders=tuple(f"{holder} {i + 1}" for i in range(count)) if holder else (),
    )


MARKS = ((THEN, "article"), (NOW, "today"))

CHIP_CHART = ChartData(
    title="Best accelerator on the market, dense 8-bit operations a second",
    unit="TOP/s",
    log=True,
    lines=(
        line("United States", date(2020, 5, 14), 110, 22, lambda t: 624 * exp(0.42 * t), 1.05, "NVIDIA part"),
        line("China", date(2020, 9, 1), 140, 17, lambda t: 180 * exp(0.51 * t), 1.25, "Ascend part"),
    ),
    marks=MARKS,
)
RATIO_CHART = ChartData(
    title="Installed AI compute, US leaders over China",
    unit="x",
    log=True,
    lines=(line("US hyperscalers / China", date(2022, 3, 31), 91, 19, lambda t: 5.2 * exp(0.27 * t), 1.45),),
    marks=MARKS,
    claimed=(10.0, 10.0),
)
LAG_CHART = ChartData(
    title="Months since the United States was where China is, capability index",
    unit="months",
    log=False,
    lines=(line("China behind the United States", date(2023, 2, 24), 45, 30, lambda t: 6 + 13 * exp(-0.4 * t), 1.3),),
    marks=MARKS,
    claimed=(12.0, 36.0),
)
RANK_CHART = ChartData(
    title="Arena rating of the best model",
    unit="rating points",
    log=False,
    lines=(
        line("United States", date(2023, 5, 3), 60, 21, lambda t: 1210 + 70 * t, 1.006, "Model"),
        line("China", date(2023, 9, 20), 50, 23, lambda t: 1105 + 92 * t, 1.008, "Model"),
    ),
    marks=MARKS,
    claimed=(None, 1150.0),
)
SHARE_CHART = ChartData(
    title="Share of the world's installed AI compute",
    unit="%",
    log=False,
    lines=(
        line("China", date(2022, 3, 31), 91, 19, lambda t: 16 - 1.4 * t, 1.6),
        line("China, without diverted chips", date(2022, 3, 31), 91, 19, lambda t: 12 - 1.3 * t, 1.5),
        line("European Union", date(2022, 3, 31), 91, 19, lambda t: 6.5 - 0.2 * t, 1.4),
    ),
    marks=MARKS,
    claimed=(15.0, None),
)
TRAINING_CHART = ChartData(
    title="Largest training runs",
    unit="FLOP",
    log=True,
    lines=(
        line("United States", date(2012, 9, 30), 84, 60, lambda t: 4e17 * exp(1.5 * t), 2.6, "Run"),
        line("China", date(2015, 12, 10), 96, 40, lambda t: 9e17 * exp(1.55 * t), 3.0, "Run"),
    ),
    marks=MARKS,
    claimed=(1e25, None),
)
FORECAST_CHART = ChartData(
    title="Installed AI compute and its projection by drift random walk",
    unit="H100-equivalents",
    log=True,
    lines=(
        line("United States", date(2022, 3, 31), 91, 19, lambda t: 3e5 * exp(0.95 * t), 1.3),
        line("China", date(2022, 3, 31), 91, 19, lambda t: 7e4 * exp(0.7 * t), 1.5),
        line("United States, projected", date(2026, 9, 30), 182, 19, lambda t: 2.15e7 * exp(0.6 * t), 2.1),
        line("China, projected", date(2026, 9, 30), 182, 19, lambda t: 1.63e6 * exp(0.62 * t), 2.9),
    ),
    marks=(*MARKS, (date(2035, 5, 28), "horizon")),
)


def claim(sentence: str, **fields: object) -> Claim:
    """A claim at the place where its words stand in the text."""
    start = TEXT.index(sentence)
    given: dict[str, object] = {"as_of_date": "2024-05-28", "checkable": True, **fields}
    return Claim(sentence=sentence, char_start=start, char_end=start + len(sentence), **given)  # type: ignore[arg-type]


def reading(
    on: date,
    verdict: Finding,
    probability: float | None,
    figures: tuple[float | None, float | None, float | None],
    unit: str,
    metric: str,
    text: str,
    vintage: date | None = None,
) -> Reading:
    low, median, high = figures
    return Reading(
        on=on,
        vintage=vintage,
        median=median,
        low=low,
        high=high,
        unit=unit,
        verdict=verdict,
        probability=probability,
        metric=metric,
        text=text,
    )


def sample() -> Check:
    """Nine claims; the sixth overlaps the fifth and the seventh lies inside the sixth."""
    founder = "the co-founder of a Chinese vision firm"
    us_china = {"leader": "United States", "follower": "China"}
    verdicts = (
        Verdict(
            claim=claim(EVENT, kind="event", actor="China", actor_entity="Huawei", metric="export_control"),
            verdict="supported",
            probability=None,
            because="Huawei Technologies was added to the Entity List on 21 May 2019 and is on it today.",
            reading="Huawei is on a US list on 2024-05-28",
            estimate_metric=None,
            then=reading(THEN, "supported", None, (None, None, None), "", "listings", "On the Entity List that day."),
            now=reading(NOW, "supported", None, (None, None, None), "", "listings", "Still on the Entity List."),
            known_then=reading(
                THEN, "supported", None, (None, None, None), "", "listings", "Published five years before.", THEN
            ),
            sources=(BIS,),
        ),
        Verdict(
            claim=claim(
                TREND,
                kind="trend_closing",
                leader="International (unspecified)",
                follower="China",
                metric="chip_performance",
                direction="closing",
                speaker=founder,
            ),
            verdict="supported",
            probability=0.93,
            because="Over the 24 months before the article the ratio of the best chips fell by 8.3 % a year.",
            reading="slope of log(US chip_performance / China chip_performance) < 0, 2022-05-28 to 2024-05-28",
            estimate_metric="chip_performance",
            then=reading(
                THEN, "supported", 0.93, (-15.2, -8.31, -0.9), "% a year", "chip_performance", "The gap was closing."
            ),
            now=reading(
                NOW, "unresolved", 0.58, (-9.4, -1.2, 6.6), "% a year", "chip_performance", "It is about steady."
            ),
            known_then=reading(
                THEN,
                "unresolved",
                0.71,
                (-21.0, -6.0, 9.5),
                "% a year",
                "chip_performance",
                "Two of the chips that set China's frontier had not been described yet.",
                THEN,
            ),
            sources=(EPOCH,),
            chart=CHIP_CHART,
        ),
        Verdict(
            claim=claim(
                RATIO,
                kind="ratio_gap",
                leader="United States",
                follower="China",
                leader_entity="US hyperscalers",
                metric="compute_stock",
                value_low=10.0,
                value_high=10.0,
                unit="x",
                value_semantics="advantage",
                speaker=founder,
                hedged=True,
                resolution='"here" is read as China, the home of the firm; "US leaders" as the US hyperscalers.',
            ),
            verdict="roughly right",
            probability=0.64,
            because="The US hyperscalers had about nine times China's installed compute, so ten is close.",
            reading="US compute_stock / China compute_stock = 10, as of 2024-05-28",
            estimate_metric="compute_stock",
            then=reading(THEN, "roughly right", 0.64, (6.2, 9.1, 13.44), "x", "compute_stock", "About nine times."),
            now=reading(NOW, "roughly right", 0.55, (9.0, 16.8, 27.5), "x", "compute_stock", "About seventeen times."),
            known_then=None,
            countings=(
                Counting(
                    id="hyper_all",
                    label="US hyperscalers against all of China's chips",
                    median=9.1,
                    low=6.2,
                    high=13.44,
                    unit="x",
                    used=True,
                ),
                Counting(
                    id="all_all",
                    label="All US owners against all",
                    median=11.8,
                    low=7.9,
                    high=17.2,
                    unit="x",
                    used=False,
                ),
                Counting(
                    id="hyper_legal",
                    label="US hyperscalers against China without diverted chips",
                    median=12.6,
                    low=8.8,
                    high=18.1,
                    unit="x",
                    used=False,
                ),
                Counting(
                    id="hyper_huawei",
                    label="US hyperscalers against China's domestic chips alone",
                    median=41.0,
                    low=22.0,
                    high=80.0,
                    unit="x",
                    used=False,
                ),
            ),
            sources=(CHIPS, EPOCH, FILING),
            chart=RATIO_CHART,
        ),
        Verdict(
            claim=claim(
                TALENT,
                kind="ranking",
                metric="talent",
                actor="International (unspecified)",
                speaker=founder,
                checkable=False,
                unchecked_because='"never lack" names no amount that could be measured.',
            ),
            verdict="not checkable",
            probability=None,
            because='"never lack" names no amount that could be measured.',
            reading="",
            estimate_metric=None,
            then=None,
            now=None,
            known_then=None,
        ),
        Verdict(
            claim=claim(
                LAG,
                kind="time_lag",
                **us_china,
                metric="capability",
                value_low=1.0,
                value_high=3.0,
                unit="years",
                value_semantics="lag",
                speaker="some estimates",
                hedged=True,
            ),
            verdict="supported",
            probability=0.81,
            because="On the day of the article China's best model stood where the US had been 14 months before.",
            reading="lag of China behind the US on capability between 12 and 36 months, as of 2024-05-28",
            estimate_metric="capability",
            then=reading(THEN, "supported", 0.81, (11.2, 14.0, 17.9), "months", "capability", "Fourteen months."),
            now=reading(NOW, "contradicted", 0.04, (5.1, 7.4, 10.2), "months", "capability", "Seven months by now."),
            known_then=reading(
                THEN, "supported", 0.74, (9.8, 15.5, 22.0), "months", "capability", "Wider, the same verdict.", THEN
            ),
            sources=(MODELS,),
            chart=LAG_CHART,
        ),
        Verdict(
            claim=claim(RANK, kind="ranking", leader="China", metric="arena_rating", negated=True),
            verdict="contradicted",
            probability=0.002,
            because="The best Chinese model was some 60 points below the best American one.",
            reading="China arena_rating >= US arena_rating, as of 2024-05-28",
            estimate_metric="arena_rating",
            then=reading(
                THEN, "contradicted", 0.002, (-71.0, -60.5, -49.0), "points", "arena_rating", "Sixty points below."
            ),
            now=reading(NOW, "contradicted", 0.11, (-24.0, -9.0, 5.0), "points", "arena_rating", "Nine below."),
            known_then=None,
            sources=(MODELS,),
            chart=RANK_CHART,
        ),
        Verdict(
            claim=claim(SHARE, kind="share", actor="China", metric="compute_stock", value_low=15.0, value_high=15.0),
            verdict="unresolved",
            probability=0.37,
            because="Between 8 and 21 %: the evidence on diverted chips is too thin to tell.",
            reading="China compute_stock / world compute_stock = 15 %, as of 2024-05-28",
            estimate_metric="compute_stock",
            then=reading(THEN, "unresolved", 0.37, (8.1, 13.0, 20.8), "%", "compute_stock", "Eight to twenty-one."),
            now=reading(NOW, "contradicted", 0.09, (5.9, 9.5, 15.1), "%", "compute_stock", "Six to fifteen."),
            known_then=None,
            sources=(CHIPS,),
            chart=SHARE_CHART,
        ),
        Verdict(
            claim=claim(
                LEVEL, kind="level", actor="United States", metric="training_compute", value_low=1e25, unit="FLOP"
            ),
            verdict="supported",
            probability=0.999,
            because="Several runs had passed that mark by the day of the article, the largest at 4e25 FLOP.",
            reading="US training_compute >= 1e25 FLOP, as of 2024-05-28",
            estimate_metric="training_compute",
            then=reading(
                THEN, "supported", 0.999, (1.5e25, 3.8e25, 9.6e25), "FLOP", "training_compute", "Well past it."
            ),
            now=reading(NOW, "supported", 1.0, (2.1e26, 5.04e26, 1.2e27), "FLOP", "training_compute", "Far past it."),
            known_then=reading(
                THEN, "supported", 0.97, (8.9e24, 2.1e25, 5e25), "FLOP", "training_compute", "Past it.", THEN
            ),
            sources=(MODELS,),
            chart=TRAINING_CHART,
        ),
        Verdict(
            claim=claim(FORECAST, kind="forecast", **us_china, metric="compute_stock", speaker=founder),
            verdict="too early",
            probability=0.31,
            because="The projection reaches parity within eleven years in 31 % of draws.",
            reading="China compute_stock >= US compute_stock by 2035",
            estimate_metric="compute_stock",
            then=reading(THEN, "too early", 0.31, (2031.2, 2037.5, None), "year", "compute_stock", "Parity by 2037."),
            now=reading(NOW, "too early", 0.12, (2034.0, 2041.0, None), "year", "compute_stock", "Parity later."),
            known_then=None,
            sources=(CHIPS, EPOCH),
            chart=FORECAST_CHART,
        ),
    )
    article = Article(
        text=TEXT, title="Founder says the distance in AI is shrinking", date=THEN, source="https://example.org/news/1"
    )
    return Check(article=article, on=NOW, draws=2000, seed=7, verdicts=verdicts)
