"""Twenty thousand accidents of one quarter for the test of the map: drawn from a seed, some with texts that attack."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

HOSTILE = '<img src=x onerror="window.top.hacked=1">"\'`{{1}}</script><script>window.top.hacked=1</script>'
DISTRICTS = (
    "TP Lào Cai",
    "Bát Xát",
    "Mường Khương",
    "Si Ma Cai",
    "Bắc Hà",
    "Bảo Thắng",
    "Bảo Yên",
    "TX Sa Pa",
    "Văn Bàn",
)
HEADINGS = (
    *("Mã vụ", "Ngày xảy ra", "Giờ xảy ra", "Địa bàn (huyện)", "Xã, phường", "Loại hình", "Mức độ", "Số người chết"),
    *("Số người bị thương", "Tuyến đường", "Lý trình", "Vĩ độ", "Kinh độ", "Nguyên nhân", "Loại phương tiện"),
)
DAYS = tuple(f"{day:02d}/{month:02d}/2025" for month, days in ((1, 31), (2, 28), (3, 14)) for day in range(1, days + 1))
"""All in Quý I/2025 (15/12/2024 to 14/3/2025)."""
SPOT = (22.26256, 104.44712)
"""Where two fatal accidents make a black spot whose road and ids attack; a stack of 30 lies beside Sa Pa."""
STACK = (22.33, 103.85)


def write_accidents(path: Path, rows: int) -> Path:
    """A CSV with our headings: ``rows`` accidents, two of them fatal at ``SPOT``, 30 at ``STACK``."""
    random = np.random.default_rng(2025)
    lat, lon = random.uniform(21.9, 22.8, rows), random.uniform(103.6, 104.6, rows)
    lat[:2], lon[:2] = SPOT
    lat[2:32], lon[2:32] = STACK
    day, hurt = random.integers(len(DAYS), size=rows), random.uniform(size=rows) < 0.002
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        for place in range(rows):
            texts = (HOSTILE, f"{HOSTILE} {place}") if place % 500 < 2 else ("QL70", f"A{place:05d}")
            people = (1, 1) if place < 2 else (0, int(hurt[place]))
            position = (f"{lat[place]:.5f}", f"{lon[place]:.5f}") if place % 40 != 39 else ("", "")
            where = ("Bảo Yên" if place < 2 else DISTRICTS[place % 9], HOSTILE if place < 2 else "", "Đường bộ")
            severity = "Nghiêm trọng" if people[0] else "Ít nghiêm trọng" if people[1] else "Va chạm"
            row = (texts[1], DAYS[day[place]], "10:00", *where, severity, *people, texts[0], "", *position)
            writer.writerow((*row, HOSTILE if place < 2 else "Vượt sai quy định", "Mô tô"))
    return path


def write_overlay(folder: Path) -> Path:
    """A reference folder with a junction, a km post and a rail crossing whose texts attack."""
    folder.mkdir()
    with (folder / "junctions.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("code", "name", "lat", "lon", "radius_m"), ("N1", HOSTILE, 22.4, 104.0, 50)])
    with (folder / "km_posts.csv").open("w", encoding="utf-8", newline="") as file:
        posts = [(HOSTILE, "", 12000, 22.45, 104.0), (HOSTILE, "", 13000, 22.46, 104.0)]
        csv.writer(file).writerows([("road", "chainage", "km_m", "lat", "lon"), *posts])
    with (folder / "rail_crossings.csv").open("w", encoding="utf-8", newline="") as file:
        rows = [
            ("code", "name", "line", "km_m", "kind", "lat", "lon"),
            ("R1", HOSTILE, HOSTILE, "", HOSTILE, 22.42, 104.02),
        ]
        csv.writer(file).writerows(rows)
    return folder
