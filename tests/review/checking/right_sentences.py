"""Sentences as reports write them, arithmetically right: none of them may be marked. Figures are invented."""

from __future__ import annotations

RIGHT = (
    # 196 + 45 = 241; 45/241 = 0,18672
    "Xảy ra 196 vụ, giảm 45 vụ (-18,67%) so với cùng kỳ năm trước.",
    "Xảy ra 196 vụ, giảm 45 vụ (–18,67%) so với cùng kỳ năm trước.",
    "Xảy ra 196 vụ, giảm 45 vụ (−18,7%) so với cùng kỳ năm trước.",
    "Xảy ra 196 vụ, giảm 45 vụ (giảm 18,67%).",
    "Xảy ra 196 vụ (giảm 45 vụ, tương đương 18,67%).",
    "Số vụ: 196 vụ, giảm 45 vụ, tỷ lệ giảm 18,67%.",
    "Toàn tỉnh xảy ra 196 vụ tai nạn giao thông, so với cùng kỳ năm 2024 giảm 45 vụ (-18,67%).",
    "Tai nạn giao thông giảm 45 vụ (196/241), giảm 18,67%.",
    "Bảo Yên\t9\t21\t12\t133,33%\t3\t4\t33,3%\nBát Xát\t10\t8\t-2\t-20%",  # cùng kỳ first
    # 51 - 38 = 13
    "Tai nạn giao thông tăng 13 vụ (51/38).",
    "Số vụ tăng 13 vụ (51/38 vụ, +34,21%).",  # 13/38 = 0,34211
    "Xảy ra 51/38 vụ, tăng 13 vụ so với cùng kỳ.",
    "So với cùng kỳ: số vụ tăng 13 vụ (51/38), số người chết không tăng, không giảm (12/12).",
    "Số người chết không tăng, không giảm (17/17).",
    "Xảy ra 01 vụ, không tăng, không giảm so với cùng kỳ năm trước.",
    "Không xảy ra vụ nào, giảm 02 vụ (0/2).",
    # 5/40, 2/22, 8/32
    "TNGT đường bộ: 45 vụ (tăng 5 vụ, 12,5%), chết 20 (giảm 2, 9,09%), bị thương 40 (tăng 8; 25%).",
    "Xảy ra 12 vụ; chết 5 người; bị thương 10 người. Tăng 02 vụ (20%), giảm 01 người chết (16,67%), tăng 02 người bị "
    "thương (25%) so với cùng kỳ.",  # 2/10, 1/6, 2/8
    "Số vụ giảm từ 45 vụ năm 2023 xuống còn 40 vụ năm 2024 (giảm 11,11%).",  # 5/45
    "So với quý IV/2024 (30 vụ), quý I/2025 xảy ra 33 vụ, tăng 03 vụ (+10%).",
    "Xử lý 1.250 trường hợp nồng độ cồn, tăng 250 trường hợp (25%); 320 trường hợp tốc độ, giảm 80 (20%).",
    "Nam giới 80 người (chiếm 80%), nữ giới 20 người (chiếm 20%).",
    "Về tuyến: 71 vụ, gồm quốc lộ 28 vụ (39,44%), tỉnh lộ 20 vụ (28,17%), đô thị 13 vụ (18,31%), khác 10 vụ (14,08%).",
    "Cấp mới 2.150 giấy phép, đạt 107,5% kế hoạch (2.150/2.000).",
    "Xảy ra 40 vụ, bằng 80% so với cùng kỳ (50 vụ).",
    "Đường thủy: không xảy ra vụ nào, giảm 01 vụ (-100,00%; số nhỏ) so với cùng kỳ; không có người chết, giảm 01 "
    "người.",
    "Có 5/9 huyện giảm cả 3 tiêu chí; 02 huyện có số người chết tăng trên 20%.",
    "Bảo Yên nhiều vụ nhất: 21 trong số 92 vụ, tăng 12 vụ (21/9) so với cùng kỳ; chiếm 22,83%.",  # 21/92
    "Số ngày Tết trong hai kỳ khác nhau (01/02/2024–14/02/2024: 7 ngày, 01/02/2023–14/02/2023: 0 ngày).",
    "Hệ số của Quý I là 1,062; cần Python 3.11.",
    "Giảm 10 vụ so với cùng kỳ (40 vụ so với 50 vụ), giảm 20%.",
    "Xét các vụ từ 14/03/2022 đến 14/03/2025.",
    # 107 - 5 = 102; 5/102 = 0,04902
    "Làm chết 107 người, tăng 05 người (+4,9%).",
    "Làm chết 107 người, tăng 05 người (+4,90%), bị thương 120 người, giảm 10 người (-7,69%).",  # 10/130 = 0,07692
    "Xảy ra 196 vụ, làm chết 107 người, bị thương 120 người. So với cùng kỳ năm 2024, giảm 45 vụ (-18,67%), "
    "tăng 05 người chết (+4,9%), giảm 10 người bị thương (-7,69%).",
    # (20 - 17)/17 = 0,17647
    "20/17 người bị thương, tăng 03 người (+17,65%).",
    "Bị thương 20 người, tăng 03 người (17,65%) so với 17 người của cùng kỳ.",
    "Số người bị thương tăng từ 17 lên 20 người.",
    "Số người bị thương tăng từ 17 lên 20 người (tăng 17,6%).",
    # 62 + 12 = 74; 12/62 = 0,19355
    "So với cùng kỳ năm 2024: số vụ tăng 12 vụ (từ 62 lên 74 vụ, tăng 19,35%).",
    "Xảy ra 74 vụ, tăng 12 vụ so với cùng kỳ (62 vụ), tức là tăng 19,4%.",
    "Xảy ra 74 vụ (cùng kỳ 62 vụ), tăng 12 vụ (+19%).",
    "Quý I/2025: 71 vụ, tăng 9 vụ (+14,52%) so với cùng kỳ (62 vụ); chưa đủ căn cứ nói là tăng",  # 9/62 = 0,14516
    "Bảo Yên: 21 vụ, tăng 12 vụ (+133,33%; số nhỏ) so với cùng kỳ (9 vụ); tăng rõ rệt",  # 12/9 = 1,33333
    "Số vụ tăng gấp 2 lần so với cùng kỳ (6/3 vụ).",
    "Số người chết tăng gấp đôi.",
    "Xảy ra 1.234 vụ, tăng 34 vụ (+2,83%) so với cùng kỳ (1.200 vụ).",  # 34/1200 = 0,02833
    "Lập biên bản 12.345 trường hợp, tăng 1.234 trường hợp (11,11%).",  # 1234/11111 = 0,11106
    "Phạt tiền 3,2 tỷ đồng, tăng 0,5 tỷ đồng (18,5%).",  # 0,5/2,7 = 0,18519
    "69 vụ, chiếm 35,2% tổng số vụ (69/196).",  # 69/196 = 0,35204
    "Trong số 196 vụ có 69 vụ do vượt ẩu (chiếm 35,20%).",
    "Xảy ra 196 vụ, trong đó đường bộ 190 vụ, đường sắt 04 vụ, đường thủy 02 vụ.",
    "Xảy ra 196 vụ: đường bộ 190 vụ, đường sắt 04 vụ, đường thủy 02 vụ.",
    "Xảy ra 196 vụ (đường bộ 190 vụ, đường sắt 04 vụ, đường thủy 02 vụ), làm chết 75 người.",
    "Xảy ra 18 vụ, giảm 3 vụ: đường bộ 17 vụ, tăng 02 vụ so với cùng kỳ (15 vụ).",
    "Xảy ra 196 vụ, trong đó đường bộ 190 vụ (chiếm 96,94%).",  # 190/196 = 0,96939
    "Xảy ra 196 vụ: 03 vụ đặc biệt nghiêm trọng, 10 vụ rất nghiêm trọng, 90 vụ nghiêm trọng, 60 vụ ít nghiêm trọng, "
    "33 vụ va chạm.",  # 3 + 10 + 90 + 60 + 33 = 196
    "Từ ngày 15/12/2024 đến ngày 14/3/2025 (90 ngày) xảy ra 196 vụ, bình quân mỗi ngày 2,2 vụ.",  # 196/90 = 2,178
    "Đường bộ: xảy ra 190 vụ, làm chết 105 người, bị thương 118 người.",
    "Phấn đấu giảm từ 5% đến 10% số vụ; kéo giảm ít nhất 5% số người chết.",
    "Thực hiện Kế hoạch 68/KH-UBND ngày 31/01/2024, tại Km24+500 QL70 lúc 22h30' ngày 15/3/2024 xảy ra 01 vụ.",
    "Số vụ có người chết là 16/52 vụ.",
    "Xảy ra 0 vụ, không tăng, không giảm so với cùng kỳ năm trước",
    "Xảy ra 05 vụ, tăng 05 vụ so với cùng kỳ năm trước (cùng kỳ không xảy ra).",
    "Giảm cả 3 tiêu chí: số vụ giảm 9 vụ (62/71), số người chết giảm 3 người (17/20), bị thương giảm 1 người (40/41).",
    "Xảy ra 196 vụ, trong đó có 10 vụ đặc biệt nghiêm trọng, giảm 45 vụ so với cùng kỳ (-18,67%).",
    "Xảy ra 92 vụ\nlàm chết 21 người, tăng 04 người\n(+23,53%) so với cùng kỳ.",  # 4/17 = 0,23529
    "Xa\u0309y ra 196 vụ, gia\u0309m 45 vụ (-18,67%) so vơ\u0301i cu\u0300ng ky\u0300 năm trươ\u0301c.",
    "Xảy ra 196\u00a0vụ, giảm 45\u00a0vụ (-18,67\u00a0%) so với cùng kỳ.",
    "Địa bàn\tKỳ này\tCùng kỳ\tTăng, giảm\t%\nBảo Yên\t21\t9\t+12\t+133,33%\n"
    "Si Ma Cai\t0\t2\t-2\t-100,00%\nBắc Hà\t5\t5\t0\t0%",
    # 18 - 11 = 7; 7/11 = 0,63636
    "Thành phố Lào Cai: 18 vụ/11 vụ, tăng 07 vụ (tăng 63,64%).",
    "Thành phố Lào Cai: 18 vụ / 11 vụ (tăng 63,64%); 06 người chết/01 người chết (tăng 500%).",
    "Xảy ra 92 vụ/21 người chết/47 người bị thương.",
    "Toàn tỉnh: 92/21/47 (vụ/chết/bị thương), tăng 9/4/0.",
    "Số vụ tăng ở 3/9 huyện, tăng 2/3 tiêu chí.",
    "Xảy ra 92 vụ. Đường bộ 90 vụ, đường sắt 01 vụ, đường thủy 02 vụ, tổng cộng 93 vụ.",
    "Tước 1.127 GPLX, giảm 1.519 trường hợp (57,4%).",  # 1519/2646 = 0,57407
    "Phát hiện 8.321 trường hợp, tạm giữ 250 xe, giảm 500 trường hợp (5,67%).",  # 500/8821 = 0,05668
    "Quý I/2025 (15/12/2024–14/03/2025, 90 ngày) so với cùng kỳ năm trước (15/12/2023–14/03/2024, 91 ngày).",
)
