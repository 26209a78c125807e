/* fit_draws_print.c -- of fit_print.h: what draws of a fit say, and whether there are enough of them. */
#include <math.h>

#include "sim/cli/fit_print.h"
#include "sim/cli/report.h"

enum { NAME_WIDTH = 30 };

static void print_row(const sim_fit_part *part, size_t k, const sim_draws_summary *s,
                      FILE *out)
{
    const sim_fit_unknown *u = &part->problem.unknowns[k];

    fprintf(out, "%-*s", NAME_WIDTH, part->problem.items[k].name);
    sim_report_print_cell(sim_unknown_value(u, s->median), out);
    sim_report_print_cell(sim_unknown_value(u, s->low), out);
    sim_report_print_cell(sim_unknown_value(u, s->high), out);
    fprintf(out, "  %-9s  %8.0f  %.4f\n", part->problem.items[k].unit, s->mean.size,
            s->rhat);
}

/* Steps that may be enough, by how R-hat and the number of autocorrelation times go with them. */
static double steps_for(double steps, double time, double rhat)
{
    const double of_rhat = steps * 1.3 * (rhat - 1) / 0.01;
    const double of_time = isfinite(time) ? 1.3 * SIM_DRAWS_TIMES * time : 4 * steps;

    return ceil(fmax(isfinite(of_rhat) ? of_rhat : 0, of_time) / 100) * 100;
}

/* How many autocorrelation times of its slowest unknown a part has, and the largest R-hat. */
static void print_convergence(const sim_fit_part_draws *d, FILE *out)
{
    const size_t steps = d->draws.n * d->draws.thin;
    double time = 0, rhat = 0;
    bool converged = true;

    for (size_t k = 0; k < d->draws.n_dims; k++) {
        time = fmax(time, d->summaries[k].mean.time);
        rhat = fmax(rhat, d->summaries[k].rhat);
        converged = converged && d->summaries[k].converged;
    }
    fprintf(out, "%s: %zu steps are ", converged ? "converged" : "not converged", steps);
    if (isfinite(time))
        fprintf(out, "%.3g autocorrelation times of %.3g steps", (double)steps / time,
                time);
    else
        fprintf(out, "too few to tell an autocorrelation time");
    fprintf(out, ", R-hat is %.4f at most", rhat);
    if (!converged)
        fprintf(out,
                "; %d such times and less than 1.01 would be right: --steps=%.0f may do",
                SIM_DRAWS_TIMES, steps_for((double)steps, time, rhat));
    fputc('\n', out);
}

void sim_fit_draws_print(const sim_fit_draws *draws, FILE *out)
{
    const sim_fit *f = draws->fit;

    for (size_t i = 0; i < draws->n_parts; i++) {
        const sim_fit_part_draws *d = &draws->parts[i];

        fprintf(out, "\ndraws: %d ensembles of %zu walkers, %.0f %% of moves taken",
                SIM_ENSEMBLES, d->draws.n_walkers,
                100 * (double)d->draws.accepted / (double)d->draws.moves);
        if (f->parts[i].source != SIM_NONE)
            fprintf(out, "; %s", f->all.sources[f->parts[i].source]);
        fprintf(out, "\n%-*s  %9s  %9s  %9s  %-9s  %8s  %s\n", NAME_WIDTH, "parameter",
                "median", "2.5 %", "97.5 %", "unit", "size", "R-hat");
        for (size_t k = 0; k < d->draws.n_dims; k++)
            print_row(&f->parts[i], k, &d->summaries[k], out);
        print_convergence(d, out);
    }
}
