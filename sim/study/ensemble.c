#include "sim/study/ensemble.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/engine/instant.h"
#include "sim/study/slots.h"
#include "sim/study/tables.h"

/* Numbers that are kept for exact quantiles. */
enum { KEPT_BYTES = 256 << 20 };

/* Room for the courses of a chunk, and at most so many replicates in one. */
enum { CHUNK_BYTES = 16 << 20, CHUNK_LEAST = 8, CHUNK_MOST = 256 };

enum { BLOCK = 512 }; /* cells that a thread takes at a time */

/* ---- life ----------------------------------------------------------------- */

/* Numbers of a replicate: one slot's stand behind the other's. */
static size_t size_of_slot(const sim_pass *c)
{
    return c->n_arms * (c->n_numbers + c->n_drawn) + c->n_cells;
}

static sim_status allocate_slots(sim_pass *c, sim_error *err)
{
    const size_t n_numbers = c->n_arms * c->n_numbers, n_drawn = c->n_arms * c->n_drawn;
    const size_t n = size_of_slot(c);
    double *block = sim_pool_take(&c->pool, c->chunk * n, sizeof *block);

    c->slots = sim_pool_take(&c->pool, c->chunk, sizeof *c->slots);
    if (c->pool.failed) return sim_fail_memory(err, "ensemble");
    for (size_t i = 0; i < c->chunk; i++) {
        c->slots[i].numbers = &block[i * n];
        c->slots[i].drawn = c->slots[i].numbers + n_numbers;
        c->slots[i].courses = c->slots[i].drawn + n_drawn;
        c->slots[i].reports = c->slots[i].courses + c->n_course;
    }
    return SIM_OK;
}

static size_t choose_chunk(const sim_pass *c)
{
    const size_t bytes = (c->n_cells + 1) * sizeof(double), n = c->crew.task->n;
    size_t chunk = CHUNK_BYTES / bytes;

    if (c->crew.task->chunk > 0) return c->crew.task->chunk;
    if (chunk > CHUNK_MOST) chunk = CHUNK_MOST;
    if (chunk < CHUNK_LEAST * c->crew.threads) chunk = CHUNK_LEAST * c->crew.threads;
    return chunk < n ? chunk : n;
}

static sim_status pass_init(sim_pass *c, const sim_ensemble_task *task, sim_error *err)
{
    const sim_assay *a = task->assay;
    sim_ensemble *e = c->ensemble;
    sim_status status;

    *e = (sim_ensemble){.assay = a, .watch = &a->experiment->watch};
    e->outputs = sim_outputs_make(a->task->every, a->task->end);
    e->n_days = (size_t)sim_outputs_count(&e->outputs);
    status = sim_reports_init(a->task->chain, &e->form, err);
    c->n_arms = a->task->n_arms;
    c->n_numbers = a->readout.n;
    c->n_drawn = a->lottery.n_points;
    if (a->task->chain->stages[a->task->chain->n_stages - 1].glances)
        e->n_glances = a->task->n_glances;
    c->n_course = c->n_arms * (e->n_days + e->n_glances) * e->watch->n;
    c->n_reports = c->n_arms * SIM_REPORTS_MOST * e->form.n_columns;
    c->n_cells = c->n_course + c->n_reports;
    return status == SIM_OK ? sim_crew_init(&c->crew, task, err) : status;
}

static void pass_free(sim_pass *c)
{
    sim_crew_free(&c->crew);
    sim_pool_free(&c->pool);
}

/* Gives n tallies what they point into.  *left: numbers that still fit. */
static void give_room(const sim_pass *c, sim_tally tallies[], size_t n, size_t *left)
{
    sim_pool *pool = &c->ensemble->pool;
    const size_t each = c->crew.task->n;
    const bool fit = n * each <= *left;
    /* the estimates take as much as many numbers: few are kept whatever they take */
    const bool keeps = fit || each * sizeof(double) <= sizeof(sim_estimates);
    double *kept = keeps ? sim_pool_take(pool, n * each, sizeof *kept) : NULL;
    sim_estimates *estimates = keeps ? NULL : sim_pool_take(pool, n, sizeof *estimates);

    if (pool->failed) return;
    if (fit) *left -= n * each;
    for (size_t i = 0; i < n; i++)
        sim_tally_init(&tallies[i], keeps ? &kept[i * each] : NULL,
                       keeps ? NULL : &estimates[i]);
}

