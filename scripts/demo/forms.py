"""An item's paper -> a blank form as DOCX with the fields that the paper asks for.

The same bytes every time. A sample is the same form filled in with invented facts.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from xml.sax.saxutils import escape

from demo import content

_CONTENT_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships'
    '+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_WIDTHS = (2600, 6400)
_GRID = "<w:tblGrid>" + "".join(f'<w:gridCol w:w="{w}"/>' for w in _WIDTHS) + "</w:tblGrid>"
_PROMISE = "以上内容和所交材料真实、准确，我愿意承担填写不实的责任。"
_SIGNATURES = {
    "person": "申请人签字：                     年    月    日",
    "firm": "单位（盖章）：          法定代表人签字：          年    月    日",
    "either": "申请人签字（单位盖章）：                     年    月    日",
}


@dataclass(frozen=True)
class Form:
    """What a paper asks. fields: (name, what the sample says or "") in order."""

    title: str
    fields: tuple[tuple[str, str], ...]
    signature: str


def form(paper: str, item: str) -> Form:
    """The form of that name, or the item's own where two items use one name."""
    document = content.document("form_fields")
    lines: list[str] = document["forms"].get(f"{item}/{paper}") or document["forms"][paper]
    blocks = [line[1:] for line in lines if line.startswith("@")]
    flat = [one for line in lines for one in (document["blocks"].get(line[1:]) or [line])]
    fields = tuple((name, value) for name, _, value in (one.partition("=") for one in flat))
    return Form(paper, fields, _SIGNATURES[blocks[0] if blocks else "either"])


def docx(paper: str, item: str, agency: str, *, is_sample: bool) -> bytes:
    """A form with a title, a table to fill in and a place to sign; a sample is filled in.

    Raises ValueError where a sample would have an empty cell.
    """
    fields = form(paper, item)
    empty = [name for name, value in fields.fields if not value]
    if is_sample and empty:
        raise ValueError(f"{item}, {paper}: no sample of {empty}")
    mark = "（填写样例）" if is_sample else ""
    rows = "".join(_row(name, value if is_sample else "") for name, value in fields.fields)
    body = (
        _paragraph(fields.title + mark, size=36, align="center")
        + _paragraph(f"事项：{item}    受理单位：{agency}", size=21)
        + f'<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/><w:tblBorders>{_BORDERS}'
        f"</w:tblBorders></w:tblPr>{_GRID}{rows}</w:tbl>"
        + _paragraph(_PROMISE, size=24)
        + _paragraph(fields.signature, size=24)
        + _paragraph("演示表样，不能用于实际办事。", size=18)
    )
    document = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    )
    return _archive(
        {
            "[Content_Types].xml": _CONTENT_TYPES,
            "_rels/.rels": _RELATIONS,
            "word/document.xml": document,
        }
    )


def _paragraph(text: str, size: int, align: str = "left") -> str:
    return (
        f'<w:p><w:pPr><w:jc w:val="{align}"/></w:pPr><w:r><w:rPr><w:sz w:val="{size}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


def _row(name: str, value: str) -> str:
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_paragraph(text, 24)}</w:tc>'
        for width, text in zip(_WIDTHS, (name, value), strict=True)
    )
    return f'<w:tr><w:trPr><w:trHeight w:val="900"/></w:trPr>{cells}</w:tr>'


def _archive(parts: dict[str, str]) -> bytes:
    """A ZIP without compression and without a clock: compressors differ from build to build."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.create_system = 0
            archive.writestr(entry, text.encode())
    return made.getvalue()
