"""The sheets of one file laid out for reading: which fit the profile, which rows are data, what is said on the way.

Left out: what the cells mean. It can mislead where a sheet's headings differ: it is then left out, and that is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from ..definitions.catalogue import Definitions
from ..errors import FileError, RequestError
from .columns import Binding, bind, included
from .files.ahead import ahead
from .files.layout import REASONS, set_aside
from .files.read import TextTable
from .findings import Finding, finding
from .fonts import font_finding, fonts_of
from .identity import identity_columns
from .keys import FREE_WORDS, KEYS, LABELS
from .mapping import missing_keys, suggest_profile
from .period_rows import of_kinds
from .profiles import Profile, check_profile
from .rules import in_sheet, quoted

_LONGEST_HEADING = 60
_EMPTY_ROW = "dòng trống (chỉ có số thứ tự)"


@dataclass(frozen=True)
class Sheet:
    """One table of the file and the profile laid on it."""

    table: TextTable
    binding: Binding
    label: str
    """Its name where the file has several sheets, else ""."""
    profile: Profile


@dataclass(frozen=True)
class Part:
    """Data rows of a sheet: ``places`` (sheet, row as Excel shows it) and ``received`` (their headings -> text).

    ``totals``: the rows of sums that were set aside, in the columns of ``received``, on the row that Excel shows.
    ``beside``: the columns of ``Binding.beside``, to be looked at and not kept.
    """

    places: pd.DataFrame
    received: pd.DataFrame
    findings: tuple[Finding, ...]
    totals: pd.DataFrame
    beside: pd.DataFrame


def settled_profile(
    tables: Sequence[TextTable], kind: str, profile: Profile | None, definitions: Definitions
) -> Profile:
    """``profile`` checked, or the one suggested by the headings.

    Raises ``RequestError`` for a profile of another kind and ``FileError`` where a needed column is not to be found.
    """
    if kind not in KEYS:
        raise RequestError(f"Không có loại số liệu «{kind}».", f"Hãy chọn một trong: {', '.join(KEYS)}.")
    if profile is None:
        profile = suggest_profile(tables, kind, definitions)
        lacking = missing_keys(profile)
        if lacking:
            raise _not_found(lacking, tables)
    if profile.kind != kind:
        raise RequestError(f"Hồ sơ ghép cột dành cho «{profile.kind}», không phải «{kind}».", "Hãy chọn hồ sơ khác.")
    check_profile(profile, definitions)
    return profile


def fitting_sheets(
    tables: Sequence[TextTable], profile: Profile, definitions: Definitions
) -> tuple[list[Sheet], list[Finding]]:
    """The sheets that have the needed columns, and what is said of the others and of identity columns.

    Raises ``FileError`` where no sheet fits and ``RequestError`` where a column of identity is mapped to free words.
    """
    several = len(tables) > 1
    bound = [
        Sheet(table, bind(profile, table.sheet, table.headings), table.sheet if several else "", profile)
        for table in tables
    ]
    fitting = [_with_beside(sheet, definitions) for sheet in bound if not sheet.binding.lacking]
    if not fitting:
        raise _not_found(bound[0].binding.lacking, tables)
    said = [note for sheet in bound for note in sheet.table.notes]
    said += [_skipped(sheet) for sheet in bound if sheet.binding.lacking]
    said += [_absent(sheet) for sheet in fitting if sheet.binding.absent]
    for sheet in fitting:
        said += _identity(sheet, definitions)
    return fitting, said


def with_fonts(sheet: Sheet, part: Part, conversion: str) -> tuple[Sheet, list[Finding]]:
    """``sheet`` with the columns that are converted from a legacy font, judged by ``part``; and what is said of it.

    With ``ask`` the columns are read as after a yes, so that the other findings show what comes then.
    """
    fonts = fonts_of(part.received, sheet.binding)
    said = font_finding(
        part.places["row"], part.received, fonts, sheet.binding, conversion=conversion, sheet=sheet.label
    )
    kept: dict[str, str] = {} if conversion == "keep" else fonts
    return replace(sheet, binding=replace(sheet.binding, fonts=kept)), said


def parts(sheet: Sheet, *, whole: bool, start: int) -> Iterator[Part]:
    """The data rows of ``sheet``, chunk by chunk (``whole``: all in one), on positions that go on from ``start``."""
    wanted = (*sheet.binding.headings, *sheet.binding.beside)
    chunks = sheet.table.chunks() if whole else sheet.table.chunks(columns=wanted)
    pieces = (_part(sheet, chunk) for chunk in chunks)
    for piece in _one(pieces) if whole else ahead(pieces):
        index = pd.RangeIndex(start, start + len(piece.places))
        start += len(index)
        frames = {name: getattr(piece, name).set_axis(index) for name in ("places", "received", "beside")}
        yield replace(piece, **frames)


def identity_left(headings: Iterable[str], definitions: Definitions) -> list[str]:
    """Those of ``headings`` that identify a person, by the project's list."""
    return identity_columns(headings, definitions.reference)


def _part(sheet: Sheet, chunk: pd.DataFrame) -> Part:
    data, aside = set_aside(chunk)
    keep = included(data, sheet.binding) & of_kinds(data, sheet.binding, sheet.profile)
    findings = [*_aside_findings(aside, sheet.label), *_left_out(data, keep, sheet)]
    taken = data[keep]
    places = pd.DataFrame({"sheet": sheet.table.sheet, "row": taken.index.to_numpy()})
    headings = list(sheet.binding.headings)
    totals = chunk.loc[aside.loc[aside["reason"] == "total", "row"], headings].astype("str")
    return Part(places, taken[headings], tuple(findings), totals, taken[list(sheet.binding.beside)])


