"""What proves an answer: named in the record, and held against files by ``snag review check``."""
