"""What span of days a file speaks for, and the months it seems to lack.

A day without accidents is 0 only where a file covers it; outside it is missing. The span is a guess from the first and
last day, said aloud, and the user may give another. Left out: coverage by area. It can mislead where a quiet district's
file begins with its first accident, weeks after the period began.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from datetime import date, timedelta

import numpy as np
import pandas as pd

from ..errors import RequestError
from .findings import Finding, finding
from .values.plain import plain
from .values.written_periods import read_period

_PERIOD_STARTS = (1, 15)
_LAST_OF_HALF = 14
_SHOWN = 24
_LONGEST_TITLE = 120
_SPAN_IN_WORDS = (
    re.compile(r"\btu(?: ngay)? ?[0-9].*?\bden(?: het)?(?: ngay)? ?[0-9].*?[0-9]{4}"),
    re.compile(r"[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{4} ?[-–] ?[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{4}"),
)


def covered_span(first: date, last: date, *, today: date, within_days: int) -> tuple[date, date]:
    """First and last day covered: out to a 1st or 15th and a 14th or month's end at most ``within_days`` away.

    Never beyond ``today``: what has not happened yet is not covered.
    """
    start = max(first.replace(day=day) for day in _PERIOD_STARTS if day <= first.day)
    month_end = last.replace(day=calendar.monthrange(last.year, last.month)[1])
    stop = last.replace(day=_LAST_OF_HALF) if last.day <= _LAST_OF_HALF else month_end
    near_start = first - start <= timedelta(days=within_days)
    near_stop = stop - last <= timedelta(days=within_days) and stop <= today
    return (start if near_start else first), (stop if near_stop else last)


def until_today(covers: tuple[date, date] | None, today: date) -> tuple[tuple[date, date] | None, list[Finding]]:
    """The span given by the user, cut at ``today``, and what is said of the cut.

    Raises ``RequestError`` where it ends before it starts or starts after today.
    """
    if covers is None or (covers[1] <= today and covers[0] <= covers[1]):
        return covers, []
    if covers[0] > min(today, covers[1]):
        raise RequestError(
            f"Khoảng số liệu khai báo ({_day(covers[0])} đến {_day(covers[1])}) không hợp lệ.",
            "Ngày đầu không được sau ngày cuối hoặc sau hôm nay; hãy khai báo lại.",
        )
    message = (
        f"Khoảng số liệu khai báo đến {_day(covers[1])}, sau ngày nhập; chỉ ghi nhận đến {_day(today)}. Phần còn lại"
        " hãy nhập khi có số liệu."
    )
    return (covers[0], today), [finding("covers_cut", "warning", message, rows=0, example=_day(covers[1]))]


def rows_outside(covers: tuple[date, date], first: date, last: date) -> list[Finding]:
    """Said where accepted rows lie before or after the span that the user gave."""
    if covers[0] <= first and last <= covers[1]:
        return []
    message = (
        f"Tệp có dòng ngoài khoảng đã khai báo ({_day(covers[0])} đến {_day(covers[1])}); các dòng đó vẫn được nhận."
        " Hãy kiểm tra lại khoảng khai báo hoặc ngày trong tệp."
    )
    return [finding("rows_outside_covers", "warning", message, rows=0, example=f"{_day(first)} đến {_day(last)}")]


def title_span(titles: Iterable[Iterable[str]]) -> tuple[tuple[date, date], str] | None:
    """The span that the titles of the sheets name, "(Từ ngày 15/12/2024 đến ngày 14/3/2025)", and a title with it.

    Several sheets: from the first day to the last. Nothing where one of them names none, or none at all.
    """
    found = [next(filter(None, map(_span_in, sheet)), None) for sheet in titles]
    named = [one for one in found if one is not None]
    if not named or len(named) < len(found):
        return None
    (first, _), (_, last) = min(span for span, _ in named), max((span for span, _ in named), key=lambda span: span[1])
    return (first, last), named[0][1]


def _span_in(title: str) -> tuple[tuple[date, date], str] | None:
    written = next(filter(None, (form.search(plain(title)) for form in _SPAN_IN_WORDS)), None)
    if written is None:
        return None
    start, stop = read_period(written[0], order="dmy", calendar=None, numbered_months=False)
    return ((start, stop), title) if start <= stop else None


def coverage_finding(
    covers: tuple[date, date], *, given: bool, title: str = "", days: tuple[date, date] | None = None
) -> Finding:
    """The span in words and where it comes from: the user, the ``title`` of the file, or its own ``days``."""
    span = f"{_day(covers[0])} đến {_day(covers[1])}"
    if given:
        return finding(
            "coverage", "info", f"Tệp được ghi nhận là đủ số liệu từ {span}, như đã xác nhận khi nhập.", example=span
        )
    message = (
        f"Tệp được hiểu là đủ số liệu từ {span} ({_origin(covers, title, days)}). Nếu tệp phủ khoảng khác, hãy"
        " ghi rõ khi nhập: ngày không có vụ nào trong khoảng này được tính là 0."
    )
    return finding("coverage", "info", message, example=span)


def _origin(covers: tuple[date, date], title: str, days: tuple[date, date] | None) -> str:
    if title:
        return f"theo dòng đầu tệp «{title[:_LONGEST_TITLE]}»"
    if days is None or days == covers:
        return "theo ngày đầu và ngày cuối trong tệp"
    return f"ngày đầu và ngày cuối trong tệp là {_day(days[0])} và {_day(days[1])}, làm tròn ra đầu và cuối kỳ"


def month_findings(days: Iterable[pd.Series]) -> list[Finding]:
    """Calendar months between the first and the last that none of ``days`` (datetime64) falls in."""
    seen = np.unique(np.concatenate([_months(each) for each in days] or [np.array([], dtype="datetime64[M]")]))
    if not len(seen):
        return []
    lacking = np.setdiff1d(np.arange(seen[0], seen[-1] + 1), seen)
    if not len(lacking):
        return []
    names = [f"{month.astype(object):%m/%Y}" for month in lacking]
    more = f" và {len(names) - _SHOWN} tháng khác" if len(names) > _SHOWN else ""
    message = (
        "Có tháng không có dòng nào ở giữa chuỗi số liệu. Hãy hỏi lại đơn vị gửi: tháng đó không có vụ hay thiếu tệp?"
        " Nếu thiếu, số của tháng đó sẽ bị coi là 0."
    )
    return [finding("month_missing", "warning", message, rows=0, example=", ".join(names[:_SHOWN]) + more)]


def months_between(start: pd.Series, end: pd.Series) -> pd.Series:
    """The first day of every month that the periods from ``start`` to ``end`` touch, each once."""
    spans = pd.DataFrame({"start": start, "end": end}).drop_duplicates().dropna()
    firsts, lasts = (spans[end].to_numpy().astype("datetime64[M]") for end in ("start", "end"))
    months = [np.arange(first, last + 1) for first, last in zip(firsts, lasts, strict=True)]
    none = np.array([], dtype="datetime64[M]")
    return pd.Series(np.unique(np.concatenate([none, *months])).astype("datetime64[s]"))


def _months(days: pd.Series) -> np.ndarray:
    known = days.dropna().to_numpy()
    return np.unique(known.astype("datetime64[M]"))


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
