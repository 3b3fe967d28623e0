"""One sentence as the rules see it: its words, cue phrases, actors and amounts, and the story so far."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from parity.claims.actors import KINDS, Mention, mentions, names
from parity.claims.learned import added
from parity.claims.phrases import Hit, Phrasebook, Words, phrasebook, rows
from parity.claims.quantities import quantities
from parity.claims.quantity import Quantity
from parity.claims.sentences import Sentence

REMEMBERED = 4  # sentences back that an actor may be carried over from
LABEL = 9  # words a label may have before its colon ("TSMC: 90% of ...")
CLASSES = frozenset(("open", "closed"))
SHORT_NAME = re.compile(r"[A-Z]{1,2}\d{1,2}(?:\.\d)?")
CLAUSE_ENDS = frozenset((";", ":", "while", "whereas", "where", "although", "though", "but", "however"))


@cache
def metric_book() -> Phrasebook:
    """Read the table of metric words, once."""
    return phrasebook("metrics.csv")


@cache
def cue_book() -> Phrasebook:
    """Read the table of cues, once."""
    return phrasebook("cues.csv")


@cache
def whole_book() -> tuple[Phrasebook, frozenset[str], frozenset[str]]:
    """All names, cues and metric words in one, with the tags of the cues and of the metrics: one pass finds them."""
    book = Phrasebook(names()[0], cue_book(), metric_book())
    tags = [frozenset(row["tag"] for row in rows(name)) for name in ("cues.csv", "metrics.csv")]
    return book, tags[0], tags[1]


@dataclass(slots=True)
class Story:
    """What the article has said so far: who was named when, the last pair compared, the last metric."""

    named: list[tuple[int, tuple[Mention, ...]]] = field(default_factory=list)
    countries: Counter[str] = field(default_factory=Counter)  # of the whole article
    topic: tuple[int, Mention] | None = None  # what "it" means, and the sentence that last spoke of it
    pair: tuple[Mention, Mention] | None = None
    paired: int = -99  # the sentence that last compared two
    pairs: dict[str | None, tuple[Mention, Mention]] = field(default_factory=dict)  # the last one of each metric
    metrics: list[str] = field(default_factory=list)  # what was measured so far, the last one last
    measured: int = -99  # the sentence that last gave a metric
    counted: tuple[int, str] | None = None  # the sentence that last counted something, and what
    whole: str | None = None  # what the last share was of
    shared: int = -99  # the sentence that gave it
    technical: int = -99  # the last sentence about AI, chips or their makers
    asked: bool = False  # the sentence before spoke of how far one is behind
    number: int = 0  # of the sentence
    we: str | None = None  # the country of "we", where the text has shown that it is not the usual one
    shortened: set[str] = field(default_factory=set)
    learnt: Phrasebook | None = None  # names the article itself introduces

    @property
    def metric(self) -> str | None:
        """What was measured last."""
        return self.metrics[-1] if self.metrics else None

    def abbreviate(self, entity: str, actor: Mention) -> None:
        """Let "K3" stand for "Kimi K3" in what follows."""
        short = entity.rpartition(" ")[2]
        if SHORT_NAME.fullmatch(short) and short not in self.shortened:
            self.shortened.add(short)
            self.learnt = self.learnt or Phrasebook()
            self.learnt.add(short, "actor", f"{actor.country or ''}:{actor.kind}:{entity}")

    @property
    def about(self) -> Mention | None:
        """What the last few sentences are about, if they are about somebody."""
        return self.topic[1] if self.topic is not None and self.number - self.topic[0] <= REMEMBERED else None

    def recent(self) -> Iterator[Mention]:
        """Yield the actors of the last few sentences: their topic, then newest first, subjects before the rest."""
        if self.topic is not None and self.number - self.topic[0] <= REMEMBERED:
            yield self.topic[1]
        for number, group in reversed(self.named):
            if self.number - number > REMEMBERED:
                break
            yield from group

    @property
    def main_two(self) -> tuple[str, ...]:
        """The two countries the article names most."""
        return tuple(self.ranked[:2])

    @property
    def ranked(self) -> list[str]:
        """The countries of the article, the most named first."""
        return [country for country, _ in self.countries.most_common() if country not in ("World", "Hong Kong")]

    def foremost(self, *, but: str | None = None) -> str | None:
        """Return the country the article names most."""
        ranked = [country for country, _ in self.countries.most_common() if country not in (but, "World", "Hong Kong")]
        return ranked[0] if ranked else None


@dataclass(slots=True)
class Scene:
    """A sentence read."""

    sentence: Sentence
    words: Words
    cues: dict[str, list[Hit]]
    actors: tuple[Mention, ...]
    amounts: list[Quantity]
    story: Story
    topics: list[Hit]
    speaker: str | None = None
    speaker_country: str | None = None
    of_trade: bool | None = None  # `technical`, once it was asked for
    clauses: dict[int, tuple[int, int]] = field(default_factory=dict)  # those asked for so far

    @classmethod
    def read(cls, sentence: Sentence, story: Story) -> "Scene":
        """Look everything up, once."""
        words = Words.of(sentence.text)
        book, cue_tags, metric_tags = whole_book()
        hits = book.find(words)
        actors = mentions(words, [hit for hit in hits if hit.tag == "actor"])
        if story.learnt is not None:
            actors = added(words, story.learnt, actors)
        for actor in actors:
            if actor.kind in ("model", "chip") and actor.entity is not None:
                story.abbreviate(actor.entity, actor)
        if len({actor.country for actor in actors} - {None, "World"}) > 1:  # then "open models" are one of theirs
            actors = tuple(actor for actor in actors if actor.kind not in KINDS - {"rest"})
        if len(actors) > 1:
            named_too = any(actor.kind not in KINDS for actor in actors)
            actors = tuple(
                a
                for a in actors
                if not (named_too and a.kind in CLASSES)
                or not (words.words[a.last - 1] == "model" or words.words[a.first - 1 : a.first] in (["in"], ["among"]))
            )
        named = frozenset(index for actor in actors for index in range(actor.first, actor.last))
        amounts = [_of_chips(amount, actors) for amount in quantities(words, named)]
        if not any(actor.kind == "government" for actor in actors):
            actors = tuple(actor for actor in actors if not _counted(actor, amounts, words))
        parties = frozenset(n for one in actors if one.country != "World" for n in range(one.first, one.last))
        found = cues([hit for hit in hits if hit.tag in cue_tags], parties)
        if "may" in words.known:
            _month(words, found)
        starts = {amount.first for amount in amounts}
        for tag in ("behind", "ahead", "up", "down", "nearly"):  # "fewer than 200,000"
            if tag in found:
                found[tag] = [
                    hit for hit in found[tag] if words.words[hit.last - 1] != "than" or hit.last not in starts
                ]
        return cls(
            sentence,
            words,
            found,
            actors,
            amounts,
            story,
            [hit for hit in hits if hit.tag in metric_tags],
        )

    def has(self, *tags: str) -> bool:
        """Whether any of these cues is there."""
        return any(self.cues.get(tag) for tag in tags)

    def near(self, tag: str, first: int, last: int, reach: int) -> Hit | None:
        """Return the cue of a tag that is nearest to some words, within reach."""
        best: tuple[int, Hit] | None = None
        for hit in self.cues.get(tag, ()):
            gap = max(hit.first - last, first - hit.last, 0)
            if gap <= reach and (best is None or gap < best[0]):
                best = gap, hit
        return best[1] if best else None

    def before(self, index: int) -> list[Mention]:
        """Return the actors that end before a word, nearest first."""
        return [actor for actor in reversed(self.actors) if actor.last <= index and actor.kind != "machine"]

    def after(self, index: int) -> list[Mention]:
        """Return the actors that start at or after a word, nearest first."""
        return [actor for actor in self.actors if actor.first >= index and actor.kind != "machine"]

    def clause(self, index: int) -> tuple[int, int]:
        """Return the words of the clause a word stands in."""
        if index not in self.clauses:
            self.clauses[index] = self._clause(index)
        return self.clauses[index]

    def _clause(self, index: int) -> tuple[int, int]:
        first, last, words = index, index, self.words.words
        end = len(words)
        while first > 0:
            before = words[first - 1]
            if before in CLAUSE_ENDS and not (before == ":" and first < LABEL):
                break
            if before == "and" and first > 1 and words[first - 2] == "," and not self._listed(first - 2):
                break
            first -= 1
        while last < end:
            word = words[last]
            if word in CLAUSE_ENDS and last != index:
                break
            if word == "," and last + 1 < end and words[last + 1] == "and" and not self._listed(last):
                break
            last += 1
        return first, last

    def _listed(self, comma: int) -> bool:
        """Whether a comma before "and" stands in a list of actors: "Intel, TSMC, and Samsung"."""
        row = self.actors
        return any(
            two.last == comma and three.first == comma + 2 and two.first - one.last == 1
            for one, two, three in zip(row, row[1:], row[2:], strict=False)
        )

    @property
    def technical(self) -> bool:
        """Whether the sentence itself is about AI, chips or their makers."""
        if self.of_trade is None:
            self.of_trade = self._technical()
        return self.of_trade

    def _technical(self) -> bool:
        return any(actor.firm is not None or actor.kind in KINDS for actor in self.actors) or any(
            hit.tag != "export_control" for hit in self.topics
        )

    def said(self, *words: str) -> bool:
        """Whether any of these words is there."""
        return not self.words.known.isdisjoint(words)


def _month(words: Words, found: dict[str, list[Hit]]) -> None:
    """Take the month out of the cues: "in May" is no "may"."""
    for tag in ("would", "hedge", "future", "event", "trade_act"):
        if tag in found:
            found[tag] = [
                hit
                for hit in found[tag]
                if words.words[hit.first] != "may" or hit.first == 0 or words.text[words.starts[hit.first]] != "M"
            ]


def _of_chips(amount: Quantity, actors: tuple[Mention, ...]) -> Quantity:
    """Give a bare number right before a chip's name its unit: "200,000 GB300s"."""
    if amount.kind == "year" and any(
        a.kind == "chip" and a.first == amount.last and (a.entity or "")[-1:] == "s" for a in actors
    ):
        return Quantity("count", amount.low, amount.high, "chips", amount.first, amount.last)  # "2048 H800s"
    if amount.kind != "bare" or not any(actor.kind == "chip" and actor.first == amount.last for actor in actors):
        return amount
    return Quantity("count", amount.low, amount.high, "chips", amount.first, amount.last)


