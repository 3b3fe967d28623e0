"""Who says it: the person or body a sentence or its quote is attributed to, carried over where the quote runs on."""

import re
from dataclasses import dataclass, field

from parity.claims.actors import Mention

SAY = (
    "said|says|told|tells|noted|notes|argued|argues|estimated|estimates|estimate|wrote|writes|pointed out|points out"
    "|claimed|claims|reported|reports|believes|believed|predicted|predicts|forecasts|warned|warns|explained"
    "|explains|acknowledged|acknowledges|concluded|concludes|found|finds|calculates|calculated|announced|suggests"
    "|observed|observes|stated|states|cites|cited|puts|projects|projected|expects|thinks|testified|insisted|insists"
    "|remarked|admitted|admits|described|quantified|argue|say|note|report|tweeted|posted|reckons|assesses|assessed|calls"
)
SAYING = frozenset(verb.split()[0] for verb in SAY.split("|"))
SOURCES = frozenset(("according", "per", "by"))
NAME = r"@\w+|[A-Z][\w.’'-]{0,30}(?: (?:[A-Z][\w.’'-]{0,30}|de|von|van|al|of|for)){0,4}"
SAID = re.compile(
    rf"(?P<name>(?:{NAME})|[Hh]e|[Ss]he|[Tt]hey|[Aa]nalysts|[Ss]ome users|[Rr]esearchers|[Oo]fficials|[Ee]xperts)"
    rf"(?:, [^,]{{1,60}},)? (?:also |has |had |have |further |previously |later )?(?:{SAY})\b"
)
SAID_BEFORE = re.compile(rf"[,”\"'’] (?:{SAY}) (?P<name>{NAME})")
ACCORDING = re.compile(
    rf"(?:[Aa]ccording to|[Pp]er|[Bb]y) (?:the |a |an )?(?P<name>{NAME})"
    rf"(?P<read>['’]s (?:read|estimate|count|analysis)\w*)?"
)
ROLE = re.compile(
    r"(?:co-founder|founder|ceo|chief|president|chairman|scientist|executive|director|minister|analyst|cto|head)",
    re.IGNORECASE,
)
NOT_PEOPLE = frozenset(
    "The A An In On At But And For As It This That These Those If When While With By From Its".split()
)


COUNTRIES = frozenset(("US", "U.S.", "U.S", "UK", "China", "America", "States", "Europe", "EU"))


@dataclass(slots=True)
class Speakers:
    """What the article has said so far about who speaks."""

    last: str | None = None
    last_country: str | None = None
    person: str | None = None  # whom "he" and "she" mean
    people: dict[str, tuple[str, str | None]] = field(default_factory=dict)  # surname: (full label, country)
    quoting: bool = False

    def read(self, text: str, mentions: tuple[Mention, ...], known: frozenset[str] | None = None) -> str | None:
        """Return who says this sentence, and remember it for the next ones; `known` are its words, if split already.

        >>> Speakers().read("SenseTime co-founder Xu Bing said the gap is closing.", ())
        'Xu Bing'
        """
        running, name, place = self.quoting, None, 0
        self.quoting = _open_after(text, running)
        spoken = known is None or not known.isdisjoint(SAYING)
        said = SAID.search(text) or SAID_BEFORE.search(text) if spoken else None
        if said is not None:
            name, place = said["name"], said.start("name")
        else:
            source = ACCORDING.search(text) if known is None or not known.isdisjoint(SOURCES) else None
            if source is not None and (not source[0].startswith(("By", "by")) or source["read"]):
                name, place = source["name"], source.start("name")
        if name is None:
            return self.last if running or (text[:1] in '"“' and self.last) else None
        return self._known(name, place, text, mentions)

    def _known(self, name: str, place: int, text: str, mentions: tuple[Mention, ...]) -> str | None:
        name = name.rstrip(".,-'’")
        words = [word for word in name.split() if word not in NOT_PEOPLE]
        if name.lower() in ("he", "she"):
            self.last = self.person or self.last
            return self.last
        if name.lower() == "they":
            return self.last
        if not words or words[-1] in COUNTRIES:
            return None
        surname = words[-1].removesuffix("'s").removesuffix("’s")
        if surname in self.people:
            self.last, self.last_country = self.people[surname]
            return self.last
        label, country = " ".join(words), None
        head, role, tail = _after_role(label)
        lead = text[max(0, place - 60) : place] + head
        if role or ROLE.search(lead):
            label = tail or label
            firm = [
                m
                for m in mentions
                if m.firm and text.find(m.firm.split()[0]) >= 0 and text.find(m.firm.split()[0]) <= place + len(name)
            ]
            if firm and firm[-1].firm and firm[-1].firm not in label:
                country = firm[-1].country
                label = f"{label} ({firm[-1].firm})"
        self.people[surname] = (label, country)
        self.last, self.last_country = label, country
        if " " in label and "'" not in label:
            self.person = label
        return label


def _after_role(label: str) -> tuple[str, str, str]:
    hits = list(ROLE.finditer(label))
    hit = hits[-1] if hits else None
    return (label[: hit.start()], hit[0], label[hit.end() :].strip()) if hit else ("", "", label)


def _open_after(text: str, running: bool) -> bool:
    """Whether a quotation is still open at the end of a sentence."""
    opened = text.rfind("“"), text.rfind("”")
    if max(opened) >= 0:
        return opened[0] > opened[1]
    return running ^ (text.count('"') % 2 == 1)
