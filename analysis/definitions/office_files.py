"""Files that the office fills (roads, junctions, schools): their table, and its columns as days, degrees, numbers.

Such a file may have no row. What cannot be read is a ``DefinitionError`` that names file and column. Left out: what the
columns mean (the module that asks).
"""

from __future__ import annotations

import pandas as pd

from analysis.definitions.reference import Reference, require_columns, with_columns
from analysis.errors import DefinitionError


def office_table(reference: Reference, name: str, required: tuple[str, ...], columns: tuple[str, ...]) -> pd.DataFrame:
    """The file ``name`` as text, with all of ``columns``; no rows where foreign areas are laid over and it is ours.

    The first of ``required`` may not be empty in any row.
    """
    if reference.is_overlaid("areas.csv") and not reference.is_overlaid(name):
        return pd.DataFrame({column: pd.Series(dtype="str") for column in columns})
    table = reference.table(name, may_be_empty=True)
    require_columns(table, required, name)
    table = with_columns(table, columns)
    first = required[0]
    if table[first].eq("").any():
        raise DefinitionError(f"Tệp {name} có dòng để trống cột {first}.", "Hãy điền hoặc xóa dòng đó.")
    return table


def with_days(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """``valid_from`` and ``valid_to`` (text as 2024-08-15, or empty) as datetime64[s], NaT = open."""
    days = {}
    for column in ("valid_from", "valid_to"):
        read = pd.to_datetime(table[column], format="%Y-%m-%d", errors="coerce").astype("datetime64[s]")
        if (read.isna() & table[column].ne("")).any():
            raise DefinitionError(f"Tệp {name} có ngày viết sai ở cột {column}.", "Hãy viết ngày dạng 2024-08-15.")
        days[column] = read
    return table.assign(**days)


def with_degrees(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """``lat``, ``lon`` as float64 [degrees WGS84]."""
    lat, lon = numbers(table["lat"], name), numbers(table["lon"], name)
    if ((lat.abs() > 90) | (lon.abs() > 180)).any():
        raise DefinitionError(
            f"Tệp {name} có tọa độ không phải độ WGS84.", "Hãy ghi lat (vĩ độ) như 22.485, lon (kinh độ) như 103.975."
        )
    return table.assign(lat=lat, lon=lon)


def numbers(texts: pd.Series, name: str) -> pd.Series:
    """A column as float64, with a point or a comma; every cell holds a number."""
    read = pd.to_numeric(texts.str.replace(",", ".", regex=False), errors="coerce").astype("float64")
    if read.isna().any():
        shown = str(texts[read.isna()].iloc[0])
        raise DefinitionError(f"Tệp {name} có ô không phải số ở cột {texts.name}: “{shown}”.", "Hãy sửa ô đó.")
    return read
