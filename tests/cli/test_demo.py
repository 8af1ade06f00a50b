"""The demo by script: every mention comes to an end, and the public sees what was approved."""

import asyncio
import os
import re
import sys
from asyncio.subprocess import PIPE

LONGEST_SECONDS = 110


async def test_the_demo_approves_itself_and_alters_nothing() -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "demo", "--headless", "--speed", "20"),
        stdout=PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        async with asyncio.timeout(LONGEST_SECONDS):
            said, _ = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()

    assert process.returncode == 0, said.decode()
    assert re.search(
        r"21 deliveries, 18 mentions, \d+ replies published, 0 altered, 0 doubled", said.decode()
    )
