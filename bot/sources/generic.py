"""What a sender of the generic shape does, to list and to try it. Its gate is `bot.intake.source.Generic`."""

import json
from datetime import datetime

from bot.ports import Call
from bot.rehearsals import TEXT
from bot.signing import PREFIX
from bot.sources.proofs import Proof
from bot.sources.secret_mode import Secret
from bot.sources.standard_mode import Standard


class GenericSender:
    """Sends with the newest secret. Implements `Rehearses`."""

    in_path = False

    def __init__(self, newest: str) -> None:
        self._proof: Proof = Standard((newest,)) if newest.startswith(PREFIX) else Secret((newest,))

    @property
    def proof(self) -> str:
        """For the operator."""
        return self._proof.words

    def rehearse(self, post_id: str, now: datetime) -> Call:
        """One mention."""
        post = {"id": post_id, "platform": "test", "text": TEXT, "posted_at": now.isoformat()}
        return self._proof.sign(json.dumps(post).encode(), now)
