"""Live preview: the pages as they will be printed, in a browser, with the findings beside them.

It takes values (`Snapshot`) and shows them; who makes them is `pipeline.build.live`.
"""

from pipeline.preview.model import Focus, PreviewPage, PreviewPages, PreviewSection, Snapshot

__all__ = ["Focus", "PreviewPage", "PreviewPages", "PreviewSection", "Snapshot"]
