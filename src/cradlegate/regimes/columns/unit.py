"""Every provision of a pack over some lines, as the interpreter judges it for one machine."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from cradlegate.regimes.columns.documents import Search, Test, join_searches, search_document
from cradlegate.regimes.lines.express import Place, Reader
from cradlegate.regimes.pack.pack import Pack
from cradlegate.regimes.pack.provision import Expressed, Modality, Provision, ProvisionKind
from cradlegate.regimes.planes.joins import all_nodes, any_nodes, not_node
from cradlegate.regimes.planes.nodes import ALWAYS, NEVER, Node
from cradlegate.regimes.vocabulary import Anchor


@dataclass(frozen=True)
class Unit:
    """Some lines with everything that is judged of them.

    Args:
        slots: how many documents every line has.
    """

    reader: Reader
    slots: int
    _judged: dict[str, Node] = field(default_factory=dict)
    _bound: dict[str, Node] = field(default_factory=dict)

    @property
    def _pack(self) -> Pack:
        return self.reader.law.pack

    @cached_property
    def applies(self) -> Node:
        """Where the regime applies."""
        return any_nodes(
            all_nodes([self.binds(each), *self._read(each, each.test)])
            for each in self._pack.provisions
            if each.kind is ProvisionKind.APPLIES and not each.is_exclusion
        )

    @cached_property
    def verdict(self) -> Node:
        """Where everything that binds is met, if the regime applies."""
        return all_nodes(
            self._if_applies(any_nodes([not_node(self._is_closed(each)), self.judge(each)]))
            for each in list_judged(self._pack.provisions)
        )

    @cached_property
    def benefit(self) -> Node:
        """Where everything is met that the benefit hangs on, and nothing took it away."""
        parts = [
            any_nodes([not_node(self._is_facilitated(each)), self.judge(each)])
            for each in list_judged(self._pack.provisions)
        ]
        benefit = self._pack.benefit
        if benefit and benefit.void_when:
            parts.append(not_node(self.reader.read(benefit.void_when, Place(Anchor.ENTRY))))
        return all_nodes(map(self._if_applies, parts))

    def judge(self, provision: Provision) -> Node:
        """Judge a provision where it binds; where it does not, it is not broken."""
        if provision.id not in self._judged:
            parts = [not_node(self.binds(provision)), self._meets(provision)]
            self._judged[provision.id] = any_nodes(parts)
        return self._judged[provision.id]

    def binds(self, provision: Provision) -> Node:
        """Tell where a provision binds; `when` of a test is asked of its document."""
        if provision.id not in self._bound:
            parts = [self._stands(provision)]
            if provision.when and provision.of:
                parts.append(self._searches[provision.of].asking[provision.id])
            else:
                parts += self._read(provision, provision.when)
            self._bound[provision.id] = all_nodes(parts)
        return self._bound[provision.id]

    @cached_property
    def _searches(self) -> Mapping[str, Search]:
        """What was found for every document that the pack asks for."""
        return {
            each.id: search_document(each, self._tests(each.id), self.reader, self.slots)
            for each in self._pack.documents.values()
            if each.types
        }

    def _if_applies(self, judged: Node) -> Node:
        return any_nodes([self._is_outside, judged])

    @cached_property
    def _is_outside(self) -> Node:
        return not_node(self.applies)

    def _stands(self, provision: Provision) -> Node:
        """Tell where a provision is in force and no exclusion takes it away."""
        lifted = [
            not_node(self._excludes(each))
            for each in self._pack.exclusions_of(provision)
            if each.lowers_to is None
        ]
        return all_nodes([self.reader.law.is_in_force(provision), *lifted])

    def _excludes(self, exclusion: Provision) -> Node:
        return all_nodes([self.binds(exclusion), *self._read(exclusion, exclusion.exclude_if)])

    def _meets(self, provision: Provision) -> Node:
        if provision.document:
            required = self._pack.documents[provision.document]
            members = [self._searches[name] for name in required.members or (required.id,)]
            return join_searches(required, members)
        if provision.of:
            return self._searches[provision.of].passing[provision.id]
        return all_nodes(self._read(provision, provision.test))

    def _tests(self, document: str) -> list[Test]:
        return [
            Test(each, not_node(self._is_closed(each)), not_node(self._stands(each)))
            for each in self._pack.provisions
            if each.of == document
        ]

    def _is_closed(self, provision: Provision) -> Node:
        """Tell where the standard way is closed if a provision is not met."""
        own = ALWAYS if provision.modality.binds else self._is_raised(provision)
        return all_nodes([own, not_node(self._is_lowered(provision, tuple(Modality)))])

    def _is_facilitated(self, provision: Provision) -> Node:
        """Tell where the benefit hangs on a provision."""
        if provision.kind is ProvisionKind.GRANTS:
            return ALWAYS
        lowered = self._is_lowered(provision, (Modality.FACILITATION,))
        if provision.modality is not Modality.FACILITATION:
            return lowered
        changed = [self._is_raised(provision), self._is_lowered(provision, tuple(Modality))]
        return any_nodes([lowered, not_node(any_nodes(changed))])

    def _is_lowered(self, provision: Provision, to: tuple[Modality, ...]) -> Node:
        exclusions = self._pack.exclusions_of(provision)
        return any_nodes(self._excludes(each) for each in exclusions if each.lowers_to in to)

    def _is_raised(self, provision: Provision) -> Node:
        if provision.raised_by is None:
            return NEVER
        return all_nodes(self._read(provision, provision.raised_by))

    def _read(self, provision: Provision, expressed: Expressed | None) -> list[Node]:
        place = Place(provision.anchor)
        return [self.reader.read(each, place) for each in (expressed,) if each]


def list_judged(provisions: tuple[Provision, ...]) -> tuple[Provision, ...]:
    """List the provisions that demand or grant something."""
    return tuple(
        each
        for each in provisions
        if each.kind is not ProvisionKind.APPLIES and not each.is_exclusion
    )
