"""What the press edition says it is: PDF/X-4 (ISO 15930-7), made for a printing condition."""

from __future__ import annotations

import uuid
from xml.sax.saxutils import escape

from pikepdf import Array, Dictionary, Name, Pdf, String

from pipeline.bind.metadata import PRODUCER, pdf_date
from pipeline.bind.model import BookInfo
from pipeline.bind.press_profile import PressProfile

CLAIM = "PDF/X-4"
_REGISTRY = "http://www.color.org"
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
  xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:xmp="http://ns.adobe.com/xap/1.0/"
  xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
  xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
  xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:format>application/pdf</dc:format>
<xmp:CreateDate>{created}</xmp:CreateDate>
<xmp:ModifyDate>{modified}</xmp:ModifyDate>
<xmp:MetadataDate>{modified}</xmp:MetadataDate>
<xmp:CreatorTool>{producer}</xmp:CreatorTool>
<xmpMM:DocumentID>uuid:{document}</xmpMM:DocumentID>
<xmpMM:InstanceID>uuid:{instance}</xmpMM:InstanceID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>
<xmpMM:VersionID>1</xmpMM:VersionID>
<pdf:Producer>{producer}</pdf:Producer>
<pdf:Trapped>False</pdf:Trapped>
<pdfxid:GTS_PDFXVersion>{claim}</pdfxid:GTS_PDFXVersion>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""

# What a reader on screen has and a press does not: bookmarks, names, labels, tags, preferences.
_SCREEN = (
    "/Outlines", "/PageMode", "/Names", "/PageLabels", "/StructTreeRoot", "/MarkInfo",
    "/ViewerPreferences", "/OpenAction",
)  # fmt: skip


def claim_press(book: Pdf, info: BookInfo, profile: PressProfile, digest: str) -> None:
    """Write output intent, XMP packet and document information; `digest` names the content."""
    for key in _SCREEN:
        if key in book.Root:
            del book.Root[key]
    _add_intent(book, profile)
    created, modified = info.created or info.modified, info.modified
    packet = book.make_stream(_packet(info.title, created, modified, digest).encode())
    packet.Type, packet.Subtype = Name.Metadata, Name.XML
    book.Root.Metadata = packet
    for key in list(book.docinfo.keys()):
        del book.docinfo[key]
    entries = {
        "/Title": info.title,
        "/Creator": PRODUCER,
        "/Producer": PRODUCER,
        "/CreationDate": pdf_date(created),
        "/ModDate": pdf_date(modified),
    }
    for key, value in entries.items():
        book.docinfo[key] = String(value)
    book.docinfo["/Trapped"] = Name("/False")


def _add_intent(book: Pdf, profile: PressProfile) -> None:
    """The printing condition and its profile (ISO 32000-1, 14.11.5)."""
    stream = book.make_stream(profile.data)
    stream.N, stream.Alternate = 4, Name.DeviceCMYK
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String(profile.condition),
        OutputCondition=String(profile.description),
        RegistryName=String(_REGISTRY),
        Info=String(profile.description),
        DestOutputProfile=stream,
    )
    book.Root.OutputIntents = Array([book.make_indirect(intent)])


def _packet(title: str, created: str, modified: str, digest: str) -> str:
    return _PACKET.format(
        title=escape(title),
        created=created,
        modified=modified,
        producer=escape(PRODUCER),
        document=uuid.uuid5(uuid.NAMESPACE_URL, f"press:{title}"),
        instance=uuid.uuid5(uuid.NAMESPACE_URL, f"press:{digest}"),
        claim=CLAIM,
    )
