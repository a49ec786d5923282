"""What a kept pack is called in the list: packs that count otherwise have other names."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from analysis.definitions.catalogue import Definitions
from analysis.review.pack.make import Order, pack_name


@pytest.mark.parametrize(
    ("order", "name"),
    [
        (Order("2025-Q1"), "Quý I/2025"),
        (Order("2025-Q1", "15-14"), "Quý I/2025"),
        (Order("2025-Q1", "month"), "Quý I/2025, Tháng dương lịch"),
        (Order("2025-Q1", "month", with_collisions=False), "Quý I/2025, Tháng dương lịch, không tính va chạm"),
        (Order("2025-02-01..2025-02-14", "month"), "01/02/2025–14/02/2025"),
        (Order("2024", with_collisions=False), "Năm 2024, không tính va chạm"),
        (Order("2025-Q1", "lịch cũ"), "2025-Q1"),
    ],
)
def test_names_of_packs(definitions: Definitions, order: Order, name: str) -> None:
    assert pack_name(asdict(order), definitions) == name
