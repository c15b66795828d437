"""Two web processes to compare: the product with a floor page, and Django alone saying hello."""

PROCESSOR = "BENCH_PROCESSOR"
"""Where the measured product finds its payment processor; production's settings know of none on this machine."""
