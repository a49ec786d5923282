"""Commands for flags that people decide on: ``set-aside``, ``reopen``, ``flags``."""

from __future__ import annotations

from typing import Any

import click

from ..store.recording import now, who
from .office import Command, Office, command


def flag_options(function: Command) -> Command:
    """Which flag is meant; the choices are part of it."""
    options = (
        click.argument("area"),
        click.option("--period", required=True, help="2025-Q1, 2024-6M, 2024-9M, 2024."),
        click.option("--calendar", help="15-14 (mặc định), month, …"),
        click.option("--without-collisions", is_flag=True, help="Cờ khi không tính va chạm."),
    )
    for option in reversed(options):
        function = option(function)
    return function


@command("set-aside")
@flag_options
@click.option("--reason", required=True, help="Lý do, ví dụ «đã kiểm tra thực địa, do sửa đường».")
def set_aside_command(office: Office, area: str, reason: str, **asked: Any) -> None:
    """Tạm gác cờ của địa bàn AREA, có lý do; cờ vẫn hiện và mở lại được."""
    from ..signals.asked import asked_alerts
    from ..signals.decided import set_flag_aside

    code = _code(office, area)
    found = asked_alerts(office.store, office.definitions, **_choices(asked))
    flag = set_flag_aside(office.store, found, code, reason=reason, who=who(), now=now())
    _say_decision(office, flag, f"Đã tạm gác cờ của {found.history.labels[code]}, {found.period.title}.")


@command("reopen")
@flag_options
@click.option("--reason", default="", help="Lý do mở lại, không bắt buộc.")
def reopen_command(office: Office, area: str, reason: str, **asked: Any) -> None:
    """Mở lại cờ đã tạm gác của địa bàn AREA."""
    from ..definitions.periods import parse_period
    from ..store.flags import Flag, reopen

    code, choices = _code(office, area), _choices(asked)
    days = office.definitions.calendar(choices["calendar"])
    period = parse_period(choices["period"], days)
    flag = Flag(period.key, days.key, code, with_collisions=choices["with_collisions"])
    reopen(office.store, flag, reason=reason, who=who(), now=now())
    _say_decision(office, flag, f"Đã mở lại cờ của {office.definitions.areas.names[code]}, {period.title}.")


@command("flags")
def flags_command(office: Office) -> None:
    """Các cờ đã tạm gác hoặc mở lại, với lý do."""
    from ..review.beside_words import decision_line
    from ..store.flags import decision_records, flag_decisions

    records = decision_records(flag_decisions(office.store))
    lines = [decision_line(record, office.definitions) for record in records]
    office.say(records, "\n".join(lines) or "Chưa có cờ nào được tạm gác.")


def _code(office: Office, area: str) -> str:
    from ..figures.labels import resolved_where

    return resolved_where({"area": [area]}, office.definitions)["area"][0]


def _choices(asked: dict[str, Any]) -> dict[str, Any]:
    return {
        "period": asked["period"],
        "calendar": asked["calendar"],
        "with_collisions": not asked["without_collisions"],
    }


def _say_decision(office: Office, flag: Any, words: str) -> None:
    from ..store.flags import decision_records, flag_decisions

    records = decision_records(flag_decisions(office.store))
    chosen = {**flag.columns(), "modes": list(flag.modes)}
    office.say(next(record for record in records if chosen.items() <= record.items()), words)
