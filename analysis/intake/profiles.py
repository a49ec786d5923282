"""A profile: how a stranger's columns and words become ours. Made in the page, kept as TOML, used for the next file.

It leaves out the reading of the file itself and says nothing of whether the values are right. A profile can mislead
where a heading keeps its name and changes its meaning: the import shows the profile it used.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from pyproj import CRS
from pyproj.exceptions import CRSError

from ..definitions.catalogue import Definitions
from ..definitions.names import fold
from ..definitions.tables import KINDS, UNKNOWN
from ..errors import RequestError
from .keys import CODED, HEADING, KEYS, LABELS, ROWS, needed_keys

Conversion = Literal["ask", "convert", "keep"]

DATE_ORDERS = ("dmy", "mdy", "ymd")
CONVERSIONS = ("ask", "convert", "keep")
_TOP = ("name", "kind", "row", "date_order", "crs", "missing", "include", "columns", "values")
_OPTIONAL = ("sheets", "header_row", "accept_conversion", "source", "unit")
_PAIRS = (("lat", "lon"), ("x", "y"))


@dataclass(frozen=True)
class Profile:
    """Ours = theirs, for one layout of file.

    ``columns`` is our key -> their headings (several make one value); ``values`` our key -> {their text: our code or
    a word of our lists}; ``include`` their heading -> the texts of the rows to take; ``missing`` texts that mean an
    empty cell; ``unit`` of money columns whose heading names none ("đồng", "triệu đồng"); ``header_row`` as Excel
    shows it; ``source`` the office that sent the file.
    """

    name: str
    kind: str
    row: str
    columns: Mapping[str, tuple[str, ...]]
    date_order: str = "dmy"
    crs: str | None = None
    missing: tuple[str, ...] = ()
    include: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    sheets: tuple[str, ...] | None = None
    header_row: int | None = None
    conversion: Conversion = "ask"
    source: str = ""
    unit: str = ""


def read_profile(path: Path) -> Profile:
    """The checked profile in a TOML file. Raises ``RequestError`` with all that is wrong with it."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise RequestError(f"Không thấy hồ sơ ghép cột {path.name}.", "Hãy kiểm tra đường dẫn.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RequestError(
            f"Hồ sơ ghép cột {path.name} không đúng dạng TOML ({error}).", "Hãy sửa theo mẫu trong hướng dẫn."
        ) from error
    return profile_from(content)


def profile_from(content: Mapping[str, Any]) -> Profile:
    """The checked profile of parsed TOML. Raises ``RequestError`` with all that is wrong with it."""
    problems = list(_shape_problems(content))
    if problems:
        raise _refusal(problems)
    kind = content.get("kind", "")
    profile = Profile(
        name=content.get("name", ""),
        kind=kind,
        row=content.get("row", ROWS.get(kind, ("",))[0]),
        columns={key: _texts(theirs) for key, theirs in content.get("columns", {}).items()},
        date_order=content.get("date_order", "dmy"),
        crs=content.get("crs"),
        missing=_texts(content.get("missing", [])),
        include={heading: _texts(wanted) for heading, wanted in content.get("include", {}).items()},
        values=content.get("values", {}),
        sheets=_texts(content["sheets"]) if "sheets" in content else None,
        header_row=content.get("header_row"),
        conversion="convert" if content.get("accept_conversion", False) else "ask",
        source=content.get("source", ""),
        unit=content.get("unit", ""),
    )
    check_profile(profile)
    return profile


def check_profile(profile: Profile, definitions: Definitions | None = None) -> None:
    """Gather all that is wrong with ``profile``, then raise ``RequestError`` once.

    With ``definitions`` the right sides of ``values`` are checked against the code lists too.
    """
    problems = [*_choice_problems(profile), *_column_problems(profile), *_value_problems(profile, definitions)]
    if problems:
        raise _refusal(problems)


def profile_toml(profile: Profile) -> str:
    """``profile`` as TOML text; reading it again gives the same profile."""
    plain: dict[str, Any] = {
        "name": profile.name,
        "kind": profile.kind,
        "row": profile.row,
        "date_order": profile.date_order,
        "crs": profile.crs,
        "missing": profile.missing or None,
        "sheets": profile.sheets,
        "header_row": profile.header_row,
        "accept_conversion": True if profile.conversion == "convert" else None,
        "source": profile.source or None,
        "unit": profile.unit or None,
    }
    lines = [f"{key} = {_toml(value)}" for key, value in plain.items() if value is not None]
    tables: dict[str, Mapping[str, object]] = {"include": profile.include, "columns": profile.columns}
    tables |= {f"values.{_toml_key(key)}": pairs for key, pairs in profile.values.items()}
    for title, pairs in tables.items():
        if pairs:
            lines += [
                "",
                f"[{title}]",
                *(f"{_toml_key(left)} = {_toml(_single(right))}" for left, right in pairs.items()),
            ]
    return "\n".join(lines) + "\n"


def _refusal(problems: Iterable[str]) -> RequestError:
    return RequestError(f"Hồ sơ ghép cột chưa dùng được: {'; '.join(problems)}.", "Hãy sửa các mục này rồi thử lại.")


