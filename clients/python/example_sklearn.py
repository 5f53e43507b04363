"""Tunes a scikit-learn classifier on its handwritten digits: 25 trials, cross-validated, some of them stopped early."""

import sys

from sklearn.datasets import load_digits
from sklearn.model_selection import StratifiedKFold
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler

from vernier_client import Study

SPACE = [
    {"name": "learning_rate", "type": "float", "low": 1e-5, "high": 1, "scale": "log"},
    {"name": "units", "type": "int", "low": 8, "high": 64, "scale": "log"},
    {"name": "activation", "type": "categorical", "choices": ["relu", "tanh", "logistic"]},
    {"name": "solver", "type": "categorical", "choices": ["adam", "sgd"]},
    {"name": "momentum", "type": "float", "low": 0, "high": 0.99, "scale": "linear", "when": {"solver": ["sgd"]}},
]


def main(trials=25):
    x, y = load_digits(return_X_y=True)
    x = StandardScaler().fit_transform(x)
    folds = list(StratifiedKFold(3, shuffle=True, random_state=0).split(x, y))

    def accuracy(trial):
        params = trial.params
        scores = []
        for step, (train, test) in enumerate(folds, start=1):
            model = MLPClassifier(
                hidden_layer_sizes=(params["units"],), activation=params["activation"], solver=params["solver"],
                learning_rate_init=params["learning_rate"], momentum=params.get("momentum", 0.9), max_iter=15, random_state=0,
            )
            scores.append(model.fit(x[train], y[train]).score(x[test], y[test]))
            if trial.report(step, sum(scores) / len(scores)):
                trial.prune()
        return sum(scores) / len(scores)

    with Study(SPACE, "maximize", pruner={"kind": "median"}, seed=1) as study:
        study.optimize(accuracy, trials)
        best = study.best()
        print(f"best accuracy {best['value']:.4f} by trial {best['trial']}: {best['params']}")
        for name, share in sorted(study.importance().items(), key=lambda item: -item[1]):
            print(f"{share:6.1%}  {name}")


if __name__ == "__main__":
    import warnings

    warnings.filterwarnings("ignore")
    main(*map(int, sys.argv[1:2]))
