"""Tune anything in Python with Vernier: a client of ``vernier ask-tell``.

Standard library only, Python 3.9 or newer; copy this file beside your program.

    from vernier_client import Study

    space = [
        {"name": "c", "type": "float", "low": 1e-3, "high": 1e3, "scale": "log"},
        {"name": "kernel", "type": "categorical", "choices": ["linear", "rbf"]},
        {"name": "gamma", "type": "float", "low": 1e-4, "high": 10, "scale": "log", "when": {"kernel": ["rbf"]}},
    ]
    with Study(space, direction="maximize", seed=1) as study:
        best = study.optimize(accuracy, n_trials=40)      # accuracy(params) returns a number
        print(best["value"], best["params"])
"""

import inspect
import json
import math
import os
import shlex
import shutil
import subprocess
import tempfile
import threading
from pathlib import Path

__all__ = ["Study", "VernierError", "Pruned"]


class VernierError(Exception):
    """What the service refused, in its own sentence, or how it ended. ``code`` is JSON-RPC's, None when the service is gone."""

    def __init__(self, message, code=None):
        super().__init__(message)
        self.code = code


class Pruned(Exception):
    """Raised by ``report(step, value)`` inside ``optimize`` when the trial is not worth going on; let it pass."""


class Study:
    """One study in a service process of its own, which ends with ``close`` or with the ``with`` block.

    space: list of parameters, each {"name", "type": "float"|"int", "low", "high", "scale"?, "step"?} or
        {"name", "type": "categorical", "choices", "ordered"?}, with "when": {name: [values]} where it is conditional.
    direction: "minimize" or "maximize".
    objectives: in place of ``direction``, several of [{"name", "direction"}]; a value is then a list of one number each.
    sampler, pruner: a kind ("auto", "median") or an object {"kind": ..., options}.
    constraints: expressions over the parameters, such as "layers * units <= 1024".
    command: how Vernier is started, a list or one string; without it the environment variable VERNIER_COMMAND, else
        ``vernier`` on the PATH, else the checkout that this file lies in.

    Methods raise VernierError with the service's sentence, and may be called from several threads.
    """

    def __init__(self, space, direction="minimize", sampler="auto", pruner="none", constraints=(), seed=0, command=None,
                 objectives=None):
        self._several = objectives is not None
        self._next = 0
        self._lock = threading.Lock()
        self._stderr = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")
        command = _command(command) + ["ask-tell"]
        # Ctrl-C is for the program that tunes: it may still want the best. The service ends with its input.
        apart = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP} if os.name == "nt" else {"start_new_session": True}
        try:
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._stderr,
                                             encoding="utf-8", **apart)
        except OSError as error:
            self._stderr.close()
            raise VernierError(f"{command[0]!r} cannot be started ({error.strerror}); "
                               "give `command` or set VERNIER_COMMAND.") from error
        self.study = None
        try:
            goal = {"objectives": list(objectives)} if self._several else {"direction": direction}
            self.study = self.call("create", space=list(space), **goal, sampler=_spec(sampler),
                                   pruner=_spec(pruner), constraints=list(constraints), seed=seed)["study"]
        except BaseException:
            self.close()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def ask(self):
        """The next trial as (number, params), or None when every point of a finite space has been asked.

        May be called again before earlier trials are told. Inactive conditional parameters are absent.
        """
        asked = self._study("ask")
        return None if asked["trial"] is None else (asked["trial"], asked["params"])

    def report(self, trial, step, value):
        """An intermediate value (epochs count from 1); True when the pruner would stop the trial."""
        return self._study("report", trial=trial, step=step, value=_number(value))["prune"]

    def tell(self, trial, value, state="complete"):
        """Ends a trial. state: "complete", "failed" or "pruned"; a value of None or NaN counts as failed."""
        self._study("tell", trial=trial, **self._result(value), state=state)

    def enqueue(self, params):
        """A point to be asked first; what it leaves out is completed."""
        self._study("enqueue", params=params)

    def add(self, params, value, state="complete"):
        """An observation from outside, with every active parameter; its trial number."""
        return self._study("add", params=params, **self._result(value), state=state)["trial"]

    def best(self):
        """{"trial", "params", "value"}, or None before the first result."""
        return self._study("best")

    def front(self):
        """With objectives: [{"trial", "params", "values"}], the trials that no other is better than in every one."""
        return self._study("front")["front"]

    def importance(self, objective=None):
        """{name: share}; the shares sum to 1. objective: whose, with several; the first one's without it."""
        named = {} if objective is None else {"objective": objective}
        return self._study("importance", **named)["importance"]

    def optimize(self, function, n_trials, catch=()):
        """Runs `function` on up to `n_trials` configurations; returns what ``best`` does, with objectives what ``front`` does.

        function(params) or function(params, report) returns the value; report(step, value) raises Pruned when the trial is to
        stop. An exception counts as a failed trial and is raised again, unless it is one of the types in `catch`.
        """
        wants_report = _takes_two(function)
        for _ in range(n_trials):
            asked = self.ask()
            if asked is None:
                break
            trial, params = asked

            def report(step, value, trial=trial):
                if self.report(trial, step, value):
                    raise Pruned

            try:
                value = function(params, report) if wants_report else function(params)
            except Pruned:
                self.tell(trial, None, "pruned")
            except VernierError:
                raise  # the service's own refusal; the trial stays open
            except catch:
                self.tell(trial, None, "failed")
            except BaseException:
                self.tell(trial, None, "failed")
                raise
            else:
                self.tell(trial, value)
        return self.front() if self._several else self.best()

    def close(self):
        """Ends the service; further calls raise VernierError. Safe to call twice."""
        if self._stderr.closed:
            return
        try:
            self._process.stdin.close()
        except OSError:
            pass  # it is gone already
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()
        self._stderr.close()

    def call(self, method, **params):
        """Any method of the service by name; the result as it comes."""
        with self._lock:
            if self._stderr.closed:
                raise VernierError(f"{method}: this study is closed.")
            self._next += 1
            request = {"jsonrpc": "2.0", "id": self._next, "method": method, "params": _wire(params)}
            text = json.dumps(request, allow_nan=False)
            try:
                self._process.stdin.write(text + "\n")
                self._process.stdin.flush()
            except OSError:
                pass  # reading says how it ended
            answer = self._answer(method)
            while answer.get("id") != self._next:  # of a call that Ctrl-C cut short
                answer = self._answer(method)
        if "error" in answer:
            raise VernierError(answer["error"]["message"], answer["error"]["code"])
        return answer["result"]

    def _study(self, method, **params):
        return self.call(method, study=self.study, **params)

    def _result(self, value):
        if isinstance(value, (list, tuple)) or getattr(value, "ndim", 0) == 1:  # numpy's arrays too
            return {"values": [float(one) for one in value]}
        return {"values": None} if self._several and value is None else {"value": _number(value)}

    def _answer(self, method):
        try:
            line = self._process.stdout.readline()
        except OSError:
            line = ""
        if line == "":
            raise VernierError(f"{method}: the service ended. {self._last_words()}".strip())
        try:
            return json.loads(line)
        except ValueError:
            raise VernierError(f"{method}: the service answered with something else than JSON: {line[:200]!r}") from None

    def _last_words(self):
        try:
            self._process.wait(1)
        except subprocess.TimeoutExpired:
            pass
        self._stderr.seek(0)
        return self._stderr.read()[-500:].strip()


