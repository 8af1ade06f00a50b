"""The growth bench places every mention that it takes in; what it costs is not judged here."""

from bot.bench import growth


def test_each_step_has_its_cost_and_the_last_is_held_against_the_first() -> None:
    said: list[str] = []

    steps = growth.measure((50, 200), rounds=1, say=said.append)

    assert [step.stored for step in steps] == [50, 200]
    assert all(step.intake > 0 and step.triage > 0 for step in steps)
    told = growth.figures(steps)
    assert [figure.measure for figure in told if figure.bar] == ["growth: cost at 200 against 50"]
    assert said == ["growth: storing 50", "growth: storing 200"]


def test_its_mentions_are_all_different() -> None:
    texts = {growth.text_of(number) for number in range(-500, 500)}

    assert len(texts) == 1_000
