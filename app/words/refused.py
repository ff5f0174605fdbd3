"""What is told to whoever asks with more than can be asked, or with what no page of ours sends."""

TOO_LONG = "The question has more than {most:,} characters. Ask for fewer values at once."
TOO_MANY = "The question has more than {most} values. Ask for fewer at once."
NOT_TEXT = "The question holds bytes that are no text. Write them as %XX."
TOO_LARGE = "The body has {most:,} bytes or more."
NO_HOST = "The request does not say which host it is for, or the name is none."
NO_SUCH_SCRIPT = "There is no such file."

NOT_OF_A_PAGE = "The request is not one that a page sends"
NO_SUCH_CALLBACK = "It is one of those that /_dash-dependencies lists."
AS_LISTED = "It names what /_dash-dependencies lists for this output, in that order."
ONLY_LISTED = "It names only inputs of this output."
