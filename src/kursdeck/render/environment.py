"""The Jinja that kursdeck speaks: values in, values out, and two tags of its own.

Rendering gives a tuple of what the template produced, values as they are, instead of one long string
(NativeCodeGenerator with `concat=tuple`). So a text keeps its runs and its source, and a kind template's
`{% layout %}` and `{% placeholder %}` are values in that tuple, not side effects.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes, pass_context
from jinja2.ext import Extension
from jinja2.nativetypes import NativeCodeGenerator
from jinja2.parser import Parser
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

MAX_TURNS = 10_000
"""Loop turns a single slide may take; the largest course on record takes 60."""

_LOOP_FIELDS = frozenset({"index", "index0", "revindex", "revindex0", "first", "last", "length"})


@dataclass(frozen=True, slots=True)
class Names:
    """A name with fields, as templates see it: `municipality.name`. Unknown fields are errors."""

    title: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class LayoutChoice:
    """`{% layout "Punkter" %}`: which PowerPoint layout the slide is on."""

    name: str
    line: int


@dataclass(frozen=True, slots=True)
class Filled:
    """`{% placeholder "Tittel" %}…{% endplaceholder %}`: what the body gave for one placeholder."""

    name: str
    line: int
    pieces: tuple[object, ...]


class UndefinedNameError(Exception):
    """A name or field that does not exist was used; caught where its place in the file is known."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(name)
        self.name = name
        self.known = tuple(known)


class TooManyTurnsError(Exception):
    """A slide's loops took more than MAX_TURNS turns."""


class Missing(StrictUndefined):
    """What an unknown name gives: any use of it is an error that knows the names there are."""

    __slots__ = ()

    def _fail_with_undefined_error(self, *_args: object, **_kwargs: object) -> NoReturn:
        known = self._undefined_obj.values if isinstance(self._undefined_obj, Names) else ()
        raise UndefinedNameError(str(self._undefined_name), known)

    __iter__ = __str__ = __len__ = __bool__ = __eq__ = __ne__ = _fail_with_undefined_error
    __add__ = __radd__ = __getitem__ = __int__ = __hash__ = _fail_with_undefined_error

    def refuse(self) -> NoReturn:
        """Raise the error: the value was about to be shown."""
        self._fail_with_undefined_error()


class SlideTags(Extension):
    """The tags of kind templates: `{% layout NAME %}` and `{% placeholder NAME %}…{% endplaceholder %}`."""

    tags = {"layout", "placeholder"}  # noqa: RUF012 - Jinja reads a plain class attribute

    def parse(self, parser: Parser) -> nodes.Node:
        """Turn a tag into a call whose result stands in the output."""
        token = next(parser.stream)
        line = nodes.Const(token.lineno)
        name = parser.parse_expression()
        if token.value == "layout":
            return nodes.Output([self.call_method("_choose", [name, line])], lineno=token.lineno)
        body = parser.parse_statements(("name:endplaceholder",), drop_needle=True)
        return nodes.CallBlock(self.call_method("_fill", [name, line]), [], [], body, lineno=token.lineno)

    @staticmethod
    def _choose(name: str, line: int) -> LayoutChoice:
        return LayoutChoice(str(name), line)

    @staticmethod
    def _fill(name: str, line: int, caller: Callable[[], tuple[object, ...]]) -> Filled:
        return Filled(str(name), line, caller())


class SlideEnvironment(ImmutableSandboxedEnvironment):
    """A sandbox in which names lead only to values that were handed in, and nothing can be called."""

    code_generator_class = NativeCodeGenerator
    concat = staticmethod(tuple)  # type: ignore[assignment]  # as jinja2.nativetypes does with its own

    def __init__(self, filters: Mapping[str, Callable[..., Any]]) -> None:
        super().__init__(
            undefined=Missing, extensions=[SlideTags], autoescape=False, keep_trailing_newline=True
        )
        self.globals.clear()
        self.filters = {**filters, "turns": _counted}
        self.tests = {name: self.tests[name] for name in ("defined", "undefined", "none")}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Look a field up in the values' own table; Python attributes are out of reach."""
        if isinstance(obj, LoopContext) and attribute in _LOOP_FIELDS:
            return getattr(obj, attribute)
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Look up a field by name, or a list's item by number."""
        if isinstance(obj, Names) and argument in obj.values:
            return obj.values[argument]
        if isinstance(obj, tuple | list) and isinstance(argument, int) and -len(obj) <= argument < len(obj):
            return obj[argument]
        if isinstance(obj, Missing):
            obj.refuse()
        return self.undefined(obj=obj, name=argument)

    def program(self, tree: nodes.Template, name: str) -> Callable[..., tuple[object, ...]]:
        """Compile a tree that `grammar` accepted into a function from names to a tuple of values.

        The function raises UndefinedNameError, TooManyTurnsError, and what filters raise.
        """
        for loop in tree.find_all(nodes.For):
            loop.iter = nodes.Filter(loop.iter, "turns", [], [], None, None, lineno=loop.lineno)
        code = self.compile(tree, name, name)
        template = self.template_class.from_code(self, code, {})

        def run(**names: object) -> tuple[object, ...]:
            context = template.new_context({**names, "turns left": iter(range(MAX_TURNS))})
            return tuple(template.root_render_func(context))

        return run


@pass_context
def _counted(context: Context, items: Iterable[object]) -> Iterator[object]:
    """Iterate, taking each turn from the render's budget (its name has a space: no template can say it)."""
    turns = context["turns left"]
    for item in items:
        if next(turns, None) is None:
            raise TooManyTurnsError
        yield item


__all__ = ["Filled", "LayoutChoice", "Missing", "Names", "SlideEnvironment", "TemplateSyntaxError"]
