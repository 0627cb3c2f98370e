"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

from mingbai.page.components.mark import Mark
from mingbai.page.components.tiles.view import PlaceTile, TownTiles

EXAMPLES = {
    "一格一个村": (
        (
            TownTiles(
                title="太平镇",
                url="/accounts/town/1/months/",
                says="4 个村，2 个有事",
                is_behind=True,
                tiles=(
                    PlaceTile("柳塘", "/accounts/1/"),
                    PlaceTile("五堰", "/accounts/2/", Mark("missing", "到期未公开", note="一组")),
                    PlaceTile("石桥", "/accounts/3/", Mark("late", "最近迟公开")),
                    PlaceTile("柏堰", "/accounts/4/", is_owed=True),
                ),
            ),
            TownTiles(
                title="云岭乡",
                url="/accounts/town/2/months/",
                says="1 个村",
                is_behind=False,
                tiles=(PlaceTile("云坪", "/accounts/5/"),),
            ),
        ),
    ),
}
