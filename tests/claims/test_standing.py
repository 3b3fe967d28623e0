"""Who is first, without a phrase of the lexicon: verbs of leading, leaders, superlatives, dominance, standing gaps."""

from dataclasses import asdict
from datetime import date
from typing import Any

import pytest

from parity.claims.claim import Claim
from parity.claims.extract import claim_of, readings

US, CN = "United States", "China"


def claims(text: str) -> tuple[Claim, ...]:
    """Return what the rules find, before the models weigh it."""
    day = date(2026, 3, 1)
    return tuple(
        claim_of(scene, draft, day) for scene, drafts in readings(text, day, weighed=False) for draft in drafts
    )


def first(**more: Any) -> dict[str, Any]:
    return {"kind": "ranking", "value_low": 1.0, "value_semantics": "rank"} | more


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("In AI models, America is still clearly leading on reasoning.", first(actor=US)),
        ("Qwen leads on translation, and nobody in AI doubts it.", first(actor=CN, actor_entity="Alibaba Qwen")),
        ("China is winning the AI race.", first(actor=CN)),
        ("OpenAI leads agentic coding with its models.", first(actor_entity="OpenAI")),
        ("America received the most venture capital for AI.", first(actor=US)),
        ("China is pulling away from Europe in AI.", {"kind": "trend_widening", "leader": CN, "follower": "Europe"}),
        ("Europe continues to fall behind America in AI.", {"kind": "trend_widening", "leader": US}),
        ("Taiwan is seen as a technology leader in AI chips.", first(actor="Taiwan")),
        ("The undisputed champion in AI chips is Nvidia.", first(actor=US, actor_entity="NVIDIA")),
        ("In lithography, the best toolmaker is ASML.", first(actor="Netherlands", actor_entity="ASML")),
        ("Anthropic builds AI models. They have the best coding model on the market.", first(actor=US)),
        ("Startups abroad have yet to shake Nvidia's dominance in AI chips.", first(actor_entity="NVIDIA")),
        (
            "The AI performance gap between American and Chinese labs remains wide.",
            {"kind": "ranking", "leader": US, "follower": CN},
        ),
        (
            "Europe struggles to close the gap with the United States in AI.",
            {"kind": "ranking", "leader": US, "follower": "Europe"},
        ),
        (
            "The American labs have far more compute for AI.",
            {"kind": "ranking", "leader": US, "follower": CN, "metric": "compute_stock"},
        ),
        (
            "DeepSeek's model ranks just behind Claude, ahead of Llama.",
            {"kind": "ranking", "leader_entity": "DeepSeek", "follower_entity": "Meta Llama"},
        ),
        (
            "Huawei is unable to compete with Nvidia's chips.",
            {"kind": "ranking", "leader_entity": "NVIDIA", "follower_entity": "Huawei"},
        ),
        (
            "Kimi K2 dethroned Claude as the favourite model of programmers.",
            {"kind": "ranking", "leader": CN, "follower": US},
        ),
        (
            "CXMT's yields in memory chips are lower compared to its rivals.",
            {"kind": "ranking", "leader": "International (unspecified)", "follower_entity": "CXMT"},
        ),
        (
            "In chips, toolmakers in Taiwan remain far behind firms such as ASML, Nikon, and Canon by 10 years.",
            {"kind": "time_lag", "value_low": 10, "unit": "years"},
        ),
        ("The United States keeps a commanding lead in AI chips.", first(actor=US, leader=US)),
        (
            "In AI, Chinese firms are spending a tiny fraction of what their American rivals spend.",
            {"kind": "ranking", "leader": US},
        ),
        ("Nvidia is gaining share in AI chips.", {"kind": "trend_widening", "leader_entity": "NVIDIA"}),
        (
            "China leads the US in AI publications. The gap is getting wider.",
            {"kind": "trend_widening", "leader": CN, "follower": US},
        ),
        (
            "The United States is falling even further behind China in AI publications.",
            {"kind": "trend_widening", "leader": CN, "follower": US},
        ),
    ],
)
def test_a_first_place_or_an_order_is_read(text: str, fields: dict[str, Any]) -> None:
    found = claims(text)
    assert any(all(asdict(claim)[name] == value for name, value in fields.items()) for claim in found), found


@pytest.mark.parametrize(
    "text",
    [
        "The H20 remains Nvidia's best chip.",
        "Scanners by ASML are essential for printing the most advanced chips.",
        "China's models improved faster than most American analysts had expected.",
        "DeepSeek calls it a reasoning-native approach.",
        "Huawei cannot keep up with demand for its chips.",
        "The convergence of AI models is not the work of one lab in China.",
        "China and America are the biggest rivals in AI.",
        "China wants to lead in AI.",
        "This shows a big gap between AI research and its use in China.",
        "The AI boom has reached India, the world's fifth-largest economy.",
        "The leader of Alibaba's AI team is a mathematician.",
    ],
)
def test_what_only_looks_like_an_order_is_none(text: str) -> None:
    assert not [claim for claim in claims(text) if claim.kind == "ranking"], claims(text)


def test_a_market_dominated_by_several_firms_is_theirs_together() -> None:
    (claim,) = claims("Lithography is dominated by ASML, Nikon and Canon.")
    assert (claim.actor, claim.actor_entity) == ("International (unspecified)", "ASML; Nikon; Canon")


def test_north_america_is_not_the_united_states() -> None:
    assert {claim.leader for claim in claims("North America is ahead of Africa in AI compute.")} == {"North America"}
