"""The field a gap is said to be in: "in robotics", "in quantum computing", where no metric is."""

from parity.claims.scene import CLAUSE_ENDS, Scene

LONGEST = 5  # words of a field's name
ABOUT = ("field", "area", "areas", "race", "world", "domain", "realm", "business", "industry", "sector", "market")
"""Nouns that only say that a field follows: "in the field of batteries"."""
NO_FIELD = frozenset(
    """
    a about absolute addition adoption aggregate all almost an any areas aspects being between both building
    capability case catching certain charge common comparison contrast critical cutting days decades deployment
    developing development different doing each early effect every fact footing full general getting her his how
    innovation its key large late less light line making many mathematics mid month months more most much nature
    nearly number numbers one order other others our overall pace part particular parts performance place
    pockets practice principle progress quality quantity question ranking real reality reasoning recent relative
    research respect respects response return scale science several short sight size some speed spite such sum
    tech technology terms that the their theory these this those three time times total turn two various way
    ways weeks what where which who year years
    """.split()
)
ENDS = CLAUSE_ENDS | frozenset('. , ; : ! ? ) ( " - and or than by as with from after before because since'.split())


def field_named(scene: Scene, at: int) -> str | None:
    """Return the field that a clause names after a word, or that opens the sentence.

    A name with a metric's word, a party or an amount in it is no such field.

    >>> from parity.claims.scene import Story
    >>> from parity.claims.sentences import sentences
    >>> (one,) = sentences("China is five years behind the US in quantum computing.")
    >>> field_named(Scene.read(one, Story()), 2)
    'quantum computing'
    """
    words = scene.words.words
    _, end = scene.clause(min(max(at, 0), len(words) - 1))
    taken = {place for hit in scene.topics for place in range(hit.first, hit.last)}
    taken |= {place for actor in scene.actors for place in range(actor.first, actor.last)}
    taken |= {place for amount in scene.amounts for place in range(amount.first, amount.last)}
    for place in (0, *range(max(at, 0), end)):
        if words[place] != "in":
            continue
        first = place + 1
        if words[first : first + 1] == ["the"] and words[first + 1 : first + 2] and words[first + 1] in ABOUT:
            if words[first + 2 : first + 3] not in (["of"], ["for"]):
                continue
            first += 3
        last = first
        while last < end and words[last] not in ENDS and last - first <= LONGEST:
            last += 1
        if words[last : last + 1] == ["-"]:
            continue  # "in front-end design"
        name = words[first:last]
        plain = 0 < len(name) <= LONGEST and all(word.isalpha() and len(word) > 1 for word in name)
        if plain and NO_FIELD.isdisjoint(name) and taken.isdisjoint(range(first, last)):
            shown = scene.words.text[scene.words.starts[first] : scene.words.ends[last - 1]]
            if shown[0].islower():  # a name in capitals is a place or a product that no table knows
                return shown
    return None
