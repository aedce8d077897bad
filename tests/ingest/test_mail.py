"""Mails: which body is read, what the headers state, and what is no mail at all."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

import pytest
from tests.reading import extractor

from extract.ingest import IngestFailure, ingest
from extract.records.document import Document
from extract.records.release import Release

PLAIN = """Kystfonden støtter ny badebro i Juelsminde

Kystfonden giver 600.000 kr. til Badebroen i Juelsminde, som åbner til sommer.

– Vi glæder os meget til at tage den første dukkert, siger direktør Lone Holmsgaard.
"""
HTML = "".join(f"<p>{line}</p>" for line in PLAIN.split("\n\n"))


def mail(
    *,
    plain: str | None = PLAIN,
    html: str | None = None,
    subject: str = "Ny badebro",
    headers: dict[str, str] | None = None,
) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Kystfonden <presse@kystfonden.example>"
    message["To"] = "redaktion@avis.example"
    message["Subject"] = subject
    message["Date"] = "Wed, 12 Mar 2025 09:15:00 +0100"
    for name, value in (headers or {}).items():
        message[name] = value
    if plain is not None:
        message.set_content(plain)
    if html is not None:
        message.add_alternative(html, subtype="html") if plain is not None else message.set_content(
            html, subtype="html"
        )
    return message


def read(data: bytes) -> Document:
    found = next(ingest(data, uri="mail"))
    assert isinstance(found, Document), found.reason
    return found


@pytest.mark.parametrize("policy", ["\n", "\r\n"])
@pytest.mark.parametrize("cte", ["8bit", "quoted-printable", "base64"])
def test_a_plain_body_in_any_transfer_encoding(policy: str, cte: str) -> None:
    message = mail(plain=None)
    message.set_content(PLAIN, cte=cte)
    found = read(message.as_bytes(policy=SMTP.clone(linesep=policy)))
    assert found.format == "eml"
    assert found.text.startswith("Kystfonden støtter ny badebro i Juelsminde\nKystfonden giver 600.000 kr.")
    assert found.published_at is not None
    assert found.published_at.isoformat() == "2025-03-12T09:15:00+01:00"
    assert found.extra["from"] == "Kystfonden <presse@kystfonden.example>"


def test_html_goes_before_plain_text() -> None:
    found = read(mail(plain="Åbn mailen i en anden læser.", html=HTML).as_bytes())
    assert "Badebroen" in found.text
    assert "anden læser" not in found.text
    assert all(block.tag == "p" for block in found.blocks)


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252", "utf-8"])
def test_charsets(charset: str) -> None:
    message = mail(plain=None)
    message.set_content(PLAIN.replace("–", "-"), charset=charset)
    assert "støtter ny badebro" in read(message.as_bytes()).text


@pytest.mark.parametrize("stated", ["us-ascii", "x-unknown", "utf-8"])
def test_a_wrong_charset_is_told_from_the_bytes(stated: str) -> None:
    head = f'From: a@b.example\nSubject: x\nMIME-Version: 1.0\nContent-Type: text/plain; charset="{stated}"\n'
    data = head.encode() + b"Content-Transfer-Encoding: 8bit\n\n" + PLAIN.encode("windows-1252")
    assert "støtter ny badebro" in read(data).text


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("Ny badebro", "Ny badebro"),
        ("VS: Fwd: Ny badebro", "Ny badebro"),
        ("Pressemeddelelse: Ny badebro", "Ny badebro"),
        ("Revyen i Nykøbing", "Revyen i Nykøbing"),
        ("=?utf-8?q?Ny_badebro_p=C3=A5_Als?=", "Ny badebro på Als"),
    ],
)
def test_the_subject_is_a_title(subject: str, title: str) -> None:
    data = f"From: a@b.example\nSubject: {subject}\nDate: x\n\n{PLAIN}".encode()
    assert read(data).title == title


def test_a_mail_that_is_forwarded_as_an_attachment() -> None:
    outer = EmailMessage()
    outer["From"], outer["To"], outer["Subject"] = "chef@avis.example", "web@avis.example", "VS: se her"
    outer.set_content("Vil du tage den?")
    outer.add_attachment(mail(subject="Ny badebro"))
    found = read(outer.as_bytes())
    assert found.text.startswith("Kystfonden støtter")
    assert found.title == "Ny badebro"
    assert found.extra["to"] == "web@avis.example"


def test_attachments_are_named() -> None:
    message = mail()
    message.add_attachment(b"x", maintype="application", subtype="pdf", filename="fakta.pdf")
    assert read(message.as_bytes()).extra["attachments"] == ["fakta.pdf"]


@pytest.mark.parametrize(
    "data",
    [
        b"Titel: Ny badebro\nDato: 12. marts 2025\n\nKystfonden giver 600.000 kr. til en badebro.",
        b"From: her\nTil: der\n\nKystfonden giver 600.000 kr. til en badebro i byen.",
        b"Subject: uden afsender\nDate: i dag\n\nKystfonden giver 600.000 kr. til en badebro.",
        b"From: Kystfonden til byen og Subject: intet",
    ],
)
def test_a_text_with_labels_is_no_mail(data: bytes) -> None:
    assert read(data).format == "text"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"maintype": "application", "subtype": "pdf"}, "the mail has no text, only application/pdf"),
        ({"maintype": "image", "subtype": "png"}, "the mail has no text, only image/png"),
    ],
)
def test_a_mail_without_text_says_so(change: dict[str, Any], reason: str) -> None:
    message = mail(plain=None)
    message.set_content(b"x", **change)
    found = next(ingest(message.as_bytes(), uri="mail"))
    assert isinstance(found, IngestFailure)
    assert found.reason.startswith(reason)


def test_a_mail_that_is_nested_without_end_says_so() -> None:
    data = b"From: a@b.example\nSubject: x\nMIME-Version: 1.0\n"
    for number in range(2000):
        data += b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (number, number)
    found = next(ingest(data + b"Content-Type: text/plain\n\nhej\n", uri="mail"))
    assert isinstance(found, IngestFailure)
    assert found.reason.startswith("the mail is nested too deeply")


def test_a_record_of_a_mail() -> None:
    release = next(extractor().read(mail(html=HTML).as_bytes(), uri="mail.eml"))
    assert isinstance(release, Release)
    assert release.source.format == "eml"
    assert release.title == "Kystfonden støtter ny badebro i Juelsminde"
    assert [(p.name, p.city) for p in release.projects] == [("Badebroen", "Juelsminde")]
    assert [q.speaker.name for q in release.quotes if q.speaker] == ["Lone Holmsgaard"]


@pytest.mark.parametrize(
    "data",
    [
        b"From: a\nSubject: b\nContent-Type: multipart/mixed; boundary=x\n\n--x\n",
        b"From: a\nSubject: b\nContent-Type: multipart/mixed\n\nhej med jer alle sammen",
        b"From: =?bad?q?=\nSubject: =?utf-8?b?%%%?=\nDate: aldrig\n\n" + PLAIN.encode(),
        b"From: a\nSubject: b\nContent-Transfer-Encoding: base64\n\n%%%%",
        b"From: " + b"a" * 4000 + b"\nSubject: b\n\n" + PLAIN.encode(),
        b"From: a@[\nTo: <<>\nSubject: b\n\n" + PLAIN.encode(),
    ],
)
def test_broken_mails_end_in_a_document_or_a_reason(data: bytes) -> None:
    for found in ingest(data, uri="mail"):
        assert found.text if isinstance(found, Document) else found.reason.strip()
