"""What a page says about itself in its head, in JSON-LD and in ``<time>``: read defensively, never invented."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import regex
from bs4 import Tag

from extract.ingest.moments import moment
from extract.ingest.repair import repaired

_ARTICLE_TYPES = frozenset({"newsarticle", "article", "reportagenewsarticle", "pressrelease", "blogposting"})
_BODY_TYPES = ("organization", "corporation", "university", "municipality", "business", "ngo", "museum", "website")
_URL = regex.compile(r"https?://\S+")
_DOMAIN = regex.compile(r"(?:https?://)?(?:www\.)?[\w-]+(?:\.[\w-]+)*\.\p{L}{2,8}/?")
_LOGO = regex.compile(
    r"(?:logo(?:et)?(?:\s(?:for|af|til))?[\s:–-]+)?(?P<name>\p{Lu}.{1,60}?)(?:[\s,|–-]+(?:logo\p{L}*|(?:til\s)?forside[n]?|gå\s.*))*"
    r"(?:\.(?:svg|png|jpg))?",
    regex.IGNORECASE,
)
_MARKUP = regex.compile(r"<[^<>]*+>")
_SUFFIX = regex.compile(r"\s(?:[|–—·»-]|::)\s")
# «Styrelsen for Skov og Kyst»: two words with capitals, as a site's name at the end of ``<title>`` has them.
_SITE = regex.compile(r"\p{Lu}[\p{L}\d.&-]*+(?:\s(?:(?:og|for|af|i|på|til|&)\s)*[\p{Lu}\d][\p{L}\d./&-]*+){1,5}")
_NAMELESS = regex.compile(r"(?:gå\s|til\s|link\s|hjem|home|forside|menu|søg|logo$|billede|foto)", regex.IGNORECASE)
_OWNING = regex.compile(r"(?<=Kommune|Region|Politi|[\p{Ll}](?:en|et|ion|um|itet))s$")
_TITLE_LENGTH = 500
_LOGO_WORDS = 6


@dataclass(frozen=True, slots=True)
class Metadata:
    """The page's own statements; None where it makes none. ``extra`` keeps the rest of what was found."""

    title: str | None = None
    publisher: str | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None
    url: str | None = None
    language: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)


def metadata(noted: Sequence[Tag], headings: Sequence[str]) -> Metadata:
    """Metadata from the noted elements; ``headings`` are the visible texts of the page's ``h1`` elements.

    A date is taken from the meta tags, else JSON-LD, else a ``<time itemprop="datePublished">``, else from
    ``<time>`` if the page states one moment only; ``extra["published_from"]`` names which.
    """
    meta, language, page_title, canonical = _head(noted)
    article = _article(noted)
    stated = {
        "article:published_time": moment(meta.get("article:published_time")),
        "json-ld": moment(article.get("datePublished")),
        "datePublished": moment(meta.get("datepublished") or _time_property(noted, "datePublished")),
        "time": _only_time(noted),
    }
    source, published = next(((key, value) for key, value in stated.items() if value), (None, None))
    site = meta.get("og:site_name")
    publishers = (
        _name(article.get("publisher")),
        site,
        next((meta[key] for key in ("publisher", "dc.publisher", "dcterms.publisher") if key in meta), None),
        _body(noted),
        _site_of_title(page_title, headings),
        _logo(noted),
    )
    extra: dict[str, Any] = {key: meta[key] for key in ("description", "og:description", "keywords") if key in meta}
    if language:
        extra["stated_language"] = language
    if source:
        extra["published_from"] = source
    return Metadata(
        title=_title(meta.get("og:title"), _name(article.get("headline")), page_title, headings, site),
        publisher=next((name for name in publishers if name and not _DOMAIN.fullmatch(name)), None),
        published_at=published,
        updated_at=moment(meta.get("article:modified_time"))
        or moment(meta.get("og:updated_time"))
        or moment(article.get("dateModified")),
        url=_url(canonical, meta.get("og:url"), article.get("url"), article.get("mainEntityOfPage")),
        language=language,
        extra=extra,
    )


def _site_of_title(page_title: str | None, headings: Sequence[str]) -> str | None:
    """The site as ``<title>`` names it after the headline: ``Ny bro over fjorden | Vejle Kommune``; where the page's
    own headline is another, the row of capitalised words that ``<title>`` ends in."""
    for heading in headings:
        if page_title and heading and page_title.startswith(heading):
            found = _SUFFIX.match(page_title, len(heading))
            if found is not None:
                return _SUFFIX.split(page_title[found.end() :])[-1].strip() or None
    pieces = _SUFFIX.split(page_title or "")
    last = str(pieces[-1]).strip()
    if len(pieces) < 2 or not _SITE.fullmatch(last) or any(last in heading for heading in headings):
        return None
    return last


def _body(noted: Sequence[Tag]) -> str | None:
    """The body, or else the site, that the page's JSON-LD describes apart from the article."""
    for candidate in _linked(noted):
        types = candidate.get("@type")
        names = types if isinstance(types, list) else [types]
        if any(isinstance(name, str) and name.casefold().endswith(_BODY_TYPES) for name in names):
            return _name(candidate)
    return None


