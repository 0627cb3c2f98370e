"""Every place in an attachment is read, what acts is refused, and a clean copy is clean."""

from __future__ import annotations

import io
import random
import subprocess
import sys
import warnings
import zipfile
import zlib
from collections.abc import Callable, Mapping

import pypdf
import pytest
from PIL import Image, PngImagePlugin
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)
from typer.testing import CliRunner

import pdfs
from mingbai.check import privacy
from mingbai.check.privacy import attachments
from mingbai.check.privacy.attachments import cleaning
from mingbai.check.privacy.attachments.pdfs import MEDIA
from mingbai.cli import app
from sizes import times

ID = "11010519491231002X"
SHOWN = "11*************02X"
PLACE = b'<x:xmpmeta><rdf:Description exif:GPSLatitude="30,39.5N"/></x:xmpmeta>'
XMP = b"http://ns.adobe.com/xap/1.0/\0"


def faults(body: bytes, suffix: str) -> list[tuple[str, str]]:
    """(code, words) of what is wrong with the file itself."""
    document = attachments.read(body, suffix)
    return [(rule.code, words) for rule, words in document.faults]


def codes(body: bytes, suffix: str) -> set[str]:
    """Codes of all issues of an attachment, of its texts too."""
    document = attachments.read(body, suffix)
    found = {rule.code for rule, _ in document.faults}
    return found | {i.code for text in document.texts for i in privacy.scan_text(text, "a")}


def photo(size: int = 40, **options: object) -> bytes:
    """A JPEG of random pixels."""
    pixels = random.Random(size).randbytes(size * size * 3)
    body = io.BytesIO()
    Image.frombytes("RGB", (size, size), pixels).save(body, "JPEG", **options)
    return body.getvalue()


def exif(**tags: object) -> bytes:
    """An EXIF block; tags as `gps`, `text` (ImageDescription), `artist`, `comment`, `turn`."""
    block = Image.Exif()
    if "gps" in tags:
        block.get_ifd(0x8825)[2] = (30.0, 39.0, 5.0)
    if "text" in tags:
        block[0x010E] = tags["text"]
    if "wide" in tags:
        block[0x9C9C] = str(tags["wide"]).encode("utf-16-le")
    if "comment" in tags:
        block.get_ifd(0x8769)[0x9286] = b"UNICODE\0" + str(tags["comment"]).encode("utf-16-be")
    if "turn" in tags:
        block[0x0112] = tags["turn"]
    return block.tobytes()


def segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body


def with_segments(jpeg: bytes, *segments: bytes) -> bytes:
    return jpeg[:2] + b"".join(segments) + jpeg[2:]


def png(*chunks: tuple[bytes, bytes], **options: object) -> bytes:
    """A PNG with more chunks before its end."""
    body = io.BytesIO()
    Image.frombytes("RGB", (20, 20), random.Random(20).randbytes(1200)).save(body, "PNG", **options)
    whole = body.getvalue()
    at = whole.rindex(b"IEND") - 4
    inner = b"".join(
        len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")
        for name, data in chunks
    )
    return whole[:at] + inner + whole[at:]


def pdf(text: str = "Annual form") -> pypdf.PdfWriter:
    """A writer of one page with a line of text."""
    return pdfs.lined(text)


def saved(writer: pypdf.PdfWriter) -> bytes:
    body = io.BytesIO()
    writer.write(body)
    return body.getvalue()


def saved_again(body: bytes, text: str) -> bytes:
    """A later revision of a PDF whose page has another text, the earlier one in front of it."""
    writer = pypdf.PdfWriter(io.BytesIO(body), incremental=True)
    writer.pages[0][NameObject("/Contents")] = writer._add_object(pdfs.line(text))
    return saved(writer)


def with_action(action: Mapping[str, object]) -> bytes:
    """A PDF whose page has a link with this action."""
    writer = pdf()
    link = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Link"),
            NameObject("/Rect"): ArrayObject([NumberObject(n) for n in (0, 0, 9, 9)]),
            NameObject("/A"): DictionaryObject(
                {NameObject(key): value for key, value in action.items()}
            ),
        }
    )
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(link)])
    return saved(writer)


