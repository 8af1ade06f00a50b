"""The page's own files drawn into one that opens from disk and may run only these very scripts."""

import base64
import hashlib
import json
import re
from importlib.resources import files

from bot.sandbox.shapes import Json

_SHEET = re.compile(r'<link rel="stylesheet" href="/page/([a-z]+\.css)">')
_SCRIPT = re.compile(r'<script type="module" src="/page/([a-z]+\.js)"></script>')
_DATA = re.compile(r'(<script type="application/json" id="data">)null(</script>)')
_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([a-z]+\.js)";$', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?function|const|class) (\w+)", re.MULTILINE)


def single_file(page: str, data: Json) -> str:
    """A page of the page's folder with its style sheets, its scripts and `data` inside.

    Its policy names the digest of each, so that the browser refuses whatever else turns up between them.
    """
    html = _read(page)
    sheets = [f"\n{_read(name)}" for name in _SHEET.findall(html)]
    script = f"\n{_modules(_SCRIPT.findall(html))}"
    written = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    policy = {
        "script-src 'self'": _allowed("script-src", [script]),
        "style-src 'self'": _allowed("style-src", sheets),
    }
    for open_one, narrow in policy.items():
        html = html.replace(open_one, narrow)
    html = _SHEET.sub(lambda _found: f"<style>{sheets.pop(0)}</style>", html)
    html = _SCRIPT.sub(lambda _found: f'<script type="module">{script}</script>', html)
    return _DATA.sub(lambda found: f"{found[1]}{written}{found[2]}", html)


def _read(name: str) -> str:
    return files("bot.sandbox").joinpath("page", name).read_text(encoding="utf-8")


def _allowed(directive: str, texts: list[str]) -> str:
    digests = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts)
    return " ".join([directive, *(f"'sha256-{digest}'" for digest in digests)])


def _modules(entries: list[str]) -> str:
    """The entries and all that they import, each in a scope of its own, the imported before the importing."""
    ready: dict[str, str] = {}
    for entry in entries:
        _gather(entry, ready)
    return "\n".join(ready.values())


def _gather(name: str, ready: dict[str, str]) -> None:
    source = _read(name)
    for _names, wanted in _IMPORT.findall(source):
        if wanted not in ready:
            _gather(wanted, ready)
    ready[name] = _scoped(name, source)


def _scoped(name: str, source: str) -> str:
    given = ", ".join(found[1] for found in _EXPORT.findall(source))
    body = _IMPORT.sub(
        lambda found: f"const {{{found[1].replace(' as ', ': ')}}} = {_scope(found[2])};", source
    )
    body = _EXPORT.sub(r"\1 \2", body)
    return f"const {_scope(name)} = (() => {{\n{body}\nreturn {{ {given} }};\n}})();"


def _scope(name: str) -> str:
    return f"${name.removesuffix('.js')}"
