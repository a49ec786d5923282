"""Campaigns of enforcement (đợt cao điểm): named windows of days in which more was checked.

Data of ``campaigns.csv`` (code, name, first_day, last_day, behaviours, areas, source, confirmed), which the office
writes itself or lays over ours. Left out: what a campaign did (``figures.campaigns``). It can mislead to read a window
whose days nobody has held against the plan (``confirmed`` no): pages say so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from ..errors import DefinitionError
from .areas import Areas
from .codes import CodeList
from .reference import Reference, require_columns, require_unique, split_aliases, with_columns

FILE = "campaigns.csv"
_COLUMNS = ("code", "name", "first_day", "last_day")
_YES, _NO = {"yes", "có", "co", "1"}, {"no", "không", "khong", "0", ""}


@dataclass(frozen=True)
class Campaign:
    """One campaign: its days (both inside), the behaviours and areas it was about (none named = all), its source."""

    code: str
    name: str
    first: date
    last: date
    behaviours: tuple[str, ...]
    areas: tuple[str, ...]
    source: str
    confirmed: bool


def load_campaigns(reference: Reference, areas: Areas, behaviours: CodeList) -> tuple[Campaign, ...]:
    """The campaigns of ``campaigns.csv``, oldest first; none where the folder has no such file.

    Raises ``DefinitionError`` with everything that is wrong with the file.
    """
    if not any((folder / FILE).is_file() for folder in (*reference.folders, *reference.later)):
        return ()
    table = reference.table(FILE, may_be_empty=True)
    require_columns(table, _COLUMNS, FILE)
    require_unique(table, "code", FILE)
    rows = with_columns(table, ("behaviours", "areas", "source", "confirmed")).to_dict("records")
    problems = [problem for row in rows for problem in _problems(row, areas, behaviours)]
    if problems:
        raise DefinitionError(
            f"Tệp danh mục {FILE} có chỗ chưa đúng: {'; '.join(problems)}.",
            "Hãy viết ngày dạng 2025-01-15, ngày cuối không trước ngày đầu; hành vi, địa bàn là mã trong danh mục, cách"
            " nhau bằng |; cột confirmed ghi yes hoặc no.",
        )
    return tuple(sorted(map(_campaign, rows), key=lambda item: (item.first, item.last, item.code)))


def _problems(row: dict[Any, Any], areas: Areas, behaviours: CodeList) -> Iterator[str]:
    name = f"«{row['code']}»"
    first, last = _day(row["first_day"]), _day(row["last_day"])
    if not row["name"]:
        yield f"{name} chưa có tên"
    yield from (f"{name}: ngày «{row[key]}» không đúng dạng" for key in ("first_day", "last_day") if not _day(row[key]))
    if first and last and first > last:
        yield f"{name}: ngày cuối đứng trước ngày đầu"
    unknown = [code for code in split_aliases(row["behaviours"]) if code not in behaviours.codes]
    yield from (f"{name}: không có hành vi «{code}»" for code in unknown)
    elsewhere = [code for code in split_aliases(row["areas"]) if code not in areas.codes]
    yield from (f"{name}: không có địa bàn «{code}»" for code in elsewhere)
    if row["confirmed"].lower() not in _YES | _NO:
        yield f"{name}: confirmed «{row['confirmed']}» không phải yes hoặc no"


def _campaign(row: dict[Any, Any]) -> Campaign:
    first, last = _day(row["first_day"]), _day(row["last_day"])
    if first is None or last is None:
        raise ValueError(f"days were not checked: {row}")
    return Campaign(
        code=row["code"],
        name=row["name"],
        first=first,
        last=last,
        behaviours=tuple(split_aliases(row["behaviours"])),
        areas=tuple(split_aliases(row["areas"])),
        source=row["source"],
        confirmed=row["confirmed"].lower() in _YES,
    )


def _day(text: str) -> date | None:
    found = pd.to_datetime(text, format="%Y-%m-%d", errors="coerce")
    return None if pd.isna(found) else found.date()
