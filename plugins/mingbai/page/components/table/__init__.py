"""A table with its caption; its rows are HTML already (see `page.tables`)."""

from mingbai.page.components.table.view import Column, TableView

__all__ = ["Column", "TableView"]
