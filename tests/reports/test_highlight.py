"""Claims are marked where they stand, however they overlap and wherever they point."""

from hypothesis import given
from hypothesis import strategies as st

from parity.reports.highlight import paragraphs

spans = st.lists(st.tuples(st.integers(-3, 40), st.integers(-3, 40)), max_size=6)


@given(text=st.text(alphabet="ab \n", max_size=30), spans=spans)
def test_nothing_but_space_is_lost_and_every_claim_begins_and_ends_once(text: str, spans: list[tuple[int, int]]):
    pieces = [piece for paragraph in paragraphs(text, spans) for piece in paragraph]
    assert "".join("".join(piece.text for piece in pieces).split()) == "".join(text.split())
    begun = [n for piece in pieces for n in piece.begins]
    assert len(begun) == len(set(begun))
    assert sorted(begun) == sorted(n for piece in pieces for n in piece.ends)
    for n, (start, end) in enumerate(spans, 1):
        marked = "".join(piece.text for piece in pieces if n in piece.claims)
        shown = text[max(start, 0) : max(end, 0)]
        assert "".join(marked.split()) == "".join(shown.split())


def test_a_claim_over_two_paragraphs_is_marked_in_both_and_numbered_at_its_end():
    one, two = paragraphs("A first.\n\nA second.", [(2, 18)])
    assert [(piece.text, piece.begins, piece.ends) for piece in one] == [("A ", (), ()), ("first.", (1,), ())]
    assert [(piece.text, piece.begins, piece.ends) for piece in two] == [("A second", (), (1,)), (".", (), ())]


def test_line_ends_part_paragraphs_only_where_no_blank_line_does():
    assert len(paragraphs("One\ntwo\n\nthree", [])) == 2
    assert len(paragraphs("One\ntwo\nthree\n", [])) == 3
