"""One page a template of the portal, with views of the invented county."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from mingbai import portal
from mingbai.kinds import KINDS
from mingbai.model import Crumb, Name, Page, declarations
from mingbai.page import (
    Choice,
    Column,
    DatasetLine,
    Fact,
    Figure,
    FileLink,
    Link,
    Mark,
    alphabet,
    catalogues,
)
from mingbai.page.components.calendar.example import CALENDAR
from mingbai.page.components.dictionary.example import DICTIONARY
from mingbai.page.components.doors.example import DOORS
from mingbai.page.components.downloads.example import FILES
from mingbai.page.components.feedlist.example import FEEDS
from mingbai.page.components.figures.example import FIGURES
from mingbai.page.components.gaps.example import EXAMPLES as GAPS
from mingbai.page.components.months.example import MONTHS
from mingbai.page.components.news.example import NEWS
from mingbai.page.components.outcomes.example import EXAMPLES as OUTCOMES
from mingbai.page.components.reasons.example import EXAMPLES as REASONS
from mingbai.page.components.rules.example import RULES
from mingbai.page.components.table.example import preview, towns
from mingbai.page.components.tree.example import TREE
from mingbai.page.languages import Datum
from mingbai.portal import limits, search
from mingbai.portal.ask import AskView, Office
from mingbai.portal.clock_pages import ClockView, MonthView, StateGroup
from mingbai.portal.datasets import PartsView
from mingbai.portal.datasets.dataset_pages import DatasetGroup, DatasetsView, DatasetView
from mingbai.portal.doors import DoorView
from mingbai.portal.feeds import FeedGroup, FeedsView
from mingbai.portal.glance import CountyGlanceView
from mingbai.portal.home import HomeView, Silence
from mingbai.portal.languages.views import LanguageSection, LanguageView
from mingbai.portal.lists import AzView, NotFoundView, SearchView, SitemapView
from mingbai.portal.news import ChangesView
from mingbai.portal.prose import NoticesView, NoticeView, ProseView
from mingbai.portal.reconcile.pages import ReconcileView
from mingbai.portal.rules import RuleGroup, RulesView, RuleView
from mingbai.portal.shell import PortalView
from mingbai.portal.town_pages import TownMonthView
from patterns import memory

PORTAL = PortalView(
    name="清源县明白账",
    county_name="清源县",
    is_demo=True,
    organiser="清源县人民政府办公室",
    phone="000-0000-0110",
    nav=tuple(
        Link(door, url)
        for door, url in (
            ("办事", "/approvals/"),
            ("村账", "/accounts/"),
            ("村务", "/village/"),
            ("监督", "/oversight/"),
            ("政策", "/policy/"),
            ("数据", "/data/"),
            ("核对", "/rules/"),
            ("关于", "/about/"),
        )
    ),
    footer_links=tuple(
        Link(text, url)
        for text, url in (
            ("怎样看账", "/how-to-read/"),
            ("核对规则", "/rules/"),
            ("订阅", "/feeds/"),
            ("无障碍说明", "/accessibility/"),
            ("网站地图", "/sitemap/"),
            ("更正与投诉", "/contact/"),
        )
    ),
    as_of=date(2026, 7, 10),
    feed="/feeds/all.atom",
    site_code="0000000000",
    icp="演 ICP 备 00000000 号",
    asset_version="00000000",
    name_abroad="Qingyuan County",
    languages=catalogues.shipped(),
)
SCOPES = declarations(KINDS, portal.SCOPES).scopes
NAMES = (
    Name("place", "990121100000", "太平镇", "/places/990121100000/", "清源县"),
    Name("place", "990121100201", "柳塘村", "/places/990121100201/", "太平镇"),
    Name("place", "990121100202", "石桥村", "/places/990121100202/", "太平镇"),
    Name("place", "990121101201", "上河村", "/places/990121101201/", "白杨镇"),
    Name("book", "990121100201-00", "柳塘村账本", "/accounts/990121100201-00/", "太平镇 › 柳塘村"),
    *(
        Name(
            scope="book",
            id=f"990121100201-{i:02}",
            title=f"柳塘村{i}组账本",
            url=f"/accounts/990121100201-{i:02}/",
            note="太平镇 › 柳塘村",
        )
        for i in range(1, 31)
    ),
    Name("agency", "zhujian", "住房和城乡建设局", "/agencies/zhujian/", keys=("县住建局",)),
    Name("item", "0117-01", "建筑工程施工许可证核发", "/approvals/0117-01/", "住房和城乡建设局"),
    Name(
        scope="case",
        id="ZJ-2026-06-001",
        title="ZJ-2026-06-001",
        url="/completions/2026-06/15/#ZJ-2026-06-001",
        note="已办结：建筑工程施工许可证核发",
    ),
    Name("contract", "LT-2024-003", "村口商铺租赁 <甲>", "/holdings/LT-2024-003/", "柳塘村"),
)
LICENCE = Link("知识共享署名 4.0 国际许可", "https://creativecommons.org/licenses/by/4.0/")
HOME = Crumb("清源县", "/")
_PROSE = Markup(
    "<p>村里的账，一笔一笔写在网上，和墙上贴的是同一份。</p><h2>先看四个数</h2><ol><li>上月结余"
    "</li><li>本月收入</li></ol><table><thead><tr><th>项目</th><th>金额（元）</th></tr></thead>"
    "<tbody><tr><td>上月结余</td><td>200,125.70</td></tr></tbody></table>"
)


def pages() -> tuple[Page, ...]:
    """Every template once; none has anything to do with another."""
    return (
        Page(
            url="/",
            template="home.html",
            title="清源县明白账",
            view=_home(),
            description="清源县县、镇、村信息公开",
            feed="/feeds/all.atom",
        ),
        *_finding(),
        *_abroad(),
        *_checking(),
        *memory.pages(),
        *limits.pages(),
        *_data(),
        *_prose(),
        Page(
            url="/404.html",
            template="404.html",
            title="没有找到这个网页",
            view=NotFoundView((Link("首页", "/"), Link("网站地图", "/sitemap/"))),
            is_indexed=False,
        ),
    )


def _home() -> HomeView:
    who = (
        Fact("谁公开", "各村、各部门自己公开并负责；县政府办公室监督。"),
        Fact("没公开", "向镇政府或县政府办公室反映，电话 000-0000-0110。"),
        Fact("有疑问", Link("怎样要求更正、怎样投诉", "/contact/")),
    )
    links = (Link("全部公开", "/changes/"), Link("订阅更新", "/feeds/"))
    note = "截至 2026-07-10。点数字，看是哪几项、怎样核对的。"
    return HomeView(
        title="每一笔账都可以查",
        doors=DOORS,
        news=NEWS,
        newest=Silence("2026-07-02", "截至 2026-07-10，这个网站 8 天没有新公开了"),
        news_links=links,
        checks_title="6 月该公开的，公开了吗",
        figures=FIGURES,
        figures_note=note,
        check_links=links[:1],
        waiting="2026-08-15:34",
        who=who,
    )


def _finding() -> tuple[Page, ...]:
    groups = alphabet.az(NAMES)
    count = len(NAMES)
    letters = tuple(Link(g.title, f"/az/#{g.title}") for g in groups)
    links = tuple(Link(g.title, f"#{g.title}") for g in groups)
    door = DoorView("村里、组里的钱和家当。", DOORS, NEWS)
    doors = tuple(Choice(link.text, (Link("第一页", link.url),)) for link in PORTAL.nav)
    changes = ChangesView(
        month="2026 年 7 月",
        count=4,
        items=NEWS,
        corrections=towns(),
        months=MONTHS,
        feeds=(Link("订阅更新", "/feeds/"),),
        prev=Link("2026 年 6 月", "/changes/2026-06/"),
    )
    return (
        Page(
            url="/search/",
            template="search.html",
            title="查找",
            view=SearchView(search.CORE_URL, count, "/places/", "/az/", letters),
            crumbs=(HOME, Crumb("查找")),
        ),
        Page(
            url="/az/",
            template="az.html",
            title="名称索引",
            view=AzView(count, links, groups),
            crumbs=(HOME, Crumb("名称索引")),
        ),
        Page(
            url="/ask/",
            template="ask.html",
            title="问一笔账",
            view=AskView(
                (
                    Office("taiping", "太平镇政府", "000-0000-1200", "taiping@mingbai.example", ""),
                    Office("baiyang", "白杨镇政府", "000-0000-1300", "", "000-0000-1319"),
                ),
                days=10,
                register="/replies/",
                phone="000-0000-0111",
            ),
            crumbs=(HOME, Crumb("问一笔账")),
        ),
        Page("/village/", "door.html", "村务", door, section="村务", crumbs=(HOME, Crumb("村务"))),
        Page(
            url="/sitemap/",
            template="sitemap.html",
            title="网站地图",
            view=SitemapView(doors, TREE, (Link("住房和城乡建设局", "/agencies/zhujian/"),)),
            crumbs=(HOME, Crumb("网站地图")),
        ),
        Page("/changes/", "changes.html", "全部公开", changes, crumbs=(HOME, Crumb("全部公开"))),
    )


def _glance() -> CountyGlanceView:
    """Two weeks of days, and something that is missing for longer."""
    return CountyGlanceView(
        as_of="2026-07-16",
        waiting="2026-08-15:34",
        says="7 月 6 日到 7 月 16 日到期 132 项，还没有做的 2 项；到 8 月 16 日还有 34 项要到期。",
        calendar=CALENDAR,
        days=towns(),
        older=Link("更早到期、到今天还没有做的 1 项", "/clock/2026-06/"),
        links=(Link("各单位按时公开情况", "/clock/"),),
    )


def _reconciled() -> ReconcileView:
    """Two gaps, what cannot be compared, and a table of each sort."""
    return ReconcileView(
        sentence="比了 1,276 处，5 处对不上，一共差 134,398.14 元。",
        outcomes=OUTCOMES["三个数"][0],
        facts=(Fact("怎样比", "每一笔付款都要在账上。"),),
        gaps=GAPS["差得最多的在前"][0],
        rest=None,
        kinds=preview(),
        unknown=REASONS["没法比的"][0],
        agreeing=None,
        townships=towns(),
        agencies=None,
        files=(FileLink("对不上的（CSV）", "/reconcile/gaps.csv", 2_048),),
    )


def _abroad() -> tuple[Page, ...]:
    """A page in another language, with words, figures and data."""
    rows = (("2026-06", Datum("太平镇", "/places/990121100000/"), "12"),)
    columns = (Column("Month"), Column("Township"), Column("Late", is_num=True))
    sections = (
        LanguageSection("open", "Month by month", ("The newest first.",), columns, rows),
        LanguageSection("closed", "Columns", (), columns, rows, opens="3 columns"),
    )
    nav = (Link("Home", "/en/"), Link("Data", "/en/data/"))
    view = LanguageView(nav, "Disclosure in short.", sections, (Figure("Late", "1", "/en/clock/"),))
    home = Page("/en/", "languages/page.html", "Disclosure", view, is_daily=True, lang="en")
    return (home,)


def _checking() -> tuple[Page, ...]:
    groups = (
        RuleGroup("kind-accounts", "村务财务", "", RULES[:2]),
        RuleGroup("gate", "每个文件", "打开每个文件时先看这些。", RULES[2:]),
    )
    facts = (Fact("代码", "major-expense"), Fact("看了", "412,906 行"), Fact("发现", "31 处"))
    rule = RuleView(
        mark=Mark("warn", "提醒"),
        meaning=RULES[1].meaning,
        example="支出 9,860.00 元，超过 5,000.00 元。",
        remedy="请写明会议决议的编号。",
        facts=facts,
        found=towns(),
        files=FILES[:1],
    )
    above = (HOME, Crumb("核对规则", "/rules/"))
    clock = ClockView(
        as_of="2026-07-10",
        grid=preview(),
        months=(Link("2026 年 6 月", "/clock/2026-06/"),),
        towns=(Link("太平镇这个月", "/clock/taiping/"),),
        calendar=Link("到期日历", "/clock/due.ics", "手机和电脑的日历可以订阅。"),
        glance=Link("全县一眼", "/clock/county/", "一页看全县。"),
        waiting="2026-08-15:34",
    )
    late = StateGroup("late", Mark("late", "迟公开"), 2, towns())
    return (
        Page("/clock/", "clock.html", "按时公开情况", clock, section="核对"),
        Page("/clock/county/", "glance.html", "全县一眼", _glance(), section="核对"),
        Page(
            url="/clock/2026-06/",
            template="clock_month.html",
            title="2026 年 6 月按时公开情况",
            view=MonthView("2026-07-10", towns(), (late,)),
            section="核对",
        ),
        Page(
            url="/clock/taiping/",
            template="town_month.html",
            title="太平镇这个月",
            view=TownMonthView(
                as_of="2026-07-10",
                days=45,
                missing_count=2,
                missing=towns(),
                finding_count=0,
                findings=None,
                due_count=34,
                due=towns(),
                links=(Link("太平镇", "/places/990121100000/"),),
            ),
            section="核对",
        ),
        Page(
            url="/reconcile/",
            template="reconcile.html",
            title="对得上吗",
            view=_reconciled(),
            crumbs=(HOME, Crumb("对得上吗")),
            section="核对",
        ),
        Page(
            url="/rules/",
            template="rules.html",
            title="核对规则",
            view=RulesView(FIGURES[:3], groups),
            crumbs=(HOME, Crumb("核对规则")),
            section="核对",
        ),
        Page(
            url="/rules/major-expense/",
            template="rule.html",
            title="大额支出",
            view=rule,
            crumbs=(*above, Crumb("大额支出")),
            section="核对",
        ),
    )


def _data() -> tuple[Page, ...]:
    line = DatasetLine(
        title="村级账目明细",
        url="/data/accounts/",
        summary="全县村账、组账的每一笔收入和支出。",
        rows=412_906,
        updated=date(2026, 7, 10),
        files=FILES[:2],
    )
    dataset = DatasetView(
        lead="全县 1,583 本村账、组账的每一笔收入和支出，一笔一行，每月更新。",
        downloads=FILES,
        download_links=(Link("校验值 SHA256SUMS", "/data/SHA256SUMS"),),
        facts=(Fact("行数", "412,906"), Fact("更新", date(2026, 7, 10)), Fact("许可", LICENCE)),
        tables=(DICTIONARY,),
        checks=RULES,
        checks_note="需要提醒的行仍然公开，提醒的内容和数据一起下载。",
        licences=(LICENCE,),
        citation="清源县明白账：村级账目明细数据（2023-07 至 2026-06），2026 年 7 月 10 日版。",
        parts=preview(),
    )
    feeds = FeedsView(
        FileLink("全部订阅（OPML）", "/feeds/all.opml", 18_300), (FeedGroup("全县", FEEDS[:1]),)
    )
    datasets = DatasetsView(
        (DatasetGroup("村账", (line,)),), LICENCE, FILES[:1], FILES[1:2], FILES[3:]
    )
    parts = PartsView(towns(), Link("村级账目明细", "/data/accounts/"), (LICENCE,))
    return (
        Page(
            url="/data/accounts/taiping/",
            template="dataset_parts.html",
            title="太平镇的数据",
            view=parts,
            section="数据",
            crumbs=(HOME, Crumb("数据下载", "/data/"), Crumb("太平镇")),
        ),
        Page("/feeds/", "feeds.html", "订阅", feeds, crumbs=(HOME, Crumb("订阅"))),
        Page(
            url="/data/",
            template="datasets.html",
            title="数据下载",
            view=datasets,
            section="数据",
            crumbs=(HOME, Crumb("数据下载")),
        ),
        Page(
            url="/data/accounts/",
            template="dataset.html",
            title="村级账目明细数据",
            view=dataset,
            section="数据",
            crumbs=(HOME, Crumb("数据下载", "/data/"), Crumb("村级账目明细")),
        ),
    )


def _prose() -> tuple[Page, ...]:
    block = (
        Fact("索引号", "000014349/2026-00012"),
        Fact("发布机构", "清源县人民政府办公室"),
        Fact("发布日期", date(2026, 7, 1)),
        Fact("有效性", "有效"),
    )
    notice = NoticeView(block, _PROSE, FILES[3:], prev=Link("上一篇", "/notices/1/"))
    above = (HOME, Crumb("通知公告", "/notices/"))
    return (
        Page(
            url="/about/",
            template="prose.html",
            title="关于",
            view=ProseView(_PROSE, date(2026, 7, 1)),
            section="关于",
            crumbs=(HOME, Crumb("关于")),
        ),
        Page("/notices/", "notices.html", "通知公告", NoticesView(NEWS), crumbs=above),
        Page(
            url="/notices/2/",
            template="notice.html",
            title="关于公开上半年财务的通知",
            view=notice,
            crumbs=(*above, Crumb("通知")),
        ),
    )
