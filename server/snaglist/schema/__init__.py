"""What every authored file is checked with: field types, YAML with lines, findings."""
