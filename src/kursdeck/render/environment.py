"""The Jinja that kursdeck speaks: values in, values out, two tags of its own, and a place for every mistake.

Rendering gives a tuple of what the template produced, values as they are, instead of one long string
(NativeCodeGenerator with `concat=tuple`). So a text keeps its runs and its source, and a kind template's
`{% layout %}` and `{% placeholder %}` are values in that tuple, not side effects.

Jinja counts lines; a message has to name the character. So where Jinja has a line, here it has an offset into
the template, from 1: in its tokens, its nodes, its errors and in what it remembers of the compiled code.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NoReturn

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.ext import Extension
from jinja2.lexer import Lexer
from jinja2.nativetypes import NativeCodeGenerator
from jinja2.parser import Parser
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from msgspec import Struct

from kursdeck.pictures import Image
from kursdeck.render.text import closed

_LOOP_FIELDS = frozenset({"index", "index0", "revindex", "revindex0", "first", "last", "length"})

# ---- values


class Names(Struct, frozen=True):
    """A name with fields, as templates see it: `municipality.name`. Unknown fields are errors."""

    title: str
    values: Mapping[str, object]


class LayoutChoice(Struct, frozen=True):
    """`{% layout "Punkter" %}`: which PowerPoint layout the slide is on. `offset` counts from 0."""

    name: str
    offset: int


class Filled(Struct, frozen=True):
    """`{% placeholder "Tittel" %}…{% endplaceholder %}`: what the body gave for one placeholder."""

    name: str
    offset: int
    pieces: tuple[object, ...]


# ---- what is not there


class UndefinedNameError(Exception):
    """A name or field that does not exist was used; caught where its place in the file is known."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(name)
        self.name = name
        self.known = tuple(known)


class Missing(StrictUndefined):
    """What an unknown name gives: any use of it is an error that knows the names there are."""

    __slots__ = ()

    def refuse(self, *_args: object, **_kwargs: object) -> NoReturn:
        """Raise the error: the value was about to be used."""
        known = self._undefined_obj.values if isinstance(self._undefined_obj, Names) else ()
        raise UndefinedNameError(str(self._undefined_name), known)

    __iter__ = __str__ = __len__ = __bool__ = __eq__ = __ne__ = __hash__ = __contains__ = refuse
    __lt__ = __le__ = __gt__ = __ge__ = __neg__ = __pos__ = __call__ = __getitem__ = refuse
    __add__ = __radd__ = __sub__ = __rsub__ = __mod__ = __rmod__ = __floordiv__ = __rfloordiv__ = refuse


# ---- places


class OffsetLexer(Lexer):
    """Gives each token its offset where Jinja has its line; see the head of this module."""

    def tokeniter(
        self, source: str, name: str | None, filename: str | None = None, state: str | None = None
    ) -> Iterator[tuple[int, str, str]]:
        """Find each token behind the one before: the tokens are the source, in order."""
        place = 0
        try:
            for _, kind, text in super().tokeniter(source, name, filename, state):
                place = source.index(text, place)
                yield place + 1, kind, text
                place += len(text)
        except TemplateSyntaxError as problem:
            raise TemplateSyntaxError(problem.message or "", place + 1, name, filename) from problem


class SlideTags(Extension):
    """The tags of kind templates: `{% layout NAME %}` and `{% placeholder NAME %}…{% endplaceholder %}`."""

    tags = {"layout", "placeholder"}  # noqa: RUF012 - Jinja reads a plain class attribute

    def parse(self, parser: Parser) -> nodes.Node:
        """Turn a tag into a call, named as the tag, whose result stands in the output."""
        token = next(parser.stream)
        place = token.lineno
        arguments = [parser.parse_expression(), nodes.Const(place - 1, lineno=place)]
        call = self.call_method(token.value, arguments, lineno=place)
        if token.value == "layout":
            return nodes.Output([call], lineno=place)
        body = parser.parse_statements(("name:endplaceholder",), drop_needle=True)
        return nodes.CallBlock(call, [], [], body, lineno=place)

    @staticmethod
    def layout(name: str, offset: int) -> LayoutChoice:
        """Give what `{% layout %}` stands for."""
        return LayoutChoice(str(closed(name)), offset)

    @staticmethod
    def placeholder(name: str, offset: int, caller: Callable[[], tuple[object, ...]]) -> Filled:
        """Give what `{% placeholder %}` stands for."""
        return Filled(str(closed(name)), offset, caller())


# ---- the environment


class SlideEnvironment(ImmutableSandboxedEnvironment):
    """A sandbox in which names lead only to values that were handed in, and nothing can be called."""

    code_generator_class = NativeCodeGenerator
    concat = staticmethod(tuple)  # type: ignore[assignment]  # as jinja2.nativetypes does with its own
    intercepted_binops = frozenset({"+", "-", "//", "%"})

    def __init__(self, filters: Mapping[str, Callable[..., Any]]) -> None:
        super().__init__(
            undefined=Missing,
            extensions=[SlideTags],
            autoescape=False,
            keep_trailing_newline=True,
            finalize=shown,
        )
        self.globals.clear()
        self.filters = dict(filters)
        self.tests = {name: self.tests[name] for name in ("defined", "undefined", "none")}
        self._lexer = OffsetLexer(self)

    @property
    def lexer(self) -> Lexer:
        """Give the lexer that knows offsets."""
        return self._lexer

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Look a field up in the values' own table; Python attributes are out of reach."""
        if isinstance(obj, LoopContext) and attribute in _LOOP_FIELDS:
            return getattr(obj, attribute)
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Look up a field by name, or a list's item by number."""
        closed(argument)
        if isinstance(obj, Names) and isinstance(argument, str) and argument in obj.values:
            return obj.values[argument]
        if isinstance(obj, tuple | list) and isinstance(argument, int) and -len(obj) <= argument < len(obj):
            return obj[argument]
        if isinstance(obj, Missing):
            obj.refuse()
        return self.undefined(obj=obj, name=argument)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Do sums of numbers only: `+` would cut a text off from its runs, and `%` can make a very long one."""
        for operand in (left, right):
            if isinstance(operand, Missing):
                operand.refuse()
            if not isinstance(operand, int | float):
                raise TypeError(f"'{operator}' is for numbers")
        return super().call_binop(context, operator, left, right)


def shown(value: Any) -> object:
    """Give what a value is where a template shows it: nothing for what is not there.

    Raises UndefinedNameError for a name that does not exist, and TypeError for what is not to be shown as it is.
    """
    match value:
        case Missing():
            value.refuse()
        case tuple() | list():
            problem = "a list is shown through a filter: {{ … | bullets }}, {{ … | join(', ') }}"
        case Names(title=title, values=values):
            problem = f"'{title}' is no text; name one of its fields: {', '.join(values)}"
        case Image():
            problem = "a picture is shown through the filter 'picture'"
        case _:
            return "" if value is None or isinstance(value, bool) else value
    raise TypeError(problem)