def with_photo(jpeg: bytes) -> bytes:
    """A PDF with a photograph on its page."""
    writer = pdf()
    image = StreamObject.initialize_from_dictionary(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Image"),
            NameObject("/Filter"): NameObject("/DCTDecode"),
            NameObject("/Width"): NumberObject(40),
            NameObject("/Height"): NumberObject(40),
            NameObject("/ColorSpace"): NameObject("/DeviceRGB"),
            NameObject("/BitsPerComponent"): NumberObject(8),
            "__streamdata__": jpeg,
        }
    )
    images = DictionaryObject({NameObject("/I"): writer._add_object(image)})
    writer.pages[0]["/Resources"][NameObject("/XObject")] = images
    return saved(writer)


def docx(parts: Mapping[str, str | bytes], document: str = "<w:p/>") -> bytes:
    """A Word document of some parts."""
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="w">{document}</w:document>')
        for name, inner in parts.items():
            archive.writestr(name, inner)
    return body.getvalue()


def relations(type_: str, target: str, mode: str = "External") -> str:
    kind = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{type_}"
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    relation = f'<Relationship Id="r1" Type="{kind}" Target="{target}" TargetMode="{mode}"/>'
    return f'<Relationships xmlns="{space}">{relation}</Relationships>'


def drawn(kind: str, exif: bytes = b"") -> bytes:
    """A picture of noise of another type than JPEG and PNG."""
    body = io.BytesIO()
    options = {"exif": exif} if exif else {}
    dice = random.Random(3)
    noise = bytes(dice.randrange(256) for _ in range(60 * 60 * 3))
    Image.frombytes("RGB", (60, 60), noise).save(body, kind, **options)
    return body.getvalue()


LOCATED: Mapping[str, tuple[bytes, str]] = {
    "docx, TIFF": (docx({"word/media/1.tiff": exif(gps=1)[6:] + bytes(9)}), ".docx"),
    "docx, WebP": (docx({"word/media/1.webp": drawn("WEBP", exif(gps=1))}), ".docx"),
    "docx, another name": (docx({"word/media/1.gif": photo(exif=exif(gps=1))}), ".docx"),
    "exif, Intel": (with_segments(photo(), segment(0xE1, exif(gps=1))), ".jpg"),
    "exif, late": (
        with_segments(
            photo(),
            *[segment(0xE2, b"ICC_PROFILE\0" + bytes(60_000))] * 4,
            segment(0xE1, exif(gps=1)),
        ),
        ".jpg",
    ),
    "xmp": (with_segments(photo(), segment(0xE1, XMP + PLACE)), ".jpeg"),
    "png exif": (png((b"eXIf", exif(gps=1)[6:])), ".png"),
    "png xmp": (png((b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + PLACE)), ".png"),
    "png xmp, packed": (
        png((b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(PLACE))),
        ".png",
    ),
    "docx": (docx({"word/media/image1.jpeg": photo(exif=exif(gps=1))}), ".docx"),
    "pdf": (with_photo(photo(exif=exif(gps=1))), ".pdf"),
}


@pytest.mark.parametrize("name", LOCATED)
def test_a_photograph_with_its_place_is_refused(name):
    """In EXIF of a JPEG or PNG, however late, in XMP, packed or not, and inside documents."""
    body, suffix = LOCATED[name]
    assert ("located-photo", "GPS") in faults(body, suffix)


@pytest.mark.parametrize("order", [b"II", b"MM"])
def test_both_byte_orders_of_a_photograph_are_read(order):
    """Cameras write EXIF in either byte order."""
    little = order == b"II"
    number = (0x8825).to_bytes(2, "little" if little else "big")
    kind, one = (b"\4\0", b"\1\0\0\0") if little else (b"\0\4", b"\0\0\0\1")
    head = b"II*\0\x08\0\0\0\x01\0" if little else b"MM\0*\0\0\0\x08\0\x01"
    block = b"Exif\0\0" + head + number + kind + one + bytes(8)
    assert ("located-photo", "GPS") in faults(with_segments(photo(), segment(0xE1, block)), ".jpg")


