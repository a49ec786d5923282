"""A hundred kilobytes of a typed report, checked in a process of its own: ``python -m bench.typed_text``."""

from __future__ import annotations

from analysis.review.checking.check import check_text

from .measuring import report

PARAGRAPH = (
    "Quý I năm 2025 xảy ra 92 vụ tai nạn giao thông, làm chết 21 người, bị thương 47 người. So với cùng kỳ năm 2024 "
    "tăng 09 vụ (92/83; +10,84%), tăng 04 người chết (21/17; +23,5%), giảm 05 người bị thương (47/52; -9,62%). "
    "Đường bộ xảy ra 90 vụ, đường sắt 01 vụ, đường thủy 01 vụ. Bình quân mỗi ngày xảy ra 1,02 vụ. Nguyên nhân do vi "
    "phạm nồng độ cồn 15 vụ, chiếm 16,3%; vi phạm tốc độ 16 vụ, chiếm 17,4% tổng số vụ.\n"
)
TEXT = (PARAGRAPH * (100_000 // len(PARAGRAPH) + 1))[:100_000]

if __name__ == "__main__":
    check_text(PARAGRAPH)  # what is imported or compiled once
    report(lambda: check_text(TEXT).checked)
