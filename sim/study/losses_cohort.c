/* losses_cohort.c -- of losses.h: a ledger for each subject of a cohort.
 *
 * All subjects are drawn and solved first, which tells in what they differ between the arms; then
 * the courses between the arms of each, on one thread, so that no number depends on how many there
 * are.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/study/losses_parts.h"
#include "sim/study/replicate.h"
#include "sim/study/shapley.h"
#include "sim/study/tally.h"

enum { ENDS = 4 }; /* of a sim_pair */

typedef struct {
    double *ends; /* [ENDS][n_constants] */
    double luck;
    bool has_backgrounds, is_apart;
    sim_status status;
    sim_error *why; /* room for it, of who failed; NULL: none did */
    double value, value_against;
    double parts[SIM_PLAYERS];
} subject;

typedef struct {
    sim_losses_work *work;
    sim_assay assay;
    sim_sample *samples; /* [threads] */
    size_t threads, n, n_constants;
    subject *subjects; /* [n] */
    double *ends;      /* of all */
    size_t **bits;     /* [threads][n_constants] */
    double *values;    /* [threads][2^SIM_PLAYERS] */
    sim_pool pool;
    sim_relay relay;
} cohort;

/* ---- life ----------------------------------------------------------------- */

static sim_status take_room(cohort *c, sim_error *err)
{
    const size_t each = ENDS * c->n_constants;

    c->subjects = sim_pool_take(&c->pool, c->n, sizeof *c->subjects);
    c->ends = sim_pool_take(&c->pool, c->n * each, sizeof *c->ends);
    c->samples = sim_pool_take(&c->pool, c->threads, sizeof *c->samples);
    c->bits = sim_pool_take(&c->pool, c->threads, sizeof *c->bits);
    c->values = sim_pool_take(&c->pool, c->threads << SIM_PLAYERS, sizeof *c->values);
    for (size_t i = 0; c->bits && i < c->threads; i++)
        c->bits[i] = sim_pool_take(&c->pool, c->n_constants, sizeof **c->bits);
    for (size_t i = 0; !c->pool.failed && i < c->n; i++)
        c->subjects[i].ends = &c->ends[i * each];
    return sim_pool_check(&c->pool, "a ledger of a cohort", err);
}

static sim_status open_cohort(cohort *c, sim_losses_work *w, sim_error *err)
{
    const sim_hooks *hooks = w->ask->hooks;
    sim_status status;

    *c = (cohort){.work = w,
                  .threads = sim_threads(w->ask->threads),
                  .n = w->ask->replicates,
                  .n_constants = w->players.model->n_constants};
    sim_relay_init(&c->relay, hooks);
    status = sim_assay_init(&c->assay, &w->task, &w->job->experiment, err);
    if (status == SIM_OK && hooks) sim_assay_stop_by(&c->assay, hooks->stop, hooks->self);
    if (status == SIM_OK) status = take_room(c, err);
    for (size_t i = 0; status == SIM_OK && i < c->threads; i++)
        status = sim_sample_init(&c->samples[i], &c->assay.lottery, err);
    return status;
}

static void close_cohort(cohort *c)
{
    for (size_t i = 0; c->samples && i < c->threads; i++)
        sim_sample_free(&c->samples[i], &c->assay.lottery);
    for (size_t i = 0; c->subjects && i < c->n; i++) free(c->subjects[i].why);
    sim_assay_free(&c->assay);
    sim_pool_free(&c->pool);
}

/* ---- subjects ------------------------------------------------------------- */

static void fail(subject *p, sim_status status, const sim_error *why)
{
    p->status = status;
    p->why = malloc(sizeof *p->why);
    if (p->why) *p->why = *why;
}

static sim_pair pair_of(const cohort *c, const subject *p)
{
    const size_t n = c->n_constants;

    return (sim_pair){.arm = p->ends,
                      .against = &p->ends[n],
                      .arm_background = p->has_backgrounds ? &p->ends[2 * n] : NULL,
                      .against_background = p->has_backgrounds ? &p->ends[3 * n] : NULL};
}

/* Is it one whom the population sets apart, in one of the arms? */
static bool is_apart(const cohort *c, const sim_solution *s, size_t arm)
{
    const sim_readout *r = &c->assay.readout;
    const sim_summary *row = r->apart < r->n ? r->list[r->apart].summary : NULL;

    return row && sim_summary_read(s, arm, row) == 1;
}

