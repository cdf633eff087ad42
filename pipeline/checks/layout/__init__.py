"""LAY: what the layout records of a typeset book say of its pages."""
