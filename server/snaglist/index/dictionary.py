"""Whether a word is English: a sorted list of words in a file, found by halving.

Nothing is read before it is asked for: the file is mapped into memory, and a question touches some
seventeen places of it. ``english/README.md`` says where the words are from.
"""

import mmap
import re
from functools import cache
from pathlib import Path

ENGLISH = Path(__file__).parent / "english"
WORDS_FILE = ENGLISH / "words.txt"
NAMES_FILE = ENGLISH / "names.txt"
WORDS_AND_NAMES_FILE = ENGLISH / "words-and-names.txt"

TRADE_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
    autoscaling backpressure backtest backtesting changelog chatbot chatbots checkpointing
    confounders covariate covariates dataframe dataframes dedupe deduplicate deduplicated
    deduplication denoising deserialization devops downsampling explainability failover
    finetuning geocoding geofence geolocation groundedness groundtruth hotfix hyperparameter
    hyperparameters interpretability jailbroken leaderboard leaderboards lookahead
    misclassification mlops multimodal nonstationarity nonstationary onboarding overfit
    overfits overfitted overfitting overreliance precompute pseudonymisation pseudonymised
    pseudonymization pseudonymized rebase recalibrated recommender recommenders rollout
    rollouts schemaless serverless softmax subsampling tokenisation tokeniser tokenization
    tokenizer underfit underfitting undersampling underspecification underspecified uptime
    webhook webhooks
    """,
    )
)
"""Words of those who build software and models, which this list of English lacks."""


class Dictionary:
    """Words of a file that has one a line, in lower case, sorted by their bytes.

    Safe to share between threads, as nothing in it changes. Raises ``OSError`` where the file
    cannot be read, ``ValueError`` where it is empty.
    """

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._words = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    def __contains__(self, word: str) -> bool:
        wanted = word.encode()
        low, high = 0, len(self._words)
        while low < high:
            start = self._words.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = self._words.find(b"\n", start)
            end = len(self._words) if end < 0 else end
            found = self._words[start:end]
            if found == wanted:
                return True
            if found < wanted:
                low = end + 1
            else:
                high = start
        return False


@cache
def english() -> Dictionary:
    """The English words that come with the program; raises ``OSError``."""
    return Dictionary(WORDS_FILE)


@cache
def _names() -> Dictionary:
    return Dictionary(NAMES_FILE)


@cache
def _words_and_names() -> Dictionary:
    return Dictionary(WORDS_AND_NAMES_FILE)


def is_name(word: str) -> bool:
    """Whether English writes a word, here in plain small letters, with a capital only."""
    return word in _names()


def may_be_name(word: str) -> bool:
    """Whether a word in plain small letters is both a word and a name, as ``mark`` is."""
    return word in _words_and_names()


def is_english(word: str) -> bool:
    """Whether a word in plain small letters is English, American, British or of the trade."""
    return word in TRADE_WORDS or word in english()
