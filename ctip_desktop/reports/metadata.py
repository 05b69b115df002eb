"""What a finished file says about itself in its metadata stream: title, maker, language, and that it follows PDF/UA-1 (ISO 14289-1, clause 5).

That claim is made because every print is held against the rules that a program can check (tests/reports/pdfua.py); what only a person can judge,
such as whether the words for a chart are good ones, is not in it. The stream is not packed, so that other programs, and the leak check, can read it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>en</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>CTIP Desktop</xmp:CreatorTool>
<xmp:CreateDate>{made}</xmp:CreateDate>
<xmp:ModifyDate>{made}</xmp:ModifyDate>
<pdf:Producer>CTIP Desktop</pdf:Producer>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>
"""


def describe(document: Any, title: str, author: str, made_at: datetime) -> None:
    """Put the metadata stream into a ReportLab document. title and author as they stand in the information dictionary."""
    from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFStream

    made = made_at.isoformat(timespec="seconds")
    packet = _PACKET.format(title=_plain(title), author=_plain(author), made=made)
    kind = PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")})
    document.Catalog.Metadata = PDFStream(kind, packet.encode(), filters=[])


def _plain(text: str) -> str:
    """Words for XML: signs that it does not know are left out."""
    return escape("".join(c for c in text if c >= " " or c in "\t\n"))
