"""The one table of sentences: for every code of a check, its ground and what it says."""

from credentials.verifying.sentences.headlines import HEADLINES
from credentials.verifying.sentences.keys import KEYS
from credentials.verifying.sentences.lines import LINES
from credentials.verifying.sentences.papers import PAPERS
from credentials.verifying.sentences.status import STATUS
from credentials.verifying.sentences.telling import Ground, Telling

__all__ = ["HEADLINES", "SENTENCES", "Ground", "Telling"]

SENTENCES: dict[str, Telling] = {**PAPERS, **KEYS, **STATUS, **LINES}
