"""A link is shown only if it leads to the post's own network."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.hosts import HOSTS, safe_link


@pytest.mark.parametrize(
    ("platform", "url"),
    [
        ("x", "https://x.com/jo/status/1"),
        ("x", "https://twitter.com/jo/status/1"),
        ("x", "https://mobile.x.com/jo/status/1?s=20"),
        ("reddit", "https://www.reddit.com/r/trains/comments/1/late/"),
        ("google_play", "https://play.google.com/store/apps/details?id=org.example"),
        ("bluesky", "https://bsky.app/profile/jo.example/post/3k"),
        ("mastodon", "https://mastodon.social/@jo/1"),
        ("trustpilot", "https://uk.trustpilot.com/reviews/1"),
        ("x", "https://x.com:443/jo/status/1"),
    ],
)
def test_a_networks_own_link_is_shown(platform: str, url: str) -> None:
    assert safe_link(platform, url) == url


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "x.com/jo/status/1",
        "http://x.com/jo/status/1",
        "javascript:alert(1)//x.com/",
        "data:text/html,https://x.com/",
        "//x.com/jo",
        "https://evilx.com/",
        "https://x.com.evil.org/",
        "https://evil.org/?https://x.com/",
        "https://evil.org#x.com",
        "https://x.com@evil.org/",
        "https://jo:secret@x.com/",
        "https://@x.com/",
        "https://x.com:8443/",
        "https://x.com:port/",
        "https://x.com\\@evil.org/",
        "https://х.com/",
        "https://x.com/<!channel>",
        "https://x.com/|click here",
        "https://x.com/a b",
        "https://x.com/\n",
        "https://x.com/`",
        "https://[::1]/",
        "https://[x.com/",
        "https://169.254.169.254/",
        "https://x.com/" + "a" * 2_000,
    ],
)
def test_any_other_link_is_not(url: str | None) -> None:
    assert safe_link("x", url) is None


def test_a_network_that_we_do_not_know_has_no_safe_links() -> None:
    assert safe_link("forum", "https://forum.example.org/t/1") is None


@given(st.sampled_from(sorted(HOSTS)), st.text(max_size=80))
def test_nothing_that_could_end_a_slack_link_passes(platform: str, rest: str) -> None:
    link = safe_link(platform, f"https://{HOSTS[platform][0]}/{rest}")

    assert link is None or not set(link) & set('<>|"` \n\\')
