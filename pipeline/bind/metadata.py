"""What the file says about the book: XMP packet, document information, viewer preferences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape

from pikepdf import Dictionary, Name, Pdf, String

from pipeline.bind.archive import XMP_CLAIM, XMP_NAMESPACES
from pipeline.bind.model import BindError, BookInfo

PRODUCER = "publication (WeasyPrint, pikepdf)"
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z")
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
  xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:xmp="http://ns.adobe.com/xap/1.0/"
  xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
  xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"{namespaces}>
{body}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def add_metadata(book: Pdf, info: BookInfo) -> None:
    """Write title, authors, dates, language, the claims of PDF/UA-1 (ISO 14289-1, 5) and A-2a."""
    packet = book.make_stream(xmp_packet(info).encode())
    packet.Type, packet.Subtype = Name.Metadata, Name.XML
    book.Root.Metadata = packet
    book.Root.Lang = String(info.language)
    book.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    entries = {
        "/Title": info.title,
        "/Author": ", ".join(info.authors),
        "/Subject": info.description,
        "/Keywords": ", ".join(info.subjects),
        "/Producer": PRODUCER,
        "/CreationDate": pdf_date(info.created),
        "/ModDate": pdf_date(info.modified),
    }
    for key, value in entries.items():
        if value:
            book.docinfo[key] = String(value)


def pdf_date(iso: str) -> str:
    """An ISO date in UTC in the form of ISO 32000-1, 7.9.4; nothing for nothing."""
    if not iso:
        return ""
    match = _DATE.fullmatch(iso)
    if match is None:
        raise BindError(f"not a date in UTC: {iso!r}")
    return f"D:{''.join(match.groups())}Z"


def xmp_packet(info: BookInfo) -> str:
    """The XMP packet (ISO 16684-1), in a fixed order and layout."""
    parts = [
        _list("dc:title", "Alt", [info.title], ' xml:lang="x-default"'),
        _list("dc:creator", "Seq", info.authors),
        _list("dc:description", "Alt", [info.description], ' xml:lang="x-default"'),
        _list("dc:subject", "Bag", info.subjects),
        _list("dc:publisher", "Bag", info.publishers),
        _list("dc:rights", "Alt", [info.rights], ' xml:lang="x-default"'),
        _list("dc:language", "Bag", [info.language]),
        _value("pdf:Keywords", ", ".join(info.subjects)),
        _value("pdf:Producer", PRODUCER),
        _value("xmp:CreateDate", info.created),
        _value("xmp:ModifyDate", info.modified),
        _value("pdfuaid:part", "1"),
        XMP_CLAIM,
    ]
    body = "\n".join(part for part in parts if part)
    return _PACKET.format(namespaces=XMP_NAMESPACES, body=body)


def _value(name: str, value: str) -> str:
    return f"<{name}>{escape(value)}</{name}>" if value else ""


def _list(name: str, kind: str, values: Sequence[str], attribute: str = "") -> str:
    items = "".join(f"<rdf:li{attribute}>{escape(value)}</rdf:li>" for value in values if value)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>" if items else ""
