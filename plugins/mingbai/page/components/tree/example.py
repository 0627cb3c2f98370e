"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

from mingbai.page.components import Branch

TREE = (
    Branch(
        text="清源县",
        url="/places/0/",
        note="",
        below=(
            Branch(
                text="太平镇",
                url="/places/1/",
                note="2 个村",
                below=(
                    Branch("柳塘村", "/places/11/", "账 3 本"),
                    Branch("石桥村", "/places/12/"),
                ),
            ),
            Branch("白杨镇", "/places/2/", "1 个村", (Branch("上河村", "/places/21/"),)),
        ),
    ),
)
EXAMPLES = {"一层一层的地方": (TREE,)}
