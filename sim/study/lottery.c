#include "sim/study/lottery.h"

#include <stdlib.h>
#include <string.h>

#include "sim/model/formula.h"
#include "sim/study/lottery_parts.h"

enum { TRIES = 1000 };

/* ---- points and bars ------------------------------------------------------ */

static sim_status check_median(const sim_task *task, const sim_point *point, size_t arm,
                               sim_error *err)
{
    const double *p = task->params[arm * task->chain->n_stages + point->stage];
    const sim_distribution *how = &point->drawn->how;

    if (how->shape == SIM_UNIFORM || sim_distribution_accepts(how, p[point->slot]))
        return SIM_OK;
    return sim_fail(err, SIM_EVALUE,
                    "%s: %s is drawn within [%g, %g] around %g, the row of an arm; a row "
                    "within, or other bounds, would be right",
                    point->drawn->place, point->purpose, how->low, how->high,
                    p[point->slot]);
}

static sim_owner owner_of(const sim_drawn *drawn, sim_level level)
{
    return level == SIM_OF_LABORATORY ? SIM_LABORATORY : drawn->owner;
}

/* How a level is drawn, if that is one of the owners'. */
static sim_distribution level_of(const sim_drawn *drawn, sim_level level, unsigned owners)
{
    sim_distribution of_level = drawn->how;

    if (level == SIM_OF_LABORATORY) {
        of_level.shape = drawn->how.laboratory_sd > 0 ? SIM_LOGNORMAL : SIM_FIXED;
        of_level.sd = drawn->how.laboratory_sd;
    }
    if (!(owners & SIM_OWNED_BY(owner_of(drawn, level)))) of_level.shape = SIM_FIXED;
    return of_level;
}

/* Adds a parameter if anything of it is drawn. */
static sim_status add_point(sim_lottery *s, const sim_drawn *drawn,
                            const sim_catalog *catalog, unsigned owners, sim_error *err)
{
    const sim_parameter *q = &catalog->rows[drawn->row];
    sim_point *point = &s->points[s->n_points];
    sim_status status = SIM_OK;
    bool is_drawn = false;

    *point = (sim_point){drawn, q, .stage = q->model - 1, .slot = q->symbol->slot};
    for (sim_level level = 0; level < SIM_LEVELS; level++) {
        point->levels[level] = level_of(drawn, level, owners);
        is_drawn |= point->levels[level].shape != SIM_FIXED;
    }
    if (!is_drawn) return SIM_OK;
    s->n_points++;
    snprintf(point->purpose, sizeof point->purpose, "%s.%s", q->section, q->symbol->name);
    snprintf(point->shared, sizeof point->shared, "%s %s", "laboratory", point->purpose);
    for (size_t arm = 0; status == SIM_OK && arm < s->task->n_arms; arm++)
        status = check_median(s->task, point, arm, err);
    return status;
}

/* Finds what a bar with that condition hangs on; uses[n_symbols] is room. */
static sim_status find_uses(sim_lottery *s, sim_bar *bar, const char *condition,
                            bool uses[], sim_error *err)
{
    const sim_model *m = s->task->chain->stages[bar->stage].model;
    sim_status status;

    bar->uses = sim_pool_take(&s->pool, s->n_points, sizeof *bar->uses);
    if (!bar->uses) return sim_fail_memory(err, m->name);
    memset(uses, 0, m->n_symbols * sizeof *uses);
    status = sim_formula_mark_uses(m, condition, uses, err);
    for (size_t i = 0; i < s->n_points; i++) {
        bar->uses[i] = s->points[i].stage == bar->stage &&
                       uses[s->points[i].parameter->symbol - m->symbols];
    }
    return status;
}

