/* command_verify.c -- potency verify DB: are a sweep's results what the program gives? */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_rng.h>

#include "sim/cli/cli.h"
#include "sim/engine/rng.h"
#include "sim/study/probe.h"
#include "sim/study/record.h"

enum { POINTS_DEFAULT = 20, POINTS_MAX = 100000, TEXT_SIZE = 512, NAMED = 20 };

/* Another compiler or processor may round otherwise; then so much of a number may differ. */
static const double tolerance = 1e-6;

static const uint64_t seed_of_sweep = UINT64_MAX; /* none that --seed takes */

typedef struct {
    sim_arguments shared;
    size_t points;
    uint64_t seed; /* that draws them, or seed_of_sweep */
} verify_options;

static const sim_option options[] = {
    {"points", 'n', "N", "Points to solve again (20)", SIM_INTO(verify_options, points),
     .least = 1, .most = POINTS_MAX},
    {"seed", 'r', "S", "Seed that draws them (that of the sweep)",
     SIM_INTO(verify_options, seed), .most = SIM_SEED_MOST},
    {0},
};

/* ---- which points --------------------------------------------------------- */

/* A sample of all, each as likely (Vitter (1985) ACM Trans. Math. Softw. 11, 37,
 * algorithm R). */
typedef struct {
    size_t wanted, n, seen;
    uint64_t seed;
    struct {
        size_t point, build;
    } * list; /* [wanted] */
    gsl_rng *rng;
} sample;

static void offer(void *self, size_t point, size_t build)
{
    sample *s = self;
    size_t at = s->seen++;

    if (s->n < s->wanted)
        at = s->n++;
    else
        at = (size_t)sim_rng_below(s->rng, at + 1);
    if (at >= s->wanted) return;
    s->list[at].point = point;
    s->list[at].build = build;
}

static int by_point(const void *a, const void *b)
{
    const size_t *p = a, *q = b; /* the point stands first */

    return (*p > *q) - (*p < *q);
}

static sim_status choose(sim_record *r, sample *s, sim_error *err)
{
    const sim_stream stream = {s->seed, 0, 0, "verify"};
    sim_status status;

    s->list = calloc(s->wanted, sizeof *s->list);
    s->rng = gsl_rng_alloc(sim_rng_type);
    if (!s->list || !s->rng) return sim_fail_memory(err, "verify");
    sim_rng_start(s->rng, &stream);
    status = sim_store_each_point(&r->store, offer, s, err);
    if (status == SIM_OK && s->n == 0)
        status = sim_fail(err, SIM_EVALUE,
                          "%s: has no points yet; potency sweep --resume adds them",
                          r->store.path);
    qsort(s->list, s->n, sizeof *s->list, by_point);
    return status;
}

/* ---- comparing ------------------------------------------------------------ */

typedef struct {
    const sim_record *record;
    const sim_probe *probe;
    bool same_build;
    size_t n_rows;
} comparer;

static bool are_equal(const comparer *c, double there, double here)
{
    if (!isfinite(there) || !isfinite(here)) return !isfinite(there) && !isfinite(here);
    if (c->same_build) return there == here;
    return fabs(there - here) <= tolerance * fmax(1, fabs(here));
}

static sim_status refuse_row(const comparer *c, const sim_store_row *row,
                             const char *column, const char *found, sim_error *err)
{
    return sim_fail(err, SIM_EVALUE,
                    "%s: point %zu, arm %s: %s %s; the file was changed, or the program",
                    c->record->store.path, row->point, row->arm_name, column, found);
}

/* A number as it stands in a cell, which may be empty. */
static const char *cell(double number, char text[SIM_NUMBER_SIZE])
{
    if (!isfinite(number)) return "empty";
    snprintf(text, SIM_NUMBER_SIZE, "%.17g", number);
    return text;
}

static sim_status compare_number(const comparer *c, const sim_store_row *row,
                                 const sim_column *column, double there, double here,
                                 sim_error *err)
{
    char text[TEXT_SIZE], was[SIM_NUMBER_SIZE], is[SIM_NUMBER_SIZE];

    if (are_equal(c, there, here)) return SIM_OK;
    snprintf(text, sizeof text, "is %s there, and %s when solved again", cell(there, was),
             cell(here, is));
    return refuse_row(c, row, column->name, text, err);
}

static sim_status compare_word(const comparer *c, const sim_store_row *row,
                               const char *column, const char *there, const char *here,
                               sim_error *err)
{
    char text[TEXT_SIZE];

    if (strcmp(there ? there : "", here ? here : "") == 0) return SIM_OK;
    snprintf(text, sizeof text, "is '%.200s' there, and '%.200s' when solved again",
             there ? there : "", here ? here : "");
    return refuse_row(c, row, column, text, err);
}