static size_t count_fates(const sim_pass *c)
{
    const sim_population *population = c->crew.assay->task->chain->population;

    return population ? population->n_fates : 0;
}

/* Where task->room has no place for all numbers, tallies estimate their quantiles: first those
 * of the courses. */
static sim_status make_room(sim_pass *c, sim_error *err)
{
    const size_t n_numbers = c->n_arms * c->n_numbers, room = c->crew.task->room;
    size_t left = (room > 0 ? room : KEPT_BYTES) / sizeof(double);
    sim_ensemble *e = c->ensemble;

    e->courses = sim_pool_take(&e->pool, c->n_cells + n_numbers, sizeof *e->courses);
    e->differences = sim_pool_take(&e->pool, n_numbers, sizeof *e->differences);
    e->n_apart = sim_pool_take(&e->pool, c->n_arms, sizeof *e->n_apart);
    e->n_counted = sim_pool_take(&e->pool, c->n_arms, sizeof *e->n_counted);
    e->struck =
        sim_pool_take(&e->pool, c->n_arms * count_fates(c) * e->n_days, sizeof *e->struck);
    e->struck_both = sim_pool_take(&e->pool, c->n_arms * count_fates(c) * e->n_days,
                                   sizeof *e->struck_both);
    if (e->pool.failed) return sim_fail_memory(err, "ensemble");
    e->reports = &e->courses[c->n_course];
    e->numbers = &e->courses[c->n_cells];
    give_room(c, e->numbers, n_numbers, &left);
    give_room(c, e->reports, c->n_reports, &left);
    give_room(c, e->courses, c->n_course, &left);
    c->orders = sim_pool_take(&c->pool, c->crew.threads, sizeof *c->orders);
    for (size_t i = 0; c->orders && i < c->crew.threads; i++)
        c->orders[i] = sim_order_take(&c->pool, c->crew.task->n);
    if (c->pool.failed) return sim_fail_memory(err, "ensemble");
    return sim_pool_check(&e->pool, "ensemble", err);
}

/* Of single replicates, as many as are wanted or as there are. */
static sim_status make_singles(sim_pass *c, sim_error *err)
{
    sim_ensemble *e = c->ensemble;
    const size_t wanted = c->crew.task->singles, n_rows = e->n_days + e->n_glances;
    const size_t most = wanted < c->crew.task->n ? wanted : c->crew.task->n;
    double *when = sim_pool_take(&c->pool, n_rows, sizeof *when);

    if (!when) return sim_fail_memory(err, "ensemble");
    for (size_t row = 0; row < n_rows; row++) when[row] = sim_ensemble_day(e, row);
    return sim_singles_init(
        &e->singles, &(sim_singles_form){c->n_arms, e->n_days, e->n_glances, e->watch->n},
        when, most, err);
}

void sim_ensemble_free(sim_ensemble *e)
{
    sim_singles_free(&e->singles);
    sim_pool_free(&e->pool);
    sim_table_free(&e->form);
    *e = (sim_ensemble){0};
}

/* ---- replicates ---------------------------------------------------------- */

/* How many slots there are from a group on, in it at most. */
static size_t size_of_group(size_t n, size_t group)
{
    const size_t left = n - group * SIM_SAMPLES;

    return left < SIM_SAMPLES ? left : SIM_SAMPLES;
}

static size_t count_groups(size_t n) { return (n + SIM_SAMPLES - 1) / SIM_SAMPLES; }

static void solve_group_of(void *self, size_t member, size_t group)
{
    sim_pass *c = self;
    const size_t at = group * SIM_SAMPLES;

    sim_pass_get(c, member, &c->slots[at], size_of_group(c->n, group), c->first + at, 1);
}

static size_t count_blocks(const sim_pass *c) { return (c->n_cells + BLOCK - 1) / BLOCK; }

static size_t block_end(const sim_pass *c, size_t block)
{
    return (block + 1) * BLOCK < c->n_cells ? (block + 1) * BLOCK : c->n_cells;
}

/* Each cell takes the replicates in the order of their numbers. */
static void add_block(void *self, size_t member, size_t b)
{
    sim_pass *c = self;
    const size_t first = b * BLOCK;

    (void)member;
    sim_tally_add_all(&c->ensemble->courses[first], block_end(c, b) - first,
                      &c->slots->courses[first], c->n, size_of_slot(c));
}

