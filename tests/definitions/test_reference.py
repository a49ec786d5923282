"""The reference folder: overlay file by file, what a user's table may look like, what is said when it is wrong."""

from pathlib import Path

import pytest

from analysis.definitions.reference import DEFAULT_FOLDER, Reference, open_reference
from analysis.errors import DefinitionError


def write(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Reference:
    (folder / name).write_bytes(text.encode(encoding))
    return open_reference(folder)


def test_comments_are_skipped_and_everything_is_text(tmp_path: Path) -> None:
    table = write(tmp_path, "things.csv", "# nguồn: thử\n# ngày\nCode,Name\n007,NA\n008,\n").table("things")
    assert table.to_dict("list") == {"code": ["007", "008"], "name": ["NA", ""]}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiters_and_byte_order_mark(tmp_path: Path, delimiter: str) -> None:
    text = f"code{delimiter}name\r\nE1{delimiter}Bolton\r\n"
    assert write(tmp_path, "a.csv", text, "utf-8-sig").table("a.csv").to_dict("list") == {
        "code": ["E1"],
        "name": ["Bolton"],
    }


def test_short_rows_are_filled_and_long_ones_refused(tmp_path: Path) -> None:
    assert write(tmp_path, "a.csv", "code,name,level\n1,A\n").table("a")["level"].tolist() == [""]
    with pytest.raises(DefinitionError, match="nhiều ô hơn"):
        write(tmp_path, "b.csv", "code,name\n1,A,B\n").table("b")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("", "utf-8"), ("code,name\n", "utf-8"), ("code,code\n1,2\n", "utf-8"), ("code,name\n1,Hò\n", "utf-16")],
)
def test_unusable_tables_are_definition_errors(tmp_path: Path, text: str, encoding: str) -> None:
    with pytest.raises(DefinitionError) as error:
        write(tmp_path, "a.csv", text, encoding).table("a")
    assert error.value.remedy.startswith("Hãy")


def test_broken_toml_is_a_definition_error(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match="TOML"):
        write(tmp_path, "calendars.toml", "label = \n").toml("calendars")


def test_overlay_wins_file_by_file(tmp_path: Path) -> None:
    reference = write(tmp_path, "areas.csv", "code,name\nE1,Bolton\n")
    assert reference.path("areas.csv").parent == tmp_path
    assert reference.path("modes.csv").parent == DEFAULT_FOLDER
    assert reference.is_overlaid("areas.csv")
    assert not reference.is_overlaid("modes.csv")


def test_environment_names_the_overlay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATGT_REFERENCE", str(tmp_path))
    assert open_reference().folders == (tmp_path, DEFAULT_FOLDER)
    monkeypatch.delenv("ATGT_REFERENCE")
    assert open_reference().folders == (DEFAULT_FOLDER,)


def test_missing_folder_and_missing_file(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match="Không có thư mục"):
        open_reference(tmp_path / "absent")
    with pytest.raises(DefinitionError, match=r"absent\.csv"):
        open_reference(tmp_path).table("absent")


def test_digest_follows_what_is_in_use(tmp_path: Path) -> None:
    ours = open_reference().digest()
    assert open_reference(tmp_path).digest() == ours
    (tmp_path / "notes.md").write_text("not a definition")
    assert open_reference(tmp_path).digest() == ours
    changed = write(tmp_path, "modes.csv", "code,label\nroad,Đường bộ\n").digest()
    assert changed != ours
    (tmp_path / "modes.csv").write_bytes((DEFAULT_FOLDER / "modes.csv").read_bytes())
    assert open_reference(tmp_path).digest() == ours


def test_every_file_of_ours_names_its_source() -> None:
    for path in sorted(DEFAULT_FOLDER.iterdir()):
        if path.suffix in {".csv", ".toml", ".geojson"}:
            head = path.read_text(encoding="utf-8")[:1500].lower()
            assert "source" in head or "nguồn" in head, path.name
