"""From the detector's grids to faces, and how well they match what is known. The program's own reading of the grids is FaceNet.java."""
import numpy as np

from net import STRIDES

LOWEST = .35  # a cell under it says nothing; chosen on composed validation pictures
OVERLAP = .4  # of the smaller box: from there on two are one face
HALF = .5  # intersection over union from which a face is found


def decode(grids, lowest=LOWEST):
    """{n, 17}: box, points and score, the surest first; one a face. grids: of one picture, {VALUES, rows, columns} a stride."""
    rows = []
    for grid, stride in zip(grids, STRIDES):
        score = 1 / (1 + np.exp(-grid[0]))
        high = np.pad(score, 1)
        top = np.max([high[1 + dy:1 + dy + score.shape[0], 1 + dx:1 + dx + score.shape[1]] for dy in (-1, 0, 1) for dx in (-1, 0, 1)], axis=0)
        y, x = np.nonzero((score >= lowest) & (score >= top))
        values = grid[1:, y, x].T * stride + np.tile(np.stack([x + .5, y + .5], 1) * stride, 8)
        rows.append(np.concatenate([values, score[y, x][:, None]], 1))
    return one(np.concatenate(rows))


def one(rows):
    """Of the rows {n, 17} that say one face, the surest."""
    kept = []
    for row in rows[np.argsort(-rows[:, 16])]:
        if not kept or (overlap(row, np.array(kept), smaller=True) < OVERLAP).all():
            kept.append(row)
    return np.array(kept).reshape(-1, 17)


def overlap(one, others, smaller=False):
    shared = np.clip(np.minimum(one[2:4], others[:, 2:4]) - np.maximum(one[:2], others[:, :2]), 0, None).prod(1)
    own, theirs = (one[2:4] - one[:2]).clip(0).prod(), (others[:, 2:4] - others[:, :2]).clip(0).prod(1)
    return shared / np.maximum(1e-6, np.minimum(own, theirs) if smaller else own + theirs - shared)


def matched(found, known):
    """For each found face, surest first, the index of the known one it is, -1 for none; each known one is taken once."""
    free, result = np.ones(len(known), bool), []
    for row in found:
        fit = np.where(free, overlap(row, known), 0) if len(known) else np.zeros(0)
        best = int(fit.argmax()) if len(fit) and fit.max() >= HALF else -1
        result.append(best)
        if best >= 0:
            free[best] = False
    return result


def figures(pictures, answers):
    """pictures: (faces {m, 16}, counts {m}) each; answers: decode()'s. Shares found by width, false ones a picture, the points' error in head widths."""
    groups = ((11, 18), (18, 30), (30, 60), (60, 110), (110, 999))
    hits, wanted, false, errors = np.zeros(len(groups)), np.zeros(len(groups)), 0, []
    for (known, counts), found in zip(pictures, answers):
        widths = known[:, 2] - known[:, 0]
        which = matched(found, known)
        for i, (low, high) in enumerate(groups):
            inside = counts & (widths >= low) & (widths < high)
            wanted[i] += inside.sum()
            hits[i] += sum(1 for k in which if k >= 0 and inside[k])
        for row, k in zip(found, which):
            if k < 0 and not (len(known) and (overlap(row, known, smaller=True) > .3).any()):
                false += 1
            elif k >= 0 and counts[k] and widths[k] >= 30:
                errors.append(np.abs(row[4:16] - known[k, 4:16])[:8].mean() / widths[k])
    return {"found": {f"{low}-{high}": [int(h), int(w), round(float(h / max(1, w)), 3)] for (low, high), h, w in zip(groups, hits, wanted)},
            "false a picture": round(false / len(pictures), 4), "points' error": round(float(np.mean(errors)) if errors else 0, 4)}
