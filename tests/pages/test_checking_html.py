"""The marked text and the lists: every text is escaped, marks bear sign, number and word."""

from __future__ import annotations

from analysis.definitions.catalogue import Definitions
from analysis.review.checking.check import check_text
from pages._checking_html import finding_list, held_table, marked_text
from tests.review.checking.data import context

HOSTILE = '<img src=x onerror="alert(1)">'


def test_what_was_typed_is_never_a_tag(definitions: Definitions) -> None:
    text = f"{HOSTILE} xảy ra 196 vụ, giảm 45 vụ (-18,76%); xảy ra 14 vụ {HOSTILE}"
    checked = check_text(text, context=context(definitions))
    drawn = marked_text(checked) + finding_list(checked.findings, range(len(checked.findings))) + held_table(checked)
    assert "<img" not in drawn
    assert drawn.count("&lt;img src=x onerror=&quot;alert(1)&quot;&gt;") >= 2


def test_a_mark_is_read_without_colour() -> None:
    checked = check_text("Bị thương 20 người, tăng 03 người (15,0%).")
    assert '15,0%<span class="at-mark">✗1 sai</span></mark>' in marked_text(checked)
    listed = finding_list(checked.findings, [1])
    assert '<b>15,0%</b> → <b class="at-right">17,65%</b>' in listed
    assert "✗1 sai" in listed


def test_two_findings_on_one_place_are_told_together() -> None:
    checked = check_text("Số vụ giảm -5%.")
    assert "…1 ?2 chưa rõ, xem lại" in marked_text(checked)


def test_our_figures_stand_beside_theirs(definitions: Definitions) -> None:
    drawn = held_table(check_text("Xảy ra 14 vụ.", context=context(definitions)))
    for part in ("14", "13 vụ", "khác", "toàn tỉnh, Quý I/2025"):
        assert part in drawn