def _logo(noted: Sequence[Tag]) -> str | None:
    """The name that the first logo above the headline bears: ``alt="Vejle Kommunes logo"``."""
    for tag in noted:
        if tag.name != "img" or not (alt := _clean(tag.get("alt"))):
            continue
        around = " ".join(
            str(value) for value in (alt, tag.get("src"), tag.get("class"), tag.parent and tag.parent.get("class"))
        )
        found = _LOGO.fullmatch(alt) if "logo" in around.casefold() and not _NAMELESS.match(alt) else None
        name = str(found["name"]).strip() if found is not None else ""
        if name[:1].isupper() and len(name) > 1 and len(name.split()) <= _LOGO_WORDS:
            return str(_OWNING.sub("", name))
    return None


def _head(noted: Sequence[Tag]) -> tuple[dict[str, str], str | None, str | None, str | None]:
    """Meta tags by lower-case name (the first of a name holds), html lang, ``<title>``, canonical link."""
    meta: dict[str, str] = {}
    language = page_title = canonical = None
    for tag in noted:
        if tag.name == "meta":
            name = str(tag.get("property") or tag.get("name") or tag.get("itemprop") or "").strip().lower()
            if name and name not in meta and (content := _clean(tag.get("content"))):
                meta[name] = content
        elif tag.name == "html" and language is None:
            language = _clean(tag.get("lang") or tag.get("xml:lang"))
        elif tag.name == "title" and page_title is None:
            page_title = _clean(tag.get_text())
        elif tag.name == "link" and canonical is None and "canonical" in str(tag.get("rel") or "").lower():
            canonical = _clean(tag.get("href"))
    return meta, language, page_title, canonical


def _clean(value: Any) -> str | None:
    """A short text on one line, mojibake repaired; None if nothing is left."""
    if not isinstance(value, str):
        return None
    return repaired(" ".join(value[:5000].split())) or None


def _name(value: Any) -> str | None:
    """The name of a JSON-LD value: text, an object with a ``name``, or the first of a list."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name")
    return _clean(value)


def _article(noted: Sequence[Tag]) -> Mapping[str, Any]:
    """The JSON-LD object of the page's article, empty if there is none that can be read."""
    for candidate in _linked(noted):
        types = candidate.get("@type")
        names = types if isinstance(types, list) else [types]
        if any(isinstance(name, str) and name.lower() in _ARTICLE_TYPES for name in names):
            return candidate
    return {}


def _linked(noted: Sequence[Tag]) -> Iterator[dict[str, Any]]:
    """The objects of the page's JSON-LD."""
    for tag in noted:
        if tag.name != "script" or "ld+json" not in str(tag.get("type") or "").lower():
            continue
        try:
            content = json.loads(tag.get_text(), strict=False)
        except (ValueError, RecursionError):
            continue  # broken JSON-LD is common, and the page says the same elsewhere
        yield from _objects(content)


def _objects(content: Any) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-LD value: itself, a list of them, or what stands in ``@graph`` or ``mainEntity``."""
    queue = [content]
    for _ in range(1000):
        if not queue:
            return
        value = queue.pop(0)
        if isinstance(value, list):
            queue = value[:200] + queue
        elif isinstance(value, dict):
            yield value
            queue += [value[key] for key in ("@graph", "mainEntity") if key in value]


def _time_property(noted: Sequence[Tag], name: str) -> str | None:
    for tag in noted:
        if tag.name == "time" and (tag.get("itemprop") == name or (name == "datePublished" and "pubdate" in tag.attrs)):
            return _clean(tag.get("datetime"))
    return None


def _only_time(noted: Sequence[Tag]) -> datetime | None:
    """The moment of the page's ``<time datetime>`` elements, if they all state the same."""
    stated = {_clean(tag.get("datetime")) for tag in noted if tag.name == "time" and tag.get("datetime")}
    return moment(stated.pop()) if len(stated) == 1 else None


def _title(
    shared: str | None, headline: str | None, page: str | None, headings: Sequence[str], site: str | None
) -> str | None:
    """The title without the site's name: the page's heading where it is what the metadata call the title."""
    stated = [text for text in (shared, headline, page) if text]
    for heading in headings:
        if heading and any(_folded(text).startswith(_folded(heading)) for text in stated):
            return heading
    if stated:
        return _without_site(_MARKUP.sub("", stated[0]), site)[:_TITLE_LENGTH]
    return headings[0] if len(headings) == 1 else None


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _without_site(title: str, site: str | None) -> str:
    """``title`` without `` | Site`` at its end, if the page says that this is the site's name."""
    cuts = list(_SUFFIX.finditer(title))
    if site and cuts and _folded(title[cuts[-1].end() :]) == _folded(site):
        return title[: cuts[-1].start()]
    return title


def _url(*candidates: Any) -> str | None:
    """The first absolute address."""
    for candidate in candidates:
        value = candidate.get("@id") if isinstance(candidate, dict) else candidate
        if isinstance(value, str) and _URL.fullmatch(value.strip()):
            return value.strip()
    return None
