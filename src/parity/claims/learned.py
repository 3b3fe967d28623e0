"""Names the lexicon does not have, learnt from how the article introduces them: "Chinese startup X", "X, a US lab"."""

import re
from collections.abc import Iterator

from parity.claims.actors import Mention, names
from parity.claims.phrases import Phrasebook, Words

NOUNS = (
    "startup|start-up|lab|company|firm|chipmaker|giant|developer|designer|foundry|maker|model|unicorn|supplier|"
    "manufacturer|champion|vendor|provider|upstart|outfit|chatbot|group|institute|university|chip|accelerator"
)
OF_PEOPLE = {
    "Chinese": "China", "American": "United States", "U.S.": "United States", "US": "United States",
    "Taiwanese": "Taiwan", "Korean": "South Korea", "Japanese": "Japan", "Dutch": "Netherlands", "French": "France",
    "British": "United Kingdom", "UK": "United Kingdom", "Canadian": "Canada", "Israeli": "Israel", "Indian": "India",
    "German": "Germany", "European": "Europe", "Russian": "Russia", "Emirati": "United Arab Emirates",
    "Beijing-based": "China", "Shanghai-based": "China", "Hangzhou-based": "China", "Shenzhen-based": "China",
    "China-based": "China", "Silicon Valley": "United States", "San Francisco-based": "United States",
    "US-based": "United States", "U.S.-based": "United States", "Paris-based": "France",
    "London-based": "United Kingdom",
}  # fmt: skip
PEOPLE = "|".join(re.escape(word) for word in sorted(OF_PEOPLE, key=len, reverse=True))
NAME = r"[A-Z][\w.-]{1,24}(?: [A-Z0-9][\w.-]{0,24}){0,2}"
BEFORE = re.compile(rf"\b(?P<people>{PEOPLE}) (?:[\w-]{{1,20}} ){{0,3}}(?:{NOUNS})s? (?P<name>{NAME})")
AFTER = re.compile(
    rf"\b(?P<name>{NAME}),? (?:\(|(?:which is )?(?:an?|the) )(?:[\w-]{{1,20}} ){{0,3}}?(?P<people>{PEOPLE})"
    rf"(?:\)| (?:(?!research|analyst|market)[\w-]{{1,20}} ){{0,3}}?(?:{NOUNS})s?\b)"
)
OWNED = re.compile(
    r"\b(?P<firm>[A-Z][\w.]{1,20})['’]s (?:(?:new|latest|flagship|own|open|upcoming|next-generation) ){0,2}"
    r"(?P<name>[A-Z][A-Za-z]{2,20}[ -]?[A-Z]?\d[\w.]{0,8})"
)
CITIES = {
    "BEIJING": "China", "SHANGHAI": "China", "SHENZHEN": "China", "HANGZHOU": "China", "GUANGZHOU": "China",
    "SAN FRANCISCO": "United States", "SANTA CLARA": "United States", "PALO ALTO": "United States",
    "NEW YORK": "United States", "SEATTLE": "United States", "AUSTIN": "United States", "TAIPEI": "Taiwan",
    "HSINCHU": "Taiwan", "SEOUL": "South Korea", "TOKYO": "Japan", "PARIS": "France", "LONDON": "United Kingdom",
    "BERLIN": "Germany", "TEL AVIV": "Israel", "BENGALURU": "India", "ABU DHABI": "United Arab Emirates",
    "TORONTO": "Canada", "EINDHOVEN": "Netherlands",
}  # fmt: skip
RELEASED = re.compile(  # "SHENZHEN - Acme Intelligence today announced ..."
    rf"^(?P<city>{'|'.join(CITIES)})[^\n—–-]{{0,40}}[—–-]{{1,2}} ?(?P<name>{NAME}) "
    r"(?:today |on \w+day )?(?:announce|launch|release|unveil|introduce)[sd]+\b",
    re.MULTILINE,
)
PRODUCT = re.compile(r"\b(?:availability of|announce[sd]?|releas(?:es|ed|ing)|unveil(?:s|ed)|launch(?:es|ed)) "
                     r"(?:the )?(?P<name>[A-Z][A-Za-z]{2,20}(?:-[A-Z][a-z]+)?[ -]\d[\w.]{0,6}),")  # fmt: skip
DULL = frozenset(
    "The A An In On It This That And But For As CEO AI LLM President Professor Monday Tuesday Wednesday Thursday "
    "Friday Saturday Sunday January February March April May June July August September October November December "
    "State Party Last Next Early Late Earlier Later Meanwhile While When Where Because Since Although However Its "
    "Their Our My His Her We They He She If As At By From With Under Over Some Many Most Both Even Still Yet So "
    "Such Only Also Not New Old First Second Third Spring Summer Autumn Winter Here There Despite After Before "
    "During Until Unlike Like Compared According".split()
)


def learn(text: str) -> Phrasebook | None:
    """Return a table of the names an article introduces, or None where it introduces none.

    >>> book = learn("The Chinese startup Lumora said so.  Lumora is ahead.")
    >>> [hit.value for hit in book.find(Words.of("Lumora is ahead"))]
    ['China:firm:Lumora']
    """
    known, table = names()
    book = Phrasebook()
    found = False
    for name, value in _introduced(text):
        words = Words.of(name)
        if name.split()[0] not in DULL and words.words and not any(True for _ in known.find(words)):
            book.add(name, "actor", value)
            found = True
    for hit in OWNED.finditer(text):
        maker = next(iter(known.find(Words.of(hit["firm"]))), None)
        row = table[maker.value.partition(":")[0]] if maker is not None else None
        if row is not None and row["type"] == "firm" and not any(True for _ in known.find(Words.of(hit["name"]))):
            book.add(hit["name"], "actor", f"{row['country']}:model:{row['firm']} {hit['name']}")
            found = True
    return book if found else None


def _introduced(text: str) -> Iterator[tuple[str, str]]:
    for hit in RELEASED.finditer(text):
        country, maker = CITIES[hit["city"]], hit["name"].rstrip(".-")
        yield maker, f"{country}:firm:{maker}"
        yield maker.split()[0], f"{country}:firm:{maker}"
        for product in PRODUCT.finditer(text):
            yield product["name"], f"{country}:model:{maker} {product['name']}"
    for pattern in (BEFORE, AFTER):
        for hit in pattern.finditer(text):
            name = hit["name"].rstrip(".-")
            yield name, f"{OF_PEOPLE[hit['people']]}:firm:{name}"


def added(words: Words, book: Phrasebook, known: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Add the learnt names of a sentence to the actors it is known to name."""
    taken = {index for mention in known for index in range(mention.first, mention.last)}
    more = []
    for hit in book.find(words):
        if hit.first not in taken and words.text[words.starts[hit.first]].isupper():
            country, kind, entity = hit.value.split(":", 2)
            more.append(Mention(country or None, entity, kind, entity.split()[0], hit.first, hit.last))
    return tuple(sorted((*known, *more), key=lambda mention: mention.first)) if more else known
