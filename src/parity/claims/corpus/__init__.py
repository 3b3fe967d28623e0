"""Many articles at once: who claimed what when, and how it held up."""

from parity.claims.corpus.ledger import Ledger
from parity.claims.corpus.records import Record, read_corpus
from parity.claims.corpus.run import check_records
from parity.claims.corpus.tally import Corpus
from parity.claims.corpus.work import Settings

__all__ = ["Corpus", "Ledger", "Record", "Settings", "check_records", "read_corpus"]
