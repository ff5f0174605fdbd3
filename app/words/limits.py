"""Words for a reader or a program that asks for more than its share."""

TOO_MANY = "Too many requests"
TOO_MANY_DETAIL = (
    "More was asked from this address within a minute than one reader needs. Ask again in {seconds} seconds; "
    "for many numbers at once, see {data}."
)
DOWNLOADS_BUSY = "As many files are being downloaded as this site sends at a time. Ask again in {seconds} seconds."
DATA = "/data"
TRY_AGAIN = "Try again"
EVERY_NUMBER = "Every number as a file"
PROXY_NOT_TRUSTED = (
    "A client was refused that came through a proxy. While CARE_TRUSTED_HOPS is 0, all who come through it count as "
    "one: set it to the number of proxies before this server"
)
