"""Closing in on the figures of a draw: suppliers before their users, loops round by round.

Many processes stand on no loop.  They are renewed once, layer by layer: before the loops what needs
none of them, behind them what none of them needs.  The rest goes round: strong loops by their
factors, y ← y + M^-1 (b - y + T^T y), the others by y ← b + T^T y in two blocks, each with the
newest figures of the rest (a block Gauss-Seidel iteration, and so a regular splitting).

Source: R. S. Varga, Matrix Iterative Analysis (1962), theorems 3.13 and 3.15.
"""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
from scipy.sparse import csc_array, csr_array

from cradlegate.lca.elementary import Floats
from cradlegate.lca.monte_carlo.arithmetic import Places, choose_arithmetic
from cradlegate.lca.splitting import Splitting, factorize
from cradlegate.lca.technosphere import Indexes

_MOST_ROUNDS, _MOST_LAYERS = 200, 16


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Processes that are renewed together.

    Args:
        rows, entries: where they and what they take stand in the order of the plan.
        starts: shape (rows + 1,); where the entries of each start.
    """

    rows: slice
    entries: slice
    starts: Places


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """In which order processes are renewed, whatever the amounts.

    Args:
        order: shape (n,); positions of the processes.
        entries: shape (inputs,); which entry of T^T stands where.
        suppliers: shape (inputs,); places of the suppliers in the order.
        before, behind: layers off all loops; each needs none but those in front of it.
        members: those on loops of strong exchanges.
        others: blocks of the other processes that stand between `before` and `behind`.
        strong: nominal M between the members.
    """

    order: Indexes
    entries: Places
    suppliers: Places
    before: tuple[Block, ...]
    members: Block
    others: tuple[Block, ...]
    behind: tuple[Block, ...]
    strong: csc_array


@dataclass(frozen=True, slots=True, eq=False)
class Rounds:
    """A plan with the factors of its strong loops; sent to a worker, it makes them anew there."""

    plan: Plan
    factors: Any = field(init=False)

    def __post_init__(self) -> None:
        """Factorise once for many draws."""
        object.__setattr__(self, "factors", factorize(self.plan.strong))

    def __reduce__(self) -> tuple[type["Rounds"], tuple[Plan]]:
        """Leave out the factors, which only their process can read."""
        return Rounds, (self.plan,)

    @property
    def members(self) -> Indexes:
        """Positions of the processes on strong loops, in the order of the factors."""
        return self.plan.order[self.plan.members.rows]

    def close_in(
        self, inputs: csr_array, direct: Floats, values: Floats, smallest: Floats
    ) -> Floats:
        """Close in on y = direct + T^T y until no round changes a figure by more than is told.

        Args:
            inputs: T^T of a draw, shape (n, n), with the entries of the plan.
            direct, values: shape (n, k); burdens without inputs, and what to start from.
            smallest: shape (n, 1); changes that count no more.
        """
        plan, order = self.plan, self.plan.order
        data = inputs.data[plan.entries]
        figures = _Figures(plan, data, direct[order], values[order], smallest[order])
        figures.follow_each(plan.before)
        for _ in range(_MOST_ROUNDS):
            if self._go_round(figures):
                break
        figures.follow_each(plan.behind)
        found = np.empty_like(values)
        found[order] = figures.values
        return found

    def _go_round(self, figures: "_Figures") -> bool:
        """Renew what stands on loops; tells whether nothing moved that counts."""
        members = self.plan.members
        before = figures.values[members.rows]
        step = self.factors.solve(figures.follow(members) - before)
        is_settled = figures.renew(members, before + step)
        return figures.follow_each(self.plan.others) and is_settled


@dataclass(frozen=True, slots=True, eq=False)
class _Figures:
    """A draw in the order of a plan; the values are renewed where they stand."""

    plan: Plan
    data: Floats
    right: Floats
    values: Floats
    smallest: Floats

    def follow_each(self, blocks: tuple[Block, ...]) -> bool:
        """Renew blocks one after the other by what they take."""
        is_settled = [self.renew(block, self.follow(block)) for block in blocks]
        return all(is_settled)

    def follow(self, block: Block) -> Floats:
        """Give burdens of a block with those of its inputs as they now are."""
        add_inputs, entries = choose_arithmetic().add_inputs, block.entries
        suppliers, right = self.plan.suppliers[entries], self.right[block.rows]
        return add_inputs(block.starts, suppliers, self.data[entries], right, self.values)

    def renew(self, block: Block, following: Floats) -> bool:
        """Put in new figures; tells whether none moved that counts."""
        moved = np.abs(following - self.values[block.rows])
        self.values[block.rows] = following
        return bool((moved <= self.smallest[block.rows]).all())


def plan_rounds(inputs: csr_array, splitting: Splitting, sizes: Floats) -> Plan:
    """Plan in which order the processes of a database are renewed.

    Args:
        inputs: nominal T^T, shape (n, n); entries that are 0 may be others in a draw.
        splitting: its strong exchanges.
        sizes: shape (n,); what counts as much in each row.
    """
    before, rest, behind = _peel(inputs)
    others = _part(inputs, rest, splitting.members, sizes)
    groups = [*before, splitting.members, *others, *behind]
    order = np.concatenate(groups)
    starts = np.concatenate([[0], np.cumsum(np.diff(inputs.indptr)[order])])
    entries = np.arange(inputs.nnz) + np.repeat(inputs.indptr[order] - starts[:-1], np.diff(starts))
    places = np.empty(len(order), np.int32)
    places[order] = np.arange(len(order))
    ends = np.cumsum([0, *map(len, groups)]).tolist()
    blocks = [_cut(starts, first, last) for first, last in pairwise(ends)]
    at, last = len(before), len(blocks) - len(behind)
    return Plan(
        order,
        entries.astype(np.int32),
        places[inputs.indices[entries]],
        tuple(blocks[:at]),
        blocks[at],
        tuple(blocks[at + 1 : last]),
        tuple(blocks[last:]),
        splitting.strong,
    )


def _cut(starts: Indexes, first: int, last: int) -> Block:
    own = starts[first : last + 1]
    return Block(
        slice(first, last), slice(int(own[0]), int(own[-1])), (own - own[0]).astype(np.int32)
    )


def _peel(inputs: csr_array) -> tuple[list[Indexes], Indexes, list[Indexes]]:
    """Take off layer by layer what needs nothing that is left, and what nothing left needs."""
    count = inputs.shape[0]
    users, suppliers = np.repeat(np.arange(count), np.diff(inputs.indptr)), inputs.indices
    is_left = np.ones(count, np.bool_)
    before, behind = [], []
    for _ in range(_MOST_LAYERS):
        is_free = is_left & (np.bincount(users, minlength=count) == 0)
        is_last = is_left & ~is_free & (np.bincount(suppliers, minlength=count) == 0)
        if not (is_free | is_last).any():
            break
        before.append(np.flatnonzero(is_free))
        behind.append(np.flatnonzero(is_last))
        is_left &= ~(is_free | is_last)
        is_between = is_left[users] & is_left[suppliers]
        users, suppliers = users[is_between], suppliers[is_between]
    return _drop_empty(before), np.flatnonzero(is_left), _drop_empty(behind[::-1])


def _drop_empty(groups: list[Indexes]) -> list[Indexes]:
    return [group for group in groups if len(group)]


def _part(inputs: csr_array, rest: Indexes, members: Indexes, sizes: Floats) -> list[Indexes]:
    """Part others than members: first those that mostly take from members, then the rest."""
    is_member = np.zeros(len(sizes), np.bool_)
    is_member[members] = True
    carried = abs(inputs)
    carried.data *= sizes[inputs.indices]
    shares = carried @ is_member - carried @ ~is_member
    others = rest[~is_member[rest]]
    takes_from_members = shares[others] > 0.0
    return _drop_empty([others[takes_from_members], others[~takes_from_members]])
