"""The work of gradflow.bench.peer in PyTorch, on one thread. Started by Peers.java.

Reads lines and answers each with one that begins with ">": "load NAME=VALUE ..." makes a workload,
"warm SECONDS" repeats it for so long and tells the milliseconds of the fastest, "run N" makes it N times
and tells the milliseconds of each. By hand:
    echo "load what=ITERATION cell=GRU type=FLOAT batch=32 time=100 input=32 hidden=128 loss=every-step tbptt=0
    run 20" | python3 src/bench/python/pytorch_peer.py
"""

import sys
import time

try:
    import torch
except ImportError as absent:
    print("> missing %s" % absent, flush=True)
    sys.exit()

CELLS = {"SimpleRnn": torch.nn.RNN, "LSTM": torch.nn.LSTM, "GRU": torch.nn.GRU}
CLASSES = 10


def iteration(cell, dtype, batch, steps, inputs, hidden, every_step, tbptt):
    rnn = CELLS[cell](inputs, hidden, dtype=dtype)  # time-major, PyTorch's own layout
    output = torch.nn.Linear(hidden, CLASSES, dtype=dtype)
    optimizer = torch.optim.Adam([*rnn.parameters(), *output.parameters()], lr=1e-3)
    x = torch.randn(steps, batch, inputs, dtype=dtype)
    y = torch.randint(CLASSES, (steps, batch) if every_step else (batch,))
    loss_function = torch.nn.CrossEntropyLoss()
    segment = tbptt or steps

    def run():
        state = None
        for start in range(0, steps, segment):
            optimizer.zero_grad()
            states, state = rnn(x[start:start + segment], state)
            logits = output(states if every_step else states[-1])
            targets = y[start:start + segment] if every_step else y
            loss_function(logits.reshape(-1, CLASSES), targets.reshape(-1)).backward()
            optimizer.step()
            state = tuple(s.detach() for s in state) if cell == "LSTM" else state.detach()
    return run


def step(cell, dtype, batch, inputs, hidden):
    one = {"SimpleRnn": torch.nn.RNNCell, "LSTM": torch.nn.LSTMCell, "GRU": torch.nn.GRUCell}[cell]
    rnn = one(inputs, hidden, dtype=dtype)
    output = torch.nn.Linear(hidden, CLASSES, dtype=dtype)
    x = torch.randn(batch, inputs, dtype=dtype)
    state = None

    def run():
        nonlocal state
        with torch.inference_mode():
            state = rnn(x, state)
            h = state[0] if cell == "LSTM" else state
            return torch.softmax(output(h), 1)
    return run


def layer(cell, dtype, batch, steps, inputs, hidden):
    rnn = CELLS[cell](inputs, hidden, dtype=dtype)
    x = torch.randn(steps, batch, inputs, dtype=dtype, requires_grad=True)
    grad = torch.randn(steps, batch, hidden, dtype=dtype)

    def run():
        x.grad = None
        for parameter in rnn.parameters():
            parameter.grad = None
        rnn(x)[0].backward(grad)
    return run


def load(words):
    w = dict(word.split("=", 1) for word in words)
    dtype = {"FLOAT": torch.float32, "DOUBLE": torch.float64}[w["type"]]
    batch, steps, inputs, hidden, tbptt = (int(w[n]) for n in ("batch", "time", "input", "hidden", "tbptt"))
    if w["what"] == "STEP":
        return step(w["cell"], dtype, batch, inputs, hidden)
    if w["what"] == "LAYER":
        return layer(w["cell"], dtype, batch, steps, inputs, hidden)
    return iteration(w["cell"], dtype, batch, steps, inputs, hidden, w["loss"] == "every-step", tbptt)


def millis(work):
    start = time.perf_counter_ns()
    work()
    return (time.perf_counter_ns() - start) / 1e6


def main():
    torch.set_num_threads(1)
    torch.set_num_interop_threads(1)
    torch.manual_seed(1)
    print("> PyTorch %s; CPU capability %s; Python %s" % (
        torch.__version__, torch.backends.cpu.get_cpu_capability(), sys.version.split()[0]), flush=True)
    work = None
    for line in sys.stdin:
        command, *words = line.split()
        if command == "load":
            work = load(words)
            answer = "ready"
        elif command == "warm":
            end = time.perf_counter() + float(words[0])
            fastest = millis(work)
            while time.perf_counter() < end:
                fastest = min(fastest, millis(work))
            answer = "%.6f" % fastest
        else:
            answer = " ".join("%.6f" % millis(work) for _ in range(int(words[0])))
        print("> " + answer, flush=True)


if __name__ == "__main__":
    main()
