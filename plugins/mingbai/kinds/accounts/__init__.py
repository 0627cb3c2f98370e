"""Village accounts 村务财务: every line of every book, month by month, proved to add up."""

from pathlib import Path

from mingbai import schema
from mingbai.kinds.accounts.codes import codes
from mingbai.kinds.accounts.disclosures import disclose, names, row_urls
from mingbai.kinds.accounts.exports import EXPORTS
from mingbai.kinds.accounts.figures import figures
from mingbai.kinds.accounts.filled_in import COMPUTED
from mingbai.kinds.accounts.first_rows import first_rows
from mingbai.kinds.accounts.offers import OFFERS
from mingbai.kinds.accounts.pages import all_panels, downloads, pages, panel_tasks, tasks
from mingbai.kinds.accounts.reads import READS
from mingbai.kinds.accounts.rules import CHECKS
from mingbai.kinds.accounts.series import SERIES
from mingbai.kinds.accounts.states import STATES
from mingbai.kinds.accounts.thresholds import THRESHOLDS
from mingbai.model import Front, Kind, ThingFile

FOLDER = Path(__file__).parent

KIND = Kind(
    name="accounts",
    title="村务财务",
    title_en="Village accounts",
    door="村账",
    summary="村账、组账每月公开，点开合计，就能看到每一笔。",
    folder=FOLDER,
    schemas=schema.load(
        FOLDER,
        "sheets",
        "entries",
        "trial_balances",
        "funds",
        "plans",
        "statements",
        "postings",
        "assemblies",
        "balances_due",
    ),
    checks=CHECKS,
    disclose=disclose,
    pages=pages,
    names=names,
    panels=all_panels,
    panel_tasks=panel_tasks,
    downloads=downloads,
    tasks=tasks,
    figures=figures,
    series=SERIES,
    states=STATES,
    thresholds=THRESHOLDS,
    reserved=frozenset({"items", "months", "town"}),
    row_urls=row_urls,
    front=Front(
        entrance="看我村的账",
        lead="全县村、组，每月逐笔公开。",
        headline="每一笔账都可以查",
        publishers="各村",
    ),
    offers=OFFERS,
    reads=READS,
    codes=codes,
    first_rows=first_rows,
    computed=COMPUTED,
    exports=EXPORTS,
    batch_title="{publisher}公开 {count} 本账 {period}收支",
    things=(
        ThingFile(
            path="books",
            scope="book",
            title="本账",
            tables=("sheets", "assemblies"),
            lines="/accounts/{id}/{year}/entries.csv",
        ),
    ),
)
