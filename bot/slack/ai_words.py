""" "Draft with AI": a statement, an update or a stance, written into the form while the person looks on."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.crisis.speaking import BY_AI, Spoken
from bot.crisis.speech_questions import DOING, DONE, HAPPENED
from bot.crisis.statements import MODEL
from bot.ports import Speech
from bot.slack.ai_form import Asked
from bot.slack.blocks import Block
from bot.slack.crisis_desk import statement_view, tell_view
from bot.slack.crisis_statement_form import statement_in
from bot.slack.deps import SlackDeps
from bot.slack.ids import Action, Callback, Field
from bot.slack.incident_desk import is_ours
from bot.slack.incident_list import Place
from bot.slack.modals import answer_of
from bot.slack.presses import UNREADABLE, press_of, show_if_open
from bot.slack.stance_desk import form_view
from bot.slack.stance_form import said_in
from bot.store import crises

Handler = Callable[..., Awaitable[None]]
Form = Callable[[SlackDeps, str, str, dict[str, Any], Asked], Awaitable[Block]]
"""The form with what is typed, while the model writes; or, once it is its turn, with what the model wrote."""


def register(app: AsyncApp, deps: SlackDeps) -> None:
    """Tell Bolt who answers."""
    app.action(Action.AI_WORDS.value)(_pressed(deps))


def _pressed(deps: SlackDeps) -> Handler:
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press, view = press_of(body), body.get("view") or {}
        place = Place.load(str(view.get("private_metadata") or ""))
        form = _FORMS.get(str(view.get("callback_id") or ""))
        if press.target is None or place is None or form is None or not await is_ours(deps, press.user):
            await deps.desk.ephemeral(press.user, UNREADABLE, press.channel)
            return
        about, state, turn = place.incident_id, view["state"], press.target.revision
        for ai in (Asked(turn, is_writing=True), Asked(turn + 1)):
            drawn = await form(deps, press.user, about, state, ai)
            if not await show_if_open(deps, str(view["id"]), drawn):
                return

    return pressed


async def _statement(deps: SlackDeps, user: str, id: str, state: dict[str, Any], ai: Asked) -> Block:
    typed = statement_in(state)
    if ai.is_writing:
        return await statement_view(deps, user, id, typed, ai=ai)
    async with deps.database.reading() as session:
        crisis = await crises.get(session, id)
        found = await crises.platforms(session, crisis.incident_id) if crisis else ()
    if crisis is None:
        return await statement_view(deps, user, id, typed)
    template = replace(typed, places=typed.places or tuple(found))
    said, spoken = await deps.crisis.statements.ask(crisis, template, deps.now())
    return await statement_view(deps, user, id, said, _note(spoken), ai)


async def _update(deps: SlackDeps, user: str, id: str, state: dict[str, Any], ai: Asked) -> Block:
    typed = answer_of(state, Field.WAYS)
    if ai.is_writing:
        return await tell_view(deps, user, id, typed, ai=ai)
    now = deps.now()

    async def fault(speech: Speech, known: str) -> str | None:
        return await deps.crisis.tasks.wrong_with(id, speech[DONE], MODEL, known, now)

    spoken = await deps.crisis.speaking.update(id, fault, now)
    ways = typed if spoken.speech is None else "\n".join(spoken.speech[DONE])
    return await tell_view(deps, user, id, ways, _note(spoken), ai)


async def _stance(deps: SlackDeps, user: str, id: str, state: dict[str, Any], ai: Asked) -> Block:
    typed = said_in(state)
    if ai.is_writing:
        return await form_view(deps, user, id, typed=typed, ai=ai)
    now = deps.now()
    whole = await deps.stances.said(id, now)

    async def fault(speech: Speech, _known: str) -> str | None:
        if whole is None:
            return None
        told = replace(whole, happened=speech[HAPPENED], doing=speech[DOING])
        return await deps.stances.wrong_with(id, told, now)

    spoken = await deps.crisis.speaking.stance(id, typed.happened, typed.doing, fault, now)
    if spoken.speech is not None:
        typed = replace(typed, happened=spoken.speech[HAPPENED], doing=spoken.speech[DOING])
    return await form_view(deps, user, id, _note(spoken), typed, ai)


def _note(spoken: Spoken) -> str:
    return BY_AI if spoken.speech is not None else f"{spoken.why}. What stands here is unchanged."


_FORMS: dict[str, Form] = {
    Callback.CRISIS_STATEMENT.value: _statement,
    Callback.CRISIS_TELL.value: _update,
    Callback.STANCE.value: _stance,
}
