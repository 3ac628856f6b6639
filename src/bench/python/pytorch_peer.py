"""One training iteration (forward, backward, Adam) of a recurrent classifier in PyTorch, one thread.

Prints "ready" after the warm-up; then, for every line "N" on standard input, makes N iterations and
prints their milliseconds, separated by spaces. Ends with the input. Started by alternate.py; by hand:
    echo 20 | python3 src/bench/python/pytorch_peer.py --cell GRU --batch 32 --time 100
"""

import argparse
import sys
import time

import torch

CELLS = {"SimpleRnn": torch.nn.RNN, "LSTM": torch.nn.LSTM, "GRU": torch.nn.GRU}


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cell", choices=CELLS, required=True)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--time", type=int, default=100)
    parser.add_argument("--input", type=int, default=32)
    parser.add_argument("--hidden", type=int, default=128)
    parser.add_argument("--classes", type=int, default=10)
    parser.add_argument("--loss", choices=["every-step", "last-step"], default="every-step")
    parser.add_argument("--warmup", type=int, default=10)
    return parser.parse_args()


def main():
    args = arguments()
    torch.set_num_threads(1)
    torch.manual_seed(1)
    rnn = CELLS[args.cell](args.input, args.hidden)  # time-major, PyTorch's own layout
    output = torch.nn.Linear(args.hidden, args.classes)
    optimizer = torch.optim.Adam([*rnn.parameters(), *output.parameters()], lr=1e-3)
    x = torch.randn(args.time, args.batch, args.input)
    every_step = args.loss == "every-step"
    shape = (args.time, args.batch) if every_step else (args.batch,)
    y = torch.randint(args.classes, shape)
    loss_function = torch.nn.CrossEntropyLoss()

    def iteration():
        start = time.perf_counter_ns()
        optimizer.zero_grad()
        hidden, _ = rnn(x)
        logits = output(hidden if every_step else hidden[-1])
        loss_function(logits.reshape(-1, args.classes), y.reshape(-1)).backward()
        optimizer.step()
        return (time.perf_counter_ns() - start) / 1e6

    for _ in range(args.warmup):
        iteration()
    print("ready", flush=True)
    for line in sys.stdin:
        print(*("%.4f" % iteration() for _ in range(int(line))), flush=True)


if __name__ == "__main__":
    main()
