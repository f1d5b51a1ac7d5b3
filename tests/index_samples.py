"""The index page of an archive as a reader has it: its texts, its links, and what its script finds."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from importlib.resources import files
from typing import Any

SCRIPT = (files("kursdeck") / "index_page" / "page.js").read_text(encoding="utf-8")


@dataclass
class Seen(HTMLParser):
    """A page taken apart: its tags in their order, its links with their texts, and the text of each tag."""

    tags: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)
    attributes: list[tuple[str, str, str]] = field(default_factory=list)
    within: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin with nothing read."""
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag and its attributes."""
        self.tags.append(tag)
        self.attributes += ((tag, name, value or "") for name, value in attrs)
        if tag == "a":
            self.links.append((dict(attrs)["href"] or "", ""))
        if tag not in {"meta", "input"}:
            self.within.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Check that the tag that ends is the one that began last."""
        assert self.within.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note a text, and of which link it is."""
        if self.within:
            self.texts.append((self.within[-1], data))
        if "a" in self.within:
            href, text = self.links.pop()
            self.links.append((href, text + data))

    def values(self, tag: str, name: str) -> list[str]:
        """Give an attribute's values on all tags of a kind."""
        return [value for each, key, value in self.attributes if (each, key) == (tag, name)]

    def text(self, tag: str) -> str:
        """Give all text that stands directly in tags of a kind."""
        return "".join(data for within, data in self.texts if within == tag)


def seen(page: str) -> Seen:
    """Take a page apart."""
    reader = Seen()
    reader.feed(page)
    reader.close()
    assert reader.within == []
    return reader


def by_script(expression: str, given: Sequence[object]) -> Any:
    """Give what a JavaScript expression about `given` comes to, with the page's own functions at hand."""
    program = f"{SCRIPT}\nconst given = JSON.parse(require('fs').readFileSync(0));\n"
    program += f"console.log(JSON.stringify({expression}));"
    node = shutil.which("node") or "node"
    done = subprocess.run(
        [node, "--eval", program],
        input=json.dumps(given),
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return json.loads(done.stdout)
