"""The simulation of METHODS 7 in a process of its own: ``python -m bench.simulation``."""

from __future__ import annotations

from analysis.signals.simulate import simulate

from .measuring import report

if __name__ == "__main__":
    simulate(10, seed=1)  # what is imported once
    report(lambda: len(simulate()))
