"""The answer of a check in words: the first sentence, the corrected sentences, and the findings as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from ..numbers import whole
from .check import Checked
from .findings import DIFFERS, DOUBTFUL, KIND_WORDS, OF_TEXT, OTHER_READING, ROUNDING, WRONG, Finding, Fix
from .holding import AGREES, COMPARED, NOT_CLEAR, NOT_THERE, STATUS_WORDS

ORDER = (WRONG, ROUNDING, DOUBTFUL, DIFFERS, OTHER_READING)
NOT_ALL = (
    "Không có dấu nào chỉ nghĩa là các số trong câu không mâu thuẫn nhau; số đếm có đúng hay không thì phải đối chiếu "
    "với số liệu gốc."
)
MANY = 6
ANOTHER = (
    "Phần lớn số đếm khác số liệu đã nhập: hãy xem kỳ báo cáo, lịch thống kê và cách tính va chạm ở thanh bên "
    "có đúng với văn bản này không."
)


@dataclass(frozen=True)
class Corrected:
    """A sentence of the text as it stands and as it should be; [start, stop) is its place."""

    start: int
    stop: int
    before: str
    after: str


def summary(checked: Checked) -> str:
    """The first sentence: "3 số sai trong 27 số đã kiểm tra; 4 số không kiểm tra được"."""
    if not checked.figures:
        return "Không thấy con số nào trong đoạn này"
    counts = Counter(finding.kind for finding in checked.marks)
    said = [f"{whole(counts[kind])} số {KIND_WORDS[kind]}" for kind in ORDER if counts[kind]]
    if not checked.checked and not said:
        first = f"Không có số nào trong {whole(checked.figures)} số kiểm tra được"
    else:
        what = ", ".join(said) if said else "Không thấy số nào sai"
        among = f"{whole(checked.checked)} số đã kiểm tra" if checked.checked else f"{whole(checked.figures)} số"
        first = f"{what} trong {among}"
    unchecked = len(checked.unchecked)
    if unchecked and checked.checked:
        return f"{first}; {whole(unchecked)} số không kiểm tra được"
    return first


def below(checked: Checked) -> list[str]:
    """What is said under the first sentence: figures that stand alone, and how many agree with our data."""
    lines = []
    alone = checked.figures - checked.checked - len(checked.unchecked)
    if alone > 0:
        lines.append(f"{whole(alone)} số khác đứng riêng, trong câu không có gì để tính lại.")
    if checked.held:
        lines.append(held_summary(checked))
        differing = sum(one.status == DIFFERS for one in checked.held)
        compared = sum(one.status in COMPARED for one in checked.held)
        lines += [ANOTHER] if differing >= MANY and 2 * differing > compared else []
    elif checked.checked and not checked.marks:
        lines.append(NOT_ALL)
    return lines


def held_summary(checked: Checked) -> str:
    """How the counts stand against our data: "Đối chiếu với số liệu đã nhập: 12 số khớp, 1 số khác"."""
    counts = Counter(one.status for one in checked.held)
    order = (AGREES, OTHER_READING, DIFFERS, NOT_THERE, NOT_CLEAR)
    said = [f"{whole(counts[status])} số {STATUS_WORDS[status]}" for status in order if counts[status]]
    return f"Đối chiếu với số liệu đã nhập: {', '.join(said)}."


def corrected(checked: Checked) -> list[Corrected]:
    """Every sentence that holds a slip which can be put right, with all its slips put right."""
    found = []
    for start, stop in checked.sentences:
        stop += checked.text[stop : stop + 1] == "."
        after = _put_right(checked, start, stop)
        before = checked.text[start:stop]
        if after != before:
            found.append(Corrected(start, stop, before, after))
    return found


def _put_right(checked: Checked, start: int, stop: int) -> str:
    right = [one for one in checked.findings if one.right and one.kind in OF_TEXT]
    fixes = [fix for one in right for fix in (Fix(one.start, one.stop, one.right), *one.fixes)]
    pieces, at = [], start
    for fix in sorted(fixes):
        if at <= fix.start and fix.stop <= stop:
            written = checked.text[fix.start : fix.stop]
            pieces += [checked.text[at : fix.start], _cased(fix.text, written)]
            at = fix.stop
    return "".join([*pieces, checked.text[at:stop]])


def _cased(right: str, written: str) -> str:
    """``right`` with a capital where ``written`` had one, and in capitals where it was all so."""
    if written.isupper():
        return right.upper()
    return right[:1].upper() + right[1:] if written[:1].isupper() else right


def pieces(checked: Checked) -> Iterator[tuple[str, tuple[Finding, ...]]]:
    """The text cut where marks begin and end: each piece with the findings that it bears, none for most.

    Findings on one place come together; of two that overlap the later one begins where the first ends.
    """
    at = 0
    places: dict[tuple[int, int], list[Finding]] = {}
    for finding in checked.findings:
        places.setdefault((finding.start, finding.stop), []).append(finding)
    for (start, stop), findings in sorted(places.items()):
        if stop <= at:
            continue
        if start > at:
            yield checked.text[at:start], ()
        yield checked.text[max(at, start) : stop], tuple(findings)
        at = stop
    if at < len(checked.text):
        yield checked.text[at:], ()


def findings_table(checked: Checked) -> pd.DataFrame:
    """One row a finding, then one a comparison with our data that is no finding, for a download."""
    rows = [
        [KIND_WORDS[one.kind], _sentence_at(checked, one.start), one.written, one.right, one.reason]
        for one in checked.findings
    ]
    rows += [
        [STATUS_WORDS[one.status], _sentence_at(checked, one.start), one.written, one.ours, one.reason]
        for one in checked.held
        if one.status not in (DIFFERS, OTHER_READING)
    ]
    return pd.DataFrame(rows, columns=["Kết quả", "Câu", "Số trong câu", "Số đúng", "Vì sao"], dtype="str")


def finding_line(finding: Finding) -> str:
    """A finding in a line: "“15,0%” → “17,65%” (sai): (20 - 17) / 17 = 17,65%."."""
    right = f" → “{finding.right}”" if finding.right else ""
    return f"“{finding.written}”{right} ({KIND_WORDS[finding.kind]}): {finding.reason}"


def place_of(checked: Checked, start: int) -> tuple[int, int]:
    """The line of a place in the text, and the sentence in it, both counted from 1; 0 where no sentence is."""
    line_start = checked.text.rfind("\n", 0, start) + 1
    sentence = sum(begin <= start and stop > line_start for begin, stop in checked.sentences)
    return checked.text.count("\n", 0, start) + 1, sentence


def place_words(checked: Checked, start: int) -> str:
    """Where a mark stands: "Dòng 2, câu 3"; only the sentence in a text of one line, only the line in a table."""
    line, sentence = place_of(checked, start)
    lines = checked.text.split("\n")
    if "\t" in lines[line - 1] or not sentence:
        return f"Dòng {line}"
    return f"Dòng {line}, câu {sentence}" if "\n" in checked.text.strip() else f"Câu {sentence}"


def _sentence_at(checked: Checked, place: int) -> str:
    for start, stop in checked.sentences:
        if start <= place < stop:
            return " ".join(checked.text[start:stop].split())
    return ""
