/* validate_solve.c -- of validate.h: the files of a validation solved, in the mean and in
 * replicates, and what these say. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_sort.h>

#include "sim/study/validate.h"

/* Distance of the outputs within a report: an hour of days. */
static const double fine = 1.0 / 24;

/* ---- what the solves of a file share --------------------------------------- */

/* A file whose draws cannot be had has its mean all the same. */
static void prepare_draws(const sim_validation *v, sim_basis *b)
{
    const unsigned owners = SIM_OWNED_BY(SIM_LABORATORY) | SIM_OWNED_BY(SIM_SOURCE);
    sim_error why;

    if (v->task->replicates > 0)
        b->can_draw = sim_lottery_init(&b->sources, &b->task, &b->experiment, owners, &why);
    for (size_t i = 0; i < SIM_INQUIRIES && !v->task->no_cohorts; i++) {
        sim_assay *subjects = &b->subjects[i];

        if (!b->asks[i]) continue;
        b->can_ask[i] = sim_assay_init(subjects, &b->task, &b->experiment, &why);
        subjects->prepared.asked = b->asked;
        subjects->prepared.kept = NULL;
        subjects->seed = subjects->lottery.seed = sim_inquiries[i].seed;
    }
}

static void prepare_basis(const sim_validation *v, sim_basis *b, const sim_hooks *hooks)
{
    b->task = sim_params_task(&b->params, &b->experiment);
    b->task.options.method = 0;
    b->task.nets = b->branch->nets;
    if (hooks) {
        b->task.options.stop = hooks->stop;
        b->task.options.stop_data = hooks->self;
    }
    prepare_draws(v, b);
}

/* ---- solving one file ------------------------------------------------------ */

/* One solve: of the mean, or of a replicate. */
typedef struct {
    const sim_validation *v;
    size_t basis;
    sim_chain early; /* the chain without its last stage */
    sim_solution whole, cut;
    sim_solved solved;
} solve;

static void solve_start(solve *s, const sim_validation *v, size_t basis)
{
    *s = (solve){.v = v, .basis = basis, .early = *v->bases[basis]->branch->session.chain};
    s->early.n_stages--;
}

static void solve_end(solve *s)
{
    sim_solution_free(&s->whole);
    sim_solution_free(&s->cut);
}

static const sim_basis *basis_of(const solve *s) { return s->v->bases[s->basis]; }

static sim_status solve_chain(const solve *s, const sim_task *task, sim_solution *solution,
                              sim_error *err)
{
    const sim_basis *b = basis_of(s);
    sim_error why = {""};
    sim_status status = sim_chain_solve(task, solution, &why);

    if (status == SIM_OK) return SIM_OK;
    return sim_fail(err, status, "%s: arm %s: %s", b->found.place,
                    b->experiment.arms[solution->failed_arm].name, why.text);
}

/* Without the last stage: its constants are left out. */
static sim_status solve_early(solve *s, sim_task task, sim_error *err)
{
    const sim_basis *b = basis_of(s);
    const size_t n = s->early.n_stages;
    const double **params = calloc(task.n_arms * n + 1, sizeof *params);
    sim_status status;

    if (!params) return sim_fail_memory(err, b->name);
    for (size_t i = 0; i < task.n_arms * n; i++)
        params[i] = task.params[i / n * (n + 1) + i % n];
    task.chain = &s->early;
    task.params = params;
    task.every = b->needs_fine ? fine : 0;
    s->solved.early = &s->cut;
    status = solve_chain(s, &task, &s->cut, err);
    free(params);
    return status;
}

/* Solves what the questions need, of params[n_arms][n_stages]. */
static sim_status solve_params(solve *s, const double *const *params, sim_error *err)
{
    const sim_basis *b = basis_of(s);
    sim_task task = b->task;
    sim_status status = SIM_OK;

    task.params = params;
    if (b->needs_whole) {
        status = solve_chain(s, &task, &s->whole, err);
        s->solved.whole = &s->whole;
    }
    return status == SIM_OK && b->needs_early ? solve_early(s, task, err) : status;
}

/* ---- the mean ------------------------------------------------------------- */

static void read_answer(const sim_question *q, const sim_solved *solved, sim_measurement *m)
{
    const double answer = sim_question_answer(q, solved);

    sim_measurement_judge(m, answer);
    m->remark = sim_question_remark(q, solved, answer);
}

