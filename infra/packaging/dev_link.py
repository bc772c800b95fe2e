"""Build hook: in editable installs build/dev/tongxin links to src, so that `src` imports as `tongxin`."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class DevLink(BuildHookInterface):
    """Always replaces the link: one that points nowhere would fail the next install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the link; `version` is the wheel target's version, "editable" or "standard"."""
        if version != "editable":
            return
        link = Path(self.root, "build", "dev", "tongxin")
        link.parent.mkdir(parents=True, exist_ok=True)
        link.unlink(missing_ok=True)
        link.symlink_to(Path("..", "..", "src"), target_is_directory=True)
