"""A folder for each kind of disclosure. None imports another; KINDS is the order of navigation."""

from mingbai.kinds.accountability import KIND as ACCOUNTABILITY
from mingbai.kinds.accounts import KIND as ACCOUNTS
from mingbai.kinds.appraisals import KIND as APPRAISALS
from mingbai.kinds.approvals import KIND as APPROVALS
from mingbai.kinds.catalogue import KIND as CATALOGUE
from mingbai.kinds.commitments import KIND as COMMITMENTS
from mingbai.kinds.complaints import KIND as COMPLAINTS
from mingbai.kinds.completions import KIND as COMPLETIONS
from mingbai.kinds.delays import KIND as DELAYS
from mingbai.kinds.holdings import KIND as HOLDINGS
from mingbai.kinds.inspections import KIND as INSPECTIONS
from mingbai.kinds.key_work import KIND as KEY_WORK
from mingbai.kinds.party_affairs import KIND as PARTY_AFFAIRS
from mingbai.kinds.performance import KIND as PERFORMANCE
from mingbai.kinds.registry import KIND as REGISTRY
from mingbai.kinds.regulations import KIND as REGULATIONS
from mingbai.kinds.replies import KIND as REPLIES
from mingbai.kinds.supervision import KIND as SUPERVISION
from mingbai.kinds.village_affairs import KIND as VILLAGE_AFFAIRS
from mingbai.model import KIND_SCOPE, Kind, declarations

KINDS: tuple[Kind, ...] = (
    REGISTRY,
    APPROVALS,
    COMPLETIONS,
    DELAYS,
    COMMITMENTS,
    COMPLAINTS,
    ACCOUNTABILITY,
    APPRAISALS,
    PERFORMANCE,
    KEY_WORK,
    INSPECTIONS,
    SUPERVISION,
    ACCOUNTS,
    HOLDINGS,
    VILLAGE_AFFAIRS,
    PARTY_AFFAIRS,
    REGULATIONS,
    CATALOGUE,
    REPLIES,
)
CHOICES = {KIND_SCOPE.name: tuple(kind.name for kind in KINDS)}  # what a template lists
DECLARED = declarations(KINDS)  # kinds that contradict each other: a fault at import


def by_name(name: str) -> Kind:
    """The kind of that name; a name nobody has is a usage error, said in words."""
    for kind in KINDS:
        if kind.name == name:
            return kind
    raise SystemExit(f"没有这个公开类别：{name}；有 {'、'.join(k.name for k in KINDS)}")
