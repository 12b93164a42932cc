"""On what occasion something was said: at which event, in what place, through which medium, and to whom.

``settle`` fills these four of an article's statements, each with the words that name it, letter for letter, or leaves
them empty.
"""

from .attach import settle

__all__ = ["settle"]
