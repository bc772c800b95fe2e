"""The one error that the embedded database reports to people."""


class EmbeddedServerError(Exception):
    """The embedded database cannot be used as asked.

    ``what`` says what failed and where; ``remedy`` says what the reader can do about it.
    The text of the exception is both, so that it can be printed as it is.
    """

    def __init__(self, what: str, *, remedy: str) -> None:
        super().__init__(f"{what}\n{remedy}")
        self.what = what
        self.remedy = remedy


class StillStartingError(EmbeddedServerError):
    """The server did not become ready in time but is alive, most likely recovering; it is left to finish."""


OTHER_DIRECTORY = "choose another directory with the environment variable TONGXIN_DATA_DIR"
