"""The yardstick, frozen: a plain FastAPI handler that checks the signature and stores nothing."""

import hmac

from fastapi import FastAPI, HTTPException, Request

from bot.signing import signature


def bare_app(key: bytes) -> FastAPI:
    """What the framework itself costs, on this machine, in this run."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)

    @app.post("/webhooks/generic", status_code=202)
    async def take(request: Request) -> dict[str, int]:
        body = await request.body()
        given = request.headers["webhook-signature"].encode()
        stamp = request.headers["webhook-timestamp"].encode()
        expected = signature(key, request.headers["webhook-id"].encode(), stamp, body)
        if not hmac.compare_digest(given, expected):
            raise HTTPException(401)
        return {"accepted": 1, "duplicates": 0, "quarantined": 0}

    return app
