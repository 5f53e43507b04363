"""Optuna driving PyTorch, as people run it: two processes share a study, each trains half of the trials.

Started as `python peer_trials.py FOLDER DATA TRIALS ROWS VALIDATION_ROWS`, where DATA holds images and labels as IDX files. Each trial trains the MLP 784-256-128-10 for one epoch, batch 128,
Adam, one thread, and reports validation accuracy. Prints the wall time in seconds, process start and imports included.
"""
import subprocess
import sys
import time

folder, data, trials, rows, validation = *sys.argv[1:3], *map(int, sys.argv[3:6])

if len(sys.argv) > 6:
    import numpy as np
    import optuna
    import torch
    from torch import nn

    torch.set_num_threads(1)
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    x = torch.from_numpy(np.fromfile(f"{data}/images", np.uint8, offset=16).reshape(-1, 784))
    y = torch.from_numpy(np.fromfile(f"{data}/labels", np.uint8, offset=8).astype(np.int64))

    def scaled(batch):
        return batch.float().sub_(127.5).div_(74.0)

    def objective(trial):
        rate = trial.suggest_float("lr", 1e-4, 1e-2, log=True)
        net = nn.Sequential(nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 128), nn.ReLU(), nn.Linear(128, 10))
        optimizer = torch.optim.Adam(net.parameters(), lr=rate)
        loss_of = nn.CrossEntropyLoss()
        order = torch.randperm(rows)
        for start in range(0, rows, 128):
            batch = order[start : start + 128]
            optimizer.zero_grad()
            loss_of(net(scaled(x[batch])), y[batch]).backward()
            optimizer.step()
        with torch.no_grad():
            right = sum(
                (net(scaled(x[i : i + 256])).argmax(1) == y[i : i + 256]).sum().item()
                for i in range(rows, rows + validation, 256)
            )
        return right / validation

    storage = optuna.storages.JournalStorage(optuna.storages.journal.JournalFileBackend(f"{folder}/journal.log"))
    study = optuna.create_study(study_name="bench", storage=storage, direction="maximize", load_if_exists=True)
    study.optimize(objective, n_trials=trials)
else:
    start = time.perf_counter()
    command = [sys.executable, __file__, folder, data, str(trials // 2), str(rows), str(validation), "worker"]
    workers = [subprocess.Popen(command, stderr=subprocess.DEVNULL) for _ in range(2)]
    if any(worker.wait() != 0 for worker in workers):
        sys.exit(1)
    print(time.perf_counter() - start)
