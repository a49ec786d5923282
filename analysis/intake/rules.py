"""The rules of the intake: their names, how grave each is, and what the user is told and can do.

A rule of gravity ``error`` rejects its rows (kept with the reason, to be mended and sent again); ``warning`` and
``info`` never touch a row. Left out: how a fault is found (``dating``, ``placing``, ``amounts``, ``repeats``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from .findings import ROW_NUMBERS_KEPT, Finding, Severity, finding

EXAMPLES_SHOWN = 20
GUESS = " (có phải "
"""What stands between a text of the file and what we take it for, with "?)" behind."""
TEXTS_KEPT = 1000
"""Distinct texts shown for one rule of one sheet, and kept of a chunk to choose them from."""


@dataclass(frozen=True)
class Rule:
    """One rule: its stable name, gravity, and the Vietnamese sentence with the remedy."""

    name: str
    severity: Severity
    message: str


_RULES = (
    Rule("date_missing", "error", "Ô ngày để trống. Hãy điền ngày xảy ra rồi gửi lại các dòng này."),
    Rule(
        "date_impossible",
        "error",
        "Ngày không có thật, không đọc được hoặc quá xa trong quá khứ. Hãy sửa theo dạng ngày/tháng/năm, hoặc chọn lại"
        " thứ tự ngày trong bước ghép cột.",
    ),
    Rule("date_future", "error", "Ngày ở tương lai so với ngày nhập. Hãy kiểm tra lại năm và thứ tự ngày, tháng."),
    Rule(
        "date_order_suspect",
        "warning",
        "Có thể ngày và tháng bị đảo do máy tính dùng định dạng nước ngoài. Hãy đối chiếu với bản gốc, hoặc chọn thứ tự"
        " ngày khác trong bước ghép cột.",
    ),
    Rule("time_unreadable", "info", "Không đọc được giờ xảy ra; vụ vẫn được nhận, giờ ghi là không rõ."),
    Rule(
        "area_unrecognised",
        "error",
        "Không nhận ra tên địa bàn. Hãy sửa theo tên trong danh mục, hoặc chọn địa bàn cho tên này ở bước «Ghép cột».",
    ),
    Rule(
        "area_missing",
        "warning",
        "Không rõ địa bàn (ô trống, không suy được từ xã hoặc tọa độ); vụ vẫn được tính vào «Không rõ». Hãy bổ sung nếu"
        " biết.",
    ),
    Rule("area_derived", "info", "Ô địa bàn để trống; địa bàn được suy từ xã, phường hoặc từ tọa độ."),
    Rule("area_empty", "error", "Ô địa bàn để trống. Hãy điền tên huyện, thị xã hoặc thành phố rồi gửi lại."),
    Rule(
        "commune_unrecognised",
        "info",
        "Không nhận ra tên xã, phường hoặc tên có ở nhiều nơi; xã ghi là không rõ. Hãy sửa theo danh mục nếu cần số"
        " liệu theo xã.",
    ),
    Rule(
        "commune_other_area",
        "warning",
        "Xã, phường không thuộc huyện đã ghi; dòng vẫn tính theo huyện đã ghi. Hãy kiểm tra lại hai ô này.",
    ),
    Rule(
        "point_outside",
        "warning",
        "Tọa độ nằm ngoài địa bàn tỉnh; vụ vẫn được nhận theo địa bàn đã ghi. Hãy kiểm tra lại tọa độ.",
    ),
    Rule(
        "point_other_area",
        "warning",
        "Tọa độ nằm ở địa bàn khác với địa bàn đã ghi; vụ vẫn tính theo địa bàn đã ghi. Hãy kiểm tra lại.",
    ),
    Rule(
        "position_unreadable", "warning", "Không đọc được tọa độ; vụ vẫn được nhận nhưng không có vị trí trên bản đồ."
    ),
    Rule(
        "coordinates_swapped",
        "info",
        "Kinh độ và vĩ độ bị đảo cột; đã đọc lại theo đúng thứ tự. Hãy kiểm tra nếu vị trí không đúng.",
    ),
    Rule("vn2000", "info", "Tọa độ VN-2000 đã được đổi sang kinh độ, vĩ độ WGS84."),
    Rule("km_unreadable", "warning", "Không đọc được lý trình; vụ vẫn được nhận. Hãy ghi theo dạng Km24+500."),
    Rule(
        "count_invalid",
        "error",
        "Số lượng âm, quá lớn hoặc không phải là số. Hãy sửa thành số nguyên từ 0 trở lên rồi gửi lại.",
    ),
    Rule("count_missing", "error", "Ô số lượng để trống. Hãy điền số rồi gửi lại các dòng này."),
    Rule(
        "number_unreadable",
        "warning",
        "Số liệu phụ (thiệt hại, tiền phạt, số phút…) không đọc được, âm hoặc quá lớn; dòng vẫn được nhận, ô này ghi là"
        " không có số liệu.",
    ),
    Rule(
        "unit_assumed",
        "warning",
        "Tiêu đề cột tiền không ghi đơn vị; các số nhỏ được hiểu là triệu đồng. Nếu không đúng, hãy ghi đơn vị vào tiêu"
        " đề hoặc vào hồ sơ ghép cột (unit).",
    ),
    Rule(
        "blank_as_zero",
        "warning",
        "Ô số người (hoặc số trường hợp) để trống được hiểu là 0. Hãy kiểm tra: nếu là chưa có số liệu, hãy bổ sung rồi"
        " gửi lại.",
    ),
    Rule(
        "severity_deaths",
        "warning",
        "Số người chết cao hơn mức độ đã ghi (theo Điều 5 Thông tư 26/2024/TT-BCA); cả hai được giữ như tệp. Hãy kiểm"
        " tra lại.",
    ),
    Rule(
        "value_unrecognised",
        "warning",
        "Có từ không có trong danh mục; đã ghi là «Không rõ». Hãy chọn nghĩa của từ này ở bước «Ghép cột».",
    ),
    Rule("value_as_written", "info", "Có từ không có trong danh mục; được giữ nguyên như trong tệp."),
    Rule(
        "id_missing",
        "error",
        "Thiếu mã vụ nên không biết người này thuộc vụ nào. Hãy điền mã vụ rồi gửi lại.",
    ),
    Rule("id_made", "info", "Ô mã vụ để trống; chương trình tự đặt mã theo tệp và số dòng."),
    Rule(
        "id_conflict",
        "error",
        "Trùng mã vụ với một dòng ở trên nhưng nội dung khác; dòng đầu được giữ. Hãy sửa mã, hoặc xóa dòng sai rồi gửi"
        " lại.",
    ),
    Rule("id_repeated", "error", "Dòng lặp lại y hệt một dòng ở trên; chỉ tính một lần, không cần gửi lại."),
    Rule(
        "id_in_store",
        "error",
        "Vụ này đã có trong kho với nội dung y hệt; không nhập lại, không cần làm gì.",
    ),
    Rule(
        "id_in_store_changed",
        "error",
        "Mã vụ này đã có trong kho nhưng nội dung khác; số liệu trong kho được giữ. Nếu là thống kê bổ sung, hãy dùng"
        " chức năng đính chính; nếu là vụ khác, hãy sửa mã vụ rồi gửi lại.",
    ),
    Rule(
        "likely_duplicate",
        "warning",
        "Có thể là cùng một vụ được ghi hai lần (cùng ngày, địa bàn, nơi xảy ra và hậu quả); cả hai vẫn được tính. Hãy"
        " xem lại, nếu trùng thì bỏ một dòng rồi gửi lại.",
    ),
    Rule(
        "rows_disagree",
        "warning",
        "Các dòng của cùng một vụ không thống nhất về ngày, địa bàn hoặc tọa độ; lấy theo dòng đầu. Hãy kiểm tra lại.",
    ),
    Rule("period_missing", "error", "Ô kỳ thống kê để trống. Hãy điền ngày, tháng hoặc quý rồi gửi lại các dòng này."),
    Rule(
        "period_impossible",
        "error",
        "Không đọc được kỳ thống kê. Hãy ghi theo dạng «Tháng 3/2024», «Quý I/2024», «2024» hoặc một ngày.",
    ),
    Rule(
        "period_future",
        "error",
        "Kỳ thống kê bắt đầu ở tương lai so với ngày nhập. Hãy kiểm tra lại năm.",
    ),
    Rule(
        "area_year_conflict",
        "error",
        "Đã có dòng của địa bàn và năm này ở trên với số dân khác; dòng đầu được giữ. Hãy xóa dòng sai rồi gửi lại.",
    ),
    Rule(
        "area_year_repeated",
        "error",
        "Đã có dòng của địa bàn và năm này ở trên với cùng số dân; chỉ tính một lần, không cần gửi lại.",
    ),
    Rule("people_invalid", "error", "Số dân phải là số nguyên lớn hơn 0. Hãy điền số dân rồi gửi lại các dòng này."),
    Rule(
        "counts_not_accidents",
        "error",
        "Cột «Số vụ» khác 1: đây có vẻ là bảng tổng hợp, không phải danh sách từng vụ, nên các dòng này bị loại."
        " Hãy gửi danh sách mỗi vụ một dòng; nếu cột này là mã vụ thì hãy ghép nó với mã vụ.",
    ),
    Rule(
        "date_order_guessed_mdy",
        "info",
        "Ngày được đọc theo thứ tự tháng/ngày/năm. Hãy xem vài dòng; nếu không đúng, hãy chọn lại thứ tự ngày trong"
        " bước ghép cột.",
    ),
    Rule(
        "date_order_guessed_ymd",
        "info",
        "Ngày được đọc theo thứ tự năm/tháng/ngày. Hãy xem vài dòng; nếu không đúng, hãy chọn lại thứ tự ngày trong"
        " bước ghép cột.",
    ),
    Rule(
        "date_order_mixed",
        "warning",
        "Cột ngày có dòng chỉ đúng theo thứ tự ngày/tháng, có dòng chỉ đúng theo thứ tự tháng/ngày; các dòng này có cả"
        " hai số không quá 12 nên có thể bị đọc nhầm ngày với tháng. Hãy đối chiếu với bản gốc và ghi thống nhất.",
    ),
    Rule(
        "outcome_missing",
        "warning",
        "Ô hậu quả để trống: người này không được tính là chết, bị thương hay mất tích. Hãy điền hậu quả rồi gửi lại.",
    ),
    Rule(
        "age_unreadable",
        "warning",
        "Không đọc được tuổi hoặc tuổi ngoài khoảng 0 đến 120; người vẫn được tính, tuổi ghi là không rõ. Hãy sửa ô"
        " tuổi nếu biết.",
    ),
    Rule(
        "role_unrecognised",
        "warning",
        "Vai trò không có trong danh mục; được ghi là «Không rõ», chữ trong tệp không được lưu.",
    ),
    Rule(
        "personal_number_masked",
        "info",
        "Có số giống số điện thoại, số giấy tờ hoặc biển số trong ô chữ; đã thay bằng ***. Không cần làm gì; lần sau"
        " nên đề nghị đơn vị không ghi các số này.",
    ),
    Rule(
        "months_from_dates",
        "info",
        "Cột tháng chứa ngày đầu tháng (máy tính đã đổi tháng thành ngày); mỗi ô được đọc là cả tháng đó. Nếu đúng là"
        " số của một ngày, hãy ghép cột này với ngày.",
    ),
    Rule("year_invalid", "error", "Năm không đọc được. Hãy ghi năm bằng bốn chữ số, ví dụ 2024."),
)

RULES = {rule.name: rule for rule in _RULES}

# ``rule`` of a finding: where two sentences belong to one rule, the finding carries the rule's stable name.
_STABLE_NAMES = {
    "id_in_store_changed": "id_in_store",
    "area_empty": "area_missing",
    "count_missing": "count_invalid",
    "people_invalid": "count_invalid",
    "area_year_conflict": "id_conflict",
    "area_year_repeated": "id_repeated",
    "date_order_guessed_mdy": "date_order_guessed",
    "date_order_guessed_ymd": "date_order_guessed",
}

_OF_REJECTED_TOO = frozenset({"date_order_suspect"})
"""What may explain why rows were rejected is said of them as well."""


@dataclass(frozen=True)
class Mark:
    """Where a rule speaks: ``texts`` is indexed by the rows it speaks of and holds what stands there ("" = nothing)."""

    rule: str
    texts: pd.Series


@dataclass(frozen=True)
class Cleaned:
    """Values of rows (``frame``, on the positions of the rows) and what was said of them."""

    frame: pd.DataFrame
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Tally:
    """What is kept of a mark when its chunk is gone: how many rows, the first of them, some distinct texts."""

    rule: str
    sheet: str
    rows: int
    row_numbers: tuple[int, ...]
    texts: tuple[str, ...]


def mark(rule: str, where: pd.Series, texts: pd.Series | str = "") -> Mark:
    """``rule`` speaks of the rows where ``where`` (bool) holds; ``texts`` say what stands there."""
    rows = where.index[where.to_numpy(dtype=bool)]
    spoken = texts.loc[rows] if isinstance(texts, pd.Series) else pd.Series(texts, index=rows, dtype="str")
    return Mark(rule, spoken)


def rejecting(marks: Iterable[Mark]) -> list[Mark]:
    """Those marks whose rows are rejected."""
    return [item for item in marks if RULES[item.rule].severity == "error"]


def rejected_rows(marks: Iterable[Mark], index: pd.Index) -> pd.Series:
    """Which rows of ``index`` some mark rejects (bool)."""
    wrong = pd.Series(False, index=index)
    for item in rejecting(marks):
        wrong.loc[item.texts.index] = True
    return wrong


def stable_name(rule: str) -> str:
    """The name under which ``rule`` is told to others; some rules of one name have several sentences."""
    return _STABLE_NAMES.get(rule, rule)


def tallies(marks: Iterable[Mark], places: pd.DataFrame) -> list[Tally]:
    """The marks by rule and sheet; ``places`` has ``sheet`` and ``row`` (as Excel shows it) on the index of the marks.

    A rejected row is named by what rejects it alone: what is said of rows that count would be wrong of it.
    """
    listed = list(marks)
    rejected = rejected_rows(listed, places.index)
    together: dict[str, list[pd.Series]] = {}
    for item in listed:
        texts = item.texts.astype("str")
        if RULES[item.rule].severity != "error" and item.rule not in _OF_REJECTED_TOO and len(texts):
            texts = texts[~rejected.loc[texts.index].to_numpy()]
        if len(texts):
            together.setdefault(item.rule, []).append(texts)
    found = []
    for rule, parts in together.items():
        texts = pd.concat(parts).sort_index(kind="stable")
        for sheet, rows in places.loc[texts.index].assign(text=texts).groupby("sheet", sort=False, observed=True):
            found.append(_tally(rule, str(sheet), rows))
    return found


def findings_of(found: Iterable[Tally], *, several_sheets: bool) -> list[Finding]:
    """One finding a rule and sheet, the tallies of all chunks added up; the sheet is named where there are several."""
    together: dict[tuple[str, str], list[Tally]] = {}
    for item in found:
        together.setdefault((item.rule, item.sheet), []).append(item)
    return [_finding(rule, sheet if several_sheets else "", items) for (rule, sheet), items in together.items()]


def in_sheet(sheet: str, message: str) -> str:
    """``message`` with the name of its sheet in front; as it is where there is no name."""
    return f"Trang «{sheet}»: {message}" if sheet else message


def quoted(texts: Iterable[str], *, most: int = EXAMPLES_SHOWN) -> str:
    """Some texts for an example: «a»; «b»; and how many more."""
    shown = list(dict.fromkeys(text for text in texts if text))
    more = f" và {len(shown) - most} giá trị khác" if len(shown) > most else ""
    return "; ".join(map(in_quotes, shown[:most])) + more


def in_quotes(text: str) -> str:
    """«text»; a guess of ours behind it ("Bát Xắc (có phải Bát Xát?)") stands outside: it is not in the file."""
    written, guess, near = text.rpartition(GUESS)
    return f"«{written}»{guess}{near}" if guess else f"«{text}»"


def _tally(rule: str, sheet: str, rows: pd.DataFrame) -> Tally:
    """Rows each once: one row may speak twice (deaths and injured both blank), one file row give several records."""
    numbers = rows["row"].drop_duplicates()
    texts = rows["text"].drop_duplicates()
    first = tuple(int(number) for number in numbers.iloc[:ROW_NUMBERS_KEPT].sort_values())
    return Tally(rule, sheet, len(numbers), first, tuple(texts[texts != ""].iloc[:TEXTS_KEPT]))


def _finding(rule: str, sheet: str, items: list[Tally]) -> Finding:
    numbers = [number for item in items for number in item.row_numbers]
    return finding(
        stable_name(rule),
        RULES[rule].severity,
        in_sheet(sheet, RULES[rule].message),
        row_numbers=numbers,
        rows=sum(item.rows for item in items),
        example=quoted(text for item in items for text in item.texts),
    )
