"""Step 1, load: from files to a typed publication, with every problem found on the way."""

from pipeline.load.publication import Loaded, load_publication

__all__ = ["Loaded", "load_publication"]
