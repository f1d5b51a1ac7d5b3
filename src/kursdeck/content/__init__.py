"""content.yaml: read, checked against the schema of its brand, and made into a course."""
