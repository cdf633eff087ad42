"""What PDF/A-2a (ISO 19005-2) asks beyond PDF/UA-1: what colours are, links that print, XMP."""

from __future__ import annotations

import struct

from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import ImageCms

_CONDITION = "sRGB IEC61966-2.1"
# littleCMS writes the moment into the profile it makes: a day that stays is put in its place.
_DATE = slice(24, 36)
_DAY = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
_PRINT = 4
XMP_NAMESPACES = """
  xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
  xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
  xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#\""""
# The claim, and the schema of the claim of PDF/UA-1, which PDF/A does not know (6.6.2.3).
XMP_CLAIM = """<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>"""


def add_archive_traits(book: Pdf) -> None:
    """Say what the colours are (6.2.3), and that links are printed as they are seen (6.3.2)."""
    stream = book.make_stream(srgb_profile())
    stream.N, stream.Alternate = 3, Name.DeviceRGB
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String(_CONDITION),
        Info=String(_CONDITION),
        DestOutputProfile=stream,
    )
    book.Root.OutputIntents = Array([book.make_indirect(intent)])
    for page in book.pages:
        for annotation in page.obj.get("/Annots", ()):
            annotation.F = _PRINT


def srgb_profile() -> bytes:
    """The ICC profile of sRGB; always the same bytes."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[_DATE] = _DAY
    return bytes(profile)
