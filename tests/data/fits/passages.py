"""Writes passages.def beside it: logs of passages with noise, fitted by SciPy to a transcription of the culture
that a log drives (models/passaging.def, models/logs.def).

/usr/bin/python3 tests/data/fits/passages.py > tests/data/fits/passages.def
/usr/bin/python3 tests/data/fits/passages.py bench LOG.csv      how many starts a second
SciPy 1.10.1: solve_ivp, LSODA with relative errors of 1e-11; least_squares, trf, derivatives of three points.
"""
import csv
import sys
import time

import numpy as np
from scipy.integrate import solve_ivp
from scipy.optimize import least_squares

# Rows of models/passaging.def at their defaults.
CAP, DELAY, DILUTION, LAG_SHAPE, CONTACT = 0.9, 24, 1.2, 2, 1
AREA_CYCLING, AREA_SENESCENT, COVERAGE, DEATH = 2100, 10000, 1e8, 0.01
FOUNDERS, AREA, PRIMARY, SEEDING, ATTACHMENT, RECOVERY, SPARSE = 2000, 500, 14, 4000, 0.85, 0.9, 1000
# What is fitted: cycle_time, hazard_scale, hazard_shape, on the scale of logarithms.
FIRST, LOW, HIGH = (23, 37, 4.5), (15, 4, 1.2), (120, 200, 6)
COUNT_SD, SHARE_SD = 0.1, 0.04
SOLVE = {"method": "LSODA", "rtol": 1e-11, "atol": 1e-6}


def rates(t, y, area, delay, cycle, scale, shape):
    cycling, senescent, divisions = y
    hazard = shape / scale * (max(0, divisions) / scale) ** (shape - 1)
    p = min(CAP, 1 - np.exp(-hazard))
    covered = (AREA_CYCLING * cycling + AREA_SENESCENT * senescent) / (COVERAGE * area)
    free = (1 - np.exp(-(24 * t / delay) ** LAG_SHAPE)) * max(0, 1 - covered) ** CONTACT
    x = 1 - 2 * p
    rate = (1 if x == 0 else np.log1p(x) / x) * free * 24 / cycle
    return (rate * cycling * ((1 - p) ** 2 - p * p) - DEATH * cycling,
            rate * cycling * (2 * p * (1 - p) + 2 * p * p) - DEATH * senescent,
            free * 24 / cycle if cycling >= 1 else 0)


def culture(log, values, solve=SOLVE):
    """Live cells and their senescent share at the end of each passage: {number: (live, share)}.

    log: rows of (passage, days, seeded, area); NaN: as the model has it."""
    y, area, delay, found = np.array([FOUNDERS, 0, 0.0]), AREA, DELAY, {}
    if log[0][0] > 0:
        log = [(0, PRIMARY, np.nan, np.nan)] + log
    for number, days, seeded, vessel in log:
        if number == 0 and not np.isnan(vessel):
            area = vessel
        if number > 0:
            area = seeded / SEEDING if np.isnan(vessel) else vessel
            delay = DELAY * (1 + DILUTION * max(0, np.log10(SPARSE * area / max(1, seeded))))
            y[:2] *= ATTACHMENT * seeded / (y[0] + y[1])
        y = solve_ivp(rates, (0, days), y, args=(area, delay, *values), **solve).y[:, -1]
        found[number] = y[0] + y[1], y[1] / (y[0] + y[1])
    return found


def residuals(x, log, seen, solve=SOLVE):
    found = culture(log, np.exp(x), solve)
    r = [np.log(h / (RECOVERY * found[n][0])) / COUNT_SD for n, h, _ in seen if not np.isnan(h)]
    return np.array(r + [(s - found[n][1]) / SHARE_SD for n, _, s in seen if not np.isnan(s)])


