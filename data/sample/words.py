"""How the invented offices write: our codes as the words of their files, some in the old spelling, some abbreviated."""

from __future__ import annotations

import csv
import io
import unicodedata
from datetime import date

import numpy as np
import pandas as pd

from analysis.definitions.catalogue import Definitions
from analysis.definitions.tables import UNKNOWN
from data.sample.network import TO_METRES

OFF_ROAD_NAMES = {"commune": "Đường liên xã", "district": "Đường huyện"}
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


def in_words(accidents: pd.DataFrame, definitions: Definitions) -> pd.DataFrame:
    """The accidents with codes as words, numbers as Vietnamese text, "" where not known; one row an accident."""
    labels = {
        name: definitions.codes[name].labels for name in ("severity", "modes", "causes", "yes_no", "vehicle_types")
    }
    communes = definitions.areas.communes
    communes = communes.loc[communes["valid_to"] != ""].drop_duplicates("code").set_index("code")["name"]
    return accidents.assign(
        area=accidents["area_code"].map({**definitions.areas.names, UNKNOWN: ""}),
        commune=accidents["commune_code"].map({**communes, UNKNOWN: ""}),
        mode_word=accidents["mode"].map(labels["modes"]),
        severity_word=accidents["severity"].map(labels["severity"]),
        cause_word=accidents["cause"].map(labels["causes"]),
        alcohol_word=accidents["alcohol"].map({**labels["yes_no"], UNKNOWN: "Không đo"}),
        vehicle_words=[" - ".join(labels["vehicle_types"][code] for code in codes) for codes in accidents["vehicles"]],
        damage=accidents["damage_million_vnd"].map(decimal),
        help=accidents["help_minutes"].map(decimal),
        road=[
            OFF_ROAD_NAMES.get(kind, road)
            for kind, road in zip(accidents["road_class"], accidents["road"], strict=True)
        ],
        km=accidents["km_m"].map(kilometre_post, na_action="ignore").fillna("").astype("str"),
    )


def decimal(value: float) -> str:
    """A number with a decimal comma, "" where missing."""
    return "" if pd.isna(value) else f"{value:g}".replace(".", ",")


def kilometre_post(metres: int) -> str:
    """12400 -> "Km12+400"."""
    return f"Km{int(metres) // 1000}+{int(metres) % 1000:03d}"


def clock(minutes: object, form: str = "{hour:02d}:{minute:02d}") -> str:
    """Minutes after midnight as "22:30" or as ``form`` says, "" where missing."""
    return "" if pd.isna(minutes) else form.format(hour=int(minutes) // 60, minute=int(minutes) % 60)


def day_text(day: date, form: str = "{0.day:02d}/{0.month:02d}/{0.year}") -> str:
    """15/03/2024, or as ``form`` says."""
    return form.format(day)


def grid_metres(lon: pd.Series, lat: pd.Series) -> tuple[pd.Series, pd.Series]:
    """VN-2000 TM-3 104°45' (EPSG:9208): (north, east) in metres as text, "" where missing."""
    east, north = TO_METRES.transform(lon.to_numpy(), lat.to_numpy())
    return _metre_text(north, lon.index), _metre_text(east, lon.index)


def _metre_text(metres: np.ndarray, index: pd.Index) -> pd.Series:
    """Metres to one decimal; pyproj gives infinity where there was no point."""
    return pd.Series([f"{value:.1f}" if np.isfinite(value) else "" for value in metres], index=index)


def degrees_minutes_seconds(value: float) -> str:
    """22.48563 -> 22°29'08.3", "" where missing."""
    if pd.isna(value):
        return ""
    tenths = round(value * 36000)
    return f"{tenths // 36000}°{tenths // 600 % 60:02d}'{tenths % 600 / 10:04.1f}\""


def windows_1258(text: str) -> bytes:
    """``text`` in windows-1258, where a tone is a letter of its own behind the vowel."""
    return b"".join(_letter(letter) for letter in unicodedata.normalize("NFC", text))


def _letter(letter: str) -> bytes:
    try:
        return letter.encode("cp1258")
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(part for part in parts if part in _TONES)
        base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES))
        return (base + tone).encode("cp1258")


def degrees(value: float) -> str:
    """Degrees to five decimals (a metre), "" where missing."""
    return "" if pd.isna(value) else f"{value:.5f}"


def full_name(area: str) -> str:
    """Bảo Thắng -> Huyện Bảo Thắng, TX Sa Pa -> Thị xã Sa Pa."""
    if not area:
        return ""
    kind, _, rest = area.partition(" ")
    return {"TP": f"Thành phố {rest}", "TX": f"Thị xã {rest}"}.get(kind, f"Huyện {area}")


def short_name(area: str) -> str:
    """Bảo Thắng -> H. Bảo Thắng, TX Sa Pa -> TX. Sa Pa."""
    if not area:
        return ""
    kind, _, rest = area.partition(" ")
    return {"TP": f"Tp. {rest}", "TX": f"TX. {rest}"}.get(kind, f"H. {area}")


def spoken_moment(minutes: object, day: object) -> str:
    """22h30' ngày 15/3/2023, or the day alone where the hour is missing."""
    date_text = day_text(day, "{0.day}/{0.month}/{0.year}")
    return date_text if pd.isna(minutes) else f"{clock(minutes, '{hour}h{minute:02d}')}' ngày {date_text}"


def whole_dong(million: float) -> str:
    """Million đồng as whole đồng with dots, "" where missing."""
    return "" if pd.isna(million) else f"{round(million * 1_000_000):,}".replace(",", ".")


def text_table(frame: pd.DataFrame, delimiter: str) -> str:
    """``frame`` (all text) with its headings as delimited text."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(frame.columns)
    writer.writerows(frame.itertuples(index=False))
    return target.getvalue()
