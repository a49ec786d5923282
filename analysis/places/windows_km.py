"""Where a window on the road can lie: stretches of L metres, ends included, that begin at an accident.

Any accidents of one line that span at most L metres lie in the stretch that begins at the first of them along the road,
so these stretches are all that need a look (METHODS 5). Left out: the shape of the road; a stretch is metres of the
road-km position. It can mislead where two roads run side by side: their accidents never meet in one stretch.
"""

from __future__ import annotations

import numpy as np

from .windows import Discs, Neighbours, Points


def stretches(points: Points, neighbours: Neighbours, length_m: float) -> Discs:
    """One stretch [x, x + ``length_m``] a point with neighbours, as a disc on its line (all ``y`` equal)."""
    own = np.unique(neighbours.owner).astype(np.int64)
    return Discs(points.x[own] + length_m / 2, points.y[own], own, own, length_m / 2)
