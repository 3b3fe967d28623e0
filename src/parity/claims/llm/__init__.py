"""Claims read by a language model of the user's choice, held to the article's own words: an optional extractor."""

from parity.claims.llm.endpoint import Endpoint
from parity.claims.llm.extractor import LlmExtractor, Tally

__all__ = ["Endpoint", "LlmExtractor", "Tally"]
