"""Sentences about the figures of the embedded sample, Quý I/2025 (15-14) where none is named.

Toàn tỉnh: 92 accidents, 21 deaths, 47 injured (83, 17, 47 a year before); by district 21/9 in Bảo Yên, 18/11 in TP Lào
Cai, 7/4 in Mường Khương, 4/11 in Văn Bàn, 5/9 in Bát Xát, 5/7 in Bắc Hà. ``compare`` on the sample prints them.
"""

from __future__ import annotations

RIGHT_ABOUT_SAMPLE = (
    "Thành phố Lào Cai: 18 vụ/11 vụ, tăng 07 vụ (tăng 63,64%).",
    "Thành phố Lào Cai: 18 vụ/11 vụ (tăng 63,64%).",
    "Các huyện có số vụ tăng: Bảo Yên (+12 vụ), TP Lào Cai (+7 vụ), Mường Khương (+3 vụ).",
    "Số vụ tăng ở Bảo Yên (tăng 12 vụ), TP Lào Cai (tăng 7 vụ); giảm ở Văn Bàn (giảm 7 vụ), Bát Xát (giảm 4 vụ).",
    (
        "TP Lào Cai: 18 vụ tai nạn/11 vụ tai nạn (tăng 63,64%), làm chết 6 người/1 người (tăng 500%), bị thương 04 "
        "người/08 người (giảm 50%)."
    ),
    "TP Lào Cai: 06 người chết/01 người chết; 04 người bị thương/08 người bị thương, giảm 04 người (50%).",
    "TP Lào Cai: 06 người chết/01 người, tăng 05 người.",
    "Thành phố Lào Cai: 18 vụ/06 người chết/04 người bị thương.",
    "Toàn tỉnh: 92 vụ/83 vụ, tăng 10,84%; 21 người chết/17 người chết, tăng 23,53%.",
    "Xảy ra 92 vụ/21 người chết/47 người bị thương.",
    (
        "Quý I/2025, toàn tỉnh xảy ra 92 vụ TNGT, làm 21 người chết, 47 người bị thương; so với cùng kỳ tăng 09 vụ "
        "(+10,84%), tăng 04 người chết (+23,53%), không tăng, không giảm số người bị thương."
    ),
    (
        "Trong quý I năm 2025 trên địa bàn tỉnh xảy ra 92 vụ/83 vụ (tăng 9 vụ), 21 người chết/17 người chết (tăng 4 "
        "người), 47 người bị thương/47 người bị thương."
    ),
    "Tai nạn giao thông: 92/83 vụ, tăng 10,84%; chết 21/17 người, tăng 23,53%; bị thương 47/47 người.",
    "Toàn tỉnh xảy ra 92 vụ (cùng kỳ năm 2024 là 83 vụ), làm chết 21 người (cùng kỳ 17 người).",
    "Số vụ là 92 vụ, cùng kỳ năm 2024 là 83 vụ; số người chết là 21 người, cùng kỳ năm 2024 là 17 người.",
    (
        "So với cùng kỳ năm 2024 (83 vụ, 17 người chết, 47 người bị thương), quý I năm 2025 tăng 9 vụ, tăng 4 người "
        "chết."
    ),
    (
        "Tai nạn giao thông đường bộ xảy ra 92 vụ, tăng 10 vụ (92/82), tương đương 12,2%; đường thủy không xảy ra vụ "
        "nào, giảm 01 vụ; đường sắt không xảy ra, không tăng, không giảm."
    ),
    ("Đường bộ 92 vụ (tăng 10 vụ, +12,20%), 21 người chết (tăng 4 người), 47 người bị thương (tăng 01 người, +2,17%)."),
    (
        "Phân theo mức độ: 02 vụ rất nghiêm trọng (tăng 01 vụ), 25 vụ nghiêm trọng (tăng 03 vụ), 24 vụ ít nghiêm "
        "trọng (giảm 05 vụ), 41 vụ va chạm (tăng 10 vụ)."
    ),
    "Va chạm giao thông: 41 vụ, tăng 10 vụ (41/31 vụ, tăng 32,26%).",
    "Huyện Bảo Yên: 21 vụ, chiếm 22,83% tổng số vụ; 06 người chết, chiếm 28,57% tổng số người chết.",
    (
        "Ba địa bàn có nhiều vụ nhất là Bảo Yên (21 vụ), TP Lào Cai (18 vụ) và Bảo Thắng (18 vụ), chiếm 61,96% số vụ "
        "toàn tỉnh."
    ),
    (
        "Địa bàn tăng: Bảo Yên (21/9), TP Lào Cai (18/11), Mường Khương (7/4); địa bàn giảm: Văn Bàn (4/11), Bát Xát "
        "(5/9), Bắc Hà (5/7)."
    ),
    (
        "Có 03 huyện, thành phố tăng số vụ: Bảo Yên tăng 12 vụ, TP Lào Cai tăng 07 vụ, Mường Khương tăng 03 vụ; 03 "
        "huyện giảm: Văn Bàn giảm 07 vụ, Bát Xát giảm 04 vụ, Bắc Hà giảm 02 vụ; 03 địa bàn không tăng, không giảm: "
        "Si Ma Cai, Bảo Thắng, Sa Pa."
    ),
    (
        "Số người chết tăng ở TP Lào Cai (6/1 người, tăng 05 người), Bảo Yên (6/3 người), Bát Xát (02 người, cùng kỳ "
        "không có); giảm ở Văn Bàn (từ 03 xuống 0 người)."
    ),
    (
        "Thành phố Lào Cai xảy ra 18 vụ, làm chết 06 người, bị thương 04 người. So với cùng kỳ năm trước: tăng 07 vụ "
        "(+63,64%), tăng 05 người chết (+500%), giảm 04 người bị thương (-50%)."
    ),
    "Thị xã Sa Pa: 13 vụ/13 vụ, 04 người chết/04 người chết, 07 người bị thương/09 người bị thương (giảm 22,22%).",
    "- Bảo Yên: 21 vụ, 6 chết, 15 bị thương (so cùng kỳ: +12 vụ, +3 chết, +10 bị thương).",
    "Bảo Thắng 18 vụ (bằng cùng kỳ), chết 01 người (giảm 01 người), bị thương 10 người (tăng 01 người).",
    (
        "Riêng tháng 02/2025 xảy ra 39 vụ, làm chết 7 người, bị thương 21 người; so với tháng 02/2024 tăng 07 vụ "
        "(+21,88%)."
    ),
    "Tháng 01/2025: 28 vụ; tháng 02/2025: 39 vụ; tháng 3/2025: 25 vụ; cộng 03 tháng là 92 vụ.",
    "Tháng 3/2025 xảy ra 25 vụ, tăng 02 vụ (25/23); lũy kế từ đầu năm xảy ra 92 vụ, tăng 09 vụ so với cùng kỳ.",
    "Lũy kế 3 tháng đầu năm 2025: 92 vụ, 21 người chết, 47 người bị thương.",
    (
        "Năm 2024, toàn tỉnh xảy ra 329 vụ, làm chết 75 người, bị thương 174 người; so với năm 2023 tăng 08 vụ "
        "(2,49%), giảm 01 người chết (1,32%), tăng 10 người bị thương (6,1%)."
    ),
    "6 tháng đầu năm 2024 xảy ra 157 vụ (đường bộ 156 vụ, đường thủy 01 vụ), chết 32 người, bị thương 86 người.",
    (
        "9 tháng đầu năm 2024, tai nạn giao thông đường bộ xảy ra 226 vụ, làm chết 54 người, bị thương 122 người, so "
        "với cùng kỳ tăng 02 vụ (+0,89%), tăng 05 người chết (+10,2%), không tăng, không giảm số người bị thương."
    ),
    "Số vụ tai nạn tăng 10,84%, số người chết tăng 23,53%, số người bị thương không thay đổi so với cùng kỳ.",
    "Bình quân mỗi ngày xảy ra 1,02 vụ (92 vụ/90 ngày).",
    "Trung bình 01 ngày xảy ra 1 vụ tai nạn, cứ 4,4 vụ có 01 người chết.",
    (
        "Trong 92 vụ tai nạn, có 27 vụ từ nghiêm trọng trở lên (chiếm 29,35%), 24 vụ ít nghiêm trọng (26,09%), 41 vụ "
        "va chạm (44,57%)."
    ),
    (
        "Từ ngày 15/12/2024 đến ngày 14/3/2025, toàn tỉnh xảy ra 92 vụ, làm chết 21 người, bị thương 47 người (cùng "
        "kỳ: 83 vụ, 17 người chết, 47 người bị thương)."
    ),
    "TNGT tăng cả về số vụ (92/83) và số người chết (21/17), riêng số người bị thương bằng cùng kỳ (47/47).",
    "TNGT tăng 2/3 tiêu chí: tăng 09 vụ (10,84%), tăng 04 người chết (23,53%).",
    "Số vụ từ 83 vụ lên 92 vụ, số người chết từ 17 người lên 21 người.",
    "Không tính va chạm, toàn tỉnh xảy ra 51 vụ, giảm 01 vụ (51/52) so với cùng kỳ.",
    "So với quý IV/2024, quý I/2025 có số vụ tăng.",
    (
        "Nguyên nhân: không chú ý quan sát 20 vụ (21,74%), đi không đúng phần đường 15 vụ (16,3%), chuyển hướng "
        "không chú ý 10 vụ (10,87%), nguyên nhân khác 47 vụ (51,09%)."
    ),
    (
        "Phát hiện, xử lý 8.321 trường hợp vi phạm, tăng 1.234 trường hợp (17,41%); phạt tiền 12,5 tỷ đồng; tước 250 "
        "GPLX; tạm giữ 1.012 phương tiện."
    ),
    "Xảy ra 92 vụ (+9 vụ), chết 21 người (+4 người), bị thương 47 người (0).",
    "Tình hình TNGT: số vụ 92 (+9), số người chết 21 (+4), số người bị thương 47 (0).",
    "Các huyện Văn Bàn, Bát Xát, Bắc Hà giảm lần lượt 7 vụ, 4 vụ, 2 vụ.",
    "Toàn tỉnh có 92 vụ, trong đó TP Lào Cai, Bảo Thắng cùng có 18 vụ, Sa Pa 13 vụ.",
    "Bảo Yên, TP Lào Cai, Bảo Thắng, Sa Pa xảy ra 70/92 vụ (76,09%).",
    "Bát Xát giảm 04 vụ nhưng tăng 02 người chết (2/0).",
    "Đến hết quý I/2025, Bảo Yên đã xảy ra 21 vụ, gấp 2,33 lần cùng kỳ (09 vụ).",
    (
        "Huyện Văn Bàn giảm cả 3 tiêu chí: giảm 7 vụ (63,64%), giảm 3 người chết (100%), giảm 3 người bị thương "
        "(42,86%)."
    ),
    "Số vụ tăng ở 3/9 huyện, thị xã, thành phố, giảm ở 3/9 địa bàn.",
    "Toàn tỉnh xảy ra 92 vụ. Bảo Yên (21 vụ), TP Lào Cai (18 vụ) và Bảo Thắng (18 vụ), chiếm 61,96%.",
    "Bảo Yên (21 vụ), TP Lào Cai (18 vụ) và Bảo Thắng (18 vụ), chiếm 61,96% tổng số 92 vụ.",
    "TNGT đường bộ: 92 vụ, 21 chết, 47 bị thương, tăng 10 vụ, tăng 4 chết, tăng 1 bị thương.",
    "Bảo Yên 21 vụ, TP Lào Cai 18 vụ (cùng kỳ tương ứng 9 vụ và 11 vụ).",
    "Bảo Yên 21 vụ (cùng kỳ 9 vụ), TP Lào Cai 18 vụ (cùng kỳ 11 vụ), làm chết 06 người.",
    "Quý I năm 2025 xảy ra 92 vụ (quý I năm 2024: 83 vụ), chết 21 người.",
    "Xảy ra 92 vụ (năm 2024: 83 vụ); chết 21 người (năm 2024: 17 người).",
    "Các huyện có số vụ tăng: Bảo Yên 12 vụ, TP Lào Cai 07 vụ, Mường Khương 03 vụ.",
    "Các huyện có số vụ tăng: Bảo Yên (12 vụ), TP Lào Cai (07 vụ), Mường Khương (03 vụ).",
    "Các địa bàn có số vụ giảm: Văn Bàn (04 vụ), Bát Xát (05 vụ).",
    "Huyện Bảo Yên (17 xã, thị trấn): xảy ra 21 vụ, tăng 12 vụ.",
    "Huyện Bảo Yên xảy ra 21 vụ, làm chết 06 người. So với cùng kỳ tăng 12 vụ, tăng 03 người chết.",
    "Xảy ra 6 vụ tại Bắc Hà và Si Ma Cai.",
    "Không xảy ra vụ nào, bằng cùng kỳ: Si Ma Cai, Bắc Hà.",
    "6 tháng đầu năm 2024 xảy ra 157 vụ.\nTrong tháng 02/2025 xảy ra 39 vụ.\nSố người chết là 21 người.",
    "6 tháng đầu năm 2024 xảy ra 157 vụ.\nTrong tháng 02/2025 xảy ra 39 vụ.\nSố người chết là 7 người.",
    "6 tháng đầu năm 2024 xảy ra 157 vụ.\nTrong tháng 02/2025 xảy ra 39 vụ.\nSố người chết là 32 người.",
    "Quý I năm 2025 xảy ra 92 vụ (tháng 02/2025: 39 vụ), làm chết 21 người.",
    "Đường bộ 92, đường sắt 0, đường thủy 0, tổng cộng 92.",
    "Bảo Yên 21 vụ, TP Lào Cai 18 vụ, Bảo Thắng 18 vụ, TX Sa Pa 13 vụ; tổng cộng 70 vụ (76,09% của 92 vụ).",
)

