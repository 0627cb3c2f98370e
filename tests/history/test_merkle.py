"""Merkle trees: the test vectors of Certificate Transparency, and every proof of small trees."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingbai.history import merkle
from mingbai.history.merkle import EMPTY_ROOT, Tree, is_included, is_prefix, leaf_hash, node_hash

# Leaves, roots and proofs of the reference implementation of RFC 6962
# (google/certificate-transparency, merkletree/merkle_tree_test.cc).
LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
SIZES = range(20)


def _tree(size: int) -> Tree:
    return merkle.tree(str(i).encode() for i in range(size))


def test_hashes_of_leaves_and_nodes() -> None:
    """A leaf is hashed after 0x00, a node after 0x01: neither can stand for the other."""
    assert leaf_hash(b"L123456").hex() == (
        "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56"
    )
    assert node_hash(b"N123", b"N456").hex() == (
        "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb"
    )


@pytest.mark.parametrize("size", range(len(ROOTS)))
def test_roots_of_the_reference(size: int) -> None:
    """The root over the first leaves, by a tree of them and by the whole tree."""
    assert merkle.root(LEAVES[:size]).hex() == ROOTS[size]
    assert merkle.tree(LEAVES).root(size).hex() == ROOTS[size]


def test_proofs_of_the_reference() -> None:
    """Audit paths and consistency proofs, hash by hash."""
    tree = merkle.tree(LEAVES)
    assert [h.hex() for h in tree.inclusion(5)] == [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]
    assert [h.hex() for h in tree.inclusion(2, 3)] == [
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"
    ]
    assert [h.hex() for h in tree.consistency(1)] == [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]
    assert [h.hex() for h in tree.consistency(6)] == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]
    assert [h.hex() for h in tree.consistency(2, 5)] == [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ]


@pytest.mark.parametrize("size", SIZES)
def test_every_leaf_is_proved_and_nothing_else(size: int) -> None:
    """Each leaf of each small tree; not another leaf, place, root, nor a path cut or lengthened."""
    tree, hashes = _tree(size), _tree(size).levels[0]
    root = tree.root()
    for index in range(size):
        path = tree.inclusion(index)
        assert is_included(index, size, hashes[index], path, root)
        assert not is_included(index, size, leaf_hash(b"another"), path, root)
        assert not is_included(index, size, hashes[index], path, EMPTY_ROOT)
        assert not is_included(index, size, hashes[index], (*path, root), root)
        assert not path or not is_included(index, size, hashes[index], path[:-1], root)
        for other in range(-1, size + 1):
            assert other == index or not is_included(other, size, hashes[index], path, root)


@pytest.mark.parametrize("size", SIZES)
def test_every_older_tree_is_proved_and_nothing_else(size: int) -> None:
    """Each prefix of each small tree; not another root or size, nor a proof that was changed."""
    tree = _tree(size)
    for old in range(size + 1):
        proof, old_root, root = tree.consistency(old), tree.root(old), tree.root()
        wrong = leaf_hash(b"another")
        assert is_prefix(old, size, proof, old_root=old_root, root=root)
        assert not is_prefix(old, size, proof, old_root=wrong, root=root)
        assert not is_prefix(old, size, (*proof, root), old_root=old_root, root=root)
        if old > 0:  # an empty tree begins whatever comes after it
            assert not is_prefix(old, size, proof, old_root=old_root, root=wrong)
        for i in range(len(proof)):
            changed = (*proof[:i], wrong, *proof[i + 1 :])
            shorter = proof[:i] + proof[i + 1 :]
            assert not is_prefix(old, size, changed, old_root=old_root, root=root)
            assert not is_prefix(old, size, shorter, old_root=old_root, root=root)


@given(st.lists(st.binary(max_size=4), max_size=40))
def test_the_root_is_that_of_the_definition(leaves: list[bytes]) -> None:
    """MTH of RFC 6962, 2.1, written down as it stands there."""

    def definition(data: list[bytes]) -> bytes:
        if not data:
            return sha256().digest()
        if len(data) == 1:
            return leaf_hash(data[0])
        k = 1
        while k * 2 < len(data):
            k *= 2
        return node_hash(definition(data[:k]), definition(data[k:]))

    assert merkle.root(leaves) == definition(leaves)


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0), (0, 9)])
def test_a_proof_of_what_is_not_there_is_a_fault_of_code(index: int, size: int) -> None:
    """No path for a leaf beyond the tree, nor for a tree beyond this one."""
    with pytest.raises(IndexError):
        _tree(8).inclusion(index, size)
    with pytest.raises(IndexError):
        _tree(8).consistency(size + 1, size)
