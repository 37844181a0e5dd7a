"""The version of Mockhaus."""

__version__ = "0.1.0"
