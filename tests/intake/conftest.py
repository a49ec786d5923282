"""What the tests of the intake share: a file written from lines and taken in, with the tables it gave."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from analysis.definitions.catalogue import Definitions
from analysis.intake.files.read import ReceivedFile
from analysis.intake.findings import Finding
from analysis.intake.pipeline import Intake, nothing_stored, read_intake
from analysis.intake.profiles import Profile

TODAY = date(2025, 4, 1)


@dataclass(frozen=True)
class Taken:
    """An intake and the tables that it handed over."""

    intake: Intake
    tables: dict[str, pd.DataFrame]

    def rule(self, name: str) -> Finding:
        found = [item for item in self.intake.findings if item.rule == name]
        assert len(found) == 1, f"{name}: {[item.rule for item in self.intake.findings]}"
        return found[0]

    def rules(self) -> set[str]:
        return {item.rule for item in self.intake.findings}

    @property
    def rows(self) -> pd.DataFrame:
        return self.tables[self.intake.kind]


TakeIn = Callable[..., Taken]


def received(path: Path, definitions: Definitions, kind: str, profile: Profile | None, **options: Any) -> Taken:
    given: dict[str, list[pa.Table]] = {}
    settings = {"today": TODAY, "existing": nothing_stored, **options}
    intake = read_intake(
        ReceivedFile(path, path.name),
        kind,
        profile,
        definitions,
        sink=lambda table, rows: given.setdefault(table, []).append(rows),
        **settings,
    )
    return Taken(intake, {table: pa.concat_tables(parts).to_pandas() for table, parts in given.items()})


@pytest.fixture
def take_in(tmp_path: Path, definitions: Definitions) -> TakeIn:
    """Writes ``lines`` (cells parted by ";") as a UTF-8 file and takes it in."""

    def take(
        lines: Sequence[str],
        kind: str = "accidents",
        profile: Profile | None = None,
        *,
        name: str = "tep.csv",
        **options: Any,
    ) -> Taken:
        path = tmp_path / name
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return received(path, definitions, kind, profile, **options)

    return take
