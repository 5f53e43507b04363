"""Trains a classifier epoch by epoch and tells Vernier how it goes. Tuned by

    vernier run examples/python/train_digits.study.json

With scikit-learn it is a neural network on handwritten digits; without, a softmax regression in plain Python on generated points.
Settings are read from the JSON file that VERNIER_PARAMS names; run by hand, the defaults below count.
"""

import json
import math
import os
import pickle
import random
import signal
import sys
from pathlib import Path

DEFAULTS = {"units": 32, "learningRate": 0.01, "l2": 1e-4, "training.epochs": 10}


class Softmax:
    """Linear softmax regression by stochastic gradient descent; the two methods of scikit-learn's that are needed."""

    def __init__(self, rate, l2):
        self.rate, self.l2, self.weights = rate, l2, None

    def _shares(self, row):
        scores = [sum(w * x for w, x in zip(of_class, [*row, 1.0])) for of_class in self.weights]
        top = max(scores)
        powers = [math.exp(score - top) for score in scores]
        return [power / sum(powers) for power in powers]

    def partial_fit(self, rows, labels, classes):
        if self.weights is None:
            self.weights = [[0.0] * (len(rows[0]) + 1) for _ in classes]
        for row, label in zip(rows, labels):
            for k, share in enumerate(self._shares(row)):
                for i, x in enumerate([*row, 1.0]):
                    gradient = (share - (k == label)) * x + self.l2 * self.weights[k][i]
                    self.weights[k][i] -= self.rate * gradient

    def score(self, rows, labels):
        best = [max(range(len(self.weights)), key=self._shares(row).__getitem__) for row in rows]
        return sum(a == b for a, b in zip(best, labels)) / len(labels)


def load(params, seed):
    """(model, train rows, train labels, validation rows, validation labels)"""
    try:
        from sklearn.datasets import load_digits
        from sklearn.model_selection import train_test_split
        from sklearn.neural_network import MLPClassifier
    except ImportError:
        source = random.Random(0)
        centres = [(0.0, 1.5), (1.5, 0.0), (-1.0, -1.0)]
        labels = [i % 3 for i in range(450)]
        rows = [[source.gauss(centre, 0.8) for centre in centres[label]] for label in labels]
        model = Softmax(params["learningRate"], params["l2"])
        return model, rows[:300], labels[:300], rows[300:], labels[300:]
    x, y = load_digits(return_X_y=True)
    x_train, x_validation, y_train, y_validation = train_test_split(x / 16, y, test_size=0.25, random_state=0)
    model = MLPClassifier(
        (params["units"],), learning_rate_init=params["learningRate"], alpha=params["l2"], random_state=seed % 2**32
    )
    return model, x_train, y_train, x_validation, y_validation


def main():
    params = dict(DEFAULTS)
    if "VERNIER_PARAMS" in os.environ:
        params.update(json.loads(Path(os.environ["VERNIER_PARAMS"]).read_text()))
    model, x_train, y_train, x_validation, y_validation = load(params, int(os.environ.get("VERNIER_SEED", "0")))
    done = 0
    folder = os.environ.get("VERNIER_CHECKPOINT_DIR")
    checkpoint = Path(folder) / "model.pickle" if folder else None
    if checkpoint and checkpoint.exists():
        done, model = pickle.loads(checkpoint.read_bytes())

    # Vernier stops and pauses with SIGTERM. The epoch is finished and saved; Windows has a file instead.
    asked = []
    signal.signal(signal.SIGTERM, lambda *_: asked.append(True))
    stop_file = os.environ.get("VERNIER_STOP_FILE")

    while done < params["training.epochs"]:
        model.partial_fit(x_train, y_train, classes=sorted(set(y_train)))
        done += 1
        if checkpoint:
            # Whole or not at all.
            checkpoint.with_suffix(".new").write_bytes(pickle.dumps((done, model)))
            checkpoint.with_suffix(".new").replace(checkpoint)
        report = {
            "epoch": done,
            "train.accuracy": float(model.score(x_train, y_train)),
            "validation.accuracy": float(model.score(x_validation, y_validation)),
        }
        print(json.dumps(report), flush=True)
        if asked or (stop_file and os.path.exists(stop_file)):
            sys.exit(0)


if __name__ == "__main__":
    main()
