"""French: micro-typography, numbers, ordinals, lists, dates. Pure functions, no input or output."""
