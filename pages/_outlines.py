"""Ranh giới: official outlines of districts or communes are checked and put in the place of ours."""

from __future__ import annotations

import tempfile
from html import escape
from pathlib import Path

import streamlit as st

from analysis.definitions.outline_checks import OutlineCheck, check_outlines
from analysis.definitions.outline_files import install_outlines, outlines_folder, read_outlines
from analysis.errors import FileError
from analysis.review.numbers import whole
from analysis.store.recording import now, who
from analysis.store.tables import local_day, office_reference
from pages import _cached, _common

SUFFIXES = ["geojson", "json", "gpkg", "zip"]
KINDS = {"areas": "Huyện, khu vực (huyện cũ)", "communes": "Xã, phường"}


def outlines_section() -> None:
    """Choose a file, see what is wrong with it, use it."""
    if said := st.session_state.pop("outlines_said", ""):
        st.success(said)
    st.caption(
        "Ranh giới kèm theo được giản lược (sai lệch khoảng 500 m). Khi có tệp chính thức, hãy nạp vào đây: GeoJSON, "
        "GeoPackage hoặc Shapefile nén (.zip). Tệp được kiểm tra mã, hệ tọa độ, chồng lấn, khoảng trống trước khi dùng."
    )
    left, right = st.columns(2)
    kind = left.radio("Ranh giới của", list(KINDS), format_func=KINDS.__getitem__, key="outlines_kind")
    crs = right.text_input("Mã EPSG, nếu tệp không ghi hệ tọa độ", key="outlines_crs", placeholder="EPSG:9208")
    number = st.session_state.get("outlines_number", 0)
    upload = st.file_uploader("Tệp ranh giới", type=SUFFIXES, key=f"outlines_file_{number}")
    if upload is not None:
        with _common.mistakes_said():
            _checked(upload.name, upload.getvalue(), kind, crs.strip() or None)


def _checked(name: str, content: bytes, kind: str, crs: str | None) -> None:
    check = _check(name, content, kind, crs)
    st.html(_told(check))
    if not check.usable:
        raise FileError(f"Chưa dùng được tệp {name}.", "Hãy sửa các lỗi đã nêu rồi nạp lại.")
    if st.button(f"Dùng {whole(len(check.outlines))} ranh giới này", type="primary", key="outlines_use"):
        store = _cached.store()
        folder = outlines_folder(_cached.definitions().reference, office_reference(store))
        source, day = f"{name} ({who()})", str(local_day(now()))
        install_outlines(check.outlines, folder, kind=kind, source=source, day=day, received=content)
        st.cache_resource.clear()
        st.cache_data.clear()
        st.session_state["outlines_number"] = st.session_state.get("outlines_number", 0) + 1
        st.session_state["outlines_said"] = f"Đã dùng {whole(len(check.outlines))} ranh giới từ tệp {name}."
        st.rerun()


def _check(name: str, content: bytes, kind: str, crs: str | None) -> OutlineCheck:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"outlines{Path(name).suffix.lower()}"
        path.write_bytes(content)
        return check_outlines(read_outlines(path, crs=crs), _cached.definitions(), kind=kind)


def _told(check: OutlineCheck) -> str:
    """What was found, errors first; nothing found is said too."""
    head = f"{whole(check.features)} vùng trong tệp, nhận được {whole(len(check.outlines))} ranh giới."
    rows = zip(check.findings["severity"], check.findings["message"], strict=True)
    found = "".join(f'<div class="at-finding {escape(severity)}">{escape(text)}</div>' for severity, text in rows)
    return f"<p>{escape(head)}</p>{found or '<p>Không thấy lỗi nào.</p>'}"
