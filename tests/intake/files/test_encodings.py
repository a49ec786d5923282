"""Encodings and legacy fonts; every expected text was written down by hand, not by the code under test."""

import io
import unicodedata

import pandas as pd
import pytest

from analysis.intake.files import encodings
from analysis.intake.files.syllables import COMMON, IMPOSSIBLE, POSSIBLE, word_score

SENTENCE = "Huyện Mường Khương: 3 vụ, chết 2 người, bị thương 4 người trên đường tỉnh, lỗi vượt ẩu"
TCVN3_SENTENCE = "HuyÖn M­êng Kh­¬ng: 3 vô, chÕt 2 ng­êi, bÞ th­¬ng 4 ng­êi trªn ®­êng tØnh, lçi v­ît Èu"
VNI_SENTENCE = "Huyeän Möôøng Khöông: 3 vuï, cheát 2 ngöôøi, bò thöông 4 ngöôøi treân ñöôøng tænh, loãi vöôït aåu"
DISTRICTS = {
    "TCVN3": ["Lµo Cai", "B¸t X¸t", "M­êng Kh­¬ng", "B¾c Hµ", "B¶o Th¾ng", "B¶o Yªn", "V¨n Bµn", "Si Ma Cai"],
    "VNI": ["Laøo Cai", "Baùt Xaùt", "Möôøng Khöông", "Baéc Haø", "Baûo Thaéng", "Baûo Yeân", "Vaên Baøn", "Si Ma Cai"],
    "": ["Lào Cai", "Bát Xát", "Mường Khương", "Bắc Hà", "Bảo Thắng", "Bảo Yên", "Văn Bàn", "Si Ma Cai"],
}
COMPOSED_1258 = set("ĂăĐđƠơƯưàáâèéêíóôùúüñçäöÀÁÂÈÉÊÍÓÔÙÚ")


def windows_1258(text: str) -> bytes:
    """Windows writes the letter, then the tone as a byte of its own, where the code page has no whole letter."""
    parts = []
    for letter in unicodedata.normalize("NFC", text):
        decomposed = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in decomposed if mark in "\u0300\u0301\u0303\u0309\u0323")
        base = unicodedata.normalize("NFC", decomposed.replace(tone, "")) if tone else letter
        parts.append(letter if letter in COMPOSED_1258 else base + tone)
    return "".join(parts).encode("cp1258")


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (SENTENCE.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + SENTENCE.encode(), "utf-8-sig"),
        (b"\xff\xfe" + SENTENCE.encode("utf-16-le"), "utf-16"),
        (b"\xfe\xff" + SENTENCE.encode("utf-16-be"), "utf-16"),
        (SENTENCE.encode("utf-16-le"), "utf-16-le"),
        (SENTENCE.encode("utf-16-be"), "utf-16-be"),
        (windows_1258(SENTENCE), "windows-1258"),
    ],
)
def test_vietnamese_is_read_the_same_in_every_encoding(data, encoding):
    decoded = encodings.decode(data)
    assert (decoded.text, decoded.encoding, decoded.damaged) == (SENTENCE, encoding, 0)


@pytest.mark.parametrize("legacy", [TCVN3_SENTENCE, VNI_SENTENCE])
def test_legacy_bytes_keep_their_look(legacy):
    decoded = encodings.decode(legacy.encode("cp1252"))
    assert (decoded.text, decoded.encoding) == (legacy, "windows-1252")


def test_nfd_text_is_left_to_the_reader():
    decomposed = unicodedata.normalize("NFD", SENTENCE)
    assert encodings.decode(decomposed.encode()).text == decomposed


def test_a_western_language_is_not_taken_for_vietnamese():
    french = "Préfecture de la Côte-d'Or; été; Hôtel; vélo léger; piéton; âgé; dégâts matériels; chaussée mouillée"
    assert encodings.decode(french.encode("cp1252")).text == french


def test_a_few_bad_bytes_do_not_make_utf8_something_else():
    data = SENTENCE.encode()[:-5] + b"\xe1\xba" + b"xx"
    decoded = encodings.decode(data * 2)
    assert decoded.encoding == "utf-8"
    assert decoded.damaged == 2
    assert decoded.text.count("Mường Khương") == 2


