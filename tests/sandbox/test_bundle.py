"""A page in one file: it names the digest of all that may run, and no word in it can end its own element."""

import base64
import hashlib
import json
import re

from bot.sandbox.bundle import single_file

HOSTILE = "</script><script>alert(1)</script><!-- <img src=x onerror=alert(1)>"


def test_the_policy_allows_exactly_the_scripts_and_sheets_inside() -> None:
    html = single_file("gallery.html", {})
    inside = re.findall(r'<script type="module">(.*?)</script>|<style>(.*?)</style>', html, re.DOTALL)
    digests = {hashlib.sha256((script or sheet).encode()).digest() for script, sheet in inside}

    allowed = {base64.b64decode(one) for one in re.findall(r"'sha256-([^']+)'", html)}
    assert allowed == digests
    assert "'self'" not in html
    assert "'unsafe-inline'" not in html


def test_it_asks_for_no_other_file() -> None:
    html = single_file("gallery.html", {})

    assert re.findall(r'(?:src|href)="(?!data:|#)[^"]*"', html.split('<script type="module">')[0]) == []
    assert not re.search(r"^(import|export) ", html, re.MULTILINE)


def test_words_in_its_data_stay_data() -> None:
    html = single_file("gallery.html", {"text": HOSTILE, "other": "ü & 😀"})
    (written,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)

    assert "<" not in written
    assert json.loads(written) == {"text": HOSTILE, "other": "ü & 😀"}
