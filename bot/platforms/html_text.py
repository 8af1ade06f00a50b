"""Posts that come as HTML -> the words that their readers see. Pure; no markup is kept, no link is opened."""

import re
from html.parser import HTMLParser

_BREAKS = {"br", "li", "div", "blockquote", "pre"}
_PARAGRAPHS = {"p", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6"}
_SILENT = {"script", "style", "template"}
_MANY = re.compile(r"\n{3,}")


def plain_text(html: str) -> str:
    """The text with paragraphs and line breaks; a shortened link is spelled out."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return _MANY.sub("\n\n", "".join(reader.parts)).strip()


class _Reader(HTMLParser):
    """Keeps the words. Networks hide the ends of a link in invisible pieces; those belong to it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A new line where readers see one."""
        self._silent += tag in _SILENT
        if tag in _BREAKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """A blank line after a paragraph."""
        self._silent = max(0, self._silent - (tag in _SILENT))
        if tag in _PARAGRAPHS:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        """Words."""
        if not self._silent:
            self.parts.append(data)
