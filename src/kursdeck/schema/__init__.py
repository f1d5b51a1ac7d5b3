"""What a document must hold, said in JSON Schema and answered in findings: the only package that validates.

A validator says that `{"tilte": …}` does not match `unevaluatedProperties`; an author needs to read that
`tilte` in line 12 is no field of this kind of slide, and that `title` is. So each violation becomes one
finding at the key or value it is about, with the names that would do there.
"""

from kursdeck.schema.validate import META_SCHEMA, check_schema, validate

__all__ = ["META_SCHEMA", "check_schema", "validate"]
