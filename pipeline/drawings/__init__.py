"""Drawings computed from the publication's own data: plain values in, SVG out.

Every drawing has a title and a description in French, made from the same data. Where the data
give no drawing, NoDrawing is raised and the caller shows a plain form.
"""

from pipeline.drawings.core import GENERATORS, Drawing, Generator, NoDrawing, Palette, draw

__all__ = ["GENERATORS", "Drawing", "Generator", "NoDrawing", "Palette", "draw"]
