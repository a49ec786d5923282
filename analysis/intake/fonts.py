"""Columns in a legacy font (TCVN3, VNI): found, shown before and after, converted only on the user's yes.

Every mapped column is judged on its own; headings are read in any case, for matching. Left out: how the letters are
told apart (``encodings``). It can mislead in a column with two or three marked words: too few to be sure.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from ..errors import FileError
from .columns import Binding
from .files.encodings import convert, legacy_font
from .findings import Finding, finding
from .rules import in_sheet
from .values.distinct import distinct_texts

_SHOWN = 5
_WORDS = {
    "ask": "cần được bạn đồng ý trước khi chuyển sang Unicode. Hãy xem chữ trước và sau, rồi chọn «Chuyển phông»"
    " (dòng lệnh: --accept-conversion) hoặc giữ nguyên.",
    "convert": "đã được chuyển sang Unicode. Hãy xem lại chữ trước và sau.",
    "keep": "được giữ nguyên theo yêu cầu; tên địa bàn và các từ trong danh mục có thể không nhận ra.",
}


def fonts_of(chunk: pd.DataFrame, binding: Binding) -> dict[str, str]:
    """Heading -> legacy font of its cells, for the columns of ``chunk`` that are read and are in one."""
    fonts = {
        heading: legacy_font(distinct_texts(chunk[heading])[0]) for heading in binding.headings if heading in chunk
    }
    return {heading: font for heading, font in fonts.items() if font}


def font_finding(
    rows: pd.Series, chunk: pd.DataFrame, fonts: Mapping[str, str], binding: Binding, *, conversion: str, sheet: str
) -> list[Finding]:
    """What is said of the columns in a legacy font: which, an example before and after, what to do; nothing if none.

    ``rows``: the number of every row of ``chunk`` in the file.
    """
    headings = [heading for heading, words in binding.spelled.items() if heading != words]
    if not fonts and not headings:
        return []
    examples = [f"«{heading}» → «{binding.spelled[heading]}»" for heading in headings[:_SHOWN]]
    touched = pd.Series(False, index=chunk.index)
    for heading, font in fonts.items():
        texts, places = distinct_texts(chunk[heading])
        after = convert(texts, font)
        touched |= (after != texts)[places]
        changed = [(old, new) for old, new in zip(texts, after, strict=True) if old != new]
        examples += [f"«{old}» → «{new}»" for old, new in changed[:_SHOWN]]
    names = ", ".join(f"«{binding.spelled.get(heading, heading)}» ({font})" for heading, font in fonts.items())
    message = f"Chữ theo phông cũ ở cột {names or 'tiêu đề'} {_WORDS[conversion]}"
    gravity = {"ask": "error", "convert": "info", "keep": "warning"}
    said = finding(
        "legacy_font", "info", in_sheet(sheet, message), row_numbers=rows[touched], example="; ".join(examples)
    )
    return [Finding(said.rule, gravity[conversion], said.rows, said.row_numbers, said.example, said.message)]  # type: ignore[arg-type]


def refuse_unasked(found: list[Finding]) -> None:
    """Raises ``FileError`` where a legacy font was found and nobody has said whether to convert it."""
    if found:
        raise FileError(
            f"Tệp có chữ theo phông cũ (TCVN3, VNI): {found[0].example}.",
            "Hãy đồng ý chuyển sang Unicode (dòng lệnh: --accept-conversion; hồ sơ: accept_conversion = true).",
        )
