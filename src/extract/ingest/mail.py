"""A release in a mail (``.eml``): its body, HTML before plain text, with what the headers state.

Offsets of the document's source map count in the decoded body as UTF-8 (in an HTML body, characters of a text node),
for quoted-printable and base64 leave no byte of the file where it was.
"""

from __future__ import annotations

import email
import email.policy
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage, MIMEPart
from typing import Any, Final

import regex

from extract.ingest.encoding import decode
from extract.ingest.failure import UnreadableError
from extract.ingest.moments import moment

_HEADER: Final = rb"[A-Za-z][A-Za-z0-9-]{0,60}:[^\r\n]{0,5000}\r?\n(?:[ \t][^\r\n]{0,5000}\r?\n){0,200}"
_MAIL: Final = regex.compile(rb"(?:From [^\r\n]{1,200}\r?\n)?(?P<headers>(?:" + _HEADER + rb"){2,200})\r?\n")
_OURS: Final = regex.compile(
    rb"^(?:Received|Return-Path|Message-ID|MIME-Version|Delivered-To|DKIM-Signature):", regex.I | regex.M
)
_FROM: Final = regex.compile(rb"^From:", regex.I | regex.M)
_ABOUT: Final = regex.compile(rb"^(?:Subject|Date):", regex.I | regex.M)
_PREFIX: Final = regex.compile(
    r"^(?:(?:sv|vs|re|fw|fwd|videresendt|pressemeddelelse|pm)\s?(?:\[\d{1,3}\])?\s?[:–-]\s*)+", regex.I
)
_LOOK: Final = 100_000
_DEEPEST: Final = 5


@dataclass(frozen=True, slots=True)
class Mail:
    """The body of a mail as bytes of UTF-8, whether it is HTML, and what the headers say."""

    body: bytes
    html: bool
    subject: str | None
    sent: datetime | None
    extra: Mapping[str, Any]


def is_mail(data: bytes) -> bool:
    """Whether ``data`` begins like a mail: a row of headers with a sender and a subject or date, then an empty line. A
    text with labels (``Titel:``, ``Dato:``) has no such headers."""
    found = _MAIL.match(data[:_LOOK])
    if found is None:
        return False
    headers = found["headers"]
    return _FROM.search(headers) is not None and bool(_ABOUT.search(headers) or _OURS.search(headers))


def read_mail(data: bytes) -> Mail:
    """The mail in ``data``, or the one that it forwards as an attachment. UnreadableError where it has no text."""
    try:
        return _read(data)
    except RecursionError:
        raise UnreadableError(
            "the mail is nested too deeply; save the release as a page or text and give that"
        ) from None


def _read(data: bytes) -> Mail:
    outer = message = _message(data)
    for _ in range(_DEEPEST):
        inner = _forwarded(message)
        if inner is None:
            break
        message = inner
    part = message.get_body(("html", "plain"))
    if part is None:
        kinds = sorted({part.get_content_type() for part in message.walk() if not part.is_multipart()})
        raise UnreadableError(f"the mail has no text, only {', '.join(kinds)}; save its attachment and give that")
    names = {"from": (message, "From"), "to": (outer, "To"), "message_id": (message, "Message-ID")}
    stated = {name: _header(*where) for name, where in names.items()}
    files = [name for part in message.iter_attachments() if (name := part.get_filename())]
    return Mail(
        body=_text(part).encode("utf-8", "replace"),
        html=part.get_content_type() == "text/html",
        subject=_subject(_header(message, "Subject")),
        sent=moment(_header(message, "Date")),
        extra={key: value for key, value in (*stated.items(), ("attachments", files)) if value},
    )


def _message(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def _forwarded(message: EmailMessage) -> EmailMessage | None:
    """The mail that this one carries as an attachment, where it says little itself."""
    for part in message.iter_attachments():
        if part.get_content_type() == "message/rfc822":
            inner = part.get_content()
            return inner if isinstance(inner, EmailMessage) else None
    return None


def _text(part: MIMEPart) -> str:
    """The text of a body. A charset that is wrong or unknown is told from the bytes."""
    try:
        content = part.get_content()
    except (LookupError, UnicodeError, ValueError):
        content = None
    if isinstance(content, str) and "\ufffd" not in content:
        return content
    raw = part.get_payload(decode=True)
    return decode(raw).text.text if isinstance(raw, bytes) and raw.strip() else str(content or "")


def _header(message: EmailMessage, name: str) -> str | None:
    """A header as text; None where it is missing or broken beyond reading."""
    try:
        value = message.get(name)
    except (ValueError, IndexError, AttributeError, TypeError):
        return None  # the standard library stumbles over some headers that break the rules
    return " ".join(str(value).split()) or None if value is not None else None


def _subject(subject: str | None) -> str | None:
    """The subject without ``VS:``, ``Fwd:`` and ``Pressemeddelelse:``."""
    return (_PREFIX.sub("", subject).strip() or None) if subject is not None else None
