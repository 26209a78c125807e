/* bench_fit.c -- of `make bench`: a fit of the example log from many starts, beside SciPy's of a transcription. */
#include <stdio.h>
#include <stdlib.h>

#include "sim/study/fit.h"
#include "tests/stopwatch.h"

enum { STARTS = 20 };

static const char scipy[] = "/usr/bin/python3 tests/data/fits/passages.py bench "
                            "models/logs/example.csv 2>/dev/null";

/* Starts a second, and the least sum of squares; false where SciPy is not there. */
static bool time_scipy(double *rate, double *chi2)
{
    FILE *in = popen(scipy, "r");
    const bool is_there = in && fscanf(in, "%lf %lf", rate, chi2) == 2;

    return in && pclose(in) == 0 && is_there;
}

static int time_ours(double *rate, double *chi2)
{
    const sim_source source = {.file = "models/logs/example.ini"};
    double first[8], began;
    sim_error err = {""};
    sim_starts starts;
    sim_fit fit;
    sim_status status = sim_fit_read(&fit, &source, 1, &err);

    if (status == SIM_OK) {
        const sim_starts_ask ask = {.n = STARTS, .seed = 1, .threads = 1, .first = first};

        sim_fit_first(&fit.parts[0].problem, first);
        began = stopwatch_now();
        status = sim_starts_run(&fit.parts[0].problem.problem, &ask, &starts, &err);
        *rate = STARTS / (stopwatch_now() - began);
        if (status == SIM_OK) *chi2 = starts.list[starts.order[0]].chi2;
        sim_starts_free(&starts);
    }
    sim_fit_free(&fit);
    if (status != SIM_OK) fprintf(stderr, "%s\n", err.text);
    return status != SIM_OK;
}

int bench_fit(void)
{
    double ours = 0, its = 0, chi2 = 0, its_chi2 = 0;
    const int failed = time_ours(&ours, &chi2);

    if (failed) return failed;
    printf("\nfit of the example log, one donor, three parameters, %d starts, one thread\n"
           "  potency        %6.3f fits/s, chi2 %.6f\n",
           STARTS, ours / STARTS, chi2);
    if (time_scipy(&its, &its_chi2))
        printf("  SciPy          %6.5f fits/s, chi2 %.6f, of a transcription (by some "
               "starts)\n",
               its / STARTS, its_chi2);
    else
        printf("  SciPy is not there; no ratio\n");
    return 0;
}