def _command(given):
    given = given or os.environ.get("VERNIER_COMMAND")
    if given:
        if not isinstance(given, str):
            return list(given)
        # Backslashes are separators of Windows paths, not escapes.
        return shlex.split(given) if os.name != "nt" else [part.strip('"') for part in shlex.split(given, posix=False)]
    found = shutil.which("vernier")
    if found:
        return [found]
    launcher = Path(__file__).resolve().parent.parent.parent / "bin" / "vernier.mjs"
    if launcher.is_file():
        return ["node", str(launcher)]
    raise VernierError("There is no `vernier` on the PATH; give `command` or set VERNIER_COMMAND, for example to \"npx vernier\".")


def _spec(kind):
    if isinstance(kind, str):
        return {"kind": kind}
    return list(kind) if isinstance(kind, (list, tuple)) else dict(kind)


def _number(value):
    return None if value is None else float(value)


def _takes_two(function):
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):  # built-in functions may have none
        return False
    return len([p for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD) and p.default is p.empty]) >= 2


def _wire(x):
    """Plain JSON: non-finite numbers by their names, numpy's scalars as numbers."""
    if isinstance(x, dict):
        return {str(k): _wire(v) for k, v in x.items()}
    if isinstance(x, (list, tuple)):
        return [_wire(v) for v in x]
    if hasattr(x, "item") and not isinstance(x, (str, bytes)):
        return _wire(x.item())
    if isinstance(x, float) and not math.isfinite(x):
        return "NaN" if math.isnan(x) else "Infinity" if x > 0 else "-Infinity"
    return x
