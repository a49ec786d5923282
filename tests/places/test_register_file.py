"""Registers from files: every row accepted or rejected with its reason; the same file twice changes nothing."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.definitions.catalogue import Definitions
from analysis.errors import FileError
from analysis.intake.files.read import ReceivedFile
from analysis.places.register import history, place_of, register
from analysis.places.register_changes import merge, reject, rename, set_status
from analysis.places.register_file import RegisterImport, import_register
from analysis.places.register_review import propose, review
from analysis.review.spot_export import register_xlsx
from analysis.store.spots import read_attachment, spot_events
from analysis.store.tables import Store, open_store

from .register_rows import FIELDS, HEAD, register_file, row
from .spots import NAMES, TOLD, frame, spot


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "kho")


@pytest.fixture
def take(store: Store, definitions: Definitions, tmp_path: Path):
    def taken(*rows: str, name: str = "danh mục.csv", head: str = HEAD, **options: bool) -> RegisterImport:
        return import_register(store, definitions, register_file(tmp_path, rows, name, head), told=TOLD, **options)

    return taken


def reasons(done: RegisterImport) -> list[str]:
    return done.table["reason"].to_list()


def test_a_right_row_becomes_a_place_with_all_its_fields(store: Store, take) -> None:
    points = {"Điểm đầu X": "22,26250", "Điểm đầu Y": "104,44700", "Điểm cuối X": "22.2629", "Điểm cuối Y": "104.4474"}
    done = take(row(**points, Diễn_giải="cua gấp"))
    assert (done.accepted, done.rejected, done.already_imported) == (1, 0, False)
    place = place_of(register(store), "DM-0001")
    assert (place["name"], place["kind"], place["road"], place["area_code"]) == ("Dốc Đỏ", "black_spot", "QL70", "087")
    assert (place["from_m"], place["to_m"], place["year"]) == (126_370, 126_430, 2024)
    assert [place[name] for name in ("lat", "lon", "end_lat", "end_lon")] == [22.2625, 104.447, 22.2629, 104.4474]
    assert [place[name] for name in ("accidents", "fatal_accidents", "injury_accidents")] == [3, 1, 2]
    assert (place["status"], place["origin"], place["remark"]) == ("confirmed", "imported", "cua gấp")


def test_a_removed_place_has_its_day(store: Store, take) -> None:
    take(row(Loại="Tiềm ẩn", Ngày_xóa="15/3/2024"))
    place = place_of(register(store), "DM-0001")
    assert (place["kind"], place["status"], place["removed_on"]) == ("potential", "removed", pd.Timestamp("2024-03-15"))


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Km12+300", (12_300, 12_300)),
        ("Km12+300 - Km12+500", (12_300, 12_500)),
        ("Km12+300÷Km12+500", (12_300, 12_500)),
        ("Từ Km12+300 đến Km12+500", (12_300, 12_500)),
        ("Km12+300-500", (12_300, 12_500)),
        ("12+300 - 12+500", (12_300, 12_500)),
        ("Km12+500 - Km12+300", (12_300, 12_500)),
        ("12,3", (12_300, 12_300)),
        ("QL279 Km12+300 - Km12+500", (12_300, 12_500)),
        ("Km12+300 đến 12+500", (12_300, 12_500)),  # the second end was lost without a word
        ("Km12+300 -> 12+500", (12_300, 12_500)),
        ("Km12+300-QL70", (12_300, 12_300)),
    ],
)
def test_the_stretch_as_people_write_it(store: Store, take, text: str, ends: tuple[int, int]) -> None:
    assert reasons(take(row(Lý_trình=text))) == [""]
    place = place_of(register(store), "DM-0001")
    assert (place["from_m"], place["to_m"]) == ends


def test_two_columns_of_kilometres_and_a_road_beside_the_post(store: Store, take) -> None:
    done = take("Dốc Đỏ;QL4E Km17+260;Km17+340;Bảo Thắng", head="Tên điểm đen;Từ Km;Đến Km;Huyện")
    assert reasons(done) == [""]
    place = place_of(register(store), "DM-0001")
    assert (place["road"], place["from_m"], place["to_m"]) == ("QL4E", 17_260, 17_340)


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"Loại": "Điểm đỏ"}, "Loại phải là điểm đen hoặc điểm tiềm ẩn, không phải «Điểm đỏ»."),
        ({"Lý_trình": "Km12+99999"}, "Không đọc được lý trình «Km12+99999»."),
        ({"Lý_trình": "Kmxx"}, "Không đọc được lý trình «Kmxx»."),  # was accepted without a position
        ({"Lý_trình": "Km1 - Km99"}, "Đoạn dài hơn 50 km «Km1 - Km99»."),
        ({"Tên_đường": ""}, "Có lý trình nhưng không có tên đường."),
        ({"Địa_bàn": "Hà Nội"}, "Không nhận ra địa bàn «Hà Nội»."),
        ({"Năm": "hai nghìn"}, "Năm không đọc được «hai nghìn»."),
        ({"Năm": 1875}, "Năm không đọc được «1875»."),
        ({"Số vụ TN/VC": -4}, "Số vụ TN/VC không đọc được «-4»."),
        ({"Số vụ bị thương": "nhiều"}, "Số vụ bị thương không đọc được «nhiều»."),
        ({"Số vụ chết người": 5}, "Số vụ chết người lớn hơn số vụ TN/VC."),
        ({"Ngày_xóa": "31/2/2024"}, "Ngày xóa không đọc được «31/2/2024»."),
        ({"Ngày_xóa": "02/4/2025"}, "Ngày xóa ở tương lai «02/4/2025»."),
        ({"Điểm đầu X": "10", "Điểm đầu Y": "106"}, "Tọa độ điểm đầu nằm ngoài tỉnh «10, 106»."),
        ({"Điểm cuối X": "abc", "Điểm cuối Y": "x"}, "Không đọc được tọa độ điểm cuối «abc, x»."),
        ({"Tên": "", "Tên_đường": "", "Lý_trình": ""}, "Không có tên, lý trình hay tọa độ của điểm."),
    ],
)
def test_what_is_wrong_with_a_row_is_its_reason(store: Store, take, cells: dict, words: str) -> None:
    done = take(row(**cells), row(Tên="Đúng", Lý_trình="Km1"))
    assert reasons(done) == [words, ""]
    assert done.table["outcome"].to_list() == ["rejected", "new"]
    assert register(store)["name"].to_list() == ["Đúng"]


def test_all_that_is_wrong_with_a_row_is_said_at_once(take) -> None:
    (said,) = reasons(take(row(Loại="x", Năm="y")))
    assert said == "Loại phải là điểm đen hoặc điểm tiềm ẩn, không phải «x»; năm không đọc được «y»."


def test_read_is_accepted_and_rejected(take) -> None:
    record = take(row(), row(Loại="x"), row(Tên="B", Lý_trình="Km1"), "Tổng cộng" + ";" * 10 + "6").as_record()
    assert (record["rows_read"], record["rows_accepted"], record["rows_rejected"], record["places_new"]) == (3, 2, 1, 2)
    assert record["notes"] == ["1 dòng tổng cộng, ghi chú hoặc tiêu đề nhóm không phải là điểm."]
    assert [rejected["row"] for rejected in record["rejected"]] == [3]


def test_a_row_without_a_name_is_named_after_its_place(store: Store, take) -> None:
    take(row(Tên="", Tên_đường="ĐT156", Lý_trình="Km17+160-230", Địa_bàn="Bát Xát"))
    assert register(store)["name"].to_list() == ["ĐT156 Km17+160 - Km17+230, Bát Xát"]


def test_vn2000_in_either_order_and_both_numbers_in_one_cell(store: Store, take) -> None:
    """EPSG:9208 2.486.000 N, 483.000 E lies in the province; X is North in Vietnamese files, but not in all."""
    north, east = 2_486_000, 483_000
    take(
        row(Tên="A", Lý_trình="", **{"Điểm đầu X": north, "Điểm đầu Y": east}),
        row(Tên="B", Lý_trình="", **{"Điểm đầu X": east, "Điểm đầu Y": north}),
    )
    places = register(store)
    assert places["lat"].iloc[0] == places["lat"].iloc[1]
    assert places["lat"].between(22.3, 22.6).all()
    take("Ngã ba;22.4701, 103.9859", head="Tên;Tọa độ", name="khác.csv")
    assert register(store)[["lat", "lon"]].iloc[-1].to_list() == [22.4701, 103.9859]


def test_five_accidents_and_three_collisions_are_eight(store: Store, take) -> None:
    take(row(**{"Số vụ TN/VC": "5/3"}))
    assert register(store)["accidents"].to_list() == [8]


def test_the_same_file_twice_changes_nothing(store: Store, take) -> None:
    first = take(row(), row(Loại="x"))
    before = store.versions()
    again = take(row(), row(Loại="x"), name="tên khác.csv")
    assert again.already_imported
    assert store.versions() == before
    assert again.table.to_dict("records") == first.table.to_dict("records")


def test_the_received_file_is_kept(store: Store, take, tmp_path: Path) -> None:
    take(row())
    whole = spot_events(store).iloc[0]
    assert (whole["event"], whole["value"]) == ("file_imported", "danh mục.csv")
    assert read_attachment(store, whole["sha256"]) == (tmp_path / "danh mục.csv").read_bytes()


def test_a_file_without_a_right_row_writes_nothing(store: Store, take) -> None:
    assert take(row(Loại="x")).accepted == 0
    assert spot_events(store).empty


def test_a_dry_run_says_the_same_and_writes_nothing(store: Store, take) -> None:
    looked = take(row(), row(Loại="x"), dry_run=True)
    assert not store.folder.exists()
    assert take(row(), row(Loại="x")).table.to_dict("records") == looked.table.to_dict("records")


def test_a_row_twice_is_taken_once_and_known_rows_bring_only_what_is_new(store: Store, take) -> None:
    done = take(row(), row())
    assert reasons(done) == ["", "Trùng với dòng 2 của tệp."]
    later = take(row(), row(Năm=2025, **{"Số vụ TN/VC": 5}), row(Tên="B", Lý_trình="Km1"), name="2025.csv")
    assert later.table["outcome"].to_list() == ["rejected", "renewed", "new"]
    assert reasons(later)[0] == "Đã có trong danh mục (DM-0001), không có gì mới."
    place = place_of(register(store), "DM-0001")
    assert (place["year"], place["accidents"], len(register(store))) == (2025, 5, 2)
    assert history(store, "DM-0001")["event"].to_list() == ["imported", "listed"]


def test_a_later_file_can_say_that_a_place_was_removed(store: Store, take) -> None:
    take(row())
    set_status(store, "DM-0001", "in_work", reason="QĐ 1", told=TOLD)
    take(row(Ngày_xóa="01/02/2025"), name="2025.csv")
    place = place_of(register(store), "DM-0001")
    assert (place["status"], place["removed_on"]) == ("removed", pd.Timestamp("2025-02-01"))


def test_a_place_that_lies_where_another_is_names_it(store: Store, take) -> None:
    found = propose(store, spot("S", "A"), reason="rà soát", told=TOLD, names=NAMES)
    done = take(row())
    assert done.table[["outcome", "near"]].to_numpy().tolist() == [["new", found]]
    reject(store, found, reason="trùng", told=TOLD)
    assert take(row(Tên="Tên khác"), name="b.csv").table["near"].to_list() == ["DM-0002"]


def test_an_imported_place_is_reviewed_like_any_other(store: Store, take) -> None:
    take(row(), row(Tên="B", Lý_trình="Km1+000"))
    done = review(store, frame(spot("S", "A", "B")), as_of=pd.Timestamp("2025-03-31").date(), told=TOLD)
    assert dict(zip(done.table["register_id"], done.table["mark"], strict=True)) == {
        "DM-0001": "still",
        "DM-0002": "gone",
    }


def test_a_file_without_places_is_refused(take) -> None:
    with pytest.raises(FileError, match="Không tìm thấy cột tên, lý trình hay tọa độ"):
        take("1;2", head="Số vụ;Năm")


def test_letters_of_a_legacy_font_are_converted_only_when_asked(store: Store, take) -> None:
    """ "Dốc Đỏ, huyện Bảo Yên" as TCVN3 shows it."""
    written = row(Tên="Dèc §á cÇu B¶n V­îc")
    with pytest.raises(FileError, match="TCVN3"):
        take(written)
    take(written, accept_conversion=True)
    assert register(store)["name"].to_list() == ["Dốc Đỏ cầu Bản Vược"]


def test_hostile_cells_are_kept_as_text(store: Store, take) -> None:
    take(row(Tên="<img src=x onerror=alert(1)>", Diễn_giải="=1+1"))
    place = place_of(register(store), "DM-0001")
    assert (place["name"], place["remark"]) == ("<img src=x onerror=alert(1)>", "=1+1")


def test_what_is_exported_can_be_imported_again(store: Store, take, definitions: Definitions, tmp_path: Path) -> None:
    """Write then read is identity, on the fields that a register file has."""
    take(
        row(**{"Điểm đầu X": 22.2625, "Điểm đầu Y": 104.447}, Diễn_giải="cua"),
        row(
            Loại="Tiềm ẩn", Tên="Ngã ba", Tên_đường="ĐT156", Lý_trình="Km3+100", Địa_bàn="Bát Xát", Ngày_xóa="1/2/2024"
        ),
    )
    path = tmp_path / "xuất.xlsx"
    path.write_bytes(register_xlsx(register(store), definitions))
    other = open_store(tmp_path / "kho khác")
    done = import_register(other, definitions, ReceivedFile(path, path.name), told=TOLD)
    assert (done.rejected, done.notes) == (0, ())
    fields = ["name", "kind", "road", "from_m", "to_m", "lat", "lon", "area_code", "year", "accidents", "status"]
    pd.testing.assert_frame_equal(register(other)[fields], register(store)[fields])
    assert len(FIELDS) == 15


def test_a_renamed_place_is_known_by_the_name_its_file_gave_it(store: Store, take) -> None:
    take(row())
    rename(store, "DM-0001", "Dốc Đỏ, Km126", reason="theo biển báo", told=TOLD)
    done = take(row(Năm=2025, **{"Số vụ TN/VC": 4}), name="2025.csv")
    assert done.table[["outcome", "register_id"]].to_numpy().tolist() == [["renewed", "DM-0001"]]
    assert register(store)["name"].to_list() == ["Dốc Đỏ, Km126"]


def test_a_merged_place_is_not_made_again_by_the_next_file(store: Store, take) -> None:
    take(row(), row(Tên="Cua Ông", Lý_trình="Km140"))
    merge(store, "DM-0001", "DM-0002", reason="cùng một cua", told=TOLD)
    done = take(row(Năm=2025, **{"Số vụ TN/VC": 9}), name="2025.csv")
    assert done.table[["outcome", "register_id"]].to_numpy().tolist() == [["renewed", "DM-0002"]]
    assert len(register(store)) == 2
    assert place_of(register(store), "DM-0002")["accidents"] == 9


def test_a_potential_spot_that_is_no_black_spot_is_not_gone(store: Store, take) -> None:
    """It never was a black spot; once it was found as one and is no more, it is gone."""
    take(row(Loại="Tiềm ẩn"))
    marks = []
    for day, spots in ((1, ()), (2, (spot("S", "A"),)), (3, ())):
        done = review(store, frame(*spots), as_of=pd.Timestamp(2025, 3, day).date(), told=TOLD)
        marks.append(done.table["mark"].to_list())
    assert marks == [[], ["still"], ["gone"]]


def test_bare_metres_before_their_post_are_not_guessed(take) -> None:
    """ "Km12+800-200" was taken for Km12+200 - Km12+800; it may as well end at Km13+200."""
    assert "không đọc được lý trình" in reasons(take(row(Lý_trình="Km12+800-200")))[0].lower()
