"""The document a demonstration's provider hands in: one page that says it is invented."""

_PAGE = """%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 260]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
4 0 obj<</Length {length}>>stream
{text}
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""


def license_card(*lines: str) -> bytes:
    """Return a small PDF with the lines below one another."""
    shown = [line.replace("\\", "").replace("(", "").replace(")", "") for line in lines]
    text = "BT /F 14 Tf 24 216 Td 22 TL " + " ".join(f"({line}) Tj T*" for line in shown) + " ET"
    return _PAGE.format(length=len(text), text=text).encode("cp1252", "replace")
