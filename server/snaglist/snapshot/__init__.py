"""The built thing, for reading: a snapshot on disk, and the one object that the doors read."""
