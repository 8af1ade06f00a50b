"""The public HTTP application: webhooks, and Slack's requests where Socket Mode is not used."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fastapi import FastAPI
from prometheus_client import CollectorRegistry
from starlette.exceptions import HTTPException
from starlette.routing import Route
from starlette.types import ASGIApp

from bot.intake.arrival import TakesIn
from bot.intake.source import Gate
from bot.intake.tally import Tally
from bot.ports import Now
from bot.web import pagerduty_door
from bot.web.answers import SafeHeaders, http_refusal
from bot.web.metrics import IntakeMetrics
from bot.web.pagerduty_door import PagerDutyDoor
from bot.web.slack_door import SlackDoor, SlackHandler
from bot.web.webhooks import Webhooks


@dataclass(frozen=True)
class PublicDeps:
    """What the public door needs. `slack` is `None` under Socket Mode."""

    sources: Mapping[str, Gate]
    journal: TakesIn
    now: Now
    registry: CollectorRegistry
    slack: SlackHandler | None = None
    pagerduty: PagerDutyDoor | None = None
    tally: Tally = field(default_factory=Tally)


def build_public(deps: PublicDeps) -> ASGIApp:
    """The application, without documentation pages: it says nothing about itself.

    Webhooks are answered before the framework sees them: storms pass through here.
    """
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    if deps.slack is not None:
        app.router.routes.append(Route("/slack/events", SlackDoor(deps.slack), methods=["POST"]))
    if deps.pagerduty is not None:
        app.router.routes.append(Route(pagerduty_door.PATH, deps.pagerduty, methods=["POST"]))
    app.add_exception_handler(HTTPException, http_refusal)
    metrics = IntakeMetrics(deps.registry)
    return SafeHeaders(Webhooks(app, deps.sources, deps.journal, deps.now, metrics, deps.tally))
