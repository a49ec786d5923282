"""Nhập số liệu: four steps, each with a way back; nothing is written before the last one."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from functools import partial
from html import escape
from pathlib import Path

import streamlit as st

from analysis.errors import RequestError
from analysis.intake.files.read import list_sheets, read_tables
from analysis.intake.findings import FOREMOST
from analysis.intake.keys import LABELS
from analysis.intake.mapping import missing_keys, suggest_profile
from analysis.intake.profiles import Profile, check_profile, profile_from, profile_toml
from analysis.review.numbers import whole
from analysis.store.batches import rejected_rows
from analysis.store.imports import ImportResult, import_file
from pages import _cached, _common, _html
from pages._findings import findings_list, rejected_download, result_words
from pages._import_data import KINDS, Task, forget, last_source, receive
from pages._import_mapping import mapping_form
from pages._import_repeated import asked, other_findings
from pages._links import typed_day

STEPS = ("1. Chọn tệp", "2. Ghép cột", "3. Kiểm tra", "4. Nhập")
SOURCE = "Nguồn (đơn vị gửi)"
NO_SOURCE = "Chưa ghi nguồn: các bảng và tài liệu sẽ ghi tên tệp làm nguồn. Hãy ghi đơn vị gửi."
SUFFIXES = ["csv", "tsv", "txt", "xlsx", "xls", "ods"]


def import_section() -> None:
    """The step we are at, with the list of steps above it."""
    task: Task = st.session_state.setdefault("import_task", Task())
    st.html(_html.steps(STEPS, task.step))
    with _common.mistakes_said():
        (_choose, _map, _check, _done)[task.step](task)


def _go(task: Task, step: int) -> None:
    task.step = step
    st.rerun()


def _choose(task: Task) -> None:
    left, right = st.columns([2, 3])
    with left:
        kinds = list(KINDS)
        task.kind = st.selectbox("Loại số liệu", kinds, format_func=KINDS.get, key="import_kind", filter_mode=None)
        st.session_state.setdefault("import_source", last_source(_cached.batches(), task.kind))
        source = st.text_input(SOURCE, key="import_source", placeholder="ví dụ: Công an tỉnh Lào Cai").strip()
    upload = right.file_uploader("Tệp số liệu (Excel hoặc văn bản)", type=SUFFIXES, key=f"import_file_{task.number}")
    with right.expander("Đã có hồ sơ ghép cột của tệp trước?"):
        known = st.file_uploader("Hồ sơ ghép cột (.toml)", type=["toml"], key=f"import_profile_{task.number}")
    if upload is None:
        st.caption("Tệp được đọc trên máy này, không gửi đi đâu. Chưa có gì được ghi trước bước 4.")
        return
    if task.file is None or task.file.name != upload.name or st.session_state.get("import_upload") != upload.file_id:
        receive(task, upload, upload.name)
        st.session_state["import_upload"] = upload.file_id
    sheets = _sheets(task)
    if st.button("Tiếp tục: ghép cột", type="primary"):
        with st.spinner("Đang đọc tệp…"):
            task.tables, task.distinct = read_tables(task.file, sheets=sheets), {}
            profile = _given_profile(known.getvalue().decode("utf-8-sig")) if known else None
            task.profile = profile or suggest_profile(task.tables, task.kind, _cached.definitions())
        task.kind = task.profile.kind
        task.source_known = bool(source or task.profile.source)
        task.profile = replace(
            task.profile, source=source or task.profile.source, sheets=tuple(sheets) if sheets else None
        )
        _go(task, 1)


def _sheets(task: Task) -> list[str] | None:
    """The sheets to read where the file has several; None for all."""
    names = list_sheets(task.file)
    if len(names) < 2:
        return None
    chosen = st.multiselect("Trang tính", names, key=f"import_sheets_{task.number}", placeholder="Tất cả các trang")
    return chosen or None


def _given_profile(text: str) -> Profile:
    try:
        return profile_from(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise RequestError("Hồ sơ ghép cột không đúng dạng TOML.", "Hãy chọn tệp đã tải về từ trang này.") from error


def _map(task: Task) -> None:
    task.profile = mapping_form(task)
    missing = missing_keys(task.profile)
    if missing:
        st.warning(f"Còn thiếu: {', '.join(LABELS[key] for key in missing)}.")
    name = f"{Path(task.file.name).stem}.toml"
    with st.container(horizontal=True):
        if st.button("Kiểm tra tệp", type="primary", disabled=bool(missing)):
            check_profile(task.profile, _cached.definitions())
            _go(task, 2)
        if st.button("Quay lại"):
            _go(task, 0)
        text = profile_toml(task.profile)
        st.download_button("Tải hồ sơ ghép cột (.toml)", text, name, "application/toml", on_click="ignore")


def _covers(task: Task) -> tuple[date, date] | None:
    """The days that the file covers, as its rows suggest or as the user writes them."""
    intake = task.result.intake
    if intake.covers_start is None or intake.covers_end is None or task.result.already_imported:
        return None
    said = next((item.message for item in intake.findings if item.rule == "coverage"), "")
    st.caption("Tệp phủ những ngày nào? Ngoài khoảng này là chưa có số liệu.")
    st.html(f'<p class="at-small">{escape(said)}</p>')
    left, right, _ = st.columns([1, 1, 3])
    first = left.text_input("Phủ từ ngày", f"{intake.covers_start:%d/%m/%Y}", key=f"covers_from_{task.number}")
    last = right.text_input("Phủ đến ngày", f"{intake.covers_end:%d/%m/%Y}", key=f"covers_to_{task.number}")
    return typed_day(first), typed_day(last)


def _asked_source(task: Task) -> None:
    """The source where none was named: else the name of the file would stand under every table."""
    if task.result.already_imported or task.source_known:
        return
    st.session_state.setdefault(f"source_{task.number}", task.profile.source)
    said = st.text_input(SOURCE, key=f"source_{task.number}", placeholder="ví dụ: Công an tỉnh Lào Cai").strip()
    task.profile = replace(task.profile, source=said)
    if not said:
        st.html(f'<div class="at-finding warning"><p>{NO_SOURCE}</p></div>')


def _run(task: Task, *, dry_run: bool, covers: tuple[date, date] | None = None, **answers: str) -> ImportResult:
    """Check or take in; ``answers``: ``replaces`` a batch, ``accept_repeated`` the reason to take repeated facts."""
    bar = st.progress(0.0, "Đang kiểm tra…" if dry_run else "Đang nhập…")
    told = {"who": _common.who(), "now": _common.now(), "dry_run": dry_run, "covers": covers, "progress": bar.progress}
    told |= {"replaces": answers.get("replaces") or None, "accept_repeated": answers.get("accept_repeated", "")}
    done = import_file(_cached.store(), _cached.definitions(), task.file, task.kind, task.profile, **told)
    bar.empty()
    return done


def _check(task: Task) -> None:
    if task.result is None:
        task.result = _run(task, dry_run=True)
    st.markdown(f"**{result_words(task.result)}**")
    intake = task.result.intake
    first = [] if task.result.already_imported else [item for item in intake.findings if item.rule in FOREMOST]
    overlapped = other_findings(first)
    if overlapped:
        findings_list(overlapped)
    answer, reason, ready = asked(task, intake.repeated)
    if answer is not None:
        task.profile, task.result = answer, None
        st.rerun()
    _asked_source(task)
    covers = _covers(task)
    with st.container(horizontal=True):
        if chosen := _chosen_import(task, overlapped[0].example if overlapped else "", ready=ready):
            task.result = _run(task, dry_run=False, covers=covers, replaces=chosen[0], accept_repeated=reason)
            _go(task, 3)
        if st.button("Quay lại ghép cột"):
            task.result = None
            _go(task, 1)
        if task.result.rejected is not None:
            name, rows = Path(task.file.name).stem, task.result.rejected
            rejected_download(name, intake.rows_rejected, lambda: rows, task.profile.date_order)
    shown_above = {"coverage"} if covers else set()
    findings_list([item for item in intake.findings if item not in first and item.rule not in shown_above])


def _chosen_import(task: Task, same_as: str, *, ready: bool) -> tuple[str] | None:
    """What was pressed: the batch to be replaced ("" for none) as a tuple of one, or nothing.

    Where the file is mostly the batch ``same_as``, taking in both is asked for by name. Not ``ready``: a question about
    repeated facts is open, so nothing can be pressed.
    """
    count = task.result.intake.rows_accepted
    ready = ready and not task.result.already_imported and count > 0
    if not same_as:
        look = "primary" if ready or not task.result.intake.repeated else "secondary"
        return ("",) if st.button(f"Nhập {whole(count)} dòng", type=look, disabled=not ready) else None
    if st.button("Thay đợt đó bằng tệp này", type="primary", disabled=not ready):
        return (same_as,)
    return ("",) if st.button(f"Vẫn nhập cả hai ({whole(count)} dòng)", disabled=not ready) else None


def _done(task: Task) -> None:
    st.success(result_words(task.result))
    batch_id = task.result.batch_id
    of_batch = partial(rejected_rows, _cached.store(), batch_id)
    rejected_download(batch_id, task.result.intake.rows_rejected, of_batch, task.profile.date_order)
    with st.container(horizontal=True):
        if st.button("Xem Tổng quan", type="primary"):
            _start_over(task)
            _common.start_anew()
        if st.button("Nhập tệp khác"):
            _start_over(task)
            st.rerun()
    findings_list(task.result.intake.findings)


def _start_over(task: Task) -> None:
    forget(task)
    st.session_state["import_task"] = Task(number=task.number + 1, kind=task.kind)
