"""From a stranger's file to tidy tables and findings: the one way in, for the page, the command line and the sample.

Every data row is accepted or rejected: ``rows_read = rows_accepted + rows_rejected``; totals, footnotes and rows that
the profile does not ask for are no data rows and are said. Accidents are read whole (rules between rows), violations in
chunks. Nothing is written here: the tables go to ``sink``. It can mislead to judge a file by its findings alone: what
nobody mapped was not read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd
import pyarrow as pa

from ..definitions.catalogue import Definitions
from . import intake_accidents, intake_population, intake_violations
from .coverage import coverage_finding, covered_span, month_findings, rows_outside, title_span, until_today
from .files.read import ReceivedFile, read_tables
from .findings import Finding, finding, merge
from .outcome import Existing, Order, Outcome, Progress, Sink
from .profiles import Conversion, Profile
from .repeated import Repetition
from .rules import findings_of
from .sheets import fitting_sheets, settled_profile
from .unread import unread_findings

__all__ = ["Intake", "read_intake"]

_READERS: dict[str, Callable[[Order], Outcome]] = {
    "accidents": intake_accidents.read,
    "violations": intake_violations.read,
    "population": intake_population.read,
}


@dataclass(frozen=True)
class Intake:
    """What became of a file: counts of rows, records (accidents, violation rows), findings, and the days it speaks for.

    ``first_day`` to ``last_day`` are the accepted rows' own, ``covers_start`` to ``covers_end`` the span in which a day
    without rows counts as 0; all inside, missing where no row was accepted. ``repeated``: what stands there twice.
    """

    file_name: str
    sha256: str
    kind: str
    profile: Profile
    rows_read: int
    rows_accepted: int
    rows_rejected: int
    records: int
    findings: tuple[Finding, ...]
    first_day: date | None
    last_day: date | None
    covers_start: date | None
    covers_end: date | None
    area_codes: frozenset[str]
    repeated: tuple[Repetition, ...] = ()

    def as_record(self) -> dict[str, Any]:
        """The counts and findings as plain JSON values."""
        counts = ("rows_read", "rows_accepted", "rows_rejected", "records")
        return {
            **{name: getattr(self, name) for name in counts},
            "findings": [item.as_record() for item in self.findings],
        }


def read_intake(
    file: ReceivedFile,
    kind: str,
    profile: Profile | None,
    definitions: Definitions,
    *,
    today: date,
    existing: Existing,
    sink: Sink,
    progress: Progress | None = None,
    conversion: Conversion | None = None,
    covers: tuple[date, date] | None = None,
    dry_run: bool = False,
    sheets: Sequence[str] | None = None,
    accept_repeated: str = "",
) -> Intake:
    """Read, clean and check ``file``, giving its tables to ``sink`` (name of the table, rows) as they are ready.

    ``profile`` None: the headings are mapped by themselves. ``existing(first, last)``: accidents that the store has in
    that span (of violations: the counts of files of counts). ``conversion`` of legacy fonts, ``covers`` (first and last
    day, inside) and ``sheets`` come before the profile's and the guess. ``progress`` is told a fraction and Vietnamese
    words. ``accept_repeated``: why facts that stand in the file twice are all taken.

    Raises ``FileError`` where the file cannot be used or (unless ``dry_run``) a legacy font waits for an answer,
    ``RequestError`` for a wrong profile or (unless ``dry_run``) for facts that repeat without an answer. What ``sink``
    was given before an error is to be thrown away.
    """
    tell = progress or _nobody
    tell(0.0, "Đang mở tệp…")
    named, header_row = (profile.sheets, profile.header_row) if profile else (None, None)
    chosen = tuple(sheets) if sheets else named
    with ThreadPoolExecutor(max_workers=1) as beside:
        hashed = beside.submit(file.sha256)
        tables = read_tables(file, sheets=chosen, header_row=header_row)
        used = settled_profile(tables, kind, profile, definitions)
    used = replace(used, sheets=chosen, conversion=conversion or used.conversion)
    fitting, said = fitting_sheets(tables, used, definitions)
    said += unread_findings(fitting, kind, definitions)
    covers, cut = until_today(covers, today)
    said += cut
    digest = hashed.result()
    order = Order(
        sheets=tuple(fitting),
        profile=used,
        definitions=definitions,
        source=used.source or file.name,
        sha256=digest,
        today=today,
        covers=covers,
        dry_run=dry_run,
        existing=existing,
        sink=sink,
        progress=tell,
        accept_repeated=accept_repeated,
    )
    outcome = _READERS[kind](order)
    tell(1.0, "Đã kiểm tra xong.")
    return _intake(file, digest, order, outcome, said, several_sheets=len(tables) > 1)


def _intake(
    file: ReceivedFile, digest: str, order: Order, outcome: Outcome, said: list[Finding], *, several_sheets: bool
) -> Intake:
    span, title = _covered(order, outcome)
    days = (outcome.first_day, outcome.last_day) if outcome.first_day and outcome.last_day else None
    found = [*said, *outcome.findings, *findings_of(outcome.tallies, several_sheets=several_sheets)]
    found += month_findings(outcome.days) if order.profile.kind != "population" else []
    found += [coverage_finding(span, given=order.covers is not None, title=title, days=days)] if span else []
    found += _no_deaths(order)
    if order.covers and outcome.first_day and outcome.last_day:
        found += rows_outside(order.covers, outcome.first_day, outcome.last_day)
    return Intake(
        file_name=file.name,
        sha256=digest,
        kind=order.profile.kind,
        profile=order.profile,
        rows_read=outcome.rows_read,
        rows_accepted=outcome.rows_read - outcome.rows_rejected,
        rows_rejected=outcome.rows_rejected,
        records=outcome.records,
        findings=merge(found),
        first_day=outcome.first_day,
        last_day=outcome.last_day,
        covers_start=span[0] if span else None,
        covers_end=span[1] if span else None,
        area_codes=outcome.area_codes,
        repeated=outcome.repeated,
    )


def _covered(order: Order, outcome: Outcome) -> tuple[tuple[date, date] | None, str]:
    """The span and the title that names it: a title counts where no accepted row lies outside its span."""
    if outcome.first_day is None or outcome.last_day is None:
        return None, ""
    if order.covers is not None:
        return order.covers, ""
    named = title_span(sheet.table.title for sheet in order.sheets)
    if named is not None:
        (start, stop), title = named
        if start <= outcome.first_day and outcome.last_day <= stop:
            return (start, min(stop, order.today)), title
    within = order.definitions.limits["coverage_snap_days"]
    return covered_span(outcome.first_day, outcome.last_day, today=order.today, within_days=within), ""


def _no_deaths(order: Order) -> list[Finding]:
    """An accident file without a column of deaths or injured: those figures stay missing, which is grave."""
    profile = order.profile
    if profile.kind != "accidents" or profile.row == "casualty":
        return []
    names = {"deaths": "số người chết", "injured": "số người bị thương"}
    lacking = [name for key, name in names.items() if not any(key in sheet.binding.columns for sheet in order.sheets)]
    if not lacking:
        return []
    message = (
        f"Tệp không có cột {' và '.join(lacking)}: số này sẽ là «không có số liệu», không phải 0. Hãy ghép cột nếu tệp"
        " có, hoặc đề nghị đơn vị gửi bổ sung."
    )
    return [finding("column_missing", "warning", message, rows=0, example=", ".join(lacking))]


def _nobody(fraction: float, words: str) -> None:
    """Progress that nobody watches."""


def discard(table: str, rows: pa.Table) -> None:
    """A sink for a dry run: the tables are thrown away."""


def nothing_stored(_first: date, _last: date) -> pd.DataFrame:
    """An ``existing`` for an empty store."""
    return pd.DataFrame({"accident_id": pd.Series([], dtype="str")})