TOLD: dict[str, tuple[bytes, str]] = {
    "comment": (with_segments(photo(), segment(0xFE, f"身份证 {ID}".encode())), ".jpg"),
    "comment, GB18030": (
        with_segments(photo(), segment(0xFE, f"身份证 {ID}".encode("gb18030"))),
        ".jpg",
    ),
    "exif text": (photo(exif=exif(text=f"card {ID}")), ".jpg"),
    "exif XP comment": (photo(exif=exif(wide=f"身份证{ID}")), ".jpg"),
    "exif user comment": (photo(exif=exif(comment=f"身份证{ID}")), ".jpg"),
    "iptc": (with_segments(photo(), segment(0xED, b"Photoshop 3.0\0" + ID.encode())), ".jpg"),
    "png text": (png((b"tEXt", b"Comment\0card " + ID.encode())), ".png"),
    "png packed text": (png((b"zTXt", b"Comment\0\0" + zlib.compress(ID.encode()))), ".png"),
    "png long text": (
        png((b"iTXt", b"Comment\0\1\0zh\0\0" + zlib.compress(f"身份证 {ID}".encode()))),
        ".png",
    ),
    "pdf, earlier": (saved_again(saved(pdf(f"card {ID}")), "card withdrawn"), ".pdf"),
    "pdf, two before": (
        saved_again(saved_again(saved(pdf(f"card {ID}")), "card *"), "nothing"),
        ".pdf",
    ),
    "pdf, picture": (with_photo(photo(exif=exif(text=f"card {ID}"))), ".pdf"),
    "docx, picture": (docx({"word/media/1.jpg": photo(exif=exif(text=ID))}), ".docx"),
    "docx, drawing": (docx({"word/media/1.svg": f"<svg><text>{ID}</text></svg>"}), ".docx"),
}


NAMED = b"<</Title(card %s)>>" % ID.encode()
TOLD |= {
    "pdf, packed": (pdfs.packed(pdfs.PACKED_PAGE | {4: NAMED}), ".pdf"),
    "pdf, packed earlier": (
        pdfs.packed({4: b"<</Title(ok)>>"}, pdfs.packed(pdfs.PACKED_PAGE | {4: NAMED})),
        ".pdf",
    ),
    "pdf, packed twice before": (
        pdfs.packed(
            {4: b"<<>>"}, pdfs.packed({4: b"<<>>"}, pdfs.packed(pdfs.PACKED_PAGE | {4: NAMED}))
        ),
        ".pdf",
    ),
    "pdf, packed and listed nowhere": (
        pdfs.packed(pdfs.PACKED_PAGE | {9: b"<</X(%s)>>" % ID.encode()}, unlisted=9),
        ".pdf",
    ),
    "pdf, packed and listed nowhere, in UTF-16": (
        pdfs.packed(
            pdfs.PACKED_PAGE | {9: b"<</X<FEFF%s>>>" % ID.encode("utf-16-be").hex().encode()},
            b"",
            9,
        ),
        ".pdf",
    ),
    "pdf, listed nowhere": (
        pdfs.packed(pdfs.PACKED_PAGE).replace(
            b"startxref", b"9 0 obj\n%s\nendobj\nstartxref" % NAMED
        ),
        ".pdf",
    ),
    "pdf, remark": (
        pdfs.packed(pdfs.PACKED_PAGE).replace(b"startxref", b"%% %s\nstartxref" % ID.encode()),
        ".pdf",
    ),
    "docx, TIFF": (docx({"word/media/1.tiff": drawn("TIFF", exif(text=ID))}), ".docx"),
    "docx, WebP": (docx({"word/media/1.webp": drawn("WEBP", exif(text=ID))}), ".docx"),
    "docx, GIF": (
        docx({"word/media/1.gif": b"GIF89a\1\0\1\0\0\0\0!\xfe\x12" + ID.encode() + b"\0;"}),
        ".docx",
    ),
    "docx, EMF": (
        docx({"word/media/1.emf": b"\1\0\0\0" + ID.encode("utf-16-le")}),
        ".docx",
    ),
}


@pytest.mark.parametrize("name", TOLD)
def test_a_persons_number_is_found_wherever_it_stands(name):
    """Words of pictures in any encoding, packed or not, and earlier revisions of a PDF."""
    assert "resident-id" in codes(*TOLD[name])


