"""Mentions → records: who said it, which amount belongs to which project, what is one and the same.

``assemble`` is the whole stage; it decides nothing that a mention did not say and never drops an amount or quote.
"""

from extract.assemble.release import assemble

__all__ = ["assemble"]
