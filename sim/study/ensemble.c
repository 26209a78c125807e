#include "sim/study/ensemble.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/engine/instant.h"
#include "sim/study/summary.h"
#include "sim/study/team.h"

/* Room for the courses of a chunk, and at most so many replicates in one. */
enum { CHUNK_BYTES = 16 << 20, CHUNK_LEAST = 8, CHUNK_MOST = 256 };

/* Numbers that are kept for exact quantiles. */
enum { KEPT_BYTES = 256 << 20 };

enum { BLOCK = 512 }; /* cells that a thread takes at a time */

/* A replicate of the chunk in hand. */
typedef struct {
    bool solved;
    sim_status status;
    sim_error why;
    size_t redraws;
    double *numbers; /* [n_arms][readout.n] */
    double *drawn;   /* [n_arms][n_points] */
    double *courses; /* [n_arms][n_days][watch->n] */
} slot;

typedef struct {
    const sim_ensemble_task *task;
    const sim_assay *assay;
    sim_ensemble *ensemble;
    size_t n_arms, n_numbers, n_drawn, n_cells; /* of a replicate */
    size_t threads, chunk;
    sim_worker *workers; /* [threads] */
    slot *slots;         /* [chunk] */
    double *block;       /* what the slots point into */
    size_t first, n;     /* replicates of the chunk in hand */
    atomic_size_t next;  /* of them, or of blocks of cells */
    sim_relay relay;
} crew;

double sim_ensemble_day(const sim_ensemble *e, size_t i)
{
    return sim_outputs_time(&(sim_outputs){e->assay->task->every, e->assay->task->end},
                            (double)i);
}

const sim_tally *sim_ensemble_course(const sim_ensemble *e, size_t arm, size_t day,
                                     size_t column)
{
    return &e->courses[(arm * e->n_days + day) * e->watch->n + column];
}

/* ---- life ----------------------------------------------------------------- */

/* Gives n tallies what they point into.  *left: numbers that still fit. */
static sim_status allocate_room(const crew *c, sim_tally tallies[], size_t n, size_t *left,
                                sim_tally_room *room, sim_error *err)
{
    const size_t each = c->task->n;
    const bool fit = n * each <= *left;

    /* the estimates take as much as many numbers: few are kept whatever they take */
    if (fit || each * sizeof *room->kept <= sizeof *room->estimates)
        room->kept = malloc((n * each + 1) * sizeof *room->kept);
    else
        room->estimates = malloc((n + 1) * sizeof *room->estimates);
    if (!room->kept && !room->estimates) return sim_fail_memory(err, "ensemble");
    if (fit) *left -= n * each;
    for (size_t i = 0; i < n; i++)
        sim_tally_init(&tallies[i], room->kept ? &room->kept[i * each] : NULL,
                       room->kept ? NULL : &room->estimates[i]);
    return SIM_OK;
}

static sim_status allocate_quantiles(crew *c, sim_error *err)
{
    sim_ensemble *e = c->ensemble;
    size_t left = (c->task->room > 0 ? c->task->room : KEPT_BYTES) / sizeof(double);
    sim_status status = allocate_room(c, e->numbers, c->n_arms * c->n_numbers, &left,
                                      &e->rooms[SIM_TALLIED_NUMBERS], err);

    return status == SIM_OK ? allocate_room(c, e->courses, c->n_cells, &left,
                                            &e->rooms[SIM_TALLIED_COURSES], err)
                            : status;
}

static sim_status allocate_tallies(crew *c, sim_error *err)
{
    sim_ensemble *e = c->ensemble;
    const size_t n_numbers = c->n_arms * c->n_numbers;

    e->courses = malloc((c->n_cells + 1) * sizeof *e->courses);
    e->numbers = malloc((n_numbers + 1) * sizeof *e->numbers);
    e->differences = calloc(n_numbers + 1, sizeof *e->differences);
    e->n_apart = calloc(c->n_arms + 1, sizeof *e->n_apart);
    if (!e->courses || !e->numbers || !e->differences || !e->n_apart)
        return sim_fail_memory(err, "ensemble");
    return allocate_quantiles(c, err);
}