/* Adds a REFUSE row if it hangs on no earlier stage. */
static sim_status add_bar(sim_lottery *s, size_t stage, size_t refusal, bool uses[],
                          sim_error *err)
{
    const sim_model *m = s->task->chain->stages[stage].model;
    sim_bar bar = {.stage = stage, .refusal = refusal};
    sim_status status = find_uses(s, &bar, m->refusals[refusal].condition, uses, err);
    bool is_own = true;

    for (size_t i = 0; i < m->n_symbols; i++)
        is_own &= !(uses[i] && m->symbols[i].kind == SIM_INPUT);
    if (is_own) s->bars[s->n_bars++] = bar;
    return status;
}

/* Adds what a population asks of who is taken in. */
static sim_status add_entry(sim_lottery *s, sim_error *err)
{
    const sim_chain *chain = s->task->chain;
    const sim_population *p = chain->population;
    sim_bar bar = {.stage = chain->n_stages - 1};
    const sim_model *m = chain->stages[bar.stage].model;
    bool *uses;
    sim_status status;

    if (!(s->owners & SIM_OWNED_BY(SIM_SUBJECT)) || !p || !p->entry.constant) return SIM_OK;
    bar.entry = sim_model_find(m, p->entry.constant);
    sim_bug(!bar.entry || !sim_symbol_is_constant(bar.entry));
    uses = sim_pool_take(&s->pool, m->n_symbols, sizeof *uses);
    if (!uses) return sim_fail_memory(err, m->name);
    status = find_uses(s, &bar, bar.entry->name, uses, err);
    if (status == SIM_OK) s->bars[s->n_bars++] = bar;
    return status;
}

static sim_status add_bars(sim_lottery *s, sim_error *err)
{
    const sim_chain *chain = s->task->chain;
    sim_status status = SIM_OK;
    size_t n = 1; /* the entry */

    for (size_t i = 0; i < chain->n_stages; i++) n += chain->stages[i].model->n_refusals;
    s->bars = sim_pool_take(&s->pool, n, sizeof *s->bars);
    if (!s->bars) return sim_fail_memory(err, "cohort");
    for (size_t i = 0; status == SIM_OK && i < chain->n_stages; i++) {
        const sim_model *m = chain->stages[i].model;
        bool *uses = sim_pool_take(&s->pool, m->n_symbols, sizeof *uses);

        if (!uses) return sim_fail_memory(err, m->name);
        for (size_t r = 0; status == SIM_OK && r < m->n_refusals; r++)
            status = add_bar(s, i, r, uses, err);
    }
    return status == SIM_OK ? add_entry(s, err) : status;
}

/* The constants of an arm's stage, derived, and which REFUSE rows hold there. */
static void find_holding(const sim_chain *chain, size_t stage, const double *const p[],
                         double work[], double holds[])
{
    const sim_model *m = chain->stages[stage].model;

    memcpy(work, p[stage], m->n_constants * sizeof *work);
    m->derive(work);
    m->refuse(work, holds);
}

/* Does a bar hold, of constants and REFUSE rows as find_holding left them? */
static bool is_barred(const sim_lottery *s, const sim_bar *bar, const double work[],
                      const double holds[])
{
    if (!bar->entry) return holds[bar->refusal] != 0;
    return !(work[bar->entry->slot] >= s->task->chain->population->entry.least);
}

/* Is something drawn that a bar hangs on? */
static bool can_be_lifted(const sim_lottery *s, const sim_bar *bar)
{
    size_t i = 0;

    while (i < s->n_points && !bar->uses[i]) i++;
    return i < s->n_points;
}

static sim_status refuse_entry(sim_lottery *s, const sim_experiment *e, size_t arm,
                               const sim_bar *bar, double value, sim_error *err)
{
    const sim_model *m = s->task->chain->stages[bar->stage].model;
    bool *uses = sim_pool_take(&s->pool, m->n_symbols, sizeof *uses);
    sim_status status = uses ? sim_formula_mark_uses(m, bar->entry->name, uses, err)
                             : sim_fail_memory(err, m->name);
    const sim_setting *culprit =
        status == SIM_OK ? sim_experiment_culprit(e, arm, m, uses) : NULL;

    if (status != SIM_OK) return status;
    return sim_fail(
        err, SIM_EVALUE,
        "%s%sarm %s: %s = %.4g of every %s, and a cohort takes %g or more; other rows, or "
        "draws of what it hangs on, would be right",
        culprit ? culprit->place : "", culprit ? ": " : "", e->arms[arm].name,
        bar->entry->name, value, sim_owner_name(s->task->chain->population, SIM_SUBJECT),
        s->task->chain->population->entry.least);
}

