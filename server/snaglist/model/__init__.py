"""What the catalogue is made of: frozen dataclasses, no input or output."""
