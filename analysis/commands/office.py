"""What every command works with: the office's store and definitions, how to answer, and how a command is registered.

``main`` is the command line; the commands themselves are in the other modules of this folder and in ``__main__``.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from pathlib import Path
from typing import Any

import click

from ..definitions.catalogue import Definitions, load_definitions
from ..store.tables import Store, office_reference, open_store


@dataclass(frozen=True)
class Office:
    """What every command works with: the store, the definitions, and how to answer."""

    store: Store
    definitions: Definitions
    json_only: bool

    def say(self, answer: Any, words: str) -> None:
        """Print the JSON value or the words, as the caller asked."""
        click.echo(json.dumps(answer, ensure_ascii=False, default=str) if self.json_only else words)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--store", "store_folder", type=click.Path(path_type=Path), help="Kho số liệu (mặc định data/store).")
@click.option("--reference", type=click.Path(path_type=Path), help="Thư mục định nghĩa chồng lên data/reference.")
@click.option("--json", "json_only", is_flag=True, help="Chỉ in một giá trị JSON.")
@click.pass_context
def main(context: click.Context, store_folder: Path | None, reference: Path | None, json_only: bool) -> None:
    """Số liệu trật tự, an toàn giao thông cho các kỳ sơ kết, tổng kết."""
    opened = open_store(store_folder)
    context.obj = Office(opened, load_definitions(reference, office=office_reference(opened)), json_only)


Command = Callable[..., None]


def command(name: str, *, group: click.Group = main) -> Callable[[Command], click.Command]:
    """A command of ``group`` that is given the office and also takes ``--json`` behind its name."""

    def register(function: Command) -> click.Command:
        @wraps(function)
        def answer(office: Office, json_here: bool, **options: Any) -> None:
            function(replace(office, json_only=office.json_only or json_here), **options)

        with_option = click.option("--json", "json_here", is_flag=True, help="Chỉ in một giá trị JSON.")(answer)
        return group.command(name)(click.pass_obj(with_option))

    return register
