"""How many articles a second `parity check --corpus` reads and judges, on articles made here in our own words.

Each article has about 600 words: sentences that make claims, with other firms, numbers and days each time, among
sentences that make none.  Prints the rate, the time for 10,000, the peak memory of any process, and exits 1 above the
target of 120 seconds for 10,000 on two workers.  Before that it times the extraction alone, in processor time of one
core, on articles of one and of four times the length: their ratio says whether it is linear.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

PARITY = str(Path(sys.executable).with_name("parity"))
TARGET = 120.0
EACH = 5.0
SIDES = [
    ("the United States", "China"), ("America", "China"), ("the US", "Europe"), ("the United States", "South Korea"),
    ("OpenAI", "DeepSeek"), ("Google", "Alibaba"), ("NVIDIA", "Huawei"), ("TSMC", "SMIC"), ("Anthropic", "Mistral"),
]  # fmt: skip
SPEAKERS = ["Mei Tan", "Jon Harker", "Ada Okafor", "Lars Dahl", "Rosa Vidal", "Kenji Mori", "Priya Nair", "Tom Reyes"]
CLAIMS = [
    "{b} is {n} months behind {a} in artificial intelligence.",
    "{b} trails {a} in AI models by {n} to {m} months, {s} said.",
    '"{a} has {x} times the computing power of {b}," {s} told investors.',
    "{a} has about {x} times as much AI compute as {b}.",
    "{s} said that {b} is closing the gap with {a} in AI models.",
    "Chipmakers in China are quickly narrowing the gap with NVIDIA.",
    "The lead of {a} over {b} in AI chips is widening.",
    "{a} is ahead of {b} in artificial intelligence.",
    "By {y}, {b} will have caught up with {a} in AI, {s} predicted.",
    "China accounts for {p} percent of the world's AI papers.",
    "Huawei was added to the Entity List in 2019.",
    '"In the long run, compute will not be a gap," said {s}.',
]
FILLERS = [
    "The hall was full by nine, and the coffee had run out an hour before the first speaker took the stage.",
    "Nobody in the audience asked about the weather, though rain had closed two roads that morning.",
    "Delegates compared notes on budgets, hiring plans and the price of office space near the river.",
    "A panel on procurement ran late, as panels on procurement do, and the organisers cut a break short.",
    "The organisers expect to publish recordings next month, once the sound has been cleaned up.",
    "Several visitors had come by train, and praised the line that opened in the spring.",
    "Outside, a small band played for an hour, and a crowd of students stopped to listen.",
    "The moderator thanked the translators, who had worked without a pause since the early afternoon.",
    "A spokesperson declined to comment on plans for the coming year beyond what had been filed.",
]


def article(number: int) -> dict[str, str]:
    """Make one article; the same number makes the same article."""
    rng = random.Random(number)  # noqa: S311 - no secret
    day = date(2022, 9, 1) + timedelta(days=rng.randrange(1500))
    said = []
    for _ in range(6):
        a, b = rng.choice(SIDES)
        n = rng.randrange(3, 30)
        said.append(
            rng.choice(CLAIMS).format(
                a=a, b=b, n=n, m=n + rng.randrange(2, 12), x=rng.choice([2, 3, 4, 5, 7.5, 8, 10, 12, 20]),
                p=rng.randrange(8, 45), y=rng.randrange(2027, 2036), s=rng.choice(SPEAKERS),
            )
        )  # fmt: skip
    text = [f"Conference notes, no. {number}"]
    while sum(len(part.split()) for part in text) < 590:
        text.append(said.pop() if said and rng.random() < 0.25 else rng.choice(FILLERS))
    body = "\n\n".join(" ".join(text[at : at + 4]) for at in range(0, len(text), 4))
    outlet = f"https://outlet{number % 23}.example/{number}"
    return {"id": f"g{number}", "title": text[0], "url": outlet, "date": day.isoformat(), "text": body}


def extraction(count: int = 200) -> str:
    """Time the rules alone: milliseconds of processor an article, the best of three rounds."""
    from parity.claims.extract import extract  # the command alone is timed without it

    def timed(texts: list[str]) -> float:
        rounds = []
        for _ in range(3):
            begun = time.process_time()
            for text in texts:
                extract(text, published=date(2026, 1, 1))
            rounds.append(time.process_time() - begun)
        return 1000 * min(rounds) / len(texts)

    texts = [article(number)["text"] for number in range(count)]
    extract(texts[0])
    one = timed(texts)
    four = timed(["\n\n".join(texts[at : at + 4]) for at in range(0, count, 4)])
    told = f"extraction alone: {one:.1f} ms of one core an article, target {EACH:.0f} ms"
    return f"{told}; four times the text takes {four / one:.1f} times as long"


def main() -> int:
    """Write the articles, run the command, print what it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    print(extraction(), flush=True)
    with tempfile.TemporaryDirectory(prefix="parity-bench-") as name:
        corpus = Path(name) / "corpus.jsonl"
        with corpus.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(article(number)) + "\n" for number in range(options.articles))
        words = [
            PARITY,
            "check",
            "--corpus",
            str(corpus),
            "--workers",
            str(options.workers),
            "--json",
            "--on",
            "2026-11-23",
        ]
        begun = time.perf_counter()
        with (Path(name) / "out.json").open("wb") as out:
            subprocess.run(words, stdout=out, check=True, env={**os.environ})
        took = time.perf_counter() - begun
        found = json.loads((Path(name) / "out.json").read_bytes())
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = used.ru_utime + used.ru_stime
    whole = took * 10_000 / options.articles
    print(f"{options.articles:,} articles, {found['claims_found']:,} claims, {options.workers} workers: {took:.1f} s")
    print(f"{options.articles / took:.0f} articles a second, {1000 * cpu / options.articles:.1f} ms of processor each")
    print(
        f"peak memory of one process {used.ru_maxrss / 1024:.0f} MB; 10,000 take {whole:.0f} s, target {TARGET:.0f} s"
    )
    return 1 if whole > TARGET else 0


if __name__ == "__main__":
    sys.exit(main())
