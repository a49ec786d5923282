"""Lists of black spots as files: XLSX for people, GeoJSON and KML for maps; the same list gives the same bytes.

Texts come from strangers' files: in XLSX none can become a formula or a link, in KML all are escaped (in the balloon,
which is HTML, twice) and characters that XML does not know are left out. A place without coordinates is in the list
and in GeoJSON (geometry null), and in KML without a mark on the map. Left out: the map as a picture (``drawing``). It
can mislead that KML and GeoJSON draw a disc as its middle: the radius stands beside it.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter

from ..definitions.catalogue import Definitions
from ..errors import RequestError
from ..places.register import place_rows
from .export import safe_text
from .numbers import decimal
from .register_words import NOT_DECLARED, found_table, register_table

EPOCH = datetime(2000, 1, 1)
"""Written into a file for which no day is given."""

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WIDTHS = {"Tên": 36, "Lý trình": 26, "Diễn giải": 36, "Các vụ": 36, "Tình trạng": 20}
_COORDINATE = re.compile(r"(?:Vĩ|Kinh) độ$")
_DEGREES = 6


def register_xlsx(
    places: pd.DataFrame, definitions: Definitions, *, notes: Sequence[str] = (), created: date | None = None
) -> bytes:
    """The register as XLSX bytes; ``created`` is the day written into the file: the same register, the same bytes."""
    table = register_table(places, definitions)
    return table_xlsx(table, title="Danh mục điểm đen, điểm tiềm ẩn", notes=notes, created=created)


def register_geojson(places: pd.DataFrame, definitions: Definitions) -> bytes:
    """The register as GeoJSON (RFC 7946) bytes, properties under the Vietnamese headings."""
    return geojson(places, register_table(places, definitions))


def register_kml(places: pd.DataFrame, definitions: Definitions) -> bytes:
    """The register as KML 2.2 bytes."""
    return kml(places, register_table(places, definitions), title="Danh mục điểm đen, điểm tiềm ẩn")


def write_register(places: pd.DataFrame, definitions: Definitions, path: Path) -> None:
    """Write the register to ``path``, in the form that its name ends in: .xlsx, .geojson or .kml.

    Raises ``RequestError`` for another ending or a folder that cannot be written.
    """
    makers = {".xlsx": register_xlsx, ".geojson": register_geojson, ".kml": register_kml}
    if path.suffix.lower() not in makers:
        raise RequestError(f"Không ghi được tệp dạng «{path.suffix}».", "Hãy đặt tên tệp .xlsx, .geojson hoặc .kml.")
    try:
        path.write_bytes(makers[path.suffix.lower()](places, definitions))
    except OSError as error:
        raise RequestError(f"Không ghi được tệp {path} ({error.strerror}).", "Hãy chọn thư mục khác.") from error


def found_xlsx(
    spots: pd.DataFrame, definitions: Definitions, *, notes: Sequence[str] = (), created: date | None = None
) -> bytes:
    """Found spots (``register_spots.found_places``) as XLSX bytes."""
    table = found_table(spots, definitions)
    return table_xlsx(table, title="Các điểm đề nghị rà soát", notes=notes, created=created)


def found_geojson(spots: pd.DataFrame, definitions: Definitions, *, notes: Sequence[str] = ()) -> bytes:
    """Found spots as GeoJSON bytes."""
    return geojson(spots, found_table(spots, definitions), notes=notes)


def found_kml(spots: pd.DataFrame, definitions: Definitions, *, notes: Sequence[str] = ()) -> bytes:
    """Found spots as KML bytes."""
    return kml(spots, found_table(spots, definitions), title="Các điểm đề nghị rà soát", notes=notes)


def table_xlsx(table: pd.DataFrame, *, title: str, notes: Sequence[str] = (), created: date | None = None) -> bytes:
    """Any list of places as XLSX bytes: title and notes, then a row a place; A4 across, one page wide."""
    memory = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    day = datetime.combine(created, datetime.min.time()) if created else EPOCH
    with xlsxwriter.Workbook(memory, options) as book:
        book.set_properties({"title": title, "created": day})
        sheet = book.add_worksheet("Danh mục")
        sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
        for row, text in enumerate([NOT_DECLARED, *notes], start=1):
            sheet.write_string(row, 0, safe_text(text), book.add_format({"font_color": "#5B6470"}))
        _write_table(book, sheet, table, top=len(notes) + 3)
    return memory.getvalue()


def geojson(places: pd.DataFrame, table: pd.DataFrame, *, notes: Sequence[str] = ()) -> bytes:
    """``places`` (lat, lon, end_lat, end_lon) as a FeatureCollection with the cells of ``table``, row by row.

    ``notes`` stand beside the features under "notes" (a foreign member, RFC 7946 6.1).
    """
    features = [
        {"type": "Feature", "properties": _properties(row), "geometry": _geometry(place)}
        for place, row in zip(place_rows(places), place_rows(table), strict=True)
    ]
    collection = {"type": "FeatureCollection", "notes": [NOT_DECLARED, *notes], "features": features}
    return json.dumps(collection, ensure_ascii=False, indent=1, allow_nan=False).encode()


def kml(places: pd.DataFrame, table: pd.DataFrame, *, title: str, notes: Sequence[str] = ()) -> bytes:
    """``places`` as KML: a placemark each, the cells of ``table`` as its data, ``notes`` as its description."""
    marks = [_placemark(place, row) for place, row in zip(place_rows(places), place_rows(table), strict=True)]
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n<Document>\n'
    told = _xml("<br>".join(map(escape, [NOT_DECLARED, *notes])))
    named = f"<name>{_xml(title)}</name>\n<description>{told}</description>\n"
    return f"{head}{named}{''.join(marks)}</Document>\n</kml>\n".encode()


def _write_table(book: Any, sheet: Any, table: pd.DataFrame, *, top: int) -> None:
    head = book.add_format({"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True})
    looks = {
        "text": book.add_format({"border": 1}),
        "day": book.add_format({"border": 1, "num_format": "dd/mm/yyyy"}),
        "count": book.add_format({"border": 1, "num_format": "#,##0"}),
        "degree": book.add_format({"border": 1, "num_format": "0.000000"}),
    }
    for column, heading in enumerate(table.columns):
        sheet.write_string(top, column, heading, head)
        sheet.set_column(column, column, _WIDTHS.get(heading, 13))
        for row, value in enumerate(table[heading], start=top + 1):
            _write_cell(sheet, (row, column), value, looks, "degree" if _COORDINATE.search(heading) else "count")
    _set_page(sheet, top, len(table), len(table.columns) - 1)


def _write_cell(sheet: Any, place: tuple[int, int], value: Any, looks: Mapping[str, Any], number: str) -> None:
    if value is None or pd.isna(value):
        sheet.write_blank(*place, None, looks["text"])
    elif isinstance(value, datetime):
        sheet.write_datetime(*place, value, looks["day"])
    elif isinstance(value, str):
        sheet.write_string(*place, safe_text(value), looks["text"])
    else:
        sheet.write_number(*place, float(value), looks[number])


def _set_page(sheet: Any, top: int, rows: int, last_column: int) -> None:
    sheet.autofilter(top, 0, top + rows, last_column)
    sheet.freeze_panes(top + 1, 3)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)
    sheet.print_area(0, 0, top + rows, last_column)
    sheet.set_footer("&C&P/&N")


def _properties(row: Mapping[str, Any]) -> dict[str, Any]:
    return {heading: _plain(value) for heading, value in row.items()}


def _plain(value: Any) -> Any:
    """A JSON value: days ISO, whole numbers whole, missing null."""
    if value is None or pd.isna(value):
        return None
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, str):
        return value
    return int(value) if float(value).is_integer() else round(float(value), _DEGREES)


def _geometry(place: Mapping[str, Any]) -> dict[str, Any] | None:
    points = _points(place)
    if not points:
        return None
    if len(points) == 1:
        return {"type": "Point", "coordinates": points[0]}
    return {"type": "LineString", "coordinates": points}


def _points(place: Mapping[str, Any]) -> list[list[float]]:
    """[longitude, latitude] of the ends that are known."""
    ends = ((place["lon"], place["lat"]), (place.get("end_lon"), place.get("end_lat")))
    return [
        [round(float(lon), _DEGREES), round(float(lat), _DEGREES)]
        for lon, lat in ends
        if lon is not None and pd.notna(lon) and pd.notna(lat)
    ]


def _placemark(place: Mapping[str, Any], row: Mapping[str, Any]) -> str:
    said = {heading: _spoken(value) for heading, value in row.items() if _plain(value) not in (None, "")}
    name = said.get("Tên") or " ".join(filter(None, (said.get("Tên đường"), said.get("Lý trình")))) or "Điểm"
    balloon = "<br>".join(f"{escape(heading)}: {escape(text)}" for heading, text in said.items())
    data = "".join(f'<Data name="{_xml(key)}"><value>{_xml(text)}</value></Data>' for key, text in said.items())
    drawn = " ".join(f"{lon},{lat}" for lon, lat in _points(place))
    kind = "LineString" if " " in drawn else "Point"
    shape = f"<{kind}><coordinates>{drawn}</coordinates></{kind}>" if drawn else ""
    return (
        f"<Placemark><name>{_xml(name)}</name><description>{_xml(balloon)}</description>"
        f"<ExtendedData>{data}</ExtendedData>{shape}</Placemark>\n"
    )


def _spoken(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, str):
        return value
    plain = _plain(value)
    return "" if plain is None else decimal(plain, 0 if isinstance(plain, int) else _DEGREES)


def _xml(text: str) -> str:
    return escape(_NO_XML.sub("", text))
