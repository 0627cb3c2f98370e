"""One folder a kind of disclosure. They do not know each other; their order is the navigation."""

from mingbai.kinds.accounts import KIND as ACCOUNTS
from mingbai.kinds.appraisals import KIND as APPRAISALS
from mingbai.kinds.approvals import KIND as APPROVALS
from mingbai.kinds.registry import KIND as REGISTRY
from mingbai.model import Kind

KINDS: tuple[Kind, ...] = (REGISTRY, APPROVALS, ACCOUNTS, APPRAISALS)
