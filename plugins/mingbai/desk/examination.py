"""A workbook on the desk -> what has to be asked, mended, explained; a package, where nothing has.

The import is that of the command (`importing.import_file`), into the work tree of the desk.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from mingbai import report, workbook
from mingbai.desk.belonging import DeskData, place_of
from mingbai.desk.parcels import Parcel
from mingbai.exports import ASKED
from mingbai.history.drafting import Grounds
from mingbai.importing import ExpectedThing, ImportOutcome, ImportPlace, import_file
from mingbai.issues import Issue, Severity
from mingbai.kinds import KINDS
from mingbai.model import schemas_of
from mingbai.schema import of_period
from mingbai.workbook import Answers, Excerpt, Question

REPLACED, MISSING = "already-there", "expected-missing"
REPAIRED = ("repaired", "person-masked")
_ADDED = "added-to-present"
_REASONLESS = "without-reason"
_QUESTIONS = ("ten-thousand-yuan", "numbers-as-text")
_MOST_PICTURES = 60
_MARKED = "-修改清单.xlsx"


@dataclass(frozen=True)
class Spotted:
    """Something said of a cell. key: lasting while the workbook stays. book: the workbook's name.

    excerpt: cells around it.
    """

    key: str
    line: report.ReportLine
    book: str
    sheet: str
    cell: str
    excerpt: Excerpt | None


@dataclass(frozen=True)
class AskedQuestion:
    """A question to the clerk, with the cells that it is of; about a whole export it has none."""

    question: Question
    spotted: Spotted | None


@dataclass(frozen=True)
class Examination:
    """What the import says of one workbook.

    place: None while kind, publisher or period is not known. faults: what she has to mend. asked:
    what she has to answer, answered or not. repairs: what was read in another form. remarks: what
    she should look at. expected: who owes something in the period. faulty: code -> name of those
    that have all the faults, so that the others can go first. missing: names of what did not
    come. changes: what differs from the package that is there, in words. version: of that package.
    needs_reason: published data changes, and nobody said why. marked: the marked copy.
    is_imported: the package lies in the work tree. companions: other workbooks that become one
    package with it, each with what is said of its own cells; all else stands here. twin: of a
    companion, the name of the workbook that it goes with.
    """

    parcel: Parcel
    place: ImportPlace | None = None
    faults: tuple[Spotted, ...] = ()
    asked: tuple[AskedQuestion, ...] = ()
    repairs: tuple[Spotted, ...] = ()
    remarks: tuple[Spotted, ...] = ()
    expected: tuple[ExpectedThing, ...] = ()
    faulty: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    version: str = ""
    needs_reason: bool = False
    marked: Path | None = None
    is_imported: bool = False
    companions: tuple[Examination, ...] = ()
    twin: str = ""

    @property
    def parcels(self) -> tuple[Parcel, ...]:
        """The workbooks that it is of."""
        return (self.parcel, *(one.parcel for one in self.companions))

    @property
    def open_questions(self) -> tuple[AskedQuestion, ...]:
        """Those that are not answered."""
        answers = self.parcel.answers
        keys = {*answers.yes, *answers.no}
        return tuple(
            one
            for one in self.asked
            if (not one.question.answer if one.spotted is None else one.question.key not in keys)
        )

    @property
    def declined(self) -> tuple[Spotted, ...]:
        """Repairs that she does not want: she mends these cells herself."""
        return tuple(one for one in self.repairs if one.key in self.parcel.answers.declined)

    @property
    def is_addition(self) -> bool:
        """Whether it has only books that the package there does not have, which stays as it is."""
        return any(one.line.issue.code == _ADDED for one in self.remarks)

    @property
    def is_replacing_unasked(self) -> bool:
        """Whether it would replace a version that she has not agreed to replace."""
        return bool(self.changes) and self.parcel.answers.replaced != self.version

    @property
    def is_ready(self) -> bool:
        """Whether it can be handed in; a companion goes with its workbook."""
        declined = [*self.declined, *(cell for one in self.companions for cell in one.declined)]
        return self.is_imported and not declined and not self.twin


def examine(
    parcel: Parcel,
    file: Path,
    data: DeskData,
    version: str,
    more: Sequence[tuple[Parcel, Path]] = (),
) -> Examination:
    """Import a workbook into the data, and say what stands in the way, each at its cell.

    version: of the package that is there, which she may have agreed to replace. more: workbooks of
    the same place, with their files; what was answered of the first holds for all.
    """
    if (broken := workbook.refused(file)) is not None:
        return Examination(parcel, faults=tuple(_spotted((broken,), {})))
    place = place_of(parcel, data)
    if place is None:
        return Examination(parcel)
    answers = parcel.answers
    outcome = import_file(
        file,
        place,
        data.root,
        answers=Answers(
            accepted=frozenset(answers.yes),
            is_replacing=bool(version) and answers.replaced == version,
            excused=answers.excused,
            given=answers.given,
            left_out=tuple(answers.left_out),
        ),
        why=(lambda _: Grounds(answers.reason, answers.words, answers.decided_by))
        if answers.words
        else None,
        day=data.day,
        memory=data.memory,
        more=[path for _, path in more],
    )
    files = [file, *(path for _, path in more)]
    whole = _examination(parcel, files, place, outcome, version)
    return _apart(whole, more, {path.name: path for path in outcome.imported.marked_copies})


def _apart(
    whole: Examination, more: Sequence[tuple[Parcel, Path]], marked: Mapping[str, Path]
) -> Examination:
    """The examination with what is said of the cells of companions at each of them."""
    names = {parcel.name for parcel, _ in more}

    def of(name: str, spotted: tuple[Spotted, ...]) -> tuple[Spotted, ...]:
        return tuple(one for one in spotted if one.book == name)

    def others(spotted: tuple[Spotted, ...]) -> tuple[Spotted, ...]:
        return tuple(one for one in spotted if one.book not in names)

    companions = tuple(
        Examination(
            parcel=parcel,
            place=whole.place,
            faults=of(parcel.name, whole.faults),
            repairs=of(parcel.name, whole.repairs),
            remarks=of(parcel.name, whole.remarks),
            marked=marked.get(f"{path.stem}{_MARKED}"),
            twin=whole.parcel.name,
        )
        for parcel, path in more
    )
    lead = replace(
        whole,
        faults=others(whole.faults),
        repairs=others(whole.repairs),
        remarks=others(whole.remarks),
        companions=companions,
        marked=marked.get(f"{Path(whole.parcel.name).stem}{_MARKED}"),
    )
    is_ready = lead.is_ready
    return replace(lead, companions=tuple(replace(one, is_imported=is_ready) for one in companions))


def _examination(
    parcel: Parcel,
    files: Sequence[Path],
    place: ImportPlace,
    outcome: ImportOutcome,
    version: str,
) -> Examination:
    imported = outcome.imported
    schemas = of_period(place.kind.schemas, place.period)
    pictures = {
        (file.name, *spot): excerpt
        for file in files
        for spot, excerpt in workbook.excerpts(
            file, schemas, _spots(imported.issues, file.name)
        ).items()
    }
    spotted = list(_spotted(imported.issues, pictures))
    errors = [one for one in spotted if one.line.is_error]
    codes_of_questions = (MISSING, REPLACED, ASKED.code, *_QUESTIONS)
    missing = [one for one in errors if one.line.issue.code == MISSING]
    reasonless = [one for one in errors if _REASONLESS in one.line.issue.code]
    has_open_replacement = any(one.line.issue.code == REPLACED for one in errors)
    warnings = [one for one in spotted if not one.line.is_error]
    return Examination(
        parcel=parcel,
        place=place,
        faults=tuple(
            one
            for one in errors
            if one.line.issue.code not in codes_of_questions and one not in reasonless
        ),
        asked=tuple(_asked(imported.questions, spotted)),
        repairs=tuple(one for one in warnings if one.line.issue.code in REPAIRED),
        remarks=tuple(
            one
            for one in warnings
            if one.line.issue.code not in REPAIRED
            and one.line.issue.code not in {f"{code}-answered" for code in _QUESTIONS}
        ),
        expected=outcome.expected,
        faulty=outcome.faulty,
        missing=tuple(name for one in missing for name in one.line.issue.names),
        changes=tuple(change.words for change in imported.changes),
        version=version,
        needs_reason=bool(reasonless) and not has_open_replacement,
        is_imported=not imported.is_refused,
    )


def _asked(questions: Sequence[Question], spotted: Sequence[Spotted]) -> Iterator[AskedQuestion]:
    """The questions, those about cells with them: their key is `sheet/heading/rule`."""
    for question in questions:
        sheet, _, rest = question.key.partition("/")
        heading, _, code = rest.rpartition("/")
        for one in spotted:
            issue = one.line.issue
            is_it = issue.code in (code, f"{code}-answered") and one.sheet == sheet
            if is_it and issue.values.get("title") in (heading, issue.field):
                yield AskedQuestion(question, one)
                break
        else:
            yield AskedQuestion(question, None)


def _spots(issues: Iterable[Issue], name: str) -> list[tuple[str, str]]:
    """Sheet and cell of a workbook's errors and repairs, as many as one can look at."""
    spots = [
        _spot(issue)
        for issue in issues
        if _book(issue) == name
        and (
            issue.severity is Severity.ERROR
            or issue.code in REPAIRED
            or issue.code.endswith("-answered")
        )
    ]
    return [spot for spot in spots if all(spot)][:_MOST_PICTURES]


def _book(issue: Issue) -> str:
    """The name of the workbook that an issue is of."""
    return issue.path.partition("/")[0]


def _spot(issue: Issue) -> tuple[str, str]:
    sheet = issue.path.rpartition("/")[2] if "/" in issue.path else ""
    cell = issue.values.get("cell") or (f"A{issue.row}" if issue.row else "")
    return sheet, cell.partition("、")[0]


def _spotted(
    issues: Sequence[Issue], pictures: Mapping[tuple[str, str, str], Excerpt]
) -> Iterator[Spotted]:
    lines = report.report_lines(
        issues, report.titles_of(schemas_of(KINDS)), report.translation("zh"), "zh"
    )
    for line in lines:
        sheet, cell = _spot(line.issue)
        key = f"{sheet}/{line.issue.field or ''}/{line.issue.code}/{cell}"
        book = _book(line.issue)
        excerpt = pictures.get((book, sheet, cell))
        yield Spotted(key, line, book=book, sheet=sheet, cell=cell, excerpt=excerpt)
