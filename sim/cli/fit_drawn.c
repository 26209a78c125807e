/* fit_drawn.c -- of fit_shown.h: what a sampler drew, of all or of the first source. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/fit_shown.h"
#include "sim/io/csv.h"
#include "sim/io/number.h"
#include "sim/io/results.h"
#include "sim/study/observed.h"

enum {
    MOST = 800
}; /* draws that are shown: every second is left out where there are more */

static const char right[] = "a file that a fit of this version wrote";

typedef struct {
    sim_fit_shown *s;
    const char *word;          /* the chain's for a source */
    size_t at[SIM_CSV_FIELDS]; /* columns of the numbers */
    size_t source;             /* column of whose it is; SIM_CSV_FIELDS: none */
    size_t step, row;          /* every so many-th row is kept */
    bool is_posterior;
    size_t low, high, name, arm, converged; /* columns of posterior.csv */
} taker;

static double cell(const sim_csv_row *row, size_t at)
{
    double number;

    return at < row->n && sim_number_parse(row->field[at], &number) ? number : NAN;
}

static size_t find(const sim_csv_row *row, const char *name)
{
    size_t i = 0;

    while (i < row->n && strcmp(row->field[i], name) != 0) i++;
    return i < row->n ? i : SIM_CSV_FIELDS;
}

/* ---- posterior.csv: which numbers there are ---------------------------------------------- */

static const plot_estimated *find_number(const sim_fit_shown *s, const char *name,
                                         const char *arm, const char *source)
{
    const char *whose = *arm ? arm : source;

    for (size_t i = 0; i < s->n_numbers; i++)
        if (strcmp(s->numbers[i].name, name) == 0 &&
            strcmp(s->numbers[i].whose, whose) == 0)
            return &s->numbers[i];
    return NULL;
}

static void take_summary(taker *t, const sim_csv_row *row)
{
    plot_estimate_draws *d = &t->s->draws;
    const char *source = t->source < row->n ? row->field[t->source] : "";
    const plot_estimated *number =
        find_number(t->s, row->field[t->name], row->field[t->arm], source);

    if (!number || d->n == t->s->n_numbers) return;
    if (d->n == 0) {
        d->whose = sim_fit_shown_keep(t->s, source);
        d->converged = true;
    }
    if (*source && strcmp(source, d->whose) != 0) return;
    d->numbers[d->n] = number;
    d->low[d->n] = cell(row, t->low);
    d->high[d->n] = cell(row, t->high);
    d->converged = d->converged && cell(row, t->converged) == 1;
    d->n++;
}

/* ---- draws.csv --------------------------------------------------------------------------- */

static void find_columns(taker *t, const sim_csv_row *row)
{
    const plot_estimate_draws *d = &t->s->draws;

    t->source = find(row, t->word);
    for (size_t k = 0; k < d->n; k++) {
        const plot_estimated *number = d->numbers[k];
        char name[PLOT_WORDS_SIZE];

        snprintf(name, sizeof name, "%.150s@%.100s", number->name, number->whose);
        t->at[k] = find(row, name);
        if (t->at[k] == SIM_CSV_FIELDS) t->at[k] = find(row, number->name);
    }
}

static void leave_every_second_out(taker *t)
{
    plot_estimate_draws *d = &t->s->draws;

    for (size_t i = 0; i < d->n_draws / 2; i++)
        memcpy(d->x + i * d->n, d->x + 2 * i * d->n, d->n * sizeof *d->x);
    d->n_draws /= 2;
    t->step *= 2;
}

static void take_draw(taker *t, const sim_csv_row *row)
{
    plot_estimate_draws *d = &t->s->draws;

    if (*d->whose && t->source < row->n && strcmp(row->field[t->source], d->whose) != 0)
        return;
    if (t->row++ % t->step != 0) return;
    for (size_t k = 0; k < d->n; k++) d->x[d->n_draws * d->n + k] = cell(row, t->at[k]);
    if (++d->n_draws == MOST) leave_every_second_out(t);
}

/* ---- both -------------------------------------------------------------------------------- */

static sim_status take(void *self, const sim_csv_row *row, sim_error *err)
{
    taker *t = self;

    (void)err;
    if (row->is_header && t->is_posterior) {
        t->source = find(row, t->word);
        t->name = find(row, "parameter");
        t->arm = find(row, "arm");
        t->low = find(row, "low");
        t->high = find(row, "high");
        t->converged = find(row, "converged");
    } else if (row->is_header)
        find_columns(t, row);
    else if (!t->is_posterior)
        take_draw(t, row);
    else if (t->name < row->n && t->arm < row->n)
        take_summary(t, row);
    return SIM_OK;
}

static sim_status read_one(taker *t, const char *dir, const char *name, sim_error *err)
{
    char path[SIM_RESULTS_PATH];
    sim_csv_input input = {NULL, path, right};
    sim_status status = sim_results_open(dir, name, path, &input.in, err);

    if (status != SIM_OK) return status;
    status = sim_csv_take_all(&input, take, t, err);
    fclose(input.in);
    return status;
}

sim_status sim_fit_shown_read_draws(sim_fit_shown *s, const sim_fit_shown_of *of,
                                    sim_error *err)
{
    plot_estimate_draws *d = &s->draws;
    taker t = {.s = s, .word = sim_observed_subject(of->chain), .step = 1};
    sim_status status;

    if (!sim_results_has(of->dir, "draws") || !sim_results_has(of->dir, "posterior"))
        return SIM_OK;
    d->numbers = sim_pool_take(&s->pool, s->n_numbers + 1, sizeof *d->numbers);
    d->low = sim_pool_take(&s->pool, s->n_numbers + 1, sizeof *d->low);
    d->high = sim_pool_take(&s->pool, s->n_numbers + 1, sizeof *d->high);
    d->x = sim_pool_take(&s->pool, (MOST + 1) * (s->n_numbers + 1), sizeof *d->x);
    if (s->pool.failed) return sim_fail_memory(err, "fit");
    t.is_posterior = true;
    status = read_one(&t, of->dir, "posterior", err);
    t.is_posterior = false;
    if (status == SIM_OK && d->n > 0) status = read_one(&t, of->dir, "draws", err);
    if (status == SIM_OK && d->n_draws > 1) s->figures.draws = d;
    return status;
}
