"""The words that readers may not know, in plain ones: those of the data dictionary, and the site’s own."""

from etl.metrics import GLOSSARY

WORDS: dict[str, str] = {
    **GLOSSARY,
    "SFD": "The Seattle Fire Department.",
    "n": "How many events a number rests on; with few, chance moves it.",
    "Median": "Half of the times were shorter, half were longer.",
    "Nine in ten": "Nine of ten times were at most this long (the 90th percentile).",
    "Eligible call": "One of a kind that CARE may answer.",
    "Joint event": "CARE and police both went.",
    "Modeled": "Worked out from comparable events, not counted.",
}
