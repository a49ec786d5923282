"""What every placeholder of the report's template means, one list a kind; docs/mau_bao_cao.md is held against them.

Defines names (without marks, as the office types them) and where the value comes from: settings, ``PackFacts``, the
words made from them, or a ``PackTable``. Leaves out where they stand (the template) and how they are laid out
(``report``). No figure is computed here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from ...definitions.letterhead import AUTHORITY, Letterhead
from ...definitions.periods import day_text
from ..documents import DOTS, date_words
from ..sentences import invented_words
from . import words
from .record import PackFacts

NOT_REPORTED = "Chưa có số liệu để nêu nội dung này."
NO_PROPOSAL = "Số liệu của kỳ này không đưa ra gợi ý nào."
INVITATION = "Gợi ý theo số liệu, văn phòng sửa đổi, bổ sung:"
"""The first line of a place with suggestions; it goes when the author takes it out."""
NO_TARGET = "Chưa có mục tiêu của năm này để so sánh."


@dataclass(frozen=True)
class Given:
    """What values inside a line are made from."""

    facts: PackFacts
    issuer: Letterhead
    issued: date | None


class Inline(NamedTuple):
    """A value inside a line; several lines are copies of the paragraph where it stands alone."""

    description: str
    make: Callable[[Given], str | Sequence[str]]


class Passage(NamedTuple):
    """Paragraphs of words; ``missing`` is said where there is nothing to say, "" leaves the line out."""

    description: str
    make: Callable[[PackFacts], str | Sequence[str]]
    missing: str = ""


class Layout(NamedTuple):
    """A table: its key in ``pack_tables``, the columns shown (none: all), and how many rows (0: all).

    With ``most`` the rest is one row named ``words``; ``flagged`` shows only districts with a flag.
    ``more`` is said after the title.
    """

    description: str
    key: str
    columns: tuple[str, ...] = ()
    most: int = 0
    words: str = "nhóm khác"
    flagged: bool = False
    more: str = ""


class Drawing(NamedTuple):
    """A picture: its caption, the key of its table, how it is drawn (``report_pictures.DRAWN``)."""

    description: str
    key: str
    kind: str


@dataclass
class Counters:
    """The running numbers of headings: I, 1, a, and the number of an annex."""

    counts: dict[str, int] = field(default_factory=dict)

    def next(self, name: str) -> str:
        """The next number of "I", "1", "a" or "phu_luc"; what is below a heading starts anew."""
        for deeper in NUMBERS[NUMBERS.index(name) + 1 :] if name in NUMBERS else ():
            self.counts[deeper] = 0
        self.counts[name] = self.counts.get(name, 0) + 1
        count = self.counts[name]
        return str(count) if name == "1" else _LETTERS[count - 1] if name == "a" else _roman(count)


NUMBERS = ("I", "1", "a")
_LETTERS = ("a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v")
"""Letters of points in Vietnamese documents: đ after d, no f and no j."""

RUNNING: Mapping[str, str] = {
    "I": "số thứ tự của mục lớn: I, II, III…",
    "1": "số thứ tự trong mục lớn: 1, 2, 3…",
    "a": "chữ cái trong mục: a, b, c, d, đ…",
    "phu_luc": "số của phụ lục: I, II, III…",
}

INLINE: Mapping[str, Inline] = {
    "co_quan_chu_quan": Inline("cơ quan chủ quản, chữ in hoa", lambda given: _upper(given.issuer.parent_body)),
    "co_quan_ban_hanh": Inline("cơ quan ban hành, chữ in hoa", lambda given: _upper(given.issuer.body)),
    "co_quan": Inline("cơ quan ban hành, như trong cài đặt", lambda given: given.issuer.body or DOTS),
    "ky_hieu": Inline("ký hiệu văn bản (BC-BATGT)", lambda given: given.issuer.number_suffix or DOTS),
    "dia_danh": Inline("nơi ban hành", lambda given: given.issuer.place or DOTS),
    "ngay_ban_hanh": Inline("ngày ban hành; chưa định thì để dấu chấm", lambda given: date_words(given.issued)),
    "nguoi_ky": Inline("các dòng chức vụ người ký", lambda given: given.issuer.signatory or (DOTS,)),
    "ten_nguoi_ky": Inline("họ tên người ký; để trống thì bỏ dòng", lambda given: given.issuer.signatory_name),
    "noi_nhan": Inline("các dòng nơi nhận", lambda given: _recipients(given.issuer)),
    "tinh": Inline("tên tỉnh trong cài đặt", lambda given: given.facts.definitions.province_name or DOTS),
    "ten_bao_cao": Inline("tên báo cáo, có kỳ", lambda given: words.title(given.facts)),
    "ten_bao_cao_thuong": Inline("như trên, chữ đầu viết thường", lambda given: _lower(words.title(given.facts))),
    "ky": Inline("kỳ báo cáo (Quý I/2025)", lambda given: given.facts.period.title),
    "cung_ky": Inline("kỳ so sánh (Quý I/2024)", lambda given: given.facts.base.title),
    "tu_ngay": Inline("ngày đầu của kỳ", lambda given: day_text(given.facts.period.start)),
    "den_ngay": Inline("ngày cuối của kỳ", lambda given: day_text(given.facts.period.end)),
    "so_ngay": Inline("số ngày của kỳ", lambda given: str(given.facts.period.days)),
    "khoang_ky": Inline(
        "kỳ báo cáo và kỳ so sánh với ngày đầu, ngày cuối", lambda given: words.period_words(given.facts).rstrip(".")
    ),
    "mo_dau": Inline("câu mở đầu với ba tiêu chí", lambda given: words.opening(given.facts)),
    "minh_hoa": Inline("dòng báo số liệu minh họa; số liệu thật thì bỏ dòng", lambda given: _illustration(given.facts)),
    "ban_chot": Inline("tên bản chốt số liệu; không chốt thì bỏ dòng", lambda given: pinned_words(given.facts)),
}

TEXTS: Mapping[str, Passage] = {
    "mo_dau": Passage("ba tiêu chí so với cùng kỳ", words.opening, NOT_REPORTED),
    "loai_hinh": Passage("theo đường bộ, đường sắt, đường thủy nội địa", words.modes),
    "muc_do": Passage("theo mức độ nghiêm trọng", words.severity),
    "dia_ban": Passage("theo địa bàn", words.areas, NOT_REPORTED),
    "co_bao": Passage("địa bàn vượt mức bình thường, từng địa bàn với lý do", words.alerts, NOT_REPORTED),
    "co_bao_ngau_nhien": Passage("ngẫu nhiên gây ra bao nhiêu cờ báo", words.alerts_chance),
    "tuyen_duong": Passage("theo tuyến đường", words.roads, NOT_REPORTED),
    "thoi_gian": Passage("theo giờ, thứ", words.times, NOT_REPORTED),
    "phuong_tien": Passage("theo phương tiện", words.vehicles, NOT_REPORTED),
    "nguyen_nhan": Passage("theo nguyên nhân", words.causes, NOT_REPORTED),
    "nguoi": Passage("độ tuổi, giới tính", words.people, NOT_REPORTED),
    "vi_pham": Passage("kết quả xử lý vi phạm", words.violations, NOT_REPORTED),
    "diem_den": Passage("điểm đen mới, còn, không còn", words.spots, NOT_REPORTED),
    "diem_den_vi_tri": Passage("bao nhiêu vụ chưa có vị trí", words.spots_unplaced),
    "danh_muc": Passage("danh mục điểm đen, điểm tiềm ẩn đang mở", words.register),
    "muc_tieu": Passage("kết quả so với mục tiêu năm", words.targets, NO_TARGET),
    "kien_nghi": Passage("gợi ý theo số liệu", words.proposals, NO_PROPOSAL),
    "gioi_han": Passage("ghi chú về số liệu: nguồn, mốc thay đổi, độ dài kỳ", words.limits),
}

SUGGESTED_TEXTS: Mapping[str, Passage] = {
    "phuong_huong": Passage("khung có sẵn gợi ý phương hướng, nhiệm vụ", words.directions, NO_PROPOSAL),
    "kien_nghi": Passage("khung có sẵn gợi ý đề xuất, kiến nghị", words.requests, NO_PROPOSAL),
}
"""Places that begin with what the figures suggest: kept where the author changed it, made anew where not."""

_COUNTS = ("accidents.now", "accidents.before", "accidents.difference", "accidents.percent")
_HURT = tuple(f"{name}.{figure}" for name in ("deaths", "injured") for figure in ("now", "before", "difference"))
_GROUPS = ("label", *_COUNTS, *_HURT)
_CASES = ("label", "cases.now", "cases.before", "cases.difference", "cases.percent", "fine_vnd.now", "fine_vnd.before")
_SPOT = ("name", "criteria", "first", "last", "accidents", "fatal_accidents", "deaths", "injured")
_FINES = tuple(
    f"{name}.{figure}" for name in ("cases", "fine_vnd") for figure in ("now", "before", "difference", "percent")
)
_PENALTIES = tuple(
    f"{name}.{figure}"
    for name in ("licences_revoked", "points_deducted", "vehicles_held")
    for figure in ("now", "before", "difference", "percent")
)
_REGISTER = (
    *("Mã điểm", "Loại", "Tên", "Tên đường", "Lý trình", "Địa bàn", "Tình trạng", "Tiêu chí"),
    *("Số vụ TN/VC", "Số vụ chết người", "Số vụ bị thương", "Đơn vị phụ trách", "Ngày đề nghị"),
)

TABLES: Mapping[str, Layout] = {
    "ba_tieu_chi": Layout("ba tiêu chí, mục tiêu", "criteria"),
    "loai_hinh": Layout("theo loại hình giao thông", "modes", _GROUPS),
    "muc_do": Layout("theo mức độ", "severity", _GROUPS),
    "dia_ban": Layout("theo địa bàn", "areas", _GROUPS),
    "co_bao": Layout(
        "địa bàn có cờ báo, kèm lý do",
        "alerts",
        ("label", "now", "last_year", "lower", "upper", "level", "reason"),
        flagged=True,
    ),
    "tuyen_duong": Layout("theo tuyến đường (tám tuyến nhiều vụ nhất)", "roads", _GROUPS, 8, "tuyến khác"),
    "buoi": Layout("theo buổi trong ngày", "day_parts", _GROUPS),
    "thu": Layout("theo thứ trong tuần", "weekdays", _GROUPS),
    "gio": Layout("theo giờ", "hours", _GROUPS),
    "phuong_tien": Layout("theo phương tiện (tám nhóm nhiều vụ nhất)", "vehicles", _GROUPS, 8),
    "nguyen_nhan": Layout(
        "theo nguyên nhân (tám nguyên nhân nhiều nhất)",
        "causes",
        _GROUPS,
        8,
        "nguyên nhân khác",
    ),
    "do_tuoi": Layout("người chết, bị thương theo độ tuổi", "ages"),
    "gioi_tinh": Layout("người chết, bị thương theo giới tính", "sexes"),
    "chuoi_quy": Layout("ba tiêu chí từng quý trong năm năm", "series"),
    "diem_den_thay_doi": Layout("điểm đen mới, còn, không còn", "spot_changes", (*_SPOT, "mark")),
    "diem_den_ly_trinh": Layout("điểm đen theo lý trình", "spots_km", (*_SPOT[:2], "status", *_SPOT[2:])),
    "diem_den_toa_do": Layout("điểm đen theo tọa độ", "spots_point", (*_SPOT[:2], "status", *_SPOT[2:])),
    "diem_den_gan_du": Layout(
        "nơi còn thiếu một vụ", "spots_near", ("name", "first", "last", "accidents", "deaths", "injured", "missing")
    ),
    "danh_muc": Layout("danh mục điểm đen, điểm tiềm ẩn", "register", _REGISTER),
    "vi_pham_hanh_vi": Layout("vi phạm theo hành vi", "violations_behaviours", _CASES),
    "vi_pham_dia_ban": Layout("vi phạm theo địa bàn", "violations_areas", _CASES),
    "vi_pham_luc_luong": Layout("vi phạm theo lực lượng", "violations_enforcers", _CASES),
    "vi_pham_phuong_tien": Layout("vi phạm theo phương tiện", "violations_vehicles", _CASES),
}
"""In the body: the columns that an upright page holds, the first rows of a long table."""

_VIOLATIONS = ("vi_pham_hanh_vi", "vi_pham_dia_ban", "vi_pham_luc_luong", "vi_pham_phuong_tien")
_WHOLE = {
    name: Layout(table.description.partition(" (")[0], table.key)
    for name, table in TABLES.items()
    if name not in _VIOLATIONS
}
FULL_TABLES: Mapping[str, Layout] = {
    **_WHOLE,
    "danh_muc": TABLES["danh_muc"],
    "co_bao": Layout("mọi địa bàn, kèm mức nền và lý do", "alerts"),
    **{
        name: Layout(
            f"{TABLES[name].description}: trường hợp, tiền phạt",
            TABLES[name].key,
            ("label", *_FINES),
            more=" (trường hợp, tiền phạt)",
        )
        for name in _VIOLATIONS
    },
    **{
        f"{name}_hinh_thuc": Layout(
            f"{TABLES[name].description}: tước GPLX, trừ điểm, tạm giữ",
            TABLES[name].key,
            ("label", *_PENALTIES),
            more=" (tước GPLX, trừ điểm, tạm giữ phương tiện)",
        )
        for name in _VIOLATIONS
    },
}
"""In the annexes: all rows, all columns that a page across holds."""

PICTURES: Mapping[str, Drawing] = {
    "chuoi_quy": Drawing("Tai nạn giao thông theo quý, năm năm", "series", "series"),
    "dia_ban": Drawing("Số vụ tai nạn giao thông theo địa bàn", "areas", "paired"),
    "co_bao": Drawing("Số vụ từng địa bàn so với mức bình thường", "alerts", "ranges"),
    "tuyen_duong": Drawing("Số vụ tai nạn giao thông theo tuyến đường", "roads", "paired"),
    "gio": Drawing("Số vụ tai nạn giao thông theo giờ trong ngày", "hours", "upright"),
    "thu": Drawing("Số vụ tai nạn giao thông theo thứ trong tuần", "weekdays", "upright"),
    "nguyen_nhan": Drawing("Số vụ tai nạn giao thông theo nguyên nhân", "causes", "paired"),
    "phuong_tien": Drawing("Số vụ tai nạn giao thông theo phương tiện liên quan", "vehicles", "paired"),
    "vi_pham_hanh_vi": Drawing("Số trường hợp vi phạm bị xử lý theo hành vi", "violations_behaviours", "paired"),
}

PARTS: Mapping[str, str] = {
    "tai_nan": "accidents",
    "phan_tich": "breakdowns",
    "co_bao": "alerts",
    "vi_pham": "violations",
    "diem_den": "spots",
    "danh_gia": "assessment",
    "kien_nghi": "proposals",
    "phu_luc": "annexes",
}
"""Names of the parts in a template ("muc:tai_nan") and their keys in ``record.SECTIONS``."""

REMARK_TITLES: Mapping[str, str] = {
    "can_cu": "Căn cứ",
    "tai_nan": "Tình hình tai nạn giao thông",
    "phan_tich": "Phân tích tai nạn giao thông",
    "un_tac": "Ùn tắc giao thông",
    "chi_dao": "Lãnh đạo, chỉ đạo",
    "tuyen_truyen": "Tuyên truyền",
    "vi_pham": "Tuần tra, kiểm soát, xử lý vi phạm",
    "ha_tang": "Kết cấu hạ tầng, điểm đen, hành lang",
    "van_tai": "Vận tải, phương tiện, người lái",
    "cuu_ho": "Cứu hộ, y tế",
    "uu_diem": "Ưu điểm",
    "ton_tai": "Tồn tại, hạn chế",
    "nguyen_nhan": "Nguyên nhân",
    "phuong_huong": "Phương hướng, nhiệm vụ",
    "kien_nghi": "Đề xuất, kiến nghị",
    "goi_y_phuong_huong": "Phương hướng, nhiệm vụ",
    "goi_y_kien_nghi": "Đề xuất, kiến nghị",
}
"""Places for remarks of our own template; the office may add others under any name."""


def known_names() -> dict[str, set[str]]:
    """Every name by its kind, "" for values inside a line; remarks may have any name."""
    return {
        "": {*INLINE, *RUNNING},
        "doan": set(TEXTS),
        "goi_y": set(SUGGESTED_TEXTS),
        "bang": set(TABLES),
        "bang_day_du": set(FULL_TABLES),
        "hinh": set(PICTURES),
        "muc": set(PARTS),
    }


def listed(said: str | Sequence[str]) -> list[str]:
    """Sentences as a list, empty ones gone."""
    return [line for line in ([said] if isinstance(said, str) else said) if line]


def pinned_words(facts: PackFacts) -> str:
    """From which snapshot the figures are, for the first page; "" where from none."""
    return f"Bản chốt số liệu: «{facts.pinned.name}»" if facts.pinned else ""


def _illustration(facts: PackFacts) -> str:
    said = invented_words(facts)
    return f"({said})" if said else ""


def _recipients(issuer: Letterhead) -> list[str]:
    """ "Nơi nhận" with its marks; a line about the authority of one district does not belong to a report of all."""
    lines = [line for line in issuer.recipients if AUTHORITY not in line]
    return [f"- {line}{'.' if number == len(lines) else ';'}" for number, line in enumerate(lines, start=1)] or [DOTS]


def _upper(text: str) -> str:
    return text.upper() or DOTS


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _roman(count: int) -> str:
    tens, ones = divmod(count, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]
