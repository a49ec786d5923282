"""Sentences with one slip each: what is found, of which kind, what should stand there, and a part of the reason."""

from __future__ import annotations

WRONG = (
    # the published slip of FACTS: (20 - 17) / 17 = 0,176470
    ("20/17 người bị thương, tăng 03 người (15,0%)", "15,0%", "wrong", "17,65%", "(20 - 17) / 17 = 17,65%"),
    ("Bị thương 20 người, tăng 03 người (+15,0%)", "+15,0%", "wrong", "+17,65%", "20 - 3 = 17; 3 / 17 = 17,65%"),
    ("Số người bị thương từ 17 lên 20 người, tăng 15%", "15%", "wrong", "17,65%", "chia cho số kỳ này (20)"),
    ("Bị thương 20 người, tăng 3 người so với cùng kỳ (17 người), tăng 15,0%", "15,0%", "wrong", "17,65%", "17,65%"),
    # the other slip of FACTS: 366 days, one day in two years
    ("Từ 15/12/2024 đến 15/12/2025 xảy ra 250 vụ", "15/12/2025", "doubtful", "14/12/2025", "366 ngày"),
    # the order of a pair: now/before
    ("Số vụ tăng 13 vụ (38/51)", "38/51", "wrong", "51/38", "51/38"),
    ("Số vụ giảm 13 vụ (51/38)", "51/38", "wrong", "38/51", "tăng 13"),
    ("Xảy ra 51 vụ, tăng 13 vụ (38/51)", "38/51", "wrong", "51/38", "kỳ này là 51"),
    ("Xảy ra 51 vụ, tăng 13 vụ (50/37)", "50/37", "wrong", "", "50 trong ngoặc"),
    # the word of direction, where the count of now is said twice or the base in words
    ("Xảy ra 21 vụ, giảm 12 vụ (21/9)", "giảm 12", "wrong", "tăng 12", "21/9 là tăng 12"),
    ("Giảm 12 vụ (21/9) so với cùng kỳ, xảy ra 21 vụ", "21/9", "wrong", "9/21", "phải là 9/21"),
    ("Xảy ra 21 vụ, giảm 12 vụ (giảm 133,33%) so với cùng kỳ (9 vụ)", "giảm 12", "wrong", "tăng 12", "là tăng"),
    ("Xảy ra 21 vụ. Giảm 12 vụ so với cùng kỳ (9 vụ)", "9", None, "", ""),  # whose 12 it is, is not sure
    # nothing has changed
    ("Làm chết 17 người, giảm 02 người (17/17)", "giảm 02 người", "wrong", "không tăng, không giảm", "17 - 17 = 0"),
    # the difference
    ("Số vụ tăng 14 vụ (51/38)", "14", "wrong", "13", "51 - 38 = 13"),
    ("Số vụ tăng 05 vụ (từ 17 lên 20 vụ)", "05", "wrong", "03", "20 - 17 = 3"),
    ("Xảy ra 74 vụ, tăng 11 vụ so với cùng kỳ (62 vụ)", "11", "wrong", "12", "74 - 62 = 12"),
    ("Xảy ra 3 vụ, tăng 5 vụ so với cùng kỳ", "5", "wrong", "", "không thể tăng 5"),
    ("Xảy ra 21/17 vụ, tăng 03 vụ (17,65%)", "03", "wrong", "", "tỷ lệ 17,65% lại đúng với 3"),
    ("Số vụ không tăng, không giảm (38/39)", "38", "wrong", "", "giảm 1"),
    ("Số vụ tăng (38/51)", "38/51", "wrong", "", "giảm 13"),
    ("Số người chết giảm từ 17 xuống 20 người", "20", "wrong", "", "tăng 3"),
    ("Giảm 9 vụ so với cùng kỳ (40 vụ so với 50 vụ)", "9", "wrong", "10", "40 - 50 = -10"),
    # the percent
    ("Xảy ra 196 vụ, giảm 45 vụ (-18,76%) so với cùng kỳ", "-18,76%", "wrong", "-18,67%", "thứ tự chữ số"),
    ("Xảy ra 196 vụ, giảm 45 vụ (-22,96%)", "-22,96%", "wrong", "-18,67%", "chia cho số kỳ này (196)"),
    ("Xảy ra 196 vụ, giảm 45 vụ (-1,87%)", "-1,87%", "wrong", "-18,67%", "dấu phẩy đặt lệch"),
    ("Xảy ra 196 vụ, giảm 45 vụ (-186,72%)", "-186,72%", "wrong", "-18,67%", "dấu phẩy đặt lệch"),
    ("Xảy ra 74 vụ, tăng 12 vụ (119,35%)", "119,35%", "wrong", "19,35%", "không phải mức tăng"),
    ("Xảy ra 196 vụ, giảm 45 vụ (−19%)", "−19%", None, "", ""),  # 18,67 rounds to 19: right
    ("Xảy ra 196 vụ, giảm 45 vụ (−20%)", "−20%", "wrong", "-18,67%", "45 / 241 = 18,67%"),
    ("Xảy ra 05 vụ, tăng 05 vụ (+100%)", "+100%", "wrong", "", "số cùng kỳ là 0"),
    ("Số người chết không tăng, không giảm (12/12; +5%)", "+5%", "wrong", "0%", "= 0,00%"),
    ("Lập biên bản 12.345 trường hợp, tăng 1.234 trường hợp (10%)", "10%", "wrong", "11,11%", "1.234 / 11.111"),
    ("Phạt tiền 3,2 tỷ đồng, tăng 0,5 tỷ đồng (25%)", "25%", "wrong", "18,52%", "0,5 tỷ / 2,7 tỷ"),
    ("Số người chết giảm 120%", "120%", "wrong", "", "không thể giảm quá 100%"),
    # signs and words
    ("Xảy ra 196 vụ, tăng 5 vụ (-2,62%)", "-2,62%", "wrong", "+2,62%", "dấu cộng"),  # 5/191 = 0,02618
    ("Xảy ra 196 vụ, tăng 5 vụ (-3,2%)", "-3,2%", "wrong", "+2,62%", "dấu cộng"),
    ("Xảy ra 196 vụ, giảm 45 vụ (+18,67%)", "+18,67%", "wrong", "-18,67%", "dấu trừ"),
    ("Xảy ra 196 vụ, tăng 5 vụ (giảm 2,62%)", "2,62%", "wrong", "", "rồi lại viết “giảm”"),
    ("Số vụ giảm -5%", "-5%", "doubtful", "5%", "hai lần phủ định"),
    # rounding
    ("Xảy ra 196 vụ, giảm 45 vụ (-18,66%)", "-18,66%", "rounding", "-18,67%", "làm tròn"),
    ("Xảy ra 196 vụ, giảm 45 vụ (-18,68%)", "-18,68%", "rounding", "-18,67%", "làm tròn"),
    ("Xảy ra 196 vụ, giảm 45 vụ (-18,6%)", "-18,6%", "rounding", "-18,7%", "làm tròn"),
    ("20/17 người bị thương, tăng 03 người (17,7%)", "17,7%", "rounding", "17,6%", "làm tròn"),
    ("Xảy ra 74 vụ, tăng 12 vụ (20%)", "20%", "rounding", "19%", "làm tròn"),
    # marks of numbers
    ("Xảy ra 196 vụ, giảm 45 vụ (-18.67%)", "-18.67%", "doubtful", "-18,67%", "dấu phẩy"),
    ("Xảy ra 1,234 vụ, tăng 34 vụ (+2,83%)", "1,234", "doubtful", "1.234", "dấu chấm"),
    # no base can give it
    ("Số vụ tăng 3 vụ (15,5%)", "15,5%", "doubtful", "", "không có số cùng kỳ nguyên"),  # 3/0,155 = 19,35
    ("Xảy ra 7 vụ (+33,33%)", "+33,33%", "doubtful", "", "không có số cùng kỳ nguyên"),  # 7/1,3333 = 5,25
    # shares, sums, means, lengths
    ("69 vụ, chiếm 32,5% tổng số vụ (69/196)", "32,5%", "wrong", "35,20%", "69 / 196 = 35,20%"),
    ("Xảy ra 196 vụ, trong đó đường bộ 190 vụ (chiếm 69,94%)", "69,94%", "wrong", "96,94%", "190 / 196"),
    ("Xảy ra 196 vụ, trong đó đường bộ 190 vụ, đường sắt 04 vụ, đường thủy 03 vụ", "196", "wrong", "", "197"),
    ("Toàn tỉnh xảy ra 18 vụ: đường bộ 17 vụ, đường sắt 02 vụ", "18", "wrong", "", "17 + 2 = 19"),
    ("Toàn tỉnh xảy ra 18 vụ (đường bộ 17 vụ, đường sắt 02 vụ)", "18", "wrong", "", "17 + 2 = 19"),
    ("Làm chết 12 người (đường bộ 12 người; đường thủy 01 người)", "12", "wrong", "", "12 + 1 = 13"),
    # the sum stands on the total of its own sentence, else on the last part
    (
        "Xảy ra 92 vụ. Đường bộ 90 vụ, đường sắt 01 vụ, đường thủy 02 vụ, tổng cộng 94 vụ.",
        *("94", "wrong", "", "hãy xem lại các số 90, 01, 02 và 94"),
    ),
    ("Đường bộ 90, đường sắt 01, đường thủy 02, tổng cộng 92", "92", "wrong", "", "90 + 1 + 2 = 93"),
    (
        "Xảy ra 92 vụ. Trong đó đường bộ 90 vụ, đường sắt 01 vụ, đường thủy 02 vụ.",
        *("02", "wrong", "", "nêu ở câu trước"),
    ),
    ("Xảy ra 196 vụ, trong đó đường bộ 197 vụ", "196", "wrong", "", "lớn hơn tổng 196"),
    (
        "Từ ngày 15/12/2024 đến ngày 14/3/2025 xảy ra 196 vụ, bình quân mỗi ngày 2,3 vụ",
        *("2,3", "wrong", "2,2", "196 / 90 ngày"),
    ),
    ("Từ ngày 15/12/2024 đến ngày 14/3/2025 (91 ngày) xảy ra 196 vụ", "91", "wrong", "90", "có 90 ngày"),
    ("Số vụ tăng gấp 3 lần so với cùng kỳ (6/3 vụ)", "3", "wrong", "2", "6 / 3 = 2 lần"),
    ("Số vụ tăng gấp đôi so với cùng kỳ (9/3 vụ)", "đôi", "wrong", "", "9 / 3 = 3 lần"),
    (
        "TNGT: 45 vụ (tăng 5 vụ, 12,5%), chết 20 (giảm 2, 9,9%), bị thương 40 (tăng 8; 25%)",
        "9,9%",
        "wrong",
        "9,09%",
        "2 / 22",
    ),
    ("TNGT: 45 vụ (tăng 5 vụ, 12,5%), bị thương 40 (tăng 8; 20%)", "20%", "wrong", "25,00%", "chia cho số kỳ này (40)"),
    (
        "Xảy ra 12 vụ; chết 5 người. Tăng 02 vụ (20%), giảm 01 người chết (20%) so với cùng kỳ.",
        *("20%", "wrong", "16,67%", "1 / 6 = 16,67%"),
    ),
    (
        "Xảy ra 71 vụ. Quốc lộ 28 vụ (39,44%), tỉnh lộ 20 vụ (28,17%), đô thị 13 vụ (13,81%), khác 10 vụ (14,08%).",
        *("13,81%", "doubtful", "18,31%", "tính trên 71"),
    ),
    ("Cấp mới 2.150 giấy phép, đạt 105,7% kế hoạch (2.150/2.000)", "105,7%", "wrong", "107,50%", "2.150 / 2.000"),
    ("Đường thủy: không xảy ra vụ nào, giảm 02 vụ (-50%) so với cùng kỳ", "-50%", "wrong", "-100,00%", "2 / 2"),
    # rows of tables, cells parted by tabs: kỳ này, cùng kỳ, tăng giảm, %
    ("Bảo Yên\t21\t9\t+12\t+132,33%\nBát Xát\t8\t10\t-2\t-20,00%", "+132,33%", "wrong", "+133,33%", "(21 - 9) / 9"),
    ("Bảo Yên\t21\t9\t+13\t+133,33%\nBát Xát\t8\t10\t-2\t-20%", "13", "wrong", "12", "21 - 9 = 12"),
    ("Bảo Yên\t9\t21\t12\t133,33%\nBát Xát\t10\t8\t-2\t-25%", "-25%", "wrong", "-20,00%", "(10 - 8) / 10"),
    # a count of now said in the sentence before
    (
        "Xảy ra 196 vụ, làm chết 107 người. So với cùng kỳ, giảm 45 vụ (-18,67%), tăng 05 người chết (+5,9%).",
        *("+5,9%", "wrong", "+4,90%", "5 / 102 = 4,90%"),
    ),
)

UNCHECKED = (
    ("Số người bị thương tăng 03 người (15,0%)", "15,0%", "cùng kỳ là 20"),
    ("Số vụ giảm 7,5% so với cùng kỳ", "7,5%", "không nêu"),
    ("Xảy ra 200 vụ, tăng 7,5%", "7,5%", "không nêu số cùng kỳ"),  # 200/1,075 = 186,05; 14/186 = 7,527
    ("69 vụ do vượt ẩu, chiếm 35,2%", "35,2%", "không nêu tổng số"),
    ("Xảy ra 196 vụ, bình quân mỗi ngày 2,2 vụ", "2,2", "số ngày"),
    ("Số vụ tăng gấp 2 lần", "2", "không nêu đủ hai số"),
)
