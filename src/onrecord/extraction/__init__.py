"""Article to Statements: the model at run time, quotation marks, forms, acts and figures.

Knows neither files nor databases: it runs on a string in a notebook::

    from onrecord.extraction import load_model
    load_model().find("“We will wait,” said Ana Reyes.")
"""

from .model import Model, load_model, versions
from .quotes import Quotation, quotations

__all__ = ["Model", "Quotation", "load_model", "quotations", "versions"]
