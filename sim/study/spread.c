#include "sim/study/spread.h"

#include <math.h>
#include <string.h>

#include "sim/study/crew.h"
#include "sim/study/tables.h"

/* The owners, then what is nobody's. */
enum { LUCK = SIM_OWNERS, CHANCE };

enum { CHUNK = 128, SOLVES = SIM_PARTS + 1 };

/* Replicates that stand in for others: beyond all that an ensemble has. */
static const uint64_t others = (uint64_t)1 << 40;

/* One pass of a crew over the samples. */
typedef struct {
    sim_crew crew;
    sim_spread *spread;
    size_t n_values; /* of a solve: [n_arms][n_parted] */
    sim_pool pool;   /* of what follows */
    double *numbers; /* [threads][n_arms][readout.n] */
    double
        *values;  /* [CHUNK][SOLVES][n_values] NAN after a failure, INFINITY of an arm that
                        is set apart */
    size_t first; /* sample of the chunk in hand */
} pass;

sim_part sim_spread_part(const sim_population *population, size_t part)
{
    if (!population) return (sim_part){0};
    if (part == CHANCE) return population->chance;
    return part == LUCK ? population->luck : population->owners[part];
}

/* ---- life ----------------------------------------------------------------- */

static sim_status pass_init(pass *c, const sim_ensemble_task *task, sim_error *err)
{
    const size_t n_arms = task->assay->task->n_arms, n_numbers = task->assay->readout.n;
    const sim_population *population = task->assay->task->chain->population;
    sim_spread *s = c->spread;
    sim_status status = sim_crew_init(&c->crew, task, err);

    if (status != SIM_OK) return status;
    s->n_parted = population ? population->n_parted : 0;
    c->n_values = n_arms * s->n_parted;
    c->numbers =
        sim_pool_take(&c->pool, c->crew.threads * n_arms * n_numbers, sizeof *c->numbers);
    c->values = sim_pool_take(&c->pool, CHUNK * SOLVES * c->n_values, sizeof *c->values);
    s->numbers = sim_pool_take(&s->pool, s->n_parted, sizeof *s->numbers);
    s->list = sim_pool_take(&s->pool, c->n_values, sizeof *s->list);
    if (c->pool.failed || s->pool.failed) return sim_fail_memory(err, "spread");
    for (size_t i = 0; i < s->n_parted; i++) {
        s->numbers[i] = sim_readout_find(&s->assay->readout, population->parted[i]);
        sim_bug(s->numbers[i] == n_numbers);
    }
    return SIM_OK;
}

static void pass_free(pass *c)
{
    sim_crew_free(&c->crew);
    sim_pool_free(&c->pool);
}

void sim_spread_free(sim_spread *s)
{
    sim_pool_free(&s->pool);
    *s = (sim_spread){0};
}

/* ---- samples -------------------------------------------------------------- */

/* Does a part differ from sample to sample? */
static bool plays(const pass *c, size_t part)
{
    const sim_lottery *lottery = &c->crew.assay->lottery;

    if (part == CHANCE) return sim_task_is_random(c->crew.assay->task);
    if (part == SIM_LABORATORY)
        return sim_lottery_has(lottery, SIM_LABORATORY) &&
               lottery->per_laboratory < c->crew.task->n;
    return true;
}

/* The sample with the last `k` parts exchanged. */
static sim_member member_of(const pass *c, uint64_t sample, size_t k)
{
    const uint64_t laboratory = plays(c, SIM_LABORATORY) ? sample : 0;
    sim_member member = {laboratory, sample, sample, sample, sample};
    uint64_t *const parts[SIM_PARTS] = {&member.laboratory, &member.source, &member.subject,
                                        &member.luck, &member.chance};

    for (size_t i = SIM_PARTS - k; i < SIM_PARTS; i++) *parts[i] += others;
    return member;
}

