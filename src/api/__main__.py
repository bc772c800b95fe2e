"""`python -m tongxin.api` is `tongxin`."""

from .cli import app

app()