def test_one_bad_byte_among_few_marked_letters_leaves_utf8():
    text = "Ngày;Huyện;Chết\n" + "15/3/2024;Sa Pa;1\n" * 3
    decoded = encodings.decode(text.encode() + b"16/3/2024;Sa \x96 Pa;0\n")
    assert (decoded.encoding, decoded.damaged) == ("utf-8", 1)
    assert decoded.text == text + "16/3/2024;Sa \ufffd Pa;0\n"
    long = "été;à\n".encode() + b"15/3/2024;Sa Pa;1\n" * 100  # 3 good letters in 1800 characters
    assert encodings.decode(long + b"\x96").encoding == "utf-8"


def test_a_windows_1258_table_of_plain_words_is_not_taken_for_damaged_utf8():
    table = windows_1258("Huyện;Chết\n" + "Sa Pa;1\n" * 1000)
    assert encodings.decode(table).encoding == "windows-1258"


def test_plain_ascii_is_utf8():
    assert encodings.decode(b"a,b\n1,2\n").encoding == "utf-8"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "windows-1252"])
def test_stream_gives_utf8_after_what_is_skipped(encoding):
    text = "tiêu đề\n" + "một hai ba\n" * 3 if encoding != "windows-1252" else "tªn\n" + "mét hai ba\n" * 3
    skip = len(text.split("\n")[0].encode()) + 1
    raw = io.BytesIO(text.encode(encoding))
    with io.BufferedReader(encodings.Utf8Stream(raw, encoding, skip)) as stream:
        assert stream.read().decode() == text.split("\n", 1)[1]


def test_scan_sees_what_a_sample_cannot():
    assert encodings.scan(io.BytesIO(b"abc")) == encodings.Scan(utf8=True, quotes=False, combining=False)
    assert encodings.scan(io.BytesIO(b'a"\xff')) == encodings.Scan(utf8=False, quotes=True, combining=False)
    assert encodings.scan(io.BytesIO("ê\u0323".encode())) == encodings.Scan(utf8=True, quotes=False, combining=True)
    assert not encodings.scan(io.BytesIO(b"abc\xe1\xba")).utf8  # cut within a letter


@pytest.mark.parametrize("font", ["TCVN3", "VNI"])
def test_a_legacy_column_is_detected_and_converted(font):
    assert encodings.legacy_font(DISTRICTS[font]) == font
    assert list(encodings.convert(pd.Index(DISTRICTS[font]), font)) == DISTRICTS[""]


def test_the_yearbook_of_2014():
    assert encodings.legacy_font(["côc thèng kª tØnh Lµo Cai"]) == "TCVN3"
    converted = encodings.convert(pd.Index(["côc thèng kª tØnh Lµo Cai"]), "TCVN3")
    assert list(converted) == ["cục thống kê tỉnh Lào Cai"]


@pytest.mark.parametrize(("legacy", "font"), [(TCVN3_SENTENCE, "TCVN3"), (VNI_SENTENCE, "VNI")])
def test_a_whole_sentence(legacy, font):
    assert encodings.legacy_font([legacy]) == font
    assert list(encodings.convert(pd.Index([legacy]), font)) == [SENTENCE]


def test_capitals():
    assert list(encodings.convert(pd.Index(["LAØO CAI", "ÑÖÔØNG", "Ñaëng"]), "VNI")) == ["LÀO CAI", "ĐƯỜNG", "Đặng"]
    assert list(encodings.convert(pd.Index(["§­êng", "¤ t«", "UBND tØnh lµo cai"]), "TCVN3")) == [
        "Đường",
        "Ô tô",
        "UBND tỉnh lào cai",
    ]


MARKED = (
    "à ả ã á ạ ă ằ ẳ ẵ ắ ặ â ầ ẩ ẫ ấ ậ è ẻ ẽ é ẹ ê ề ể ễ ế ệ ì ỉ ĩ í ị ò ỏ õ ó ọ ô ồ ổ ỗ ố ộ ơ ờ ở ỡ ớ ợ "
    "ù ủ ũ ú ụ ư ừ ử ữ ứ ự ỳ ỷ ỹ ý ỵ đ"
)
TYPED = {
    "TCVN3": (
        "µ ¶ · ¸ ¹ ¨ » ¼ ½ ¾ Æ © Ç È É Ê Ë Ì Î Ï Ð Ñ ª Ò Ó Ô Õ Ö × Ø Ü Ý Þ ß á â ã ä « å æ ç è é ¬ ê ë ì í î "
        "ï ñ ò ó ô \u00ad õ ö ÷ ø ù ú û ü ý þ ®"
    ),
    "VNI": (
        "aø aû aõ aù aï aê aè aú aü aé aë aâ aà aå aã aá aä eø eû eõ eù eï eâ eà eå eã eá eä ì æ ó í ò oø oû oõ où oï "
        "oâ oà oå oã oá oä ô ôø ôû ôõ ôù ôï uø uû uõ uù uï ö öø öû öõ öù öï yø yû yõ yù î ñ"
    ),
}


