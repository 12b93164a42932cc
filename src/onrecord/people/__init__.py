"""From a mention to a person, within one article: names, pronouns, offices, unnamed sources.

``resolve`` fills the speakers of an article's statements. It runs on the text alone: no model, no network.
"""

from .resolve import resolve

__all__ = ["resolve"]