def of_pdf(name: str, **more: object) -> tuple[bytes, str]:
    return with_action({"/S": NameObject(f"/{name}"), **more}), ".pdf"


def with_note(subtype: str) -> tuple[bytes, str]:
    """A PDF whose page has a note of this sort."""
    writer = pdf()
    note = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject(subtype),
            NameObject("/Rect"): ArrayObject([NumberObject(n) for n in (0, 0, 9, 9)]),
        }
    )
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(note)])
    return saved(writer), ".pdf"


def web_action(**more: object) -> DictionaryObject:
    """Opens a page of the web."""
    named = {"/S": NameObject("/URI"), "/URI": TextStringObject("https://e.example/"), **more}
    return DictionaryObject({NameObject(key): value for key, value in named.items()})


def turning_opens_the_web() -> tuple[bytes, str]:
    """A PDF whose page opens another when it is turned to, by an action that follows another."""
    writer = pdf()
    first = DictionaryObject({NameObject("/S"): NameObject("/GoTo")})
    first[NameObject("/Next")] = ArrayObject([writer._add_object(web_action())])
    writer.pages[0][NameObject("/AA")] = DictionaryObject({NameObject("/O"): first})
    return saved(writer), ".pdf"


def opening_opens_the_web() -> tuple[bytes, str]:
    writer = pdf()
    writer.root_object[NameObject("/OpenAction")] = writer._add_object(web_action())
    return saved(writer), ".pdf"


