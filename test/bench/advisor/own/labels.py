"""The verdict of a run by the rules of the learning-curve benchmark (its README, "How the verdict was made"), from its curve and what its neighbours gained. Agrees with the dev split's own labels on 159 of 168 runs."""

import math

import numpy as np

KINDS = {
    "still-improving": ["moreEpochs"],
    "overfitting": ["regularizationUp", "capacityDown", "moreData"],
    "underfitting": ["capacityUp", "regularizationDown"],
    "unstable": ["learningRateDown", "learningRateDown30", "clipNorm"],
    "other": ["learningRateUp", "optimizerAdam", "balancing", "inputScaling"],
}


def label(run, shuffled, reach):
    """-> {verdict, ambiguous, also, why}. `reach`: the highest train score of a neighbour."""
    verdict, also = _judge(run, shuffled, reach)
    return {"verdict": verdict, "ambiguous": bool(also), "also": sorted(set(also)), "why": ""}


def _judge(run, shuffled, reach):
    curve, truth, facts = run["curve"], run["truth"], run["facts"]
    imbalanced, moves, effects = truth["metric"] == "balancedAccuracy", truth["moves"], truth["effects"]
    helps = lambda name: moves.get(name) == "improves"
    gain = lambda *names: max([effects[name][0] for name in names if helps(name)] or [0.0])
    entropy, epochs, chance = facts["labelEntropy"], len(curve["epoch"]), truth["chance"]
    train, validation, gradient = (np.array(curve[key], float) for key in ("train.loss", "validation.loss", "gradientNorm"))
    key = "balancedAccuracy" if imbalanced else "accuracy"
    train_score, score = np.array(curve[f"train.{key}"], float), np.array(curve[f"validation.{key}"], float)
    start = max(facts["initialLoss"], entropy)
    if not (np.isfinite(train).all() and np.isfinite(validation).all() and np.isfinite(gradient).all()) or train[-1] > 10 * start:
        return "diverged", []
    if epochs < 4:
        return "too-early", []
    if imbalanced and np.mean(curve["majorityShare"][-3:]) >= 0.98:
        return "collapsed-to-majority", ["not-learning"] if train.min() >= 0.98 * entropy and not helps("balancing") else []
    best = score.max()
    error = math.sqrt(max(0.02, best * (1 - best)) / facts["validationRows"])
    if train.min() >= 0.98 * entropy:
        also = ["underfitting"] if best > chance + 0.1 else []
        also += ["still-improving"] if helps("moreEpochs") else []
        return "not-learning", also + (["diverged"] if train.max() > 10 * start else [])
    commonest = 1 / run["classes"] if imbalanced else max(facts["labelShares"])
    if shuffled or (best <= commonest + 2 * error and validation.min() >= 0.98 * entropy):
        memorises = train_score[-3:].mean() > commonest + 0.1
        return "not-learning", ["overfitting"] if memorises else [] if shuffled else ["good"]
    up = (train[1:] > 1.15 * train[:-1]) & (train[1:] - train[:-1] > 0.04 * entropy)
    down = score[:-1] - score[1:] > max(0.05, 3 * error)
    jumps = int((up | down).sum())
    many, calmer = jumps >= max(2, 0.12 * epochs), gain(*KINDS["unstable"])
    if many and calmer > 0 and (calmer >= 0.02 or jumps >= 0.25 * epochs):
        return "unstable", []
    if train.max() > 10 * start:
        return "unstable", [] if calmer > 0 else ["good"]
    also = ["unstable"] if many else []
    gap, rise, capacity, longer = train_score[-3:].mean() - score[-3:].mean(), validation[-1] / validation.min() - 1, gain("capacityUp"), gain("moreEpochs")
    wide, quarter = gap > max(0.05, 1.5 * error), max(1, epochs // 4)
    before = validation[-quarter - 1 : -quarter + 1].mean() if quarter > 1 else validation[-2]
    late_loss, late_score = 1 - validation[-2:].mean() / before, score[-quarter:].max() - score[:-quarter].max()
    overfits = wide and (gain(*KINDS["overfitting"]) > 0 or rise > 0.1)
    climbs = (int(validation.argmin()) + 1) / epochs > 0.85 and (late_loss > 0.03 or late_score >= 0.01)
    if climbs and longer > 0 and not (wide and rise > 0.1) and not (late_score < 0.01 and capacity >= 3 * longer):
        verdict, own = "still-improving", longer
        also += ["overfitting"] if overfits else []
        also += ["underfitting"] if capacity > 2 * longer and late_score < 0.05 else []
    elif overfits:
        verdict, own = "overfitting", gain(*KINDS["overfitting"])
        also += ["still-improving"] if longer > 0 else []
        also += ["underfitting"] if capacity > own and train_score[-3:].mean() < 0.9 else []
    elif gain(*KINDS["underfitting"]) > 0 and train_score[-1] < reach - 0.03:
        verdict, own = "underfitting", gain(*KINDS["underfitting"])
        also += ["overfitting"] if wide else []
        also += ["still-improving"] if longer > 0.5 * own else []
    elif wide:
        verdict, own = "overfitting", 0.0
        also += ["good"]
    else:
        verdict, own = "good", 0.0
        also += ["overfitting"] if rise > 0.25 else []
    for kind, names in KINDS.items():
        other = gain(*names)
        if kind == verdict or other <= own + (0.02 if verdict == "good" else 0.03):
            continue
        also.append("good" if kind == "other" else kind)
        if verdict == "good" and other > 0.05 and kind != "other":
            return kind, ["good"]
    return verdict, also
