"""Goal 9: the floor every signed-in page stands on, against Django saying hello."""

from collections.abc import Iterator

from attune.bench.people import measured_member
from attune.bench.register import benchmark
from attune.bench.report import Measured, at_least
from attune.bench.rounds import interleaved
from attune.bench.scratch import Scratch
from attune.bench.serving import FLOOR, headers_of, servers, session_of

GOAL = 0.3
ROUNDS = 40
REQUESTS_A_ROUND = 100


@benchmark("session")
def measure_session(scratch: Scratch) -> Iterator[Measured]:
    """Yield how many requests a second the floor answers, against hello with five middlewares."""
    signed_in = headers_of(session_of(measured_member().person_id))
    with servers(scratch) as started:
        sides = {
            "hello": started.page("/hello", {}, module="hello").get,
            "floor": started.page(FLOOR, signed_in).get,
        }
        taken = interleaved(sides, rounds=ROUNDS, repeats=REQUESTS_A_ROUND)
    yield at_least("session.floor_per_second", 1 / taken["floor"], limit=1 / taken["hello"], goal=GOAL)
