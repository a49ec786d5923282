"""The question about facts that stand in a file twice, with its figures, and what each answer would take.

Everything here is Vietnamese for the page and the command line. Left out: whether something is repeated.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .keys import PERIOD, SHEET
from .repeated_tables import Alike

KIND_WORDS = {
    "day": "ngày",
    "week": "tuần",
    "month": "tháng",
    "quarter": "quý",
    "half": "6 tháng",
    "nine": "9 tháng",
    "year": "năm",
    "other": "khoảng khác",
}
_NAMED = 6


def question(item: Alike, heading: str, per_text: Mapping[str, tuple[int, int]], every: tuple[int, int]) -> str:
    """What is asked: which tables repeat each other, how surely, and the sums with and without."""
    rows, cases = every
    each = "; ".join(
        f"{_named(item, text)}: {_number(count)} dòng, {_number(total)} trường hợp"
        for text, (count, total) in list(per_text.items())[:_NAMED]
    )
    more = "…" if len(per_text) > _NAMED else ""
    sure = f"khớp ở {_number(item.agreeing)} trong {_number(item.compared)} số liệu đem đối chiếu"
    return (
        f"{_opening(item, heading)} ({sure}). {each}{more}. Cộng tất cả sẽ ra {_number(cases)} trường hợp của"
        f" {_number(rows)} dòng, tính cùng một việc nhiều lần. Lấy phần nào?"
    )


def choice_words(item: Alike, heading: str, taken: Sequence[str], rows: int, cases: int) -> str:
    """One answer in words: "Chỉ lấy «1» của cột «source_sheet»: 16.038 dòng, 2.330.722 trường hợp"."""
    figures = f"{_number(rows)} dòng, {_number(cases)} trường hợp"
    if item.kind == "total" and len(taken) > 1:
        return f"Chỉ lấy các phần của cột «{heading}», bỏ dòng tổng: {figures}"
    names = ", ".join(_named(item, text) for text in taken[:_NAMED]) + ("…" if len(taken) > _NAMED else "")
    where = {SHEET: "", PERIOD: ""}.get(item.column, f" của cột «{heading}»")
    return f"Chỉ lấy {names}{where}: {figures}"


def _opening(item: Alike, heading: str) -> str:
    names = ", ".join(_named(item, text) for text in item.texts[:_NAMED])
    where = {SHEET: "Các trang", PERIOD: "Các dòng"}.get(item.column, f"Các dòng ghi ở cột «{heading}»")
    if item.kind == "same":
        return f"{where} {names} nêu lại cùng một số liệu"
    if item.kind == "running":
        return f"{where} {names}: phần sau là số lũy kế từ đầu năm của phần trước"
    if item.kind == "periods":
        kinds = " và theo ".join(KIND_WORDS[kind] for kind in item.texts)
        return f"Các dòng theo {kinds} nêu cùng một số liệu: kỳ dài là tổng của các kỳ ngắn"
    total = item.answers[-1][0]
    return f"Cột «{heading}» có dòng tổng «{total or '(để trống)'}» đứng cạnh các phần của nó"


def _named(item: Alike, text: str) -> str:
    if item.column == PERIOD:
        return f"dòng theo {KIND_WORDS[text]}"
    return f"«{text}»" if text else "(để trống)"


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")