@pytest.mark.parametrize("font", ["TCVN3", "VNI"])
def test_all_letters(font):
    assert [encodings.to_unicode(letter, font) for letter in TYPED[font].split(" ")] == MARKED.split(" ")


def test_all_capitals_of_vni():
    assert [encodings.to_unicode(letter.upper(), "VNI") for letter in TYPED["VNI"].split(" ")] == MARKED.upper().split(
        " "
    )


def test_a_column_with_both_kinds_of_cells():
    column = ["Huyện Bát Xát", "B¾c Hµ", "Có", "Không", "QL4D", "Kh«ng", "12,5%", ""]
    assert encodings.legacy_font(column) == "TCVN3"
    assert list(encodings.convert(pd.Index(column), "TCVN3")) == [
        "Huyện Bát Xát",
        "Bắc Hà",
        "Có",
        "Không",
        "QL4D",
        "Không",
        "12,5%",
        "",
    ]


def test_a_word_that_reads_both_ways_follows_its_column():
    # "Cã" is a possible Unicode syllable, but beside "Kh«ng" it is TCVN3 for "Có"
    assert list(encodings.convert(pd.Index(["Cã", "Kh«ng"]), "TCVN3")) == ["Có", "Không"]


def test_road_names_with_the_letter_dj():
    assert encodings.legacy_font(["QL70", "§T151", "QL4D"]) == "TCVN3"
    assert list(encodings.convert(pd.Index(["QL70", "§T151"]), "TCVN3")) == ["QL70", "ĐT151"]


@pytest.mark.parametrize(
    "texts",
    [
        DISTRICTS[""],
        ["Có", "Không"],
        ["Hoà", "Thuỷ", "Toà án", "Bà", "Cô"],
        ["Nam", "Nữ"],
        ["Préfecture", "Hôtel", "été", "où est-il", "dès né", "« Le Monde »", "piéton", "vélo"],
        ["Rail", "Car", "Motorcycle", "Pedestrian"],
        ["Müller", "Köln", "Zürich", "für"],
        ["José", "São Paulo", "niña", "señor"],
        ["מועצה אזורית", "נוב"],
        ["5 µm", "30°C", "100 m²", "£500", "§5"],
        ["mét", "thì"],
        ["", "12,5%", "15/3/2024"],
        [],
    ],
)
def test_no_false_alarm(texts):
    assert encodings.legacy_font(texts) == ""


def test_convert_keeps_length_order_and_name():
    texts = pd.Index(["B¾c Hµ", "Sa Pa", "B¾c Hµ"], name="Huyện")
    converted = encodings.convert(texts, "TCVN3")
    assert list(converted) == ["Bắc Hà", "Sa Pa", "Bắc Hà"]
    assert converted.name == "Huyện"
    assert encodings.convert(texts, "") is texts
    with pytest.raises(ValueError, match="VPS"):
        encodings.convert(texts, "VPS")


@pytest.mark.parametrize(
    ("word", "score"),
    [
        ("đường", COMMON),
        ("Khương", POSSIBLE),
        ("nghuyên", IMPOSSIBLE),  # ngh stands before e, ê, i only
        ("bát", COMMON),
        ("bàt", IMPOSSIBLE),  # a stop takes only sharp or heavy
        ("Lµo", IMPOSSIBLE),
        ("bÓn", IMPOSSIBLE),  # capital inside a word
        ("préfecture", IMPOSSIBLE),
        ("HUYỆN", COMMON),
        ("giếng", POSSIBLE),
        ("quýt", POSSIBLE),
    ],
)
def test_word_score(word, score):
    assert word_score(word) == score
