"""Words for what stands beside a flag: where a rise sits, the monthly watch, flags that were set aside.

Defines whole Vietnamese sentences from the records of ``signals``; leaves out the flag itself (``alert_words``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from ..definitions.catalogue import Definitions
from ..definitions.periods import Period, day_text, parse_period
from ..figures.labels import labels_of
from ..signals.contributions import Contributions, leading
from ..signals.watch import Watch
from ..store.flags import SET_ASIDE
from ..store.tables import local_day
from .numbers import decimal, whole

SET_ASIDE_LABEL = "đã tạm gác"
OVER_LIMIT = "số vụ dồn nhiều tháng vượt ngưỡng cảnh báo"
_HINT = "Đây là gợi ý nơi cần xem trước, chưa phải kết luận về nguyên nhân."
_LEAST_SHARED = 3.0
"""Below three accidents above the normal there is too little to say where they are (ours)."""
_AS_WRITTEN = ("road", "commune", "cause")
"""Dimensions whose labels keep their capital inside a sentence."""


def leading_sentence(found: Contributions) -> str:
    """Where the rise sits against the place's own normal, or why nothing is said of it; whole sentences."""
    if not found.covered:
        return f"{found.period.title} chưa có đủ số liệu nên chưa so với trung bình cùng kỳ của chính nơi này."
    if not found.bases:
        return "Chưa có cùng kỳ năm nào đủ số liệu để tính trung bình cùng kỳ của chính nơi này."
    normal = f"{bases_words(found.bases)} là {decimal(found.normal, 1)} vụ"
    if found.excess < 1:
        return f"{whole(found.now)} vụ, không cao hơn {normal}."
    opening = f"{whole(found.now)} vụ; {normal}; cao hơn {decimal(found.excess, 1)} vụ."
    if found.excess < _LEAST_SHARED:
        return f"{opening} Mức chênh nhỏ, chưa nói được tăng ở đâu."
    named = leading(found)
    if named.empty:
        return f"{opening} Không có tuyến đường, thời gian, phương tiện hay nguyên nhân nào tăng trội hơn phần còn lại."
    parts = [group_words(row) for row in named.to_dict("records")]
    return f"{opening} Tăng trội hơn cả: {'; '.join(parts)}. {_HINT}"


def group_words(row: Mapping[Any, Any]) -> str:
    """One group of ``Contributions.table``: "QL70 có 13 vụ (trung bình cùng kỳ 3,4)"."""
    label, dimension = str(row["label"]), str(row["dimension"])
    written = label if dimension in _AS_WRITTEN else _small(label)
    named = f"nguyên nhân «{written}»" if dimension == "cause" else written
    return f"{named} có {whole(row['now'])} vụ (trung bình cùng kỳ {decimal(row['normal'], 1)})"


def bases_words(bases: Sequence[Period]) -> str:
    """Which periods make the normal: "trung bình 5 cùng kỳ từ Quý I/2020 đến Quý I/2024"; ``bases`` newest first."""
    if len(bases) == 1:
        return f"một cùng kỳ, {bases[0].title},"
    return f"trung bình {len(bases)} cùng kỳ từ {bases[-1].title} đến {bases[0].title}"


def watch_sentence(watch: Watch) -> str:
    """What the monthly watch found: the areas and months of alarm, or that there is none, or why it cannot say."""
    first, last = watch.watched[0], watch.watched[-1]
    span = f"{_small(first.title)} đến {_small(last.title)}"
    if not watch.table["enough"].any():
        return (
            f"Chưa theo dõi được hằng tháng: số liệu nền mới có {watch.months_of_history} tháng, "
            f"cần ít nhất {watch.fewest} tháng trước {_small(first.title)}."
        )
    alarms, unseen = watch.alarms, _unseen_months(watch)
    if alarms.empty:
        return f"Theo dõi hằng tháng ({span}): không địa bàn nào có {OVER_LIMIT}.{unseen}"
    months = alarms.groupby("label", sort=False)["month_label"].agg(lambda titles: ", ".join(map(_small, titles)))
    parts = [f"{label} ({titles})" for label, titles in months.items()]
    return f"Theo dõi hằng tháng ({span}): {OVER_LIMIT} ở {'; '.join(parts)}.{unseen}"


def watch_note(watch: Watch) -> str:
    """What the watch promises, and on how much history it stands."""
    length = decimal(watch.least_run_length, 0)
    history = (
        f"Nền {watch.months_of_history} tháng liền trước"
        if watch.months_of_history >= watch.wanted
        else f"Nền mới có {watch.months_of_history} tháng (đủ là {watch.wanted} tháng)"
    )
    return (
        f"{history}; mỗi địa bàn có ngưỡng riêng sao cho khi không có gì thay đổi, trung bình {length} tháng trở lên "
        "mới có một lần vượt do ngẫu nhiên. Chỉ để lưu ý sớm; kết luận theo mức của cả kỳ."
    )


def decision_line(record: Mapping[str, Any], definitions: Definitions) -> str:
    """One of ``store.flags.decision_records`` as a line of the terminal."""
    place = labels_of(str(record["by"]), [str(record["key"])], definitions)[0]
    period = parse_period(str(record["period"]), definitions.calendar(str(record["calendar"])))
    scope = [] if record["with_collisions"] else ["không kể va chạm"]
    scope += [str(mode) for mode in labels_of("mode", record["modes"], definitions)]
    where = f"{place}, {period.title} ({', '.join([str(record['calendar']), *scope])})"
    if record["state"] == SET_ASIDE:
        return f"{where}: {set_aside_sentence(record, record['accidents'])}"
    day = day_text(local_day(pd.Timestamp(record["at"]).to_pydatetime()))
    reason = f" Lý do: {str(record['reason']).rstrip('.')}." if record["reason"] else ""
    return f"{where}: Đã mở lại ngày {day} (người ghi: {record['who']}).{reason}"


def set_aside_sentence(row: Mapping[Any, Any], now: Any) -> str:
    """A decision: "Đã tạm gác ngày 20/04/2025 (người ghi: …): lý do."; with what has changed since.

    ``row`` has at, who, reason, accidents of ``store.flags.flag_decisions``; ``now`` is the count of today.
    """
    day = day_text(local_day(pd.Timestamp(row["at"]).to_pydatetime()))
    said = f"Đã tạm gác ngày {day} (người ghi: {row['who']}). Lý do: {str(row['reason']).rstrip('.')}."
    then = row["accidents"]
    if pd.isna(then) or pd.isna(now) or int(then) == int(now):
        return said
    return f"{said} Số liệu đã đổi từ đó: khi tạm gác {whole(int(then))} vụ, nay {whole(int(now))} vụ."


def _unseen_months(watch: Watch) -> str:
    """Which months the watch has not seen in full in every area: " Chưa đủ số liệu: tháng 2/2025."; else nothing."""
    missing = watch.table.loc[watch.table["accidents"].isna(), "month_label"].unique()
    return f" Chưa đủ số liệu: {', '.join(map(_small, missing))}." if len(missing) else ""


def _small(title: str) -> str:
    return title[:1].lower() + title[1:]
