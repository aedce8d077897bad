"""A reviewer at a browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Dialog, Locator, Page, Request, expect

_EXPECTED: Final = re.compile(r"Failed to load resource: the server responded with a status of (401|404|409|422)\b")
"""What a browser says of an answer that is a page all the same: no session, none there, a conflict, a wrong form."""


class Watched:
    """A page in a browser context of its own, and what happened there that must not: ``faults``."""

    def __init__(self, browser: Browser, link: str, options: Mapping[str, Any]) -> None:
        place = urlsplit(link)
        self.origin: Final = f"{place.scheme}://{place.netloc}"
        self.faults: list[str] = []
        self._context = browser.new_context(
            **{"locale": "da-DK", "viewport": {"width": 1440, "height": 900}, **options}
        )
        self._context.set_default_timeout(60_000)
        self._context.on("request", self._asked)
        self._context.on("console", self._wrote)
        self._context.on("dialog", self._opened)
        self._context.on("weberror", lambda error: self.faults.append(f"error: {error.error}"))
        self.page: Final[Page] = self._context.new_page()
        self.page.goto(link)

    def close(self) -> None:
        assert len(self._context.pages) == 1, "a page opened another"
        self._context.close()

    def open(self, path: str) -> None:
        """Goes to a page as somebody who types its address."""
        self.page.goto(self.origin + path)

    def at(self, path: str) -> None:
        """Waits until the address is this path with its query."""
        expect(self.page).to_have_url(self.origin + path)

    def __call__(self, selector: str) -> Locator:
        return self.page.locator(selector)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def progress(self, judged: int, changes: int) -> None:
        """Waits until the page says that so many are judged."""
        bar = self("#progress")
        expect(bar).to_have_attribute("data-judged", str(judged))
        expect(bar).to_have_attribute("data-changes", str(changes))

    def drag_over(self, words: str) -> None:
        """Selects the first of these words in the source, with the mouse from their left edge to their right."""
        box = self.page.evaluate(_BOX_OF, words)
        assert box is not None, f"the source has no {words!r} in one piece"
        mouse, middle = self.page.mouse, box["y"] + box["height"] / 2
        mouse.move(box["x"] + 0.5, middle)
        mouse.down()
        mouse.move(box["x"] + box["width"] / 2, middle, steps=4)
        mouse.move(box["x"] + box["width"] - 0.5, middle, steps=4)
        mouse.up()
        assert self.page.evaluate("String(getSelection())") == words

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.origin + "/", "data:", "about:blank")):
            self.faults.append(f"request: {request.url}")

    def _wrote(self, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning"):
            return
        if "ERR_CONNECTION_REFUSED" in message.text and message.location["url"].startswith(self.origin + "/"):
            return  # the test is over, and with it the server, while the page still fetches its icon
        at = urlsplit(message.location["url"])
        ours = f"{at.scheme}://{at.netloc}" == self.origin and not at.path.startswith("/static/")
        if not (ours and _EXPECTED.match(message.text)):
            self.faults.append(f"console: {message.text} ({message.location['url']})")

    def _opened(self, dialog: Dialog) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()


class Enter(Protocol):
    """Opens a link as a new reviewer; ``options`` are those of a browser context."""

    def __call__(self, link: str, **options: object) -> Watched: ...


Find = Callable[[str], Locator]

_BOX_OF: Final = """words => {
  const pane = document.getElementById("text");
  const nodes = document.createTreeWalker(pane, NodeFilter.SHOW_TEXT);
  for (let node; (node = nodes.nextNode());) {
    const at = node.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    node.parentElement.scrollIntoView({ block: "center" });
    const box = range.getBoundingClientRect();
    return { x: box.x, y: box.y, width: box.width, height: box.height };
  }
  return null;
}"""
