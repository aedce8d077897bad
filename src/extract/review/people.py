"""Reviewers: a link for a colleague, the name that stands with judgements, the language."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.responses import Response

from extract.review.asked import Asked, go, local, name_of


def colleague(asked: Asked) -> Response:
    """Makes a one-time link for a colleague, to the page that the reviewer was on."""
    office = asked.office
    back = local(asked.form.get("back"))
    token = office.sessions.link(None)
    address = office.place.address(back + ("&" if "?" in back else "?") + urlencode({"token": token}))
    return asked.render("colleague.html.j2", address=address, back=back, place=office.place)


def name(asked: Asked) -> Response:
    """Asks for the name."""
    return asked.render("name.html.j2", next=local(asked.request.query_params.get("next")), said="", wrong=False)


def give_name(asked: Asked) -> Response:
    """Takes the name; it stays for the session."""
    following = local(asked.form.get("next"))
    given = name_of(asked.form.get("name", ""))
    if given is None:
        return asked.render("name.html.j2", 422, next=following, said=asked.form.get("name", ""), wrong=True)
    asked.session.name = given
    return go(following)


def language(asked: Asked) -> Response:
    """The other language, on the same page."""
    asked.session.language = "da" if asked.form.get("language") == "da" else "en"
    return go(local(asked.form.get("back")))


def next_of(path: str) -> str:
    """The end of an address that leads on to a path afterwards."""
    return "?" + urlencode({"next": path}, errors="replace")
