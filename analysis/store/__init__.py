"""The store: Delta tables with versions, batches with the received bytes, corrections beside received values."""
