"""An approved text -> public, at most once, byte for byte; and what becomes of it there.

The row tells what may be done: only `scheduled` may send. A row found `sending` belongs to an act whose
outcome was lost, so it is looked after, never sent again (https://microservices.io/patterns/data/transactional-outbox.html).
"""

from bot.publishing.recording import SETTLED_AFTER
from bot.publishing.sending import Publishing

__all__ = ["SETTLED_AFTER", "Publishing"]