static size_t count_columns(const sim_pass *c) { return c->n_arms * c->ensemble->watch->n; }

/* Of a column of an arm day by day, for it ranks replicates much the same on the next; behind
 * these, of a cell of a report or of a number. */
static void close_tallies(void *self, size_t member, size_t i)
{
    sim_pass *c = self;
    const size_t n = c->ensemble->watch->n, n_columns = count_columns(c);
    const size_t rows = i < n_columns ? c->n_course / n_columns : 1;
    const size_t first =
        i < n_columns ? i / n * rows * n + i % n : c->n_course + i - n_columns;

    for (size_t row = 0; row < rows; row++)
        sim_tally_close(&c->ensemble->courses[first + row * n], &c->orders[member]);
}

static void solve_chunk(sim_pass *c)
{
    sim_team_share(c->crew.threads, count_groups(c->n), solve_group_of, c);
    if (!sim_crew_is_stopped(&c->crew) && !sim_crew_is_lost(&c->crew))
        sim_team_share(c->crew.threads, count_blocks(c), add_block, c);
}

/* ---- one after the other -------------------------------------------------- */

/* Counts on which output each fate came in an arm, and from when on in that too which it is
 * held against. */
static void add_fates(const sim_pass *c, size_t arm, const sim_slot *s)
{
    const sim_readout *r = &c->crew.assay->readout;
    const size_t n_days = c->ensemble->n_days, n_fates = count_fates(c);
    const size_t reference = sim_ensemble_reference(c->ensemble, arm);

    c->ensemble->n_counted[arm]++;
    for (size_t i = 0; i < n_fates; i++) {
        const size_t number = r->fates + i, at = (arm * n_fates + i) * n_days;
        const double every = c->crew.assay->task->every;
        const double row = s->numbers[arm * c->n_numbers + number] / every;
        const double other = reference < c->n_arms
                                 ? s->numbers[reference * c->n_numbers + number] / every
                                 : NAN;

        if (isfinite(row)) c->ensemble->struck[at + (size_t)lround(row)]++;
        if (isfinite(row) && isfinite(other))
            c->ensemble->struck_both[at + (size_t)lround(fmax(row, other))]++;
    }
}

/* Adds how far an arm is from that which it is held against. */
static void add_differences(const sim_pass *c, size_t arm, const sim_slot *s)
{
    const size_t reference = sim_ensemble_reference(c->ensemble, arm);

    for (size_t i = 0; reference < c->n_arms && i < c->n_numbers; i++)
        sim_moments_add(&c->ensemble->differences[arm * c->n_numbers + i],
                        s->numbers[arm * c->n_numbers + i] -
                            s->numbers[reference * c->n_numbers + i]);
}

/* Sets apart what is to be, and adds the numbers of all arms. */
static void add_numbers(const sim_pass *c, sim_slot *s)
{
    sim_ensemble *e = c->ensemble;

    for (size_t arm = 0; arm < c->n_arms; arm++) {
        double *numbers = &s->numbers[arm * c->n_numbers];
        const bool is_apart = sim_readout_set_apart(&c->crew.assay->readout, numbers);

        e->n_apart[arm] += is_apart;
        if (s->status == SIM_OK && !is_apart) add_fates(c, arm, s);
    }
    for (size_t i = 0; i < c->n_arms * c->n_numbers; i++)
        sim_tally_add(&e->numbers[i], s->numbers[i]);
    for (size_t arm = 0; arm < c->n_arms; arm++) add_differences(c, arm, s);
    e->redraws += s->redraws;
}

static void note_failure(sim_ensemble *e, const sim_slot *s, size_t replicate)
{
    if (s->status == SIM_OK) return;
    if (e->n_failed == 0) e->why = s->why;
    if (e->n_failed < SIM_FAILED_NAMED) e->failed[e->n_failed] = replicate;
    e->n_failed++;
}

static void write_rows(sim_pass *c, const sim_slot *s, size_t replicate)
{
    const sim_assay *a = c->crew.assay;
    sim_rows *rows = &c->replicates;

    for (size_t arm = 0; arm < c->n_arms; arm++) {
        sim_rows_text(rows, a->experiment->arms[arm].name);
        sim_rows_whole(rows, replicate);
        sim_rows_whole(rows, a->seed);
        sim_rows_whole(rows, s->redraws);
        sim_rows_whole(rows, sim_lottery_member(&a->lottery, replicate).laboratory);
        sim_rows_numbers(rows, &s->numbers[arm * c->n_numbers], c->n_numbers);
        sim_rows_numbers(rows, &s->drawn[arm * c->n_drawn], c->n_drawn);
    }
}

