"""The cheapest assignment of cadres to posts as a network flow, and the prices that prove it.

OR-Tools' min-cost flow finds the assignment. The prices (node potentials) come from the assignment
alone, by shortest ways in its residual network, so that nothing rests on the flow solver's word.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from rotation.model.program import Ints

Bools = NDArray[np.bool_]
_STATUS = SimpleMinCostFlow.Status


@dataclass(frozen=True)
class Network:
    """Every cadre takes one arc; a post takes as many as it has seats.

    cadre, post, cost: of every arc, cadres and posts numbered from 0; post is len(seats) for an arc
    that takes no seat. full: posts of which no seat may stay empty.
    """

    cadres: int
    seats: Ints
    full: Bools
    cadre: Ints
    post: Ints
    cost: Ints

    def may_leave_out(self) -> Network:
        """The same where only leaving a cadre without an arc costs, 1 each: the added arcs."""
        added = np.arange(self.cadres)
        return Network(
            self.cadres,
            self.seats,
            np.zeros_like(self.full),
            np.concatenate([self.cadre, added]),
            np.concatenate([self.post, np.full(self.cadres, len(self.seats))]),
            np.repeat([0, 1], [len(self.cadre), self.cadres]),
        )


def cheapest(network: Network) -> Ints | bool | None:
    """The arc that every cadre takes at the least cost in sum; False where there is no such choice.

    None where the solver gives up, for instance on costs too large for it. It cannot be stopped; it
    took half a second for 10,000 posts.
    """
    if not network.cadres:
        return np.empty(0, dtype=np.int64)
    flow, arcs = _flow(network)
    status = flow.solve()
    if status == _STATUS.INFEASIBLE:
        return False
    if status != _STATUS.OPTIMAL:
        return None
    used = np.flatnonzero(np.asarray(flow.flows(arcs)))
    taken = np.full(network.cadres, -1)
    taken[network.cadre[used]] = used
    return taken if len(used) == network.cadres and (taken >= 0).all() else None


def _flow(network: Network) -> tuple[SimpleMinCostFlow, NDArray[np.int32]]:
    """Cadres, posts, and a sink for what no post must take; and the arcs of the network in it."""
    posts, cadres = len(network.seats), network.cadres
    flow, sink = SimpleMinCostFlow(), cadres + posts
    loose = np.flatnonzero(~network.full)
    arcs = flow.add_arcs_with_capacity_and_unit_cost(
        np.concatenate([network.cadre, cadres + loose]).astype(np.int32),
        np.concatenate([cadres + network.post, np.full(len(loose), sink)]).astype(np.int32),
        np.concatenate([np.ones(len(network.cadre), dtype=np.int64), network.seats[loose]]),
        np.concatenate([network.cost, np.zeros(len(loose), dtype=np.int64)]),
    )
    required = np.where(network.full, network.seats, 0)
    supplies = np.concatenate([np.ones(cadres), -required, [required.sum() - cadres]])
    flow.set_nodes_supplies(np.arange(sink + 1, dtype=np.int32), supplies.astype(np.int64))
    return flow, np.asarray(arcs)[: len(network.cadre)].astype(np.int32)


def prices(network: Network, taken: Ints) -> tuple[Ints, Ints] | None:
    """What every cadre and every seat is worth, so that no arc is cheaper than its two ends.

    cost >= cadre's + post's for every arc, with equality for those taken; a post's is 0 where a
    seat stays empty and at most 0 where one could. None where the assignment is not the cheapest.
    """
    distance = _distances(network, taken)
    if distance is None:
        return None
    posts = len(network.seats)
    distance = distance - distance[posts]
    of_post = distance[:posts]
    of_post = np.where(network.full, of_post, np.minimum(of_post, 0))
    return network.cost[taken] - distance[network.post[taken]], of_post


def _distances(network: Network, taken: Ints) -> Ints | None:
    """Lengths of the shortest ways to posts and sink, from a source that leads to all of them.

    A way goes from the post a cadre has to another the cadre could have, at the difference in cost;
    from the sink to posts whose seat may be given up; and to the sink from posts with a seat empty.
    """
    posts, nobody = len(network.seats), np.zeros(0, dtype=np.int64)
    has, paid = network.post[taken], network.cost[taken]
    count = np.bincount(has, minlength=posts + 1)[:posts]
    giving = np.flatnonzero((count > 0) & ~network.full)
    open_ = np.flatnonzero((count < network.seats) & ~network.full)
    start = np.concatenate([has[network.cadre], np.full(len(giving), posts), open_])
    end = np.concatenate([network.post, giving, np.full(len(open_), posts)])
    length = np.concatenate(
        [network.cost - paid[network.cadre], np.zeros(len(giving) + len(open_), dtype=np.int64)]
    )
    order = np.argsort(end, kind="stable")
    start, end, length = start[order], end[order], length[order]
    first = np.flatnonzero(np.diff(end, prepend=-1)) if len(end) else nobody
    reached, distance = end[first], np.zeros(posts + 1, dtype=np.int64)
    for _ in range(posts + 2):
        nearer = np.minimum(np.minimum.reduceat(distance[start] + length, first), distance[reached])
        if np.array_equal(nearer, distance[reached]):
            return distance
        distance[reached] = nearer
    return None