/* False where it was broken off. */
static bool solve_one(const pass *c, size_t thread, const sim_member *member,
                      double values[])
{
    const size_t n = c->crew.assay->readout.n, n_parted = c->spread->n_parted;
    sim_sample *worker = &c->crew.workers[thread * SIM_SAMPLES];
    double *numbers = &c->numbers[thread * c->crew.assay->task->n_arms * n];
    sim_solution solution;
    sim_error why;
    const sim_status status =
        sim_sample_solve(worker, c->crew.assay, member, &solution, &why);
    const bool solved = status == SIM_OK;

    if (solved) sim_sample_read(worker, c->crew.assay, member, &solution, numbers);
    for (size_t i = 0; i < c->n_values; i++) {
        const double *of_arm = &numbers[i / n_parted * n];

        if (!solved)
            values[i] = NAN;
        else if (sim_readout_is_apart(&c->crew.assay->readout, of_arm))
            values[i] = INFINITY;
        else
            values[i] = of_arm[c->spread->numbers[i % n_parted]];
    }
    sim_solution_free(&solution);
    return status != SIM_ESTOP && status != SIM_ENOMEM;
}

static bool solve_sample(const pass *c, size_t thread, uint64_t sample, double values[])
{
    bool whole = true;

    for (size_t k = 0; k < SOLVES; k++) {
        const sim_member member = member_of(c, sample, k);
        double *of_solve = &values[k * c->n_values];

        if (k > 0 && !plays(c, SIM_PARTS - k))
            memcpy(of_solve, of_solve - c->n_values, c->n_values * sizeof *values);
        else
            whole = solve_one(c, thread, &member, of_solve) && whole;
    }
    return whole;
}

/* A sample that was kept, or that is solved and kept. */
static void get_sample(const pass *c, size_t thread, uint64_t sample, double values[])
{
    const sim_ledger_key key = {SIM_LEDGER_SAMPLE, sample};
    sim_store_item item = {.reason = "", .numbers = values, .n = SOLVES * c->n_values};

    if (c->crew.task->ledger && sim_ledger_get(c->crew.task->ledger, key, &item, values))
        return;
    if (!solve_sample(c, thread, sample, values)) return;
    if (c->crew.task->ledger) sim_ledger_add(c->crew.task->ledger, key, &item);
}

static void get_sample_of(void *self, size_t member, size_t i)
{
    pass *c = self;

    if (sim_crew_is_stopped(&c->crew) || sim_crew_is_lost(&c->crew)) return;
    get_sample(c, member, c->first + i, &c->values[i * SOLVES * c->n_values]);
    sim_relay_pass(&c->crew.relay, false);
}

/* ---- parts ---------------------------------------------------------------- */

/* Moments one by one, of the parts and the total and of both together (Welford). */
static void add(sim_parting *p, const double parts[SIM_PARTS], double total)
{
    const double off_total = total - p->total;
    const double n = (double)++p->n;

    p->total += off_total / n;
    p->total_squares += off_total * (total - p->total);
    for (size_t i = 0; i < SIM_PARTS; i++) {
        const double off = parts[i] - p->mean[i];

        p->mean[i] += off / n;
        p->squares[i] += off * (parts[i] - p->mean[i]);
        p->products[i] += off * (total - p->total);
    }
}

/* Does each solve of a sample have the number? */
static bool is_complete(const pass *c, const double values[], size_t i)
{
    for (size_t k = 0; k < SOLVES; k++) {
        if (!isfinite(values[k * c->n_values + i])) return false;
    }
    return true;
}

/* Did a solve of a sample fail?  Then none of its numbers is defined. */
static bool has_failed(const pass *c, const double values[])
{
    for (size_t k = 0; k < SOLVES; k++) {
        size_t n = 0;

        while (n < c->n_values && isnan(values[k * c->n_values + n])) n++;
        if (n == c->n_values) return true;
    }
    return false;
}

/* values[SOLVES][n_values] of a sample. */
static void add_sample(const pass *c, const double values[])
{
    for (size_t i = 0; i < c->n_values; i++) {
        double parts[SIM_PARTS], before = 0;

        if (!is_complete(c, values, i)) continue;
        for (size_t k = 1; k <= SIM_PARTS; k++) {
            const double off = values[i] - values[k * c->n_values + i];
            const double held = off * off / 2;

            parts[SIM_PARTS - k] = held - before;
            before = held;
        }
        add(&c->spread->list[i], parts, before);
    }
}