static void read_mean(const solve *s)
{
    for (size_t row = 0; row < s->v->table->n; row++) {
        const sim_question *q = &s->v->questions[row];
        sim_measurement *m = &s->v->table->list[row];

        if (s->v->basis_of[row] != s->basis) continue;
        sim_question_place(q, &s->solved, &m->place, &m->doublings);
        if (!sim_question_is_of_cohort(q)) read_answer(q, &s->solved, m);
    }
}

static sim_status solve_mean(const sim_validation *v, size_t basis, sim_error *err)
{
    solve s;
    sim_status status;

    solve_start(&s, v, basis);
    status = solve_params(&s, v->bases[basis]->params.at, err);
    if (status == SIM_OK) read_mean(&s);
    solve_end(&s);
    return status;
}

/* ---- a replicate of the band ------------------------------------------------ */

/* What it has; INFINITY where it lies beyond all that was run. */
static double answer_of(const sim_question *q, const sim_solved *solved)
{
    if (sim_question_is_apart(q, solved)) return NAN;
    return sim_question_is_outlasted(q, solved) ? INFINITY : sim_question_answer(q, solved);
}

/* Where a replicate cannot be solved, its rows have no number. */
static void read_replicate(const solve *s, size_t replicate, bool solved)
{
    for (size_t row = 0; row < s->v->table->n; row++) {
        const sim_question *q = &s->v->questions[row];
        double *answer = &s->v->answers[row * s->v->task->replicates + replicate];

        if (s->v->basis_of[row] != s->basis || sim_question_is_of_cohort(q)) continue;
        *answer = solved ? answer_of(q, &s->solved) : NAN;
    }
}

static sim_status solve_replicate(const sim_validation *v, size_t basis, size_t replicate,
                                  sim_error *err)
{
    const sim_basis *b = v->bases[basis];
    sim_sample sample = {0};
    sim_member member;
    solve s;
    sim_status status = b->can_draw;

    solve_start(&s, v, basis);
    if (status == SIM_OK) status = sim_sample_init(&sample, &b->sources, err);
    if (status == SIM_OK) {
        member = sim_lottery_member(&b->sources, replicate);
        status = sim_sample_draw(&sample, &b->sources, &member, err);
    }
    if (status == SIM_OK) status = solve_params(&s, sample.params.at, err);
    read_replicate(&s, replicate, status == SIM_OK);
    solve_end(&s);
    sim_sample_free(&sample, &b->sources);
    return status;
}

/* ---- a replicate of a cohort ------------------------------------------------ */

static void read_cohort(const solve *s, sim_inquiry inquiry, size_t replicate,
                        const double noise[SIM_VISITS])
{
    static const sim_reply nothing = {{NAN, NAN}, {NAN, NAN}};

    for (size_t row = 0; row < s->v->table->n; row++) {
        const sim_question *q = &s->v->questions[row];
        sim_reply *reply;

        if (s->v->basis_of[row] != s->basis || !sim_question_is_of_cohort(q) ||
            sim_question_inquiry(q) != inquiry)
            continue;
        reply = &s->v->replies[s->v->reply_of[row] * SIM_ASKED_MOST + replicate];
        *reply = noise && !sim_question_is_apart(q, &s->solved)
                     ? sim_question_reply(q, &s->solved, noise)
                     : nothing;
    }
}

/* Takes what came of a replicate. */
static void take_subject(const sim_validation *v, size_t basis, sim_inquiry inquiry,
                         size_t replicate, sim_replicate *r)
{
    double noise[SIM_VISITS];
    solve s;

    solve_start(&s, v, basis);
    s.whole = r->solution;
    if (r->status == SIM_OK) {
        s.solved.whole = &s.whole;
        sim_sample_visits(r->sample, &v->bases[basis]->subjects[inquiry], &r->member,
                          noise);
    }
    read_cohort(&s, inquiry, replicate, r->status == SIM_OK ? noise : NULL);
    solve_end(&s);
}

