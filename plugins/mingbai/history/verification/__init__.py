"""A published site -> SiteVerification: what differs, is missing, extra, older, wrongly signed.

Nothing but the site's own files is read, and what a reader brings: public keys of whom to trust,
and a checkpoint that was kept earlier. `sign` writes the note of a site's manifest.
"""

from mingbai.history.verification.sign import KeyRefused, sign
from mingbai.history.verification.verify import NoSite, SiteVerification, verify

__all__ = ["KeyRefused", "NoSite", "SiteVerification", "sign", "verify"]
