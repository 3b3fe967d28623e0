"""What can be said of a sentence in short words: the features of the models that decide whether and what it claims."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from parity.claims.actors import KINDS
from parity.claims.draft import Draft
from parity.claims.scene import Scene

SPOKEN = frozenset("it its they their them this these that those he she we our us i you".split())
ENDINGS = (".", "?", "!", '"', "”")
LONG = 6  # sentences of this many times eight words and more are alike


def of_rules(drafts: Sequence[Draft]) -> Iterator[str]:
    """Yield what the rules found; the training tells these features of texts that rules were written for apart."""
    yield f"rules={min(len(drafts), 3)}"
    for draft in drafts:
        yield f"rule={draft.kind}"
        yield f"rule={draft.kind}:{draft.semantics}"
        yield f"rule={draft.kind}:{draft.metric}"
        if draft.unchecked:
            yield "rule=unchecked"
        if draft.resolved:
            yield f"rule=resolved:{draft.kind}"


def of_words(scene: Scene) -> Iterator[str]:
    """Yield the words and pairs of words, with names and numbers by their kind, and what the tables know of them."""
    shown = _shown(scene)
    for word in set(shown):
        if len(word) > 1 and word.isalpha():
            yield word
    for one, two in set(pairwise(shown)):
        yield f"{one} {two}"
    countries = min(len({actor.country for actor in scene.actors if actor.country}), 3)
    entities = min(len({actor.entity for actor in scene.actors if actor.entity}), 3)
    actors, amounts = min(len(scene.actors), 3), scene.amounts
    for tag, hits in scene.cues.items():
        if hits:
            yield f"cue={tag}"
            yield f"cue={tag}:{min(countries, 2)}"
            yield f"cue={tag}::{min(entities, 2)}"
    for tag in {hit.tag for hit in scene.topics}:
        yield f"topic={tag}"
        yield f"topic={tag}:{min(actors, 2)}"
        yield f"topic={tag}::{bool(amounts)}"
    yield f"countries={countries}"
    yield f"entities={entities}"
    yield f"actors={actors}"
    for kind in {actor.kind for actor in scene.actors}:
        yield f"party={kind}"
    for kind, unit in {(amount.kind, amount.unit) for amount in amounts}:
        yield f"amount={kind}"
        yield f"amount={kind}:{unit}"
        yield f"amount={kind}::{bool(actors)}"
    yield f"amounts={min(len(amounts), 3)}"
    yield f"length={min(len(shown) // 8, LONG)}"
    yield f"technical={scene.technical}"
    story = scene.story
    yield f"story=technical:{story.number - story.technical <= 1}"
    yield f"story=paired:{story.number - story.paired <= 1}"
    yield f"place={min(story.number, 3)}"
    if scene.sentence.text.endswith("?"):
        yield "asks"
    if not scene.sentence.text.endswith(ENDINGS):
        yield "open"  # a headline, or a line of a list
    if shown:
        yield f"first={shown[0]}"
    if not scene.words.known.isdisjoint(SPOKEN):
        yield "spoken"
    if scene.speaker:
        yield "speaker"


def _shown(scene: Scene) -> list[str]:
    """The words, with each actor as one word for its kind, and a number as #."""
    starts = {actor.first: actor for actor in scene.actors}
    inside = {place for actor in scene.actors for place in range(actor.first, actor.last)}
    shown = []
    for place, word in enumerate(scene.words.words):
        if place in starts:
            actor = starts[place]
            own = actor.kind in KINDS or actor.kind in ("model", "chip")
            shown.append(f"@{actor.kind if own else 'firm' if actor.firm else 'land'}")
        elif place not in inside:
            shown.append("#" if word[0].isdigit() else word)
    return shown
