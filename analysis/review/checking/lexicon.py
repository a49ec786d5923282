"""The words of reports that the grammar knows, by what they do, as one regular expression (lower case, NFC).

A word that is not here is ``word``: the grammar passes over it or stops at it, and never guesses what it means.
"""

from __future__ import annotations

import re

from .numerals import NUMERAL
from .periods_said import DAY, PERIOD

UNITS = {
    "vụ": "vụ",
    "người": "người",
    "trường hợp": "trường hợp",
    "lượt": "lượt",
    "phương tiện": "phương tiện",
    "giấy phép": "giấy phép",
    "điểm": "điểm",
    "ngày": "ngày",
    "học sinh": "học sinh",
    "nghìn đồng": "đồng",
    "ngàn đồng": "đồng",
    "triệu đồng": "đồng",
    "tỷ đồng": "đồng",
    "nghìn": "đồng",
    "ngàn": "đồng",
    "triệu": "đồng",
    "tỷ": "đồng",
    "đồng": "đồng",
}
SCALES = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9}
ABOUT = (
    "khoảng",
    "gần",
    "hơn",
    "trên",
    "dưới",
    "xấp xỉ",
    "ước",
    "ít nhất",
    "tối thiểu",
    "không quá",
    "tối đa",
    "chừng",
)
GOALS = r"mục tiêu|phấn đấu|chỉ tiêu|kéo giảm|đề ra|phải từ|mới là"
SAME = (
    r"không tăng,? (?:và )?không giảm|không tăng cũng không giảm|bằng (?:với )?(?:so với )?(?=cùng kỳ)|"
    r"không thay đổi|giữ nguyên"
)
ZERO = (
    r"không (?:xảy ra|để xảy ra|có) vụ (?:tai nạn giao thông nào|tai nạn nào|tngt nào|nào)|"
    r"không có người (?:chết|bị thương)(?=,? \(?(?:giảm|không tăng))"
)
"""A count of nothing; of people only where a change follows ("va chạm không có người chết" counts no one)."""
BASE = r"(?:cùng kỳ|cùng thời điểm|cùng thời gian)(?: (?:của )?(?:năm )?(?:trước|ngoái|liền kề|(?:19|20)\d\d))?"
VERSUS = rf"(?:(?:nếu )?so(?: sánh)? với (?:số liệu )?|với )?{BASE}|so(?: sánh)? với|kỳ trước|năm trước|tháng trước"
DEATHS = r"làm chết|tử vong|thiệt mạng|tử nạn|chết"
INJURED = r"làm bị thương|bị thương"
MISSING = r"mất tích"
FILLERS = (
    r"thêm|được|là|tức(?: là)?|tương ứng|tương đương|tỷ lệ|đạt|hay|mức|cũng|đã|có|lại|về|vào|trong|ở|còn lại|"
    r"bằng|với|số|tổng|cộng|tai nạn giao thông|tai nạn|tngt|giao thông|nữa|ứng với|nghĩa là|của|thì|tính|đều|nhẹ|mạnh"
)
MODES = {"đường bộ": "road", "đường sắt": "rail", "đường thủy nội địa": "water", "đường thủy": "water"}
SEVERITIES = {
    "đặc biệt nghiêm trọng": "especially_serious",
    "rất nghiêm trọng": "very_serious",
    "ít nghiêm trọng": "less_serious",
    "nghiêm trọng": "serious",
    "va chạm giao thông": "collision",
    "va chạm": "collision",
}
_DOCUMENT = r"\d+/(?:\d{4}/)?[a-zđ]+\d*(?:-[a-zđ\d]+)+|\d+/\d{4}/[a-zđ]+\d*"
_PLACES = (
    r"km\s?\d+(?:\s?\+\s?\d+)?\s?m?\b|(?:ql|tl|đt|hl|ct)\.?\s?\d+[a-zđ]?\b|"
    r"(?:quốc lộ|tỉnh lộ|đường tỉnh) \d+[a-zđ]?\b(?!\s*(?:vụ|người|trường hợp))"
)
_ARTICLES = (
    r"(?:điều|khoản|mục|phần|phụ lục|biểu|bảng|hình|chương|thứ|lần thứ|cấp|loại|khóa|trang|slide|nhóm|tổ|khu|phường"
    r"|lớp|hạng) (?:số )?\d+(?:[.,]\d+)*(?![\d%]|\s*(?:vụ|người|trường hợp))|(?<!tổng )\bsố:? \d+(?=/)"
)
_TIMES_OF_DAY = (
    r"\d{1,2}\s?(?:h|giờ)\s?(?:\d{1,2})?\s?(?:'|phút)?(?![\wà-ỹ])|24/7(?!\d)|24/24(?!\d)|\d+ phút|\d{1,2}:\d{2}"
)
_AGES = (
    rf"(?:từ )?(?:đủ )?\d+(?:\s?(?:-|đến|đến dưới)\s?\d+)? tuổi|{NUMERAL} (?:dân|km|mét|m|kg|năm|tháng|tuần|quý|giây)\b"
)
_CRITERIA = r"(?:cả )?(?:0?3|ba)(?:/0?3)? (?:tiêu chí|mặt)"
_COUNTED_OF_ALL = (
    "tiêu chí|mặt|huyện|địa bàn|địa phương|xã|phường|thị xã|thị trấn|thành phố|tỉnh|đơn vị|khu vực|tuyến|tháng|quý|ngày"
)
"""What is counted out of all there are: "tăng ở 3/9 huyện" is no pair now/before."""
_RANGE = rf"(?:từ )?{NUMERAL}\s?%?\s?(?:-|đến)\s?{NUMERAL}\s?%|(?<![\w/.,]){NUMERAL}\s?-\s?{NUMERAL}(?![\d%])"
_DAYS = (
    rf"(?:từ |đến |tới |hết )?(?:ngày |hết ngày )?{DAY}|"
    r"(?:từ|đến|tới|hết)(?: hết)?(?: ngày)? \d{1,2}/\d{1,2}(?![\d])"
)
_DAYS_SHORT = r"ngày \d{1,2}(?:\s?[/-]\s?\d{1,2}|\s+tháng\s+\d{1,2})?(?:\s+năm\s+\d{4})?(?![\d.,%])"
_NUMBERING = r"^[ \t]*(?:[ivx]{1,5}|\d{1,2}(?:\.\d{1,2})*|[a-zđ])[.)](?=\s)|\((?:[1-9]|[a-zđ])\)"

