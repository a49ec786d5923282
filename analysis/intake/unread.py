"""Columns with numbers that nobody maps: said by their headings, so that no figure is left out in silence.

Left out: what the numbers are. It can mislead where an unread column is no count (a code, a width): the user judges.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..definitions.catalogue import Definitions
from ..definitions.names import fold
from .columns import Binding
from .findings import Finding, finding
from .headings import best_fit, first_chunk, number_headings, plain_heading
from .identity import identity_columns, known_headings
from .keys import LABELS
from .rules import in_sheet, quoted
from .sheets import Sheet
from .sums import SUMMED

_ORDINALS = frozenset({"stt", "tt", "so tt", "so thu tu", "thu tu", "no", "id", "so", "dong"})
"""Headings that number rows; "Dòng" is of the file of rejected rows that the program writes itself."""
_DOCUMENTS = ("so bien ban", "so quyet dinh", "so qd", "so bb", "so ho so", "so cong van", "ma ", "ky hieu")
_TIME_KEYS = ("date", "time", "datetime", "period", "year")


def unread_findings(sheets: Iterable[Sheet], kind: str, definitions: Definitions) -> list[Finding]:
    """What is said of the unread number columns of ``sheets``: rivals of a count, another kind of file, the rest."""
    known = known_headings(definitions.reference)
    return [said for sheet in sheets for said in _of_sheet(sheet, kind, known, definitions)]


def _of_sheet(sheet: Sheet, kind: str, known: Mapping[str, list[str]], definitions: Definitions) -> list[Finding]:
    unread = _unread(sheet, known, definitions)
    found = []
    rivals: set[str] = set()
    for key in sorted(SUMMED & set(sheet.binding.columns)):
        fits = [] if key == "cases" and sheet.binding.is_spread else _meaning(unread, known.get(key, []))
        if fits:
            rivals |= set(fits)
            found.append(_rivalling(sheet, key, fits))
    hurt = _meaning(unread, [*known.get("deaths", []), *known.get("injured", [])])
    if kind == "violations" and hurt:
        found.append(_wrong_kind(sheet, hurt))
    rest = [heading for heading in unread.values() if heading not in rivals]
    return [*found, _columns_unread(sheet, rest)] if rest else found


def _unread(sheet: Sheet, known: Mapping[str, list[str]], definitions: Definitions) -> dict[str, str]:
    """Own heading -> as it reads, of the columns with numbers that the profile does not read."""
    binding = sheet.binding
    personal = set(identity_columns(binding.spelled.values(), definitions.reference))
    times = {name for key in _TIME_KEYS for name in known.get(key, [])}
    free = {
        own: words
        for own, words in binding.spelled.items()
        if own not in binding.headings and words not in personal and not _is_no_count(words, times)
    }
    numbers = number_headings(first_chunk(sheet.table, list(free)), free) if free else set()
    return {own: words for own, words in free.items() if own in numbers}


def _is_no_count(words: str, times: set[str]) -> bool:
    name = plain_heading(words) or fold(words)
    return not name or name in _ORDINALS or name in times or f"{name} ".startswith(_DOCUMENTS)


def _meaning(unread: Mapping[str, str], names: list[str]) -> list[str]:
    return [words for words in unread.values() if best_fit(words, names).score]


def _taken(binding: Binding, key: str) -> str:
    return quoted(binding.spelled.get(own, own) for own in binding.columns[key])


def _rivalling(sheet: Sheet, key: str, fits: list[str]) -> Finding:
    message = (
        f"Có nhiều cột có thể là {LABELS[key]}: chỉ đọc cột {_taken(sheet.binding, key)}, không đọc cột {quoted(fits)}."
        " Nếu phải cộng các cột này, hãy ghép tất cả với cùng một mục ở bước «Ghép cột»; nếu là bảng nhiều năm hoặc"
        " nhiều bảng đặt cạnh nhau, hãy tách ra và nhập từng bảng."
    )
    return finding("columns_rivalling", "warning", in_sheet(sheet.label, message), rows=0, example=quoted(fits))


def _wrong_kind(sheet: Sheet, hurt: list[str]) -> Finding:
    message = (
        "Tệp có cột số người chết hoặc bị thương: có vẻ là tệp tai nạn, không phải tệp xử lý vi phạm. Hãy kiểm tra và"
        " chọn lại loại số liệu trước khi nhập."
    )
    return finding("wrong_kind", "warning", in_sheet(sheet.label, message), rows=0, example=quoted(hurt))


def _columns_unread(sheet: Sheet, headings: list[str]) -> Finding:
    message = (
        "Có cột chứa số không được ghép nên không được đọc. Hãy xem danh sách; nếu cần cột nào, hãy ghép cột đó ở bước"
        " «Ghép cột» rồi nhập lại."
    )
    return finding("columns_unread", "warning", in_sheet(sheet.label, message), rows=0, example=quoted(headings))
