"""Design reviews as pages: one blueprint below ``/reviews``, one module for each concern."""
