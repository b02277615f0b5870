"""The built thing: a snapshot on disk, and the one object that the doors read."""
