#include "sim/study/ensemble.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/engine/instant.h"
#include "sim/study/crew.h"
#include "sim/study/sight.h"
#include "sim/study/tables.h"

/* Numbers that are kept for exact quantiles. */
enum { KEPT_BYTES = 256 << 20 };

/* Room for the courses of a chunk, and at most so many replicates in one. */
enum { CHUNK_BYTES = 16 << 20, CHUNK_LEAST = 8, CHUNK_MOST = 256 };

enum { BLOCK = 512 }; /* cells that a thread takes at a time */

/* A replicate of the chunk in hand. */
typedef struct {
    bool solved;
    sim_status status;
    sim_error why;
    size_t redraws;
    double *numbers; /* [n_arms][readout.n] */
    double *drawn;   /* [n_arms][n_points] */
    double *courses; /* [n_arms][n_days + n_glances][watch->n] */
    double *reports; /* [n_arms][SIM_REPORTS_MOST][form.n_columns] behind these */
} slot;

/* One pass of a crew over the replicates. */
typedef struct {
    sim_crew crew;
    sim_ensemble *ensemble;
    size_t n_arms, n_numbers, n_drawn; /* of a replicate; the next too */
    size_t n_course, n_reports;        /* of all its arms */
    size_t n_cells;                    /* these two together */
    size_t chunk;
    sim_pool pool;   /* of the slots and what they point into */
    slot *slots;     /* [chunk] */
    size_t first, n; /* replicates of the chunk in hand */
    sim_rows replicates;
} pass;

/* ---- life ----------------------------------------------------------------- */

static sim_status allocate_slots(pass *c, sim_error *err)
{
    const size_t n_numbers = c->n_arms * c->n_numbers, n_drawn = c->n_arms * c->n_drawn;
    const size_t n = n_numbers + n_drawn + c->n_cells;

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

static size_t choose_chunk(const pass *c)
{
    const size_t bytes = (c->n_cells + 1) * sizeof(double), n = c->crew.task->n;
    size_t chunk = CHUNK_BYTES / bytes;

    if (c->crew.task->chunk > 0) return c->crew.task->chunk;
    if (chunk > CHUNK_MOST) chunk = CHUNK_MOST;
    if (chunk < CHUNK_LEAST * c->crew.threads) chunk = CHUNK_LEAST * c->crew.threads;
    return chunk < n ? chunk : n;
}

static sim_status pass_init(pass *c, const sim_ensemble_task *task, sim_error *err)
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

static void pass_free(pass *c)
{
    sim_crew_free(&c->crew);
    sim_pool_free(&c->pool);
}

/* Gives n tallies what they point into.  *left: numbers that still fit. */
static void give_room(const pass *c, sim_tally tallies[], size_t n, size_t *left)
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

static size_t count_fates(const pass *c)
{
    const sim_population *population = c->crew.assay->task->chain->population;

    return population ? population->n_fates : 0;
}

/* Where task->room has no place for all numbers, tallies estimate their quantiles: first those
 * of the courses. */
static sim_status make_room(const pass *c, sim_error *err)
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
    return sim_pool_check(&e->pool, "ensemble", err);
}

void sim_ensemble_free(sim_ensemble *e)
{
    sim_pool_free(&e->pool);
    sim_table_free(&e->form);
    *e = (sim_ensemble){0};
}

/* ---- replicates ----------------------------------------------------------- */

/* Copies what is seen of an arm. */
static void read_course(const pass *c, const sim_solution *solution, size_t arm,
                        const slot *s, double out[])
{
    const sim_sight sight =
        sim_sight_of(&c->crew.assay->readout, solution, arm, s->numbers);
    const sim_result *result = &sight.outcome->result;
    const sim_watch *watch = c->ensemble->watch;

    if (result->grid.n != c->ensemble->n_days) return;
    for (size_t k = 0; k < (result->grid.n + result->glances.n) * watch->n; k++) {
        const sim_watched *w = &watch->list[k % watch->n];
        const size_t i = k / watch->n;

        if (sim_sight_has(&sight, w, i)) out[k] = sim_sight_read(&sight, w, i);
    }
}

