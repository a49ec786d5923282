"""The command ``blackspots``: the list of black spots on a day, by road-km or by coordinates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from .office import Office, command
from .snapshots import looked_at, snapshot_option

if TYPE_CHECKING:
    from ..definitions.catalogue import Definitions
    from ..places.blackspots import BlackSpots

DAY = click.DateTime(["%Y-%m-%d", "%d/%m/%Y"])


@command("blackspots")
@click.option("--as-of", required=True, type=DAY, help="Ngày báo cáo, ví dụ 2025-03-31.")
@click.option("--by", type=click.Choice(["km", "point"]), default="km", help="Theo lý trình hay theo tọa độ.")
@click.option("--length-m", type=int, help="Chiều dài đoạn theo lý trình, mét (mặc định 100).")
@click.option("--radius-m", type=float, help="Bán kính theo tọa độ, mét (mặc định 50).")
@click.option("--since", type=DAY, help="Xét từ ngày này (mặc định 3 năm trước ngày báo cáo).")
@snapshot_option
def blackspots(
    office: Office, as_of: datetime, by: str, since: datetime | None, snapshot: str | None, **sizes: Any
) -> None:
    """Điểm đen (điểm hay xảy ra tai nạn giao thông) tính đến một ngày."""
    from ..places.blackspots import black_spots

    seen = looked_at(office, snapshot)
    first = since.date() if since else None
    found = black_spots(seen.store, seen.definitions, as_of=as_of.date(), by=by, since=first, **sizes)
    office.say(found.to_json(), "\n".join(_lines(found, seen.definitions)))


def _lines(found: BlackSpots, definitions: Definitions) -> Iterator[str]:
    from ..places.place_names import known_names
    from ..review import spot_words as words

    names = known_names(definitions)
    short = found.potential[found.potential["origin"] == "ours"]
    yield words.spots_headline(found, found.spots, len(short)) + "."
    yield words.search_words(found) + "."
    for title, table in (("Đề nghị rà soát:", found.spots), ("Thiếu một vụ:", short)):
        if len(table):
            yield title
        for record in table.to_dict("records"):
            spot = {str(name): value for name, value in record.items()}
            why = words.why_words(spot, found.rules)
            days, counts = words.window_words(spot), words.counts_words(spot)
            status = words.STATUS_WORDS[spot["status"]]
            yield f"  {spot['spot_id']}  {words.spot_name(spot, names)}: {counts}, {days}; {why}; {status}"
    yield from (line for line in (words.without_position_words(found), *words.note_words(found)) if line)
