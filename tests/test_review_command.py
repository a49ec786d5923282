"""``review`` on the command line: documents into a folder, from one snapshot, the same again, remarks kept."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from analysis.__main__ import run
from analysis.review.pack.make import Order, make_again
from analysis.store.packs import list_packs, pack_file
from analysis.store.tables import open_store

pytestmark = pytest.mark.slow

NAMES = ["bao-cao_2025-Q1.docx", "trinh-chieu_2025-Q1.pptx", "phu-luc_2025-Q1.xlsx"]
ONE_MORE = "Mã vụ;Ngày xảy ra;Huyện;Số người chết;Số người bị thương;Mức độ\nM1;01/02/2025;Sa Pa;0;2;Ít nghiêm trọng\n"


@pytest.fixture(scope="module")
def store(sample_copy: Callable[[], Path]) -> Path:
    return sample_copy()


@pytest.fixture
def ask(store: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    def answer(*arguments: str, code: int = 0) -> str:
        capsys.readouterr()
        assert run(["--store", str(store), *arguments]) == code
        return capsys.readouterr().out if code == 0 else capsys.readouterr().err

    return answer


def remark(content: bytes, text: str) -> bytes:
    """The report with ``text`` written into its first place for remarks, as a person would in Word."""
    document = Document(io.BytesIO(content))
    control = next(document.element.body.iter(qn("w:sdt")))
    for showing in control.findall(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}"):
        showing.getparent().remove(showing)
    runs = list(control.iter(qn("w:t")))
    runs[0].text = text
    for more in runs[1:]:
        more.text = ""
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def words_of(path: Path) -> str:
    return "\n".join(node.text or "" for node in Document(str(path)).element.body.iter(qn("w:t")))


def test_documents_from_one_snapshot_stay_the_same_after_new_data(ask: Any, store: Path, tmp_path: Path) -> None:
    answer = json.loads(ask("review", "--period", "2025-Q1", "--out", str(tmp_path / "họp"), "--json"))
    assert [Path(file).name for file in answer["files"]] == NAMES
    first = {name: (tmp_path / "họp" / name).read_bytes() for name in NAMES}
    assert all(len(content) < 2_000_000 for content in first.values())

    more = tmp_path / "thêm.csv"
    more.write_text(ONE_MORE, encoding="utf-8")
    ask("import", "accidents", str(more))
    report = tmp_path / "họp" / NAMES[0]
    report.write_bytes(remark(first[NAMES[0]], "Nhận xét của tôi"))
    asked = (
        "review",
        "--period",
        "2025-Q1",
        "--snapshot",
        answer["snapshot"],
        "--out",
        str(tmp_path / "họp"),
        "--json",
    )
    again = json.loads(ask(*asked))
    assert [Path(path).name for path in again["kept_aside"]] == ["bao-cao_2025-Q1 (bản trước 1).docx"]
    assert (tmp_path / "họp" / NAMES[1]).read_bytes() == first[NAMES[1]]
    assert (tmp_path / "họp" / NAMES[2]).read_bytes() == first[NAMES[2]]
    assert "Nhận xét của tôi" in words_of(report)
    assert "92 vụ" in words_of(report)

    now = json.loads(ask("review", "--period", "2025-Q1", "--out", str(tmp_path / "mới"), "--json"))
    assert now["snapshot"] != answer["snapshot"]
    assert "93 vụ" in words_of(tmp_path / "mới" / NAMES[0])  # 92 of the sample and the one of 01/02/2025

    kept = open_store(store)
    newest = list_packs(kept)[0]["pack_id"]
    made = make_again(kept, newest).files
    assert made == {name: pack_file(kept, newest, name) for name in NAMES}


def test_remarks_of_another_period_are_kept_and_said_on_standard_error(
    ask: Any, store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("--formats", "docx", "--out", str(tmp_path))
    ask("review", "--period", "2025-Q1", *asked)
    first = tmp_path / NAMES[0]
    document = Document(io.BytesIO(remark(first.read_bytes(), "Nhận xét của tôi")))
    document.paragraphs[0].insert_paragraph_before("Thêm ngoài khung.")
    document.save(str(tmp_path / "sửa.docx"))
    capsys.readouterr()
    given = ["--store", str(store), "review", "--period", "2024-6M", "--remarks", str(tmp_path / "sửa.docx"), *asked]
    assert run(given) == 0
    printed = capsys.readouterr()
    assert "1 nhận xét được giữ." in printed.out
    assert "Còn 14 khung chưa điền:" in printed.out
    assert "Lưu ý: Báo cáo đã sửa là của Quý I/2025 (15/12/2024–14/03/2025), không phải 6 tháng/2024" in printed.err
    assert "Lưu ý: Chữ ngoài các khung đã được sửa" in printed.err
    assert "«Thêm ngoài khung.»" in printed.err  # the pack as it was given out is in the store
    assert "Nhận xét của tôi" in words_of(tmp_path / "bao-cao_2024-6M.docx")


def test_a_pack_of_another_period_does_not_bear_the_name_of_another_meeting(ask: Any, tmp_path: Path) -> None:
    ask("snapshot", "create", "Họp Quý I/2025")
    answers = [
        json.loads(ask("review", "--period", period, "--out", str(tmp_path), "--formats", "xlsx", "--json"))
        for period in ("2025-Q1", "2024-6M")
    ]
    assert answers[0]["snapshot"] == answers[1]["snapshot"]  # unchanged data: one state, its name names no meeting
    assert re.fullmatch(r"Số liệu ngày \d{2}/\d{2}/\d{4}( \(\d+\))?", answers[1]["snapshot"])


def test_chosen_formats_and_sections_alone_are_made(ask: Any, tmp_path: Path) -> None:
    asked = ("--formats", "docx", "--sections", "accidents,spots")
    ask("review", "--period", "2024-9M", "--out", str(tmp_path), *asked)
    assert [path.name for path in tmp_path.iterdir()] == ["bao-cao_2024-9M.docx"]
    assert "Nồng độ cồn" not in words_of(tmp_path / "bao-cao_2024-9M.docx")


def test_a_report_that_cannot_be_read_does_not_stand_in_the_way_of_annexes(ask: Any, tmp_path: Path) -> None:
    (tmp_path / "bao-cao_2024-9M.docx").write_bytes(b"hong")
    ask("review", "--period", "2024-9M", "--out", str(tmp_path), "--formats", "xlsx")
    assert (tmp_path / "phu-luc_2024-9M.xlsx").stat().st_size > 0
    assert (tmp_path / "bao-cao_2024-9M.docx").read_bytes() == b"hong"
    assert "báo cáo đã sửa" in ask("review", "--period", "2024-9M", "--out", str(tmp_path), code=1)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--period", "2031-Q1"), "Chưa có số liệu của Quý I/2031"),
        (("--period", "2025-Q1", "--formats", "pdf"), "Không có dạng tài liệu «pdf»"),
        (("--period", "2025-Q1", "--sections", "abc"), "Không có phần «abc»"),
        (("--period", "2025-Q1", "--snapshot", "không có"), "Không có bản chốt số liệu"),
    ],
)
def test_what_cannot_be_made_is_said(ask: Any, tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    before = ask("snapshot", "list")
    assert said in ask("review", *arguments, "--out", str(tmp_path / "họp"), code=1)
    assert ask("snapshot", "list") == before, "nothing is pinned for documents that were not made"


def test_an_order_names_its_documents() -> None:
    assert Order("2025-Q1").sections[0] == "accidents"
