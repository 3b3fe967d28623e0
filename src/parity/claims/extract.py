"""Claims of an article, offline and deterministic: sentences in, `Claim`s out, in reading order."""

import re
from collections.abc import Iterator
from datetime import date
from functools import partial

from parity.claims.actors import PLACES, Mention
from parity.claims.claim import Claim
from parity.claims.dates import as_of, iso
from parity.claims.draft import Draft, party
from parity.claims.events import events
from parity.claims.fields import field_named
from parity.claims.forecasts import forecasts
from parity.claims.growth import growth
from parity.claims.lags import lags
from parity.claims.learned import learn
from parity.claims.levels import levels
from parity.claims.metrics import PLAIN
from parity.claims.parties import UNSPECIFIED
from parity.claims.phrases import Hit
from parity.claims.quantity import DURATIONS
from parity.claims.rankings import rankings
from parity.claims.ratios import ratios
from parity.claims.scene import Scene, Story
from parity.claims.sentences import sentences
from parity.claims.shares import shares
from parity.claims.sides import topic
from parity.claims.speakers import Speakers
from parity.claims.trained.stated import settled
from parity.claims.trends import trends

RELATIONS = frozenset(("ratio_gap", "time_lag", "trend_closing", "trend_widening", "ranking"))
OF_THINGS = ("process_node", "chip_performance", "chip_production", "smartphone_soc")
LETTERS = re.compile(r"[^\W\d_]{2}")
TAGGED = re.compile(r", (?:right|no|yes|correct|okay|isn.t it|aren.t they|don.t they|doesn.t it)\?$")
HEADLINE = re.compile(r"\A[A-Z][^.!?;]{10,150}[^.!?:;\"'”’)\]@]$")  # a line that ends no sentence
ENDINGS = frozenset(".!?:;\"'”’)]@")
ABOUT = 12  # sentences that a text stays on its subject without a word of it
INTRODUCED = 12  # sentences within which a text comes to its subject
CROWDED = 24  # actors or amounts; a sentence with more is a table or a list of links
MOVING = ("gap", "behind", "ahead", "nearly", "parity", "better_low", "catch", "fallback", "future", "would")
FIRST = ("leader", "leaders", "leading", "champion", "dominance", "best", "winning")
HEDGE_FREE = frozenset(("event",))


def extract(text: str, *, published: date | None = None) -> tuple[Claim, ...]:
    """Return the claims of an article.

    >>> (claim,) = extract("China is 8 months behind the United States in AI.", published=date(2026, 5, 1))
    >>> claim.kind, claim.follower, claim.value_low, claim.unit
    ('time_lag', 'China', 8.0, 'months')
    """
    return tuple(claim_of(scene, draft, published) for scene, drafts in readings(text, published) for draft in drafts)


def readings(text: str, published: date | None, *, weighed: bool = True) -> Iterator[tuple[Scene, list[Draft]]]:
    """Yield every sentence as the rules see it, with what they find in it, `weighed` or as they have it."""
    story, speakers = Story(learnt=learn(text)), Speakers()
    scenes: list[Scene] = []
    for sentence in sentences(text):
        if not LETTERS.search(sentence.text):
            continue
        scene = Scene.read(sentence, story)
        named = (one.country for one in scene.actors if one.country and one.kind != "machine")
        story.countries.update(dict.fromkeys(named, 1))  # of two named as often, the one named first comes first
        scenes.append(scene)
    if any(scene.technical for scene in scenes[:INTRODUCED]):
        story.technical = 0  # "For years, America led." opens an article on AI
    for number, scene in enumerate(scenes):
        story.number = number
        scene.speaker = speakers.read(scene.sentence.text, scene.actors, scene.words.known)
        scene.speaker_country = speakers.last_country if scene.speaker else None
        drafts = list(_drafts(scene, published))
        found = drafts
        if weighed:
            found = settled(scene, drafts, passed=not drafts and _ours(scene), read=partial(_found, scene, published))
        yield scene, found
        _remember(scene, drafts)  # the story is told on as the rules have it, which is how the models were trained


def _drafts(scene: Scene, published: date | None) -> Iterator[Draft]:
    """Run the rules in the guideline's order; the first that applies to a stretch of the sentence stands."""
    if max(len(scene.actors), len(scene.amounts)) > CROWDED:
        return
    if not (scene.actors or scene.story.named) or _asks(scene.sentence.text):
        return
    related = scene.has("event", "ahead", "behind", "parity", "gap") or "share" in scene.words.words
    if scene.has("offdomain") and not (scene.technical and related):
        return
    story = scene.story
    if scene.technical:
        story.technical = story.number
    elif story.number - story.technical > ABOUT and not _plain(scene):
        return
    spoken = scene.has("event", "control", *MOVING, "rank", "pronoun") or (
        scene.actors and (scene.amounts or scene.said(*FIRST))
    )
    if not scene.technical and not spoken and not story.asked:
        return
    if scene.cues.get("hypothetical") and scene.cues["hypothetical"][0].first < 2:
        return
    if scene.has("openq") and not scene.amounts and not _answers(scene):
        return
    yield from _found(scene, published)


