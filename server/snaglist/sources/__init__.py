"""Authored files in, model out: the one place that knows Markdown, YAML and file names."""
