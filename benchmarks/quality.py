"""Score the engines on the shared development sets: `python -m benchmarks.quality [SHARED]`.

Runs `manage.py predict` as a user would, beside a running `make run`, and prints one JSON line a set, from the scorers'
own output.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SETS = {
    "attribution_dev": (("attribution",), "score_attribution.py"),
    "matching_queries_dev": (("matching", "--corpus", "matching_claims"), "score_ranking.py"),
    "recheck_queries_dev": (("passages", "--corpus", "recheck_passages_dev"), "score_ranking.py"),
    "stance_emergent_train": (("stance",), "score_stance.py"),
    "stance_fever_sym_dev": (("stance",), "score_stance.py"),
}


def main(shared: Path) -> None:
    data = shared / "data"
    if not data.is_dir():
        sys.exit(f"{data} is not there; name the folder that holds data/ and eval/.")
    for name, (arguments, scorer) in SETS.items():
        arguments = tuple(
            str(data / f"{word}.jsonl") if word.startswith(("matching_", "recheck_")) else word for word in arguments
        )
        gold = data / f"{name}.jsonl"
        with tempfile.NamedTemporaryFile("w+b", suffix=".jsonl") as predicted:
            began = time.monotonic()
            with gold.open("rb") as rows:
                command = [sys.executable, "manage.py", "predict", *arguments]
                run = subprocess.run(command, cwd=ROOT, stdin=rows, stdout=predicted, stderr=subprocess.PIPE, text=True)
            if run.returncode:
                sys.exit(run.stderr.strip().rpartition("\n")[2])  # the command's own sentence
            seconds = time.monotonic() - began
            score = [sys.executable, str(shared / "eval" / scorer), str(gold), predicted.name]
            scores = json.loads(subprocess.run(score, capture_output=True, text=True, check=True).stdout)
        print(json.dumps({"set": name, "seconds": round(seconds, 1)} | scores), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared")