/* Solves n replicates side by side, and leaves what became of each. */
static void solve_subjects(const sim_validation *v, size_t basis, sim_inquiry inquiry,
                           size_t first, size_t n, sim_status statuses[])
{
    const sim_assay *assay = &v->bases[basis]->subjects[inquiry];
    sim_sample workers[SIM_SAMPLES] = {0};
    sim_replicate list[SIM_SAMPLES] = {0};
    sim_status status = v->bases[basis]->can_ask[inquiry];
    sim_error why;

    for (size_t i = 0; status == SIM_OK && i < n; i++) {
        list[i] = (sim_replicate){.sample = &workers[i],
                                  .member = sim_lottery_member(&assay->lottery, first + i)};
        status = sim_sample_init(&workers[i], &assay->lottery, &why);
    }
    for (size_t i = 0; i < n; i++) list[i].status = status;
    if (status == SIM_OK) sim_replicates_solve(assay, list, n);
    for (size_t i = 0; i < n; i++) {
        statuses[i] = list[i].status;
        take_subject(v, basis, inquiry, first + i, &list[i]);
        sim_sample_free(&workers[i], &assay->lottery);
    }
}

/* ---- all solves ------------------------------------------------------------- */

/* How many of a cohort are asked that. */
static size_t count_asked(const sim_validation *v, const sim_basis *b, size_t inquiry)
{
    const size_t n = sim_inquiries[inquiry].n, most = v->task->most_asked;

    if (!b->asks[inquiry] || v->task->no_cohorts) return 0;
    return most > 0 && most < n ? most : n;
}

/* The solves of a file: its mean, the replicates of the band, those of cohorts. */
static size_t count_of(const sim_validation *v, const sim_basis *b)
{
    size_t n = v->task->replicates;

    for (size_t i = 0; i < SIM_INQUIRIES; i++) n += count_asked(v, b, i);
    return n;
}

size_t sim_validation_count(const sim_validation *v)
{
    size_t n = v->n_bases;

    for (size_t i = 0; i < v->n_bases; i++) n += count_of(v, v->bases[i]);
    return n;
}

/* What the threads of a team share. */
typedef struct {
    sim_validation *v;
    sim_relay relay;
    atomic_size_t n_lost; /* replicates */
    atomic_bool no_memory;
} crew;

static void solve_mean_of(void *self, size_t member, size_t i)
{
    crew *c = self;
    sim_basis *b = c->v->bases[i];

    (void)member;
    b->status = SIM_ESTOP;
    if (sim_relay_is_stopped(&c->relay)) return;
    b->status = solve_mean(c->v, i, &b->err);
    sim_relay_pass(&c->relay, b->status == SIM_ESTOP);
}

/* Of the solves of a file each replicate of the band is a piece of work, and so are a few of a
 * cohort. */
static size_t count_groups(size_t n) { return (n + SIM_SAMPLES - 1) / SIM_SAMPLES; }

static size_t count_pieces(const sim_validation *v, const sim_basis *b)
{
    size_t n = v->task->replicates;

    for (size_t i = 0; i < SIM_INQUIRIES; i++) n += count_groups(count_asked(v, b, i));
    return n;
}

/* Which file a piece is of, and which of its pieces. */
static size_t find_piece(const sim_validation *v, size_t *piece)
{
    size_t basis = 0;

    while (*piece >= count_pieces(v, v->bases[basis]))
        *piece -= count_pieces(v, v->bases[basis++]);
    return basis;
}

/* How many solves a piece has, and what became of them. */
static size_t solve_piece(const sim_validation *v, size_t piece, sim_status statuses[])
{
    const size_t basis = find_piece(v, &piece);
    size_t inquiry = 0, first, n;
    sim_error why;

    if (piece < v->task->replicates) {
        statuses[0] = solve_replicate(v, basis, piece, &why);
        return 1;
    }
    piece -= v->task->replicates;
    while (piece >= (n = count_groups(count_asked(v, v->bases[basis], inquiry)))) {
        piece -= n;
        inquiry++;
    }
    first = piece * SIM_SAMPLES;
    n = count_asked(v, v->bases[basis], inquiry) - first;
    if (n > SIM_SAMPLES) n = SIM_SAMPLES;
    solve_subjects(v, basis, (sim_inquiry)inquiry, first, n, statuses);
    return n;
}