def _shape_problems(content: Mapping[str, Any]) -> Iterator[str]:
    known = (*_TOP, *_OPTIONAL)
    yield from (f"mục «{key}» không có trong mẫu" for key in content if key not in known)
    for key in ("name", "kind", "row", "date_order", "crs", "source", "unit"):
        if not isinstance(content.get(key, ""), str):
            yield f"«{key}» phải là chữ"
    if not isinstance(content.get("accept_conversion", False), bool):
        yield "«accept_conversion» phải là true hoặc false"
    header_row = content.get("header_row", 1)
    if isinstance(header_row, bool) or not isinstance(header_row, int):
        yield "«header_row» phải là số dòng"
    for key in ("missing", "sheets"):
        if not _is_texts(content.get(key, [])):
            yield f"«{key}» phải là danh sách chữ"
    yield from _table_problems(content)


def _table_problems(content: Mapping[str, Any]) -> Iterator[str]:
    for title in ("columns", "include", "values"):
        table = content.get(title, {})
        if not isinstance(table, Mapping):
            yield f"«{title}» phải là một bảng"
            continue
        for key, right in table.items():
            if title == "values":
                fits = isinstance(right, Mapping) and all(isinstance(ours, str) for ours in right.values())
            else:
                fits = _is_texts(right)
            if not fits:
                yield f"«{title}.{key}» không đúng dạng"


def _choice_problems(profile: Profile) -> Iterator[str]:
    if profile.kind not in KINDS:
        yield f"loại số liệu «{profile.kind}» không có (chọn: {', '.join(KINDS)})"
    elif profile.row not in ROWS[profile.kind]:
        yield f"mỗi dòng là «{profile.row}» không hợp với {profile.kind} (chọn: {', '.join(ROWS[profile.kind])})"
    if profile.date_order not in DATE_ORDERS:
        yield f"thứ tự ngày «{profile.date_order}» không có (chọn: {', '.join(DATE_ORDERS)})"
    if profile.conversion not in CONVERSIONS:
        yield f"cách xử lý phông chữ «{profile.conversion}» không có"
    if profile.header_row is not None and profile.header_row < 1:
        yield "dòng tiêu đề phải từ 1 trở lên"
    if profile.crs is not None and not _is_crs(profile.crs):
        yield f"hệ tọa độ «{profile.crs}» không nhận ra (ví dụ EPSG:4326, EPSG:9208)"


def _column_problems(profile: Profile) -> Iterator[str]:
    allowed = KEYS.get(profile.kind, ())
    yield from (f"cột «{key}» không dùng cho {profile.kind}" for key in profile.columns if key not in allowed)
    yield from (f"cột «{key}» chưa ghép với tiêu đề nào" for key, theirs in profile.columns.items() if not any(theirs))
    for first, second in _PAIRS:
        if (first in profile.columns) != (second in profile.columns):
            yield f"«{first}» và «{second}» phải đi cùng nhau"
    layouts = ROWS.get(profile.kind, ("",))
    for choice in needed_keys(profile.kind, profile.row if profile.row in layouts else layouts[0]):
        if not set(choice) & set(profile.columns):
            yield f"chưa ghép cột {' hoặc '.join(LABELS[key] for key in choice)} ({' | '.join(choice)})"
    theirs = {heading for key, headings in profile.columns.items() for heading in headings if key != "behaviour"}
    if HEADING in theirs:
        yield f"{HEADING} chỉ dùng cho cột behaviour"


def _value_problems(profile: Profile, definitions: Definitions | None) -> Iterator[str]:
    coded = {**CODED, "area": ""} if definitions is not None else {}
    for key, pairs in profile.values.items():
        if key not in KEYS.get(profile.kind, ()):
            yield f"«values.{key}» không ứng với cột nào"
        elif key in coded and definitions is not None:
            targets = [ours for ours in pairs.values() if ours not in (UNKNOWN, "")]
            known = (
                definitions.areas.resolve(targets) if key == "area" else definitions.codes[CODED[key]].resolve(targets)
            )
            yield from (f"«values.{key}»: «{ours}» không có trong danh mục" for ours in known.index[known.isna()])


def same_text(text: str) -> str:
    """What two texts share that differ only in case, marks, spaces or composition; symbols alone stay themselves."""
    return fold(text) or text.strip()


def value_tables(profile: Profile) -> list[tuple[str, Mapping[str, str]]]:
    """Our key and {their text: ours}, of every key whose words the profile explains."""
    return list(profile.values.items())


def _is_crs(text: str) -> bool:
    try:
        CRS.from_user_input(text)
    except CRSError:
        return False
    return True


def _is_texts(value: object) -> bool:
    return isinstance(value, str) or (isinstance(value, list | tuple) and all(isinstance(item, str) for item in value))


def _texts(value: str | Iterable[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _single(value: object) -> object:
    """A list of one as that one, the way a person would write it."""
    return value[0] if isinstance(value, tuple) and len(value) == 1 else value


def _toml(value: object) -> str:
    if isinstance(value, bool | int):
        return str(value).lower()
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _toml_key(key: str) -> str:
    return key if key.isascii() and key.replace("_", "").replace("-", "").isalnum() else _toml(key)
