"""Writes least.def beside it: curves with noise, fitted by SciPy, and their profile intervals.

/usr/bin/python3 tests/data/fits/least.py > tests/data/fits/least.def
SciPy 1.10.1: least_squares, trf, all tolerances 1e-15, from 12 starts; profiles by brentq of a
refit each, chi2's 0.95 quantile.
"""
import numpy as np
from scipy.optimize import brentq, least_squares
from scipy.stats import chi2

MODELS = {
    "logistic": lambda t, b: b[0] / (1 + b[1] * np.exp(-b[2] * t)),
    "decays": lambda t, b: b[0] * np.exp(-b[1] * t) + b[2] * np.exp(-b[3] * t),
    "uptake": lambda t, b: b[0] * t / (b[1] + t),
}
# name, truth, low, high, logarithm of all unknowns, sd, logarithm of values
CASES = [
    ("logistic", [8.3, 21.0, 0.74], [0.1, 0.1, 0.01], [100, 1000, 10], True, 0.2, False),
    ("logistic", [8.3, 21.0, 0.74], [0.1, 0.1, 0.01], [7.9, 1000, 10], True, 0.2, False),
    ("decays", [5.2, 1.9, 2.1, 0.17], [0, 0.01, 0, 0.01], [50, 20, 50, 0.15], False, 0.1, False),
    ("uptake", [3.71, 2.385], [0.01, 0.01], [100, 100], True, 0.15, True),
]


def residuals(case, t, y, x):
    name, _, _, _, log, sd, logs = case
    m = MODELS[name](t, np.exp(x) if log else x)
    return np.log(y / m) / sd if logs else (y - m) / sd


def fit(case, t, y, hold=None, near=None):
    low, high = (np.log(b) if case[4] else np.array(b, float) for b in (case[2], case[3]))
    rng = np.random.default_rng(7)
    free = [i for i in range(len(low)) if hold is None or i != hold[0]]
    best = None
    starts = [near] if near is not None else list(rng.uniform(low, high, (12, len(low))))
    if near is None:
        starts.append(np.clip(np.log(case[1]) if case[4] else np.array(case[1]), low, high))
    for s in starts:
        def f(v):
            x = np.array(s, float)
            x[free] = v
            if hold is not None:
                x[hold[0]] = hold[1]
            return residuals(case, t, y, x)
        inside = np.clip(np.array(s)[free], low[free] + 1e-9, high[free] - 1e-9)
        r = least_squares(f, inside, bounds=(low[free], high[free]), xtol=1e-15, ftol=1e-15,
                          gtol=1e-15, jac="3-point", max_nfev=2000)
        if best is None or 2 * r.cost < best[0]:
            x = np.array(s, float)
            x[free] = r.x
            if hold is not None:
                x[hold[0]] = hold[1]
            best = (2 * r.cost, x)
    return best


def ends(case, t, y, best, j):
    low, high = (np.log(b) if case[4] else np.array(b, float) for b in (case[2], case[3]))
    found = []
    for end in (low[j], high[j]):
        def rise(v, state={"x": best[1]}):
            c, _ = fit(case, t, y, (j, v), state["x"])
            return c - best[0] - chi2.ppf(0.95, 1)
        a, b = best[1][j], best[1][j]
        step = 0.02 * (high[j] - low[j]) * (1 if end > a else -1)
        while True:
            b = np.clip(b + step, low[j], high[j])
            if rise(b) > 0:
                v = brentq(rise, a, b, xtol=1e-12)
                found.append(np.exp(v) if case[4] else v)
                break
            if b == end:
                found.append(np.nan)
                break
            a = b
    return found


for number, case in enumerate(CASES):
    rng = np.random.default_rng(1000 + (0 if number < 2 else number))
    t = np.linspace(0.4, 11, 14)
    m = MODELS[case[0]](t, np.array(case[1]))
    noise = rng.normal(0, case[5], t.size)
    y = np.round(m * np.exp(noise) if case[6] else m + noise, 4)
    chi, x = fit(case, t, y)
    values = np.exp(x) if case[4] else x
    sides = [ends(case, t, y, (chi, x), j) for j in range(len(x))]
    row = lambda v: "{" + ", ".join("NAN" if np.isnan(k) else f"{k:.12g}" for k in v) + "}"
    print(f'{{"{case[0]}", {str(case[4]).lower()}, {str(case[6]).lower()}, {case[5]}, {len(x)}, {len(t)},')
    print(f" {row(t)}, {row(y)},")
    print(f" {row(case[2])}, {row(case[3])},")
    print(f" {chi:.12g}, {row(values)},")
    print(f" {row([s[0] for s in sides])}, {row([s[1] for s in sides])}}},")