static sim_status allocate_slots(crew *c, sim_error *err)
{
    const size_t n_numbers = c->n_arms * c->n_numbers, n_drawn = c->n_arms * c->n_drawn;
    const size_t n = n_numbers + n_drawn + c->n_cells;

    c->slots = calloc(c->chunk, sizeof *c->slots);
    c->block = malloc(c->chunk * (n + 1) * sizeof *c->block);
    c->workers = calloc(c->threads, sizeof *c->workers);
    if (!c->slots || !c->block || !c->workers) return sim_fail_memory(err, "ensemble");
    for (size_t i = 0; i < c->chunk; i++) {
        c->slots[i].numbers = &c->block[i * n];
        c->slots[i].drawn = c->slots[i].numbers + n_numbers;
        c->slots[i].courses = c->slots[i].drawn + n_drawn;
    }
    return SIM_OK;
}

static size_t choose_chunk(const crew *c)
{
    const size_t bytes = (c->n_cells + 1) * sizeof(double);
    size_t chunk = CHUNK_BYTES / bytes;

    if (c->task->chunk > 0) return c->task->chunk;
    if (chunk > CHUNK_MOST) chunk = CHUNK_MOST;
    if (chunk < CHUNK_LEAST * c->threads) chunk = CHUNK_LEAST * c->threads;
    return chunk < c->task->n ? chunk : c->task->n;
}

static void measure(crew *c)
{
    const sim_assay *a = c->assay;
    sim_ensemble *e = c->ensemble;

    e->assay = a;
    e->watch = &a->experiment->watch;
    e->n_days = (size_t)sim_outputs_count(&(sim_outputs){a->task->every, a->task->end});
    c->n_arms = a->task->n_arms;
    c->n_numbers = a->readout.n;
    c->n_drawn = a->lottery.n_points;
    c->n_cells = c->n_arms * e->n_days * e->watch->n;
}

static sim_status crew_init(crew *c, sim_error *err)
{
    const sim_assay *a = c->assay;
    sim_status status;

    measure(c);
    c->threads = sim_threads(c->task->threads);
    c->chunk = choose_chunk(c);
    status = allocate_tallies(c, err);
    if (status == SIM_OK) status = allocate_slots(c, err);
    for (size_t i = 0; status == SIM_OK && i < c->threads; i++)
        status = sim_worker_init(&c->workers[i], a, err);
    return status;
}

static void crew_free(crew *c)
{
    for (size_t i = 0; c->workers && i < c->threads; i++)
        sim_worker_free(&c->workers[i], c->assay);
    free(c->workers);
    free(c->slots);
    free(c->block);
}

void sim_ensemble_free(sim_ensemble *e)
{
    free(e->courses);
    free(e->numbers);
    free(e->differences);
    free(e->n_apart);
    for (size_t i = 0; i < SIM_TALLIED; i++) {
        free(e->rooms[i].kept);
        free(e->rooms[i].estimates);
    }
    *e = (sim_ensemble){0};
}

/* ---- replicates ----------------------------------------------------------- */

/* Copies the watched columns of an arm's course. */
static void read_course(const crew *c, const sim_outcome *outcome, double out[])
{
    const sim_watch *watch = c->ensemble->watch;
    const size_t n_days = c->ensemble->n_days;

    if (outcome->result.grid.n != n_days) return;
    for (size_t d = 0; d < n_days; d++) {
        for (size_t i = 0; i < watch->n; i++)
            *out++ =
                sim_outcome_output(outcome, &outcome->model->symbols[watch->symbols[i]], d);
    }
}

static void read_all(const crew *c, sim_worker *worker, const sim_member *member,
                     const sim_solution *solution, slot *s)
{
    const size_t n_cells = c->n_cells / c->n_arms;

    sim_worker_read(worker, c->assay, member, solution, s->numbers);
    for (size_t arm = 0; arm < c->n_arms; arm++) {
        if (sim_readout_is_apart(&c->assay->readout, &s->numbers[arm * c->n_numbers]))
            continue;
        read_course(c, sim_solution_outcome(solution, arm, solution->chain->n_stages - 1),
                    &s->courses[arm * n_cells]);
    }
}

