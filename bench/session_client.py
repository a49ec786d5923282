"""One session of the dashboard over Streamlit's own websocket, as a browser has it, without drawing anything.

What is measured is the work of the server: from a changed choice to the end of the script that it sets off.
"""

from __future__ import annotations

import time
from types import TracebackType
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

_DONE = (ForwardMsg.FINISHED_SUCCESSFULLY,)
_LARGEST = 256 * 1024 * 1024


class Session:
    """A connected session; ``choices`` knows every list of choices by its label: widget id and options."""

    def __init__(self, address: str, page: str = "", query: str = "", *, wait_s: float = 120.0) -> None:
        stream = address.replace("http://", "ws://") + "/_stcore/stream"
        self._socket = connect(stream, subprotocols=["streamlit"], max_size=_LARGEST, open_timeout=wait_s)
        self._wait_s = wait_s
        self._page, self._query = page, query
        self._states: dict[str, str] = {}
        self.choices: dict[str, tuple[str, list[str]]] = {}
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
        """Choose ``option`` of the list ``label``; seconds until the page is done. ``KeyError`` where there is none."""
        widget, options = self.choices[label]
        if option not in options:
            raise KeyError(f"{option} is not in {label}: {options}")
        self._states[widget] = option
        return self._run()

    def _run(self) -> float:
        message = BackMsg()
        message.rerun_script.page_name = self._page
        message.rerun_script.query_string = self._query
        for widget, value in self._states.items():
            state = message.rerun_script.widget_states.widgets.add()
            state.id, state.string_value = widget, value
        begin = time.perf_counter()
        self._socket.send(message.SerializeToString())
        while True:
            answer = ForwardMsg()
            answer.ParseFromString(_bytes(self._socket.recv(timeout=self._wait_s)))
            kind = answer.WhichOneof("type")
            if kind == "delta":
                self._look(answer.delta)
            elif kind == "script_finished" and answer.script_finished in _DONE:
                return time.perf_counter() - begin
            elif kind == "script_finished" and answer.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                self.errors.append("compile error")
                return time.perf_counter() - begin

    def _look(self, delta: Any) -> None:
        if delta.WhichOneof("type") != "new_element":
            return
        element = delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            self.errors.append(element.exception.message)
        elif kind == "selectbox":
            self.choices[element.selectbox.label] = (element.selectbox.id, list(element.selectbox.options))


def _bytes(received: str | bytes) -> bytes:
    return received if isinstance(received, bytes) else received.encode()
