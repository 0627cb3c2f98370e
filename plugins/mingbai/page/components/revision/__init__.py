"""A value that was corrected: the old one struck, the new one underlined, in words as well."""

from mingbai.page.components.revision.view import Revision

__all__ = ["Revision"]