static void say_which_arm(const crew *c, const sim_solution *solution, slot *s)
{
    sim_error why = s->why;

    if (solution->failed_stage)
        sim_fail(&s->why, s->status, "arm %s: %.900s",
                 c->assay->experiment->arms[solution->failed_arm].name, why.text);
}

static void solve_slot(const crew *c, sim_worker *worker, size_t replicate, slot *s)
{
    const sim_member member = sim_lottery_member(&c->assay->lottery, replicate);
    const size_t n = c->n_arms * (c->n_numbers + c->n_drawn) + c->n_cells;
    sim_solution solution;

    s->solved = true;
    for (size_t i = 0; i < n; i++) s->numbers[i] = NAN;
    s->status = sim_worker_solve(worker, c->assay, &member, &solution, &s->why);
    s->redraws = worker->sample.redraws;
    for (size_t arm = 0; arm < c->n_arms; arm++) {
        for (size_t i = 0; i < c->n_drawn; i++)
            s->drawn[arm * c->n_drawn + i] =
                sim_sample_value(&worker->sample, &c->assay->lottery, arm, i);
    }
    if (s->status == SIM_OK)
        read_all(c, worker, &member, &solution, s);
    else
        say_which_arm(c, &solution, s);
    sim_solution_free(&solution);
}

/* ---- what is kept --------------------------------------------------------- */

static sim_store_item item_of(const crew *c, const slot *s)
{
    return (sim_store_item){.status = s->status,
                            .redraws = s->redraws,
                            .reason = s->status == SIM_OK ? "" : s->why.text,
                            .numbers = s->numbers,
                            .n = c->n_arms * (c->n_numbers + c->n_drawn) + c->n_cells};
}

static bool recall(const crew *c, size_t replicate, slot *s)
{
    sim_store_item item = item_of(c, s);

    if (!c->task->ledger ||
        !sim_ledger_get(c->task->ledger, (sim_ledger_key){SIM_LEDGER_REPLICATE, replicate},
                        &item, s->numbers))
        return false;
    s->solved = true;
    s->status = (sim_status)item.status;
    s->redraws = item.redraws;
    snprintf(s->why.text, sizeof s->why.text, "%s", item.reason);
    return true;
}

/* What broke off or found no memory is solved again. */
static void keep(const crew *c, size_t replicate, const slot *s)
{
    sim_store_item item = item_of(c, s);

    if (c->task->ledger && s->status != SIM_ESTOP && s->status != SIM_ENOMEM)
        sim_ledger_add(c->task->ledger, (sim_ledger_key){SIM_LEDGER_REPLICATE, replicate},
                       &item);
}

static void get_slot(const crew *c, sim_worker *worker, size_t replicate, slot *s)
{
    if (recall(c, replicate, s)) return;
    solve_slot(c, worker, replicate, s);
    keep(c, replicate, s);
}

static bool is_lost(const crew *c)
{
    return c->task->ledger && c->task->ledger->status != SIM_OK;
}

static void solve_some(void *self, size_t member)
{
    crew *c = self;

    for (size_t i; (i = sim_team_next(&c->next, c->n)) < c->n;) {
        c->slots[i].solved = false;
        if (sim_relay_is_stopped(&c->relay) || is_lost(c)) continue;
        get_slot(c, &c->workers[member], c->first + i, &c->slots[i]);
        sim_relay_pass(&c->relay, c->slots[i].status == SIM_ESTOP);
    }
}

static size_t count_blocks(const crew *c) { return (c->n_cells + BLOCK - 1) / BLOCK; }

static size_t block_end(const crew *c, size_t block)
{
    return (block + 1) * BLOCK < c->n_cells ? (block + 1) * BLOCK : c->n_cells;
}