/* Who is not taken in by the rows may be by draws, if there are any. */
static sim_status check_rows(sim_lottery *s, const sim_experiment *e, size_t arm,
                             double work[], sim_error *err)
{
    const sim_chain *chain = s->task->chain;
    const double *const *p = &s->task->params[arm * chain->n_stages];
    double holds[SIM_REFUSALS];

    for (size_t b = 0; b < s->n_bars; b++) {
        const sim_bar *bar = &s->bars[b];
        const sim_model *m = chain->stages[bar->stage].model;
        char text[512];

        if (sim_chain_skips(chain, bar->stage, p)) continue;
        find_holding(chain, bar->stage, p, work, holds);
        if (!is_barred(s, bar, work, holds)) continue;
        if (bar->entry && can_be_lifted(s, bar)) continue;
        if (bar->entry) return refuse_entry(s, e, arm, bar, work[bar->entry->slot], err);
        s->refusal = &m->refusals[bar->refusal];
        sim_notice_print(s->refusal, m, work, NULL, NULL, text, sizeof text);
        return sim_fail(err, SIM_EVALUE, "%s", text);
    }
    return SIM_OK;
}

/* What is refused as it stands is no matter of draws. */
static sim_status check_all_rows(sim_lottery *s, const sim_experiment *e, sim_error *err)
{
    double *work = sim_pool_take(&s->pool, s->n_values, sizeof *work);
    sim_status status = work ? SIM_OK : sim_fail_memory(err, "cohort");

    for (size_t arm = 0; status == SIM_OK && arm < s->task->n_arms; arm++)
        status = check_rows(s, e, arm, work, err);
    return status;
}

static const char *find_chance(const sim_chain *chain)
{
    for (size_t i = 0; i < chain->n_stages; i++) {
        const sim_symbol *chance = sim_model_chance(chain->stages[i].model);

        if (chance) return chance->name;
    }
    return "chance";
}

/* How many sources share a laboratory. */
static uint64_t find_sharing(const sim_population *population, const sim_experiment *e)
{
    const char *sharing = population ? population->sharing : NULL;

    return sharing ? (uint64_t)sim_experiment_value(e, "cohort", sharing) : 1;
}

static sim_status make_copula(sim_lottery *s, const sim_cohort *cohort, sim_error *err)
{
    size_t *rows = sim_pool_take(&s->pool, s->n_points, sizeof *rows);
    const char **names = sim_pool_take(&s->pool, s->n_points, sizeof *names);

    if (s->pool.failed) return sim_fail_memory(err, "cohort");
    if (cohort->n_pairs == 0) return SIM_OK;
    for (size_t i = 0; i < s->n_points; i++) {
        rows[i] = s->points[i].drawn->row;
        names[i] = s->points[i].purpose;
    }
    return sim_cohort_copula(cohort, s->n_points, rows, names, &s->copula, err);
}

