"""An existing register of black spots as it comes in a file → typed rows, each with what speaks against it.

Fields as road managers keep them: loại, tên, tên đường, lý trình, địa bàn, điểm đầu and điểm cuối (X, Y), năm, số vụ
TN/VC, số vụ chết người, số vụ bị thương, ngày xóa, diễn giải. A row that is not read right in any of its cells is
rejected with all the reasons, never half taken. Left out: what is in the register already (``register_file``). It can
mislead that X and Y of VN-2000 are told apart by size; degrees are put in order by the outlines of the province.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from ..definitions.catalogue import Definitions
from ..definitions.names import fold, nfc
from ..errors import FileError
from ..intake.files.encodings import convert, legacy_font
from ..intake.files.layout import set_aside
from ..intake.files.read import ReceivedFile, TextTable, read_tables
from ..intake.headings import best_fit
from .place_names import known_names, place_name
from .register import place_rows
from .register_values import Faults, area_codes, counts, kinds, points, removal_days, said, stretches, years

HEADINGS_FILE = "register_headings"
COUNTS = {
    "accidents": "số vụ TN/VC",
    "fatal_accidents": "số vụ chết người",
    "injury_accidents": "số vụ bị thương",
    "deaths": "số người chết",
    "injured": "số người bị thương",
}
_ALL_KEYS = (
    *("kind", "name", "road", "km", "km_end", "area", "start_x", "start_y", "end_x", "end_y", "start_lat"),
    *("start_lon", "end_lat", "end_lon", "year", *COUNTS, "removed_on", "owner", "remark"),
)
_WHERE = {"name", "km", "start_x", "start_lat"}
"""Without one of these a row says of no place."""


def read_register(
    file: ReceivedFile, definitions: Definitions, *, today: date, accept_conversion: bool = False
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """The rows of all sheets of ``file`` that hold a register, and what is said of the file as a whole.

    Columns: sheet, row (as Excel shows it), name, kind, road, from_m, to_m (Int64 metres), lat, lon, end_lat, end_lon
    [degrees WGS84], area_code, year, the counts of ``COUNTS`` (Int64), removed_on (datetime64), owner, remark, and
    ``reason``: why the row is rejected, "" where it is right. Raises ``FileError`` where no sheet has the columns, or
    where letters of a legacy font (TCVN3, VNI) are not allowed to be converted.
    """
    parts, notes = [], []
    tables = read_tables(file)
    for table in tables:
        cells, said = _cells(table, definitions, accept_conversion=accept_conversion)
        notes += said
        if not _WHERE & set(cells.columns):
            notes.append(f"Trang «{table.sheet}» không có cột tên, lý trình hay tọa độ: không đọc.")
            continue
        parts.append(_typed(cells, definitions, today).assign(sheet=table.sheet, row=cells.index))
    if not parts:
        found = ", ".join(tables[0].headings)
        raise FileError(
            f"Không tìm thấy cột tên, lý trình hay tọa độ của điểm trong tệp (các cột: {found}).",
            "Hãy đặt tiêu đề như «Tên», «Tên đường», «Lý trình», «Điểm đầu X», «Điểm đầu Y».",
        )
    return pd.concat(parts, ignore_index=True), tuple(notes)


def _cells(table: TextTable, definitions: Definitions, *, accept_conversion: bool) -> tuple[pd.DataFrame, list[str]]:
    """The cells of our columns as text, on the row numbers of the file; totals and footnotes left out and counted."""
    parts = [set_aside(chunk) for chunk in table.chunks()]
    whole, aside = pd.concat([data for data, _ in parts]), sum(len(left_out) for _, left_out in parts)
    columns = _columns(table.headings, definitions)
    texts = {key: whole[heading].astype("str") for key, heading in columns.items()}
    fonts = {key: font for key, column in texts.items() if (font := legacy_font(column.unique()))}
    if fonts and not accept_conversion:
        key = next(iter(fonts))
        raise FileError(
            f"Tệp có chữ theo phông cũ ({fonts[key]}) ở cột «{columns[key]}».",
            "Hãy đồng ý chuyển sang Unicode (dòng lệnh: --accept-conversion) rồi nhập lại.",
        )
    for key, font in fonts.items():
        texts[key] = pd.Series(convert(pd.Index(texts[key]), font), index=whole.index, dtype="str")
    notes = [f"{aside} dòng tổng cộng, ghi chú hoặc tiêu đề nhóm không phải là điểm."] if aside else []
    notes += [f"Cột «{columns[key]}» được chuyển từ phông {font} sang Unicode." for key, font in fonts.items()]
    cells = pd.DataFrame(texts, index=whole.index).map(nfc)
    return cells.loc[(cells != "").any(axis=1)], notes


def _columns(headings: Sequence[str], definitions: Definitions) -> dict[str, str]:
    """Our key -> their heading: the best fits first, each heading and each key once."""
    table = definitions.reference.table(HEADINGS_FILE)
    names = {str(key): list(map(fold, rows)) for key, rows in table.groupby("key", sort=False)["heading"]}
    spelled = dict(zip(headings, convert(pd.Index(headings), legacy_font(headings)), strict=True))
    fits = [(best_fit(spelled[heading], names[key]), key, heading) for key in names for heading in headings]
    chosen: dict[str, str] = {}
    for fit, key, heading in sorted(fits, key=lambda item: (-item[0].score, item[0].rank)):
        if fit.score and key not in chosen and heading not in chosen.values():
            chosen[key] = heading
    return chosen


def _typed(cells: pd.DataFrame, definitions: Definitions, today: date) -> pd.DataFrame:
    """Every cell read; ``reason`` gathers what is wrong with a row."""
    texts = cells.reindex(columns=list(_ALL_KEYS), fill_value="")
    place, faults = stretches(texts, definitions)
    read = {
        "kind": kinds(texts["kind"]),
        "area_code": area_codes(texts["area"], definitions),
        "year": years(texts["year"], today),
        **{key: counts(texts[key], words) for key, words in COUNTS.items()},
        "removed_on": removal_days(texts["removed_on"], today),
    }
    where, more = points(texts, definitions)
    faults = [*faults, *more, *(fault for _, found in read.values() for fault in found)]
    frame = pd.concat([place, where, pd.DataFrame({key: column for key, (column, _) in read.items()})], axis=1)
    frame = frame.assign(owner=texts["owner"], remark=texts["remark"], name=_names(frame, texts["name"], definitions))
    return frame.assign(reason=_reasons([*faults, *_judged_together(frame)]))


def _names(frame: pd.DataFrame, written: pd.Series, definitions: Definitions) -> pd.Series:
    """The name in the file, else one made of the place, "" where there is neither."""
    placed = frame["from_m"].notna() | frame["lat"].notna()
    names = known_names(definitions)
    made = [place_name(row, names) for row in place_rows(frame)]
    return written.where(written != "", pd.Series(made, index=frame.index, dtype="str").where(placed, ""))


def _judged_together(frame: pd.DataFrame) -> Faults:
    """What only shows in several cells of a row."""
    more_fatal = (frame["fatal_accidents"] > frame["accidents"]).fillna(False)
    return [
        said(frame["name"] == "", "không có tên, lý trình hay tọa độ của điểm"),
        said(more_fatal, "số vụ chết người lớn hơn số vụ TN/VC"),
    ]


def _reasons(faults: Faults) -> list[str]:
    together = ["; ".join(filter(None, row)) for row in zip(*faults, strict=True)]
    return [f"{text[:1].upper()}{text[1:]}." if text else "" for text in together]
