"""Nothing private in public, no stranger's link."""

import pytest

from tests.rules.checking import GOOD, hard


@pytest.mark.parametrize(
    "words",
    [
        "Write to jo.park@mail.example.",
        "Call +44 20 7946 0999.",
        "Call 1-900-555-0199.",
        "Your card 4111 1111 1111 1111 is safe.",
        "I see booking AB12CD9.",
        "Order number 55-98123 is open.",
        "IBAN DE89 3704 0044 0532 0130 00.",
    ],
)
def test_personal_data_is_found(words: str) -> None:
    assert "R12" in hard(f"{GOOD} {words}")


def test_the_brands_own_public_number_is_fine() -> None:
    assert "R12" not in hard(f"{GOOD} Ours is 020 7946 0000.", sources=("020 7946 0000",))


@pytest.mark.parametrize(
    "words",
    [
        "Please reply with your order number.",
        "What's your booking reference?",
        "Send us your phone number.",
        "Tell me your e-mail address below.",
        "Share your account number here in a reply, not a DM.",
        "Send your booking code and an e-mail address.",
    ],
)
def test_asking_for_private_details_in_public_is_found(words: str) -> None:
    assert "R12" in hard(f"I'm sorry about your bag. I'll trace it. {words}")


@pytest.mark.parametrize("place", ["in a DM", "in an e-mail", "by email"])
def test_asking_for_them_in_private_is_fine(place: str) -> None:
    assert "R12" not in hard(f"I'm sorry about your bag. Send your booking code {place} and I'll trace it.")


@pytest.mark.parametrize(
    "link",
    [
        "https://evil.example/claim",
        "http://harbourline.example.evil.example/help",
        "www.evil.example",
        "evil.com/claim",
        "bit.ly/abc",
        "@evilhelp",
        "@harbourline_care2",
        "HTTPS://EVIL.EXAMPLE",
        "ｈｔｔｐｓ://evil.example",
    ],
)
def test_a_strange_link_or_handle_is_found(link: str) -> None:
    assert "link" in hard(f"{GOOD} See {link} now.", links=frozenset({"https://harbourline.example/help"}))


def test_links_and_handles_of_the_brand_are_fine() -> None:
    allowed = {
        "links": frozenset({"https://harbourline.example/help"}),
        "handles": frozenset({"Harbourline"}),
    }
    assert "link" not in hard(f"{GOOD} See https://harbourline.example/help/bags or @Harbourline.", **allowed)
