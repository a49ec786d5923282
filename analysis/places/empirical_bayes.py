"""Expected number of accidents at one place: its own count and the mean of places like it, weighed (Hauer et al. 2002).

``w = 1/(1 + μ/φ)``, ``E = wμ + (1-w)·observed``, ``sd = √((1-w)E)``: the mean and deviation of the gamma distribution
that remains when places vary around ``μ`` as a gamma with shape ``φ`` and accidents at a place are Poisson. All numbers
are totals of the place over the whole time looked at; ``φ`` grows with the length of the place (φ of a kilometre times
its kilometres). Left out: where ``μ`` and ``φ`` come from (``norms``). Can mislead: accidents that were the reason to
look at a place are weighed like any others, and ``μ``, ``φ`` are taken as known.

Source: E. Hauer, D. W. Harwood, F. M. Council, M. S. Griffith (2002), Estimating Safety by the Empirical Bayes Method:
A Tutorial, Transportation Research Record 1784, equations 2 to 5.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Expectation:
    """Arrays of one shape [accidents in the whole time]: weight of the mean (0 to 1), expected, sd, mean."""

    weight: Numbers
    expected: Numbers
    sd: Numbers
    mean: Numbers

    @property
    def excess(self) -> Numbers:
        """Expected accidents above those of places like it: what treating it could save at most."""
        return self.expected - self.mean

    def taken(self, places: npt.NDArray[np.intp]) -> Expectation:
        """Only these places, in this order."""
        return Expectation(self.weight[places], self.expected[places], self.sd[places], self.mean[places])


def expectation(observed: npt.ArrayLike, mean: npt.ArrayLike, phi: npt.ArrayLike) -> Expectation:
    """Expectation of places with ``observed`` accidents among places of ``mean`` and shape ``phi`` (∞: all alike).

    Raises ``ValueError`` for a negative count or a mean or shape that is not positive.
    """
    x, mu, shape = np.broadcast_arrays(*(np.asarray(value, dtype=np.float64) for value in (observed, mean, phi)))
    if not (np.all(x >= 0) and np.all(mu > 0) and np.all(shape > 0)):
        raise ValueError(f"counts must not be negative, means and shapes positive: {observed!r}, {mean!r}, {phi!r}")
    weight = 1.0 / (1.0 + mu / shape)
    expected = weight * mu + (1.0 - weight) * x
    return Expectation(weight, expected, np.sqrt((1.0 - weight) * expected), np.array(mu))


def draws(found: Expectation, number: int, generator: np.random.Generator) -> Numbers:
    """``number`` draws (rows) of the true mean of every place (columns) from its gamma distribution."""
    scale = 1.0 - found.weight
    varied = scale > 0
    drawn = np.broadcast_to(found.expected, (number, len(found.expected))).copy()
    shape = found.expected[varied] / scale[varied]
    drawn[:, varied] = generator.gamma(shape, scale[varied], size=(number, int(varied.sum())))
    return drawn
