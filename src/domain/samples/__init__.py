"""Body-sample items: that one was collected, on what basis and where it is kept; never the data."""