sim_status sim_spread_run(sim_spread *s, const sim_ensemble_task *task, sim_error *err)
{
    pass c = {.spread = s};
    sim_status status;

    *s = (sim_spread){.assay = task->assay};
    status = pass_init(&c, task, err);
    for (size_t first = 0;
         status == SIM_OK && !sim_crew_is_stopped(&c.crew) && first < task->n;
         first += CHUNK) {
        const size_t n = first + CHUNK < task->n ? CHUNK : task->n - first;

        c.first = first;
        sim_team_share(c.crew.threads, n, get_sample_of, &c);
        if (sim_crew_is_lost(&c.crew)) status = sim_ledger_close(task->ledger, err);
        for (size_t i = 0; status == SIM_OK && !sim_crew_is_stopped(&c.crew) && i < n;
             i++) {
            const double *values = &c.values[i * SOLVES * c.n_values];

            s->n_failed += has_failed(&c, values);
            add_sample(&c, values);
            s->n++;
        }
    }
    if (status == SIM_OK && sim_crew_is_stopped(&c.crew))
        status = sim_fail(
            err, SIM_ESTOP, "interrupted after %zu of %zu samples of the spread; %s",
            atomic_load(&c.crew.relay.done), task->n,
            task->ledger ? "they are kept, and --resume goes on" : "nothing was written");
    pass_free(&c);
    return status;
}

static const sim_parting *find(const sim_spread *s, size_t arm, size_t parted)
{
    return &s->list[arm * s->n_parted + parted];
}

double sim_spread_share(const sim_spread *s, size_t arm, size_t parted, size_t part)
{
    const sim_parting *p = find(s, arm, parted);

    if (p->n < SIM_ALIKE_LEAST) return NAN;
    return p->total > SIM_NEGLIGIBLE * SIM_NEGLIGIBLE ? p->mean[part] / p->total : NAN;
}

double sim_spread_error(const sim_spread *s, size_t arm, size_t parted, size_t part)
{
    const sim_parting *p = find(s, arm, parted);
    const double share = sim_spread_share(s, arm, parted, part), n = (double)p->n;
    const double squares =
        p->squares[part] - 2 * share * p->products[part] + share * share * p->total_squares;

    return isfinite(share) ? sqrt(fmax(0, squares) / (n * (n - 1))) / p->total : NAN;
}

size_t sim_spread_samples(const sim_spread *s, size_t arm, size_t parted)
{
    return find(s, arm, parted)->n;
}

/* ---- spread.csv ----------------------------------------------------------- */

static const sim_column columns[] = {
    {"arm", "1", "name of the arm", SIM_CELL_TEXT},
    {"quantity", "1", "number that is read off a replicate", SIM_CELL_TEXT},
    {"part", "1", "what differs from replicate to replicate", SIM_CELL_TEXT},
    {"share", "1",
     "share of the variance of the quantity that comes from this part; empty where nothing "
     "varies and for fewer than 8 samples",
     SIM_CELL_NUMBER},
    {"se", "1", "standard error of the share", SIM_CELL_NUMBER},
};
const sim_layout sim_spread_layout = SIM_LAYOUT("spread", columns);

sim_status sim_spread_write(const sim_spread *s, const sim_rows_to *to, sim_error *err)
{
    sim_rows rows;

    sim_rows_start(&rows, &sim_spread_layout, to);
    for (size_t i = 0; i < s->assay->task->n_arms * s->n_parted; i++) {
        const size_t arm = i / s->n_parted, parted = i % s->n_parted;

        for (size_t part = 0; part < SIM_PARTS; part++) {
            const char *name =
                sim_spread_part(s->assay->task->chain->population, part).name;

            if (!name) continue;
            sim_rows_text(&rows, s->assay->experiment->arms[arm].name);
            sim_rows_text(&rows, s->assay->readout.list[s->numbers[parted]].column.name);
            sim_rows_text(&rows, name);
            sim_rows_number(&rows, sim_spread_share(s, arm, parted, part));
            sim_rows_number(&rows, sim_spread_error(s, arm, parted, part));
        }
    }
    return sim_rows_end(&rows, err);
}
