"""Data sets and small dense networks in NumPy: what own_curves.py trains. Needs numpy and scikit-learn."""

import json
import os

import numpy as np
from sklearn import datasets as sk

f32 = np.float32


def _mnist(folder):
    """4 200 digits of the package "mnist", pooled to 14 × 14."""
    images, labels = [], []
    for digit in range(10):
        with open(os.path.join(folder, f"{digit}.json")) as file:
            raw = np.array(json.load(file)["data"], dtype=f32).reshape(-1, 28, 28)[:420]
        images.append(raw.reshape(-1, 14, 2, 14, 2).mean((2, 4)).reshape(len(raw), 196))
        labels += [digit] * len(raw)
    return np.concatenate(images), np.array(labels), "image"


def _checker(rows, rng, cells, noise):
    x = rng.uniform(-1, 1, (rows, 2))
    y = (np.floor((x[:, 0] + 1) * cells / 2) + np.floor((x[:, 1] + 1) * cells / 2)).astype(int) % 2
    flip = rng.random(rows) < noise
    y[flip] = 1 - y[flip]
    return x, y


def _made(rows, **options):
    return sk.make_classification(rows, **options)


def _roll():
    x, t = sk.make_swiss_roll(3000, noise=0.6, random_state=2)
    return x, np.digitize(t, np.quantile(t, [0.2, 0.4, 0.6, 0.8]))


TABLES = {
    "wine": lambda: (sk.load_wine().data, sk.load_wine().target),
    "moons": lambda: sk.make_moons(3000, noise=0.22, random_state=1),
    "checker": lambda: _checker(3000, np.random.default_rng(11), 4, 0.02),
    "classes8": lambda: _made(3200, n_features=24, n_informative=10, n_redundant=6, n_classes=8, n_clusters_per_class=2, class_sep=1.3, flip_y=0.03, random_state=3),
    "binary20": lambda: _made(2600, n_features=20, n_informative=8, n_classes=2, n_clusters_per_class=4, class_sep=1.0, flip_y=0.05, random_state=5),
    "quantiles": lambda: sk.make_gaussian_quantiles(n_samples=2400, n_features=8, n_classes=4, random_state=2),
    "iris": lambda: (sk.load_iris().data, sk.load_iris().target),
    "hastie": lambda: (lambda x, y: (x, (y > 0).astype(int)))(*sk.make_hastie_10_2(3000, random_state=7)),
    "circles": lambda: sk.make_circles(3000, noise=0.12, factor=0.6, random_state=3),
    "blobs": lambda: sk.make_blobs(3000, n_features=12, centers=6, cluster_std=4.5, random_state=9),
    "roll": _roll,
    "classes3": lambda: _made(2600, n_features=40, n_informative=6, n_redundant=10, n_classes=3, n_clusters_per_class=3, class_sep=1.1, flip_y=0.02, random_state=21),
}
# Those that limits were looked at with, and those that only tell what the advice is worth.
GROUPS = {
    "first": ["mnist", "wine", "moons", "checker", "classes8", "binary20", "quantiles", "iris"],
    "second": ["hastie", "circles", "blobs", "roll", "classes3"],
}


def load(name, mnist_folder):
    """-> (inputs float32 [rows, features], labels int [rows], kind)"""
    if name == "mnist":
        return _mnist(mnist_folder)
    x, y = TABLES[name]()
    return x.astype(f32), y, "table"


