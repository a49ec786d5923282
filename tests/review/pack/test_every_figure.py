"""Every figure of the three documents equals the answer of a command of the same snapshot: 0 differences.

The documents are made from a snapshot as the office makes them; the commands are asked with ``--snapshot``. Run with
``-s`` to see how many figures were held against which command.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from analysis.__main__ import run
from analysis.definitions.catalogue import Definitions
from analysis.review.checking.check import check_text
from analysis.review.checking.context import make_context
from analysis.review.pack.make import Order, make_pack
from analysis.store.snapshots import create_snapshot, open_snapshot
from analysis.store.tables import Store, open_store

from . import reading_docx, reading_pptx, reading_xlsx
from .command_answers import Answers
from .reading_back import CARDS, CRITERIA, SERIES, Checked, Grid, check_card, check_grid
from .reading_sentences import check_sentences

pytestmark = pytest.mark.slow

SNAPSHOT = "Sơ kết"
NOW = datetime(2025, 4, 21, 3, tzinfo=UTC)
NO_SENTENCES = (*CARDS, "Nguồn số liệu", "Mức độ chắc chắn, lưu ý")
"""Boxes that state no figure of the period: "Không rõ: 10 vụ", "phải từ 105 vụ mới là tăng rõ rệt"."""
PERIODS = ["2025-Q1", *(pytest.param(key, marks=pytest.mark.slow) for key in ("2024-6M", "2024-9M", "2024"))]


class Documents(NamedTuple):
    """The documents of one period, what they were made from, what the commands answer."""

    files: dict[str, bytes]
    store: Store
    answers: Answers


@pytest.fixture(scope="module")
def store(sample_copy: Callable[[], Path], definitions: Definitions) -> Store:
    """A copy of the sample with a register of black spots and one snapshot."""
    folder = sample_copy()
    assert run(["--store", str(folder), "spots", "review", "--as-of", "2025-03-14"]) == 0
    copied = open_store(folder)
    create_snapshot(copied, definitions, SNAPSHOT, who="kiểm thử", now=NOW)
    return copied


@pytest.fixture(scope="module", params=PERIODS)
def documents(request: pytest.FixtureRequest, store: Store, definitions: Definitions) -> Documents:
    made = make_pack(store, definitions, Order(request.param), who="kiểm thử", now=NOW, snapshot=SNAPSHOT)
    files = {name.rpartition(".")[2]: content for name, content in made.files.items()}
    return Documents(files, store, Answers(Path(store.folder), request.param, SNAPSHOT))


def test_every_figure_of_the_annexes(documents: Documents) -> None:
    content, checked = documents.files["xlsx"], Checked("xlsx")
    tables = reading_xlsx.grids(content)
    for grid in tables:
        check_grid(grid, documents.answers, checked)
    assert len(tables) == 23
    for series in reading_xlsx.chart_series(content):
        cells = reading_xlsx.referred(content, series.cells)
        assert series.values == tuple(None if cell in ("", "–") else cell for cell in cells), series
        checked.counts["chart"] += len(cells)
    for title, first in reading_xlsx.chart_titles(content):
        _check_highest(title, first, checked)
    assert checked.total > 2500
    _say(documents, checked)


def _check_highest(title: str, first: reading_xlsx.ChartSeries, checked: Checked) -> None:
    """ "Số vụ theo địa bàn: nhiều nhất Bảo Yên (21 vụ)": the one highest of the drawn figures, by its name."""
    said = re.search(r": nhiều nhất (.+) \((\d[\d.]*) [^()]+\)$", title)
    if said:
        told = dict(zip(first.categories, first.values, strict=True))
        assert told[said[1]] == max(value or 0 for value in told.values()) == int(said[2].replace(".", "")), title
        checked.counts["chart title"] += 1


def test_every_figure_of_the_report(documents: Documents) -> None:
    content, checked = documents.files["docx"], Checked("docx")
    tables = reading_docx.grids(content)
    for grid in tables:
        check_grid(grid, documents.answers, checked)
    assert len(tables) >= 25
    check_sentences(reading_docx.sentences(content), documents.answers, checked)
    assert checked.total > 2500
    _say(documents, checked)


def test_every_figure_of_the_slides(documents: Documents) -> None:
    checked, cards = Checked("pptx"), 0
    slides = reading_pptx.slides(documents.files["pptx"])
    for slide in slides:
        for grid in slide.grids:
            check_grid(grid, documents.answers, checked)
        for chart in slide.charts:
            assert chart.series == chart.workbook, chart.where
            check_grid(reading_pptx.chart_grid(chart), documents.answers, checked)
        for name, text in slide.boxes:
            if name in CARDS:
                check_card(name, text, documents.answers, checked)
                cards += 1
        check_sentences([*(text for _, text in slide.boxes), slide.notes], documents.answers, checked)
    assert cards == 3
    assert sum(len(slide.charts) for slide in slides) >= 8
    assert checked.total > 300
    _say(documents, checked)


def test_no_sentence_is_wrong(documents: Documents) -> None:
    """The checker of typed sentences marks nothing in the report or on the slides."""
    opened = open_snapshot(documents.store, SNAPSHOT)
    context = make_context(opened.store, opened.definitions, period=documents.answers.period)
    for name, text in (("docx", _report_text(documents)), ("pptx", _slides_text(documents))):
        found = check_text(text, context=context)
        assert not found.marks, [(one.kind, one.written, one.reason) for one in found.marks]
        assert found.checked > 50
        held = sum(one.status == "agrees" for one in found.held)
        said = f"{found.figures} figures in sentences, {found.checked} recomputed, {held} as in our data, 0 wrong"
        print(f"\n{documents.answers.period} {name}: {said}")


@pytest.mark.parametrize(
    ("headings", "row"),
    [
        ([("", "Địa bàn"), ("Số vụ", "Kỳ này")], ["Bảo Yên", 22]),
        ([("", "Địa bàn"), ("Số vụ", "Tỷ lệ")], ["Bảo Yên", "+133,34%"]),
        ([("", "Địa bàn"), ("Số vụ", "Kỳ này")], ["Bảo Yến", 21]),
        ([("", "Địa bàn"), ("Số trường hợp", "Cùng kỳ")], ["Bảo Yên", "1138"]),  # 1.138
        ([("", "Địa bàn"), ("Bình thường", "từ")], ["Bảo Yên", 4]),
        ([("", "Thời gian"), ("Người chết", "Kỳ này")], ["Buổi tối (18-24 giờ)", 11]),
        ([("", "Quý"), ("", "Người chết")], ["Quý I/2020", 17]),
        ([("", "Tiêu chí"), ("", "Mục tiêu (không quá)")], ["Số vụ", 79]),
        ([("", "Vị trí"), ("", "Số vụ")], ["QL70 Km126+370 - Km126+430, Bảo Yên", 3]),
        ([("", "Nhóm"), ("", "Kỳ này")], ["Bảo Yên", 21]),
    ],
)
def test_a_wrong_figure_is_found(store: Store, headings: list[tuple[str, str]], row: list[object]) -> None:
    titles = {"Quý": SERIES, "Tiêu chí": CRITERIA}
    grid = Grid("thử", titles.get(headings[0][1], ""), headings, [row])
    with pytest.raises((AssertionError, ValueError)):
        check_grid(grid, Answers(Path(store.folder), "2025-Q1", SNAPSHOT), Checked("docx"))


@pytest.mark.parametrize(
    "sentence",
    [
        "Nhiều vụ nhất: Bảo Yên (21 vụ, cùng kỳ 08).",
        "Nhiều vụ nhất: QL70 (21 vụ, cùng kỳ 09).",
        "Bảo Yên tăng 12 vụ (21/9; +133,30%).",
        "Xảy ra 92 vụ, tăng 08 vụ (+10,84%) so với cùng kỳ năm trước.",
        "Bảo Yên: 21 vụ, cùng kỳ 09, mức bình thường 5-15 vụ.",
        "Không quá 78 vụ; thực tế 93 vụ.".replace("K", "k", 1),
        "Tiền phạt 25,85 tỷ đồng.",
    ],
)
def test_a_wrong_sentence_is_found(store: Store, sentence: str) -> None:
    with pytest.raises(AssertionError):
        check_sentences([sentence], Answers(Path(store.folder), "2025-Q1", SNAPSHOT), Checked("docx"))


def _report_text(documents: Documents) -> str:
    return "\n".join(reading_docx.sentences(documents.files["docx"]))


def _slides_text(documents: Documents) -> str:
    slides = reading_pptx.slides(documents.files["pptx"])
    texts = [[*(text for name, text in slide.boxes if name not in NO_SENTENCES), slide.notes] for slide in slides]
    return "\n".join(text for slide in texts for text in slide)


def _say(documents: Documents, checked: Checked) -> None:
    said = f"{checked.total} figures, 0 differences; {dict(checked.counts)}"
    print(f"\n{documents.answers.period} {checked.document}: {said}")
