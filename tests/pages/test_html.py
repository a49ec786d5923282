"""The HTML of the pages: nothing that came in a file can become a tag."""

from __future__ import annotations

from pages._html import Card, Cell, Heading, aside, cards, chart_title, headline, source, table

HOSTILE = "<img src=x onerror=\"alert('x')\">"
TAME = "&lt;img src=x onerror=&quot;alert(&#x27;x&#x27;)&quot;&gt;"


def test_every_text_is_escaped() -> None:
    card = Card("accidents", HOSTILE, HOSTILE, HOSTILE, "rise", HOSTILE, (HOSTILE,))
    blocks = (
        table(HOSTILE, [Heading(HOSTILE, HOSTILE)], [[Cell(HOSTILE, HOSTILE)]], total=[Cell(HOSTILE)], name=HOSTILE),
        headline(HOSTILE, HOSTILE, [HOSTILE], badge=HOSTILE),
        cards([card]),
        source([HOSTILE]),
        aside([HOSTILE]),
        chart_title(HOSTILE),
    )
    for block in blocks:
        assert "<img" not in block
        assert TAME in block


def test_the_total_is_the_last_row_and_missing_sorts_last() -> None:
    made = table("", [Heading("A", "", "n")], [[Cell("1.234", 1234, "n")], [Cell("–", "", "n")]], total=[Cell("1.234")])
    assert '<td class="n" data-sort="1234">1.234</td>' in made
    assert '<td class="n" data-sort="">–</td>' in made
    assert made.index("–") < made.index('<tr class="total">')


def test_headings_of_one_group_share_a_heading() -> None:
    made = table("", [Heading("Địa bàn"), Heading("Kỳ này", "Số vụ"), Heading("%", "Số vụ")], [])
    assert '<th colspan="2" scope="colgroup" class="group">Số vụ</th>' in made
