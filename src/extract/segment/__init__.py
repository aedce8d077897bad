"""Document → sections: which part of the page each line is, fact boxes with their items, and the article.

``segment(document, patterns)`` gives the sections that tile the text and the :class:`Article` that the
matchers read: title, lead, body, captions and boxes, without navigation, teasers, contacts and about-text.
"""

from extract.segment.flow import Segmented, Segmenter, compile_segmenter

__all__ = ["Segmented", "Segmenter", "compile_segmenter"]
