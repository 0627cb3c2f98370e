"""Each command -> lines that show how it is used, without the program's own name."""

from __future__ import annotations

from collections.abc import Mapping

_MONTH = "--kind 村务财务 --publisher 太平镇 --period 2026-07"
_TOLD = "--published 2026-08-10 --approved-by 太平镇人民政府"
_WHY = "--words 合计抄错了一位 --decided-by 太平镇财政所所长"

EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "init": (
        "init 我的县",
        "init 我的县 --name 清源县 --code 990121 --office taiping=太平镇人民政府=990121100000",
        "init --ci gitlab",
    ),
    "doctor": ("doctor", "doctor --format json"),
    "build": ("build", "build --output /srv/www", "build --explain /accounts/"),
    "publish": (
        "publish www@gov.example:/srv/www --dry-run",
        "publish /srv/www --compress",
        "publish rclone:oss:mingbai",
    ),
    "rollback": ("rollback", "rollback --output /srv/www"),
    "desk": ("desk", "desk --no-open --port 8900"),
    "watch": ("watch 待导入", "watch 待导入 --seconds 30"),
    "serve": ("serve", "serve --port 8080"),
    "check": ("check", "check --against origin/main", "check --all --lang en"),
    "preview": (
        "preview --against origin/main",
        "preview --against ../上月的数据 --format html --output 后果.html",
    ),
    "review": ("review --against origin/main", "review --against origin/main --forge gitlab"),
    "due": (
        "due",
        "due --publisher 太平镇 --format html --output 本镇这个月.html",
        "due --format ics --output 到期.ics",
    ),
    "template": (
        "template 村务财务 --publisher 太平镇 --period 2026-07",
        "template registry --publisher county --period 2026 --out 登记表.xlsx",
    ),
    "import": (
        f"import 太平镇-2026-07-村务财务.xlsx {_MONTH} {_TOLD}",
        f"import 太平镇-2026-07-村务财务.xlsx {_MONTH} {_TOLD} --dry-run",
        f"import 柳塘村.xlsx 石桥村.xlsx {_MONTH} {_TOLD}",
        f"import 七月改过.xlsx {_MONTH} {_TOLD} --replace --reason 录入错误 {_WHY}",
    ),
    "counts": (
        "counts 台账.xlsx --publisher 县民政局 --period 2026-06 --published 2026-07-10 "
        "--approved-by 县民政局",
    ),
    "kinds": ("kinds", "kinds --format json"),
    "publishers": ("publishers", "publishers --format json"),
    "codes": ("codes 村务财务 --publisher 太平镇 --period 2026-07",),
    "seal": ("seal accounts/taiping/2026-07", "seal --all --dry-run"),
    "clean": ("clean 会议记录.pdf 现场.jpg",),
    "correct": (
        "correct accounts/taiping/2026-06",
        f"correct accounts/taiping/2026-06 --reason 录入错误 {_WHY}",
    ),
    "withdraw": (f"withdraw accounts/taiping/2026-06 --reason 审计或检查要求 {_WHY}",),
    "reinstate": (f"reinstate accounts/taiping/2026-06 --reason 其他 {_WHY}",),
    "erase": (f"erase village_affairs/taiping/2026 --gone 张三 {_WHY}",),
    "release": (
        "release --dry-run",
        "release --key ~/log.key",
        "release --key ~/log.key --push origin/main",
    ),
    "keygen": ("keygen gov.example/log --out ~/log.key",),
    "sign": ("sign output --key ~/log.key",),
    "verify": ("verify output", "verify 下载的网站 --checkpoint 留下的检查点 --vkey 公钥"),
    "completion": ("completion bash >> ~/.bashrc",),
}
