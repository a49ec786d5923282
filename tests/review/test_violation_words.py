"""Words of what enforcement counted: base beside every figure, why fines are apart, groups of the plan, campaigns."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from analysis.definitions.campaigns import Campaign
from analysis.definitions.catalogue import Definitions
from analysis.definitions.periods import parse_period
from analysis.figures.behaviour_groups import behaviour_groups
from analysis.figures.campaigns import CampaignFigures, campaign_figures
from analysis.figures.compare import compare_violations, covered_batches
from analysis.figures.comparison import Comparison
from analysis.figures.notes import breaks_crossed
from analysis.figures.straddling import straddling_counts
from analysis.figures.together import acts_beside, by_area
from analysis.review.campaign_words import (
    campaign_headline,
    campaign_notes,
    campaign_source,
    campaign_table,
    campaign_title,
    ratio_text,
    window_headings,
)
from analysis.review.together_words import (
    PROVES_NOT,
    acts_notes,
    area_notes,
    area_title,
    marked_labels,
    together_headline,
)
from analysis.review.violation_export import groups_caption, groups_table
from analysis.review.violation_words import direct_sentence, fines_sentence, measure_words, straddling_table
from analysis.store.tables import Store


@pytest.fixture(scope="module")
def by_behaviour(sample_store: Store, definitions: Definitions) -> Comparison:
    calendar = definitions.calendar()
    periods = [parse_period(text, calendar) for text in ("2025-Q1", "2024-Q1")]
    return compare_violations(sample_store, definitions, *periods, by="behaviour")


def test_fines_across_the_decree_stand_apart_with_its_day(by_behaviour: Comparison, definitions: Definitions) -> None:
    breaks = breaks_crossed(definitions, by_behaviour.now, by_behaviour.base)
    fine = measure_words(by_behaviour, "fine_vnd", breaks)
    assert (fine.now, fine.change, fine.words) == ("25,84 tỷ đồng", "Cùng kỳ: 20,01 tỷ đồng", "không so sánh")
    assert fine.small == ("Mức phạt thay đổi từ 01/01/2025 (NĐ 168/2024/NĐ-CP): so số trường hợp, không so số tiền",)
    assert "%" not in fines_sentence(by_behaviour, breaks)
    cases = measure_words(by_behaviour, "cases", breaks)
    assert (cases.now, cases.change, cases.words) == (
        "8.171",
        "Cùng kỳ 11.192: giảm 3.021 trường hợp (-26,99%)",
        "giảm",
    )
    points = measure_words(by_behaviour, "points_deducted", breaks)
    assert (points.words, points.small) == ("chưa có số để so sánh", ("Trừ điểm áp dụng từ 01/01/2025",))


def test_fines_within_one_law_are_compared(sample_store: Store, definitions: Definitions) -> None:
    periods = [parse_period(text, definitions.calendar()) for text in ("2023-Q2", "2022-Q2")]
    comparison = compare_violations(sample_store, definitions, *periods)
    fine = measure_words(comparison, "fine_vnd", breaks_crossed(definitions, comparison.now, comparison.base))
    assert "%" in fine.change
    assert fine.words in ("tăng", "giảm")


def test_the_share_of_the_behaviours_of_the_plan(by_behaviour: Comparison, definitions: Definitions) -> None:
    direct, rest = behaviour_groups(by_behaviour, definitions)
    # 4.191 / 8.171 = 51,29 %
    assert direct_sentence(by_behaviour, direct) == (
        "Hành vi trực tiếp gây tai nạn: 4.191 trường hợp, bằng 51,3% tổng số; cùng kỳ 5.842."
    )
    total = by_behaviour.figure("cases")
    assert direct.sums["cases"][0] + rest.sums["cases"][0] == total["now"]
    assert direct.sums["cases"][1] + rest.sums["cases"][1] == total["before"]


def test_the_list_of_what_crosses_an_edge_has_vietnamese_headings(
    sample_store: Store, definitions: Definitions, by_behaviour: Comparison
) -> None:
    listed = straddling_counts(sample_store, definitions, by_behaviour)
    assert straddling_table(listed, by_behaviour).columns.tolist()[:3] == [
        "Kỳ đang xem",
        "Kỳ của số liệu, từ ngày",
        "đến ngày",
    ]


@pytest.fixture(scope="module")
def tet(sample_store: Store, definitions: Definitions) -> CampaignFigures:
    every = definitions.campaigns()
    coverage = covered_batches(sample_store, "violations")
    return campaign_figures(sample_store, definitions, every[-1], every, coverage=coverage)


def test_a_campaign_in_words(tet: CampaignFigures) -> None:
    # 6.053 cases in 62 days = 97,63; 6.809 in the 62 days before = 109,82; the ratio is 0,889.
    total = tet.table.iloc[0]
    assert (int(total["cases_during"]), int(total["cases_before"])) == (6053, 6809)
    said = campaign_headline(tet)
    assert said.startswith("Cao điểm Tết Ất Tỵ và lễ hội đầu xuân 2025: 97,63 trường hợp một ngày trong đợt, bằng 0,89")
    assert "trước đợt (109,82)" in said
    assert ratio_text(total, "after_before") == "–"


def test_what_has_to_be_said_of_a_campaign(tet: CampaignFigures) -> None:
    notes = " ".join(campaign_notes(tet))
    for words in ("chưa đối chiếu", "Sau đợt (15/02/2025–17/04/2025): chỉ có số liệu một phần", "mùng một Tết"):
        assert words in notes
    assert "Cùng kỳ năm trước có 50 ngày trùng với đợt «Cao điểm Tết Giáp Thìn" in notes
    assert "không phải vi phạm tăng" in notes
    confirmed = replace(tet, campaign=replace(tet.campaign, confirmed=True))
    assert "chưa đối chiếu" not in " ".join(campaign_notes(confirmed))
    assert campaign_table(tet)["Đợt"].iloc[0].endswith("(chưa đối chiếu)")
    assert "n = 6.053 trường hợp" in campaign_source(tet, ("CSGT",))[0]
    assert "đi qua mốc 01/01/2025: Nghị định 168/2024/NĐ-CP" in notes
    assert "kỳ và năm chọn ở bên không làm thay đổi" in notes


def test_a_window_covered_in_part_says_so_at_its_figures(tet: CampaignFigures) -> None:
    assert window_headings(tet.coverage) == {
        "before": "Trước đợt",
        "during": "Trong đợt",
        "after": "Sau đợt (một phần)",
        "last_year": "Cùng kỳ năm trước",
    }
    partly = [heading for heading in campaign_table(tet) if "số liệu một phần" in heading]
    assert partly == ["Sau đợt (15/02/2025–17/04/2025, số liệu một phần): số trường hợp"]


def test_a_campaign_without_data_says_so(sample_store: Store, definitions: Definitions) -> None:
    later = Campaign("x", "Đợt sau", date(2026, 3, 1), date(2026, 3, 10), (), (), "", False)
    coverage = covered_batches(sample_store, "violations")
    figures = campaign_figures(sample_store, definitions, later, [later], coverage=coverage)
    assert campaign_headline(figures) == "Đợt sau: chưa có số liệu của đợt này"
    assert "không ghi nguồn" in campaign_notes(figures)[0]


def areas(**columns: list[object]) -> pd.DataFrame:
    keys = ["total", "a", "b", "c"]
    ratios = pd.Series([10.0, 5.0, 20.0, float("nan")])
    table = pd.DataFrame({"key": keys, "label": ["Tổng số", "Sa Pa", "Bát Xát", "Văn Bàn"]})
    numbers = {"accidents_now": [20, 10, 10, 4], "cases_now": [200, 50, 200, 9]}
    return table.assign(
        per_accident_now=ratios,
        per_accident_before=ratios,
        small_now=[False, False, False, False],
        **numbers,
        **columns,
    )


def test_cases_an_accident_in_words(definitions: Definitions) -> None:
    now, base = (parse_period(text, definitions.calendar()) for text in ("2025-Q1", "2024-Q1"))
    assert together_headline(areas(), now, base) == (
        "Quý I/2025: 10,0 trường hợp xử lý trên một vụ tai nạn (200 trường hợp, 20 vụ); Quý I/2024: 10,0"
    )
    notes = area_notes(areas())
    assert notes[0] == "Số trường hợp trên một vụ ít nhất: Sa Pa (5,0); nhiều nhất: Bát Xát (20,0)."
    assert notes[1] == "Không tính tỷ số vì số liệu chưa phủ đủ kỳ: Văn Bàn."
    few = areas().assign(small_now=[False, False, False, True], small_before=False)
    assert "trong các nơi có từ 5 vụ" in area_title(few)
    assert marked_labels(few).tolist() == [*few["label"].iloc[:3], f"{few['label'].iloc[3]} *"]
    assert "trong các nơi" not in area_title(areas())
    nothing = areas().assign(per_accident_now=float("nan"))
    assert "chưa đủ số liệu" in together_headline(nothing, now, base)


def test_what_figures_side_by_side_do_not_prove_is_said_in_plain_words() -> None:
    said = " ".join(PROVES_NOT)
    for words in (
        "tăng cường kiểm tra",
        "phát hiện nhiều hơn",
        "không có nghĩa là cái này gây ra cái kia",
        "ngẫu nhiên",
    ):
        assert words in said
    assert "tương quan" not in said


def test_causes_beside_behaviours_say_how_many_accidents_they_speak_of(
    sample_store: Store, definitions: Definitions, by_behaviour: Comparison
) -> None:
    from analysis.figures.compare import compare

    causes = compare(sample_store, definitions, by_behaviour.now, by_behaviour.base, by="cause")
    acts = acts_beside(causes, by_behaviour, definitions)
    assert acts.table["accidents_now"].sum() == acts.in_table == 56
    assert acts_notes(acts)[0].startswith("Bảng nói về 56 trong 92 vụ (60,9%); 10 vụ không rõ nguyên nhân")


def test_districts_of_the_sample_add_up(
    sample_store: Store, definitions: Definitions, by_behaviour: Comparison
) -> None:
    from analysis.figures.compare import compare

    now, base = by_behaviour.now, by_behaviour.base
    violations = compare_violations(sample_store, definitions, now, base, by="area")
    found = by_area(compare(sample_store, definitions, now, base, by="area"), violations, violations)
    for name in ("accidents_now", "cases_now", "accidents_before", "cases_before"):
        assert found[name].iloc[1:].sum() == found[name].iloc[0]


def test_what_stands_below_a_chart_of_groups(by_behaviour: Comparison) -> None:
    said = groups_caption(by_behaviour, "cases")
    assert said == (
        "n = 8.171 trường hợp, Quý I/2025: 15/12/2024–14/03/2025; kỳ so sánh n = 11.192 trường hợp, Quý I/2024: "
        "15/12/2023–14/03/2024; không rõ 0; nguồn: Phòng CSGT và Thanh tra giao thông (số liệu minh họa)"
    )
    table = groups_table(by_behaviour, "cases")
    numbers = table.iloc[:, 1:].astype(int)
    assert numbers.iloc[-1].tolist() == [8171, 11192] == numbers.iloc[:-1].sum().tolist()


def test_the_chart_of_a_campaign_says_its_rates(tet: CampaignFigures) -> None:
    assert campaign_title(tet).startswith("Số trường hợp xử lý một ngày: trong đợt ")
