"""Records stand on the index, on a page each, and on the page of their agency."""

from __future__ import annotations

from pathlib import Path

from harness import data_folder
from mingbai import build


def test_a_record_has_a_page_that_others_lead_to(tmp_path: Path) -> None:
    """The newest record stands first on the index; its agency's page names it."""
    site = build.build(data_folder(tmp_path, "replies"))
    pages = {page.url: page for page in site.pages()}
    index = pages["/replies/"]
    (section,) = index.view.sections
    urls = ["/replies/A-001/", "/replies/A-002/"]
    assert [pages[url].title for url in urls] == ["第一件事", "第二件事"]
    assert section.table.body.index(urls[0]) < section.table.body.index(urls[1])
    (panel,) = (p for p in site.panels["agency", "zhujian"] if p.title == index.title)
    assert urls[0] in panel.view.sections[0].table.body
