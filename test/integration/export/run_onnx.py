"""Runs an exported model on raw rows by nothing but its two files: python run_onnx.py MODEL ROWS.csv|IDX_FOLDER

Prints the mean cross-entropy of a classifier (per label where rows have several), or the root mean squared error.
"""
import csv
import glob
import json
import re
import sys
import unicodedata

import numpy as np
import onnx
import onnxruntime

model, data = sys.argv[1:3]
with open(model + ".json", encoding="utf-8") as file:
    description = json.load(file)
onnx.checker.check_model(onnx.load(model), full_check=True)
session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
output = description["outputs"][0]


def read_idx(name):
    with open(glob.glob(f"{data}/*-{name}-ubyte")[0], "rb") as file:
        content = file.read()
    shape = np.frombuffer(content, ">u4", count=content[3], offset=4)
    return np.frombuffer(content, np.uint8, offset=4 + 4 * len(shape)).reshape(shape)


def words(text):
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text).lower())


if data.endswith(".csv"):
    with open(data, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    labels = [row[output["label"]] for row in rows]
else:
    labels = [str(label) for label in read_idx("labels-idx1")]

feeds = {}
for entry in description["inputs"]:
    if entry["name"] == "numbers":
        missing = entry["missingCells"]
        feeds["numbers"] = np.array(
            [[np.nan if row[name] in missing else float(row[name]) for name in entry["columns"]] for row in rows],
            np.float32,
        )
    elif entry["name"] == "categories":
        missing = entry["missingCells"]
        names = [column["name"] for column in entry["columns"]]
        feeds["categories"] = np.array(
            [["" if row[name] in missing else row[name] for name in names] for row in rows], object
        )
    elif entry["name"] == "images":
        feeds["images"] = read_idx("images-idx3")[..., None]
    elif entry["name"] == "tokens":
        ids = {word: place for place, word in enumerate(entry["vocabulary"])}
        tokens = [[ids.get(word, entry["unknown"]) for word in words(row["text"])] for row in rows]
        longest = max(len(own) for own in tokens)
        feeds["tokens"] = np.array([own + [entry["padding"]] * (longest - len(own)) for own in tokens], np.int64)

[found] = session.run([output["name"]], feeds)
# The same rows one by one.
alone = np.concatenate(
    [session.run([output["name"]], {name: values[i : i + 1] for name, values in feeds.items()})[0] for i in range(5)]
)
assert np.allclose(found[:5], alone, rtol=1e-4, atol=1e-6), (found[:5], alone)
if description["task"] == "regression":
    print(np.sqrt(np.mean((found[:, 0].astype(float) - np.array(labels, float)) ** 2)))
elif "classes" in output:
    own = [output["classes"].index(label) for label in labels]
    print(-np.log(found[np.arange(len(own)), own].astype(float)).mean())
else:
    has = np.array([[name in label.split("|") for name in output["labels"]] for label in labels])
    print(-np.log(np.where(has, found, 1 - found).astype(float)).mean())
