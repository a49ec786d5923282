"""Which areas rise: the baseline, the evidence against it, the flags, and the simulation that proves them."""
