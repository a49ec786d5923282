"""Rows of a table that are no data: totals, repeated headings, footnotes and signatures, sub-headings, column
numbers.

``set_aside`` works on one chunk of a ``TextTable`` and is pure; what it takes out it names with a reason, so that
rows read = data + set aside. A row with a date is taken out only where it says "Tổng cộng" or the like. Misleads: a
total without such a word stays in the data; a lone pair of words in an otherwise empty row is taken for a sub-heading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ...definitions.names import fold, spelled
from .error_cells import FORMULA_ERRORS
from .headers import find_header, is_column_numbers, readable

__all__ = ["REASONS", "find_header", "names_total", "set_aside"]

REASONS = {
    "total": "dòng tổng cộng",
    "footnote": "ghi chú hoặc chữ ký",
    "header": "dòng tiêu đề lặp lại",
    "subheading": "dòng tiêu đề nhóm",
    "column_numbers": "dòng đánh số cột",
    "empty": "dòng trống chỉ có số thứ tự",
}
"""The codes of ``set_aside`` and their names for the user."""

FEW_CELLS = 3
"""A footnote, signature or sub-heading fills at most this many cells."""

_TOTAL = re.compile(
    r"(tong cong|tong so|toan tinh|grand total|total)\b.*|"
    r"tong( (hop|quy|thang|nam|luy ke|vu|tinh|huyen|cac|chung)\b.*)?|"
    r"cong( (don|quy|thang|nam|luy ke|toan|huyen|tinh|chung|[a-z]|[ivx]+)( .*)?)?"
)
_TOTAL_WITH_DATE = re.compile(r"tong (cong|so)( .*)?|tong|cong|toan tinh|grand total|total")
_SUM = {spelled("Cộng"), "cong"}
_ALL = {spelled("Tổng"), "tong"}
_MAY_BE_NO_DATA = r"^[\s\W]*[tTcCgG][^\s\d_/.\-]{1,8}(?:[\s:]|$)|^\s*(?:\(\w{1,2}\)|[AB])\s*$"
"""A cheap test for long columns: maybe a word for a total (in TCVN3 and VNI too) or a column number "(1)"."""

_FOOTNOTE = re.compile(
    r"(ghi chu|chu thich|luu y|nguon( so lieu)?|noi nhan|nguoi lap|nguoi tong hop|note|source|don vi tinh|ky ten)\b"
)
_SIGNATURE = re.compile(
    r"(nguoi lap|noi nhan|(kt |tm |tl |q )?(pho )?"
    r"(truong (ban|phong|cong an|tram)|giam doc|chu tich|doi truong|chanh van)|"
    r"kt|tm|ky ten|xac nhan|thu truong|don vi bao cao)\b|(\w+ ){0,3}ngay \d* ?thang \d* ?nam"
)
_NOTE_MARK = re.compile(r"\s*(\(?\*|-\s+\D)")
_DATE = re.compile(r"(\d{1,2}[/.-]\d{1,2}[/.-](\d{4}|\d{2})|\d{4}-\d{2}-\d{2})(?![\d/])")
_MONTH = re.compile(r"(0?[1-9]|1[0-2])[/.-](19|20)\d\d")
_CLOCK = r"\d{1,2} ?(?:h|g|gio) ?(?:\d{1,2} ?(?:p|ph|phut)?)?|\d{1,2} \d{2}(?= ngay)"
_DATE_AMONG_WORDS = re.compile(
    rf"(?:(?:{_CLOCK}|luc|vao|khoang|hoi|ngay|sang|trua|chieu|toi|dem|chu nhat|thu (?:hai|ba|tu|nam|sau|bay|[2-7])) ?)*"
    rf"(?:\d{{1,2}} \d{{1,2}} (?:\d{{4}}|\d{{2}})|\d{{1,2}} (?:thang|thg|th) ?\d{{1,2}} (?:nam )?\d{{4}})"
    rf"(?: (?:{_CLOCK}))?"
)
"""A folded date with a clock or words around it, the whole cell."""
_SERIAL = re.compile(r"(\d{5})([.,]\d+)?")
_SERIALS = range(32874, 73416)
"""Excel's days from 1990 to 2100."""
_NUMBER = re.compile(r"[-+]?\d[\d.,]*")
_ORDINAL_HEADINGS = {"stt", "tt", "so tt", "so thu tu"}
_NUMBERING_HEADINGS = {*_ORDINAL_HEADINGS, "cot 1", "muc"}
_TEMPLATE_ERRORS = FORMULA_ERRORS - {"#REF!", "#NAME?"}
"""What formulas copied down over rows not yet filled in show."""
_WORDS = re.compile(r"[^\W\d_]{2,}\W+[^\W\d_]+|[IVX]+[.)]|[A-Z][.)]|[^\W\d_]+\W+\d{4}$")
_GROUP_NUMBER = re.compile(r"(?:[IVX]{1,5}|[A-H])[.)/]?")
"""What numbers the groups of a list, in a column that numbers rows."""
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
    if _is_blank(cells, numbered=bool(parts[0] & _ORDINAL_HEADINGS)):
        return "empty"
    if _is_total(cells):
        return "total"
    if parts[0] & _NUMBERING_HEADINGS and _is_numbered_group(row, cells):
        return "subheading"
    return _few_cells_reason(row, cells, signed=signed)


