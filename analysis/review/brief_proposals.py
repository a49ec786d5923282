"""What the figures of a district suggest to do, as lines for the office to change or strike out.

Defines which proposal follows from which group that grew (road and commune: look at the spot; time and cause: patrols;
vehicle: teaching). Can mislead: a group that grew is where to look, not proof of a cause; the measures themselves are
the business of those who know the place.
"""

from __future__ import annotations

from ..signals.levels import FEWEST_QUARTERS, NONE, NOT_ENOUGH_HISTORY
from .brief_record import BriefFacts, Rise
from .brief_words import above_without_flag, short, shown_rises

MOST = 2
"""Proposals beside the watch: the sheet has room for no more."""


def suggestions(facts: BriefFacts) -> list[str]:
    """Proposals that follow from the figures, at most ``MOST`` and the watch, for the office to change."""
    if above_without_flag(facts):
        return ["Số vụ vượt mức bình thường nhưng chưa đến mức theo dõi: theo dõi hằng tháng, đánh giá lại quý tới."]
    if facts.level == NONE:
        return ["Số vụ chưa vượt mức bình thường: tiếp tục theo dõi hằng tháng, chưa cần biện pháp riêng."]
    if facts.level == NOT_ENOUGH_HISTORY:
        return [f"Bổ sung số liệu các năm trước (từ {FEWEST_QUARTERS} quý trở lên) để có mức nền, rồi đánh giá lại."]
    found = {rise.dimension: rise for rise in shown_rises(facts) if rise.clear}
    made = [text for text in (_on_the_spot(found), _on_patrol(found), _on_people(found)) if text]
    if not made:
        made = ["Đối chiếu danh sách từng vụ để tìm điểm chung, vì chưa nhóm nào nổi bật hẳn."]
    return [*made[:MOST], "Theo dõi hằng tháng; đánh giá lại khi hết quý tới."]


def _on_the_spot(found: dict[str, Rise]) -> str:
    where = [f"{link} {inside(found[name])}" for name, link in (("road", "trên"), ("commune", "tại")) if name in found]
    if not where:
        return ""
    return f"Rà soát hiện trường {' và '.join(where)}: điểm tiềm ẩn, biển báo, tầm nhìn, chiếu sáng."


def _on_patrol(found: dict[str, Rise]) -> str:
    when = [inside(found[name]) for name in ("day_part", "weekday") if name in found]
    cause = f"chú ý nguyên nhân: {inside(found['cause'])}" if "cause" in found else ""
    if not when:
        return f"{cause[:1].upper()}{cause[1:]}." if cause else ""
    said = [f"Tăng cường tuần tra, kiểm soát vào {', '.join(when)}", *([cause] if cause else [])]
    return f"{'; '.join(said)}."


def _on_people(found: dict[str, Rise]) -> str:
    vehicle = found.get("vehicle_type")
    return f"Tuyên truyền, nhắc nhở theo nhóm phương tiện: {inside(vehicle)}." if vehicle else ""


def inside(rise: Rise) -> str:
    """The name of a group inside a sentence: "xã Điện Quan", "không có GPLX"; "QL70" stays."""
    name = short(rise)
    return name if name[:2].isupper() else name[:1].lower() + name[1:]