WRONG_ABOUT_SAMPLE = (
    # sentence, (kind, written, right) of every mark in order
    (
        "Quý I/2025, toàn tỉnh xảy ra 92 vụ TNGT, làm 21 người chết, 48 người bị thương.",
        (("differs", "48", "47"),),
    ),
    (
        "Trên địa bàn tỉnh xảy ra 92 vụ/82 vụ (tăng 10 vụ), 21 người chết/17 người chết (tăng 4 người).",
        (("differs", "82", "83"), ("differs", "10", "9")),
    ),
    (
        "Tai nạn giao thông: 92/83 vụ, tăng 10,48%.",
        (("wrong", "10,48%", "10,84%"),),
    ),
    (
        "Toàn tỉnh xảy ra 92 vụ (cùng kỳ năm 2024 là 84 vụ), làm chết 21 người.",
        (("differs", "84", "83"),),
    ),
    (
        "Số vụ là 92 vụ, cùng kỳ năm 2024 là 83 vụ, tăng 8 vụ.",
        (("wrong", "8", "9"),),
    ),
    (
        "Đường bộ 92 vụ (tăng 10 vụ, +12,02%), 21 người chết (tăng 5 người).",
        (("wrong", "+12,02%", "+12,20%"), ("differs", "5", "4")),
    ),
    (
        "Địa bàn tăng: Bảo Yên (21/9), TP Lào Cai (18/12 vụ, tăng 7 vụ), Mường Khương (7/4).",
        (("differs", "12", "11"), ("wrong", "7", "6")),
    ),
    (
        "Số người chết tăng ở TP Lào Cai (tăng 05 người chết), Bảo Yên (tăng 02 người chết).",
        (("differs", "02", "03"),),
    ),
    (
        "Bảo Yên (21 vụ, 07 người chết), TP Lào Cai (18 vụ, 06 người chết).",
        (("other_reading", "07", "06"),),
    ),
    (
        "Thành phố Lào Cai: 18 vụ/11 vụ, tăng 07 vụ (tăng 36,64%).",
        (("wrong", "36,64%", "63,64%"),),
    ),
    (
        "Thị xã Sa Pa: 13 vụ/13 vụ, 07 người bị thương/09 người bị thương (giảm 28,57%).",
        (("wrong", "28,57%", "22,22%"),),
    ),
    (
        "Riêng tháng 02/2025 xảy ra 39 vụ, làm chết 8 người.",
        (("other_reading", "8", "7"),),
    ),
    (
        "Năm 2024, toàn tỉnh xảy ra 329 vụ; so với năm 2023 tăng 08 vụ (2,94%).",
        (("wrong", "2,94%", "2,49%"),),
    ),
    (
        "6 tháng đầu năm 2024 xảy ra 157 vụ (đường bộ 156 vụ, đường thủy 02 vụ).",
        (("wrong", "157", ""),),
    ),
    (
        "Từ ngày 15/12/2024 đến ngày 14/3/2025, toàn tỉnh xảy ra 92 vụ (cùng kỳ: 38 vụ).",
        (("differs", "38", "83"),),
    ),
    (
        "Văn Bàn giảm 8 vụ, Bát Xát giảm 04 vụ.",
        (("differs", "8", "7"),),
    ),
    (
        "Huyện Văn Bàn: 4 vụ, tăng 7 vụ so với cùng kỳ (11 vụ).",
        (("wrong", "tăng 7", "giảm 7"),),
    ),
    (
        "Va chạm giao thông: 41 vụ, tăng 10 vụ (41/31 vụ, tăng 23,26%).",
        (("wrong", "23,26%", "32,26%"),),
    ),
    (
        "Đường bộ 92 vụ, đường sắt 0 vụ, đường thủy 01 vụ, tổng cộng 92 vụ.",
        (("differs", "01", "0"), ("wrong", "92", "")),
    ),
    (
        "Không tính va chạm, toàn tỉnh xảy ra 51 vụ, tăng 01 vụ (51/52) so với cùng kỳ.",
        (("wrong", "tăng 01", "giảm 01"),),
    ),
    (
        "Bảo Yên: 21 vụ, 7 chết, 15 bị thương.",
        (("other_reading", "7", "6"),),
    ),
    (
        "Trong 92 vụ tai nạn, có 27 vụ từ nghiêm trọng trở lên (chiếm 29,53%).",
        (("doubtful", "29,53%", "29,35%"),),
    ),
    (
        "Ba địa bàn: Bảo Yên (21 vụ), TP Lào Cai (18 vụ) và Bảo Thắng (19 vụ).",
        (("differs", "19", "18"),),
    ),
    (
        "Số vụ tăng ở Bảo Yên (tăng 13 vụ), TP Lào Cai (tăng 7 vụ); giảm ở Văn Bàn (giảm 6 vụ), Bát Xát (giảm 4 vụ).",
        (("differs", "13", "12"), ("differs", "6", "7")),
    ),
    (
        "Bảo Yên giảm 12 vụ (21/9).",
        (("wrong", "giảm 12", "tăng 12"),),
    ),
    (
        "Huyện Bảo Yên xảy ra 21 vụ. Tăng 13 vụ so với cùng kỳ.",
        (("differs", "13", "12"),),
    ),
    (
        "Xảy ra 92 vụ. Làm chết 21 người. Đường bộ 90, đường sắt 01, đường thủy 02, tổng cộng 92.",
        (("wrong", "92", ""),),
    ),
    (
        "6 tháng đầu năm 2024 xảy ra 157 vụ.\nTrong tháng 02/2025 xảy ra 39 vụ.\nSố người chết là 22 người.",
        (("differs", "22", "7"),),
    ),
)
