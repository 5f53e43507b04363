"""Trains the benchmark's models in PyTorch (eager) or Keras (tf.function), one thread, Adam. Each line of the input is
{"model": "mlp|cnn|lstm", "batch": n, "ms": how long}; each line of the output is {"msPerStep": x}."""
import json
import os
import sys
import time

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import numpy as np


def images(batch):
    random = np.random.default_rng(1)
    return random.random((batch, 28, 28, 1), dtype=np.float32), random.integers(0, 10, batch)


def torch_step(model, batch):
    import torch
    from torch import nn

    torch.set_num_threads(1)

    class Lstm(nn.Module):
        def __init__(self):
            super().__init__()
            self.cells = nn.LSTM(28, 64, batch_first=True)
            self.out = nn.Linear(64, 10)

        def forward(self, x):
            return self.out(self.cells(x)[0][:, -1])

    make = {
        "mlp": lambda: nn.Sequential(
            *(nn.Flatten(), nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 128), nn.ReLU(), nn.Linear(128, 10))
        ),
        "cnn": lambda: nn.Sequential(
            *(nn.Conv2d(1, 32, 3, padding="same"), nn.ReLU(), nn.MaxPool2d(2)),
            *(nn.Conv2d(32, 64, 3, padding="same"), nn.ReLU(), nn.MaxPool2d(2)),
            *(nn.Flatten(), nn.Linear(3136, 128), nn.ReLU(), nn.Linear(128, 10)),
        ),
        "lstm": Lstm,
    }
    net = make[model]()
    x, y = images(batch)
    x = torch.tensor(x).reshape((batch, 28, 28) if model == "lstm" else (batch, 1, 28, 28))
    y = torch.tensor(y)
    optimizer = torch.optim.Adam(net.parameters())

    def step():
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(net(x), y)
        loss.backward()
        optimizer.step()
        return loss.item()

    return step


def keras_step(model, batch):
    import tensorflow as tf
    import keras
    from keras import layers

    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    make = {
        "mlp": lambda: [layers.Flatten(), layers.Dense(256, "relu"), layers.Dense(128, "relu")],
        "cnn": lambda: [
            *(layers.Conv2D(32, 3, padding="same", activation="relu"), layers.MaxPool2D()),
            *(layers.Conv2D(64, 3, padding="same", activation="relu"), layers.MaxPool2D()),
            *(layers.Flatten(), layers.Dense(128, "relu")),
        ],
        "lstm": lambda: [layers.Reshape((28, 28)), layers.LSTM(64)],
    }
    net = keras.Sequential([*make[model](), layers.Dense(10)])
    optimizer = keras.optimizers.Adam()
    criterion = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    x, y = (tf.constant(part) for part in images(batch))
    net(x)
    optimizer.build(net.trainable_variables)

    @tf.function
    def train(x, y):
        with tf.GradientTape() as tape:
            loss = criterion(y, net(x, training=True))
        optimizer.apply_gradients(zip(tape.gradient(loss, net.trainable_variables), net.trainable_variables))
        return loss

    return lambda: float(train(x, y))


make_step = {"pytorch": torch_step, "keras": keras_step}[sys.argv[1]]
steps = {}
for line in sys.stdin:
    wanted = json.loads(line)
    key = (wanted["model"], wanted["batch"])
    if key not in steps:
        steps[key] = make_step(*key)
        for _ in range(3):
            steps[key]()
    step = steps[key]
    step()
    start = time.perf_counter()
    count = 0
    while (time.perf_counter() - start) * 1000 < wanted["ms"]:
        step()
        count += 1
    print(json.dumps({"msPerStep": (time.perf_counter() - start) * 1000 / count}), flush=True)
