"""Real and invented figures together: each of the three documents says so, on its first page and below its figures."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from docx import Document
from pptx import Presentation

from analysis.definitions.catalogue import Definitions
from analysis.review.pack.annexes import annexes
from analysis.review.pack.record import PackFacts
from analysis.review.pack.report import report
from analysis.review.pack.slide_notes import notes
from analysis.review.pack.slides import slides
from analysis.review.pack.tables import pack_tables
from analysis.review.pack.words import limits
from tests.review.pack.reading_xlsx import sheets
from tests.review.pack.small import small
from tests.review.pack.test_words_breakdowns import flagged

SAID = "LẪN số liệu minh họa: có số thật và số không thật tính chung"


@pytest.fixture(scope="module")
def mixed(pack_facts: PackFacts) -> PackFacts:
    """Quý I/2025 of the sample, as if some of its accidents were real."""
    area = replace(pack_facts.total, mixed=True)
    return replace(pack_facts, by={**pack_facts.by, "area": area})


def test_the_report_says_it_below_its_title_and_among_its_limits(mixed: PackFacts) -> None:
    tables = pack_tables(mixed)
    made = Document(io.BytesIO(report(mixed, tables, mixed.definitions.letterhead)))
    lines = [paragraph.text for paragraph in made.paragraphs if paragraph.text]
    assert lines[2] == f"({SAID})"
    assert not any("không phải số liệu thật" in line for line in lines)
    assert any(f"{SAID}." in line for line in lines[3:])


def test_the_slides_say_it_on_the_cover_at_every_foot_and_in_the_notes(mixed: PackFacts) -> None:
    deck = Presentation(io.BytesIO(slides(mixed, pack_tables(mixed))))
    cover = [shape.text_frame.text for shape in deck.slides[0].shapes if shape.has_text_frame]
    assert any(SAID in text for text in cover)
    for slide in list(deck.slides)[1:]:
        (foot,) = (shape for shape in slide.placeholders if shape.element.ph.get("type") == "ftr")
        assert "LẪN số liệu minh họa" in foot.text_frame.text or "Số liệu minh họa" in foot.text_frame.text
    assert "LẪN số liệu minh họa" in foot.text_frame.text, "of the limits, which are those of all figures"
    assert "LẪN số liệu minh họa." in notes(mixed, {}, ())[-1]


def test_the_annexes_say_it_on_the_contents_and_below_every_sheet(mixed: PackFacts) -> None:
    content = annexes(mixed, pack_tables(mixed))
    assert sheets(content)["Mục lục"][2][0] == SAID
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        written = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    footed = [text for text in written if "LẪN số liệu minh họa; nguồn" in text]
    assert len(footed) == len(written) - 1, "all but the contents"


def test_limits_begin_with_it(mixed: PackFacts) -> None:
    assert limits(mixed)[0] == f"{SAID}."


def test_violations_of_another_time_do_not_make_a_sample_mixed(pack_facts: PackFacts) -> None:
    """Accidents all invented; violations were taken in, but none of these two periods: nothing real is counted."""
    invented = replace(pack_facts.total, illustrative=True, mixed=False)
    unknown = {"now": "none", "base": "none"}
    apart = {name: replace(one, coverage=unknown, illustrative=False) for name, one in pack_facts.violations.items()}
    facts = replace(pack_facts, by={**pack_facts.by, "area": invented}, violations=apart)
    assert (facts.illustrative, facts.mixed) == (True, False)
    assert limits(facts)[0] == "Số liệu minh họa, không phải số liệu thật."


def test_flags_that_rest_on_an_invented_history_are_said(pack_facts: PackFacts, definitions: Definitions) -> None:
    """Both periods real, five years before them of the sample: the flags compare the one with the other."""
    real = small(pack_facts)
    assert (real.illustrative, real.mixed) == (False, False)
    facts = replace(real, alerts=replace(flagged(definitions, {}), illustrative=True, mixed=True))
    assert (facts.illustrative, facts.mixed) == (True, True)


def test_real_figures_alone_say_nothing(pack_facts: PackFacts) -> None:
    facts = small(pack_facts, violations={"behaviour": {"speed": (3, 5)}})
    assert not any("minh họa" in text for text in limits(facts))
