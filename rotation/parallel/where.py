"""Where many solves run: on a cluster that is named, in processes, or here."""

from __future__ import annotations

import os

from rotation.parallel.pool import Where, in_process
from rotation.parallel.processes import in_processes

CLUSTER = "ROTATION_CLUSTER"
"""The environment variable with the address of a scheduler."""


def where(
    processes: int | None = None,
    cluster: str | None = None,
    *,
    cores: int | None = None,
    apart: bool = False,
) -> Where:
    """Where to work: on the cluster at this address; in so many processes; on the cluster that
    ROTATION_CLUSTER names; else in this process. apart: rather in processes, `cores` of them (one
    for each that there is)."""
    address = cluster or (os.environ.get(CLUSTER, "") if processes is None else "")
    if address:
        from rotation.parallel.cluster import on_cluster

        return on_cluster(address)
    count = processes or ((cores or os.cpu_count() or 1) if apart else 1)
    return in_processes(count) if apart or count > 1 else in_process
