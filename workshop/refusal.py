"""A refusal: why a command was not done, as a code for programs and a sentence for people."""


class Refusal(Exception):
    """Raised by rules before they write anything.

    `code` is one of protocol part 3; `key` names the sentence in the catalogues, with its parameters (`n` chooses the
    plural). `keep` marks the conflicts that a `cid` keeps.
    """

    def __init__(
        self,
        code: str,
        key: str,
        *,
        field: str | None = None,
        retry_after_s: float | None = None,
        keep: bool = False,
        **params: object,
    ) -> None:
        super().__init__(code, key)
        self.code, self.key, self.field, self.params = code, key, field, params
        self.retry_after_s, self.keep = retry_after_s, keep