class Net:
    """Dense layers of equal width; He weights for relu, Glorot otherwise; softmax cross-entropy."""

    def __init__(self, sizes, activation, rng):
        self.activation, self.weights, self.biases = activation, [], []
        for fan_in, fan_out in zip(sizes, sizes[1:]):
            std = np.sqrt(2 / fan_in) if activation == "relu" else np.sqrt(2 / (fan_in + fan_out))
            self.weights.append((rng.standard_normal((fan_in, fan_out)) * std).astype(f32))
            self.biases.append(np.zeros(fan_out, f32))

    def _activate(self, z):
        if self.activation == "relu":
            return np.maximum(z, 0)
        return np.tanh(z) if self.activation == "tanh" else 1 / (1 + np.exp(-z))

    def _slope(self, h):
        if self.activation == "relu":
            return h > 0
        return 1 - h * h if self.activation == "tanh" else h * (1 - h)

    def logits(self, x):
        for w, b in zip(self.weights[:-1], self.biases[:-1]):
            x = self._activate(x @ w + b)
        return x @ self.weights[-1] + self.biases[-1]

    def gradients(self, x, y, dropout, rng):
        """Of the mean loss of a batch, weights and biases in turn."""
        inputs, hidden, n = [x], [], len(x)
        for w, b in zip(self.weights[:-1], self.biases[:-1]):
            h = self._activate(inputs[-1] @ w + b)
            mask = None
            if dropout > 0:
                mask = ((rng.random(h.shape, dtype=f32) >= dropout) / f32(1 - dropout)).astype(f32)
            hidden.append((h, mask))
            inputs.append(h if mask is None else h * mask)
        z = inputs[-1] @ self.weights[-1] + self.biases[-1]
        p = np.exp(z - z.max(1, keepdims=True))
        p /= p.sum(1, keepdims=True)
        p[np.arange(n), y] -= 1
        delta, found = p / n, [None] * (2 * len(self.weights))
        for i in range(len(self.weights) - 1, -1, -1):
            found[2 * i], found[2 * i + 1] = inputs[i].T @ delta, delta.sum(0)
            if i > 0:
                delta = delta @ self.weights[i].T
                h, mask = hidden[i - 1]
                if mask is not None:
                    delta = delta * mask
                delta = delta * self._slope(h)
        return found


def evaluate(net, x, y, classes):
    """-> (loss, accuracy, balanced accuracy, share of the commonest prediction)"""
    z = net.logits(x)
    top = z.max(1, keepdims=True)
    loss = (np.log(np.exp(z - top).sum(1)) + top[:, 0] - z[np.arange(len(y)), y]).mean()
    said = z.argmax(1) if np.isfinite(z).all() else np.zeros(len(y), int)
    right = said == y
    balanced = np.mean([right[y == c].mean() for c in range(classes) if (y == c).any()])
    return float(loss), float(right.mean()), float(balanced), float(np.bincount(said, minlength=classes).max() / len(y))


class Optimizer:
    """SGD with momentum, or Adam; L2 adds λ·w to the gradient of weights; clips by the norm."""

    def __init__(self, net, settings):
        self.parameters = [p for pair in zip(net.weights, net.biases) for p in pair]
        self.first = [np.zeros_like(p) for p in self.parameters]
        self.second = [np.zeros_like(p) for p in self.parameters]
        self.adam = settings["optimizer.name"] == "adam"
        self.rate = f32(settings["optimizer.learningRate"])
        self.momentum = f32(settings.get("optimizer.momentum") or 0)
        self.penalty, self.clip, self.steps = f32(settings["regularization.l2"]), settings["optimizer.clipNorm"], 0

    def step(self, gradients):
        """-> norm before clipping"""
        for q in range(0, len(self.parameters), 2):
            gradients[q] = gradients[q] + self.penalty * self.parameters[q]
        norm = np.sqrt(sum(float((g * g).sum()) for g in gradients))
        if self.clip and norm > self.clip:
            gradients = [g * f32(self.clip / norm) for g in gradients]
        self.steps += 1
        for q, p in enumerate(self.parameters):
            if self.adam:
                self.first[q] = 0.9 * self.first[q] + f32(0.1) * gradients[q]
                self.second[q] = 0.999 * self.second[q] + f32(0.001) * gradients[q] * gradients[q]
                mean = self.first[q] / f32(1 - 0.9**self.steps)
                p -= self.rate * mean / (np.sqrt(self.second[q] / f32(1 - 0.999**self.steps)) + f32(1e-8))
            elif self.momentum > 0:
                self.first[q] = self.momentum * self.first[q] + gradients[q]
                p -= self.rate * self.first[q]
            else:
                p -= self.rate * gradients[q]
        return norm
