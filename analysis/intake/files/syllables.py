"""How likely a word is to be a Vietnamese syllable: the measure by which encodings are told apart.

A syllable is onset + rime + tone, as written; ``word_score`` gives 0 (no syllable), 1 (possible) or 2 (one of the
commonest of official and traffic texts). Left out: foreign names, dialect spellings, abbreviations. It misleads on
single short words ("mét" is possible in two encodings), so callers add up whole texts or columns.
"""

from __future__ import annotations

import re
import unicodedata

IMPOSSIBLE, POSSIBLE, COMMON = 0, 1, 2

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TONE = re.compile(f"[{_TONES}]")
_SHARP_OR_HEAVY = ("", "\u0301", "\u0323")
"""Syllables that end in c, ch, p, t carry no other tone; without a tone they are the habit of lazy typists."""

_ONSETS = """
b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x
"""
_FRONT = "e ê i"
"""k, gh and ngh stand before these vowels only; c, g and ng never do (g before i is gi)."""

_RIMES = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et ê êch
êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa oac oach oai oam oan oang oanh oao
oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong oong ooc op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp
ơt u ua uân uâng uât uây uc uê uêch uênh ui um un ung uơ uôc uôi uôm uôn uông uôt up ut uy uya uych uyên uyêt uynh
uyt uyu ư ưa ưc ưi ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu ưm ưn y yêm yên yêng yêt yêu
"""
_AFTER_QU = """
a ac ach ai am an ang anh ao at au ay ăc ăm ăn ăng ăp ăt âc ân âng ât ây e en eo et ê êch ên ênh êt êu ơ y ych ynh
yt yên yêt yêu ya yu it i
"""
_Y_ONSETS = ("", "h", "k", "l", "m", "s", "t", "v", "th")

_COMMONEST = """
an biên biển buýt bà bàn bán bát bên bình bó bạn bảo bảy bắc bằng bến bệnh bị bốn bổ bộ cao chiều cho chuyển cháy
chín chương chạy chết chỉ chở chủ chức cách cán cây có công cùng cũ cơ cảnh cấm cấn cấp cầu cố cồn cộng cụ cục của
cứu dài dân dương dưới dạng dẫn dừng dữ giao giá giám giảm giấy giới giờ gây gần gồm gỗ hai hiểm hiệu hoà hoàn hoàng
hoá hoạch hoạt huyện hà hàng hành hình hòa hóa hư hưởng hạn hải hẹp học hỏng hồ hồng hộ hội hợp khai khi khiển
khoảng khu khác khách khám khó không khẩu khối kiến kiểm kiện kéo kê kĩ kẻ kế kết kỳ kỹ liên liệu luật làm làn lào
lái lê lùi lúc lý lưng lưu lương lượng lạng lấn lấy lập lệ lệch lối lỗi lộ lớn lực mai máy mã mét mô môn mùa mũ mười
mường mượn mất mẫu mật mặt một mới nam nghiêm nghiệp nghĩa nghề ngoài nguy nguyên ngành ngày ngân ngã người ngược
ngồi nhanh nhiên nhiều nhà nhân nhóm nhường nhất nhẹ nhỏ những này nông năm nơi nước nạn nậm nặng nồng nội nữ phanh
phong phát phân phép phía phòng phó phú phúc phương phường phạm phạt phải phần phố phụ qua quan quay quy quyền quá
quân quý quản quận quốc ra ro rơi rất rẽ rộng sa sai sau sinh sách sáng sát sáu sân sóng sông sơ sản số sở sức sử
sửa sự tai thanh theo thiết thiếu thu thuyền thuật thuộc thuỷ thành thái tháng thép thì thí thích thôi thôn thông
thương thường thấp thất thẩm thẳng thẻ thế thể thị thống thổ thời thủ thủy thứ thực tin tiêu tiếp tiết tiền toà toàn
toán triệu trong trung trách trái tránh trên trình trước trường trưởng trạng trị trọng trộm trực tuyên tuyến tuý
tuần tuổi tài tàu tám tâm tân tây tên tình tích tính tòa tô tùng túy tăng tước tại tạm tả tải tập tỉnh tố tốc tối tổ
tổn tổng tới từ tử tự tỷ va vi viên việc việt vong vào vé ví vía vòng vùng văn vượt vạch vận vật vắng về vị với vụ
vực xa xe xung xuất xuống xác xát xây xã xét xóa xô xảy xấu xử y yên yếu ô ông ý đa đi điều điểm điện đoàn đoạn đá
đánh đây đã đèn đêm đình đó đông đúng đơn đưa đường được đại đạo đạp đất đầu đặc đến đề đều để địa đỏ đối đồi đồn
đồng đổ đỗ độ đội động đỡ đợt đức ơn ẩu ổn ở
"""


def word_score(word: str) -> int:
    """0, 1 or 2 for one written word (no spaces); one of mixed case ("bÓn") is none: its letters belong elsewhere."""
    if not (word.islower() or word.isupper() or word.istitle()):
        return IMPOSSIBLE
    lower = unicodedata.normalize("NFC", word.lower())
    if lower in COMMON_WORDS:
        return COMMON
    return POSSIBLE if _is_syllable(lower) else IMPOSSIBLE


def _is_syllable(lower: str) -> bool:
    decomposed = unicodedata.normalize("NFD", lower)
    tones = _TONE.findall(decomposed)
    base = unicodedata.normalize("NFC", _TONE.sub("", decomposed))
    if len(tones) > 1 or base not in SYLLABLES:
        return False
    return not base.endswith(("c", "ch", "p", "t")) or (tones or [""])[0] in _SHARP_OR_HEAVY


def _written_together(onset: str, rime: str) -> bool:
    front = rime[0] in _FRONT
    if onset in ("k", "gh", "ngh"):
        return front or (onset == "k" and rime == "y")
    if onset in ("c", "g", "ng"):
        return not front and rime[0] != "y"
    if onset == "gi":
        return rime[0] not in "iy"
    return onset in _Y_ONSETS or rime != "y"


COMMON_WORDS = frozenset(unicodedata.normalize("NFC", word) for word in _COMMONEST.split())
SYLLABLES = (
    frozenset(
        onset + rime for onset in ("", *_ONSETS.split()) for rime in _RIMES.split() if _written_together(onset, rime)
    )
    | frozenset("qu" + rime for rime in _AFTER_QU.split())
    | frozenset("gi" + ending for ending in ("", "m", "n", "p", "t", "êc", "êm", "ên", "êng", "êt", "êu", "ch"))
)
"""Toneless Vietnamese syllables in lower case (NFC), the horn, breve and circumflex kept."""
