"""The benchmarks by name: a benchmark is a module here with a function that registers itself."""

from collections.abc import Callable, Iterator
from importlib import import_module

from attune.bench.report import Measured

Benchmark = Callable[..., Iterator[Measured]]
"""It takes the scratch database and, by name, what a command's option gives it."""

MODULES = (
    "isolation",
    "practice",
    "session",
    "web",
    "audited_read",
    "directory",
    "slots",
    "matching",
    "booking",
    "storm",
    "chart",
    "signalling",
)
"""The modules beside this one that hold a benchmark, in the order they run."""

_register: dict[str, Benchmark] = {}


class NoSuchBenchmark(Exception):
    """No benchmark has this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no benchmark {name}. There are: {', '.join(benchmarks())}.")
        self.name = name


def benchmark(name: str) -> Callable[[Benchmark], Benchmark]:
    """Declare a function as the benchmark of this name."""

    def declare(measure: Benchmark) -> Benchmark:
        assert name not in _register, f"{name} is declared twice"
        _register[name] = measure
        return measure

    return declare


def benchmarks() -> dict[str, Benchmark]:
    """Return every benchmark by name, in the order they run."""
    for module in MODULES:
        import_module(f"attune.bench.{module}")
    return dict(_register)


def named(name: str) -> Benchmark:
    """Return one benchmark. Raises NoSuchBenchmark."""
    try:
        return benchmarks()[name]
    except KeyError:
        raise NoSuchBenchmark(name) from None
