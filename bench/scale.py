"""The nation on one machine: forty million violation records, what its counts and its pages cost, and how cost grows.

``python -m bench.scale STORE`` prints what ``measuring.in_process`` reads: counting from the rows against plain
SQL of DuckDB over the same files, pair by pair, and the memory after it. The pages are a real server, driven over its
websocket (``session_client``).
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import duckdb
import psutil

from analysis.figures import violation_counts
from analysis.store.commits import data_files
from analysis.store.tables import Store, open_store

from .measuring import paired
from .pages import SERVER, served
from .session_client import OFF, ON, Session

PAIRS = 5
QUESTIONS: dict[str, tuple[list[str], tuple[date, date]]] = {
    "ten years by district": (["area"], (date(2015, 1, 1), date(2025, 1, 1))),
    "a year by behaviour": (["behaviour"], (date(2023, 12, 15), date(2024, 12, 15))),
    "a quarter by district and behaviour": (["area", "behaviour"], (date(2023, 12, 15), date(2024, 3, 15))),
}
_COLUMN = {"area": "area_code", "behaviour": "behaviour"}
_SUMS = ", ".join(f"sum({name})" for name in violation_counts.VIOLATION_MEASURES)

SIDEBAR = ("Kỳ báo cáo", "Năm", "So với", "Loại hình", "Tính cả va chạm", "Lịch thống kê", "Địa bàn")
PAGES = {
    "tong_quan": SIDEBAR,
    "so_sanh_ky": (*SIDEBAR, "Phân tổ theo", "Tiêu chí"),
    "so_sanh_ky?ve=violations": (*SIDEBAR, "Phân tổ theo"),
    "dia_ban_tang": (*SIDEBAR, "Mở để xem chi tiết", "Cấp địa bàn"),
    "ban_do": (*SIDEBAR, "Kỳ trên bản đồ", "Tô màu địa bàn theo", "Lớp trên bản đồ", "Xét điểm đen", "Vụ trên bản đồ"),
    "vi_pham": (*SIDEBAR, "Phân tổ theo", "Chỉ tiêu", "Chuỗi"),
    "vi_pham?phan_vp=cao_diem": (*SIDEBAR, "Đợt cao điểm"),
    "vi_pham?phan_vp=tai_nan": (*SIDEBAR, "Đợt cao điểm"),
    "phan_tich": (*SIDEBAR, "Đếm"),
    "phan_tich?muc=noi&ky=2022-Q1": ("Kỳ báo cáo", "Đếm"),
    "phan_tich?muc=phuong_tien&ky=2020-Q1": ("Kỳ báo cáo", "Đếm"),
    "phan_tich?muc=nguyen_nhan&ky=2022-Q1&va_cham=khong": ("Kỳ báo cáo", "Đếm"),
    "phan_tich?muc=nguoi&ky=2020-Q1&va_cham=khong": ("Kỳ báo cáo",),
    "phan_tich?muc=cap_cuu&ky=2022-Q1&lich=month": ("Kỳ báo cáo",),
    "phan_tich?muc=bang_cheo": (*SIDEBAR, "Hàng", "Cột", "Đếm"),
    "bao_cao": SIDEBAR,
}
"""Pages by the name of their file (and a link's choices), with the choices that are changed on each, in this order.

All sections of Phân tích TNGT rest on one count of the period, so each begins in a year that none before it has seen.
"""
CHANGES = {
    "Kỳ báo cáo": ("Quý II", "6 tháng", "Năm"),
    "Năm": ("2023", "2021"),
    "So với": ("Kỳ liền trước", "Cùng kỳ năm trước"),
    "Loại hình": ("Đường bộ", "Tất cả"),
    "Tính cả va chạm": (OFF, ON),
    "Địa bàn": ("Huyện số 0", "Huyện số 350", "Huyện số 0", "Huyện số 350"),
    "Kỳ trên bản đồ": ("Năm 2022", "Năm 2020"),
    "Mở để xem chi tiết": ("Huyện số 1", "Huyện số 69"),
}
"""What is clicked one after another under a label; all that is offered where it is not named here."""


def count_ratios(store: Store) -> dict[str, tuple[float, float, float]]:
    """For each question: ours from the rows / plain SQL, median of pairs, and the median seconds of both."""
    return {name: _ratio(store, by, span) for name, (by, span) in QUESTIONS.items()}


def _ratio(store: Store, by: list[str], span: tuple[date, date]) -> tuple[float, float, float]:
    files = [str(path) for path in data_files(store.pinned(), "violations")["path"]]

    def plain() -> int:
        names = ", ".join(_COLUMN[name] for name in by)
        inside = "period_start >= ? AND period_end < ?"
        asked = f"SELECT {names}, {_SUMS} FROM read_parquet(?) WHERE {inside} GROUP BY {names}"
        with duckdb.connect() as connection:
            return len(connection.execute(asked, [files, *span]).fetchall())

    def ours() -> int:
        return len(violation_counts.violation_counts_by_period(store, {"now": span}, by=by))

    with from_rows():
        if ours() != plain():
            raise RuntimeError(f"not the same groups by {by} in {span}")
        return paired(lambda: _seconds(ours), lambda: _seconds(plain), runs=PAIRS)


@contextmanager
def from_rows() -> Iterator[None]:
    """Kept totals are not asked."""
    asked = violation_counts.form_for
    violation_counts.form_for = lambda *_: ""  # type: ignore[assignment]
    try:
        yield
    finally:
        violation_counts.form_for = asked


def _seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def page_seconds(store: Path, reference: Path) -> tuple[dict[str, list[float]], float]:
    """Server work of every change of a choice, mostly of views never seen, by page [s]; the server's memory [GB]."""
    os.environ["ATGT_REFERENCE"] = str(reference)
    found: dict[str, list[float]] = {}
    memory = 0
    with served(SERVER, store) as (address, server):
        for page, labels in PAGES.items():
            name, _, query = page.partition("?")
            with Session(address, name, query) as session:
                session.open()
                found[page] = _changes(session, labels)
                memory = max(memory, psutil.Process(server).memory_info().rss)
                if session.errors:
                    raise RuntimeError(f"{page}: {session.errors}")
        return found, memory / 1e9


def _changes(session: Session, labels: tuple[str, ...]) -> list[float]:
    """Seconds of every change; ``KeyError`` for a choice that the page does not offer, so that none goes unmeasured."""
    seconds = []
    for label in labels:
        options = CHANGES.get(label) or session.choices[label].options
        seconds += [session.choose(label, option) for option in options]
    return seconds


if __name__ == "__main__":
    opened = open_store(Path(sys.argv[1]))
    ratios = count_ratios(opened)
    memory = psutil.Process().memory_info().rss / 1e9
    print(json.dumps({"seconds": 0, "answer": json.dumps({"ratios": ratios, "rss_gb": memory})}), flush=True)
