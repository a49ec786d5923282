"""A file that is mostly there already: many of its rows are those of ONE earlier batch.

Defines when that is said (``overlaps_batch``): at least half of the file's rows, and at least five, have an accident id
of that batch or are likely the same accident; counts of violations: have the period and groups of one of its counts.
Nothing is dropped by it: whether the file takes the place of the batch or stands beside it is for the user. It can
mislead where an office sends a few new rows with the whole year each time: the earlier batch then is the one to be
replaced, which is right, unless it had corrections of its own.
"""

from __future__ import annotations

import pandas as pd

from .facts import STORED_GROUPS
from .findings import Finding, finding

RULE = "overlaps_batch"
LEAST_ROWS, LEAST_SHARE = 5, 0.5
"""Fewer rows, or a smaller share of the file, may be chance. Our choice; only shown to a person."""


def overlap_findings(
    accepted: pd.DataFrame, accidents: pd.DataFrame, pairs: pd.DataFrame, stored: pd.DataFrame, places: pd.DataFrame
) -> list[Finding]:
    """What is said where most rows of a file are those of one batch; ``example`` is the id of that batch, alone.

    ``accepted``: the rows without a fault of their own, ``accidents``: those whose id is new, ``pairs``: of
    ``repeats.likely_pairs``, ``stored``: what the store has, with ``batch_id`` and maybe ``file_name``, ``places``: of
    all rows of the file.
    """
    if "batch_id" not in stored:
        return []
    same_id = stored.loc[stored["accident_id"].isin(accepted["accident_id"]), ["accident_id", "batch_id"]]
    alike = pairs[pairs["other"] < 0]
    ids = accidents["accident_id"].reindex(alike["position"]).to_numpy()
    likely = pd.DataFrame({"accident_id": ids, "batch_id": alike["other_batch"].to_numpy()})
    both = pd.concat([same_id.astype("str"), likely.astype("str")], ignore_index=True).drop_duplicates()
    rows = both.merge(_rows_of(accepted), on="accident_id")
    if rows.empty:
        return []
    counts = rows.drop_duplicates(["batch_id", "position"])["batch_id"].value_counts()
    batch, count = str(counts.index[0]), int(counts.iloc[0])
    if not _is_most(count, len(places)):
        return []
    numbers = places.loc[rows.loc[rows["batch_id"] == batch, "position"].unique(), "row"].sort_values()
    message = _message(count, len(places), batch, _file_of(stored, batch), twice=batch in set(likely["batch_id"]))
    return [finding(RULE, "warning", message, row_numbers=numbers, example=batch)]


def count_overlap_findings(facts: pd.DataFrame, stored: pd.DataFrame) -> list[Finding]:
    """What is said where most counts of a file are those of one batch: same period, area, behaviour, vehicle, force.

    ``facts``: of ``facts.all_facts``; ``stored``: the counts that the store has, with the columns of ``violations``,
    ``batch_id`` and ``file_name``. Whether the cases are the same does not matter: a mended file repeats too.
    """
    if stored.empty:
        return []
    days = ["period_start", "period_end"]
    keys = [*days, *STORED_GROUPS]
    kinds = {**dict.fromkeys(STORED_GROUPS, "str"), **dict.fromkeys(days, "datetime64[s]")}
    new = facts.rename(columns={"start": days[0], "end": days[1]})[[*keys, "row", "cases"]].astype(kinds)
    old = stored[[*keys, "cases", "batch_id"]].astype({**kinds, "batch_id": "str"})
    old = old.groupby([*keys, "batch_id"], as_index=False)[["cases"]].sum()
    both = new.merge(old, on=keys, suffixes=("", "_old"))
    counts = both["batch_id"].value_counts()
    if counts.empty or not _is_most(int(counts.iloc[0]), len(facts)):
        return []
    batch = str(counts.index[0])
    rows = both[both["batch_id"] == batch]
    same = int((rows["cases"] == rows["cases_old"]).sum())
    then = "các trường hợp này bị cộng hai lần"
    message = (
        f"{len(rows)} trong {len(facts)} dòng nêu cùng kỳ, địa bàn, hành vi, loại phương tiện và lực lượng xử lý với"
        f" đợt {batch}{_file_of(stored, batch)}; {same} dòng có cùng số. {_choice(then)}"
    )
    return [finding(RULE, "warning", message, row_numbers=rows["row"].drop_duplicates(), example=batch)]


def _is_most(count: int, rows: int) -> bool:
    return count >= max(LEAST_ROWS, LEAST_SHARE * rows)


def _rows_of(accepted: pd.DataFrame) -> pd.DataFrame:
    """accident_id -> position of every row of the file: an accident of three casualties has three."""
    return pd.DataFrame({"accident_id": accepted["accident_id"].astype("str"), "position": accepted.index})


def _file_of(stored: pd.DataFrame, batch: str) -> str:
    names = stored.loc[stored["batch_id"] == batch, "file_name"] if "file_name" in stored else pd.Series([], dtype=str)
    return "" if names.empty else f" ({names.iloc[0]})"


def _message(count: int, rows: int, batch: str, file: str, *, twice: bool) -> str:
    then = "các vụ trùng bị tính hai lần" if twice else "các dòng này bị loại và số cũ được giữ"
    return f"{count} trong {rows} dòng trùng với đợt {batch}{file}. {_choice(then)}"


def _choice(then: str) -> str:
    """What the user can do; ``then``: what comes of taking in both."""
    return f"Nếu tệp này là bản mới của tệp đó, hãy thay đợt đó bằng tệp này; nếu nhập cả hai, {then}."
