"""One possible recipient and what it is called, in each of its languages."""

from msgspec import Struct

from kursdeck.register.spelling import GENITIVES, genitive, slug


class Name(Struct, frozen=True):
    """A name as it is written in one language. `lang` is a BCP 47 tag, '' where the register does not say."""

    text: str
    lang: str


class Forms(Struct, frozen=True):
    """What an entry is called in one language; a form that no source confirms is ''."""

    lang: str
    name: str
    full_name: str = ""
    genitive: str = ""


class Fields(Struct, frozen=True):
    """A row's further columns, by their header; frozen and hashable, unlike a dict."""

    pairs: tuple[tuple[str, str], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The headers, in the order of the file."""
        return tuple(name for name, _ in self.pairs)

    def get(self, name: str) -> str | None:
        """Give the text under a header, None when there is no such header."""
        return next((text for header, text in self.pairs if header == name), None)


class Entry(Struct, frozen=True):
    """One possible recipient: `forms` in the order of the official name, the main one in language `lang`.

    `written_standard` is the language that the recipient has asked to be written to in ('nb', 'nn'), '' when
    it has made no choice. The `fields` of the register `kommuner` are `county` and `county_id`.
    """

    id: str
    lang: str
    forms: tuple[Forms, ...]
    written_standard: str = ""
    fields: Fields = Fields()

    @property
    def main(self) -> Forms:
        """The forms in the register's own language."""
        return next(forms for forms in self.forms if forms.lang == self.lang)

    @property
    def names(self) -> tuple[Name, ...]:
        """The parts of the official name, each with its language."""
        return tuple(Name(forms.name, forms.lang) for forms in self.forms)

    @property
    def official_name(self) -> str:
        """All parts of the name: 'Storfjord – Omasvuotna – Omasvuono'."""
        return " – ".join(forms.name for forms in self.forms)

    @property
    def slug(self) -> str:
        """The main name for use in a file name; the id where the name has no Latin letters."""
        return slug(self.main.name) or slug(self.id)

    def name(self, code: str) -> Name:
        """Give the name for running text in language `code`, the main name where it has none of its own."""
        forms = self._forms(code)
        return Name(forms.name, forms.lang)

    def full_name(self, code: str) -> Name:
        """Give 'Bergen kommune', 'Voss herad', 'Omasvuona suohkan'; the main one where `code` has none."""
        forms = self._forms(code)
        known = forms if forms.full_name else self.main
        return Name(known.full_name or known.name, known.lang)

    def genitive(self, code: str) -> Name:
        """Give 'Bergens', 'Moss’', 'Omasvuona': by the rule of `code`, else of the name's own language."""
        forms = self._forms(code)
        if forms.genitive:
            return Name(forms.genitive, forms.lang)
        ruled = language(code) if language(code) in GENITIVES else language(self.lang)
        return Name(genitive(self.main.name, ruled), self.lang)

    @property
    def spellings(self) -> tuple[str, ...]:
        """All that the entry may be asked for by: id, official name, names and full names."""
        forms = (text for forms in self.forms for text in (forms.name, forms.full_name) if text)
        return (self.id, self.official_name, *forms)

    def _forms(self, code: str) -> Forms:
        spoken = (forms for forms in self.forms if language(forms.lang) == language(code))
        return next(spoken, self.main)


def language(code: str) -> str:
    """Give the language of a code or tag, without its region: 'nb' of 'nb-NO'."""
    return code.partition("-")[0].casefold()
