"""R-hat of Vehtari et al. (2021), eq. 14: what tests/test_draws.c expects.

/usr/bin/python3 tests/data/fits/rhat.py
SciPy 1.10.1.  Chains are numbers of x -> 1103515245 x + 12345 modulo 2^32, as in the test.
"""
import numpy as np
from scipy.stats import norm, rankdata


def rhat(chains):
    def one(x):
        m, n = x.shape
        within = x.var(axis=1, ddof=1).mean()
        return np.sqrt(((n - 1) / n * within + x.mean(axis=1).var(ddof=1)) / within)

    def scores(x):
        return norm.ppf((rankdata(x).reshape(x.shape) - 0.375) / (x.size + 0.25))

    half = chains.shape[1] // 2
    halves = np.vstack([np.vstack([c[:half], c[-half:]]) for c in chains])
    return max(one(scores(halves)), one(scores(abs(halves - np.median(halves)))))


def chains(m, n, case):
    seed, out = 2385, np.zeros((m, n))
    for c in range(m):
        for i in range(n):
            seed = (seed * 1103515245 + 12345) % 2**32
            x = (seed >> 8 & 0xFFFF) / 65536
            out[c, i] = [x, np.floor(7 * x), x + 0.2 * c, (x - 0.5) * (1 + c), x + 0.01 * i,
                         1 / (x + 1e-3)][case]
    return out


for case in range(6):
    print(f"{rhat(chains(4, 41, case)):.14g}")