def fit(log, seen, first=FIRST, solve=SOLVE, **more):
    options = {"jac": "3-point", "x_scale": 1.0, "ftol": 1e-15, "xtol": 1e-15, "gtol": 1e-15, **more}
    return least_squares(residuals, np.log(first), args=(log, seen, solve),
                         bounds=(np.log(LOW), np.log(HIGH)), **options)


def read(path):
    """A log of one donor whose passages have days and a share, not percent, and what was seen of them."""
    rows = list(csv.DictReader(open(path)))
    number = lambda row, name: float(row.get(name) or "nan")
    day = lambda text: np.datetime64(text).astype(float) if "-" in text else float(text)
    days = [day(row["day" if "day" in row else "date"]) for row in rows]
    spans = [PRIMARY] + list(np.diff(days)) if rows[0]["passage"] == "0" else list(np.diff([0] + days))
    log = [(int(r["passage"]), d, number(r, "seeded"), number(r, "area")) for r, d in zip(rows, spans)]
    live = lambda r: number(r, "harvested") * (number(r, "viability") if r.get("viability") else 1)
    share = lambda r: number(r, "senescent" if "senescent" in r else "sa_beta_gal")
    return log, [(int(r["passage"]), live(r) if r["passage"] != "0" else np.nan, share(r)) for r in rows]


# ---- logs that are drawn ------------------------------------------------------------------

def draw(rng, truth, n):
    log = [(k, float(rng.integers(5, 10)), float(np.round(rng.uniform(2, 6)) * 1e5), float(rng.choice([150, 225])))
           for k in range(1, n + 1)]
    found = culture(log, truth)
    return log, [(k, float("%.6g" % (RECOVERY * found[k][0] * np.exp(COUNT_SD * rng.normal()))),
                  float("%.4f" % (found[k][1] + SHARE_SD * rng.normal()))) for k, *_ in log]


def put(name, log, seen):
    best = fit(log, seen)
    errors = np.sqrt(np.diag(np.linalg.inv(best.jac.T @ best.jac)))
    day, rows = 0, []
    for (k, days, seeded, area), (_, harvested, share) in zip(log, seen):
        day += days
        rows.append('"row %d = %d,%g,%g,%g,%.10g,%.10g\\n"' % (k, k, day, seeded, area, harvested, max(0, share)))
    print("FIT(%s, %.12g, V(%s), V(%s),\n    %s)" % (
        name, 2 * best.cost, ", ".join("%.12g" % v for v in np.exp(best.x)),
        ", ".join("%.6g" % e for e in errors), "\n    ".join(rows)))


def main():
    rng = np.random.default_rng(2385)
    print("/* Written by passages.py: FIT(name, chi2, V(cycle_time, hazard_scale, hazard_shape), V(standard errors of")
    print(" * their logarithms), rows of the log: passage, day, seeded, area, harvested, senescent). */")
    for name, truth, n in (("usual", (27, 30, 4.5), 10), ("slow", (41, 21, 3.1), 10), ("young", (23.85, 53, 4.5), 10),
                           ("short", (27, 24, 4.5), 6)):
        log, seen = draw(rng, truth, n)
        put(name, log, [(k, h, max(0, s)) for k, h, s in seen])


def bench(path):
    """Starts a second at the tolerances that least_squares has by itself, and the least chi2 of them."""
    log, seen = read(path)
    rng, began, n = np.random.default_rng(1), time.time(), 4
    loose = {"method": "LSODA", "rtol": 1e-9, "atol": 1e-4}
    costs = []
    for _ in range(n):
        first = np.exp(rng.uniform(np.log(LOW), np.log(HIGH)))
        costs.append(fit(log, seen, first, loose, jac="2-point", ftol=1e-8, xtol=1e-8, gtol=1e-8,
                         diff_step=3e-5).cost)
    print("%.3g %.10g" % (n / (time.time() - began), 2 * min(costs)))


if __name__ == "__main__":
    bench(sys.argv[2]) if sys.argv[1:2] == ["bench"] else main()
