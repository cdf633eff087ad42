"""What a press PDF says it is, its fonts, and veraPDF's verdict on a relabelled copy."""

from __future__ import annotations

import base64
import json
import subprocess
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from PIL import ImageCms

from pipeline.errors import Problem
from pipeline.model.places import Place
from pipeline.proof.press_file import PressReader, ReadingError, text_of
from pipeline.proof.proved import Proved, Verdict, untestable
from pipeline.proof.verapdf import Untestable, judge

CLAIM = "PDF/X-4"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_SPACES = {
    "xmp": "{http://ns.adobe.com/xap/1.0/}",
    "xmpMM": "{http://ns.adobe.com/xap/1.0/mm/}",
    "pdf": "{http://ns.adobe.com/pdf/1.3/}",
    "pdfxid": "{http://www.npes.org/pdfx/ns/id/}",
}
# What ISO 15930-7 asks of the packet, with a value where only one is right.
_ASKED = {
    "pdfxid:GTS_PDFXVersion": CLAIM,
    "pdf:Trapped": "False",
    "xmp:CreateDate": "",
    "xmp:ModifyDate": "",
    "xmp:MetadataDate": "",
    "xmpMM:DocumentID": "",
    "xmpMM:RenditionClass": "",
    "xmpMM:VersionID": "",
}
_NEWEST = "1.6"
_JUDGE = "veraPDF A-2b, copie de l’édition pour l’imprimeur"
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def check_claim(reader: PressReader, name: str) -> Proved:
    """Output intent, XMP packet and document information say PDF/X-4 (OUT206)."""
    messages = [
        *_intent_faults(reader),
        *_packet_faults(reader),
        *_information_faults(reader),
    ]
    problems = tuple(Problem("OUT206", Place(name), message, key=message) for message in messages)
    return Proved(problems, len(_ASKED) + 2 if not problems else 0)


def _intent_faults(reader: PressReader) -> Iterator[str]:
    intents = [reader.get(intent) for intent in reader.root.get("/OutputIntents", [])]
    ours = [intent for intent in intents if intent.get("/S") == "/GTS_PDFX"]
    if len(ours) != 1:
        yield f"Il y a {len(ours)} intention(s) de sortie PDF/X, il en faut une."
        return
    (intent,) = ours
    if not text_of(intent.get("/OutputConditionIdentifier")):
        yield "L’intention de sortie ne nomme pas la condition d’impression."
    if not text_of(intent.get("/RegistryName")):
        yield "L’intention de sortie ne dit pas quel registre nomme la condition."
    stream = intent.get("/DestOutputProfile")
    if not stream:
        yield "Le profil de sortie n’est pas incorporé."
        return
    try:
        profile = ImageCms.getOpenProfile(BytesIO(reader.data(stream))).profile
    except (OSError, ImageCms.PyCMSError) as error:
        yield f"Le profil de sortie ne se lit pas : {error}."
        return
    if (profile.device_class, profile.xcolor_space.strip()) != ("prtr", "CMYK"):
        yield "Le profil de sortie n’est pas un profil CMJN d’imprimante."
    if reader.find(stream, "/N") != 4:
        yield "Le profil de sortie n’annonce pas quatre encres."


def read_packet(reader: PressReader) -> dict[str, str]:
    """The simple properties of the XMP packet, by the names used here (« xmp:CreateDate »)."""
    reference = reader.root.get("/Metadata")
    if not reference:
        return {}
    tree = ElementTree.fromstring(reader.data(reference).decode("utf-8"))
    names = {space: prefix for prefix, space in _SPACES.items()}
    found = {}
    for description in tree.iter(f"{_RDF}Description"):
        for element in description:
            space, _, local = element.tag.rpartition("}")
            if f"{space}}}" in names:
                found[f"{names[f'{space}}}']}:{local}"] = (element.text or "").strip()
    return found


def _packet_faults(reader: PressReader) -> Iterator[str]:
    found = read_packet(reader)
    for name, value in _ASKED.items():
        said = found.get(name, "")
        if not said or (value and said != value):
            yield f"La fiche XMP dit « {said or 'rien'} » pour {name}."