sim_status sim_lottery_init(sim_lottery *s, const sim_task *task, const sim_experiment *e,
                            unsigned owners, sim_error *err)
{
    const sim_cohort *cohort = &e->cohort;
    sim_status status = SIM_OK;

    *s = (sim_lottery){.task = task, .owners = owners, .chance = find_chance(task->chain)};
    s->seed = (uint64_t)sim_experiment_value(e, "run", "seed");
    s->per_laboratory = find_sharing(task->chain->population, e);
    for (size_t i = 0; i < task->chain->n_stages; i++)
        s->n_values += task->chain->stages[i].model->n_constants;
    s->points = sim_pool_take(&s->pool, cohort->n, sizeof *s->points);
    if (!s->points) return sim_fail_memory(err, "cohort");
    for (size_t i = 0; status == SIM_OK && i < cohort->n; i++)
        status = add_point(s, &cohort->list[i], e->catalog, owners, err);
    if (status == SIM_OK) status = add_bars(s, err);
    if (status == SIM_OK) status = make_copula(s, cohort, err);
    return status == SIM_OK ? check_all_rows(s, e, err) : status;
}

void sim_lottery_free(sim_lottery *s)
{
    sim_copula_free(&s->copula);
    sim_pool_free(&s->pool);
    *s = (sim_lottery){0};
}

bool sim_lottery_has(const sim_lottery *s, sim_owner owner)
{
    bool has = false;

    for (size_t i = 0; i < s->n_points; i++) {
        for (sim_level level = 0; level < SIM_LEVELS; level++)
            has |= owner_of(s->points[i].drawn, level) == owner &&
                   s->points[i].levels[level].shape != SIM_FIXED;
    }
    return has;
}

/* ---- samples -------------------------------------------------------------- */

static double *value_of(const sim_sample *sample, const sim_lottery *s, size_t arm,
                        size_t i)
{
    const sim_point *point = &s->points[i];

    return (double *)&sample->params
        .at[arm * s->task->chain->n_stages + point->stage][point->slot];
}

double sim_sample_value(const sim_sample *sample, const sim_lottery *s, size_t arm,
                        size_t point)
{
    return *value_of(sample, s, arm, point);
}

/* ---- drawing -------------------------------------------------------------- */

/* Gives one parameter the value of its number in all arms; false if some arm cannot have it. */
static bool put_point(sim_sample *sample, const sim_lottery *s, size_t i, sim_level level)
{
    const sim_point *point = &s->points[i];
    const sim_distribution *how = &point->levels[level];
    const sim_symbol *symbol = point->parameter->symbol;
    bool fine = true;

    for (size_t arm = 0; arm < s->task->n_arms; arm++) {
        const double middle = sample->middles[arm * s->n_points + i];
        const double value = sim_distribution_value(how, sample->uniforms[i], middle);

        *value_of(sample, s, arm, i) = value;
        fine &= sim_distribution_accepts(how, value) && value >= symbol->low &&
                value <= symbol->high;
    }
    return fine;
}

/* Marks what a bar that holds hangs on; how many parameters that adds. */
static size_t mark_uses(sim_sample *sample, const sim_lottery *s, const sim_bar *bar,
                        sim_level level)
{
    size_t n = 0;

    for (size_t i = 0; i < s->n_points; i++) {
        const bool uses = bar->uses[i] && s->points[i].levels[level].shape != SIM_FIXED;

        n += uses && !sample->dirty[i];
        sample->again[i] += uses && !sample->dirty[i];
        sample->dirty[i] |= uses;
    }
    return n;
}

/* Marks what the bars that hold in any arm hang on; how many parameters that are. */
static size_t mark_barred(sim_sample *sample, const sim_lottery *s, sim_level level)
{
    const sim_chain *chain = s->task->chain;
    double holds[SIM_REFUSALS];
    size_t n = 0;

    for (size_t arm = 0; arm < s->task->n_arms; arm++) {
        const double *const *p = &sample->params.at[arm * chain->n_stages];
        size_t derived = chain->n_stages;

        for (size_t b = 0; b < s->n_bars; b++) {
            const sim_bar *bar = &s->bars[b];

            if (sim_chain_skips(chain, bar->stage, p)) continue;
            if (derived != bar->stage)
                find_holding(chain, bar->stage, p, sample->work, holds);
            derived = bar->stage;
            if (is_barred(s, bar, sample->work, holds))
                n += mark_uses(sample, s, bar, level);
        }
    }
    return n;
}