static void solve_piece_of(void *self, size_t member, size_t i)
{
    crew *c = self;
    sim_status statuses[SIM_SAMPLES];
    size_t n;

    (void)member;
    if (sim_relay_is_stopped(&c->relay) || atomic_load(&c->no_memory)) return;
    n = solve_piece(c->v, i, statuses);
    for (size_t k = 0; k < n; k++) {
        const sim_status status = statuses[k];

        if (status == SIM_ENOMEM) atomic_store(&c->no_memory, true);
        if (status != SIM_OK && status != SIM_ESTOP) atomic_fetch_add(&c->n_lost, 1);
        sim_relay_pass(&c->relay, status == SIM_ESTOP);
    }
}

static sim_status check_stopped(crew *c, sim_error *err)
{
    return sim_relay_is_stopped(&c->relay)
               ? sim_fail(err, SIM_ESTOP, "validate: interrupted; nothing is written")
               : SIM_OK;
}

static sim_status run_means(crew *c, sim_error *err)
{
    sim_status status;

    sim_team_share(sim_threads(c->v->task->threads), c->v->n_bases, solve_mean_of, c);
    status = check_stopped(c, err);
    for (size_t i = 0; status == SIM_OK && i < c->v->n_bases; i++) {
        const sim_basis *b = c->v->bases[i];

        if (b->status != SIM_OK) status = sim_fail(err, b->status, "%s", b->err.text);
    }
    return status;
}

static sim_status run_replicates(crew *c, sim_error *err)
{
    size_t n = 0;

    for (size_t i = 0; i < c->v->n_bases; i++) n += count_pieces(c->v, c->v->bases[i]);
    sim_team_share(sim_threads(c->v->task->threads), n, solve_piece_of, c);
    if (atomic_load(&c->no_memory)) return sim_fail_memory(err, "validate");
    return check_stopped(c, err);
}

/* ---- what replicates say ---------------------------------------------------- */

/* Moves the numbers among them to the front; how many they are. */
static size_t gather(double numbers[], size_t n)
{
    size_t kept = 0;

    for (size_t i = 0; i < n; i++) {
        if (!isnan(numbers[i])) numbers[kept++] = numbers[i];
    }
    return kept;
}

/* Between two of the sorted numbers linearly, as R's type 7; the last may be infinite. */
static double quantile(const double sorted[], size_t n, double part)
{
    const double at = part * (double)(n - 1);
    const size_t i = (size_t)at;
    const double share = at - (double)i;

    if (share == 0 || sorted[i] == sorted[i + 1]) return sorted[i];
    return sorted[i] + share * (sorted[i + 1] - sorted[i]);
}

static void fill_band(const sim_validation *v, size_t row)
{
    double *numbers = &v->answers[row * v->task->replicates];
    sim_measurement *m = &v->table->list[row];
    const size_t n = gather(numbers, v->task->replicates);

    m->n_band = n;
    if (n == 0) return;
    gsl_sort(numbers, 1, n);
    m->low90 = quantile(numbers, n, 0.05);
    m->high90 = quantile(numbers, n, 0.95);
}

static void fill_share(const sim_validation *v, size_t row)
{
    const sim_question *q = &v->questions[row];
    const sim_reply *replies = &v->replies[v->reply_of[row] * SIM_ASKED_MOST];
    const size_t n = count_asked(v, v->bases[v->basis_of[row]], sim_question_inquiry(q));

    sim_measurement_judge(&v->table->list[row], sim_question_conclude(q, replies, n));
}

static void fill_all(const sim_validation *v)
{
    for (size_t row = 0; row < v->table->n; row++) {
        if (v->basis_of[row] == SIM_NONE) continue;
        if (!sim_question_is_of_cohort(&v->questions[row]))
            fill_band(v, row);
        else if (!v->task->no_cohorts)
            fill_share(v, row);
    }
}

sim_status sim_validation_solve(sim_validation *v, const sim_hooks *hooks, sim_error *err)
{
    crew c = {.v = v};
    sim_status status;

    for (size_t i = 0; i < v->n_bases; i++) prepare_basis(v, v->bases[i], hooks);
    sim_relay_init(&c.relay, hooks);
    atomic_init(&c.n_lost, 0);
    atomic_init(&c.no_memory, false);
    status = run_means(&c, err);
    if (status == SIM_OK) status = run_replicates(&c, err);
    v->n_lost = atomic_load(&c.n_lost);
    if (status == SIM_OK) fill_all(v);
    return status;
}
