"""What the models of claims are shown: sentences and claims of labelled articles, as the rules alone see them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from claim_network import Shown
from evaluate_claims import UNDATED, Gold, actors_right, load, plain, value_right

from parity.claims.draft import Draft
from parity.claims.extract import claim_of, readings
from parity.claims.scene import Scene
from parity.claims.trained import casting, guess, metric, network, traits

Features = tuple[str, ...]
Options = list[tuple[frozenset[tuple[str, str]], bool]]
"""What may be chosen: each by its features, with the label they count for, and whether it is right."""
SEEN = 0.5  # what an article counts that rules were written for, where their findings are features
OVERLAP = 0.5  # of a sentence, for a label to be of it


@dataclass(slots=True)
class Examples:
    """All that is learnt from one article; `seen` says that the rules were written with it in sight."""

    article: str
    seen: bool
    sentences: list[Shown] = field(default_factory=list)
    metrics: list[tuple[Features, str]] = field(default_factory=list)
    parties: list[Options] = field(default_factory=list)


def examples_of(folder: Path, *, seen: bool) -> Iterator[Examples]:
    """Yield what each article of a folder teaches."""
    articles, gold = load(folder)
    for article in articles:
        yield _of_article(article, gold[article["id"]], seen=seen)


def _of_article(article: Gold, gold: Sequence[Gold], *, seen: bool) -> Examples:
    day = date.fromisoformat(article["date"] if len(str(article.get("date") or "")) == 10 else UNDATED)
    shown = Examples(article["id"], seen)
    for scene, drafts in readings(article["text"], day, weighed=False):
        start, end = scene.sentence.start, scene.sentence.end
        reach = (end - start) * OVERLAP
        of_it = [one for one in gold if min(one["char_end"], end) - max(one["char_start"], start) > reach]
        wanted = [one for one in of_it if one["kind"] != "none"]
        if of_it:
            features = (*_told(traits.of_rules(drafts), seen), *traits.of_words(scene))
            kinds, metrics = [_label(one) for one in wanted], [one["metric"] for one in wanted if one["metric"]]
            counts = SEEN if seen else 1.0
            shown.sentences.append(Shown(network.places(scene), features, kinds, metrics, counts))
        for one, draft in _matched(wanted, scene, drafts, day):
            if draft.kind == "event":
                continue
            if draft.metric is not None and one["metric"]:
                shown.metrics.append((tuple(metric.traits(scene, draft)), one["metric"]))
            options = _options(scene, draft, one, seen)
            if any(right for _, right in options):
                shown.parties.append(options)
    return shown


def _told(features: Iterator[str], seen: bool) -> Features:
    """Tell what rules found in texts they were written for apart: there they are surer than anywhere else."""
    return tuple(f"{name}@seen" if seen and name.startswith("rule") else name for name in features)


def _label(one: Gold) -> str:
    alone = one["kind"] == "ranking" and not one["leader"] and not one["follower"]
    return guess.PLACED if alone else str(one["kind"])


def _matched(wanted: Sequence[Gold], scene: Scene, drafts: Sequence[Draft], day: date) -> Iterator[tuple[Gold, Draft]]:
    """Pair labels and drafts as `score.py` does."""
    left = [(draft, asdict(claim_of(scene, draft, day))) for draft in drafts]
    for one in wanted:
        if not left:
            return
        best = max(left, key=lambda pair: _alike(one, pair[1]))
        left.remove(best)
        yield one, best[0]


def _alike(gold: Gold, said: Mapping[str, Any]) -> tuple[bool, ...]:
    same = said["kind"] == gold["kind"], said["metric"] == gold["metric"]
    return (*same, value_right(gold, said), actors_right(gold, said))


def _options(scene: Scene, draft: Draft, gold: Gold, seen: bool) -> Options:
    """Every way to give the parts of a claim to the parties in sight."""
    pool = casting.candidates(scene, draft)
    setting = casting.Setting.of(scene, draft)
    told = [_told(casting.traits(setting, one), seen) for one in pool]
    if not (gold["leader"] and gold["follower"]):
        return (
            [(frozenset((name, "actor") for name in told[n]), _is(one, gold, "actor")) for n, one in enumerate(pool)]
            if gold["actor"]
            else []
        )
    leads, follows = ([_is(one, gold, role) for one in pool] for role in ("leader", "follower"))
    return [
        (
            frozenset(
                [(name, "leader") for name in told[one]]
                + [(name, "follower") for name in told[two]]
                + [(name, "pair") for name in _told(casting.of_two(setting, pool[one], pool[two]), seen)]
            ),
            leads[one] and follows[two],
        )
        for one in range(len(pool))
        for two in range(len(pool))
        if one != two
    ]


def _is(one: casting.Candidate, gold: Gold, role: str) -> bool:
    entity = gold[f"{role}_entity"]
    return plain(one.who.country) == plain(gold[role]) or (bool(entity) and plain(one.who.entity) == plain(entity))
