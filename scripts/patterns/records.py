"""Records of the invented county that components and pages are shown with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from mingbai.page import (
    Branch,
    Cells,
    ChartView,
    Column,
    Fact,
    Figure,
    FileLink,
    FlowView,
    Link,
    Mark,
    Month,
    MonthRow,
    NewsItem,
    PaperItem,
    ProofLine,
    SumLine,
    TableView,
    charts,
    flowchart,
    mark_cells,
    table_view,
)
from mingbai.page.flowchart import DECISION, END, START, Flow, Observed, Step, Transition
from mingbai.portal.datasets.views import DictionaryField, DictionaryTable
from mingbai.portal.views import RuleLine

OK, LATE, MISSING = Mark("ok", "核对一致"), Mark("late", "迟公开"), Mark("missing", "未公开")
FIXED, PLAIN, NONE = Mark("fixed", "更正"), Mark("", "已公开"), Mark("none", "未到期")
WARN, BAD = Mark("warn", "提醒"), Mark("bad", "有差错")

NEWS = (
    NewsItem(date(2026, 7, 10), "太平镇 › 柳塘村", "2026 年 6 月财务公开单", "/accounts/1/"),
    NewsItem(date(2026, 7, 9), "县住房和城乡建设局", "6 月已办结事项公告，46 件", "/approvals/"),
    NewsItem(date(2026, 7, 8), "白杨镇 › 上河村", "2026 年 5 月财务公开单", "/accounts/2/", FIXED),
    NewsItem(date(2026, 7, 8), "太平镇 › 柳塘村", "村北道路维修工程结算", "/accounts/1/"),
)
FIGURES = (
    Figure("应公开", "1,583 本", "/clock/"),
    Figure("按时公开", "1,571 本", "/clock/"),
    Figure("迟公开", "5 本", "/clock/"),
    Figure("到期未办", "7 本", "/clock/"),
    Figure("核对一致的等式", "56,988 个"),
)
FILES = (
    FileLink("CSV（UTF-8，逗号分隔）", "/data/accounts/entries.csv", 41_600_000),
    FileLink("XLSX（表格软件）", "/data/accounts/accounts.xlsx", 28_300_000),
    FileLink("JSON", "/data/accounts/entries.json", 96_200_000),
    FileLink("datapackage.json（说明与字段）", "/data/accounts/datapackage.json", 12_400),
)
RULES = (
    RuleLine(
        code="opening-carried",
        title="上月结余接得上",
        meaning="本月期初余额等于上月期末余额，一分不差。",
        looked_at=56_988,
        found=0,
        mark=OK,
        url="/rules/opening-carried/",
        unit="张",
        proved=55_405,
    ),
    RuleLine(
        code="major-expense",
        title="大额支出",
        meaning="单笔超过县里规定数额的支出，请对照会议决议。",
        looked_at=412_906,
        found=31,
        mark=WARN,
        url="/rules/major-expense/",
    ),
    RuleLine(
        code="personal-data",
        title="没有身份证号、手机号",
        meaning="任何一格里都不能有个人证件号和手机号。",
        looked_at=None,
        found=0,
        mark=OK,
    ),
)
DICTIONARY = DictionaryTable(
    id="entries",
    name="entries",
    title="逐笔收支",
    meaning="账上的每一笔收入和支出，一笔一行。",
    rows=412_906,
    key="账本、凭证号",
    fields=(
        DictionaryField(
            name="book_id",
            title="账本",
            type="文字",
            unit="",
            meaning="村账或组账的编号",
            rules=("必填",),
            empty_share="0.0%",
            refers=Link("账本表", "#books"),
        ),
        DictionaryField(
            name="date",
            title="日期",
            type="日期",
            unit="",
            meaning="凭证上的日期",
            rules=("必填",),
            empty_share="0.0%",
        ),
        DictionaryField(
            name="direction",
            title="收支",
            type="文字",
            unit="",
            meaning="钱进来还是出去",
            rules=("收入或支出",),
            empty_share="0.0%",
        ),
        DictionaryField(
            name="amount",
            title="金额",
            type="小数",
            unit="元",
            meaning="两位小数，不带逗号",
            rules=("必填",),
            empty_share="0.0%",
        ),
        DictionaryField(
            name="witness",
            title="证明人",
            type="文字",
            unit="",
            meaning="看见这笔事的人",
            rules=(),
            empty_share="3.7%",
        ),
    ),
)


def preview(mode: str = "frame") -> TableView:
    """A wide table of ledger lines."""
    texts = (
        ("账本", ["990121100201-00"] * 3, "code"),
        ("日期", ["2026-06-03", "2026-06-05", "2026-06-08"], "date"),
        ("凭证号", ["06-001", "06-002", "06-003"], "code"),
        ("科目", ["经营收入", "管理费用", "公益支出"], "text"),
        ("摘要", ["村口商铺第二季度租金", "五月误工补贴，6 人", "村北道路维修材料"], "head"),
        ("收支", ["收入", "支出", "支出"], "text"),
        ("金额（元）", ["18,000.00", "8,100.00", "9,860.00"], "num"),
        ("经手人", ["周明远", "周明远", "方立本"], "text"),
    )
    columns = [(Column(t, kind == "num"), Cells(cells, kind)) for t, cells, kind in texts]
    return table_view(f"preview-{mode}", "前 3 行，共 412,906 行", columns, mode=mode)


def towns() -> TableView:
    """A table that stacks on a phone, with a foot of totals."""
    return table_view(
        "towns",
        "各镇公开情况",
        (
            (Column("镇"), Cells(["太平镇", "白杨镇"], "head", urls=["/places/1/", "/places/2/"])),
            (Column("应公开（本）", True), Cells([118, 96], "num")),
            (Column("已公开（本）", True), Cells([118, 91], "num")),
            (Column("结余（元）", True), Cells(["12,348,801.02", "9,120,455.00"], "num")),
            (Column("情况"), Cells(mark_cells([OK, MISSING]), "html")),
        ),
        foot=("合计", "214", "209", "21,469,256.02", ""),
    )


def chart() -> ChartView:
    """Eighteen months of a book, one of them missing."""
    periods = [f"{2025 + (i // 12)}-{i % 12 + 1:02}" for i in range(18)]
    sums = [
        charts.MonthSum(p, None, None, None, MISSING)
        if i == 7
        else charts.MonthSum(
            period=p,
            income_fen=1_200_000 + i * i * 13_100,
            expense_fen=900_000 + (i * 7 % 11) * 210_000,
            closing_fen=20_012_570 + i * 1_000,
            mark=PLAIN,
        )
        for i, p in enumerate(periods)
    ]
    return charts.bars("pattern-chart", "柳塘村村账 18 个月收支", sums)


def flow() -> FlowView:
    """A licence with its side exits, a wait off the clock and a paper."""
    steps = (
        Step("s1", START, "申请", "网上或窗口提交"),
        Step("s2", DECISION, "材料齐全？", post="综合窗口", limit_days=0),
        Step("s3", "办理", "一次告知补正", "5 个工作日内告知", is_off_clock=True),
        Step("s4", "办理", "受理", "出具通知书", post="综合窗口", limit_days=0),
        Step("s5", "办理", "审查", post="经办岗", limit_days=2, observed=Observed(46, 1, 2)),
        Step("s6", DECISION, "符合条件？", post="负责岗", limit_days=1),
        Step("s7", "文书", "不予许可", "说明理由和救济途径"),
        Step("s8", END, "送达许可证", "自取或邮寄"),
    )
    ways = (
        ("s1", "s2", ""),
        ("s2", "s4", "是"),
        ("s2", "s3", "否"),
        ("s3", "s2", "补齐后再交"),
        ("s4", "s5", ""),
        ("s5", "s6", ""),
        ("s6", "s8", "是"),
        ("s6", "s7", "否"),
        ("s7", "s8", ""),
    )
    return flowchart.draw(Flow("flow", "办理流程图", steps, tuple(Transition(*w) for w in ways)))


@dataclass(frozen=True)
class Ledger:
    """What components/ledger.html reads."""

    id: str
    caption: str
    body: Markup
    total_name: str
    total_fen: int
    nothing: str


LEDGER = Ledger(
    id="expense",
    caption="支出",
    body=Markup(
        '<tbody><tr class="ledger__subject"><th scope="rowgroup" colspan="5">513 管理费用</th></tr>'
        '<tr id="06-002"><td><time datetime="2026-06-05">6 月 5 日</time></td>'
        '<td><a href="#06-002">06-002</a></td>'
        "<td>五月误工补贴<br><small>6 人；凭证 06-2，附件 3 张</small></td>"
        "<td><span><b>经手</b>周明远、</span><span><b>证明</b>林秀芬、</span>"
        '<span><b>审批</b>何建国</span></td><td class="num">8,100.00</td></tr>'
        '<tr id="06-004"><td><time datetime="2026-06-10">6 月 10 日</time></td>'
        '<td><a href="#06-004">06-004</a></td>'
        "<td>办公用品<br><small>凭证 06-4，附件 1 张</small></td>"
        "<td><span><b>经手</b>周明远、</span><span><b>证明</b>许长河、</span>"
        '<span><b>审批</b>何建国</span></td><td class="num">368.00</td></tr>'
        '<tr class="ledger__subtotal"><th scope="row" colspan="4">管理费用小计</th>'
        '<td class="num">8,468.00</td></tr></tbody>'
    ),
    total_name="支出合计",
    total_fen=846_800,
    nothing="这个月没有支出。",
)
MONTHS = (
    MonthRow(
        "2026 年",
        (
            Month("1 月", PLAIN, "/accounts/1/2026/#01"),
            Month("2 月", MISSING),
            Month("3 月", LATE, "/accounts/1/2026/#03"),
            Month("4 月", FIXED, "/accounts/1/2026/#04"),
            Month("5 月", PLAIN, "/accounts/1/2026/#05"),
            Month("6 月", NONE),
        ),
    ),
)
SUM = (
    SumLine("五月末结余", 20_012_570, "/accounts/1/2026/#05"),
    SumLine("加：六月收入", 4_520_000, "/accounts/1/2026/#06-income"),
    SumLine("减：六月支出", 3_187_050, "/accounts/1/2026/#06-expense"),
    SumLine("六月末结余", 21_345_520, is_total=True),
)
FACTS = (
    Fact("报账员", "周明远，村委会一楼，每周一、周四上午"),
    Fact("公开", date(2026, 7, 10)),
    Fact("核对", OK),
    Fact("账本", Link("柳塘村村账", "/accounts/1/", "990121100201-00")),
    Fact("下载", (Link("CSV", "/data/1.csv"), Link("JSON", "/data/1.json"))),
)
PROOFS = (
    ProofLine(OK, "五月末结余等于六月初结余", "200,125.70 = 200,125.70"),
    ProofLine(OK, "期初加收入减支出等于期末", "200,125.70 + 45,200.00 − 31,870.50 = 213,455.20"),
    ProofLine(
        mark=WARN,
        text="单笔超过 5,000.00 元的支出有 2 笔，请对照会议决议",
        sum="",
        links=(Link("06-002", "#06-002"), Link("06-003", "#06-003")),
    ),
)
PAPERS = (
    PaperItem(
        id="p1",
        name="建筑工程施工许可证申请表",
        note="原件 1 份，建设单位盖章",
        forms=(
            FileLink("空白表 DOCX", "/forms/1.docx", 38_000),
            FileLink("填写样例 PDF", "/forms/1.pdf", 120_000),
        ),
    ),
    PaperItem("p2", "建设工程规划许可证", "复印件 1 份；县自然资源局已发证的，免交"),
)
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
