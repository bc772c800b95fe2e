"""Reports: what they ask, how they are put together and rendered. Who may have them is HTTP's business."""
