"""The methods of `views.*`."""

from typing import Any

from bot.sandbox.arguments import Arguments
from bot.sandbox.limits.view import refuse_bad_view
from bot.sandbox.shapes import Json, SlackError
from bot.sandbox.views import View
from bot.sandbox.workspace import Workspace


def open_view(workspace: Workspace, arguments: Arguments) -> Json:
    """`views.open`; from inside a modal the new one lies on top."""
    source = _modal(arguments)
    trigger = workspace.permits.exchange(arguments.needed("trigger_id"), workspace.clock())
    inside = trigger.view_id in {view.id for view in workspace.views.stack(trigger.user)}
    put = workspace.views.push if inside else workspace.views.open
    return _answer(workspace, put(trigger.user, source))


def push_view(workspace: Workspace, arguments: Arguments) -> Json:
    """`views.push`, with the trigger of an act inside an open modal."""
    source = _modal(arguments)
    trigger = workspace.permits.exchange(arguments.needed("trigger_id"), workspace.clock())
    if trigger.view_id is None or not workspace.views.stack(trigger.user):
        raise SlackError("invalid_trigger_id")
    return _answer(workspace, workspace.views.push(trigger.user, source))


def update_view(workspace: Workspace, arguments: Arguments) -> Json:
    """`views.update`, by Slack's id or the app's own."""
    view = _find(workspace, arguments)
    source = arguments.json("view")
    refuse_bad_view(source, "home" if view.source["type"] == "home" else "modal")
    return _answer(workspace, workspace.views.update(view, source, arguments.text("hash")))


def publish_view(workspace: Workspace, arguments: Arguments) -> Json:
    """`views.publish`: somebody's Home tab."""
    user = arguments.needed("user_id")
    if user not in workspace.people:
        raise SlackError("user_not_found")
    source = arguments.json("view")
    refuse_bad_view(source, "home")
    return _answer(workspace, workspace.views.publish(user, source, arguments.text("hash")))


def _modal(arguments: Arguments) -> Any:
    source = arguments.json("view")
    refuse_bad_view(source, "modal")
    return source


def _find(workspace: Workspace, arguments: Arguments) -> View:
    if arguments.text("view_id"):
        view = workspace.views.find(arguments.text("view_id"))
    else:
        view = workspace.views.find_external(arguments.needed("external_id"))
    if view is None:
        raise SlackError("not_found")
    return view


def _answer(workspace: Workspace, view: View) -> Json:
    workspace.changes.visible()
    return {"view": view.shown}
