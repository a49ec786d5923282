"""The checked text with its marks, and the list of findings, as HTML. No Streamlit here; every text is escaped.

A mark is an underline, a sign and a word, so that it is read without colour and by a screen reader; its number leads to
the finding in the list.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from analysis.review.checking.check import Checked
from analysis.review.checking.findings import KIND_SIGNS, KIND_WORDS, SHORT_WORDS, Finding
from analysis.review.checking.holding import ROLE_WORDS, STATUS_WORDS, UNITS
from analysis.review.checking.words import pieces
from pages._html import Cell, Heading, table

HELD_HEADINGS = ("Trong câu", "Là", "Số liệu đã nhập", "Kết quả", "Cách đọc")


def marked_text(checked: Checked) -> str:
    """The whole text as it was typed, marked; numbers count the findings in the order of the list."""
    numbers = {finding: number for number, finding in enumerate(checked.findings, 1)}
    parts = [_piece(text, findings, numbers) for text, findings in pieces(checked)]
    return f'<div class="at-typed" tabindex="0" role="region" aria-label="Văn bản đã kiểm tra">{"".join(parts)}</div>'


def _piece(text: str, findings: Sequence[Finding], numbers: dict[Finding, int]) -> str:
    if not findings:
        return escape(text)
    first = findings[0]
    said = ", ".join(SHORT_WORDS[finding.kind] for finding in findings)
    signs = " ".join(f"{KIND_SIGNS[finding.kind]}{numbers[finding]}" for finding in findings)
    reasons = " ".join(finding.reason for finding in findings)
    return (
        f'<mark class="k-{first.kind}" title="{escape(reasons)}">{escape(text)}'
        f'<span class="at-mark">{escape(signs)} {escape(said)}</span></mark>'
    )


def finding_list(findings: Sequence[Finding], numbers: Sequence[int]) -> str:
    """The findings of one sentence: number and kind, what stands there, what should, why."""
    lines = [_finding(finding, number) for finding, number in zip(findings, numbers, strict=True)]
    return f'<ul class="at-found">{"".join(lines)}</ul>'


def _finding(finding: Finding, number: int) -> str:
    right = f' → <b class="at-right">{escape(finding.right)}</b>' if finding.right else ""
    kind = f"{KIND_SIGNS[finding.kind]}{number} {escape(KIND_WORDS[finding.kind])}"
    said = f"<b>{escape(finding.written)}</b>{right}. {escape(finding.reason)}"
    return f'<li class="k-{finding.kind}"><span class="at-kind">{kind}</span> {said}</li>'


def held_table(checked: Checked) -> str:
    """Every figure that was set against ours: what was said, ours, in which reading, with what result."""
    rows = [
        [
            Cell(one.written, classes="n"),
            Cell(f"{ROLE_WORDS[one.role]}, {UNITS[one.measure]}"),
            Cell(one.ours or "–", classes="n"),
            Cell(STATUS_WORDS[one.status]),
            Cell(one.reading or one.reason),
        ]
        for one in checked.held
    ]
    headings = [Heading(text, classes="n" if place in (0, 2) else "") for place, text in enumerate(HELD_HEADINGS)]
    return table("", headings, rows, name="held")
