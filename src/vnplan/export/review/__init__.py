"""The review page: what was found in a document, where, and how surely, in one HTML file.

to_review    documents -> the page

    items        what is shown: one `Item` for each thing with a place
    marking      the text with its highlights
    lists        the tables
    timeline     deadlines along the years
    page         the page around them
    page.html, page.css, page.js, labels.json    what the page is made of
"""

from vnplan.export.review.labels import LANGUAGES, Language
from vnplan.export.review.page import to_review

__all__ = ["LANGUAGES", "Language", "to_review"]
