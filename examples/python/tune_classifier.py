"""Tunes a scikit-learn support vector machine and a forest against each other, in one conditional space.

    python examples/python/tune_classifier.py [--trials 30] [--seed 0]
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "clients" / "python"))
from vernier_client import Study  # noqa: E402

SPACE = [
    {"name": "model", "type": "categorical", "choices": ["svm", "forest"]},
    {"name": "c", "type": "float", "low": 1e-3, "high": 1e3, "scale": "log", "when": {"model": ["svm"]}},
    {"name": "gamma", "type": "float", "low": 1e-5, "high": 10, "scale": "log", "when": {"model": ["svm"]}},
    {"name": "depth", "type": "int", "low": 1, "high": 16, "scale": "log", "when": {"model": ["forest"]}},
    {"name": "trees", "type": "int", "low": 5, "high": 50, "when": {"model": ["forest"]}},
]


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--trials", type=int, default=30)
    options.add_argument("--seed", type=int, default=0)
    options = options.parse_args()
    try:
        from sklearn.datasets import load_iris
        from sklearn.ensemble import RandomForestClassifier
        from sklearn.model_selection import StratifiedKFold, cross_val_score
        from sklearn.svm import SVC
    except ImportError as missing:
        print(f"Skipped: scikit-learn cannot be loaded ({missing}); install it with pip.")
        return
    x, y = load_iris(return_X_y=True)
    folds = StratifiedKFold(5, shuffle=True, random_state=0)

    def accuracy(params):
        if params["model"] == "svm":
            model = SVC(C=params["c"], gamma=params["gamma"])
        else:
            model = RandomForestClassifier(params["trees"], max_depth=params["depth"], random_state=0)
        return cross_val_score(model, x, y, cv=folds).mean()

    with Study(SPACE, direction="maximize", seed=options.seed) as study:
        study.enqueue({"model": "svm", "c": 1})
        best = study.optimize(accuracy, options.trials)
        print(f"best accuracy {best['value']:.4f} in trial {best['trial']}: {best['params']}")
        for name, share in study.importance().items():
            print(f"  {name:8} {share:6.1%}")


if __name__ == "__main__":
    main()
