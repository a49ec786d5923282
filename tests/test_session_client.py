"""What a session of the benchmarks sends after a click, as a browser would, for every kind of choice."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.WidgetStates_pb2 import WidgetState

from bench.session_client import OFF, ON, Choice, Session, _put


class Unconnected(Session):
    """A session that only looks at what a page draws."""

    def __init__(self) -> None:
        self._states: dict[str, Choice] = {}
        self.choices: dict[str, Choice] = {}

    def see(self, element: Element) -> None:
        kind = str(element.WhichOneof("type"))
        self._keep(kind, getattr(element, kind))

    def click(self, label: str, option: str) -> WidgetState:
        choice = self.choices[label]
        choice.held = choice.after(option)
        self._states[choice.widget] = choice
        return sent(choice)


def sent(choice: Choice) -> WidgetState:
    state = WidgetState()
    _put(state, choice.widget, choice)
    return state


def pills(*, many: bool, **more: Any) -> Element:
    element = Element()
    group = element.button_group
    group.id, group.label = "pills", "Lớp"
    group.click_mode = group.MULTI_SELECT if many else group.SINGLE_SELECT
    for word in ("a", "b", "c"):
        group.options.add().content = word
    group.default[:] = [0, 1] if many else [0]
    group.set_value = more.get("set_value", False)
    group.raw_values[:] = more.get("raw_values", [])
    return element


def test_of_several_buttons_each_is_turned_on_and_off_for_itself() -> None:
    session = Unconnected()
    session.see(pills(many=True))
    assert list(session.click("Lớp", "b").string_array_value.data) == ["a"]
    session.see(pills(many=True))
    assert list(session.click("Lớp", "c").string_array_value.data) == ["a", "c"]


def test_of_buttons_side_by_side_one_is_chosen() -> None:
    session = Unconnected()
    session.see(pills(many=False))
    assert list(session.click("Lớp", "c").string_array_value.data) == ["c"]


def test_what_the_page_has_set_since_is_no_longer_sent() -> None:
    session = Unconnected()
    session.see(pills(many=True))
    session.click("Lớp", "c")
    session.see(pills(many=True, set_value=True, raw_values=["b"]))
    assert session._states == {}
    assert session.choices["Lớp"].held == ["b"]


@pytest.mark.parametrize(("option", "on"), [(ON, True), (OFF, False)])
def test_a_switch_is_sent_as_such(option: str, on: bool) -> None:
    element = Element()
    element.checkbox.id, element.checkbox.label = "switch", "Tính cả va chạm"
    session = Unconnected()
    session.see(element)
    state = session.click("Tính cả va chạm", option)
    assert (state.WhichOneof("value"), state.bool_value) == ("bool_value", on)


def test_a_list_is_sent_as_text_and_a_slider_as_texts() -> None:
    element = Element()
    element.selectbox.id, element.selectbox.label = "list", "Năm"
    element.selectbox.options[:] = ["2024", "2023"]
    slider = Element()
    slider.slider.id, slider.slider.label = "slider", "Kỳ"
    slider.slider.options[:] = ["Quý I", "Quý II"]
    session = Unconnected()
    session.see(element)
    session.see(slider)
    assert session.click("Năm", "2023").string_value == "2023"
    assert list(session.click("Kỳ", "Quý II").string_array_value.data) == ["Quý II"]