/* Each cell takes the replicates in the order of their numbers. */
static void add_some(void *self, size_t member)
{
    crew *c = self;
    const size_t n_blocks = count_blocks(c);

    (void)member;
    for (size_t b; (b = sim_team_next(&c->next, n_blocks)) < n_blocks;) {
        for (size_t i = 0; i < c->n; i++) {
            for (size_t k = b * BLOCK; k < block_end(c, b); k++)
                sim_tally_add(&c->ensemble->courses[k], c->slots[i].courses[k]);
        }
    }
}

static void close_some(void *self, size_t member)
{
    crew *c = self;
    const size_t n_blocks = count_blocks(c);

    (void)member;
    for (size_t b; (b = sim_team_next(&c->next, n_blocks)) < n_blocks;) {
        for (size_t k = b * BLOCK; k < block_end(c, b); k++)
            sim_tally_close(&c->ensemble->courses[k]);
    }
}

static void close_numbers(void *self, size_t member)
{
    crew *c = self;
    const size_t n = c->n_arms * c->n_numbers;

    (void)member;
    for (size_t i; (i = sim_team_next(&c->next, n)) < n;)
        sim_tally_close(&c->ensemble->numbers[i]);
}

static void share(crew *c, sim_team_work *work)
{
    atomic_store(&c->next, 0);
    sim_team_run(c->threads, work, c);
}

static void solve_chunk(crew *c, size_t first, size_t n)
{
    c->first = first;
    c->n = n;
    share(c, solve_some);
    if (!sim_relay_is_stopped(&c->relay) && !is_lost(c)) share(c, add_some);
}

/* ---- one after the other -------------------------------------------------- */

/* Sets apart what is to be, and adds the numbers of all arms. */
static void add_numbers(const crew *c, slot *s)
{
    sim_ensemble *e = c->ensemble;

    for (size_t arm = 0; arm < c->n_arms; arm++) {
        double *numbers = &s->numbers[arm * c->n_numbers];

        e->n_apart[arm] += sim_readout_is_apart(&c->assay->readout, numbers);
        sim_readout_set_apart(&c->assay->readout, numbers);
    }
    for (size_t i = 0; i < c->n_arms * c->n_numbers; i++) {
        sim_tally_add(&e->numbers[i], s->numbers[i]);
        sim_moments_add(&e->differences[i], s->numbers[i] - s->numbers[i % c->n_numbers]);
    }
    e->redraws += s->redraws;
}

static void note_failure(sim_ensemble *e, const slot *s, size_t replicate)
{
    if (s->status == SIM_OK) return;
    if (e->n_failed == 0) e->why = s->why;
    if (e->n_failed < SIM_FAILED_NAMED) e->failed[e->n_failed] = replicate;
    e->n_failed++;
}

static void write_header(const crew *c, FILE *out)
{
    fputs("arm,replicate,seed,redraws,laboratory", out);
    for (size_t i = 0; i < c->n_numbers; i++)
        fprintf(out, ",%s", c->assay->readout.list[i].column.name);
    for (size_t i = 0; i < c->n_drawn; i++)
        fprintf(out, ",%s", c->assay->lottery.points[i].purpose);
    fputc('\n', out);
}

static void write_rows(const crew *c, const slot *s, size_t replicate, FILE *out)
{
    const uint64_t laboratory =
        sim_lottery_member(&c->assay->lottery, replicate).laboratory;

    for (size_t arm = 0; arm < c->n_arms; arm++) {
        sim_csv_write_text(c->assay->experiment->arms[arm].name, out);
        fprintf(out, ",%zu,%llu,%zu,%llu", replicate, (unsigned long long)c->assay->seed,
                s->redraws, (unsigned long long)laboratory);
        for (size_t i = 0; i < c->n_numbers; i++)
            sim_csv_write_number(s->numbers[arm * c->n_numbers + i], out);
        for (size_t i = 0; i < c->n_drawn; i++)
            sim_csv_write_number(s->drawn[arm * c->n_drawn + i], out);
        fputc('\n', out);
    }
}

