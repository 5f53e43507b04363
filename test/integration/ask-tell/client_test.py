"""The Python client against the real service; VERNIER_COMMAND says how to start it."""

import math
import sys
import threading
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "clients" / "python"))
from vernier_client import Study, VernierError  # noqa: E402

SPACE = [
    {"name": "x", "type": "float", "low": -5, "high": 5},
    {"name": "kind", "type": "categorical", "choices": ["a", "b"]},
    {"name": "n", "type": "int", "low": 1, "high": 9, "when": {"kind": ["a"]}},
]


class ClientTest(unittest.TestCase):
    def test_optimize_finds_the_minimum(self):
        with Study(SPACE, sampler="random", seed=1) as study:
            study.enqueue({"x": 4.0})
            best = study.optimize(lambda params: params["x"] ** 2, 60)
            self.assertLess(best["value"], 0.2)
            self.assertAlmostEqual(best["params"]["x"] ** 2, best["value"])
            shares = study.importance()
            self.assertAlmostEqual(sum(shares.values()), 1)
            self.assertGreater(shares["x"], 0.5)

    def test_the_same_seed_asks_the_same(self):
        with Study(SPACE, seed=7) as one, Study(SPACE, seed=7) as two:
            self.assertEqual([one.ask() for _ in range(5)], [two.ask() for _ in range(5)])

    def test_reports_prune(self):
        def train(params, report):
            epochs.append(0)
            for step in range(1, 5):
                report(step, 1.0 if len(epochs) <= 5 else 2.0)
                epochs[-1] = step
            return 1.0

        epochs = []
        with Study(SPACE, pruner={"kind": "median", "nStartupTrials": 5}) as study:
            study.optimize(train, 6)
        self.assertEqual(epochs, [4, 4, 4, 4, 4, 0])

    def test_several_objectives(self):
        def train(params):
            return [params["x"] ** 2, (params["x"] - 1) ** 2]

        objectives = [{"name": "loss", "direction": "minimize"}, {"name": "size", "direction": "minimize"}]
        with Study(SPACE, objectives=objectives, seed=1) as study:
            front = study.optimize(train, 25)
            self.assertEqual(front, study.front())
            self.assertGreater(len(front), 2)
            for member in front:
                self.assertEqual(member["values"], train(member["params"]))
                self.assertTrue(-0.1 <= member["params"]["x"] <= 1.1)
            self.assertAlmostEqual(sum(study.importance("size").values()), 1)
            study.tell(study.ask()[0], None)
            with self.assertRaisesRegex(VernierError, "2 objectives"):
                study.tell(study.ask()[0], 1)
            with self.assertRaisesRegex(VernierError, "front"):
                study.best()

    def test_failures(self):
        def fails(params):
            raise ValueError("no")

        with Study(SPACE) as study:
            with self.assertRaises(ValueError):
                study.optimize(fails, 3)
            self.assertIsNone(study.optimize(fails, 3, catch=(ValueError,)))
            self.assertEqual(study.ask()[0], 5)
            study.tell(5, math.nan)
            self.assertIsNone(study.best())
            study.add({"x": 1, "kind": "b"}, 3)
            self.assertEqual(study.best(), {"trial": 6, "params": {"x": 1, "kind": "b"}, "value": 3})

    def test_an_answer_that_nobody_read_is_not_taken_for_the_next(self):
        with Study(SPACE) as study:
            study._process.stdin.write('{"jsonrpc":"2.0","id":"cut short","method":"ask","params":{"study":"1"}}\n')
            self.assertIsNone(study.best())
            self.assertEqual(study.ask()[0], 2)

    def test_a_finite_space_ends(self):
        seen = []
        with Study(SPACE[1:2], direction="maximize") as study:
            study.optimize(lambda params: seen.append(params["kind"]) or 1.0, 10)
            self.assertIsNone(study.ask())
        self.assertEqual(sorted(seen), ["a", "b"])

    def test_refusals_are_the_service_s_sentences(self):
        with self.assertRaisesRegex(VernierError, "smaller than high") as caught:
            Study([{"name": "x", "type": "float", "low": 1, "high": 0}])
        self.assertEqual(caught.exception.code, -32003)
        with Study(SPACE) as study:
            study.ask()
            study.tell(1, 1)
            with self.assertRaisesRegex(VernierError, "tell each trial once") as caught:
                study.tell(1, 1)
            self.assertEqual(caught.exception.code, -32002)
            self.assertEqual(study.ask()[0], 2)  # it goes on

    def test_a_killed_service_and_a_closed_study(self):
        study = Study(SPACE)
        study._process.kill()
        with self.assertRaisesRegex(VernierError, "ended"):
            study.ask()
        study.close()
        study.close()
        with self.assertRaisesRegex(VernierError, "closed"):
            study.ask()

    def test_a_command_that_is_not_there(self):
        with self.assertRaisesRegex(VernierError, "no-such-program.*VERNIER_COMMAND"):
            Study(SPACE, command="no-such-program")
        with self.assertRaisesRegex(VernierError, "the service ended. gone"):
            Study(SPACE, command=[sys.executable, "-c", "import sys; sys.exit('gone')"])

    def test_threads(self):
        with Study(SPACE) as study:
            def work():
                for _ in range(20):
                    trial, params = study.ask()
                    study.tell(trial, params["x"] ** 2)

            threads = [threading.Thread(target=work) for _ in range(4)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            self.assertEqual(study.ask()[0], 81)


if __name__ == "__main__":
    unittest.main()
