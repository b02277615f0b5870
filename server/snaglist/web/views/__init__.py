"""What pages say, as plain values: a template reads them, and JSON shows them as they are."""
