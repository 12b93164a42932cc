"""A one-sentence corpus for the tests of training."""

import json

TEXT = "Ana Reyes said that it rained."


def corpus_line(identifier):
    return {
        "id": identifier,
        "text": TEXT,
        "discard": [],
        "statements": [{"source": [[0, 9]], "cue": [[10, 14]], "content": [[15, 29]]}],
    }


def write_lines(path, lines):
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path
