"""No answer, or half of one."""

import asyncio
import socket
import struct
from collections.abc import AsyncIterator

from starlette.responses import Response, StreamingResponse

from bot.testing.openai_modes.calls import (
    Call,
    mode,
)

DRIP_SECONDS = 0.2


@mode
async def hang(call: Call) -> Response:
    """Never answers."""
    await call.stop.wait()
    return Response(status_code=503)


@mode
async def drip(call: Call) -> Response:
    """White space, a byte at a time, for ever: every read succeeds."""
    return StreamingResponse(_drops(call.stop), media_type="application/json")


@mode
async def reset(call: Call) -> Response:
    """The connection is reset."""
    linger_not = struct.pack("ii", 1, 0)
    call.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger_not)
    call.transport.abort()
    await asyncio.sleep(0)
    return Response()


@mode
async def close_early(call: Call) -> Response:
    """A tenth of the announced body, then the end."""
    call.transport.write(
        b'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"choices"'
    )
    call.transport.close()
    await asyncio.sleep(0)
    return Response()


@mode
async def not_http(call: Call) -> Response:
    """Something else listens on that port."""
    call.transport.write(b"220 mail.example ESMTP ready\r\n")
    call.transport.close()
    await asyncio.sleep(0)
    return Response()


async def _drops(stop: asyncio.Event) -> AsyncIterator[bytes]:
    while not stop.is_set():
        yield b" "
        await asyncio.sleep(DRIP_SECONDS)
