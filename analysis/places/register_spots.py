"""Found spots as the register takes them: the bridge from ``blackspots`` to ``register_review`` and back.

Left out: finding and judging. It can mislead that of several districts only the first stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from ..definitions.catalogue import Definitions
from ..store.tables import Store
from .asked import BY_KM, BY_POINT
from .place_names import known_names
from .register_changes import Told
from .register_review import Review, review

if TYPE_CHECKING:
    from .blackspots import BlackSpots


def found_places(found: BlackSpots, *, potential: bool = False) -> pd.DataFrame:
    """The spots of ``found`` in the columns of ``register_review.SPOT_COLUMNS``, best first.

    A junction or disc has the radius of the search, a stretch none. ``potential``: the potential spots in place of the
    black ones.
    """
    spots = found.potential if potential else found.spots
    criteria: list[str] = ["|".join(keys) for keys in spots["criteria"]]
    areas: list[str] = [next(iter(codes), "") for codes in spots["area_codes"]]
    discs = spots["kind"].ne("km")
    return spots.drop(columns=["kind", "criteria"]).assign(
        kind="potential" if potential else "black_spot",
        by=spots["kind"].where(spots["kind"] == "km", "point"),
        criteria=pd.Series(criteria, index=spots.index, dtype="str"),
        area_code=pd.Series(areas, index=spots.index, dtype="str"),
        name=spots["junction_name"],
        radius_m=pd.Series(found.asked.radius_m, index=spots.index, dtype="float64").where(discs),
    )


def review_found(store: Store, found: BlackSpots, definitions: Definitions, *, told: Told) -> Review:
    """``register_review.review`` by ``found`` and by the same search the other way (road-km or coordinates).

    So a place is only gone where neither way finds it. What both find stands once, as road-km has it.
    """
    searches = sorted((found, other_way(store, found, definitions)), key=lambda search: search.asked.by)
    places = pd.concat([found_places(search) for search in searches], ignore_index=True)
    return review(
        store,
        places.drop_duplicates("spot_id", ignore_index=True),
        as_of=found.asked.as_of,
        told=told,
        looked=[search.asked.by for search in searches],
        rule=rule_record(found),
        names=known_names(definitions),
        window_m=float(found.asked.length_m),
    )


def other_way(store: Store, found: BlackSpots, definitions: Definitions) -> BlackSpots:
    """The search of ``found`` by coordinates where it was by road-km, and the other way round; no potential spots."""
    from .blackspots import black_spots

    asked = found.asked
    by = BY_POINT if asked.by == BY_KM else BY_KM
    return black_spots(
        store,
        definitions,
        as_of=asked.as_of,
        since=asked.since,
        by=by,
        length_m=asked.length_m,
        radius_m=asked.radius_m,
        potential=(),
    )


def rule_record(found: BlackSpots) -> dict[str, Any]:
    """What a review keeps of how it was searched: since, length and radius [m], months, titles of the rules."""
    asked = found.asked
    sizes = {"length_m": asked.length_m, "radius_m": asked.radius_m, "months": asked.months}
    return {"since": asked.since, **sizes, "rules": [rule.title for rule in found.rules]}