def _one(pieces: Iterable[Part]) -> Iterator[Part]:
    listed = list(pieces)
    if len(listed) == 1:
        yield listed[0]
        return
    received = pd.concat([piece.received.astype("str") for piece in listed], ignore_index=True)
    places = pd.concat([piece.places for piece in listed], ignore_index=True)
    totals = pd.concat([piece.totals for piece in listed])
    beside = pd.concat([piece.beside for piece in listed], ignore_index=True)
    yield Part(places, received, tuple(item for piece in listed for item in piece.findings), totals, beside)


def _aside_findings(aside: pd.DataFrame, label: str) -> list[Finding]:
    """Totals, footnotes and repeated headings that are no data: how many of each and where."""
    said = []
    for reason, rows in aside.groupby("reason", sort=False):
        rule = "footnotes" if reason == "footnote" else f"{reason}_rows"
        name = REASONS.get(str(reason), _EMPTY_ROW)
        message = f"Có {name} không phải là số liệu, đã bỏ qua. Không cần làm gì nếu đúng."
        example = quoted(rows["text"].str.slice(0, 80), most=3)
        said.append(finding(rule, "info", in_sheet(label, message), row_numbers=rows["row"], example=example))
    return said


def _with_beside(sheet: Sheet, definitions: Definitions) -> Sheet:
    """``sheet`` with the columns to look at for repeated tables: those of counts that nobody mapped, no identities."""
    profile, binding = sheet.profile, sheet.binding
    if profile.kind != "violations" or profile.row != "count":
        return sheet
    personal = set(identity_left(binding.spelled.values(), definitions))
    free = {own: words for own, words in binding.spelled.items() if own not in binding.headings}
    beside = tuple(own for own, words in free.items() if words not in personal)
    return replace(sheet, binding=replace(binding, beside=beside))


def _left_out(data: pd.DataFrame, keep: pd.Series, sheet: Sheet) -> list[Finding]:
    """Rows that ``include`` leaves out; the texts that stand there are shown, so that a new one is not overlooked."""
    rows = keep.index[~keep]
    if not len(rows):
        return []
    message = "Các dòng không thuộc phần cần lấy theo hồ sơ ghép cột (include) đã được bỏ qua."
    headings = [heading for heading in sheet.binding.include if heading in data]
    texts = [text for heading in headings for text in data.loc[~keep, heading].astype("str").unique()]
    example = quoted(text for text in texts if text)
    return [finding("include_left_out", "info", in_sheet(sheet.label, message), row_numbers=rows, example=example)]


def _skipped(sheet: Sheet) -> Finding:
    lacking = ", ".join(LABELS[key] for key in sheet.binding.lacking)
    message = (
        f"Trang «{sheet.table.sheet}» không có cột cần thiết ({lacking}) nên không được đọc. Nếu trang này có số liệu,"
        " hãy chọn lại dòng tiêu đề hoặc nhập riêng."
    )
    return finding("sheet_skipped", "warning", message, rows=0, example=quoted(sheet.binding.spelled.values(), most=8))


def _absent(sheet: Sheet) -> Finding:
    message = "Hồ sơ ghép cột nêu tiêu đề không có trong tệp; các cột này coi như không có. Hãy kiểm tra lại hồ sơ."
    return finding(
        "column_absent", "warning", in_sheet(sheet.label, message), rows=0, example=quoted(sheet.binding.absent)
    )


def _identity(sheet: Sheet, definitions: Definitions) -> list[Finding]:
    binding = sheet.binding
    spelled = binding.spelled
    personal = set(identity_left(spelled.values(), definitions))
    mapped = {key: [own for own in theirs if spelled.get(own) in personal] for key, theirs in binding.columns.items()}
    for key in FREE_WORDS & set(mapped):
        if mapped[key]:
            raise RequestError(
                f"Cột «{spelled[mapped[key][0]]}» là thông tin định danh cá nhân, không được ghép với {LABELS[key]}.",
                "Hãy bỏ ghép cột này; chương trình không lưu họ tên, số giấy tờ, điện thoại, biển số.",
            )
    used = {own for owns in mapped.values() for own in owns}
    dropped = [words for own, words in spelled.items() if words in personal and own not in used]
    if not dropped:
        return []
    message = (
        "Cột định danh cá nhân hoặc nhạy cảm không được đọc và không lưu (Luật 91/2025/QH15). Lần sau nên đề nghị đơn"
        " vị gửi tệp không có các cột này."
    )
    return [finding("identity_dropped", "info", in_sheet(sheet.label, message), rows=0, example=quoted(dropped))]


def _not_found(lacking: Iterable[str], tables: Sequence[TextTable]) -> FileError:
    names = ", ".join(LABELS[key] for key in lacking)
    fullest = max(tables, key=lambda table: (bool(table.header_row), len(table.headings)), default=None)
    headings = (
        [text if len(text) <= _LONGEST_HEADING else f"{text[:_LONGEST_HEADING]}…" for text in fullest.headings]
        if fullest
        else []
    )
    seen = quoted(headings, most=12) or "(không có)"
    return FileError(
        f"Không tìm thấy cột {names} trong tệp. Các tiêu đề đọc được: {seen}.",
        "Hãy ghép cột bằng tay ở bước «Ghép cột», hoặc chọn lại dòng tiêu đề.",
    )
