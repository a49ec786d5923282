"""What the command line prints when nobody asked for JSON: a comparison, and the outcome of an import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from ..definitions.periods import day_text
from ..figures.comparison import Comparison
from ..figures.labels import DIMENSION_LABELS
from .numbers import whole
from .sentences import MEASURE_LABELS, Row, change_label, coverage_sentences, headline, scope_sentence, verdict_label

RECORD_WORDS = {"accidents": "vụ tai nạn", "violations": "dòng vi phạm", "population": "số dân"}
BATCH_STATES = {"active": "đang dùng", "withdrawn": "đã rút"}
NOT_COMPARED = "không so sánh"
GRAVITY = {"error": "LỖI", "warning": "CẦN XEM", "info": "GHI CHÚ"}


def comparison_lines(comparison: Comparison) -> list[str]:
    """The comparison as lines: the result, the figures of all, the groups, then what has to be said."""
    leading = comparison.measures[0]
    figures = [(MEASURE_LABELS[measure], comparison.figure(measure)) for measure in comparison.measures]
    lines = [f"{headline(comparison)}.", "", *_figure_lines(figures)]
    if comparison.by:
        groups = comparison.groups(leading)
        keys = zip(groups.index.astype(str), groups["label"], strict=True)
        rows = [(str(label), comparison.figure(leading, key)) for key, label in keys]
        lines += [
            "",
            f"{MEASURE_LABELS[leading]} theo {DIMENSION_LABELS[comparison.by].lower()}:",
            *_figure_lines(rows),
        ]
    return [*lines, "", scope_sentence(comparison), *coverage_sentences(comparison), *comparison.notes]


def violation_lines(comparison: Comparison, straddling: pd.DataFrame) -> list[str]:
    """``comparison_lines`` of violations, then the list of counts whose own period crosses an edge."""
    lines = comparison_lines(comparison)
    if straddling.empty:
        return lines
    titles = {"now": comparison.now.title, "before": comparison.base.title}
    listed = [
        f"  {titles[row['period']]}: {day_text(row['period_start'].date())}–{day_text(row['period_end'].date())},"
        f" {row['label']}: {whole(row['rows'])} dòng, {whole(row['cases'])} trường hợp"
        for row in straddling.to_dict("records")
    ]
    return [*lines, "", "Số liệu có kỳ riêng vắt qua đầu hoặc cuối kỳ (không tính vào):", *listed]


def import_lines(answer: Mapping[str, Any], kind: str) -> list[str]:
    """The outcome of an import of ``kind`` as lines; ``answer`` is what the command gives as JSON, with ``file``."""
    lines = [f"Tệp {answer.get('file', '')}".strip()]
    if answer.get("error"):
        return [*lines, f"Không nhập được: {answer['error']}"]
    if answer["already_imported"]:
        return [*lines, f"Đã nhập trước đây (đợt {answer['batch']}); không có gì thay đổi."]
    lines.append(
        f"Đọc {whole(answer['rows_read'])} dòng: nhận {whole(answer['rows_accepted'])}, "
        f"bị loại {whole(answer['rows_rejected'])}; {whole(answer['records'])} {RECORD_WORDS[kind]}."
    )
    if answer["batch"]:
        lines.append(f"Đợt nhập: {answer['batch']}")
    lines += [_finding_line(finding) for finding in answer["findings"]]
    twice = [finding["example"] for finding in answer["findings"] if finding.get("rule") == "overlaps_batch"]
    return [*lines, *(f"Để thay đợt đó bằng tệp này, hãy nhập với --replace {batch}." for batch in twice)]


def batch_lines(records: Sequence[Mapping[str, Any]]) -> list[str]:
    """The batches, a line each: id, whether it counts, what it holds, its file."""
    lines = []
    for row in records:
        state = BATCH_STATES[row["status"]] + (", minh họa" if row["illustrative"] else "")
        lines.append(f"{row['batch']}  {state}  {whole(row['records'])} {RECORD_WORDS[row['kind']]}  {row['file']}")
    return lines


def _figure_lines(rows: Sequence[tuple[str, Row]]) -> list[str]:
    """A line a row: label, now / before, change, verdict, each column as wide as its widest."""
    cells = [(label, whole(row["now"]), whole(row["before"]), change_label(row), _verdict(row)) for label, row in rows]
    wide = [max((len(cell[place]) for cell in cells), default=0) for place in range(4)]
    return [
        f"  {label:<{wide[0]}}  {now:>{wide[1]}} / {before:>{wide[2]}}  {change:<{wide[3]}}  {verdict}"
        for label, now, before, change, verdict in cells
    ]


def _verdict(row: Row) -> str:
    """The verdict, or that two known figures are not set against each other (fines across a change of the law)."""
    apart: bool = pd.isna(row["difference"]) and pd.notna(row["now"]) and pd.notna(row["before"])
    return NOT_COMPARED if apart else verdict_label(row)


def _finding_line(finding: Mapping[str, Any]) -> str:
    numbers = ", ".join(str(number) for number in finding["row_numbers"][:5])
    more = "…" if len(finding["row_numbers"]) > 5 else ""
    rows = f" ({whole(finding['rows'])} dòng{f': {numbers}{more}' if numbers else ''})" if finding["rows"] else ""
    return f"  [{GRAVITY[finding['severity']]}] {finding['message']}{rows}"
