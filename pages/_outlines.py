"""Ranh giới: official outlines of districts or communes are checked and put in the place of ours."""

from __future__ import annotations

import tempfile
from html import escape
from pathlib import Path

import streamlit as st

from analysis.definitions.outline_checks import OutlineCheck, check_outlines
from analysis.definitions.outline_files import (
    KINDS as FILES,
)
from analysis.definitions.outline_files import (
    install_outlines,
    outlines_folder,
    outlines_in_use,
    read_outlines,
    return_to_bundled,
)
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
    _in_use()
    left, right = st.columns(2)
    kind = left.radio("Ranh giới của", list(KINDS), format_func=KINDS.__getitem__, key="outlines_kind")
    crs = right.text_input("Mã EPSG, nếu tệp không ghi hệ tọa độ", key="outlines_crs", placeholder="EPSG:9208")
    number = st.session_state.get("outlines_number", 0)
    upload = st.file_uploader("Tệp ranh giới", type=SUFFIXES, key=f"outlines_file_{number}")
    if upload is not None:
        with _common.mistakes_said():
            _checked(upload.name, upload.getvalue(), kind, crs.strip() or None)


def _in_use() -> None:
    """Which outlines every map and check uses now, and the way back to those that came with the program."""
    reference = _cached.definitions().reference
    for kind, words in KINDS.items():
        known = outlines_in_use(reference, kind)
        own = known is not None and reference.is_overlaid(FILES[kind])
        source = "ranh giới kèm theo chương trình" if known else "chưa có ranh giới"
        if own:
            source = f"ranh giới đã nạp: {' · '.join(text for text in known if text) or 'tệp không ghi nguồn'}"
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(f'<p class="at-small" data-name="in_use_{kind}">{escape(words)}: <b>{escape(source)}</b></p>')
            folder = outlines_folder(reference, office_reference(_cached.store()))
            ours = own and (folder / FILES[kind]).is_file()
            if ours and st.button("Dùng lại ranh giới kèm theo", key=f"outlines_back_{kind}"):
                return_to_bundled(folder, kind=kind)
                _changed(f"Đã bỏ ranh giới đã nạp ({words.lower()}).")


def _changed(said: str) -> None:
    """Everything that was read by the outlines before is read anew."""
    st.cache_resource.clear()
    st.cache_data.clear()
    st.session_state["outlines_number"] = st.session_state.get("outlines_number", 0) + 1
    st.session_state["outlines_said"] = said
    st.rerun()


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
        _changed(f"Đã dùng {whole(len(check.outlines))} ranh giới từ tệp {name}.")


def _check(name: str, content: bytes, kind: str, crs: str | None) -> OutlineCheck:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / (Path(name).name or "ranh-gioi")
        path.write_bytes(content)
        return check_outlines(read_outlines(path, crs=crs), _cached.definitions(), kind=kind)


def _told(check: OutlineCheck) -> str:
    """What was found, errors first; nothing found is said too."""
    head = f"{whole(check.features)} vùng trong tệp, nhận được {whole(len(check.outlines))} ranh giới."
    rows = zip(check.findings["severity"], check.findings["message"], strict=True)
    found = "".join(f'<div class="at-finding {escape(severity)}">{escape(text)}</div>' for severity, text in rows)
    return f"<p>{escape(head)}</p>{found or '<p>Không thấy lỗi nào.</p>'}"
