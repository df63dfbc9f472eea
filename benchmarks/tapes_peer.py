"""The peer of `benchmarks.tapes`: lca_algebraic works out the totals of the same template.

Run by that benchmark with another interpreter; what to do comes as JSON on stdin.
"""

import importlib
import json
import os
import sys
import tempfile
import time
import warnings
from typing import Any

import numpy as np


def main() -> None:
    """Read what is asked, time it, and print the answer as JSON."""
    asked = json.load(sys.stdin)
    os.environ.setdefault("BRIGHTWAY2_DIR", tempfile.mkdtemp())
    warnings.simplefilter("ignore")
    algebraic = importlib.import_module("lca_algebraic")
    method = ("benchmark", "climate", "one")
    machine = build(algebraic, asked, method)
    shape = (asked["parameters"], asked["sets"])
    given = np.random.default_rng(asked["seed"]).uniform(asked["low"], asked["high"], shape)
    values = {f"p{number}": row for number, row in enumerate(given)}
    algebraic.compute_impacts(machine, [method], **{name: row[:2] for name, row in values.items()})
    shortest = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        totals = algebraic.compute_impacts(machine, [method], **values).values.ravel()
        shortest = min(shortest, time.perf_counter() - start)
    version = importlib.import_module("importlib.metadata").version
    name = f"lca_algebraic on bw2data {version('bw2data')}"
    print(json.dumps({"name": name, "seconds": shortest, "sum": float(totals.sum())}))


def build(algebraic: Any, asked: dict[str, Any], method: tuple[str, str, str]) -> Any:  # noqa: ANN401 - the peer has no types
    """Write the background, the parameters and one activity with every exchange."""
    data = importlib.import_module("bw2data")
    sympy = importlib.import_module("sympy")
    data.projects.set_current("benchmark")
    gas = ("bio", "gas")
    emission = {"name": "gas", "type": "emission", "exchanges": [], "unit": "kg"}
    data.Database("bio").write({gas: emission | {"categories": ("air",)}})
    data.Method(method).register(unit="kg")
    data.Method(method).write([(gas, 1.0)])
    data.Database("bg").write(
        {
            ("bg", f"b{number}"): {
                "name": f"background {number}",
                "unit": "kg",
                "location": "GLO",
                "exchanges": [
                    {"input": ("bg", f"b{number}"), "amount": 1.0, "type": "production"},
                    {"input": gas, "amount": score, "type": "biosphere"},
                ],
            }
            for number, score in enumerate(asked["scores"])
        }
    )
    algebraic.resetDb("fg")
    names = [f"p{number}" for number in range(asked["parameters"])]
    words: dict[str, Any] = {
        name: algebraic.newFloatParam(name, default=0.5, min=0.2, max=1.2, dbname="fg")
        for name in names
    }
    words |= {"sqrt": sympy.sqrt, "exp": sympy.exp}
    exchanges = {
        data.get_activity(("bg", f"b{number}")): eval(text, words)  # noqa: S307 - our own formulas
        for number, text in enumerate(asked["formulas"])
    }
    return algebraic.newActivity("fg", "machine", "unit", exchanges)


if __name__ == "__main__":
    main()