/* Starts all that is drawn for a level. */
static void start_streams(sim_sample *sample, const sim_lottery *s,
                          const sim_member *member, sim_level level)
{
    const uint64_t numbers[SIM_OWNERS] = {[SIM_LABORATORY] = member->laboratory,
                                          [SIM_SOURCE] = member->source,
                                          [SIM_SUBJECT] = member->subject};

    for (size_t i = 0; i < s->n_points; i++) {
        const sim_point *point = &s->points[i];

        sample->dirty[i] = point->levels[level].shape != SIM_FIXED;
        sim_rng_start(sample->streams[i],
                      &(sim_stream){.seed = s->seed,
                                    .replicate = numbers[owner_of(point->drawn, level)],
                                    .purpose = level == SIM_OF_LABORATORY
                                                   ? point->shared
                                                   : point->purpose});
    }
}

/* Names the first that could not be had.  Arms at both ends of a range leave no
 * room, however small the spread. */
static sim_status give_up(const sim_sample *sample, const sim_lottery *s, sim_error *err)
{
    const bool has_arms = s->task->n_arms > 1;
    size_t hopeless = 0;

    while (!sample->dirty[hopeless]) hopeless++;
    return sim_fail(
        err, SIM_EVALUE,
        "%s: no draw of %s and those beside it can be had%s; a smaller spread%s "
        "would be right",
        s->points[hopeless].drawn->place, s->points[hopeless].purpose,
        has_arms ? " in all arms at once" : "",
        has_arms ? ", or rows of arms that lie closer together," : "");
}

static sim_status draw_level(sim_sample *sample, const sim_lottery *s, sim_level level,
                             sim_error *err)
{
    for (int i = 0; i < TRIES; i++) {
        size_t again = 0;

        sim_sample_draw_uniforms(sample, s, level);
        for (size_t k = 0; k < s->n_points; k++) {
            if (!sample->dirty[k]) continue;
            sample->dirty[k] = !put_point(sample, s, k, level);
            again += sample->dirty[k];
            sample->again[k] += sample->dirty[k];
        }
        if (again == 0) again = mark_barred(sample, s, level);
        again += sim_sample_mark_groups(sample, s, level);
        if (again == 0) return SIM_OK;
        sample->redraws += again;
    }
    return give_up(sample, s, err);
}

/* What parameters have now is what they are drawn around next: at first the rows, then what a
 * laboratory has. */
static void keep_middles(sim_sample *sample, const sim_lottery *s)
{
    for (size_t arm = 0; arm < s->task->n_arms; arm++) {
        for (size_t i = 0; i < s->n_points; i++)
            sample->middles[arm * s->n_points + i] = *value_of(sample, s, arm, i);
    }
}

static void forget_redraws(sim_sample *sample, const sim_lottery *s)
{
    sample->redraws = 0;
    for (size_t i = 0; i < s->n_points; i++) sample->again[i] = 0;
}

sim_status sim_sample_draw(sim_sample *sample, const sim_lottery *s,
                           const sim_member *member, sim_error *err)
{
    sim_status status;

    forget_redraws(sample, s);
    sim_sample_put_rows(sample, s);
    keep_middles(sample, s);
    start_streams(sample, s, member, SIM_OF_LABORATORY);
    status = draw_level(sample, s, SIM_OF_LABORATORY, err);
    /* a laboratory's count to its first donor */
    if (member->source != member->laboratory * s->per_laboratory) forget_redraws(sample, s);
    keep_middles(sample, s);
    start_streams(sample, s, member, SIM_OF_OWNER);
    if (status == SIM_OK) status = draw_level(sample, s, SIM_OF_OWNER, err);
    sim_rng_start(
        sample->stray,
        &(sim_stream){.seed = s->seed, .replicate = member->luck, .purpose = s->chance});
    sample->luck = gsl_rng_uniform(sample->stray);
    return status;
}