def opens_at_a_page_with_a_link() -> tuple[bytes, str]:
    """What an office writes: it opens at its first page, on which there is a link."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(with_action(web_action())))
    place = ArrayObject([writer.pages[0].indirect_reference, NameObject("/Fit")])
    writer.root_object[NameObject("/OpenAction")] = place
    return saved(writer), ".pdf"


def drawn_elsewhere() -> tuple[bytes, str]:
    """A PDF with a drawing that lies in another file."""
    writer = pdf()
    drawing = DecodedStreamObject()
    drawing[NameObject("/Subtype")] = NameObject("/Form")
    drawing[NameObject("/Ref")] = DictionaryObject(
        {NameObject("/F"): TextStringObject("https://e.example/x.pdf")}
    )
    writer.pages[0]["/Resources"][NameObject("/XObject")] = DictionaryObject(
        {NameObject("/X"): writer._add_object(drawing)}
    )
    return saved(writer), ".pdf"


ACTIVE: dict[str, tuple[bytes, str]] = {
    "import data": of_pdf("ImportData", **{"/F": TextStringObject("\\\\evil\\x.fdf")}),
    "another document": of_pdf("GoToR", **{"/F": TextStringObject("\\\\evil\\x.pdf")}),
    "embedded document": of_pdf("GoToE"),
    "program": of_pdf("Launch", **{"/F": TextStringObject("cmd.exe")}),
    "form sent": of_pdf("SubmitForm", **{"/F": TextStringObject("https://x.example")}),
    "film": of_pdf("Rendition"),
    "link to a disk": of_pdf("URI", **{"/URI": TextStringObject("file:///C:/x")}),
    "link to a share": of_pdf("URI", **{"/URI": TextStringObject("\\\\host\\x")}),
    "link that runs": of_pdf("URI", **{"/URI": TextStringObject("javascript:alert(1)")}),
    **{f"note {name}": with_note(name) for name in MEDIA},
    "page turned": turning_opens_the_web(),
    "document opened": opening_opens_the_web(),
    "drawing elsewhere": drawn_elsewhere(),
    "program, withdrawn": (saved_again(of_pdf("Launch")[0], "nothing"), ".pdf"),
    "archive behind a pdf": (saved(pdf()) + docx({}), ".pdf"),
    "page behind a pdf": (saved(pdf()) + b"<html><script>1</script>", ".pdf"),
    "page behind a photo": (photo() + b"<html><body onload=x()>", ".jpg"),
    "archive behind a photo": (photo() + docx({}), ".jpg"),
    "archive behind a png": (png() + docx({}), ".png"),
    "second photo behind": (photo() + photo(30), ".jpg"),
    "page in a comment": (with_segments(photo(), segment(0xFE, b"<script>1</script>")), ".jpg"),
    "page in png text": (png((b"tEXt", b"Comment\0<svg onload=x()>")), ".png"),
    "template": (
        docx(
            {"word/_rels/settings.xml.rels": relations("attachedTemplate", "https://e.example/t")}
        ),
        ".docx",
    ),
    "template of a share": (
        docx({"word/_rels/settings.xml.rels": relations("attachedTemplate", "file://evil/t.dotm")}),
        ".docx",
    ),
    "outside picture": (
        docx({"word/_rels/document.xml.rels": relations("image", "https://e.example/p.png")}),
        ".docx",
    ),
    "outside object": (
        docx({"word/_rels/document.xml.rels": relations("oleObject", "file://evil/x")}),
        ".docx",
    ),
    "link to a disk in word": (
        docx({"word/_rels/document.xml.rels": relations("hyperlink", "file:///C:/x.exe")}),
        ".docx",
    ),
    "field that runs": (docx({}, "<w:p><w:instrText>DDEAUTO c:\\x</w:instrText></w:p>"), ".docx"),
    "other text in word": (docx({"word/afchunk1.mht": "x"}), ".docx"),
    "archive in front of word": (docx({}) + docx({"word/a.xml": "<a/>"}), ".docx"),
    "comment of an archive": (docx({})[:-2] + b"\x05\0PAYME", ".docx"),
    "page late in a text": ("第一行\n<script>alert(1)</script>".encode(), ".txt"),
    "page late in a table": (b"a,b\n1,<iframe src=x>\n", ".csv"),
    "attribute that acts": ("说明\n<img src=x onerror=alert(1)>".encode(), ".md"),
    "link that runs in a text": (b"# x\n<a href='javascript:alert(1)'>y</a>", ".md"),
}


LAUNCH = b"<</S/Launch/F(cmd.exe)>>"
ACTIVE |= {
    "launch, packed": (pdfs.packed(pdfs.PACKED_PAGE | {9: LAUNCH}), ".pdf"),
    "launch, packed earlier": (
        pdfs.packed({9: b"<<>>"}, pdfs.packed(pdfs.PACKED_PAGE | {9: LAUNCH})),
        ".pdf",
    ),
    "launch, listed nowhere": (pdfs.packed(pdfs.PACKED_PAGE | {9: LAUNCH}, unlisted=9), ".pdf"),
    "share, packed": (pdfs.packed(pdfs.PACKED_PAGE | {9: b"<</S/GoToR/F(//evil/x)>>"}), ".pdf"),
}


@pytest.mark.parametrize("name", ACTIVE)
def test_what_acts_or_comes_from_elsewhere_is_refused(name):
    """Actions, outside content, embedded files, polyglots, appended archives, HTML in text."""
    assert "active-attachment" in codes(*ACTIVE[name])


HARMLESS: Mapping[str, tuple[bytes, str]] = {
    "web link in pdf": of_pdf("URI", **{"/URI": TextStringObject("https://www.example.cn/a")}),
    "mail link in pdf": of_pdf("URI", **{"/URI": TextStringObject("mailto:a@gov.example")}),
    "place in the document": of_pdf("GoTo"),
    "opens at a page": opens_at_a_page_with_a_link(),
    "corrected pdf": (saved_again(saved(pdf("Form 1")), "Form 2"), ".pdf"),
    "photo on a page": (with_photo(photo(exif=exif(turn=6))), ".pdf"),
    "colours": (photo(icc_profile=b"\0" * 200, progressive=True, dpi=(300, 300)), ".jpg"),
    "png": (png(dpi=(300, 300)), ".png"),
    "packed pdf": (pdfs.packed(pdfs.PACKED_PAGE), ".pdf"),
    "packed pdf, corrected": (
        pdfs.packed({4: b"<</Title(b)>>"}, pdfs.packed(pdfs.PACKED_PAGE)),
        ".pdf",
    ),
    "pictures of other types": (
        docx({f"word/media/1.{kind}": drawn(kind) for kind in ("tiff", "webp", "gif", "bmp")}),
        ".docx",
    ),
    "web link in word": (
        docx({"word/_rels/document.xml.rels": relations("hyperlink", "https://www.example.cn/")}),
        ".docx",
    ),
    "printer of a sheet": (docx({"xl/printerSettings/printerSettings1.bin": b"\0A4"}), ".docx"),
    "signs in a text": (
        "面积<100 亩，且>5 亩；a<b，<b>粗</b>，<https://x.cn>".encode(),
        ".txt",
    ),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_offices_really_write_is_no_fault(name):
    """Links to the web, corrected PDFs, colours, print set-ups and signs of arithmetic pass."""
    assert faults(*HARMLESS[name]) == []


def twice(name: str, first: str, second: str) -> bytes:
    """A Word document in which two parts have one name."""
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr("word/document.xml", '<w:document xmlns:w="w"/>')
        archive.writestr(name, first)
        archive.writestr(name.upper(), second)
    return body.getvalue()


ENTITIES = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
BROKEN: Mapping[str, bytes] = {
    "two parts of one name": twice("word/a.xml", f"<a>{ID}</a>", "<a/>"),
    "entities": docx({"word/a.xml": ENTITIES}),
    "entities in UTF-16": docx({"word/a.xml": ENTITIES.encode("utf-16")}),
    "entities behind a remark": docx({"word/a.xml": f"<!--{'x' * 5000}-->{ENTITIES}"}),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_document_of_which_programs_see_different_things_is_refused(name):
    """Two parts of one name, and entities that a program may expand, in whatever encoding."""
    assert codes(BROKEN[name], ".docx") == {"broken-attachment"}


def test_a_photograph_cut_at_any_byte_or_changed_gives_issues_and_no_exception():
    """Whatever byte is missing or wrong, a picture is read or refused."""
    chance = random.Random(29)
    for whole, suffix in ((photo(exif=exif(gps=1)), ".jpg"), (png((b"eXIf", exif(gps=1))), ".png")):
        for end in range(12, len(whole), max(1, len(whole) // times(60))):
            assert ("broken-attachment", "图片没有存完整") in faults(whole[:end], suffix)
        for _ in range(times(100)):
            body = bytearray(whole)
            for _ in range(chance.randint(1, 6)):
                body[chance.randrange(8, len(body))] = chance.randrange(256)
            attachments.read(bytes(body), suffix)


OTHER_PICTURES = {"docx, TIFF", "docx, WebP", "docx, GIF", "docx, EMF"}


@pytest.mark.parametrize("name", ["docx, TIFF", "docx, WebP"])
def test_a_picture_of_another_type_is_not_said_to_be_clean(name):
    """Where its place cannot be taken off, the command says so and which picture it is."""
    with pytest.raises(cleaning.UncleanableError, match=r"word/media/1"):
        cleaning.clean(LOCATED[name][0], "Word 文件")


def cleanable() -> Mapping[str, tuple[bytes, str]]:
    """All that a clean copy can be made of: persons' words in properties, places, programs."""
    held = {**LOCATED, **TOLD, **ACTIVE}
    in_the_text = {"field that runs", "other text in word", "docx, drawing", *OTHER_PICTURES}
    return {
        name: (body, suffix)
        for name, (body, suffix) in held.items()
        if name not in in_the_text
        and not (suffix == ".docx" and name.startswith(("outside", "link to")))
        and suffix not in (".txt", ".csv", ".md")
    }