_UNIT = "|".join(rf"\b{unit}\b(?! lệ)" for unit in sorted(UNITS, key=len, reverse=True))
_PAIR = (
    rf"(?P<left>{NUMERAL})"
    rf"(?: ?(?P<left_unit>{_UNIT})(?: tai nạn(?: giao thông)?| tngt)?(?P<left_people> (?:chết|bị thương))?"
    rf"(?= ?/ ?{NUMERAL} ?(?P=left_unit)(?![\wà-ỹ])(?! ?/)"
    r"(?(left_people)(?:(?P=left_people)|(?! (?:chết|bị thương))))))?"
    rf" ?/ ?(?P<right>{NUMERAL})(?![/\d])"
)
"""A pair now/before: "51/38 vụ", or with the same unit on both sides: "51 vụ/38 vụ", "6 người chết / 1 người"."""
_TO = (
    r"lên đến|lên tới|lên thành|lên mức|xuống còn|xuống mức|\blên\b|\bxuống\b|\bcòn\b(?! lại)|"
    r"\bthành\b(?= \d)|\bđến\b(?= \d)"
)

FORMS = (
    ("break", r"\n|\t|(?<=[^\d\s])\.(?=\s|$)|(?<=\d)\.(?=\s|$)|[!?…]|\./\."),
    ("skip", "|".join((_NUMBERING, _DOCUMENT, _PLACES, _CRITERIA))),
    ("period", PERIOD),
    ("skip", "|".join((_DAYS, _DAYS_SHORT, _TIMES_OF_DAY, _ARTICLES, _AGES))),
    ("points", rf"[+-]?{NUMERAL} ?(?:điểm phần trăm|điểm ?%)"),
    ("skip", _RANGE),
    ("percent", rf"(?P<p_sign>(?<![\w%.,])[+-]|(?<=\()[+-] )?(?P<p_number>{NUMERAL}) ?(?:%|phần trăm)"),
    ("skip", rf"{NUMERAL}(?: ?/ ?{NUMERAL}){{2,}}"),
    ("of_all", rf"{NUMERAL} ?/ ?{NUMERAL} (?:{_COUNTED_OF_ALL})\b"),
    ("pair", _PAIR),
    ("number", rf"(?P<n_sign>(?<![\w%.,])[+-])?(?P<n_number>{NUMERAL})(?![\w])"),
    ("skip", rf"[a-zđ]*{NUMERAL}\w*"),
    ("zero", ZERO),
    ("same", SAME),
    ("goal", GOALS),
    ("versus", VERSUS),
    ("mean", r"(?:bình quân|trung bình|tính ra)[^\d.,;\n]{0,12}ngày|mỗi ngày(?: (?:có|xảy ra))?"),
    ("share", r"chiếm(?: tỷ lệ)?|tỷ trọng|tương đương tỷ lệ"),
    ("whole", r"tổng số(?: vụ| người)?|tổng cộng"),
    ("all_of", r"bao gồm|gồm có|gồm|chia ra"),
    ("of_which", r"trong đó|cụ thể|trong số đó|riêng"),
    ("times", r"gấp|lần"),
    ("double", r"đôi|rưỡi"),
    ("near", rf"\b(?:{'|'.join(ABOUT)})\b(?! cùng kỳ)"),
    ("up", r"nhiều hơn|cao hơn|(?<!không )\btăng\b"),
    ("down", r"ít hơn|thấp hơn|(?<!không )\bgiảm\b"),
    ("not_clear", r"nói là (?:tăng|giảm)|không (?:tăng|giảm)|kết luận tăng hay giảm"),
    ("from", r"\btừ\b"),
    ("to", _TO),
    ("deaths", DEATHS),
    ("injured", INJURED),
    ("missing", MISSING),
    ("severity", "|".join(SEVERITIES)),
    ("mode", "|".join(MODES)),
    ("unit", _UNIT),
    ("filler", rf"\b(?:{FILLERS})\b|[=≈~]"),
    ("slash", rf"/(?= ?{NUMERAL})"),
    ("mark", r"[(),;:\[\]]"),
    ("word", r"[^\W\d]+"),
)
"""Kinds in the order in which they are tried."""


Names = tuple[tuple[str, str], ...]
"""Names of areas (lower case) with their codes."""
_KINDS = r"(?:huyện|thị xã|thành phố|khu vực|tx\.?|tp\.?|h\.)"
_COMMUNES = r"(?:xã|phường|thị trấn|tt\.)"


def master(names: Names = ()) -> re.Pattern[str]:
    """All kinds as one expression; the group ``kN_kind`` that took part tells the kind.

    ``names`` of areas become the kind ``area``; behind "xã", "phường" they are places of another level and ``skip``.
    """
    forms = list(FORMS)
    if names:
        longest = sorted((name for name, _ in names), key=len, reverse=True)
        known = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in longest)
        forms[1:1] = [("skip", rf"{_COMMUNES}\s+(?:{known})\b"), ("area", rf"(?:{_KINDS}\s*)?\b(?:{known})\b")]
    parts = [f"(?P<k{place}_{kind}>{form})" for place, (kind, form) in enumerate(forms)]
    return re.compile("|".join(parts), re.MULTILINE)
