"""Who issues documents, from settings.toml."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.definitions.catalogue import Definitions, load_definitions
from analysis.definitions.letterhead import AUTHORITY, Letterhead, read_letterhead
from analysis.errors import DefinitionError


def test_ours_names_the_committee_and_leaves_the_name_to_the_office(definitions: Definitions) -> None:
    ours = definitions.letterhead
    assert (ours.parent_body, ours.body, ours.number_suffix) == (
        "UBND tỉnh Lào Cai",
        "Ban An toàn giao thông",
        "BC-BATGT",
    )
    assert ours.signatory == ("KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN")
    assert ours.signatory_name == ""
    assert AUTHORITY in ours.recipients


def test_foreign_areas_without_settings_have_no_letterhead_rather_than_ours(tmp_path: Path) -> None:
    (tmp_path / "areas.csv").write_text("code,name\nE1,Bury\n", encoding="utf-8")
    assert load_definitions(tmp_path).letterhead == Letterhead()


def test_an_overlay_brings_its_own(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('[letterhead]\nbody = "Sở Xây dựng"\n', encoding="utf-8")
    assert load_definitions(tmp_path).letterhead == Letterhead(body="Sở Xây dựng")


@pytest.mark.parametrize("wrong", [{"boddy": "Ban"}, {"body": 3}, {"recipients": "Lưu: VT"}, {"signatory": [1]}])
def test_a_key_or_value_amiss_is_named(wrong: dict[str, object]) -> None:
    with pytest.raises(DefinitionError, match=next(iter(wrong))):
        read_letterhead({"letterhead": wrong})
