"""The key that signs the demo's log: anybody can make it from this file, so it proves nothing."""

from __future__ import annotations

import hashlib

from mingbai.history import checkpoints
from mingbai.history.notes import SignerKey

_SEED = "演示用的签名私钥，公开在源代码里，什么都证明不了"


def signer(site_url: str) -> SignerKey:
    """The private key, in the name of the log of a portal."""
    origin = checkpoints.origin_of(site_url)
    return SignerKey(origin, hashlib.sha256(_SEED.encode()).digest())
