"""What is kept of a training: the running mean of the net's weights, and all that lets a stopped run go on from its last epoch."""
import json

import torch


def mean_of(states):
    """The mean of the weights of runs that began from the same ones: it errs less than each (the card)."""
    return {name: sum(state[name] for state in states) / len(states) if value.is_floating_point() else value for name, value in states[0].items()}


class Average:
    """The weights' running mean, which is what is kept."""

    def __init__(self, net, decay):
        self.decay, self.state, self.count = decay, {k: v.clone() for k, v in net.state_dict().items()}, 0

    def add(self, net):
        self.count += 1
        decay = min(self.decay, self.count / (self.count + 10))
        for name, value in net.state_dict().items():
            self.state[name] = self.state[name] * decay + value * (1 - decay) if value.is_floating_point() else value.clone()

    def into(self, net):
        """The net, of the same form and on the processor, with these weights."""
        net.load_state_dict({k: v.cpu() for k, v in self.state.items()})
        return net


class Run:
    """A run into a folder: last.pt, from which it goes on, and curve.jsonl. `step` is the first that is still to do, `spent` seconds."""

    def __init__(self, out, net, optimiser, schedule, decay):
        self.out, self.net, self.optimiser, self.schedule, self.average = out, net, optimiser, schedule, Average(net, decay)
        self.step, self.spent = 0, 0.

    def go_on(self):
        """Takes up last.pt if there is one; what it holds, else nothing."""
        if not (self.out / "last.pt").exists():
            return {}
        kept = torch.load(self.out / "last.pt", map_location=next(self.net.parameters()).device, weights_only=False)
        self.net.load_state_dict(kept["net"])
        self.optimiser.load_state_dict(kept["optimiser"])
        self.schedule.load_state_dict(kept["schedule"])
        self.average.state, self.average.count, self.step, self.spent = kept["average"], kept["count"], kept["step"], kept["spent"]
        print(f"goes on from step {self.step}", flush=True)
        return kept

    def keep(self, step, row, **more):
        """Ends an epoch before `step`: tells its row of figures, and writes last.pt whole or not at all, with `more` of the caller's own."""
        print(json.dumps(row), flush=True)
        with open(self.out / "curve.jsonl", "a") as file:
            file.write(json.dumps(row) + "\n")
        torch.save({"net": self.net.state_dict(), "optimiser": self.optimiser.state_dict(), "schedule": self.schedule.state_dict(), "average": self.average.state,
                    "count": self.average.count, "step": step, "spent": self.spent} | more, self.out / "last.pt.new")
        (self.out / "last.pt.new").replace(self.out / "last.pt")