def _counted(actor: Mention, amounts: list[Quantity], words: Words) -> bool:
    """Whether a chip is only what is counted: "5,448 Nvidia chips", "15 million H100 equivalents"."""
    if actor.kind not in ("chip", "group"):
        return False
    after = words.words[actor.last : actor.last + 2]
    if actor.kind == "chip" and any(word.startswith("equivalent") for word in after if after[0] in (word, "-")):
        return words.words[actor.last + 1 : actor.last + 2] != ["to"]
    return actor.firm == "NVIDIA" and any(
        one.kind == "count" and one.unit == "chips" and (one.first < actor.first < one.last or one.last == actor.first)
        for one in amounts
    )


def cues(hits: list[Hit], named: frozenset[int] = frozenset()) -> dict[str, list[Hit]]:
    """Sort the cue phrases of a sentence by tag, less those inside a phrase that only looks like one."""
    found: dict[str, list[Hit]] = {}
    for hit in hits:
        if hit.first not in named or hit.tag not in ("parity", "ahead", "behind", "close", "rank", "gap"):
            found.setdefault(hit.tag, []).append(hit)
    for decoy in found.get("decoy", ()):
        for tag in (
            "behind",
            "ahead",
            "parity",
            "close",
            "catch",
            "widen",
            "rank",
            "gap",
            "future",
            "would",
            "offdomain",
        ):
            if tag in found:
                found[tag] = [hit for hit in found[tag] if not (decoy.first <= hit.first and hit.last <= decoy.last)]
    for near in found.get("nearly", ()):  # "nearly as good as" is no parity, "just behind" no lag of its own
        for tag in ("parity", "behind", "ahead"):
            found[tag] = [hit for hit in found.get(tag, ()) if hit.last <= near.first or hit.first >= near.last]
    return found