/* Takes the chunk in the order of its replicates. */
static sim_status take_chunk(sim_pass *c, sim_error *err)
{
    for (size_t i = 0; i < c->n; i++) {
        sim_slot *s = &c->slots[i];

        if (!s->solved || s->status == SIM_ESTOP) continue;
        if (s->status == SIM_ENOMEM) return sim_fail(err, s->status, "%s", s->why.text);
        write_rows(c, s, c->first + i);
        add_numbers(c, s);
        note_failure(c->ensemble, s, c->first + i);
        if (s->status == SIM_OK) sim_singles_add(&c->ensemble->singles, s->courses);
        c->ensemble->n++;
    }
    return SIM_OK;
}

static sim_status check_end(sim_pass *c, sim_error *err)
{
    const sim_ensemble *e = c->ensemble;

    if (sim_crew_is_stopped(&c->crew))
        return sim_fail(err, SIM_ESTOP, "interrupted after %zu of %zu replicates; %s", e->n,
                        c->crew.task->n,
                        c->crew.task->ledger ? "they are kept, and --resume goes on"
                                             : "nothing was written");
    if (e->n_failed == e->n)
        return sim_fail(err, SIM_ESOLVER,
                        "all %zu replicates failed, the first with: %.800s", e->n,
                        e->why.text);
    return SIM_OK;
}

sim_status sim_ensemble_run(sim_ensemble *e, const sim_ensemble_task *task, sim_error *err)
{
    sim_pass c = {.ensemble = e};
    sim_status status;

    sim_bug(task->n == 0);
    status = pass_init(&c, task, err);
    c.chunk = choose_chunk(&c);
    if (status == SIM_OK) status = make_room(&c, err);
    if (status == SIM_OK) status = make_singles(&c, err);
    if (status == SIM_OK) status = allocate_slots(&c, err);
    sim_rows_start(&c.replicates, &task->assay->replicates, task->replicates);
    for (; status == SIM_OK && !sim_crew_is_stopped(&c.crew) && c.first < task->n;
         c.first += c.chunk) {
        c.n = c.first + c.chunk < task->n ? c.chunk : task->n - c.first;
        solve_chunk(&c);
        status = sim_crew_is_lost(&c.crew) ? sim_ledger_close(task->ledger, err)
                                           : take_chunk(&c, err);
    }
    if (status == SIM_OK) status = check_end(&c, err);
    if (status == SIM_OK) status = sim_rows_end(&c.replicates, err);
    if (status == SIM_OK)
        sim_team_share(c.crew.threads,
                       count_columns(&c) + c.n_reports + c.n_arms * c.n_numbers,
                       close_tallies, &c);
    pass_free(&c);
    return status;
}

/* ---- a shard -------------------------------------------------------------- */

/* Of its shard, a member keeps one group of replicates after the other. */
static void fill_group(void *self, size_t member, size_t group)
{
    sim_pass *c = self;
    const size_t shards = c->crew.task->shards;

    sim_pass_get(c, member, &c->slots[member * SIM_SAMPLES], size_of_group(c->n, group),
                 c->crew.task->shard - 1 + group * SIM_SAMPLES * shards, shards);
}

sim_status sim_ensemble_fill(const sim_ensemble_task *task, size_t *done, sim_error *err)
{
    sim_ensemble nothing;
    sim_pass c = {.ensemble = &nothing};
    sim_status status = pass_init(&c, task, err);

    c.n = (task->n + task->shards - task->shard) / task->shards;
    c.chunk = c.crew.threads * SIM_SAMPLES;
    if (status == SIM_OK) status = allocate_slots(&c, err);
    if (status == SIM_OK) sim_team_share(c.crew.threads, count_groups(c.n), fill_group, &c);
    *done = atomic_load(&c.crew.relay.done);
    if (status == SIM_OK) status = sim_ledger_close(task->ledger, err);
    if (status == SIM_OK && *done < c.n)
        status = sim_fail(err, SIM_ESTOP,
                          "interrupted after %zu of %zu replicates of this shard; they are "
                          "kept, and --resume goes on",
                          *done, c.n);
    pass_free(&c);
    sim_ensemble_free(&nothing);
    return status;
}