@pytest.mark.parametrize("name", cleanable())
def test_a_clean_copy_is_clean(name):
    """What is refused in a file is not in its clean copy, and it is said what was taken off."""
    body, suffix = cleanable()[name]
    copy = cleaning.clean(body, attachments.kind_of(body))
    assert copy.removed
    assert codes(copy.body, suffix) <= {"picture-only"}
    again = cleaning.clean(copy.body, attachments.kind_of(copy.body))
    assert again.removed == ()


def pixels(body: bytes) -> bytes:
    with Image.open(io.BytesIO(body)) as image:
        return image.tobytes()


def test_pixels_stay_and_the_way_up_too():
    """A clean photograph has the same pixels, the same colours, and stands as it stood."""
    colours = b"\1" * 300
    body = photo(exif=exif(gps=1, turn=6), icc_profile=colours, progressive=True)
    copy = cleaning.clean(body + b"tail", "JPG 图片")
    assert copy.removed == ("拍摄信息（时间、地点、机器）", "接在后面的字节")
    assert pixels(copy.body) == pixels(body)
    with Image.open(io.BytesIO(copy.body)) as image:
        assert dict(image.getexif()) == {0x0112: 6}
        assert image.info["icc_profile"] == colours
    described = PngImagePlugin.PngInfo()
    described.add_text("Author", "张三")
    drawn = png(pnginfo=described)
    assert pixels(cleaning.clean(drawn, "PNG 图片").body) == pixels(drawn)


