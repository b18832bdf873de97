"""What can go wrong in matching; every message is one line that says what to do.

MatcherError
├── ModelError
│   ├── ModelNotFoundError      no bundled model, folder or locally stored model has that name
│   └── ModelCorruptError       bundled weights do not have the expected SHA-256
├── ArtefactError               a ranker's artefact cannot be read or belongs to another version
├── DatasetError                a file of labelled posts and claims is missing or malformed
└── TooFewLabelsError           not enough feedback to fit a calibration
"""


class MatcherError(Exception):
    """Anything the matchers report."""


class ModelError(MatcherError):
    """A model cannot be used."""


class ModelNotFoundError(ModelError):
    """No model has that name."""


class ModelCorruptError(ModelError):
    """The bundled weights are not the ones that were measured."""


class ArtefactError(MatcherError):
    """A ranker's artefact cannot be read or belongs to another version of the features."""


class DatasetError(MatcherError):
    """A file of labelled posts and claims is missing or malformed."""


class TooFewLabelsError(MatcherError):
    """Not enough feedback to fit a calibration."""
