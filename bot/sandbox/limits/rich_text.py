"""Rich text: only known elements, nested only as Slack allows
(https://docs.slack.dev/reference/block-kit/blocks/rich-text-block)."""

from bot.sandbox.limits.checks import Rule, anything, boolean, items, number, one_of, shape, string, typed

MANY = 10_000
"""Slack documents no limit."""
STYLE = {
    "style": shape(
        {},
        {
            name: boolean
            for name in (
                "bold",
                "italic",
                "strike",
                "code",
                "underline",
                "highlight",
                "client_highlight",
                "unlink",
            )
        },
    )
}
_ID = string(255)
INLINE = typed(
    {
        "text": shape({"text": string(MANY * 10)}, STYLE),
        "link": shape({"url": string(3000)}, {"text": string(MANY), "unsafe": boolean, **STYLE}),
        "emoji": shape({"name": string(100)}, {"unicode": string(100), "skin_tone": number(1, 6), **STYLE}),
        "user": shape({"user_id": _ID}, STYLE),
        "usergroup": shape({"usergroup_id": _ID}, STYLE),
        "channel": shape({"channel_id": _ID}, STYLE),
        "team": shape({"team_id": _ID}, STYLE),
        "broadcast": shape({"range": one_of("here", "channel", "everyone")}, STYLE),
        "color": shape({"value": string(20)}, STYLE),
        "date": shape(
            {"timestamp": number(0, 10**11), "format": string(255)},
            {"url": string(3000), "fallback": string(255), **STYLE},
        ),
    }
)
_INLINES = {"elements": items(INLINE, most=MANY)}
SECTION = shape({"elements": items(INLINE, most=MANY, least=0)})
_BORDER = {"border": number(0, 1)}
_LIST: Rule = shape(
    {
        "elements": items(typed({"rich_text_section": SECTION}), most=MANY),
        "style": one_of("bullet", "ordered"),
    },
    {"indent": number(0, 8), "offset": number(0, 10**6), **_BORDER},
)
PART = typed(
    {
        "rich_text_section": SECTION,
        "rich_text_list": _LIST,
        "rich_text_quote": shape(_INLINES, _BORDER),
        "rich_text_preformatted": shape(_INLINES, {"language": anything, **_BORDER}),
    }
)
ELEMENTS = items(PART, most=MANY)
