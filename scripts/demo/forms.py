"""An item's paper -> a blank form as DOCX, the same bytes every time."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

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
_FIELDS = (
    ("申请人（单位）", "张某某（样例）"),
    ("联系电话", "000-0000-0000（样例）"),
    ("申请事项", "照下面的事项名称填写"),
    ("申请内容和理由", "写清要办什么、在哪里、什么时候"),
    ("随附材料", "照办事指南的材料清单填写份数"),
)
_PROMISE = "本人（本单位）保证以上内容和所交材料真实、准确。"


def docx(title: str, item: str, agency: str, *, is_sample: bool) -> bytes:
    """A form with a title, a table to fill in and a place to sign; a sample is filled in."""
    mark = "（填写样例）" if is_sample else ""
    rows = "".join(_row(name, value if is_sample else "") for name, value in _FIELDS)
    body = (
        _paragraph(title + mark, size=36, align="center")
        + _paragraph(f"事项：{item}    受理单位：{agency}", size=21)
        + f'<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/><w:tblBorders>{_BORDERS}'
        f"</w:tblBorders></w:tblPr>{_GRID}{rows}</w:tbl>"
        + _paragraph(_PROMISE, size=24)
        + _paragraph("申请人签字（盖章）：                     年    月    日", size=24)
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
