"""``attune matching``: trying the matching on a world of files."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

from attune.cli.environment import Refusal
from attune.matching.errors import MatchingError
from attune.matching.gateways.rankings_file import write_rankings
from attune.matching.gateways.world_files import World, read_world
from attune.matching.rules.evidence import learned_from
from attune.matching.rules.rank import Ranking, rank
from attune.matching.rules.score import DeclaredFit, EvidenceFit
from attune.matching.rules.strategy import Strategy

STRATEGIES = ("evidence-fit", "declared-fit")


def register(commands: Any) -> None:
    """Add the command and its parts."""
    parser = commands.add_parser("matching", help="matching: try it on a world of files")
    parts = parser.add_subparsers(dest="part", metavar="PART", required=True)
    backtest = parts.add_parser("backtest", help="rank every patient of a world and write the rankings")
    backtest.add_argument("world", metavar="WORLD", type=Path, help="the folder with the world's files")
    backtest.add_argument("--out", type=Path, required=True, metavar="FILE", help="where the rankings go, as CSV")
    backtest.add_argument("--strategy", choices=STRATEGIES, default=STRATEGIES[0], help="how to score")
    backtest.add_argument("--json", action="store_true", help="the summary as one JSON object")
    backtest.set_defaults(run=run_backtest)


def run_backtest(arguments: argparse.Namespace) -> int:
    """Rank every patient, write the file, tell who has nobody and why, and sum up in one line."""
    began = perf_counter()
    try:
        world = read_world(arguments.world)
    except MatchingError as error:
        raise Refusal(str(error)) from error
    strategy = _strategy(arguments.strategy, world)
    rankings = [rank(need, world.candidates, strategy=strategy) for need in world.needs]
    try:
        write_rankings(arguments.out, rankings)
    except OSError as error:
        raise Refusal(f"{arguments.out} cannot be written: {error.strerror}.") from error
    seconds = perf_counter() - began
    _tell(rankings, strategy=strategy.name, seconds=seconds, as_json=arguments.json)
    return 0


def _strategy(name: str, world: World) -> Strategy:
    return EvidenceFit(learned_from(world.outcomes)) if name == "evidence-fit" else DeclaredFit()


def _tell(rankings: Sequence[Ranking], *, strategy: str, seconds: float, as_json: bool) -> None:
    nobody = [ranking for ranking in rankings if not ranking.suggestions]
    name, version = strategy.rsplit("/", 1)
    if as_json:
        told = {
            "patients": len(rankings),
            "suggested": len(rankings) - len(nobody),
            "without_anyone": len(nobody),
            "seconds": round(seconds, 2),
            "strategy": name,
            "version": version,
            "nobody_eligible": {
                one.patient_id: {reason.name.lower(): count for reason, count in one.counted_exclusions().items()}
                for one in nobody
            },
        }
        print(json.dumps(told))
        return
    for one in nobody:
        counts = "; ".join(f"{count} × {reason}" for reason, count in one.counted_exclusions().items())
        print(f"{one.patient_id}: nobody of {len(one.excluded)} is eligible: {counts}", file=sys.stderr)
    print(
        f"{strategy}: {len(rankings)} patients, {len(rankings) - len(nobody)} with suggestions, "
        f"{len(nobody)} without anyone, {seconds:.1f} seconds"
    )
