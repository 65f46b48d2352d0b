"""The running mean of a net's weights in training: what is kept of a run."""


class Average:
    """The weights' running mean, which is what is kept."""

    def __init__(self, net, decay):
        self.decay, self.state, self.count = decay, {k: v.clone() for k, v in net.state_dict().items()}, 0

    def add(self, net):
        self.count += 1
        decay = min(self.decay, self.count / (self.count + 10))
        for name, value in net.state_dict().items():
            self.state[name] = self.state[name] * decay + value * (1 - decay) if value.is_floating_point() else value.clone()
