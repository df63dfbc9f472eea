"""A digest over every status of every line, whatever the batches they were judged in."""

from collections import defaultdict
from hashlib import sha256
from typing import Any

from cradlegate.border.portfolio.screen import Batch
from cradlegate.core.canonical import digest
from cradlegate.regimes.columns.judged import STATUS


class ResultDigest:
    """Takes in batch after batch, and gives one digest at the end."""

    def __init__(self) -> None:
        self._statuses: dict[str, dict[str, Any]] = defaultdict(lambda: defaultdict(sha256))

    def add(self, batch: Batch) -> None:
        """Take in the statuses of a batch, in the order of its lines."""
        for regime, judged in batch.judged.items():
            for output in judged.legend.outputs:
                statuses = judged.frame[f"{output}{STATUS}"].to_numpy()
                self._statuses[regime][output].update(statuses.tobytes())

    def finish(self) -> str:
        """Give the digest."""
        return digest(
            {
                regime: {output: each.hexdigest() for output, each in outputs.items()}
                for regime, outputs in self._statuses.items()
            }
        )
