"""Rows of a table that are no data: totals, repeated headings, footnotes and signatures, sub-headings, column
numbers.

``set_aside`` works on one chunk of a ``TextTable`` and is pure; what it takes out it names with a reason, so that
rows read = data + set aside. A row with a date is never taken out. Misleads: a total without a word such as "Tổng
cộng" before it stays in the data; a lone pair of words in an otherwise empty row is taken for a sub-heading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ...definitions.names import fold
from .headers import find_header, is_column_numbers, readable

__all__ = ["REASONS", "find_header", "set_aside"]

REASONS = {
    "total": "dòng tổng cộng",
    "footnote": "ghi chú hoặc chữ ký",
    "header": "dòng tiêu đề lặp lại",
    "subheading": "dòng tiêu đề nhóm",
    "column_numbers": "dòng đánh số cột",
}
"""The codes of ``set_aside`` and their names for the user."""

FEW_CELLS = 3
"""A footnote, signature or sub-heading fills at most this many cells."""

_TOTAL = re.compile(
    r"(tong cong|tong so|toan tinh|grand total|total)\b.*|"
    r"tong( (hop|quy|thang|nam|luy ke|vu|tinh|huyen|cac|chung)\b.*)?|"
    r"cong( (don|quy|thang|nam|luy ke|toan|huyen|tinh|chung|[a-z]|[ivx]+)( .*)?)?"
)
_MAY_BE_NO_DATA = r"^[\s\W]*[tTcCgG][^\s\d_/.\-]{1,8}(?:[\s:]|$)|^\s*(?:\(\w{1,2}\)|[AB])\s*$"
"""A cheap test for long columns: maybe a word for a total (in TCVN3 and VNI too) or a column number "(1)"."""

_FOOTNOTE = re.compile(
    r"(ghi chu|chu thich|luu y|nguon( so lieu)?|noi nhan|nguoi lap|nguoi tong hop|note|source|don vi tinh|ky ten)\b"
)
_SIGNATURE = re.compile(
    r"(nguoi lap|noi nhan|(kt |tm |tl |q )?(pho )?(truong (ban|phong)|giam doc|chu tich|doi truong|chanh van)|"
    r"kt|tm|ky ten|xac nhan|thu truong|don vi bao cao)\b|(\w+ ){0,3}ngay \d* ?thang \d* ?nam"
)
_NOTE_MARK = re.compile(r"\s*(\(?\*|-\s+\D)")
_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2}")
_WORDS = re.compile(r"[^\W\d_]{2,}\W+[^\W\d_]+|[IVX]+[.)]|[A-Z][.)]|[^\W\d_]+\W+\d{4}$")
_LONG_SENTENCE = 90


def set_aside(chunk: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """``chunk`` (all text, "" = empty, columns in the file's order, index ``row``) as data and rows that are no data.

    The second frame has one row each: ``row`` int64, ``reason`` (a key of ``REASONS``), ``text`` (its cells and " | ").
    """
    filled = {name: _is_filled(chunk[name]) for name in chunk.columns}
    counts = np.sum([*filled.values()], axis=0, dtype="int32") if filled else np.zeros(len(chunk), "int32")
    candidates = (counts <= min(FEW_CELLS, max(len(chunk.columns) - 1, 0))) | _repeats_heading(chunk, counts)
    candidates |= _may_be_no_data(chunk, filled)
    candidates[:1] = True
    found = _judged(chunk, np.flatnonzero(candidates))
    if not found:
        return chunk, _aside_frame([])
    keep = np.ones(len(chunk), dtype=bool)
    keep[[position for position, _, _ in found]] = False
    return chunk[keep], _aside_frame([(int(chunk.index[at]), reason, text) for at, reason, text in found])


def _aside_frame(records: Sequence[tuple[int, str, str]]) -> pd.DataFrame:
    frame = pd.DataFrame(records, columns=["row", "reason", "text"])
    return frame.astype({"row": "int64", "reason": "str", "text": "str"})


def _is_filled(column: pd.Series) -> np.ndarray:
    if isinstance(column.dtype, pd.CategoricalDtype):
        return _on_texts(column, np.asarray(column.cat.categories) != "")
    return (column != "").to_numpy(dtype=bool)


def _on_texts(column: pd.Series, test: np.ndarray) -> np.ndarray:
    found: np.ndarray = test[column.cat.codes.to_numpy()]
    return found


def _may_be_no_data(chunk: pd.DataFrame, filled: dict[str, np.ndarray]) -> np.ndarray:
    """Rows whose first or second cell (or third, after two empty ones) may be a word for a total or a column number."""
    result = np.zeros(len(chunk), dtype=bool)
    before = np.zeros(len(chunk), dtype=bool)
    for position, name in enumerate(chunk.columns[:3]):
        matches = _matches(chunk[name])
        result |= matches & ~before if position == 2 else matches
        before |= filled[name]
    return result


def _matches(column: pd.Series) -> np.ndarray:
    if isinstance(column.dtype, pd.CategoricalDtype):
        return _on_texts(column, _texts_match(column.cat.categories))
    return _texts_match(column)


def _texts_match(texts: pd.Index | pd.Series) -> np.ndarray:
    """Arrow's own search: a column of ids has millions of distinct texts."""
    found = pc.match_substring_regex(pa.array(texts, type=pa.string()), _MAY_BE_NO_DATA)
    return np.asarray(found.to_numpy(zero_copy_only=False), dtype=bool)


def _repeats_heading(chunk: pd.DataFrame, counts: np.ndarray) -> np.ndarray:
    same = np.zeros(len(chunk), dtype="int32")
    for name in chunk.columns:
        parts = {str(name), *str(name).split(" / ")}
        column = chunk[name]
        if isinstance(column.dtype, pd.CategoricalDtype):
            hits = np.asarray(column.cat.categories.isin(parts))
            same += _on_texts(column, hits) if hits.any() else 0
        else:
            same += column.isin(parts).to_numpy()
    return (same >= 2) & (same * 5 >= counts * 3)


def _judged(chunk: pd.DataFrame, positions: np.ndarray) -> list[tuple[int, str, str]]:
    """(position, reason, text) of the candidate rows that are no data; rows after a signature belong to it."""
    rows = chunk.iloc[positions].astype("object").to_numpy().tolist()
    plain = readable(rows)
    parts = [{fold(part) for part in (str(name), *str(name).split(" / "))} for name in chunk.columns]
    found: list[tuple[int, str, str]] = []
    signed = False
    for position, raw, row in zip(positions.tolist(), rows, plain, strict=True):
        reason = _reason(row, parts, first=position == 0, signed=signed)
        signed = signed or (reason == "footnote" and any(_SIGNATURE.match(fold(cell)) for cell in row))
        if reason == "subheading" and _is_value_elsewhere(chunk, raw):
            continue
        if reason:
            found.append((position, reason, " | ".join(cell for cell in raw if cell)))
    return found


def _reason(row: Sequence[str], parts: Sequence[set[str]], *, first: bool, signed: bool) -> str:
    cells = [(at, cell) for at, cell in enumerate(row) if cell.strip()]
    if not cells:
        return ""
    if is_column_numbers(row, bare=first):
        return "column_numbers"
    same = sum(fold(cell) in parts[at] for at, cell in cells)
    if same >= 2 and same * 5 >= len(cells) * 3:
        return "header"
    if any(_DATE.fullmatch(cell.strip()[:10]) for _, cell in cells):
        return ""
    if _is_total(cells):
        return "total"
    return _few_cells_reason(row, cells, signed=signed)


def _is_total(cells: Sequence[tuple[int, str]]) -> bool:
    (first_at, first), second = cells[0], cells[1:2]
    if first_at <= 2 and _TOTAL.fullmatch(fold(first)):
        return True
    return bool(second) and first.strip().isdigit() and second[0][0] == 1 and bool(_TOTAL.fullmatch(fold(second[0][1])))


def _few_cells_reason(row: Sequence[str], cells: Sequence[tuple[int, str]], *, signed: bool) -> str:
    if len(cells) > min(FEW_CELLS, len(row) - 1):
        return ""
    folded = [fold(cell) for _, cell in cells]
    if any(_FOOTNOTE.match(text) or _SIGNATURE.match(text) for text in folded) or _NOTE_MARK.match(cells[0][1]):
        return "footnote"
    if signed and not any(re.search(r"\d", text) for text in folded):
        return "footnote"
    if len(cells) > 1 or len(row) < FEW_CELLS:
        return ""
    at, text = cells[0]
    if len(text) > _LONG_SENTENCE:
        return "footnote"
    return "subheading" if at < 2 and _WORDS.match(text.strip()) else ""


def _is_value_elsewhere(chunk: pd.DataFrame, row: Sequence[str]) -> bool:
    """Whether the only cell of ``row`` is an ordinary value of its column: data, with the rest missing."""
    at = next(position for position, cell in enumerate(row) if cell.strip())
    column = chunk.iloc[:, at]
    return bool((column == row[at]).sum() > 1)
