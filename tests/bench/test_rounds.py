"""Both sides are measured in turns, and one slow round changes nothing."""

from itertools import count

from attune.bench.rounds import interleaved


def test_the_sides_take_turns_and_each_begins_as_often_as_the_other():
    called: list[str] = []

    interleaved({"a": lambda: called.append("a"), "b": lambda: called.append("b")}, rounds=3, repeats=2)

    assert "".join(called) == "aabbbbaaaabbbbaa"


def test_the_median_round_counts_and_the_first_does_not(monkeypatch):
    now = 0.0
    costs = {"steady": count(1, 0), "spiky": iter([99.0, 2.0, 500.0, 2.0])}
    monkeypatch.setattr("attune.bench.rounds.time.perf_counter", lambda: now)

    def spend(name: str) -> None:
        nonlocal now
        now += next(costs[name])

    taken = interleaved({"steady": lambda: spend("steady"), "spiky": lambda: spend("spiky")}, rounds=3)

    assert taken == {"steady": 1.0, "spiky": 2.0}
