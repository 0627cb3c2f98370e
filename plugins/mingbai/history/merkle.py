"""Leaves -> a Merkle tree of RFC 6962: its root, proofs that a leaf or an older tree is part of it.

All hashes are 32 bytes of SHA-256. A tree of n leaves is cut at the largest power of two below n.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

EMPTY_ROOT = sha256().digest()


def leaf_hash(data: bytes) -> bytes:
    """The hash of a leaf: its bytes after 0x00."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node: both hashes below it after 0x01."""
    return sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree by its complete subtrees. levels[k][i]: the hash over leaves i·2^k … (i+1)·2^k - 1."""

    levels: tuple[tuple[bytes, ...], ...]

    @property
    def size(self) -> int:
        """How many leaves it has."""
        return len(self.levels[0])

    def root(self, size: int | None = None) -> bytes:
        """The root of the whole tree, or of its first `size` leaves."""
        return self._hash(0, self._size(size))

    def inclusion(self, index: int, size: int | None = None) -> tuple[bytes, ...]:
        """The audit path of leaf `index` in the first `size` leaves, from the leaf upwards."""
        end = self._size(size)
        if not 0 <= index < end:
            raise IndexError(f"no leaf {index} in a tree of {end}")
        path = []
        start = 0
        while end - start > 1:
            middle = start + _split(end - start)
            if index < middle:
                path.append(self._hash(middle, end))
                end = middle
            else:
                path.append(self._hash(start, middle))
                start = middle
        return tuple(reversed(path))

    def consistency(self, old: int, size: int | None = None) -> tuple[bytes, ...]:
        """The proof that the first `old` leaves begin the first `size`; empty for 0 and for all."""
        end = self._size(size)
        if not 0 <= old <= end:
            raise IndexError(f"no tree of {old} in a tree of {end}")
        if old in {0, end}:
            return ()
        return tuple(self._between(old, 0, end, is_known=True))

    def _between(self, old: int, start: int, end: int, *, is_known: bool) -> Iterator[bytes]:
        """SUBPROOF of RFC 6962; is_known: whether the verifier has the hash of start … old."""
        if old == end:
            if not is_known:
                yield self._hash(start, end)
            return
        middle = start + _split(end - start)
        if old <= middle:
            yield from self._between(old, start, middle, is_known=is_known)
            yield self._hash(middle, end)
        else:
            yield from self._between(old, middle, end, is_known=False)
            yield self._hash(start, middle)

    def _size(self, size: int | None) -> int:
        if size is None:
            return self.size
        if not 0 <= size <= self.size:
            raise IndexError(f"no tree of {size} in a tree of {self.size}")
        return size

    def _hash(self, start: int, end: int) -> bytes:
        """The hash over leaves start … end - 1; start is a multiple of the subtree's width."""
        count = end - start
        if count == 0:
            return EMPTY_ROOT
        if count & (count - 1) == 0:
            level = count.bit_length() - 1
            return self.levels[level][start >> level]
        middle = start + _split(count)
        return node_hash(self._hash(start, middle), self._hash(middle, end))


def tree(leaves: Iterable[bytes]) -> Tree:
    """The tree over leaves, given by their data in order."""
    return tree_of_hashes(tuple(leaf_hash(data) for data in leaves))


def tree_of_hashes(hashes: tuple[bytes, ...]) -> Tree:
    """The tree over leaves, given by their hashes in order."""
    levels = [hashes]
    while len(below := levels[-1]) > 1:
        pairs = zip(below[::2], below[1::2], strict=False)  # an odd last one waits for its pair
        levels.append(tuple(node_hash(left, right) for left, right in pairs))
    return Tree(tuple(levels))


def root(leaves: Iterable[bytes]) -> bytes:
    """The root over leaves, given by their data in order."""
    return tree(leaves).root()


def is_included(index: int, size: int, leaf: bytes, path: Sequence[bytes], root: bytes) -> bool:
    """Whether an audit path proves leaf hash `leaf` at `index` of a tree with that root.

    The algorithm of RFC 9162, 2.1.3.2.
    """
    if not 0 <= index < size:
        return False
    node, last, hash_so_far = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if node & 1 or node == last:
            hash_so_far = node_hash(sibling, hash_so_far)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            hash_so_far = node_hash(hash_so_far, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and hash_so_far == root


def is_prefix(old: int, size: int, proof: Sequence[bytes], *, old_root: bytes, root: bytes) -> bool:
    """Whether a consistency proof shows that the tree of `old` leaves begins the one of `size`.

    The algorithm of RFC 9162, 2.1.4.2; an empty tree begins every other.
    """
    if not 0 <= old <= size:
        return False
    if old in {0, size}:
        return not proof and old_root == (EMPTY_ROOT if old == 0 else root)
    path = list(proof)
    if old & (old - 1) == 0:
        path.insert(0, old_root)
    if not path:
        return False
    node, last = old - 1, size - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    old_found = new_hash = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            old_found, new_hash = node_hash(sibling, old_found), node_hash(sibling, new_hash)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            new_hash = node_hash(new_hash, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and old_found == old_root and new_hash == root


def _split(count: int) -> int:
    """The largest power of two below `count`, which is at least 2."""
    return 1 << (count - 1).bit_length() - 1
