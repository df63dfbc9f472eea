"""A digest over every status of every line, whatever the pieces they were judged in."""

from collections import defaultdict
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from cradlegate.border.portfolio.screen import Batch
from cradlegate.core.canonical import digest

Statuses = Mapping[str, Mapping[str, bytes]]
"""By regime and output, a byte for each line."""


def take_statuses(batch: Batch) -> Statuses:
    """Take the statuses out of a batch, so that the rest of it can be forgotten."""
    return {
        regime: {
            output: judged.list_statuses(output).to_numpy().tobytes()
            for output in judged.legend.outputs
        }
        for regime, judged in batch.judged.items()
    }


class ResultDigest:
    """Takes in batch after batch, and gives one digest at the end."""

    def __init__(self) -> None:
        self._statuses: dict[str, dict[str, Any]] = defaultdict(lambda: defaultdict(sha256))

    def add(self, statuses: Statuses) -> None:
        """Take in the statuses of a batch, in the order of its lines."""
        for regime, outputs in statuses.items():
            for output, each in outputs.items():
                self._statuses[regime][output].update(each)

    def finish(self) -> str:
        """Give the digest."""
        return digest(
            {
                regime: {output: each.hexdigest() for output, each in outputs.items()}
                for regime, outputs in self._statuses.items()
            }
        )
