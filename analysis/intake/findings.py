"""What the intake has to say of a file: one record a rule, with the rows it speaks of.

A finding never changes data. ``error`` means the rows were rejected (they are kept, with the reason), ``warning``
that they were accepted but a person should look, ``info`` that something was read in a particular way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

Severity = Literal["error", "warning", "info"]

ROW_NUMBERS_KEPT = 1000
"""A finding names at most this many rows; ``rows`` still counts them all and the rejected rows are kept in full."""

FOREMOST = frozenset({"overlaps_batch", "facts_repeated"})
"""Said before everything else although no row is rejected by it."""

_GRAVITY: dict[Severity, int] = {"error": 0, "warning": 1, "info": 2}


@dataclass(frozen=True)
class Finding:
    """One rule that spoke: how grave, how many rows, which (1-based, as Excel shows them), an example, what to do."""

    rule: str
    severity: Severity
    rows: int
    row_numbers: tuple[int, ...]
    example: str
    message: str

    def as_record(self) -> dict[str, Any]:
        """The finding as plain JSON values."""
        return {**asdict(self), "row_numbers": list(self.row_numbers)}


def finding(
    rule: str,
    severity: Severity,
    message: str,
    *,
    row_numbers: Iterable[int] = (),
    rows: int | None = None,
    example: str = "",
) -> Finding:
    """A finding about ``row_numbers`` [1-based]; ``rows`` only where it is not their count."""
    numbers = tuple(int(number) for number in row_numbers)
    return Finding(rule, severity, len(numbers) if rows is None else rows, numbers[:ROW_NUMBERS_KEPT], example, message)


def merge(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """One finding a (rule, severity, message), rows added up over sheets and chunks; gravest first, then by rule.

    What concerns the file as a whole (``FOREMOST``) stands before all.
    """
    merged: dict[tuple[str, Severity, str], Finding] = {}
    for item in findings:
        key = (item.rule, item.severity, item.message)
        earlier = merged.get(key)
        merged[key] = item if earlier is None else _joined(earlier, item)
    return tuple(
        sorted(merged.values(), key=lambda item: (item.rule not in FOREMOST, _GRAVITY[item.severity], item.rule))
    )


def _joined(first: Finding, second: Finding) -> Finding:
    numbers = (first.row_numbers + second.row_numbers)[:ROW_NUMBERS_KEPT]
    return replace(first, rows=first.rows + second.rows, row_numbers=numbers, example=first.example or second.example)
