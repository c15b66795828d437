"""Writing statements: what selects a model's whole rows is the same each time, and is worked out once."""

from typing import Any

from django.db.backends.postgresql import compiler
from django.db.backends.postgresql.compiler import (
    SQLAggregateCompiler,
    SQLDeleteCompiler,
    SQLInsertCompiler,
    SQLUpdateCompiler,
)

__all__ = ["SQLAggregateCompiler", "SQLCompiler", "SQLDeleteCompiler", "SQLInsertCompiler", "SQLUpdateCompiler"]

NOTHING_DEFERRED = (frozenset[str](), True)

_selects: dict[Any, tuple[Any, Any]] = {}
_converters: dict[Any, Any] = {}


class SQLCompiler(compiler.SQLCompiler):
    """Knows the columns of a model's rows, and what turns them into values, from the time before.

    Working them out anew was an eighth of the processor time of a booking.
    """

    _model: Any = None

    def get_select(self, with_col_aliases: bool = False) -> Any:
        """Return what is selected: of whole rows without any more, as it was before."""
        if with_col_aliases or not self._selects_whole_rows():
            self._model = None
            return super().get_select(with_col_aliases)
        self._model = self.query.model
        known = _selects.get(self._model)
        if known is None:
            select, info, _ = super().get_select()
            known = _selects[self._model] = (tuple(select), info or {})
        return list(known[0]), dict(known[1]), {}

    def get_converters(self, expressions: list[Any]) -> Any:
        """Return what turns columns into values, by their place."""
        if self._model is None:
            return super().get_converters(expressions)
        known = _converters.get(self._model)
        if known is None:
            known = _converters[self._model] = super().get_converters(expressions)
        return dict(known)

    def _selects_whole_rows(self) -> bool:
        query = self.query
        if query.model is None or not query.default_cols or query.select_related or query.selected is not None:
            return False
        options = query.model._meta
        return (
            query.deferred_loading == NOTHING_DEFERRED
            and not (query.annotation_select or query.extra_select)
            and not (options.parents or options.proxy)
            and query.base_table == options.db_table
        )
