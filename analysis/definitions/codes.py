"""Code lists: the words of files on one side, our codes and Vietnamese labels on the other.

Each list is a CSV of the reference folder (code, label, aliases and columns of its own). Left out: what a code means
for a figure. It can mislead to take a list as closed: cause, behaviour, vehicle type and road keep the file's own words
where no code fits, so a label is ``labels.get(code, code)``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from analysis.definitions.matching import Lookup, make_lookup
from analysis.definitions.reference import Reference, require_columns, require_unique, split_aliases, with_columns

CODE_LISTS = (
    "severity",
    "modes",
    "causes",
    "behaviours",
    "vehicle_types",
    "road_classes",
    "roads",
    "enforced_by",
    "sexes",
    "outcomes",
    "roles",
    "age_groups",
    "yes_no",
)


@dataclass(frozen=True, eq=False)
class CodeList:
    """``table``: code, label, aliases and what else the file has, all text, in the order of the file."""

    name: str
    table: pd.DataFrame

    @property
    def codes(self) -> list[str]:
        """Codes in the order of the file, which is the order shown."""
        return list(self.table["code"])

    @property
    def labels(self) -> dict[str, str]:
        """Vietnamese label by code, in the order of the file."""
        return dict(zip(self.table["code"], self.table["label"], strict=True))

    def column(self, column: str) -> dict[str, str]:
        """Another column of the file by code. Raises ``KeyError`` where the file has no such column."""
        return dict(zip(self.table["code"], self.table[column], strict=True))

    def resolve(self, texts: Iterable[str]) -> pd.Series[str]:
        """Code of every text (index = the texts), missing where none or more than one fits: code, label or alias."""
        wanted = list(texts)
        found = {text: self._lookup.find(text) for text in set(wanted)}
        codes = [next(iter(found[text])) if len(found[text]) == 1 else np.nan for text in wanted]
        return pd.Series(codes, index=pd.Index(wanted, dtype="str"), dtype="str")

    @cached_property
    def _lookup(self) -> Lookup:
        return make_lookup(
            (text, code)
            for code, label, aliases in zip(self.codes, self.table["label"], self.table["aliases"], strict=True)
            for text in [code, label, *split_aliases(aliases)]
        )


def load_code_list(reference: Reference, name: str) -> CodeList:
    """The list ``name``; a file that says ``name`` for ``label`` is taken too.

    Raises ``DefinitionError`` where a column is missing or a code stands twice.
    """
    table = reference.table(name)
    if "label" not in table.columns:
        table = table.rename(columns={"name": "label"})
    require_columns(table, ("code", "label"), f"{name}.csv")
    require_unique(table, "code", f"{name}.csv")
    return CodeList(name, with_columns(table, ("aliases",)))