static void take_ends(const cohort *c, const sim_solution *s, subject *p)
{
    const sim_pair pair = sim_losses_pair(c->work, s);
    const double *const from[ENDS] = {pair.arm, pair.against, pair.arm_background,
                                      pair.against_background};

    p->has_backgrounds = pair.arm_background != NULL;
    for (size_t i = 0; i < ENDS && from[i]; i++)
        memcpy(&p->ends[i * c->n_constants], from[i], c->n_constants * sizeof *p->ends);
    p->is_apart = is_apart(c, s, c->work->arm) || is_apart(c, s, c->work->against);
}

static void draw_subject(void *self, size_t member, size_t i)
{
    cohort *c = self;
    subject *p = &c->subjects[i];
    const sim_member who = sim_lottery_member(&c->assay.lottery, i);
    sim_solution solution;
    sim_error why = {""};
    sim_status status;

    if (sim_relay_is_stopped(&c->relay)) return;
    status = sim_sample_solve(&c->samples[member], &c->assay, &who, &solution, &why);
    p->luck = c->samples[member].luck;
    if (status == SIM_OK)
        take_ends(c, &solution, p);
    else
        fail(p, status, &why);
    if (status == SIM_ESTOP) sim_relay_pass(&c->relay, true);
    sim_solution_free(&solution);
}

/* Those of the players in which a subject differs between the arms, players[n], and what bits
 * its constants then have. */
static size_t find_own(const cohort *c, const sim_pair *pair, size_t players[],
                       size_t bits[])
{
    const sim_players *all = &c->work->players;
    size_t place[SIM_PLAYERS], n = 0;
    bool differs[SIM_PLAYERS] = {false};

    for (size_t i = 0; i < c->n_constants; i++) {
        if (all->bits[i] == SIM_NONE || !all->reads[i]) continue;
        if (pair->arm[i] != pair->against[i]) differs[all->bits[i]] = true;
        if (pair->arm_background && pair->arm_background[i] != pair->against_background[i])
            differs[all->bits[i]] = true;
    }
    for (size_t k = 0; k < all->n; k++) {
        place[k] = differs[k] ? n : SIM_NONE;
        if (differs[k]) players[n++] = k;
    }
    for (size_t i = 0; i < c->n_constants; i++)
        bits[i] = all->bits[i] == SIM_NONE ? SIM_NONE : place[all->bits[i]];
    return n;
}

/* Takes the parts of the players that a subject has, from the values of their sets. */
static void take_parts(subject *p, size_t n, const size_t players[], const double values[])
{
    double parts[SIM_PLAYERS];

    p->value_against = values[0];
    p->value = values[((size_t)1 << n) - 1];
    for (size_t set = 0; set < (size_t)1 << n; set++)
        if (isnan(values[set])) p->value = NAN;
    sim_shapley(n, values, parts);
    for (size_t i = 0; i < n; i++) p->parts[players[i]] = parts[i];
}

static void solve_subject(void *self, size_t member, size_t at)
{
    cohort *c = self;
    subject *p = &c->subjects[at];
    double *values = &c->values[member << SIM_PLAYERS];
    const sim_mix mix = {.pair = pair_of(c, p),
                         .luck = c->assay.draws ? &p->luck : NULL,
                         .bits = c->bits[member]};
    size_t players[SIM_PLAYERS], n, failed;
    sim_error why = {""};
    sim_status status = SIM_OK;

    if (p->status != SIM_OK || p->is_apart || sim_relay_is_stopped(&c->relay)) return;
    n = find_own(c, &mix.pair, players, c->bits[member]);
    for (size_t set = 0; status == SIM_OK && set < (size_t)1 << n; set += SIM_HYBRIDS) {
        const size_t left = ((size_t)1 << n) - set;

        status = sim_hybrids_solve(&c->work->hybrids, &mix, set,
                                   left < SIM_HYBRIDS ? left : SIM_HYBRIDS, &values[set],
                                   &failed, &why);
    }
    if (status == SIM_OK) {
        take_parts(p, n, players, values);
    } else {
        if (status != SIM_ENOMEM && status != SIM_ESTOP)
            sim_losses_say_set(c->work, players, failed, status, &why);
        fail(p, status, &why);
    }
    sim_relay_pass(&c->relay, status == SIM_ESTOP);
}

