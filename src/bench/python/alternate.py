"""Alternates our training iteration with a peer's in one run and prints the ratios of their medians.

Both run on one thread, in processes that stay up; in every round each makes the same number of
iterations, one process at a time, so that a machine that slows down slows both. From the project's root:
    mvn -q -Pbench -DskipTests package
    python3 src/bench/python/alternate.py --batch 32 --time 100 --input 32 --hidden 128 --loss every-step
Prints a CSV: cell, peer, milliseconds of both (median of all iterations), and the ratio ours/peer as the
median, first and third quartile over rounds.
"""

import argparse
import os
import statistics
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
SETTINGS = ["batch", "time", "input", "hidden", "classes", "loss"]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cells", default="SimpleRnn,LSTM,GRU")
    parser.add_argument("--peer", choices=["pytorch", "djl", "deeplearning4j"], default="pytorch")
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--time", type=int, default=100)
    parser.add_argument("--input", type=int, default=32)
    parser.add_argument("--hidden", type=int, default=128)
    parser.add_argument("--classes", type=int, default=10)
    parser.add_argument("--loss", choices=["every-step", "last-step"], default="every-step")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--iterations", type=int, default=10, help="of each side in a round")
    return parser.parse_args()


def java(main_class, *more):
    classpath = (HERE / "../../../target/bench-classpath").read_text().strip()
    classes = str((HERE / "../../../target/classes").resolve())
    return ["java", "-Xmx4g", "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
            "-cp", classes + os.pathsep + classpath, main_class, *more]


class Side:
    """A process that makes iterations when it is told to."""

    def __init__(self, command):
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True, env={**os.environ, "OMP_NUM_THREADS": "1"})
        for line in self.process.stdout:
            if line.strip() == "ready":
                return
        sys.exit("did not start: " + " ".join(command))

    def run(self, iterations):
        self.process.stdin.write("%d\n" % iterations)
        self.process.stdin.flush()
        return [float(value) for value in self.process.stdout.readline().split()]

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def sides(args, cell):
    flags = [flag for name in SETTINGS for flag in ("--" + name, str(getattr(args, name)))]
    flags += ["--cell", cell]
    ours = java("gradflow.bench.Peer", *flags, "--implementation", "gradflow")
    peer = {
        "pytorch": [sys.executable, str(HERE / "pytorch_peer.py"), *flags],
        "djl": java("gradflow.bench.DjlPeer", *flags),
        "deeplearning4j": java("gradflow.bench.Peer", *flags, "--implementation", "deeplearning4j"),
    }[args.peer]
    return Side(ours), Side(peer)


def main():
    args = arguments()
    print("cell,peer,ours_milliseconds_median,peer_milliseconds_median,"
          "ratio_median,ratio_p25,ratio_p75,rounds")
    for cell in args.cells.split(","):
        ours, peer = sides(args, cell)
        all_ours, all_peer, ratios = [], [], []
        for _ in range(args.rounds):
            a, b = ours.run(args.iterations), peer.run(args.iterations)
            all_ours += a
            all_peer += b
            ratios.append(statistics.median(a) / statistics.median(b))
        ours.close()
        peer.close()
        low, middle, high = statistics.quantiles(ratios, n=4)
        print("%s,%s,%.3f,%.3f,%.3f,%.3f,%.3f,%d" % (
            cell, args.peer, statistics.median(all_ours), statistics.median(all_peer),
            middle, low, high, args.rounds), flush=True)


if __name__ == "__main__":
    main()