def _found(scene: Scene, published: date | None) -> Iterator[Draft]:
    """Run the rules on a sentence, whatever it is about."""
    yield from events(scene)
    ahead = list(forecasts(scene, published))
    yield from ahead
    present = [*lags(scene, published), *ratios(scene), *shares(scene), *trends(scene)]
    held = [scene.clause(draft.at) for draft in present if draft.kind in RELATIONS]
    lags_in = {scene.clause(draft.at) for draft in present if draft.kind == "time_lag"}
    for draft in rankings(scene):
        placed = draft.semantics == "rank" and draft.at not in {other.at for other in present}
        placed = placed and scene.clause(draft.at) not in lags_in
        if placed or not any(low <= draft.at < high for low, high in held):
            present.append(draft)
    told = {draft.metric for draft in present}
    present += growth(scene)
    compared = {place for draft in present for place in draft.uses}
    present += [
        draft
        for draft in levels(scene)
        if (draft.semantics != "none" or draft.metric not in told) and draft.at not in compared
    ]
    if not ahead and scene.sentence.text[-1] not in ENDINGS and HEADLINE.search(scene.sentence.text):
        present = _headline(present)
    used: set[int] = set()
    for draft in present:
        future = any(_foretold(scene, draft, one) for one in ahead)
        if not future and (draft.at not in used or draft.kind in RELATIONS):
            used.add(draft.at)
            yield draft


def _headline(present: list[Draft]) -> list[Draft]:
    """Keep one relation of a headline: the one that moves, where there are several."""
    related = [draft for draft in present if draft.kind in RELATIONS and draft.semantics == "none"]
    moving = [draft for draft in related if draft.kind.startswith("trend")]
    kept = (moving or related)[:1]
    return [draft for draft in present if draft not in related or draft in kept]


def _ours(scene: Scene) -> bool:
    """Whether a sentence without a rule's claim may state one: of our subject, and neither a table nor a question."""
    near = scene.technical or scene.story.number - scene.story.technical <= ABOUT
    crowded = max(len(scene.actors), len(scene.amounts)) > CROWDED
    asked = _asks(scene.sentence.text) or (scene.has("openq") and not scene.amounts)
    return near and not crowded and not asked


def _asks(text: str) -> bool:
    """Whether a sentence is a question, and no statement with ", right?" after it."""
    return text.endswith("?") and not TAGGED.search(text)


def _answers(scene: Scene) -> bool:
    """Whether a statement follows an open question: "how far behind they are, they are catching up"."""
    words, asked = scene.words.words, scene.cues["openq"][-1].last
    if "," not in words[asked:]:
        return False
    stated = words.index(",", asked)
    return any(hit.first > stated for tag in ("catch", "ahead", "behind") for hit in scene.cues.get(tag, ()))


def _plain(scene: Scene) -> bool:
    """Whether a sentence is of our subject without a word of the trade: a listing, a span of time behind."""
    return scene.has("event") or (scene.has("behind") and any(amount.kind in DURATIONS for amount in scene.amounts))


def _foretold(scene: Scene, draft: Draft, forecast: Draft) -> bool:
    """Whether a reading stands in the clause of a forecast, and so is part of it."""
    if draft.at == forecast.at:
        return True
    _, high = scene.clause(forecast.at)
    return min(forecast.since, forecast.at) <= draft.at < high


