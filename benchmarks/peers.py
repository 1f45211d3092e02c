"""Scores of other tools, run by their own Python: texts in on stdin, score matrices out as JSON.

Needs scikit-learn and splink 5, which the program itself does not: make a virtual environment for
them and give its Python to ``benchmarks/match.py --peers``.
"""

import json
import sys
import time
import warnings
from collections.abc import Callable

import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import (  # type: ignore[import-not-found] # their own venv
    TfidfVectorizer,
)
from splink import (  # type: ignore[import-not-found] # their own venv
    DuckDBAPI,
    Linker,
    SettingsCreator,
)
from splink import comparison_library as compare

Texts = list[str]


def tfidf(analyzer: str, ngrams: tuple[int, int]) -> Callable[[Texts, Texts], np.ndarray]:
    """Compare by the cosine of TF-IDF vectors."""

    def score(upper: Texts, lower: Texts) -> np.ndarray:
        vectors = TfidfVectorizer(analyzer=analyzer, ngram_range=ngrams, lowercase=True)
        table = vectors.fit_transform([*upper, *lower])
        cosine: np.ndarray = (table[: len(upper)] @ table[len(upper) :].T).toarray()
        return cosine

    return score


def splink(upper: Texts, lower: Texts) -> np.ndarray:
    """Link the two lists by Splink's own model, estimated without answers."""
    frames = [
        pd.DataFrame(
            {"unique_id": range(len(texts)), "text": texts, "words": [*map(str.split, texts)]}
        )
        for texts in (upper, lower)
    ]
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[
            compare.ArrayIntersectAtSizes("words", [16, 8]),
            compare.JaccardAtThresholds("text", [0.9, 0.7]),
        ],
        blocking_rules_to_generate_predictions=["1=1"],
        probability_two_random_records_match=0.8 / max(len(upper), 1),
    )
    base = DuckDBAPI()
    linker = Linker([base.register(frame) for frame in frames], settings, log_level=40)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e5, seed=1)
    try:
        linker.training.estimate_parameters_using_expectation_maximisation("1=1")
    except ValueError as error:  # a level that no right pair reaches
        print(f"splink: {error}", file=sys.stderr)
    found = linker.inference.predict().as_pandas_dataframe()
    out = np.zeros((len(upper), len(lower)))
    out[found["unique_id_l"], found["unique_id_r"]] = found["match_probability"]
    return out


PEERS: dict[str, Callable[[Texts, Texts], np.ndarray]] = {
    "TF-IDF, words and word pairs": tfidf("word", (1, 2)),
    "TF-IDF, 2–4 letters": tfidf("char_wb", (2, 4)),
    "Splink": splink,
}


def main() -> None:
    """Score every pair of lists by every peer."""
    warnings.simplefilter("ignore")
    pairs = json.load(sys.stdin)
    out = {}
    for name, score in PEERS.items():
        start = time.perf_counter()
        matrices = [np.round(score(upper, lower), 4).tolist() for upper, lower in pairs]
        out[name] = {"seconds": time.perf_counter() - start, "scores": matrices}
    json.dump(out, sys.stdout)


if __name__ == "__main__":
    main()
