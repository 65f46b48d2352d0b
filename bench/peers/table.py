"""The table of bench/peers/run, from what each program printed: python3 table.py FOLDER true|false PROGRAM...

In FOLDER lie PROGRAM.ROUND.json, what it printed, or PROGRAM.ROUND.failed, why there is nothing. Ends with 1 where none ran.
"""
import json
import pathlib
import sys

FACES = 200  # four people in each of the film's 50 frames
AT_LEAST, AIM = 3, 5  # times less than the fastest
FIGURES = ("faces", "framesPerSecond", "cores", "megabytes")


def own(bench):
    """What ./pukar bench --active --json printed, as the other programs' lines: without hands, which is the same work, and all of it."""
    value = {f["name"]: f["value"] for f in bench["figures"]}
    megabytes = round(value["activeMegabytes"] * 2 ** 20 / 1e6)  # it counts in 1,048,576 bytes
    row = {"faces": value["filmFaces"], "megabytes": megabytes}
    return {"pukar without hands": {**row, "framesPerSecond": value["filmFacesSpeed"], "cores": value["activeFacesCores"], "dropped": value["activeFacesDropped"]},
            "pukar": {**row, "framesPerSecond": value["filmSpeed"], "cores": value["activeCores"], "dropped": value["activeDropped"]}}


def rows_of(folder, program):
    """One row, two of Pukar: means of the rounds that ran, or why none did."""
    rounds, why = {}, ""
    for file in sorted(folder.glob(f"{program}.*.json")):
        try:
            said = json.loads(file.read_text())
            for name, figures in (own(said) if program == "pukar" else {program: said}).items():
                rounds.setdefault(name, []).append({k: float(figures[k]) for k in (*FIGURES, "dropped") if k in figures or k != "dropped"})
        except (ValueError, KeyError, TypeError) as e:
            why = f"what it printed can't be read: {e}"
    failed = sorted(folder.glob(f"{program}.*.failed"))
    if failed:
        why = failed[-1].read_text().strip() or "it said nothing"
    if not rounds:
        return [{"program": program, "failed": why or "it did not run"}]
    rows = []
    for name, of in rounds.items():
        row = {"program": name, **{k: round(sum(r[k] for r in of) / len(of), 3) for k in FIGURES}, "rounds": len(of), "coresEach": [r["cores"] for r in of]}
        dropped = sum(r.get("dropped", 0) for r in of)
        rows.append({**row, **({"dropped": int(dropped)} if dropped else {}), **({"failedOnce": why} if why else {})})
    return rows


def compared(rows):
    """How many times less Pukar takes than the fastest, in words and as a number; None where one of both is missing."""
    pukar = next((r for r in rows if r["program"] == "pukar without hands"), None)
    others = [r for r in rows if r.get("faces", 0) >= FACES / 2 and not r["program"].startswith("pukar")]
    if pukar is None or not others:
        return None, "Not compared: " + ("Pukar did not run." if pukar is None else "no other program ran and read half of the faces.")
    fastest = min(others, key=lambda r: r["cores"])
    times = fastest["cores"] / pukar["cores"]
    words = f"Pukar without hands takes {times:.1f} times less than {fastest['program']}, the fastest of those that read half of the faces or more ({fastest['faces']:.0f} of {FACES}); wanted: at least {AT_LEAST}, aim {AIM}."
    if "dropped" in pukar:
        words += f" Not valid: Pukar dropped {pukar['dropped']} frames, which cost nothing."
    return round(times, 2), words


def main():
    folder, as_json, programs = pathlib.Path(sys.argv[1]), sys.argv[2] == "true", sys.argv[3:]
    rows = [row for program in programs for row in rows_of(folder, program)]
    pukar = next((r["cores"] for r in rows if r["program"] == "pukar without hands"), None)
    for row in rows:
        if pukar and "cores" in row:
            row["timesPukar"] = round(row["cores"] / pukar, 2)
    times, words = compared(rows)
    if as_json:
        print(json.dumps({"facesInView": FACES, "atLeast": AT_LEAST, "aim": AIM, "timesLess": times, "valid": times is not None and not any("dropped" in r for r in rows), "programs": rows}, indent=1))
    else:
        print(f"{'program':<20} {'faces of ' + str(FACES):>12} {'frames a s':>11} {'cores':>7} {'MB':>6} {'times Pukar':>12}")
        for row in rows:
            if "failed" in row:
                print(f"{row['program']:<20} failed: {row['failed']}")
                continue
            note = f"  {row['dropped']} frames dropped" if "dropped" in row else ""
            note += f"  a round failed: {row['failedOnce']}" if "failedOnce" in row else ""
            print(f"{row['program']:<20} {row['faces']:>12.0f} {row['framesPerSecond']:>11.2f} {row['cores']:>7.3f} {row['megabytes']:>6.0f} "
                  f"{row.get('timesPukar', '-'):>12}{note}")
        print(words)
    sys.exit(all("failed" in row for row in rows))


if __name__ == "__main__":
    main()
