"""One session of the dashboard over Streamlit's own websocket, as a browser has it, without drawing anything.

What is measured is the work of the server: from a changed choice to the end of the script that it sets off.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

_ENDS = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_WITH_COMPILE_ERROR)
"""What ends a run of the page; one that is ended early is begun anew by the server."""
_LARGEST = 256 * 1024 * 1024
_LISTS = ("selectbox", "button_group", "slider", "multiselect", "checkbox")
ON, OFF = "bật", "tắt"
"""The options of a switch."""


@dataclass
class Choice:
    """A widget with its options as they are written; ``many``: each option is chosen or not for itself."""

    widget: str
    kind: str
    options: list[str]
    many: bool = False
    held: list[str] = field(default_factory=list)

    def after(self, option: str) -> list[str]:
        """What is chosen once ``option`` is clicked."""
        if not self.many:
            return [option]
        without = [one for one in self.held if one != option]
        return without if len(without) < len(self.held) else [*self.held, option]


class Session:
    """A connected session; ``choices`` knows what can be chosen (lists, buttons, sliders, switches) by its label."""

    def __init__(self, address: str, page: str = "", query: str = "", *, wait_s: float = 120.0) -> None:
        stream = address.replace("http://", "ws://") + "/_stcore/stream"
        self._socket = connect(stream, subprotocols=["streamlit"], max_size=_LARGEST, open_timeout=wait_s)
        self._wait_s = wait_s
        self._page, self._query = page, query
        self._states: dict[str, Choice] = {}
        self.choices: dict[str, Choice] = {}
        self.errors: list[str] = []

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._socket.close()

    def open(self) -> float:
        """Run the page for the first time; seconds."""
        return self._run()

    def choose(self, label: str, option: str) -> float:
        """Click ``option`` of ``label``; seconds until the page is done. ``KeyError`` where there is none."""
        choice = self.choices[label]
        if option not in choice.options:
            raise KeyError(f"{option} is not in {label}: {choice.options}")
        choice.held = choice.after(option)
        self._states[choice.widget] = choice
        return self._run()

    def _run(self) -> float:
        message = BackMsg()
        message.rerun_script.page_name = self._page
        message.rerun_script.query_string = self._query
        for widget, choice in self._states.items():
            _put(message.rerun_script.widget_states.widgets.add(), widget, choice)
        self.choices = {}
        begin = time.perf_counter()
        self._socket.send(message.SerializeToString())
        while True:
            answer = ForwardMsg()
            answer.ParseFromString(self._socket.recv(timeout=self._wait_s, decode=False))
            kind = answer.WhichOneof("type")
            if kind == "delta":
                self._look(answer.delta)
            elif kind == "script_finished" and answer.script_finished in _ENDS:
                if answer.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                    self.errors.append("compile error")
                return time.perf_counter() - begin

    def _look(self, delta: Any) -> None:
        if delta.WhichOneof("type") != "new_element":
            return
        element = delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            self.errors.append(element.exception.message)
        elif kind in _LISTS:
            self._keep(str(kind), getattr(element, kind))

    def _keep(self, kind: str, drawn: Any) -> None:
        """Know the widget; what the page itself has set since is no longer ours to send."""
        before = self._states.get(drawn.id)
        if drawn.set_value:
            self._states.pop(drawn.id, None)
        many = kind == "multiselect" or (kind == "button_group" and drawn.click_mode == drawn.MULTI_SELECT)
        held = before.held if before and not drawn.set_value else _held(kind, drawn) if many else []
        self.choices[drawn.label] = Choice(drawn.id, kind, _options(kind, drawn), many, held)


def _options(kind: str, drawn: Any) -> list[str]:
    if kind == "checkbox":
        return [ON, OFF]
    return [option.content for option in drawn.options] if kind == "button_group" else list(drawn.options)


def _held(kind: str, drawn: Any) -> list[str]:
    if drawn.set_value:
        return list(drawn.raw_values)
    options = _options(kind, drawn)
    return [options[place] for place in drawn.default]


def _put(state: Any, widget: str, choice: Choice) -> None:
    """Write what is chosen as the widget's own kind of value."""
    state.id = widget
    if choice.kind == "selectbox":
        state.string_value = choice.held[0]
    elif choice.kind == "checkbox":
        state.bool_value = choice.held[0] == ON
    else:
        state.string_array_value.data[:] = choice.held
