"""Finding by name without guessing."""

from analysis.definitions.matching import make_lookup

LOOKUP = make_lookup([("Sa Pa", 1), ("Sa Pả", 2), ("Nậm Chầy", 3), ("Nậm Chảy", 4), ("Hòa Mạc", 5), ("...", 6)])


def test_marks_decide_where_they_are_written() -> None:
    assert LOOKUP.find("SA PẢ") == {2}
    assert LOOKUP.find("nậm chảy") == {4}
    assert LOOKUP.find("Hoà  Mạc") == {5}


def test_a_text_without_marks_may_mean_all_that_read_like_it() -> None:
    assert LOOKUP.find("Sa Pa") == {1, 2}
    assert LOOKUP.find("sapa") == {1, 2}
    assert LOOKUP.find("Hoa Mac") == {5}


def test_marks_that_fit_nothing_fall_back_on_the_letters() -> None:
    assert LOOKUP.find("Hóa Mạc") == {5}
    assert LOOKUP.find("Nậm Cháy") == {3, 4}


def test_nothing_is_found_in_nothing() -> None:
    assert LOOKUP.find("") == frozenset()
    assert LOOKUP.find("...") == frozenset()
