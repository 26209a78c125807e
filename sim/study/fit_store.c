#include "sim/study/fit_store.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/text.h"

/* Cells before x[n_unknowns]. */
enum { CELLS = 4 };

static const char name[] = "fit";

/* ---- life ------------------------------------------------------------------------------------- */

static void hash_number(uint64_t *hash, double number)
{
    char text[SIM_NUMBER_SIZE];

    sim_number_print_exact(text, number);
    sim_text_hash(hash, text);
}

static uint64_t hash_question(const sim_fit_question *q)
{
    uint64_t hash = SIM_HASH;

    sim_observations_hash(q->all, &hash);
    for (size_t i = 0; i < q->plan->n; i++) {
        sim_text_hash(&hash, q->plan->list[i].name);
        sim_text_hash(&hash, q->plan->list[i].how);
    }
    hash_number(&hash, (double)q->starts);
    hash_number(&hash, q->level);
    hash_number(&hash, (double)q->draws);
    return hash;
}

sim_status sim_fit_store_open(sim_fit_store *s, const sim_job *job, const char *dir,
                              bool resumes, const sim_fit_question *question,
                              sim_error *err)
{
    const sim_keep_options options = {.resumes = resumes, .name = name, .about = s->about};

    snprintf(s->about, sizeof s->about, "a fit of data and rows %016llx",
             (unsigned long long)hash_question(question));
    s->is_open = true;
    return sim_keep_open(&s->keep, job, dir, &options, err);
}

sim_status sim_fit_store_turn(sim_fit_store *s, size_t part, size_t n_unknowns,
                              sim_error *err)
{
    free(s->cells);
    s->part = part;
    s->n_unknowns = n_unknowns;
    s->n_cells = CELLS + n_unknowns;
    s->cells = calloc(s->n_cells, sizeof *s->cells);
    return s->cells ? SIM_OK : sim_fail_memory(err, name);
}

static void release(sim_fit_store *s)
{
    free(s->cells);
    *s = (sim_fit_store){0};
}

sim_status sim_fit_store_close(sim_fit_store *s, sim_error *err)
{
    const sim_status status = s->is_open ? sim_keep_close(&s->keep, err) : SIM_OK;

    release(s);
    return status;
}

void sim_fit_store_discard(sim_fit_store *s)
{
    if (s->is_open) sim_keep_discard(&s->keep);
    release(s);
}

/* ---- items: starts are of the first kind, points of profiles of the second ------------------------------------------------------------------------------------ */

enum { PARTS = 1 << 20 };

static bool get(sim_fit_store *s, sim_ledger_kind kind, size_t number)
{
    sim_store_item item = {.n = s->n_cells};

    return sim_ledger_get(&s->keep.ledger, (sim_ledger_key){kind, number * PARTS + s->part},
                          &item, s->cells);
}

static sim_status add(sim_fit_store *s, sim_ledger_kind kind, size_t number, sim_error *err)
{
    sim_store_item item = {.reason = "", .numbers = s->cells, .n = s->n_cells};

    sim_ledger_add(&s->keep.ledger, (sim_ledger_key){kind, number * PARTS + s->part},
                   &item);
    return sim_ledger_is_lost(&s->keep.ledger) ? sim_ledger_close(&s->keep.ledger, err)
                                               : SIM_OK;
}

static bool have_start(void *self, size_t number, sim_start *start)
{
    sim_fit_store *s = self;

    if (!get(s, SIM_LEDGER_REPLICATE, number)) return false;
    start->ending = (sim_least_ending)s->cells[0];
    start->chi2 = s->cells[1];
    start->redrawn = (size_t)s->cells[2];
    start->evaluations = (size_t)s->cells[3];
    memcpy(start->x, s->cells + CELLS, s->n_unknowns * sizeof *start->x);
    return true;
}

static sim_status keep_start(void *self, size_t number, const sim_start *start,
                             sim_error *err)
{
    sim_fit_store *s = self;

    s->cells[0] = (double)start->ending;
    s->cells[1] = start->chi2;
    s->cells[2] = (double)start->redrawn;
    s->cells[3] = (double)start->evaluations;
    memcpy(s->cells + CELLS, start->x, s->n_unknowns * sizeof *start->x);
    return add(s, SIM_LEDGER_REPLICATE, number, err);
}

