"""The JSON answers of the commands of one snapshot: what every figure of the documents is held against.

Asked through the command line, as someone outside would; nothing of ``analysis.review.pack`` is used.
"""

from __future__ import annotations

import json
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from analysis.__main__ import main

REPORTED_BEFORE = {"2025-Q1": "2024-12-14", "2024-6M": "2024-03-14", "2024-9M": "2024-06-14", "2024": "2024-09-14"}
"""The last day of the review before each period: Quý IV, Quý I, 6 tháng, 9 tháng."""
_QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4}


class Answers:
    """What the commands say of ``period`` at ``snapshot`` of the store in ``folder``; each is asked once."""

    def __init__(self, folder: Path, period: str, snapshot: str) -> None:
        self.period, self._folder, self._snapshot = period, folder, snapshot

    def ask(self, *words: str) -> Any:
        """The JSON of a command."""
        return _asked(self._folder, *words, "--snapshot", self._snapshot)

    def compare(self, by: str) -> Any:
        """Vụ, chết, bị thương by a dimension; "" for the total alone."""
        return self.ask("compare", "--period", self.period, *(["--by", by] if by else []))

    def violations(self, by: str) -> Any:
        """Enforcement by a dimension."""
        return self.ask("violations", "--period", self.period, "--by", by)

    def alerts(self) -> Any:
        """The flags of the districts."""
        return self.ask("alerts", "--period", self.period)

    def spots(self, way: str, day: str = "") -> Any:
        """Black spots on ``day``, else on the last day of the period."""
        return self.ask("blackspots", "--by", way, "--as-of", day or self.compare("")["period"]["end"])

    def quarter(self, label: str) -> Any:
        """The total of a quarter by its title, "Quý III/2022"."""
        number, year = label.removeprefix("Quý ").split("/")
        return self.ask("compare", "--period", f"{year}-Q{_QUARTERS[number]}")["total"]

    def row(self, command: str, by: str, label: str) -> Any:
        """The row of a group by its label, the total by "Tổng số" (or "Toàn tỉnh")."""
        answer = self.compare(by) if command == "compare" else self.violations(by)
        if label in ("Tổng số", "Toàn tỉnh"):
            return answer["total"]
        found = [row for row in answer["rows"] if row["label"] == label]
        assert len(found) == 1, f"{command} --by {by}: no row «{label}»"
        return found[0]

    @cached_property
    def changes(self) -> dict[str, tuple[str, Any]]:
        """Active black spots by road-km: what became of each since the review before, and the spot, by its number.

        The same place shares an accident, else stands within the length of the search on the same road.
        """
        now = [spot for spot in self.spots("km")["spots"] if spot["status"] == "ACTIVE"]
        day = REPORTED_BEFORE[self.period]
        then = [spot for spot in self.spots("km", day)["spots"] if spot["status"] == "ACTIVE"]
        found = {one["spot_id"]: ("vẫn còn" if any(_same(one, old) for old in then) else "mới", one) for one in now}
        gone = {f"-{old['spot_id']}": ("không còn", old) for old in then if not any(_same(one, old) for one in now)}
        return {**found, **gone}


@cache
def _asked(folder: Path, *words: str) -> Any:
    answer = CliRunner().invoke(main, ["--store", str(folder), *words, "--json"], catch_exceptions=False)
    assert answer.exit_code == 0, answer.stderr
    return json.loads(answer.stdout)


def _same(one: Any, other: Any) -> bool:
    if set(one["accident_ids"]) & set(other["accident_ids"]):
        return True
    near = one["road"] == other["road"] and one["from_m"] is not None and other["from_m"] is not None
    return near and one["from_m"] <= other["to_m"] + 100 and other["from_m"] <= one["to_m"] + 100
