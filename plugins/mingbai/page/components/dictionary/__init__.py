"""A data dictionary: the fields of one table, what each means and what may stand in it."""

from mingbai.page.components.dictionary.view import DictionaryField, DictionaryTable

__all__ = ["DictionaryField", "DictionaryTable"]
