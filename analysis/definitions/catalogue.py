"""All definitions in one record, read from the reference folder: what every other folder is given.

Reading is quick (no outlines, no geopandas). Left out: the promises of the tables (``tables``). The record is a picture
of the folder at one moment, while ``boundaries`` and ``digest`` read the folder as it is when they are called.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.definitions.areas import Areas, load_areas
from analysis.definitions.blackspot_rules import BlackspotRules, load_blackspot_rules
from analysis.definitions.boundaries import load_boundaries, load_commune_boundaries
from analysis.definitions.calendars import Calendar, load_calendars
from analysis.definitions.campaigns import Campaign, load_campaigns
from analysis.definitions.codes import CODE_LISTS, CodeList, load_code_list
from analysis.definitions.letterhead import Letterhead, read_letterhead
from analysis.definitions.rail_crossings import load_rail_crossings
from analysis.definitions.reference import Reference, open_reference, require_columns, with_columns
from analysis.definitions.road_network import load_chainages, load_junctions, load_km_posts
from analysis.errors import DefinitionError, RequestError

if TYPE_CHECKING:
    import geopandas as gpd


@dataclass(frozen=True, eq=False)
class Definitions:
    """What the words mean.

    ``series_breaks``: date (datetime64[s]), label, note, not_compared (measures joined by |). ``targets``: year (int),
    criterion (accidents, deaths, injured), percent (wanted change on the year before), source. ``limits``:
    ``intake_limits.toml``.
    ``province_name``: "tỉnh Lào Cai", or "" where an overlay has other areas and no name for them; ``letterhead`` and
    ``projected_crs`` (the plane in which metres are measured) are empty there too. ``map_tiles``: address and
    attribution of the tile server of the map, empty where the office has switched none on.
    """

    reference: Reference
    calendars: Mapping[str, Calendar]
    default_calendar: str
    areas: Areas
    codes: Mapping[str, CodeList]
    series_breaks: pd.DataFrame
    targets: pd.DataFrame
    limits: Mapping[str, Any]
    province_name: str
    letterhead: Letterhead
    projected_crs: str
    map_tiles: Mapping[str, str]
    blackspot_rules: BlackspotRules

    def calendar(self, key: str | None = None) -> Calendar:
        """The calendar ``key``, the default one without. Raises ``RequestError`` where there is none of that name."""
        wanted = key or self.default_calendar
        if wanted not in self.calendars:
            remedy = f"Hãy chọn một trong: {', '.join(self.calendars)}."
            raise RequestError(f"Không có lịch thống kê «{wanted}».", remedy)
        return self.calendars[wanted]

    def boundaries(self) -> gpd.GeoDataFrame:
        """Outlines of the areas, read at every call: code, name, geometry (EPSG:4326)."""
        return load_boundaries(self.reference, self.areas)

    def commune_boundaries(self) -> gpd.GeoDataFrame:
        """Outlines of communes where the office loaded them, read at every call: code, name, geometry (EPSG:4326)."""
        return load_commune_boundaries(self.reference, self.areas)

    def chainages(self) -> pd.DataFrame:
        """Dated kilometrings of roads (``road_network.load_chainages``), read at every call; maybe no row."""
        return load_chainages(self.reference)

    def km_posts(self) -> pd.DataFrame:
        """Surveyed km posts (``road_network.load_km_posts``), read at every call; maybe no row."""
        return load_km_posts(self.reference)

    def junctions(self) -> pd.DataFrame:
        """Register of junctions (``road_network.load_junctions``), read at every call; maybe no row."""
        return load_junctions(self.reference)

    def rail_crossings(self) -> pd.DataFrame:
        """Level crossings (``rail_crossings.load_rail_crossings``), read at every call; maybe no row."""
        return load_rail_crossings(self.reference)

    def campaigns(self) -> tuple[Campaign, ...]:
        """Campaigns of enforcement (``campaigns.load_campaigns``), read at every call; maybe none."""
        return load_campaigns(self.reference, self.areas, self.codes["behaviours"])

    def breaks_between(self, start: date, stop: date) -> pd.DataFrame:
        """The rows of ``series_breaks`` after ``start`` and before ``stop``, in order."""
        days = self.series_breaks["date"]
        crossed: pd.DataFrame = self.series_breaks[(days > pd.Timestamp(start)) & (days < pd.Timestamp(stop))]
        return crossed.reset_index(drop=True)

    def digest(self) -> str:
        """SHA-256 over all reference files in use."""
        return self.reference.digest()


def load_definitions(folder: Path | None = None, *, office: Path | None = None) -> Definitions:
    """All definitions, ``folder`` (or ``ATGT_REFERENCE``) laid over our own file by file.

    ``office``: the folder of what the office loaded itself (``store.tables.office_reference``), between the two.

    Raises ``DefinitionError`` where a file is missing or contradicts itself.
    """
    return definitions_from(open_reference(folder, office=office))


def definitions_from(reference: Reference) -> Definitions:
    """All definitions of ``reference``: those in force, or those a snapshot kept. Raises as ``load_definitions``."""
    calendars, default_calendar = load_calendars(reference)
    province_name = _province_name(reference)
    return Definitions(
        reference=reference,
        calendars=calendars,
        default_calendar=default_calendar,
        areas=load_areas(reference, province_name.removeprefix("tỉnh ").removeprefix("thành phố ")),
        codes={name: load_code_list(reference, name) for name in CODE_LISTS},
        series_breaks=_series_breaks(reference),
        targets=_targets(reference),
        limits=reference.toml("intake_limits"),
        province_name=province_name,
        letterhead=read_letterhead(_settings(reference)),
        projected_crs=str(_settings(reference).get("projected_crs", "")),
        blackspot_rules=load_blackspot_rules(reference),
        map_tiles=_map_tiles(_settings(reference)),
    )


def _province_name(reference: Reference) -> str:
    return str(_settings(reference).get("province_name", ""))


def _settings(reference: Reference) -> dict[str, Any]:
    """Foreign areas without their own settings have no province name and no letterhead rather than ours."""
    if reference.is_overlaid("areas.csv") and not reference.is_overlaid("settings.toml"):
        return {}
    return reference.toml("settings")


def _map_tiles(settings: Mapping[str, Any]) -> dict[str, str]:
    given = settings.get("map", {})
    address = str(given.get("tile_address", "")).strip()
    return {"address": address, "attribution": str(given.get("tile_attribution", ""))} if address else {}


def _series_breaks(reference: Reference) -> pd.DataFrame:
    table = reference.table("series_breaks")
    require_columns(table, ("date", "label"), "series_breaks.csv")
    dates = pd.to_datetime(table["date"], format="%Y-%m-%d", errors="coerce").astype("datetime64[s]")
    if dates.isna().any():
        raise DefinitionError("Tệp series_breaks.csv có ngày viết sai.", "Hãy viết ngày dạng 2024-08-15.")
    return with_columns(table, ("note", "not_compared")).assign(date=dates).sort_values("date", ignore_index=True)


def _targets(reference: Reference) -> pd.DataFrame:
    table = reference.table("targets")
    require_columns(table, ("year", "criterion", "percent"), "targets.csv")
    year = pd.to_numeric(table["year"], errors="coerce")
    percent = pd.to_numeric(table["percent"].str.replace(",", ".", regex=False), errors="coerce")
    if year.isna().any() or percent.isna().any():
        raise DefinitionError(
            "Tệp targets.csv có năm hoặc tỷ lệ không phải số.", "Hãy viết năm như 2025, tỷ lệ như -5 hoặc -7,5."
        )
    return with_columns(table, ("source",)).assign(year=year.astype("int64"), percent=percent.astype("float64"))
