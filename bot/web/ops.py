"""The operators' HTTP application: alive, ready, metrics. It listens on a port of its own."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from fastapi import FastAPI
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.loops import STUCK_S
from bot.web.answers import SafeHeaders, answer, http_refusal

CHECK_S = 2.0
"""The longest that one readiness check may take."""

Ages = Callable[[], Mapping[str, float]]
Check = Callable[[], Awaitable[bool]]
Lengths = Callable[[], Awaitable[Mapping[str, float]]]


async def _no_lengths() -> Mapping[str, float]:
    return {}


def _nothing_found() -> Mapping[str, str]:
    return {}


@dataclass(frozen=True)
class OpsDeps:
    """What the operators' door asks."""

    ages: Ages
    """Loop name -> seconds since it last turned."""
    checks: Mapping[str, Check]
    """What must be there before work makes sense, such as `store` and `slack`."""
    registry: CollectorRegistry
    lengths: Lengths = field(default=_no_lengths)
    """Queue name -> how much waits in it; asked at each scrape."""
    findings: Callable[[], Mapping[str, str]] = _nothing_found
    """What the auditor found at its last look, by name."""
    refresh: Callable[[], Awaitable[object]] = field(default=_no_lengths)
    """Brings up to date what other collectors of the registry read; called at each scrape."""


class _Ops:
    def __init__(self, deps: OpsDeps) -> None:
        self._deps = deps
        self._length = Gauge("amends_queue_length", "What waits.", ["queue"], registry=deps.registry)
        self._age = Gauge(
            "amends_loop_age_seconds", "Time since a loop last turned.", ["loop"], registry=deps.registry
        )

    async def healthz(self, _request: Request) -> Response:
        """200 while every loop turns and nothing is late, else 503 with what does not, and what is."""
        stuck = sorted(name for name, age in self._deps.ages().items() if age > STUCK_S)
        late = sorted(set(self._deps.findings()) - set(stuck))
        status = "stuck" if stuck else "late" if late else "ok"
        return answer(200 if status == "ok" else 503, {"status": status, "stuck": stuck, "late": late})

    async def readyz(self, _request: Request) -> Response:
        """200 when everything that is needed is there, else 503 with what is not."""
        names = list(self._deps.checks)
        results = await asyncio.gather(*(_passes(self._deps.checks[name]) for name in names))
        status = 200 if all(results) else 503
        return answer(status, dict(zip(names, results, strict=True)))

    async def metrics(self, _request: Request) -> Response:
        """The Prometheus text format."""
        await self._deps.refresh()
        for loop, age in self._deps.ages().items():
            self._age.labels(loop).set(age)
        for queue, length in (await self._deps.lengths()).items():
            self._length.labels(queue).set(length)
        return Response(generate_latest(self._deps.registry), media_type=CONTENT_TYPE_LATEST)


def build_ops(deps: OpsDeps) -> FastAPI:
    """The application. Show it to nobody but your own monitoring."""
    ops = _Ops(deps)
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    app.router.routes.append(Route("/healthz", ops.healthz))
    app.router.routes.append(Route("/readyz", ops.readyz))
    app.router.routes.append(Route("/metrics", ops.metrics))
    app.add_exception_handler(HTTPException, http_refusal)
    app.add_middleware(SafeHeaders)
    return app


async def _passes(check: Check) -> bool:
    try:
        async with asyncio.timeout(CHECK_S):
            return await check()
    except TimeoutError:
        return False
