"""Augments batches of 128 images with PyTorch, all images of a batch in one go, one thread. Each line of the input is
{"kind": "flip|shift|rotate|noise|mixup", "shape": [height, width, channels], "ms": how long}; each line of the output is
{"msPerBatch": x}. The same as src/main/training/loop/augment does: edges repeat, turns are bilinear."""
import json
import math
import sys
import time

import torch
from torch.nn import functional

torch.set_num_threads(1)
batch = 128


def flip(x):
    across = (torch.rand(batch) < 0.5)[:, None, None, None]
    down = (torch.rand(batch) < 0.5)[:, None, None, None]
    x = torch.where(across, x.flip(3), x)
    return torch.where(down, x.flip(2), x)


def shift(x):
    height, width = x.shape[2:]
    down = torch.round((2 * torch.rand(batch) - 1) * 0.1 * height).long()
    right = torch.round((2 * torch.rand(batch) - 1) * 0.1 * width).long()
    rows = (torch.arange(height)[None] - down[:, None]).clamp(0, height - 1)
    columns = (torch.arange(width)[None] - right[:, None]).clamp(0, width - 1)
    return x[torch.arange(batch)[:, None, None], :, rows[:, :, None], columns[:, None, :]].permute(0, 3, 1, 2)


def rotate(x):
    angle = (2 * torch.rand(batch) - 1) * math.radians(15)
    zero = torch.zeros(batch)
    theta = torch.stack(
        [
            torch.stack([torch.cos(angle), -torch.sin(angle), zero], 1),
            torch.stack([torch.sin(angle), torch.cos(angle), zero], 1),
        ],
        1,
    )
    grid = functional.affine_grid(theta, list(x.shape), align_corners=False)
    return functional.grid_sample(x, grid, padding_mode="border", align_corners=False)


def noise(x):
    return x + 0.1 * torch.randn_like(x)


def mixup(x):
    share = torch.distributions.Beta(0.2, 0.2).sample()
    return share * x + (1 - share) * x[torch.randperm(batch)]


kinds = {"flip": flip, "shift": shift, "rotate": rotate, "noise": noise, "mixup": mixup}
with torch.no_grad():
    for line in sys.stdin:
        wanted = json.loads(line)
        height, width, channels = wanted["shape"]
        x = torch.rand(batch, channels, height, width)
        change = kinds[wanted["kind"]]
        change(x)
        start = time.perf_counter()
        count = 0
        while (time.perf_counter() - start) * 1000 < wanted["ms"]:
            change(x)
            count += 1
        print(json.dumps({"msPerBatch": (time.perf_counter() - start) * 1000 / count}), flush=True)
