"""Whether a remark of a pack concerns what is judged."""

from cradlegate.core.kleene import Truth
from cradlegate.regimes.evaluate.scopes import Scopes
from cradlegate.regimes.pack.pack import Remark
from cradlegate.regimes.vocabulary import Anchor


def concerns(remark: Remark, scopes: Scopes) -> bool:
    """Tell whether a remark concerns one of the machines; one that may concern it, does."""
    if remark.when is None:
        return True
    seen = [
        scopes.read(remark.when, Anchor.ENTRY, machine)
        for machine in scopes.base.machines or (None,)
    ]
    return any(each.truth is not Truth.FALSE for each in seen)