def test_a_clean_pdf_shows_what_it_showed():
    """Text and good links of the last revision stay; its properties and earlier text do not."""
    writer = pdf("First")
    writer.add_metadata({"/Author": "x"})
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("x()")}
    )
    body = saved_again(saved(writer), "Second text")
    copy = cleaning.clean(body, "PDF 文件")
    assert set(copy.removed) == {
        "文件属性（作者、标题、软件）",
        "打开时的动作",
        "以前改动留下的旧版本",
    }
    reader = pypdf.PdfReader(io.BytesIO(copy.body))
    assert reader.pages[0].extract_text().strip() == "Second text"
    assert "/Author" not in (reader.metadata or {})
    assert b"First" not in copy.body
    linked, _ = HARMLESS["web link in pdf"]
    kept = pypdf.PdfReader(io.BytesIO(cleaning.clean(linked, "PDF 文件").body))
    (link,) = kept.pages[0]["/Annots"]
    assert link.get_object()["/A"]["/URI"] == "https://www.example.cn/a"


def test_what_the_text_rests_on_is_not_torn_out():
    """A document whose text shows an outside picture or runs a field is left to its program."""
    for name in ("outside picture", "field that runs", "other text in word"):
        body, _ = ACTIVE[name]
        with pytest.raises(cleaning.UncleanableError, match="另存"):
            cleaning.clean(body, "Word 文件")
    for body, kind in ((b"\xff\xd8\xff", "JPG 图片"), (b"%PDF-1.4", "PDF 文件"), (b"x", "纯文字")):
        with pytest.raises(cleaning.UncleanableError):
            cleaning.clean(body, kind)


def test_the_command_writes_beside_the_file_and_never_over_another(tmp_path):
    """`clean` keeps the original, names what it took off, and refuses to overwrite."""
    original = tmp_path / "井口.jpg"
    original.write_bytes(photo(exif=exif(gps=1)))
    run: Callable[..., object] = CliRunner().invoke
    first = run(app, ["clean", str(original)])
    assert first.exit_code == 0, first.output
    assert "去掉了拍摄信息" in first.output
    assert privacy.scan_file(tmp_path / "井口（已清理）.jpg")[0].code == "picture-only"
    assert faults(original.read_bytes(), ".jpg") == [("located-photo", "GPS")]
    second = run(app, ["clean", str(original)])
    assert second.exit_code == 1
    assert "已经有了" in second.output
    leaky = tmp_path / "名单.pdf"
    leaky.write_bytes(saved(pdf(f"card {ID}")))
    third = run(app, ["clean", str(leaky)])
    assert third.exit_code == 2
    assert SHOWN in third.output


def test_what_is_read_is_on_record_for_every_type():
    """The list on the site names each type that is taken, once."""
    named = {
        part
        for row in attachments.readings()
        for part in row.type.replace(" 等纯文字", "").split("、")
    }
    assert set(attachments.ALLOWED.replace(" 或 ", "、").split("、")) <= named
    assert all(row.read and row.refused and row.unread for row in attachments.readings())


def test_libraries_that_read_pictures_and_pdfs_are_imported_for_these_alone() -> None:
    """A check of data without them starts without them: they are slow to import."""
    heavy = ("pypdf", "PIL", "segno", "xlsxwriter", "frictionless")
    told = f"import sys, mingbai.build; print([one for one in {heavy} if one in sys.modules])"
    found = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert found.stdout == "[]\n"
