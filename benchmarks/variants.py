"""How long a catalogue takes: 100,000 variants of one template, from a table to two files.

Run with `python -m benchmarks.variants`, or with a number of variants behind it.  The table is
invented: three base materials, three makers' countries, two destinations, and numbers at random.
"""

import io
import resource
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.measure import tell
from cradlegate.compose.variants import Order, work_out_catalogue, write_catalogue
from cradlegate.footprint.variants.model import Asked

VARIANTS, SEED, DRAWS = 100_000, 17, 1_000
AS_OF = date(2026, 11, 22)
MIB = 1024


def main() -> None:
    """Measure an invented catalogue, without draws and with them."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else VARIANTS
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "catalogue.csv"
        path.write_bytes(invent(count))
        for draws in (0, DRAWS):
            order = Order("vmc-3axis", Asked(None, draws, SEED), AS_OF)
            start = time.perf_counter()
            catalogue = work_out_catalogue(path, order, with_cube=False)
            write_catalogue(catalogue, Path(folder) / f"{draws}.parquet", force=False)
            seconds = time.perf_counter() - start
            beside = f"{catalogue.computed:,} of {count:,} computed, {catalogue.groups} groups"
            tell(f"a catalogue with {draws:,} draws", seconds, beside)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB:.0f} MiB")


def invent(count: int) -> bytes:
    """Invent a table of variants."""
    random = np.random.default_rng(SEED)
    frame = pl.DataFrame(
        {
            "id": [f"V{number}" for number in range(count)],
            "net_mass [kg]": random.integers(5_000, 14_000, count),
            "axes": random.integers(3, 6, count),
            "spindle_power [kW]": random.choice([7.5, 11.0, 15.0, 18.5], count),
            "tools": random.choice([24, 30, 40, 60], count),
            "pallets": random.choice([0, 2], count),
            "base_material": random.choice(["grey_iron", "steel_plate", "granite"], count),
            "country": random.choice(["CN", "JP", "DE"], count),
            "destination": random.choice(["VNSGN", "THBKK"], count),
        }
    )
    written = io.BytesIO()
    frame.write_csv(written)
    return written.getvalue()


if __name__ == "__main__":
    main()
