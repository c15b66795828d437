"""The file of rankings that a backtest leaves."""

import csv
import os
from collections.abc import Iterable
from pathlib import Path
from tempfile import NamedTemporaryFile

from attune.matching.rules.rank import Ranking

COLUMNS = ("patient_id", "rank", "provider_id", "score", "reasons")


def write_rankings(path: Path, rankings: Iterable[Ranking]) -> None:
    """Write a line for each suggestion; the file appears whole, or stays as it was.

    Reasons are joined by ``|``, the weightiest first. Raises OSError where it cannot be written.
    """
    with NamedTemporaryFile(
        "w", dir=path.parent, prefix=f".{path.name}.", delete=False, newline="", encoding="utf-8"
    ) as draft:
        try:
            writer = csv.writer(draft, lineterminator="\n")
            writer.writerow(COLUMNS)
            for ranking in rankings:
                for one in ranking.suggestions:
                    cells = (
                        ranking.patient_id,
                        one.rank,
                        one.provider_id,
                        f"{one.score:.6f}",
                        "|".join(map(str, one.reasons)),
                    )
                    writer.writerow(cells)
            draft.flush()
            os.fchmod(draft.fileno(), 0o644)
            Path(draft.name).replace(path)
        except BaseException:
            Path(draft.name).unlink(missing_ok=True)
            raise
