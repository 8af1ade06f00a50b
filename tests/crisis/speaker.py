"""A model that says to many what a test has put into its mouth."""

from bot.crisis.speech_questions import DOING, KNOWN, UNKNOWN
from bot.errors import LlmUnavailable
from bot.ports import Speech, SpeechQuestion

SAID = {
    KNOWN: ("We know that the 7:40 boat did not sail, and we're sorry.",),
    UNKNOWN: ("We don't know yet why.",),
    DOING: ("Our crew is looking at it now.",),
}


class Model:
    """Says what it was given, one after the other; nothing left: it is away. Implements `ports.Speaker`."""

    def __init__(self, *speeches: Speech) -> None:
        self.speeches = list(speeches)
        self.questions: list[SpeechQuestion] = []

    async def speak(self, question: SpeechQuestion, *, deadline: float) -> Speech:
        """The next one."""
        self.questions.append(question)
        if not self.speeches:
            raise LlmUnavailable(f"AI took longer than {deadline:g} s")
        return self.speeches.pop(0)