static sim_status read_all(const pass *c, sim_sample *worker, const sim_member *member,
                           const sim_solution *solution, slot *s)
{
    const size_t n_course = c->n_course / c->n_arms, n_reports = c->n_reports / c->n_arms;
    sim_status status = SIM_OK;

    sim_sample_read(worker, c->crew.assay, member, solution, s->numbers);
    for (size_t arm = 0; status == SIM_OK && arm < c->n_arms; arm++) {
        status = sim_reports_read(solution, arm, SIM_REPORTS_MOST,
                                  &s->reports[arm * n_reports], &s->why);
        if (sim_readout_is_apart(&c->crew.assay->readout, &s->numbers[arm * c->n_numbers]))
            continue;
        read_course(c, solution, arm, s, &s->courses[arm * n_course]);
    }
    return status;
}

static void say_which_arm(const pass *c, const sim_solution *solution, slot *s)
{
    sim_error why = s->why;

    if (solution->failed_stage)
        sim_fail(&s->why, s->status, "arm %s: %.900s",
                 c->crew.assay->experiment->arms[solution->failed_arm].name, why.text);
}

static void solve_slot(const pass *c, sim_sample *worker, size_t replicate, slot *s)
{
    const sim_member member = sim_lottery_member(&c->crew.assay->lottery, replicate);
    const size_t n = c->n_arms * (c->n_numbers + c->n_drawn) + c->n_cells;
    sim_solution solution;

    s->solved = true;
    for (size_t i = 0; i < n; i++) s->numbers[i] = NAN;
    s->status = sim_sample_solve(worker, c->crew.assay, &member, &solution, &s->why);
    s->redraws = worker->redraws;
    for (size_t arm = 0; arm < c->n_arms; arm++) {
        for (size_t i = 0; i < c->n_drawn; i++)
            s->drawn[arm * c->n_drawn + i] =
                sim_sample_value(worker, &c->crew.assay->lottery, arm, i);
    }
    if (s->status == SIM_OK)
        s->status = read_all(c, worker, &member, &solution, s);
    else
        say_which_arm(c, &solution, s);
    sim_solution_free(&solution);
}

/* ---- what is kept --------------------------------------------------------- */

static sim_store_item item_of(const pass *c, const slot *s)
{
    return (sim_store_item){.status = s->status,
                            .redraws = s->redraws,
                            .reason = s->status == SIM_OK ? "" : s->why.text,
                            .numbers = s->numbers,
                            .n = c->n_arms * (c->n_numbers + c->n_drawn) + c->n_cells};
}

static bool recall(const pass *c, size_t replicate, slot *s)
{
    sim_store_item item = item_of(c, s);

    if (!c->crew.task->ledger ||
        !sim_ledger_get(c->crew.task->ledger,
                        (sim_ledger_key){SIM_LEDGER_REPLICATE, replicate}, &item,
                        s->numbers))
        return false;
    s->solved = true;
    s->status = (sim_status)item.status;
    s->redraws = item.redraws;
    snprintf(s->why.text, sizeof s->why.text, "%s", item.reason);
    return true;
}

/* What broke off or found no memory is solved again. */
static void keep(const pass *c, size_t replicate, const slot *s)
{
    sim_store_item item = item_of(c, s);

    if (c->crew.task->ledger && s->status != SIM_ESTOP && s->status != SIM_ENOMEM)
        sim_ledger_add(c->crew.task->ledger,
                       (sim_ledger_key){SIM_LEDGER_REPLICATE, replicate}, &item);
}

static void get_slot(const pass *c, sim_sample *worker, size_t replicate, slot *s)
{
    if (recall(c, replicate, s)) return;
    solve_slot(c, worker, replicate, s);
    keep(c, replicate, s);
}

static void solve_slot_of(void *self, size_t member, size_t i)
{
    pass *c = self;

    c->slots[i].solved = false;
    if (sim_crew_is_stopped(&c->crew) || sim_crew_is_lost(&c->crew)) return;
    get_slot(c, &c->crew.workers[member], c->first + i, &c->slots[i]);
    sim_relay_pass(&c->crew.relay, c->slots[i].status == SIM_ESTOP);
}

static size_t count_blocks(const pass *c) { return (c->n_cells + BLOCK - 1) / BLOCK; }

static size_t block_end(const pass *c, size_t block)
{
    return (block + 1) * BLOCK < c->n_cells ? (block + 1) * BLOCK : c->n_cells;
}

