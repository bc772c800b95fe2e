"""`python -m tongxin.api` is `tongxin`."""

from .cli import app

if __name__ == "__main__":  # a process of its own that this one starts imports it anew
    app()
