"""Publishers that ask their network what it allows."""

from typing import Protocol, runtime_checkable


@runtime_checkable
class Learns(Protocol):
    """A publisher that has to ask before it knows its own name there, and how long a post may be.

    Until it has, what the network documents for everybody holds.
    """

    @property
    def name(self) -> str:
        """The network, as in `Publisher`."""
        ...

    async def learn(self) -> str:
        """Ask, keep what is told, and give the account's name for people.

        Raises:
            PollFault: the network does not tell.
        """
        ...
