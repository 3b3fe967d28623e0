"""From a model's answer to `Claim`s: what the article does not bear out is dropped, and counted or noted."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal, NamedTuple

from parity.claims.claim import Claim
from parity.claims.dates import as_of, due, horizon, iso
from parity.claims.llm.figures import norm, unit_of, where_from
from parity.claims.llm.names import Cast, country, spellings
from parity.claims.llm.quotes import Passage
from parity.claims.llm.schema import Found

__all__ = ["read"]

STAMP = re.compile(r"((?:19|20)\d\d)(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?\Z")
RELATIONS = frozenset(("ratio_gap", "time_lag", "trend_closing", "trend_widening", "ranking"))
NUMBERED = frozenset(("ratio_gap", "time_lag", "share", "level"))  # kinds that are nothing without a number
LARGEST = 1e33
REASONS = {
    "no_metric": "it does not say by what measure",
    "no_actor": "it does not say who is meant",
    "no_number": "it gives no number",
    "no_date": "it gives no time by which it could be judged",
    "rhetoric": "it is a figure of speech",
}
DROPPED = "its number is not in the sentence"


def read(
    answer: Iterable[Found], passage: Passage, cast: Cast, published: date | None
) -> tuple[list[Claim], Counter[str]]:
    """Return the claims whose quotes are in the passage, and how many were dropped, and why."""
    claims: list[Claim] = []
    dropped: Counter[str] = Counter()
    for found in answer:
        place = passage.find(found.quote)
        sentence = passage.sentence(*place) if place else None
        if place is None or sentence is None:
            dropped["quotes that are not in the article"] += 1
            continue
        context = " ".join(one.text for one in passage.touching(*place))
        claim = _Reader(found, context, cast, published).claim(sentence.text, sentence.start, sentence.end)
        if isinstance(claim, str):
            dropped[claim] += 1
        elif claim not in claims:
            claims.append(claim)
    return claims, dropped


class _Value(NamedTuple):
    low: float | None
    high: float | None
    held: bool  # the text bears it out


class _Reader:
    """One answer held against the sentences its quote touches."""

    def __init__(self, found: Found, context: str, cast: Cast, published: date | None) -> None:
        self.found, self.context, self.cast, self.published = found, context, cast, published
        self.notes: list[str] = []

    def claim(self, sentence: str, start: int, end: int) -> Claim | str:
        found = self.found
        parties = {role: self._country(role) for role in ("leader", "follower", "actor")}
        entities = {f"{role}_entity": self._entity(f"{role}_entity") for role in ("leader", "follower", "actor")}
        if not any(parties.values()) and not any(entities.values()):
            return "claims about nobody in the article"
        if found.kind in RELATIONS and parties["leader"] and parties["follower"]:
            parties["actor"] = entities["actor_entity"] = None
        forecast, event = found.kind == "forecast", found.kind == "event"
        value = self._value()
        if forecast and not value.held:  # without its number a forecast would be another one
            return "forecasts whose number is not in the article"
        unit = unit_of(found, self.context) if value.held else "none"
        semantics = found.value_semantics if value.held else "none"
        metric = "export_control" if event else found.metric
        unchecked = self._unchecked(value, metric)
        held, explicit = (None, False) if forecast else self._as_of()
        low, high = norm(found, self.context) if value.held and (found.kind in RELATIONS or forecast) else (None, None)
        return Claim(
            sentence=sentence, char_start=start, char_end=end, kind=found.kind, **parties, **entities, metric=metric,
            value_low=value.low, value_high=value.high, unit=unit,
            unit_raw=self._from_sentence(found.unit_raw) if value.held else None, value_semantics=semantics,
            norm_ratio_low=low, norm_ratio_high=high, direction=self._direction(),
            as_of_date=held, as_of_explicit=explicit, target_date=self._target() if forecast else None,
            speaker=self._speaker(), hedged=found.hedged and not event, negated=found.negated,
            checkable=unchecked is None, unchecked_because=unchecked,
            resolution="; ".join(dict.fromkeys(self.notes)) or None,
        )  # fmt: skip

    def _country(self, role: str) -> str | None:
        name = getattr(self.found, role)
        if name is None:
            return None
        known = country(name)
        if known is None:
            self.notes.append(f"the model's {role} is no country Parity knows and is left out")
        elif known not in self.cast.countries and "(" not in known and known != "World":
            self.notes.append(f"{known} is the model's reading: the article does not name it")
        return known

    def _entity(self, role: str) -> str | None:
        name: str | None = getattr(self.found, role)
        for spelling in spellings(name):
            if self.cast.has(spelling):
                return spelling
        if name is None:
            return None
        self.notes.append(f"the model's {role.replace('_', ' ')} is not named in the article and is left out")
        return None

    def _value(self) -> _Value:
        found = self.found
        bounds = [one for one in (found.value_low, found.value_high) if one is not None]
        if not bounds:
            return _Value(None, None, True)
        ordered = bounds == sorted(bounds) and all(abs(one) <= LARGEST for one in bounds)
        origins = {where_from(one, found, self.context, self.published) for one in bounds} if ordered else {None}
        if None in origins:
            self.notes.append("the model's number is not in the sentence and is left out")
            return _Value(None, None, False)
        if "derived" in origins:
            self.notes.append("the number is derived from those of the sentence")
        return _Value(found.value_low, found.value_high, True)

    def _unchecked(self, value: _Value, metric: str | None) -> str | None:
        if not value.held:
            return DROPPED
        if self.found.why_unchecked:
            return REASONS[self.found.why_unchecked]
        if self.found.kind in NUMBERED and value.low is None and value.high is None:
            return REASONS["no_number"]
        return REASONS["no_metric"] if metric is None else None

    def _direction(self) -> Literal["closing", "widening", "none"]:
        match self.found.kind:
            case "trend_closing":
                return "closing"
            case "trend_widening":
                return "widening"
            case _:
                return self.found.direction

    def _as_of(self) -> tuple[str | None, bool]:
        """When it holds: the model's date if the text has its year and it is not to come, else what our rules read."""
        stamp, year = self.found.as_of_date, _year(self.found.as_of_date)
        day = iso(self.published)
        past = day is None or (stamp or "") <= day or day.startswith(stamp or "-")
        if stamp and year and past and stamp != day:
            if year in self.context or (self.published and abs(int(year) - self.published.year) <= 1):
                return stamp, True
            self.notes.append("the model's date is not in the sentence and is left out")
        return as_of(self.context, self.published)

    def _target(self) -> str | None:
        stamp, year = self.found.target_date, _year(self.found.target_date)
        ahead = self.published is None or (stamp or "") >= self.published.isoformat()[: len(stamp or "")]
        ours = due(self.context, self.published)
        if ours is None and self.found.value_semantics == "horizon":
            ours = horizon(self.found.value_low, self.found.value_high, self.found.unit, self.published)
        if stamp is None or (ours is not None and year != ours[:4]):
            return ours
        if year and ahead and (year in self.context or year in self._horizons()):
            return stamp
        self.notes.append("the model's target date is not in the sentence and is left out")
        return ours

    def _horizons(self) -> Iterator[str]:
        """Years that lie a number of the sentence ahead: "within five years"."""
        for ahead in range(11) if self.published else ():
            held = self.found.model_copy(update={"value_semantics": "horizon"})
            if ahead <= 1 or where_from(float(ahead), held, self.context, None):
                yield str(self.published.year + ahead) if self.published else ""

    def _speaker(self) -> str | None:
        name = self.found.speaker
        for spelling in spellings(name):
            if self.cast.quotes(spelling):
                return spelling
        if name is None:
            return None
        self.notes.append("the model's speaker is not named in the article and is left out")
        return None

    def _from_sentence(self, text: str | None) -> str | None:
        return text if text is not None and Cast(self.context).has(text) else None


def _year(stamp: str | None) -> str | None:
    """The year of a date, or the last year of a range of two; None for what is neither."""
    ends = [STAMP.match(end) for end in (stamp or "").split("/")]
    return ends[-1][1] if len(ends) < 3 and all(ends) and ends[-1] else None