def _is_blank(cells: Sequence[tuple[int, str]], *, numbered: bool) -> bool:
    """Whether there is nothing but an ordinal number and formulas that found nothing to work on."""
    own = [(at, cell) for at, cell in cells if cell not in _TEMPLATE_ERRORS]
    if len(cells) > FEW_CELLS:
        return False
    return not own or (numbered and len(own) == 1 and own[0][0] == 0 and own[0][1].strip().rstrip(".").isdecimal())


def _is_total(cells: Sequence[tuple[int, str]]) -> bool:
    at, text = cells[0]
    if text.strip().isdigit() and len(cells) > 1 and cells[1][0] == 1:
        at, text = cells[1]
    if at > 2 or not names_total(text):
        return False
    return names_total(text, dated=any(_is_date(cell) for _, cell in cells))


def names_total(text: str, *, dated: bool = False) -> bool:
    """Whether ``text`` calls its row a total; beside a date (``dated``) only the plainest words do.

    "Cộng" without its marks counts; "Cổng", "Công", "Cống" and "Tòng" are other words, and "Tổng công ty" is a company.
    """
    words = fold(text)
    if not (_TOTAL_WITH_DATE if dated else _TOTAL).fullmatch(words):
        return False
    first, second = [*words.split(), ""][:2]
    marked = [*spelled(text).split(), "", ""]
    if "cong" in (first, second):
        return marked[0 if first == "cong" else 1] in _SUM
    return first != "tong" or second == "so" or marked[0] in _ALL


def _is_date(text: str) -> bool:
    """Whether the whole of ``text`` is a day, with or without a time."""
    return bool(_DATE.match(text.strip())) or (
        any(character.isdecimal() for character in text) and bool(_DATE_AMONG_WORDS.fullmatch(fold(text)))
    )


def _few_cells_reason(row: Sequence[str], cells: Sequence[tuple[int, str]], *, signed: bool) -> str:
    if len(cells) > min(FEW_CELLS, len(row) - 1):
        return ""
    folded = [fold(cell) for _, cell in cells]
    notes = [bool(_FOOTNOTE.match(text) or _SIGNATURE.match(text)) for text in folded]
    if _has_values([cell.strip() for _, cell in cells], notes):
        return ""
    counted = any(_NUMBER.fullmatch(cell.strip()) for _, cell in cells[1:]) and not folded[0].startswith("trong do")
    if any(notes) or (_NOTE_MARK.match(cells[0][1]) and not counted):
        return "footnote"
    if signed and not any(re.search(r"\d", text) for text in folded):
        return "footnote"
    if len(cells) > 1 or len(row) < FEW_CELLS:
        return ""
    at, text = cells[0]
    if len(text) > _LONG_SENTENCE:
        return "footnote"
    return "subheading" if at < 2 and _WORDS.match(text.strip()) else ""


def _is_numbered_group(row: Sequence[str], cells: Sequence[tuple[int, str]]) -> bool:
    """Whether ``row`` is "I | Đường bộ": a Roman number or a letter, then words, and nothing else in a wide row."""
    if len(cells) != 2 or len(row) <= FEW_CELLS:
        return False
    (first, number), (second, words) = cells
    named = bool(re.search(r"[^\W\d_]{2,}", words)) and not re.search(r"\d", words)
    return first == 0 and second <= 2 and named and bool(_GROUP_NUMBER.fullmatch(number.strip()))


def _has_values(cells: Sequence[str], notes: Sequence[bool]) -> bool:
    """Whether beside the text that may be a note (``notes``) there are a date, or a number and a word: data."""
    words = [bool(re.search(r"[^\W\d_]", cell)) for cell in cells]
    own = notes.index(True) if any(notes) else 0
    dates = [at for at, cell in enumerate(cells) if _MONTH.fullmatch(cell) or _is_date(cell)]
    if any(not notes[at] or not all(notes) for at in dates):
        return True
    serial = any(found and int(found[1]) in _SERIALS for found in map(_SERIAL.fullmatch, cells))
    if serial and len(cells) == FEW_CELLS:
        return True
    number = any(_NUMBER.fullmatch(cell) for at, cell in enumerate(cells) if at != own)
    return number and any(words[at] and not notes[at] for at in range(len(cells)) if at != own)


def _is_value_elsewhere(chunk: pd.DataFrame, row: Sequence[str]) -> bool:
    """Whether the only (or last) cell of ``row`` is an ordinary value of its column: data, with the rest missing."""
    at = max(position for position, cell in enumerate(row) if cell.strip())
    column = chunk.iloc[:, at]
    return bool((column == row[at]).sum() > 1)
