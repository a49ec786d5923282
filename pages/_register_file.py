"""Rà soát and Nhập danh mục: what brings places into the register."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from analysis.intake.files.read import ReceivedFile
from analysis.places.register_file import OUTCOMES, RegisterImport, import_register
from analysis.places.register_spots import review_found
from analysis.review.numbers import whole
from analysis.review.register_words import import_sentence, review_sentence
from pages import _cached, _common, _html
from pages._register_read import told

if TYPE_CHECKING:
    from analysis.places.blackspots import BlackSpots

SUFFIXES = ["xlsx", "xls", "ods", "csv", "tsv", "txt"]


def review_part(found: BlackSpots) -> None:
    """Set what was found against the register; asked for once, kept with who and when."""
    number = st.session_state.get("register_reviewed", 0)
    with st.popover(f"Rà soát đến {found.asked.as_of:%d/%m/%Y}", key=f"register_review_{number}"):
        st.markdown(
            "Tìm theo lý trình và theo tọa độ, với khoảng ngày và kích thước đang chọn. Điểm chưa có trong danh mục "
            "được ghi là «đề nghị rà soát»; điểm đã có được đánh dấu vẫn còn, không còn hoặc xuất hiện lại. "
            "Tình trạng của điểm không tự thay đổi. "
            "Điểm đen cũ (hết 12 tháng mà không còn đủ tiêu chí) không được đề nghị."
        )
        if st.button("Ghi kết quả rà soát", type="primary", key="register_review"):
            with _common.mistakes_said():
                done = review_found(_cached.store(), found, _cached.definitions(), told=told())
                st.session_state["register_said"] = f"{review_sentence(done)} {old_words(found)}".strip()
                st.session_state["register_reviewed"] = number + 1  # another key: the window closes
                st.rerun()


def old_words(found: BlackSpots) -> str:
    """That black spots of before the last twelve months were not proposed; nothing where there is none."""
    old = int((found.spots["status"] != "ACTIVE").sum())
    return f"{whole(old)} điểm đen cũ không được đề nghị." if old else ""


def import_part() -> None:
    """Take an existing register in: choose, look at what would come of it, take it in."""
    number = st.session_state.get("register_taken", 0)
    with st.popover("Nhập danh mục có sẵn", width="content", key=f"register_import_{number}"):
        st.caption(
            "Excel hoặc văn bản, mỗi dòng một điểm: loại, tên, tên đường, lý trình, địa bàn, điểm đầu và điểm cuối "
            "(X, Y), năm, số vụ TN/VC, số vụ chết người, số vụ bị thương, ngày xóa, diễn giải."
        )
        upload = st.file_uploader("Tệp danh mục", type=SUFFIXES, key=f"register_file_{number}")
        convert = st.checkbox("Chuyển chữ phông TCVN3, VNI sang Unicode (nếu có)", key="register_convert")
        if upload is not None:
            with _common.mistakes_said():
                _preview(upload.name, upload.getvalue(), convert)


def _preview(name: str, content: bytes, convert: bool) -> None:
    looked = _imported(name, content, convert, dry_run=True)
    can_take = looked.accepted and not looked.already_imported
    if can_take and st.button(f"Nhập {whole(looked.accepted)} điểm", type="primary", key="register_take"):
        done = _imported(name, content, convert, dry_run=False)
        st.session_state["register_said"] = import_sentence(done)
        st.session_state["register_taken"] = st.session_state.get("register_taken", 0) + 1
        st.rerun()
    st.html(_told(looked))


def _imported(name: str, content: bytes, convert: bool, *, dry_run: bool) -> RegisterImport:
    options = {"told": told(), "dry_run": dry_run, "accept_conversion": convert}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"register{Path(name).suffix}"
        path.write_bytes(content)
        return import_register(_cached.store(), _cached.definitions(), ReceivedFile(path, name), **options)


def _told(done: RegisterImport) -> str:
    """The sentence, then every row with what comes of it, the rejected ones first."""
    headings = [_html.Heading(name) for name in ("Dòng", "Tên", "Kết quả", "Lý do hoặc lưu ý")]
    ordered = done.table.sort_values("outcome", key=lambda outcomes: outcomes.ne("rejected"), kind="stable")
    rows = [
        [
            _html.Cell(str(row["row"]), row["row"]),
            _html.Cell(row["name"] or "–"),
            _html.Cell(OUTCOMES[row["outcome"]], classes="w"),
            _html.Cell(row["reason"] or _near(row["near"])),
        ]
        for row in ordered.to_dict("records")
    ]
    listed = _html.table(import_sentence(done), headings, rows, name="register_import")
    return f'<div class="at-list">{listed}</div>{_html.aside(done.notes)}'


def _near(register_id: str) -> str:
    return f"nằm cùng chỗ với {register_id}: xem và gộp nếu là một điểm" if register_id else ""
