"""All definitions together: what our folder says, and overlays of one file at a time."""

import subprocess
import sys
from pathlib import Path

import pytest

from analysis.definitions.catalogue import Definitions, load_definitions
from analysis.errors import DefinitionError, RequestError


def test_ours(definitions: Definitions) -> None:
    assert definitions.province_name == "tỉnh Lào Cai"
    assert definitions.series_breaks["date"].dt.strftime("%Y-%m-%d").tolist() == [
        "2024-08-15",
        "2025-01-01",
        "2025-07-01",
    ]
    assert definitions.limits["coverage_snap_days"] == 7
    assert len(definitions.digest()) == 64


def test_default_target_is_five_percent_less_for_each_criterion(definitions: Definitions) -> None:
    year = definitions.targets.query("year == 2025")
    assert dict(zip(year["criterion"], year["percent"], strict=True)) == {"accidents": -5, "deaths": -5, "injured": -5}


def test_loading_does_not_import_the_heavy_packages() -> None:
    program = (
        "import sys; from analysis.definitions.catalogue import load_definitions; load_definitions();"
        "print([name for name in ('geopandas', 'shapely', 'holidays', 'pandera') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_foreign_areas_leave_the_rest_ours(tmp_path: Path) -> None:
    (tmp_path / "areas.csv").write_text("code,name\nE08000001,Bolton\nE08000002,Bury\n")
    foreign = load_definitions(tmp_path)
    assert foreign.areas.names == {"E08000001": "Bolton", "E08000002": "Bury"}
    assert foreign.province_name == ""
    assert foreign.default_calendar == "15-14"
    assert foreign.codes["modes"].labels["road"] == "Đường bộ"


def test_foreign_areas_with_a_name(tmp_path: Path) -> None:
    (tmp_path / "areas.csv").write_text("code,name\nE08000001,Bolton\n")
    (tmp_path / "settings.toml").write_text('province_name = "Greater Manchester"\n')
    assert load_definitions(tmp_path).province_name == "Greater Manchester"


@pytest.mark.parametrize(
    "name",
    [path.name for path in load_definitions().reference.folders[-1].iterdir() if path.suffix in {".csv", ".toml"}],
)
def test_each_file_can_be_laid_over_alone(tmp_path: Path, definitions: Definitions, name: str) -> None:
    (tmp_path / name).write_bytes(definitions.reference.path(name).read_bytes())
    overlaid = load_definitions(tmp_path)
    assert overlaid.reference.path(name).parent == tmp_path
    assert overlaid.areas.names == definitions.areas.names
    assert overlaid.digest() == definitions.digest()


def test_targets_of_the_office(tmp_path: Path) -> None:
    (tmp_path / "targets.csv").write_text("year;criterion;percent\n2025;deaths;-7,5\n")
    targets = load_definitions(tmp_path).targets
    assert targets.to_dict("records") == [{"year": 2025, "criterion": "deaths", "percent": -7.5, "source": ""}]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("targets.csv", "year,criterion,percent\n2025,deaths,nhiều\n"),
        ("targets.csv", "year,criterion\n2025,deaths\n"),
        ("series_breaks.csv", "date,label\n15/8/2024,TT 26\n"),
        ("series_breaks.csv", "date\n2024-08-15\n"),
        ("intake_limits.toml", "= 3"),
    ],
)
def test_wrong_files_are_definition_errors(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError, match=name.split(".")[0]):
        load_definitions(tmp_path)


def test_a_calendar_is_found_by_name_and_an_unknown_one_is_a_user_error(definitions: Definitions) -> None:
    assert definitions.calendar().key == "15-14"
    assert definitions.calendar("month").key == "month"
    with pytest.raises(RequestError, match="âm lịch"):
        definitions.calendar("âm lịch")
