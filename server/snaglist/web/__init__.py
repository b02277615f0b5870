"""The door for browsers and for programs that speak HTTP."""
