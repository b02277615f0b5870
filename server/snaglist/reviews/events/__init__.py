"""What may happen in a review, a class a kind of event; their fields are a public format."""
