"""The page about capacity: what is measured, what is modeled, how that is worked out; for police, and for fire."""

from app import words
from app.components.chart_card import ChartCard
from app.components.page import Page, Passage
from app.pages.capacity import fire, fire_volume, limits, measured, modeled, workings
from app.words import capacity as text

PAGE = Page(
    path="/capacity",
    name=words.PAGES["/capacity"],
    question=text.QUESTION,
    description=text.DESCRIPTION,
    intro=text.INTRO,
    blocks=(
        Passage("measured", measured.opening, title=text.MEASURED),
        Passage("measured-tiles", measured.headline),
        ChartCard("stayed", text.STAYED, measured.stayed),
        ChartCard("alone", text.ALONE, measured.alone),
        Passage("modeled", modeled.opening, title=text.MODELLED),
        Passage("modeled-tiles", modeled.headline),
        ChartCard("avoided", text.WHOLE, modeled.whole),
        ChartCard("avoided-change", text.CHANGE, modeled.change),
        Passage("worked-out", workings.worked_out, title=text.WORKED_OUT),
        Passage("capacity-limits", limits.limits, title=text.LIMITS),
        Passage("capacity-fire", fire.opening, title=text.FIRE),
        Passage("fire-measured", fire.measured_part),
        ChartCard("fire-stayed", text.FIRE_STAYED, measured.stayed_after_fire, is_there=fire.is_known),
        Passage("fire-modeled", fire.modeled_part),
        ChartCard("fire-avoided", text.FIRE_WHOLE, fire.whole, is_there=fire.is_known),
        ChartCard("fire-avoided-change", text.FIRE_CHANGE, fire.change, is_there=fire.is_known),
        Passage("fire-worked-out", fire.worked_out),
        Passage("fire-limits", fire.limits),
        Passage("capacity-fire-volume", fire_volume.context),
    ),
    terms=("Modeled", "Comparable events", "Joint event", "SFD", "n"),
)
