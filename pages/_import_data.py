"""What the import steps show of a file and make of the answers; no Streamlit here.

The uploaded bytes lie in a temporary file as long as the session works on them: a large upload is not kept in memory.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO

import pandas as pd

from analysis.definitions.catalogue import Definitions
from analysis.intake.columns import bind
from analysis.intake.files.encodings import convert, legacy_font
from analysis.intake.files.read import ReceivedFile, TextTable
from analysis.intake.keys import CODED, KEYS, SHEET, needed_keys
from analysis.intake.mapping import readable
from analysis.intake.profiles import Profile
from analysis.store.imports import ImportResult

KINDS = {"accidents": "Tai nạn", "violations": "Vi phạm", "population": "Dân số"}
ROW_WORDS = {
    "accident": "Mỗi dòng là một vụ",
    "casualty": "Mỗi dòng là một người bị nạn",
    "record": "Mỗi dòng là một lần vi phạm",
    "count": "Mỗi dòng là một số tổng hợp",
    "area": "Mỗi dòng là một địa bàn",
}
DATE_WORDS = {"dmy": "ngày/tháng/năm", "mdy": "tháng/ngày/năm", "ymd": "năm-tháng-ngày"}
MAIN = {
    "accident": ["accident_id", "time", "area", "severity", "deaths", "injured"],
    "casualty": ["time", "area", "severity"],
    "record": ["area", "behaviour", "fine_vnd"],
    "count": ["area", "behaviour", "fine_vnd"],
    "area": [],
}
"""Columns asked for at once although a file can do without them; what is needed stands in ``needed_keys``."""
MOST_TEXTS = 60
"""A column with more different texts than this is not a list of codes."""
PREVIEWED = 6
_REAL_DATE = r"^([0-9]{4})-([0-9]{2})-([0-9]{2})(?: 00:00:00)?( [0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?$"
"""A date cell of a spreadsheet as the reader writes it, with its time."""


@dataclass
class Task:
    """One import on its way: the step [0-3] and what has been chosen so far."""

    step: int = 0
    number: int = 0
    source_known: bool = False
    kind: str = "accidents"
    folder: tempfile.TemporaryDirectory[str] | None = None
    file: ReceivedFile | None = None
    tables: list[TextTable] = field(default_factory=list)
    profile: Profile | None = None
    distinct: dict[str, set[str]] = field(default_factory=dict)
    result: ImportResult | None = None


def receive(task: Task, upload: BinaryIO, name: str) -> None:
    """Keep the upload as the file of ``task``, in a folder of its own; only the last part of its name is kept.

    The folder goes with the task, the session or the program, whichever ends first.
    """
    forget(task)
    task.folder = tempfile.TemporaryDirectory(prefix="atgt-", ignore_cleanup_errors=True)
    path = Path(task.folder.name) / f"received{Path(name).suffix.lower()}"
    with path.open("wb") as target:
        shutil.copyfileobj(upload, target)
    task.file = ReceivedFile(path, Path(name).name)


def forget(task: Task) -> None:
    """Remove the uploaded file of a task."""
    task.file = None
    if task.folder is not None:
        task.folder.cleanup()


def preview(table: TextTable) -> pd.DataFrame:
    """The first rows as the file has them; the index is the number that Excel shows."""
    for chunk in table.chunks():
        return chunk.head(PREVIEWED).astype("str").rename_axis("row")
    return pd.DataFrame(columns=list(table.headings)).rename_axis("row")


def fitting(tables: Sequence[TextTable], profile: Profile) -> list[TextTable]:
    """The tables that the profile can read; where it fits none, those with most headings first (not a cover)."""
    found = [table for table in tables if not bind(profile, table.sheet, table.headings).lacking]
    return found or sorted(tables, key=lambda table: (not table.header_row, -len(table.headings)))


def heading_choices(tables: Sequence[TextTable], profile: Profile) -> dict[tuple[str, ...], str]:
    """What a column of ours can be made of: nothing, a heading, the sheet's name, or several headings at once."""
    spelled: dict[str, str] = {}
    for table in tables:
        spelled |= readable(table.headings)
    choices: dict[tuple[str, ...], str] = {(): "(không có)"}
    choices |= {(heading,): words for heading, words in spelled.items()}
    if any(table.sheet for table in tables):
        choices[SHEET,] = "(tên trang tính)"
    return choices | {theirs: " + ".join(theirs) for _, theirs in profile.columns.items() if len(theirs) > 1}


