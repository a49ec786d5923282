"""Campaigns as data: what is shipped, what an office lays over it, and what is said of a file with faults."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from analysis.definitions.campaigns import Campaign
from analysis.definitions.catalogue import Definitions, load_definitions
from analysis.errors import DefinitionError

HEAD = "code,name,first_day,last_day,behaviours,areas,source,confirmed\n"


def laid_over(folder: Path, *rows: str) -> tuple[Campaign, ...]:
    (folder / "campaigns.csv").write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    return load_definitions(folder).campaigns()


def test_what_is_shipped_is_not_called_confirmed(definitions: Definitions) -> None:
    shipped = definitions.campaigns()
    assert [one.code for one in shipped] == ["tet-2024", "tet-2025"]
    assert not any(one.confirmed for one in shipped), "the days come from memory"
    assert all("đối chiếu" in one.source for one in shipped)


def test_the_office_lays_its_own_over_them(tmp_path: Path) -> None:
    found = laid_over(
        tmp_path,
        "con-2025,Cao điểm nồng độ cồn,2025-03-01,2025-03-31,alcohol|drug,088|082,KH 12/KH-BATGT,yes",
        "he-2024,Cao điểm hè,2024-06-01,2024-08-31,,,,không",
    )
    assert [one.code for one in found] == ["he-2024", "con-2025"], "oldest first"
    alcohol = found[1]
    assert (alcohol.first, alcohol.last) == (date(2025, 3, 1), date(2025, 3, 31))
    assert (alcohol.behaviours, alcohol.areas, alcohol.confirmed) == (("alcohol", "drug"), ("088", "082"), True)
    assert (found[0].behaviours, found[0].areas, found[0].confirmed) == ((), (), False)


def test_a_file_without_rows_means_no_campaign(tmp_path: Path) -> None:
    assert laid_over(tmp_path) == ()


def test_all_faults_are_told_at_once_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError) as told:
        laid_over(
            tmp_path,
            "a,Đợt A,2025-03-31,2025-03-01,,,,no",
            "b,,01/03/2025,2025-03-09,rượu,999,,maybe",
        )
    for words in (
        "«a»: ngày cuối đứng trước ngày đầu",
        "«b» chưa có tên",
        "«b»: ngày «01/03/2025» không đúng dạng",
        "«b»: không có hành vi «rượu»",
        "«b»: không có địa bàn «999»",
        "confirmed «maybe»",
    ):
        assert words in told.value.sentence
    assert "2025-01-15" in told.value.remedy


def test_a_code_stands_once(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match="lặp lại"):
        laid_over(tmp_path, "a,Đợt A,2025-03-01,2025-03-02,,,,no", "a,Đợt B,2025-04-01,2025-04-02,,,,no")
