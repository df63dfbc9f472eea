"""Choosing where work runs: here, in processes of this machine, or in a cluster."""

from contextlib import AbstractContextManager, nullcontext

from cradlegate.compute.cluster import Cluster
from cradlegate.compute.in_process import InProcess
from cradlegate.compute.process_pool import ProcessPool
from cradlegate.core.executor import Executor


def open_executor(workers: int, cluster: str) -> AbstractContextManager[Executor]:
    """Open where work runs; figures are the same everywhere.

    Args:
        workers: processes of this machine; 1 works here.
        cluster: address of a Dask scheduler; where it is given, the work runs there.

    Raises:
        FaultsError: a cluster that cannot be used (ST-024 to ST-026).
    """
    if cluster:
        return Cluster(cluster)
    return nullcontext(InProcess()) if workers == 1 else ProcessPool(workers)