def keys_in_order(profile: Profile) -> tuple[list[str], list[str]]:
    """The keys to show at once (needed, main or found) and those that wait behind a fold."""
    needed = [key for choice in needed_keys(profile.kind, profile.row) for key in choice] + MAIN[profile.row]
    at_once = [key for key in KEYS[profile.kind] if key in needed or key in profile.columns]
    return at_once, [key for key in KEYS[profile.kind] if key not in at_once]


def unread_texts(task: Task, profile: Profile, definitions: Definitions) -> dict[str, list[str]]:
    """Texts of coded columns (severity, outcome, mode, sex, area) that no list of ours knows: our key -> the texts."""
    found = {}
    for key in (*CODED, "area"):
        theirs = profile.columns.get(key, ())
        if len(theirs) == 1 and theirs != (SHEET,):
            unread = _unread(key, _distinct(task, theirs[0]) - set(profile.missing), definitions)
            given = dict(profile.values).get(key, {})
            texts = sorted(unread.union(given))
            if texts and len(texts) <= MOST_TEXTS:
                found[key] = texts
    return found


def _distinct(task: Task, heading: str) -> set[str]:
    """All texts of a column, read once a file: the form is drawn anew after every answer."""
    if heading not in task.distinct:
        chunks = (chunk for table in task.tables if heading in table.headings for chunk in table.chunks([heading]))
        task.distinct[heading] = {text for chunk in chunks for text in chunk[heading].astype("str").unique()} - {""}
    return task.distinct[heading]


def _unread(key: str, texts: Iterable[str], definitions: Definitions) -> set[str]:
    asked = sorted(texts)
    known = definitions.areas.resolve(asked) if key == "area" else definitions.codes[CODED[key]].resolve(asked)
    return {text for text, code in zip(asked, known, strict=True) if pd.isna(code)}


def code_choices(key: str, definitions: Definitions) -> dict[str, str]:
    """What a text may mean: the codes of the key's list with their labels."""
    labels = definitions.areas.names if key == "area" else definitions.codes[CODED[key]].labels
    return {"": "(chưa chọn: không rõ)"} | dict(labels)


def legacy_columns(tables: Sequence[TextTable]) -> list[tuple[str, str, str, str]]:
    """Columns whose first rows look like TCVN3 or VNI: font, heading, a text before, the text after."""
    found = []
    for table in tables[:1]:
        head = preview(table)
        for heading in table.headings:
            texts = [heading, *(text for text in head[heading] if text)]
            font = legacy_font(texts)
            if font:
                after = list(convert(pd.Index(texts), font))
                example = len(texts) > 1
                found.append((font, after[0], texts[example], after[example]))
    return found


def with_answers(profile: Profile, columns: Mapping[str, tuple[str, ...]], **answers: Any) -> Profile:
    """``profile`` with the columns and the other answers of the form; empty mappings fall away."""
    values = {key: {text: code for text, code in pairs.items() if code} for key, pairs in answers.pop("values").items()}
    kept = {key: pairs for key, pairs in values.items() if pairs and key in columns}
    return replace(profile, columns={key: theirs for key, theirs in columns.items() if theirs}, values=kept, **answers)


def rejected_table(rows: pd.DataFrame, date_order: str = "dmy") -> pd.DataFrame:
    """Rejected rows with the headings of their file, the reason in front: to be mended and sent again.

    Dates of a spreadsheet are written dd/mm/yyyy beside those that were typed, unless the file has another order.
    """
    cells = pd.DataFrame([json.loads(text) for text in rows["cells"]], index=rows.index).fillna("")
    if date_order == "dmy":
        cells = cells.replace(_REAL_DATE, r"\3/\2/\1\4", regex=True)
    told = rows[["sheet", "row", "reason"]].set_axis(["Trang tính", "Dòng", "Lý do bị loại"], axis="columns")
    return pd.concat([told, cells], axis="columns")


def last_source(batches: pd.DataFrame, kind: str) -> str:
    """The source that the last batch of ``kind`` named, "" where none did: a file's own name is none."""
    named = batches[(batches["kind"] == kind) & (batches["source"] != batches["file_name"]) & ~batches["illustrative"]]
    return "" if named.empty else str(named["source"].iloc[-1])


def row_words(numbers: Sequence[int], *, most: int = 12) -> str:
    """ "dòng 5, 9, 12 và 40 dòng khác"."""
    if not numbers:
        return ""
    shown = ", ".join(map(str, numbers[:most]))
    return f"dòng {shown}" + (" …" if len(numbers) > most else "")
