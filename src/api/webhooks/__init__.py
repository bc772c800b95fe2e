"""Web hooks: subscriptions of other systems, and the delivery of what they subscribed to."""
