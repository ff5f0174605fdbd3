"""The sentence over a map: which has the most, where one has; places without a value, and unknown ones, are none."""

from collections.abc import Sequence

from app.components.nothing import nothing_matches
from app.components.placed import Place, Standing, value_in_words
from app.queries import Answer
from app.words import places as text
from app.words.sentences import listed
from etl.metrics import Metric


def sentence(answer: Answer, places: Sequence[Place]) -> str:
    """Say the numbers of the places chosen, and which of all has the most; `places` come highest first."""
    chosen = [text.CHOSEN_PLACE.format(name=place.label, told=place.told) for place in places if place.is_chosen]
    told = _of_all(answer, places)
    return text.CHOSEN_PLACES.format(places="; ".join(chosen), others=told) if chosen else told


def _of_all(answer: Answer, places: Sequence[Place]) -> str:
    total, shown = sum(row.n for row in answer.rows), [place for place in places if place.standing is Standing.SHOWN]
    if not total:
        return nothing_matches(answer)
    if not shown:
        return text.NONE.format(label=answer.metric.label)
    return _of_count(shown, total) if answer.metric.adds_up else _of_value(answer.metric, shown, places)


def _of_count(shown: Sequence[Place], total: int) -> str:
    """Name the place with the most of a count, or those that share it; where all do, none has the most."""
    first = _first(shown)
    if len(first) == len(shown) > 1:
        return text.EACH.format(counted=first[0].told, names=", ".join(place.label for place in first))
    template = text.MOST if len(first) == 1 else text.MOST_TIED
    return template.format(names=_names(first), text=first[0].row.text, total=f"{total:,}")


def _of_value(metric: Metric, shown: Sequence[Place], places: Sequence[Place]) -> str:
    """Name the place with the highest value, or those that share it; one place alone, or nothing, is not highest."""
    first = _first(shown)
    told = {"label": metric.label, "names": _names(first), "counted": metric.n_label}
    if len(shown) == 1:
        are_few = any(place.standing is Standing.TOO_FEW for place in places)
        return (text.ONLY_ENOUGH if are_few else text.ONLY_ANY).format(text=first[0].told, **told)
    if metric.unit in text.NOWHERE and not any(place.value for place in shown):
        return text.NOWHERE[metric.unit].format(**told)
    if len(first) == 1:
        return text.HIGHEST.format(text=first[0].told, **told)
    return text.HIGHEST_TIED.format(text=value_in_words(metric, first[0].row), **told)


def _first(shown: Sequence[Place]) -> list[Place]:
    return [place for place in shown if place.row.text == shown[0].row.text]


def _names(places: Sequence[Place]) -> str:
    return listed([place.label for place in places])