def _information_faults(reader: PressReader) -> Iterator[str]:
    information = reader.find(reader.trailer, "/Info") or {}
    for key in ("/Title", "/CreationDate", "/ModDate"):
        if not text_of(information.get(key)):
            yield f"Le dictionnaire du document n’a pas {key.removeprefix('/')}."
    if text_of(information.get("/Trapped")) != "False":
        yield "Le fichier ne dit pas que le recouvrement (Trapped) n’est pas fait."
    if reader.version > _NEWEST:
        yield f"Le fichier est en PDF {reader.version} : PDF/X-4 s’arrête à {_NEWEST}."
    if "/ID" not in reader.trailer:
        yield "Le fichier n’a pas d’identifiant (ID)."
    if "/Encrypt" in reader.trailer:
        yield "Le fichier est chiffré."


def check_fonts(reader: PressReader, name: str) -> Proved:
    """Every font brings its outlines (OUT207)."""
    problems, confirmed = [], 0
    for font in reader.dictionaries():
        if font.get("/Type") != "/Font" or font.get("/Subtype") in ("/Type0", "/Type3"):
            continue
        described: Any = reader.find(font, "/FontDescriptor") or {}
        if any(f"/FontFile{kind}" in described for kind in ("", "2", "3")):
            confirmed += 1
            continue
        said = text_of(font.get("/BaseFont"))
        problems.append(
            Problem("OUT207", Place(name), f"La police « {said} » n’est pas incorporée.", key=said)
        )
    return Proved(tuple(problems), confirmed)


def judge_copy(path: Path, reader: PressReader, name: str) -> Proved:
    """veraPDF's verdict on a copy that says it is PDF/A-2b (OUT210).

    PDF/A-2b asks much of what PDF/X-4 asks: colours of the output intent, fonts with outlines,
    nothing outside the file. Nothing but the label is changed.
    """
    with tempfile.TemporaryDirectory(prefix="relabelled-") as folder:
        copy = Path(folder, "copy.pdf")
        _relabel(path, reader, copy)
        verdicts = judge([copy], "2b")
    if isinstance(verdicts, Untestable):
        return untestable(_JUDGE, verdicts.line, verdicts.reason)
    (verdict,) = verdicts
    problems = tuple(
        Problem(
            "OUT210",
            Place(name),
            f"veraPDF : la règle {failure.rule} de PDF/A-2b n’est pas respectée "
            f"({failure.count} fois) : {failure.message}",
            f"Premier endroit : {failure.context}",
            key=failure.rule,
        )
        for failure in verdict.failures
    )
    broken, rules = len(problems), verdict.rules
    told = Verdict(
        _JUDGE,
        "failed" if broken else "passed",
        f"failed, {broken} of {rules} rules" if broken else f"passed, {rules} rules",
        f"non conforme : {broken} règles sur {rules}" if broken else f"conforme, {rules} règles",
    )
    return Proved(problems, rules - broken, verdicts=(told,))


def _relabel(path: Path, reader: PressReader, copy: Path) -> None:
    """Write a copy with another claim, by qpdf's JSON. Raises `ReadingError`."""
    changed: dict[str, Any] = {}
    for reference in reader.root.get("/OutputIntents", []):
        if isinstance(reference, str):
            intent = {**reader.get(reference), "/S": "/GTS_PDFA1"}
            changed[f"obj:{reference}"] = {"value": intent}
    packet = reader.root.get("/Metadata")
    if packet:
        data = base64.b64encode(_PACKET.encode()).decode()
        head = {"/Type": "/Metadata", "/Subtype": "/XML"}
        changed[f"obj:{packet}"] = {"stream": {"data": data, "dict": head}}
    head_data = {"jsonversion": 2, "pushedinheritedpageresources": False}
    update = copy.with_suffix(".json")
    update.write_text(json.dumps({"qpdf": [head_data, changed]}), encoding="utf-8")
    run = subprocess.run(
        # PDF/A wants a line end of its own before « endstream », as the file had.
        [
            "qpdf",
            str(path),
            "--newline-before-endstream",
            f"--update-from-json={update}",
            str(copy),
        ],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if run.returncode:
        raise ReadingError(f"qpdf: {run.stderr.strip()[-300:]}")
