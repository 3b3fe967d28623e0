"""What a claim measures, weighed once more by the words around it: a model trained by `tools/train_claims.py`."""

from collections.abc import Iterator, Mapping

from parity.claims.draft import Draft
from parity.claims.metrics import NO_LAG, NO_SHARE, OF_FIRM, OF_GROUP, OF_KIND, scores
from parity.claims.scene import Scene
from parity.claims.trained.linear import Linear, linear

TABLE = "weights_metric.csv"
TRUST = 1.2  # what the rules' choice counts, as a logarithm of odds; chosen on articles no rule was written for
HEARD = 0.5  # what the network counts beside the words around the claim; chosen likewise
WINDOW = 12  # words on either side of a claim that are looked at
SHORTEST = 3  # letters of a word that says something
ACTS = ("export_control",)
NEVER = {"time_lag": NO_LAG, "share": NO_SHARE, "forecast": ()}


def reconsider(scene: Scene, draft: Draft, heard: Mapping[str, float]) -> None:
    """Give a draft another metric where the words around it, and what the network `heard`, speak for that clearly."""
    if draft.metric is None or draft.kind == "event" or _named(scene, draft.metric):
        return
    best = weighed(linear(TABLE), list(traits(scene, draft)), draft.metric, heard)
    if best not in NEVER.get(draft.kind, ACTS):
        draft.metric = best


def _named(scene: Scene, metric: str) -> bool:
    """Whether the gap itself is named after what it is in: "the compute gap"."""
    topics = [hit for hit in scene.topics if hit.tag == metric]
    return any(hit.first <= gap.first <= hit.last for gap in scene.cues.get("gap", ()) for hit in topics)


def weighed(model: Linear, features: list[str], chosen: str, heard: Mapping[str, float]) -> str:
    """Return the likeliest label, with the rules' choice ahead of the others.

    >>> model = Linear.of([("near=rain", "wet", 3.0), ("near=rain", "dry", 0.0)])
    >>> weighed(model, ["near=rain"], "dry", {}), weighed(model, [], "dry", {})
    ('wet', 'dry')
    >>> weighed(model, ["near=rain"], "dry", {"wet": -9.0, "dry": -0.1})
    'dry'
    """
    found = model.likelihoods(features)
    if not found:
        return chosen
    least, deaf = min(found.values()), min(heard.values(), default=0.0)
    points = {
        label: value + HEARD * heard.get(label, deaf) + TRUST * (label == chosen) for label, value in found.items()
    }
    points.setdefault(chosen, least + HEARD * heard.get(chosen, deaf) + TRUST)
    return max(points, key=lambda label: points[label])


def traits(scene: Scene, draft: Draft) -> Iterator[str]:
    """Yield the features of a draft: its kind and unit, what was measured last, topics, parties and words."""
    yield "always"
    yield f"kind={draft.kind}"
    yield f"unit={draft.raw or draft.unit}"
    yield f"means={draft.semantics}"
    story = scene.story
    yield f"story={story.metric if story.number - story.measured <= 1 else None}"
    points = scores(scene, draft.at)
    points.pop("export_control", None)
    yield f"best={max(points, key=lambda metric: points[metric]) if points else None}"
    for metric in points:
        yield f"topic={metric}"
    for actor in dict.fromkeys((draft.leader, draft.follower, draft.actor)):
        if actor is not None:
            last = (actor.entity or "").rpartition(" ")[2].lower() if actor.kind == "group" else ""
            hint = OF_KIND.get(actor.kind) or OF_GROUP.get(last) or OF_FIRM.get(actor.firm or "")
            yield f"party={hint or actor.kind}"
    names = {place for actor in scene.actors for place in range(actor.first, actor.last)}
    low = max(0, draft.at - WINDOW)
    for word in dict.fromkeys(
        word
        for place, word in enumerate(scene.words.words[low : draft.at + WINDOW + 1], low)
        if place not in names and len(word) >= SHORTEST and word.isalpha()
    ):
        yield f"near={word}"
