"""Mingbai 明白: validated data packages -> a disclosure portal."""

import os

# Before polars is imported: its allocator (jemalloc) keeps freed pages by default, and a file of
# 60 MB takes 120 MB more than it needs, at the same speed. Processes started by us inherit it.
os.environ.setdefault("_RJEM_MALLOC_CONF", "dirty_decay_ms:0,muzzy_decay_ms:0")
