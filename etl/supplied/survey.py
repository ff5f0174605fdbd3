"""The survey export: what people who got a response say. CARE supplies it, with Seattle University. No free text."""

from etl.supplied.contract import EXAMPLE, Column, Contract, Kind

ROLES = ("person served", "family", "bystander", "caller")
SCALES = ("helped", "respected", "felt_safe")
WOULD_CALL_AGAIN = "would_call_again"

_CHANNELS = ("text message", "phone", "web", "e-mail", "paper", "in person", "other")
_LANGUAGES = (
    *(
        "English",
        "Spanish",
        "Amharic",
        "Arabic",
        "Cantonese",
        "Chinese",
        "Dari",
        "Farsi",
        "French",
        "Hindi",
        "Japanese",
    ),
    *("Khmer", "Korean", "Lao", "Mandarin", "Oromo", "Portuguese", "Punjabi", "Russian", "Samoan", "Sign language"),
    *("Somali", "Tagalog", "Thai", "Tigrinya", "Ukrainian", "Vietnamese", "other"),
)
_BLANK = "Blank where the question was not answered."

SURVEY = Contract(
    name="survey",
    title="Survey",
    grain="One row per answer, and one per invitation that nobody answered: its four answers are blank.",
    supplier="CARE Department with Seattle University",
    columns=(
        Column("response_id", Kind.NUMBER, "Tells answers apart. A number of your own, not a person's.", f"{EXAMPLE}-1"),
        Column("received_on", Kind.DAY, "When the answer came; of an invitation that nobody answered, when it was sent.", "2026-01-31"),
        Column("channel", Kind.CHOICE, "How the person was asked. Kept, not published.", "text message", values=_CHANNELS),
        Column("language", Kind.CHOICE, "The language of the answer, or of the invitation.", "English", may_be_blank=True, values=_LANGUAGES),
        Column("role", Kind.CHOICE, "Who answers. Kept, not published.", "person served", may_be_blank=True, values=ROLES),
        Column("helped", Kind.SCALE, f"“CARE helped.” {_BLANK}", "5", may_be_blank=True),
        Column("respected", Kind.SCALE, f"“I was treated with respect.” {_BLANK}", "5", may_be_blank=True),
        Column("felt_safe", Kind.SCALE, f"“I felt safe.” {_BLANK}", "4", may_be_blank=True),
        Column(WOULD_CALL_AGAIN, Kind.YES_NO, f"“I would call again.” {_BLANK}", "yes", may_be_blank=True),
        Column("invited", Kind.YES_NO, "Whether the person was invited to answer. Yes for every invitation, answered or not. Answers without an invitation are kept, not published.", "yes"),
    ),
    key=("response_id",),
    dated_by="received_on",
    marked_by="response_id",
    invented_mark="INVENTED-",
    is_about_people=True,
)  # fmt: skip