/* Takes the chunk in the order of its replicates. */
static sim_status take_chunk(crew *c, size_t first, size_t n, sim_error *err)
{
    for (size_t i = 0; i < n; i++) {
        slot *s = &c->slots[i];

        if (!s->solved || s->status == SIM_ESTOP) continue;
        if (s->status == SIM_ENOMEM) return sim_fail(err, s->status, "%s", s->why.text);
        if (c->task->replicates) write_rows(c, s, first + i, c->task->replicates);
        add_numbers(c, s);
        note_failure(c->ensemble, s, first + i);
        c->ensemble->n++;
    }
    return SIM_OK;
}

static void close_tallies(crew *c)
{
    share(c, close_some);
    share(c, close_numbers);
}

static sim_status check_end(crew *c, sim_error *err)
{
    const sim_ensemble *e = c->ensemble;

    if (sim_relay_is_stopped(&c->relay))
        return sim_fail(err, SIM_ESTOP, "interrupted after %zu of %zu replicates; %s", e->n,
                        c->task->n,
                        c->task->ledger ? "they are kept, and --resume goes on"
                                        : "nothing was written");
    if (e->n_failed == e->n)
        return sim_fail(err, SIM_ESOLVER,
                        "all %zu replicates failed, the first with: %.800s", e->n,
                        e->why.text);
    return SIM_OK;
}

sim_status sim_ensemble_run(sim_ensemble *e, const sim_ensemble_task *task, sim_error *err)
{
    crew c = {.task = task, .assay = task->assay, .ensemble = e};
    sim_status status;

    *e = (sim_ensemble){0};
    sim_bug(task->n == 0);
    sim_relay_init(&c.relay, task->hooks);
    status = crew_init(&c, err);
    if (status == SIM_OK && task->replicates) write_header(&c, task->replicates);
    for (size_t first = 0;
         status == SIM_OK && !sim_relay_is_stopped(&c.relay) && first < task->n;
         first += c.chunk) {
        const size_t n = first + c.chunk < task->n ? c.chunk : task->n - first;

        solve_chunk(&c, first, n);
        status = is_lost(&c) ? sim_ledger_close(task->ledger, err)
                             : take_chunk(&c, first, n, err);
    }
    if (status == SIM_OK) status = check_end(&c, err);
    if (status == SIM_OK) close_tallies(&c);
    crew_free(&c);
    return status;
}

/* ---- a shard -------------------------------------------------------------- */

static sim_status fill_init(crew *c, sim_error *err)
{
    const sim_assay *a = c->assay;
    sim_status status;

    measure(c);
    c->threads = sim_threads(c->task->threads);
    c->chunk = c->threads;
    status = allocate_slots(c, err);
    for (size_t i = 0; status == SIM_OK && i < c->threads; i++)
        status = sim_worker_init(&c->workers[i], a, err);
    return status;
}

/* Of its shard, a member keeps one replicate after the other. */
static void fill_some(void *self, size_t member)
{
    crew *c = self;
    slot *s = &c->slots[member];

    for (size_t i; (i = sim_team_next(&c->next, c->n)) < c->n;) {
        if (sim_relay_is_stopped(&c->relay) || is_lost(c)) continue;
        get_slot(c, &c->workers[member], c->task->shard - 1 + i * c->task->shards, s);
        sim_relay_pass(&c->relay, s->status == SIM_ESTOP);
    }
}

sim_status sim_ensemble_fill(const sim_ensemble_task *task, size_t *done, sim_error *err)
{
    sim_ensemble nothing = {.assay = task->assay};
    crew c = {.task = task, .assay = task->assay, .ensemble = &nothing};
    const size_t n = (task->n + task->shards - task->shard) / task->shards;
    sim_status status;

    sim_relay_init(&c.relay, task->hooks);
    status = fill_init(&c, err);
    c.n = n;
    if (status == SIM_OK) share(&c, fill_some);
    *done = atomic_load(&c.relay.done);
    if (status == SIM_OK) status = sim_ledger_close(task->ledger, err);
    if (status == SIM_OK && *done < n)
        status = sim_fail(err, SIM_ESTOP,
                          "interrupted after %zu of %zu replicates of this shard; they are "
                          "kept, and --resume goes on",
                          *done, n);
    crew_free(&c);
    return status;
}
