#include "sim/study/shares.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/number.h"
#include "sim/io/results.h"

static size_t n_rows(const sim_shares *s) { return s->n_arms * s->population->n_parted; }

static sim_status make_room(sim_shares *s, const sim_chain *chain, size_t n_arms,
                            sim_error *err)
{
    *s = (sim_shares){.population = chain->population, .n_arms = n_arms};
    s->list = calloc(n_rows(s) + 1, sizeof *s->list);
    if (!s->list) return sim_fail_memory(err, "spread");
    for (size_t i = 0; i < n_rows(s); i++)
        for (size_t part = 0; part < SIM_PARTS; part++)
            s->list[i].share[part] = s->list[i].error[part] = NAN;
    return SIM_OK;
}

sim_status sim_shares_init(sim_shares *s, const sim_spread *spread, sim_error *err)
{
    const sim_task *task = spread->assay->task;
    const sim_status status = make_room(s, task->chain, task->n_arms, err);

    for (size_t i = 0; status == SIM_OK && i < n_rows(s); i++) {
        const size_t arm = i / spread->n_parted, parted = i % spread->n_parted;

        for (size_t part = 0; part < SIM_PARTS; part++) {
            if (!sim_spread_part(s->population, part).name) continue;
            s->list[i].share[part] = sim_number_round(
                sim_spread_share(spread, arm, parted, part), SIM_NUMBER_TABLE);
            s->list[i].error[part] = sim_number_round(
                sim_spread_error(spread, arm, parted, part), SIM_NUMBER_TABLE);
        }
    }
    return status;
}

/* ---- spread.csv ----------------------------------------------------------- */

typedef struct {
    sim_shares *shares;
    const sim_experiment *experiment;
    sim_rows_from from;
    size_t n; /* rows that were read */
} reader;

enum { ARM, QUANTITY, PART, SHARE, ERROR };

/* The arm, number and part of its n-th row; false past the last. */
static bool find_row(const sim_shares *s, size_t n, size_t *row, size_t *part)
{
    size_t parts[SIM_PARTS], n_parts = 0;

    for (size_t i = 0; i < SIM_PARTS; i++)
        if (sim_spread_part(s->population, i).name) parts[n_parts++] = i;
    *row = n / n_parts;
    *part = parts[n % n_parts];
    return *row < n_rows(s);
}

static sim_status take_row(void *self, size_t line, const sim_cell cells[], sim_error *err)
{
    reader *r = self;
    const sim_shares *s = r->shares;
    size_t row, part;
    bool fits = find_row(s, r->n++, &row, &part);

    if (fits) {
        const size_t n_parted = s->population->n_parted;
        const char *arm = r->experiment->arms[row / n_parted].name;
        const char *quantity = s->population->parted[row % n_parted];

        fits = strcmp(cells[ARM].text, arm) == 0 &&
               strcmp(cells[QUANTITY].text, quantity) == 0 &&
               strcmp(cells[PART].text, sim_spread_part(s->population, part).name) == 0;
    }
    if (!fits) return sim_rows_refuse(&r->from, line, err, "row");
    s->list[row].share[part] = cells[SHARE].number;
    s->list[row].error[part] = cells[ERROR].number;
    return SIM_OK;
}

static sim_status read_file(reader *r, const char *dir, sim_error *err)
{
    char file[SIM_RESULTS_PATH];
    size_t row, part;
    sim_status status;

    r->from = (sim_rows_from){.file = file,
                              .layout = &sim_spread_layout,
                              .wrong = "does not fit run.ini; a file that a run of this "
                                       "version wrote would be right"};
    status = sim_results_open(dir, sim_spread_layout.name, file, &r->from.in, err);
    if (status == SIM_OK) status = sim_rows_read(&r->from, take_row, r, err);
    if (r->from.in) fclose(r->from.in);
    if (status != SIM_OK || !find_row(r->shares, r->n, &row, &part)) return status;
    return sim_fail(
        err, SIM_EPARSE,
        "%s: ends early; a file that a run of this version wrote would be right", file);
}

sim_status sim_shares_read(sim_shares *s, const char *dir, const sim_experiment *e,
                           sim_error *err)
{
    reader r = {.shares = s, .experiment = e};
    const sim_status status = make_room(s, e->catalog->chain, e->n_arms, err);

    return status == SIM_OK ? read_file(&r, dir, err) : status;
}

void sim_shares_free(sim_shares *s)
{
    free(s->list);
    *s = (sim_shares){0};
}
