"""Writes resources/samples/vowels.npz and sentences.csv again: `python scripts/make-samples.py FOLDER`, with numpy.

FOLDER holds the sources: JapaneseVowels_TRAIN.ts and _TEST.ts (UCI Machine Learning Repository, as sktime carries them), and the
plain texts of three novels that are in the public domain: 1342.txt (Austen), 1661.txt (Doyle), 2701.txt (Melville).
"""
import csv
import random
import re
import sys
from pathlib import Path

import numpy as np

source = Path(sys.argv[1])
target = Path(__file__).parent.parent / "resources" / "samples"
novels = {"Austen": "1342.txt", "Doyle": "1661.txt", "Melville": "2701.txt"}
sentences_each = 1000


def vowels():
    rows, speakers = [], []
    for part in ("TRAIN", "TEST"):
        for line in (source / f"JapaneseVowels_{part}.ts").read_text().splitlines():
            if not line or line[0] in "#@":
                continue
            *dimensions, speaker = line.split(":")
            rows.append(np.array([[float(value) for value in d.split(",") if value != "?"] for d in dimensions]).T)
            speakers.append(int(speaker))
    steps = max(len(row) for row in rows)
    x = np.full((len(rows), steps, 12), np.nan, dtype="float32")
    for place, row in enumerate(rows):
        x[place, : len(row)] = row.round(3)
    np.savez_compressed(target / "vowels.npz", x=x, y=np.array(speakers, dtype="uint8"))


def sentences_of(text):
    """Whole sentences of 8 to 30 words without names and quotation marks, so that words and style tell the author."""
    start = re.search(r"\*\*\* ?START OF.*", text)
    end = re.search(r"\*\*\* ?END OF", text)
    body = text[start.end() : end.start()]
    paragraphs = [" ".join(paragraph.split()) for paragraph in re.split(r"\n\s*\n", body)]
    ordinary = set(re.findall(r"\b[a-z']+\b", body))
    found = []
    for paragraph in paragraphs:
        paragraph = re.sub(r"\b(Mr|Mrs|Dr|St|Esq)\.", r"\1", paragraph)
        for sentence in re.findall(r"(?<![^\s])[A-Z][^.!?]*[.!?](?=\s|$)", paragraph):
            words = sentence.split()
            if not 8 <= len(words) <= 30 or re.search(r"[\"_*\[\]()0-9]|--", sentence):
                continue
            if words[0].lower().rstrip(",;:") not in ordinary | {"i"}:
                continue
            if any(word[0].isupper() and not re.match(r"I\b", word) for word in words[1:]):
                continue
            found.append(sentence)
    return list(dict.fromkeys(found))


def sentences():
    rows = []
    for author, name in novels.items():
        found = sentences_of((source / name).read_text(encoding="utf-8-sig"))
        random.Random(1).shuffle(found)
        print(author, len(found))
        rows += [(sentence, author) for sentence in found[:sentences_each]]
    random.Random(2).shuffle(rows)
    with open(target / "sentences.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["sentence", "author"])
        writer.writerows(rows)


vowels()
sentences()
