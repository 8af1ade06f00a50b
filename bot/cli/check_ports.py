"""Checks of the two ports: free, ours already, or somebody else's."""

import errno
from dataclasses import dataclass

import httpx2

from bot.cli.lines import Line, fault, ok
from bot.outgoing import http_client
from bot.settings import Settings
from bot.web.listen import bind

DEADLINE_SECONDS = 2.0


@dataclass(frozen=True)
class Port:
    """One port. `problem` says why nobody can listen there now, `None` if one can."""

    setting: str
    host: str
    number: int
    problem: OSError | None = None

    @property
    def is_taken(self) -> bool:
        """Another program, or another Amends, has it."""
        return self.problem is not None and self.problem.errno == errno.EADDRINUSE


@dataclass(frozen=True)
class PortFacts:
    """`is_ours`: Amends itself answers there."""

    ports: tuple[Port, ...]
    is_ours: bool = False


def ports_of(settings: Settings) -> tuple[Port, ...]:
    """Try both; one that is to be any free one needs no trial."""
    named = [("PORT", settings.host, settings.port), ("OPS_PORT", settings.ops_host, settings.ops_port)]
    return tuple(Port(*one, _problem(one[1], one[2])) for one in named if one[2])


def port_refusals(settings: Settings) -> list[str]:
    """Why the service could not listen, one sentence for each port, with what to do."""
    lines = [_fault(one, one.problem) for one in ports_of(settings) if one.problem is not None]
    return [f"{line.what} {line.advice}" for line in lines]


async def port_facts(settings: Settings) -> PortFacts:
    """Try both ports, and ask who is there if one is taken."""
    ports = ports_of(settings)
    is_asked = any(one.is_taken for one in ports)
    return PortFacts(ports, is_asked and await _is_amends(settings))


def port_lines(facts: PortFacts) -> list[Line]:
    """Free, ours, or what to do."""
    if facts.is_ours:
        return [ok("Ports: Amends runs here already.")]
    found = [_fault(one, one.problem) for one in facts.ports if one.problem is not None]
    return found or [
        ok(f"Ports: {' and '.join(str(one.number) for one in facts.ports) or 'any'} can be used.")
    ]


def _fault(port: Port, problem: OSError) -> Line:
    if port.is_taken:
        what = f"Ports: {port.number} is taken by another program."
        return fault(what, f"Stop that program, or set {port.setting} to another number.")
    what = f"Ports: nobody can listen on {port.host}:{port.number} ({problem.strerror or problem})."
    return fault(
        what, f"Set {port.setting} to a number above 1023, and its host to an address of this machine."
    )


def _problem(host: str, number: int) -> OSError | None:
    try:
        bind(host, number).close()
    except OSError as problem:
        return problem
    return None


async def _is_amends(settings: Settings) -> bool:
    """Whether what is there answers as our own `/healthz` does."""
    host = f"[{settings.ops_host}]" if ":" in settings.ops_host else settings.ops_host
    try:
        async with http_client(timeout=DEADLINE_SECONDS) as client:
            said = (await client.get(f"http://{host}:{settings.ops_port}/healthz")).json()
    except (httpx2.HTTPError, ValueError):
        return False
    return isinstance(said, dict) and {"status", "stuck", "late"} <= set(said)
