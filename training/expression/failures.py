"""A picture of what a model gets wrong, of rendered heads only: for its card.

    python training/expression/failures.py FOLDER/model.onnx VALID.npz OUT.png

Three rows: what hides a face and is read all the same; calm faces that are read as distress; fear that is read as something else. The
surest mistakes first.
"""
import sys

import cv2
import numpy as np

import figures
import test
from shown import CLASSES

ROWS, SHOWN, LARGE = 3, 10, 112


def main():
    model, valid, out = sys.argv[1:]
    data = np.load(valid)
    p, doubts = test.answers(test.open_model(model), data["crops"])
    fear, sadness = p[:, figures.FEAR], p[:, CLASSES.index("sadness")]
    distress = np.minimum(1, fear + sadness * np.minimum(1, fear / .2))
    shown, read, hidden = data["labels"], doubts <= test.MOST_DOUBT, data["kinds"] > 0
    clearly = shown.max(1) > .7
    in_fear = shown.argmax(1) == figures.FEAR
    cases = (("read, though hidden", hidden & read, doubts, lambda i: str(data["kind_names"][data["kinds"][i]])),
             ("calm, read as distress", ~hidden & read & (distress > .5) & ~in_fear & (shown.argmax(1) != CLASSES.index("sadness")), -distress, lambda i: f"{CLASSES[shown[i].argmax()]} {distress[i]:.2f}"),
             ("fear, read as another", ~hidden & read & in_fear & clearly & (p.argmax(1) != figures.FEAR), fear, lambda i: f"{CLASSES[p[i].argmax()]} {fear[i]:.2f}"))
    sheet = np.full((ROWS * (LARGE + 44), SHOWN * LARGE), 255, np.uint8)
    for row, (title, which, order, caption) in enumerate(cases):
        chosen = np.flatnonzero(which)
        top = row * (LARGE + 44)
        cv2.putText(sheet, f"{title}: {len(chosen)}", (4, top + 18), cv2.FONT_HERSHEY_SIMPLEX, .5, 0, 1, cv2.LINE_AA)
        for k, i in enumerate(chosen[np.argsort(order[chosen])][:SHOWN]):
            sheet[top + 24:top + 24 + LARGE, k * LARGE:(k + 1) * LARGE] = cv2.resize(data["crops"][i], (LARGE, LARGE), interpolation=cv2.INTER_CUBIC)
            cv2.putText(sheet, caption(i), (k * LARGE + 3, top + 38 + LARGE), cv2.FONT_HERSHEY_SIMPLEX, .38, 0, 1, cv2.LINE_AA)
    cv2.imwrite(out, sheet)


if __name__ == "__main__":
    main()
