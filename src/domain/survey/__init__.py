"""The survey stream: what a third party found of awareness or satisfaction."""