/* ---- all of them ---------------------------------------------------------- */

static bool is_counted(const subject *p)
{
    return p->status == SIM_OK && !p->is_apart && !isnan(p->value - p->value_against);
}

static void count(const cohort *c)
{
    sim_losses *l = c->work->losses;

    for (const subject *p = c->subjects; p < c->subjects + c->n; p++) {
        if (p->status != SIM_OK && l->n_failed++ == 0 && p->why) l->why = *p->why;
        if (p->status == SIM_OK && !is_counted(p)) l->n_undefined++;
        if (is_counted(p)) l->n_counted++;
    }
}

/* Mean and percentiles of numbers of the subjects that count. */
static sim_loss sum_up(const cohort *c, size_t player, double room[], sim_order *order)
{
    sim_tally tally;
    sim_loss loss = {.name = sim_players_name(&c->work->players, player)};

    sim_tally_init(&tally, room, NULL);
    for (const subject *p = c->subjects; p < c->subjects + c->n; p++)
        if (is_counted(p)) sim_tally_add(&tally, p->parts[player]);
    sim_tally_close(&tally, order);
    loss.part = sim_tally_mean(&tally);
    loss.low = sim_tally_quantile(&tally, 0);
    loss.high = sim_tally_quantile(&tally, SIM_QUANTILES - 1);
    return loss;
}

static sim_status sum_up_all(cohort *c, sim_error *err)
{
    sim_losses *l = c->work->losses;
    sim_moments value = {0}, against = {0};
    double *room = sim_pool_take(&c->pool, c->n, sizeof *room);
    sim_order order = sim_order_take(&c->pool, c->n);

    if (c->pool.failed) return sim_fail_memory(err, "a ledger of a cohort");
    count(c);
    for (const subject *p = c->subjects; p < c->subjects + c->n; p++) {
        if (!is_counted(p)) continue;
        sim_moments_add(&value, p->value);
        sim_moments_add(&against, p->value_against);
    }
    l->value = l->n_counted > 0 ? value.mean : NAN;
    l->value_against = l->n_counted > 0 ? against.mean : NAN;
    l->whole = l->value - l->value_against;
    l->n = l->n_counted > 0 ? c->work->players.n : 0;
    for (size_t i = 0; i < l->n; i++) l->parts[i] = sum_up(c, i, room, &order);
    return SIM_OK;
}

/* What stopped all. */
static sim_status check(cohort *c, sim_error *err)
{
    size_t n_failed = 0;

    if (sim_relay_is_stopped(&c->relay))
        return sim_fail(err, SIM_ESTOP, "%s: the ledger was stopped", c->work->job->file);
    for (const subject *p = c->subjects; p < c->subjects + c->n; p++) {
        if (p->status == SIM_ENOMEM) return sim_fail_memory(err, "a ledger of a cohort");
        if (p->status != SIM_OK) n_failed++;
    }
    if (n_failed < c->n) return SIM_OK;
    return sim_fail(err, SIM_ESOLVER,
                    "%.200s: no replicate could be solved; the first: %.700s",
                    c->work->job->file, c->subjects->why ? c->subjects->why->text : "");
}

static sim_status solve_cohort(cohort *c, sim_error *err)
{
    sim_status status;

    sim_team_share(c->threads, c->n, draw_subject, c);
    status = check(c, err);
    if (status != SIM_OK) return status;
    for (const subject *p = c->subjects; p < c->subjects + c->n; p++) {
        const sim_pair pair = pair_of(c, p);

        if (p->status == SIM_OK && !p->is_apart)
            sim_players_compare(&c->work->players, &pair);
    }
    status = sim_losses_choose(c->work, err);
    if (status != SIM_OK) return status;
    sim_team_share(c->threads, c->n, solve_subject, c);
    status = check(c, err);
    return status == SIM_OK ? sum_up_all(c, err) : status;
}

sim_status sim_losses_find_cohort(sim_losses_work *w, sim_error *err)
{
    cohort c;
    sim_status status = open_cohort(&c, w, err);

    if (status == SIM_OK) status = solve_cohort(&c, err);
    close_cohort(&c);
    return status;
}