def claim_of(scene: Scene, draft: Draft, published: date | None) -> Claim:
    """Make the claim of a draft: dates, speaker and flags filled in."""
    sentence = scene.sentence
    place = scene.words.starts[draft.at] if 0 <= draft.at < len(scene.words) else None
    held, explicit = as_of(sentence.text, published, place, span=draft.direction != "none")
    forecast = draft.kind == "forecast"
    hedged = scene.has("hedge") and draft.kind not in HEDGE_FREE
    denial: Hit | None = scene.near("denial", draft.at, draft.at, 8)
    negated = draft.negated if draft.negated is not None else denial is not None and draft.kind in RELATIONS
    unchecked = draft.unchecked
    compared = draft.kind in RELATIONS or (forecast and draft.leader is not None and draft.follower is not None)
    if draft.metric in (None, "capability") and compared and _of_lands(draft):
        field = field_named(scene, draft.at)
        if field is not None:
            draft.metric = "other"
            draft.resolved.append(f'the measure is "{field}", which is none of those followed here')
    if draft.metric is None and compared:
        draft.metric = "capability"
        draft.resolved.append("the measure is not named; read as AI capability")
    if draft.metric is None and unchecked is None:
        unchecked = "it does not say by what measure"
    for role in ("leader", "follower"):
        side = getattr(draft, role)
        if side is not None and side.kind == "frontier" and draft.metric in OF_THINGS:
            setattr(draft, role, party(UNSPECIFIED))  # "the state of the art" in chips is no model
    names = {
        role: _name(actor)
        for role, actor in (("leader", draft.leader), ("follower", draft.follower), ("actor", draft.actor))
    }
    return Claim(
        sentence=sentence.text,
        char_start=sentence.start,
        char_end=sentence.end,
        kind=draft.kind,
        leader=names["leader"][0],
        leader_entity=names["leader"][1],
        follower=names["follower"][0],
        follower_entity=names["follower"][1],
        actor=names["actor"][0],
        actor_entity=names["actor"][1],
        metric=draft.metric,
        value_low=draft.low,
        value_high=draft.high,
        unit=draft.unit,
        unit_raw=draft.raw,
        value_semantics=draft.semantics,
        norm_ratio_low=_rounded(draft.norm[0]),
        norm_ratio_high=_rounded(draft.norm[1]),
        direction=draft.direction,
        as_of_date=None if forecast else held or iso(published),
        as_of_explicit=explicit and not forecast,
        target_date=draft.target,
        speaker=scene.speaker,
        hedged=hedged,
        negated=negated,
        checkable=unchecked is None,
        unchecked_because=unchecked,
        resolution="; ".join(dict.fromkeys([*draft.resolved, *_pointing(scene, draft)])) or None,
    )


def _of_lands(draft: Draft) -> bool:
    """Whether lands are compared: what one firm or model leads another in is an ability of models."""
    return all(side is not None and side.kind in PLACES and not side.entity for side in (draft.leader, draft.follower))


def _pointing(scene: Scene, draft: Draft) -> Iterator[str]:
    """Say how "we", "here" and groups such as "US leaders" were read."""
    spoken = [word for word in ("we", "here", "our") if word in scene.words.words]
    who = draft.follower or draft.actor or draft.leader
    if spoken and scene.speaker and who is not None and who.country:
        pointing = " ".join(f'"{word}"' for word in spoken)
        firm = f"; {scene.speaker} speaks for a firm of {scene.speaker_country}" if scene.speaker_country else ""
        yield f"{pointing} read as {who.country}{firm}"
    for actor in (draft.leader, draft.follower, draft.actor):
        if actor is not None and actor.kind == "group" and actor.country and actor.entity:
            yield f'"{actor.entity}" read as of {actor.country}'


def _name(actor: Mention | None) -> tuple[str | None, str | None]:
    return (None, None) if actor is None else (actor.country, actor.entity)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _aside(scene: Scene, known: Mention, drafts: list[Draft]) -> bool:
    """Whether a sentence only compares another with what the text is about: "Meta used eleven times as many"."""
    parties = [party for draft in drafts for party in (draft.leader, draft.follower) if party is not None]
    return known.same in (party.same for party in parties) and known.same not in (actor.same for actor in scene.actors)


def _remember(scene: Scene, drafts: list[Draft]) -> None:
    """Tell the story on: who was named, what was compared with what."""
    story = scene.story
    if scene.actors:
        story.named.append((story.number, scene.actors))
    main, known = topic(scene), story.about
    aside = known is not None and known.firm is not None and _aside(scene, known, drafts)
    if main is not None and not aside:
        story.topic = story.number, main
    for draft in drafts:
        if draft.leader is not None and draft.follower is not None and draft.kind != "event":
            story.pair = story.pairs[draft.metric] = draft.leader, draft.follower
            story.paired = story.number
        if draft.metric is not None and draft.metric != "export_control":
            story.metrics.append(draft.metric)
            story.measured = story.number
    if not drafts:
        plain = [topic.tag for topic in scene.topics if float(topic.value) >= PLAIN and topic.tag != "export_control"]
        if plain and len(set(plain)) == 1:
            story.metrics.append(plain[0])  # it speaks of nothing else
            story.measured = story.number
    story.asked = scene.has("openq") and scene.has("behind", "ahead", "gap")
    if story.asked:
        for draft in rankings(scene):
            if draft.leader is not None and draft.follower is not None:
                story.pair = draft.leader, draft.follower
                story.metrics += [draft.metric] if draft.metric else []
                break