static sim_status compare_row(void *self, const sim_store_row *row, sim_error *err)
{
    comparer *c = self;
    const sim_store_form *form = &c->record->store.form;
    const sim_store_row *mine;
    sim_status status;

    c->n_rows++;
    if (row->arm >= c->probe->placed.n_arms)
        return refuse_row(c, row, "arm", "is none of the experiment", err);
    mine = &c->probe->rows[row->arm];
    status = compare_word(c, row, "arm", row->arm_name, mine->arm_name, err);
    if (status == SIM_OK)
        status = compare_word(c, row, "status", row->status, mine->status, err);
    for (size_t i = 0; status == SIM_OK && i < form->n_inputs; i++) {
        const sim_store_input *there = &row->inputs[i], *here = &mine->inputs[i];

        status =
            there->word || here->word
                ? compare_word(c, row, form->inputs[i].name, there->word, here->word, err)
                : compare_number(c, row, &form->inputs[i], there->number, here->number,
                                 err);
    }
    for (size_t i = 0; status == SIM_OK && i < form->n_numbers; i++)
        status = compare_number(c, row, &form->numbers[i], row->numbers[i],
                                mine->numbers[i], err);
    return status;
}

static sim_status compare_all(sim_record *r, sim_probe *probe, const sample *s,
                              size_t *n_other, sim_error *err)
{
    size_t build = 0;
    sim_status status = sim_store_find_build(&r->store, sim_build_id, &build, err);

    for (size_t i = 0; status == SIM_OK && i < s->n; i++) {
        comparer c = {r, probe, s->list[i].build == build, 0};

        *n_other += !c.same_build;
        if (!sim_plan_find(&r->plan, s->list[i].point, probe->values))
            return sim_fail(err, SIM_EVALUE, "%s: point %zu is beyond the last one",
                            r->store.path, s->list[i].point);
        status = sim_probe_solve(probe, s->list[i].point, err);
        if (status == SIM_OK)
            status = sim_store_each_row(&r->store, s->list[i].point, compare_row, &c, err);
        if (status == SIM_OK && c.n_rows != probe->placed.n_arms)
            status =
                sim_fail(err, SIM_EVALUE, "%s: point %zu has %zu of %zu arms",
                         r->store.path, s->list[i].point, c.n_rows, probe->placed.n_arms);
    }
    return status;
}

/* ---- the command ---------------------------------------------------------- */

/* "points 3, 17, 21 and 4 more, drawn by seed 7" */
static void print_points(const sample *s)
{
    if (s->n == s->seen) return;
    printf("point%s ", s->n == 1 ? "" : "s");
    for (size_t i = 0; i < s->n && i < NAMED; i++)
        printf("%s%zu", i > 0 ? ", " : "", s->list[i].point);
    if (s->n > NAMED) printf(" and %zu more", s->n - NAMED);
    printf(", drawn by seed %llu; another --seed draws others\n",
           (unsigned long long)s->seed);
}

static sim_status verify(sim_record *r, const verify_options *o, sim_error *err)
{
    sample s = {.wanted = o->points,
                .seed = o->seed != seed_of_sweep
                            ? o->seed
                            : (uint64_t)sim_experiment_value(r->plan.task->experiment,
                                                             "run", "seed")};
    sim_network *nets = NULL;
    sim_probe probe = {0};
    size_t n_other = 0;
    sim_status status = choose(r, &s, err);

    if (status == SIM_OK) status = sim_store_check_rows(&r->store, err);
    if (status == SIM_OK) status = sim_chain_make_nets(r->task.chain, &nets, err);
    if (status == SIM_OK) status = sim_probe_init(&probe, &r->plan, nets, err);
    if (status == SIM_OK) status = compare_all(r, &probe, &s, &n_other, err);
    if (status == SIM_OK) {
        printf("%s: sound; %zu of %zu points solved again, all %s\n", r->store.path, s.n,
               s.seen, n_other == 0 ? "equal" : "alike");
        if (n_other > 0)
            printf("%zu of them were solved by another build and agree to %g\n", n_other,
                   tolerance);
        print_points(&s);
    }
    sim_probe_free(&probe);
    sim_chain_free_nets(r->task.chain, nets);
    if (s.rng) gsl_rng_free(s.rng);
    free(s.list);
    return status;
}

static sim_status call(const sim_call *how, sim_error *err)
{
    verify_options o = {.points = POINTS_DEFAULT, .seed = seed_of_sweep};
    sim_record r = {0};
    sim_status status;

    sim_options_read(how, &o);
    status = sim_record_load(&r, o.shared.argument, err);
    if (status == SIM_OK) status = verify(&r, &o, err);
    sim_record_close(&r);
    return status;
}

const sim_command sim_command_verify = {.options = options, .call = call};
