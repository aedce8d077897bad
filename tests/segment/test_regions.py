"""What class names, roles and elements say about the part of the page."""

from __future__ import annotations

import pytest
from tests.support import patterns

from extract.records.document import Block, Element
from extract.records.release import SectionKind
from extract.segment.regions import RegionReader, article_root, compile_class_names, is_inside

NAMES = compile_class_names(patterns())
BODY = Element("body", Element("html"))
MAIN = Element("main", BODY)


def region_of(element: Element) -> SectionKind | None:
    return RegionReader(NAMES).region(element).kind


ELEMENTS: list[tuple[Element, SectionKind | None]] = [
    (Element("div", MAIN), None),
    (Element("div", MAIN, classes=("faktaboks",)), "fact_box"),
    (Element("div", MAIN, classes=("fact-box",)), "fact_box"),
    (Element("section", MAIN, classes=("c-factbox", "c-factbox--blue")), "fact_box"),
    (Element("div", MAIN, classes=("newsInfoBox",)), "fact_box"),
    (Element("div", MAIN, id="fakta"), "fact_box"),
    (Element("aside", MAIN), "fact_box"),
    (Element("aside", BODY), None),
    (Element("blockquote", MAIN), "quote_box"),
    (Element("div", MAIN, classes=("pull-quote",)), "quote_box"),
    (Element("figcaption", Element("figure", MAIN)), "caption"),
    (Element("p", MAIN, classes=("billedtekst",)), "caption"),
    (Element("nav", BODY), "navigation"),
    (Element("header", BODY), "navigation"),
    (Element("footer", BODY), "navigation"),
    (Element("div", BODY, role="navigation"), "navigation"),
    (Element("div", BODY, role="contentinfo"), "navigation"),
    (Element("div", BODY, classes=("cookie-banner",)), "navigation"),
    (Element("ul", MAIN, classes=("breadcrumb",)), "navigation"),
    (Element("div", MAIN, label="Brødkrumme", classes=("breadcrumbs__list",)), "navigation"),
    (Element("div", MAIN, classes=("related-articles",)), "teaser"),
    (Element("ul", MAIN, classes=("newsList__item",)), "teaser"),
    (Element("div", MAIN, classes=("contact-card",)), "contact"),
    (Element("div", MAIN, classes=("pressekontakt",)), "contact"),
    (Element("div", MAIN, classes=("boilerplate",)), "about"),
    (Element("div", MAIN, classes=("artifact",)), None),
    (Element("div", MAIN, classes=("navigator",)), None),
    (Element("main", BODY, classes=("sidebar",)), None),
    (Element("footer", Element("blockquote", MAIN)), "quote_box"),
    (Element("ul", Element("div", MAIN, classes=("faktaboks",))), "fact_box"),
    (Element("div", Element("nav", BODY), classes=("faktaboks",)), "navigation"),
    (Element("figcaption", Element("div", MAIN, classes=("related",))), "teaser"),
]


@pytest.mark.parametrize(("element", "kind"), ELEMENTS, ids=lambda value: getattr(value, "path", str(value)))
def test_region(element: Element, kind: SectionKind | None) -> None:
    assert region_of(element) == kind


def test_the_box_is_the_outermost_element() -> None:
    box = Element("div", MAIN, classes=("faktaboks",))
    inner = Element("div", box, classes=("fact-box",))
    assert RegionReader(NAMES).region(Element("p", inner)).box is box


def test_elements_around_the_title_are_never_furniture() -> None:
    wrong = Element("div", BODY, classes=("news-list",))
    heading = Element("h1", wrong)
    reader = RegionReader(NAMES, frozenset(id(step) for step in heading.ancestors()))
    assert reader.region(Element("p", wrong)).kind is None


def test_lead_and_dateline() -> None:
    reader = RegionReader(NAMES)
    # The reader knows elements by their identity, so they must live as long as it does, as on a page.
    lead, moment, date = (
        Element("div", MAIN, classes=("manchet",)),
        Element("time", MAIN),
        Element("span", MAIN, classes=("news-date",)),
    )
    assert reader.region(lead).lead
    assert reader.region(moment).dateline
    assert reader.region(date).dateline


def page_blocks() -> tuple[Block, Block, Block, Element]:
    article = Element("article", MAIN)
    other = Element("div", BODY)
    title = Block(0, 40, "h1", Element("h1", article))
    prose = Block(41, 400, "p", Element("p", article))
    beside = Block(401, 500, "p", Element("p", other))
    return title, prose, beside, article


def test_the_article_is_the_innermost_element_with_most_of_the_prose() -> None:
    title, prose, beside, article = page_blocks()
    root = article_root([title, prose, beside], title, RegionReader(NAMES))
    assert root is article
    assert is_inside(prose.element, article)
    assert not is_inside(beside.element, article)


def test_without_a_title_the_landmark_with_most_prose() -> None:
    _, prose, beside, article = page_blocks()
    assert article_root([prose, beside], None, RegionReader(NAMES)) is article


def test_prose_in_furniture_counts_for_nothing() -> None:
    title, prose, _, article = page_blocks()
    cookies = Block(500, 5000, "p", Element("p", Element("div", BODY, classes=("cookie",))))
    assert article_root([title, prose, cookies], title, RegionReader(NAMES)) is article
