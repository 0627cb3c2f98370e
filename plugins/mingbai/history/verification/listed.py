"""The files of a site against its manifest: what is missing, extra, changed, swapped."""

from __future__ import annotations

from collections.abc import Iterator

from mingbai.history import compressed, manifest
from mingbai.history.manifest import NotAManifest
from mingbai.history.verification import rules
from mingbai.history.verification.trees import SiteTree
from mingbai.issues import Issue

_SHOWN = 12


def check(site: SiteTree) -> Iterator[Issue]:
    """Every file, by name, that is not as the manifest says."""
    content = site.body(manifest.NAME)
    if content is None:
        yield rules.NO_MANIFEST.issue(manifest.NAME)
        return
    try:
        sums = manifest.parse(content)
    except NotAManifest as fault:
        yield rules.BROKEN_MANIFEST.issue(manifest.NAME, fault.line)
        return
    for path in sums.keys() - site.files:
        yield rules.FILE_MISSING.issue(path)
    extra = site.files - sums.keys() - manifest.OUTSIDE
    forms = {path for path in extra if compressed.base(path) in sums}
    for path in (extra - forms) | site.others:
        yield rules.FILE_EXTRA.issue(path)
    yield from _unlike(site, forms)
    owners = {digest: path for path, digest in sums.items()}
    for path in sums.keys() & site.files:
        actual = site.digests[path]
        if actual == sums[path]:
            continue
        if actual in owners:
            yield rules.FILE_SWAPPED.issue(path, found=owners[actual])
        else:
            yield rules.FILE_DIFFERS.issue(
                path, found=actual[:_SHOWN], expected=sums[path][:_SHOWN]
            )


def _unlike(site: SiteTree, forms: set[str]) -> Iterator[Issue]:
    """Compressed forms that do not say what their file says: readers would get something else."""
    for path in forms:
        form, body = site.body(path), site.body(compressed.base(path) or "")
        if form is not None and body is not None and not compressed.says(path, form, body):
            yield rules.FORM_DIFFERS.issue(path)
