"""What the register's part of a page reads, cached under the state of the store."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis.places.register import history, register, reviews
from analysis.places.register_changes import Told
from analysis.places.sample_left import with_origin
from analysis.store.tables import Store
from pages import _cached, _common

OPENED = "register_open"
"""Key of the session: the id of the opened place; a page may set it before ``register_section``."""


@st.cache_resource(show_spinner=False, max_entries=4, hash_funcs=_cached.AS_WRITTEN)
def _register(fixed: Store) -> pd.DataFrame:
    return with_origin(fixed, register(fixed))


def places() -> pd.DataFrame:
    """The register as the store stands; shared, never to be changed."""
    return _register(_cached.pinned())


@st.cache_resource(show_spinner=False, max_entries=16, hash_funcs=_cached.AS_WRITTEN)
def _history(fixed: Store, register_id: str) -> pd.DataFrame:
    return history(fixed, register_id)


def happened(register_id: str) -> pd.DataFrame:
    """Everything that happened to one place."""
    return _history(_cached.pinned(), register_id)


@st.cache_resource(show_spinner=False, max_entries=4, hash_funcs=_cached.AS_WRITTEN)
def _reviews(fixed: Store) -> pd.DataFrame:
    return reviews(fixed)


def reviewed() -> pd.DataFrame:
    """The reviews made, oldest first."""
    return _reviews(_cached.pinned())


def told() -> Told:
    """Who does it, now."""
    return Told(_common.who(), _common.now())