static size_t number_of(const sim_fit_store *s, const sim_profile_key *key)
{
    return ((key->round * s->n_unknowns + key->unknown) * 2 + key->side) *
               SIM_PROFILE_POINTS +
           key->number;
}

static bool have_point(void *self, const sim_profile_key *key, sim_profile_point *point)
{
    sim_fit_store *s = self;

    if (!get(s, SIM_LEDGER_SAMPLE, number_of(s, key))) return false;
    point->chi2 = s->cells[0];
    point->gain = s->cells[1];
    point->by = (size_t)s->cells[2];
    point->evaluations = (size_t)s->cells[3];
    memcpy(point->x, s->cells + CELLS, s->n_unknowns * sizeof *point->x);
    return true;
}

static sim_status keep_point(void *self, const sim_profile_key *key,
                             const sim_profile_point *point, sim_error *err)
{
    sim_fit_store *s = self;

    s->cells[0] = point->chi2;
    s->cells[1] = point->gain;
    s->cells[2] = (double)point->by;
    s->cells[3] = (double)point->evaluations;
    memcpy(s->cells + CELLS, point->x, s->n_unknowns * sizeof *point->x);
    return add(s, SIM_LEDGER_SAMPLE, number_of(s, key), err);
}

/* ---- blocks of draws, of the second kind too, behind all profiles ------------------------------ */

enum { BLOCKS = 1 << 28 };

/* A block as one item: how many moves were taken, then densities and points of its steps, walker by walker. */
typedef struct {
    sim_store_item item;
    double *numbers;
} block_item;

static bool open_block(const sim_fit_store *s, const sim_draws_block *b, block_item *to)
{
    to->item =
        (sim_store_item){.reason = "", .n = 1 + b->n * b->n_walkers * (1 + s->n_unknowns)};
    to->numbers = calloc(to->item.n, sizeof *to->numbers);
    to->item.numbers = to->numbers;
    return to->numbers != NULL;
}

static sim_ledger_key key_of_block(const sim_fit_store *s, const sim_draws_block *b)
{
    return (sim_ledger_key){SIM_LEDGER_SAMPLE, (BLOCKS + b->first) * PARTS + s->part};
}

static bool have_block(void *self, sim_draws_block *b)
{
    sim_fit_store *s = self;
    const size_t n = b->n * b->n_walkers;
    block_item of;
    bool found = open_block(s, b, &of) &&
                 sim_ledger_get(&s->keep.ledger, key_of_block(s, b), &of.item, of.numbers);

    if (found) {
        b->accepted = (size_t)of.numbers[0];
        memcpy(b->density, of.numbers + 1, n * sizeof *b->density);
        memcpy(b->x, of.numbers + 1 + n, n * s->n_unknowns * sizeof *b->x);
    }
    free(of.numbers);
    return found;
}

static sim_status keep_block(void *self, const sim_draws_block *b, sim_error *err)
{
    sim_fit_store *s = self;
    const size_t n = b->n * b->n_walkers;
    block_item of;

    if (!open_block(s, b, &of)) return sim_fail_memory(err, name);
    of.numbers[0] = (double)b->accepted;
    memcpy(of.numbers + 1, b->density, n * sizeof *b->density);
    memcpy(of.numbers + 1 + n, b->x, n * s->n_unknowns * sizeof *b->x);
    sim_ledger_add(&s->keep.ledger, key_of_block(s, b), &of.item);
    free(of.numbers);
    return sim_ledger_is_lost(&s->keep.ledger) ? sim_ledger_close(&s->keep.ledger, err)
                                               : SIM_OK;
}

sim_draws_store sim_fit_store_of_draws(sim_fit_store *s)
{
    return (sim_draws_store){have_block, keep_block, s};
}

sim_starts_store sim_fit_store_of_starts(sim_fit_store *s)
{
    return (sim_starts_store){have_start, keep_start, s};
}

sim_profile_store sim_fit_store_of_profiles(sim_fit_store *s)
{
    return (sim_profile_store){have_point, keep_point, s};
}