/* Each cell takes the replicates in the order of their numbers. */
static void add_block(void *self, size_t member, size_t b)
{
    pass *c = self;

    (void)member;
    for (size_t i = 0; i < c->n; i++) {
        for (size_t k = b * BLOCK; k < block_end(c, b); k++)
            sim_tally_add(&c->ensemble->courses[k], c->slots[i].courses[k]);
    }
}

/* Of a cell or, behind these, of a number. */
static void close_tally(void *self, size_t member, size_t i)
{
    pass *c = self;

    (void)member;
    sim_tally_close(&c->ensemble->courses[i]);
}

static void solve_chunk(pass *c)
{
    sim_team_share(c->crew.threads, c->n, solve_slot_of, c);
    if (!sim_crew_is_stopped(&c->crew) && !sim_crew_is_lost(&c->crew))
        sim_team_share(c->crew.threads, count_blocks(c), add_block, c);
}

/* ---- one after the other -------------------------------------------------- */

/* Counts on which output each fate came in an arm, and from when on in that too which it is
 * held against. */
static void add_fates(const pass *c, size_t arm, const slot *s)
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
static void add_differences(const pass *c, size_t arm, const slot *s)
{
    const size_t reference = sim_ensemble_reference(c->ensemble, arm);

    for (size_t i = 0; reference < c->n_arms && i < c->n_numbers; i++)
        sim_moments_add(&c->ensemble->differences[arm * c->n_numbers + i],
                        s->numbers[arm * c->n_numbers + i] -
                            s->numbers[reference * c->n_numbers + i]);
}

/* Sets apart what is to be, and adds the numbers of all arms. */
static void add_numbers(const pass *c, slot *s)
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

static void note_failure(sim_ensemble *e, const slot *s, size_t replicate)
{
    if (s->status == SIM_OK) return;
    if (e->n_failed == 0) e->why = s->why;
    if (e->n_failed < SIM_FAILED_NAMED) e->failed[e->n_failed] = replicate;
    e->n_failed++;
}

static void write_rows(pass *c, const slot *s, size_t replicate)
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
static sim_status take_chunk(pass *c, sim_error *err)
{
    for (size_t i = 0; i < c->n; i++) {
        slot *s = &c->slots[i];

        if (!s->solved || s->status == SIM_ESTOP) continue;
        if (s->status == SIM_ENOMEM) return sim_fail(err, s->status, "%s", s->why.text);
        write_rows(c, s, c->first + i);
        add_numbers(c, s);
        note_failure(c->ensemble, s, c->first + i);
        c->ensemble->n++;
    }
    return SIM_OK;
}

static sim_status check_end(pass *c, sim_error *err)
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
    pass c = {.ensemble = e};
    sim_status status;

    sim_bug(task->n == 0);
    status = pass_init(&c, task, err);
    c.chunk = choose_chunk(&c);
    if (status == SIM_OK) status = make_room(&c, err);
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
        sim_team_share(c.crew.threads, c.n_cells + c.n_arms * c.n_numbers, close_tally, &c);
    pass_free(&c);
    return status;
}

/* ---- a shard -------------------------------------------------------------- */

/* Of its shard, a member keeps one replicate after the other. */
static void fill_slot(void *self, size_t member, size_t i)
{
    pass *c = self;
    slot *s = &c->slots[member];

    if (sim_crew_is_stopped(&c->crew) || sim_crew_is_lost(&c->crew)) return;
    get_slot(c, &c->crew.workers[member],
             c->crew.task->shard - 1 + i * c->crew.task->shards, s);
    sim_relay_pass(&c->crew.relay, s->status == SIM_ESTOP);
}

sim_status sim_ensemble_fill(const sim_ensemble_task *task, size_t *done, sim_error *err)
{
    sim_ensemble nothing;
    pass c = {.ensemble = &nothing};
    sim_status status = pass_init(&c, task, err);

    c.n = (task->n + task->shards - task->shard) / task->shards;
    c.chunk = c.crew.threads;
    if (status == SIM_OK) status = allocate_slots(&c, err);
    if (status == SIM_OK) sim_team_share(c.crew.threads, c.n, fill_slot, &c);
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
