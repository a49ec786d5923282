"""Step 2, Ghép cột: the file's first rows, and for each column of ours where it comes from."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from analysis.intake.files.read import TextTable
from analysis.intake.keys import LABELS, ROWS
from analysis.intake.profiles import Profile
from pages import _cached, _html
from pages import _import_data as data

SHOWN_KINDS = {"outcome": "Hậu quả với người", "severity": "Mức độ", "mode": "Loại hình", "sex": "Giới tính"}


def mapping_form(task: data.Task) -> Profile:
    """Draw the form from the profile as suggested; the profile as answered."""
    suggested = task.profile
    _first_rows(task)
    conversion = _legacy_question(task)
    left, middle, right = st.columns(3)
    with left:
        layouts = list(ROWS[task.kind])
        row = _pick("Mỗi dòng là gì?", {key: data.ROW_WORDS[key] for key in layouts}, suggested.row, "row", task)
    with middle:
        order = _pick("Ngày viết theo", data.DATE_WORDS, suggested.date_order, "order", task)
    with right:
        missing = st.text_input(
            *("Chữ nghĩa là “không có số liệu”", ", ".join(suggested.missing)),
            key=f"missing_{task.number}",
            placeholder="ví dụ: -1, N/A",
        )
    columns = _columns(task, replace(suggested, row=row))
    texts = tuple(text.strip() for text in missing.split(",") if text.strip())
    answers = {"row": row, "date_order": order, "missing": texts, "conversion": conversion}
    crs = suggested.crs or ("EPSG:4326" if "lat" in columns else None)
    profile = data.with_answers(suggested, columns, crs=crs, values=suggested.values, **answers)
    values = _values(task, profile)
    return data.with_answers(profile, columns, values=values)


def _first_rows(task: data.Task) -> None:
    shown_tables = data.fitting(task.tables, task.profile)
    for table in shown_tables[:1]:
        head = data.preview(table)
        shown = list(table.headings)
        headings = [_html.Heading(name) for name in ("Dòng", *data.readable(shown).values())]
        texts = zip(head.index, head[shown].to_numpy().tolist(), strict=True)
        rows = [[_html.Cell(str(text)[:60]) for text in (number, *row)] for number, row in texts]
        title = f"Những dòng đầu của «{task.file.name}»{_sheet_words(task, shown_tables)}"
        st.html(_html.table(title, headings, rows, name="preview"))


def _sheet_words(task: data.Task, shown: list[TextTable]) -> str:
    """Which sheet is shown, and which are read the same way; nothing where the file has one sheet."""
    if len(task.tables) < 2:
        return ""
    read = [table for table in shown if not data.bind(task.profile, table.sheet, table.headings).lacking]
    others = [table.sheet for table in task.tables if table not in read]
    words = f", trang «{shown[0].sheet}»" + (f"; {len(read)} trang cùng một cách ghép" if len(read) > 1 else "")
    return words + (f"; không đọc trang {', '.join(f'«{name}»' for name in others)}" if read and others else "")


def _legacy_question(task: data.Task) -> str:
    """Whether columns typed in TCVN3 or VNI are converted: only on the user's yes."""
    found = data.legacy_columns(data.fitting(task.tables, task.profile))
    if not found:
        return task.profile.conversion
    headings = [_html.Heading(text) for text in ("Phông", "Cột", "Trong tệp", "Sau khi chuyển")]
    rows = [[_html.Cell(text) for text in row] for row in found]
    st.html(_html.table("Một số cột gõ bằng phông chữ cũ", headings, rows, name="legacy"))
    words = {"ask": "Chưa quyết định", "convert": "Có, chuyển sang Unicode", "keep": "Không, giữ nguyên"}
    return _pick("Chuyển các cột này sang Unicode?", words, task.profile.conversion, "conversion", task)


def _columns(task: data.Task, profile: Profile) -> dict[str, tuple[str, ...]]:
    choices = data.heading_choices(task.tables, profile)
    at_once, later = data.keys_in_order(profile)
    found = _grid(at_once, choices, task)
    with st.expander("Các cột khác"):
        return found | _grid(later, choices, task)


def _grid(keys: list[str], choices: dict[tuple[str, ...], str], task: data.Task) -> dict[str, tuple[str, ...]]:
    places = st.columns(3)
    found = {}
    for number, key in enumerate(keys):
        label = LABELS[key][:1].upper() + LABELS[key][1:]
        with places[number % 3]:
            found[key] = _pick(label, choices, task.profile.columns.get(key, ()), f"column_{key}", task)
    return {key: theirs for key, theirs in found.items() if theirs}


def _values(task: data.Task, profile: Profile) -> dict[str, dict[str, str]]:
    """What the words mean that no list of ours knows, for severity, outcome, mode, sex and area."""
    values = {}
    for key, texts in data.unread_texts(task, profile, _cached.definitions()).items():
        choices = data.code_choices(key, _cached.definitions())
        label = SHOWN_KINDS.get(key, "Địa bàn")
        with st.container(border=True):
            st.markdown(f"**{label}: các chữ trong tệp chưa nhận ra nghĩa là**")
            places = st.columns(3)
            given = dict(profile.values.get(key, {}))
            values[key] = {}
            for number, text in enumerate(texts):
                with places[number % 3]:
                    values[key][text] = _pick(f"«{text}»", choices, given.get(text, ""), f"value_{key}_{text}", task)
    return values


def _pick(label: str, options: dict, chosen: object, key: str, task: data.Task):
    """A selectbox that starts at ``chosen`` and keeps what the user picked while the task lasts."""
    keys = list(options)
    place = keys.index(chosen) if chosen in options else 0
    state = f"import_{task.number}_{key}"
    return st.selectbox(label, keys, place, format_func=options.get, key=state, filter_mode="contains")
