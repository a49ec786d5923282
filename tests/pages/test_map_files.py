"""The files of the map come out of the installed packages, as a whole, and nothing is fetched."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from analysis.errors import RequestError
from pages import _map_files
from pages._map_files import SOURCES, links, place_map_files

STATIC = Path(__file__).resolve().parents[2] / "static"


def test_every_file_is_placed_and_is_what_it_should_be(tmp_path: Path) -> None:
    folder = place_map_files(tmp_path)
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} == set(SOURCES)
    assert b"Leaflet 1." in (folder / "leaflet.js").read_bytes()[:200]
    assert b"markerClusterGroup" in (folder / "leaflet.markercluster.js").read_bytes()
    assert b"heatLayer" in (folder / "leaflet_heat.min.js").read_bytes()


def test_a_file_that_is_there_is_left_alone_and_another_one_replaced(tmp_path: Path) -> None:
    folder = place_map_files(tmp_path)
    before = (folder / "leaflet.js").stat().st_mtime_ns
    (folder / "leaflet.css").write_text("old", encoding="utf-8")
    place_map_files(tmp_path)
    assert (folder / "leaflet.js").stat().st_mtime_ns == before
    assert (folder / "leaflet.css").read_bytes() != b"old"


def test_every_link_leads_to_a_file_of_ours(tmp_path: Path) -> None:
    place_map_files(tmp_path)
    for _, address in [*links("")[0], *links("")[1]]:
        assert (tmp_path / address[1:]).exists() or (STATIC / address[1:]).exists(), address


def test_a_missing_package_is_said_with_a_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_map_files, "SOURCES", {"x.js": ("no-such-package-here", "inside")})
    with pytest.raises(RequestError, match="no-such-package-here"):
        place_map_files(tmp_path)


@pytest.mark.parametrize("name", ["ban_do.js", "ban_do.css"])
def test_our_own_script_and_style_name_no_other_machine_and_write_no_html(name: str) -> None:
    text = (STATIC / name).read_text(encoding="utf-8")
    assert not re.search(r"https?://|//cdn|innerHTML|insertAdjacentHTML|document\.write|\beval\b", text)
