"""Tunes any Python program with Vernier's samplers and pruners. One file, standard library only, Python 3.9 or newer.

    from vernier_client import Study

    def objective(trial):
        for epoch in range(20):
            loss = train_one_epoch(lr=trial.params["lr"])
            if trial.report(epoch, loss):
                trial.prune()
        return loss

    with Study(space=[{"name": "lr", "type": "float", "low": 1e-5, "high": 1, "scale": "log"}], direction="minimize", seed=1) as study:
        study.optimize(objective, trials=50)
        print(study.best())

Starts `vernier ask-tell` as a child process; its methods and the form of the space stand in docs/ask-tell.md.
"""

import json
import math
import os
import shlex
import shutil
import subprocess
import threading

__all__ = ["Pruned", "Study", "Trial", "VernierError"]


class VernierError(Exception):
    """What the service says is wrong; `code` is its JSON-RPC code, None when the service itself is gone."""

    def __init__(self, message, code=None):
        super().__init__(message)
        self.code = code


class Pruned(Exception):
    """Raised by Trial.prune: ends the objective of a trial that is not worth going on with."""


class Trial:
    """A configuration to be tried: `number` (from 1) and `params` (without inactive parameters)."""

    def __init__(self, study, number, params):
        self._study, self.number, self.params = study, number, params
        self._last = None

    def report(self, step, value):
        """Tells an intermediate value; steps rise. True when the pruner wants the trial to end."""
        self._last = value
        return self._study.report(self.number, step, value)

    def prune(self):
        """Ends the trial with the value that was reported last."""
        raise Pruned()


class Study:
    """One study, and the service that runs it. Use as a context manager, or call `close`.

    space: list of parameters as in docs/ask-tell.md; direction: "minimize" or "maximize"; sampler, pruner: {"kind": ...} as in a
    study file; constraints: list of expressions; seed: the same seed and results give the same questions. command: how to start
    Vernier, a list or a text; default: the environment variable VERNIER_COMMAND, else `vernier` where it is installed, else
    `npx vernier`. Safe to use from several threads.
    """

    def __init__(self, space, direction, sampler=None, pruner=None, constraints=(), seed=0, command=None):
        given = {"space": list(space), "direction": direction, "constraints": list(constraints), "seed": seed}
        given.update({key: value for key, value in (("sampler", sampler), ("pruner", pruner)) if value is not None})
        self._lock, self._id = threading.Lock(), 0
        argv = _command(command) + ["ask-tell"]
        try:
            self._service = subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", bufsize=1)
        except OSError as error:
            raise VernierError(f"{argv[0]} could not be started ({error}); set VERNIER_COMMAND or give command=.") from error
        try:
            self._study = self._call("create", **given)["study"]
        except BaseException:
            self.close()
            raise

    def ask(self):
        """The next trial; None when a finite space is exhausted. May be called again before earlier trials are told."""
        asked = self._call("ask")
        return None if asked["trial"] is None else Trial(self, asked["trial"], asked["params"])

    def tell(self, trial, value, state=None):
        """The result of a trial (a Trial or its number): a number, or None when it failed. state: "complete", "failed", "pruned"."""
        self._call("tell", trial=_number(trial), value=_to_wire(value), **_optional(state))

    def report(self, trial, step, value):
        """Tells an intermediate value; True when the pruner wants the trial to end."""
        return self._call("report", trial=_number(trial), step=step, value=_to_wire(value))["prune"]

    def enqueue(self, params):
        """A configuration that is asked for next; what it leaves out is filled in."""
        self._call("enqueue", params=params)

    def add(self, params, value, state=None):
        """An observation from elsewhere. Returns its number."""
        return self._call("add", params=params, value=_to_wire(value), **_optional(state))["trial"]

    def best(self):
        """{"trial", "params", "value"} of the best complete trial; None before the first."""
        return self._call("best")

    def importance(self):
        """{name: share}: how much each parameter decided whether a trial was among the best. Shares sum to 1."""
        return self._call("importance")["importance"]

    def optimize(self, objective, trials):
        """Calls objective(trial) up to `trials` times and tells what it returns. An exception fails its trial and is raised."""
        for _ in range(trials):
            trial = self.ask()
            if trial is None:
                return
            try:
                value = objective(trial)
            except Pruned:
                self.tell(trial, trial._last, "pruned" if trial._last is not None else "failed")
            except BaseException:
                self.tell(trial, None)
                raise
            else:
                self.tell(trial, value)

    def close(self):
        """Ends the service. May be called again."""
        if self._service.poll() is None:
            try:
                self._service.stdin.close()
                self._service.wait(timeout=10)
            except (OSError, subprocess.TimeoutExpired):
                self._service.kill()
                self._service.wait()
        self._service.stdout.close()

    def __enter__(self):
        return self

    def __exit__(self, *_exception):
        self.close()

    def _call(self, method, **params):
        if method != "create":
            params["study"] = self._study
        with self._lock:
            self._id += 1
            request = {"jsonrpc": "2.0", "id": self._id, "method": method, "params": params}
            try:
                self._service.stdin.write(json.dumps(request, allow_nan=False) + "\n")
                self._service.stdin.flush()
                line = self._service.stdout.readline()
            except (OSError, ValueError) as error:
                if isinstance(error, ValueError) and self._service.poll() is None:
                    raise
                line = ""
        if line == "":
            code = self._service.wait()
            raise VernierError(f"The Vernier service ended (exit code {code}); what it was told is gone. Open a new study.")
        reply = json.loads(line)
        if "error" in reply:
            raise VernierError(reply["error"]["message"], reply["error"]["code"])
        return reply["result"]


def _command(command):
    given = command if command is not None else os.environ.get("VERNIER_COMMAND")
    if given is not None:
        return shlex.split(given) if isinstance(given, str) else list(given)
    installed = shutil.which("vernier")
    return [installed] if installed else [shutil.which("npx") or "npx", "vernier"]


def _number(trial):
    return trial.number if isinstance(trial, Trial) else trial


def _optional(state):
    return {} if state is None else {"state": state}


def _to_wire(value):
    """Numbers that JSON lacks travel as text; numpy's numbers and tensors of one element become plain ones."""
    if value is None:
        return None
    number = float(value)
    if math.isfinite(number):
        return number
    return "NaN" if math.isnan(number) else "Infinity" if number > 0 else "-Infinity"
