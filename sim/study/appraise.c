#include "sim/study/appraise_parts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/sections.h"
#include "sim/io/text.h"

enum { NAME_SIZE = 48, SET_SIZE = 192, TITLE_SIZE = 512 };

/* An arm in the making: its rows in the file, over which --set stands, and those over --set. */
typedef struct {
    char name[NAME_SIZE];
    sim_assignments rows, fixed;
} arm_plan;

typedef struct {
    sim_appraisal *a;
    arm_plan *arms;
    size_t n, most;
} plan;

/* ---- arms ------------------------------------------------------------------------ */

static arm_plan *add_arm(plan *p, const char *name)
{
    arm_plan *arm;

    sim_bug(p->n == p->most);
    arm = &p->arms[p->n++];
    snprintf(arm->name, sizeof arm->name, "%s", name);
    return arm;
}

static const sim_offer_row *reference_of(const sim_offer *o)
{
    size_t at = 0;

    return sim_offer_next(o, SIM_OFFER_ARM, o->condition->name, &at);
}

/* The reference, whatever --set says, but for what a question asks of the offer. */
static void take_part(sim_appraisal *a, arm_plan *arm, const char *question, size_t ends)
{
    sim_assignments reference = {.n = 0};

    sim_assign_offer(a, &arm->rows, question, ends);
    sim_assign_all(a, &reference, reference_of(&a->offer)->low, NULL);
    for (size_t i = 0; i < reference.n; i++) {
        const sim_assigned *row = &reference.list[i];

        if (!sim_assignments_have(&arm->rows, row->name))
            sim_assign(&arm->fixed, row->name, row->value, row->line);
    }
}

static void plan_part(plan *p, const char *question)
{
    sim_appraisal *a = p->a;
    const size_t n = (size_t)1 << sim_appraisal_count_unknowns(a, question);

    sim_bug(a->n_parts == SIM_PARTS_OF_OFFER);
    a->parts[a->n_parts++] = (sim_corners){.of = question, .from = p->n, .n = n};
    for (size_t ends = 0; ends < n; ends++) {
        char name[NAME_SIZE];
        arm_plan *arm;

        snprintf(name, sizeof name, "%s %zu", question ? question : "offer", ends);
        arm = add_arm(p, name);
        if (question)
            take_part(a, arm, question, ends);
        else
            sim_assign_offer(a, &arm->rows, NULL, ends);
    }
}

static sim_status plan_init(plan *p, sim_appraisal *a, size_t most, sim_error *err)
{
    *p = (plan){.a = a, .most = most};
    p->arms = sim_pool_take(&a->pool, most, sizeof *p->arms);
    return p->arms ? SIM_OK : sim_fail_memory(err, "offer");
}

/* ---- the experiment ---------------------------------------------------------------- */

static bool is_taken(const char *section)
{
    const sim_section_kind kind = sim_section_kind_of(section);

    return kind == SIM_SECTION_RUN || kind == SIM_SECTION_COHORT ||
           kind == SIM_SECTION_PRESETS || kind == SIM_SECTION_MODEL;
}

static void add_row(sim_ini *ini, const char *section, const char *name, const char *value,
                    int line)
{
    ini->rows[ini->n_rows++] = (sim_ini_row){.section = (char *)section,
                                             .name = (char *)name,
                                             .value = (char *)value,
                                             .line = line};
}

/* A section of one row. */
static void add_section(sim_appraisal *a, sim_ini *ini, const sim_assigned *row)
{
    const size_t length = strcspn(row->name, ".");
    char *section = sim_pool_take(&a->pool, length + 1, 1);

    if (!section) return;
    memcpy(section, row->name, length);
    add_row(ini, section, NULL, NULL, row->line);
    add_row(ini, section, row->name + length + 1, row->value, row->line);
}

/* What the file says for all arms, and what the condition adds to that. */
static void add_common(sim_appraisal *a, sim_ini *ini)
{
    const sim_offer_world *world = a->offer.condition->world;
    sim_assignments common = {.n = 0};

    for (size_t i = 0; i < a->ini.n_rows; i++)
        if (is_taken(a->ini.rows[i].section)) ini->rows[ini->n_rows++] = a->ini.rows[i];
    if (!sim_offer_file_sets(&a->ini, "run.indication"))
        sim_assign(&common, "run.indication", world->chain, 0);
    sim_assign_all(a, &common, world->rows, &a->ini);
    for (size_t i = 0; i < common.n; i++) add_section(a, ini, &common.list[i]);
}

static char offer_origin[] = "[offer]";

static void add_arm_rows(sim_appraisal *a, sim_ini *ini, const arm_plan *arm)
{
    char *section = sim_pool_take(&a->pool, sizeof "arm " + NAME_SIZE, 1);

    if (!section) return;
    snprintf(section, sizeof "arm " + NAME_SIZE, "arm %s", arm->name);
    add_row(ini, section, NULL, NULL, 1);
    for (size_t i = 0; i < arm->rows.n; i++) {
        const sim_assigned *row = &arm->rows.list[i];

        add_row(ini, section, row->name, row->value, row->line);
        /* wherever that stands, so that run.ini, which has it too, says the same of itself */
        ini->rows[ini->n_rows - 1].origin = offer_origin;
    }
    if (arm->rows.n == 0) ini->rows[ini->n_rows - 1].lost = true;
}

/* "arm reference:product.dose=5e7" */
static void add_sets(sim_appraisal *a, const arm_plan *arm, const char **sets, size_t *n)
{
    for (size_t i = 0; i < arm->fixed.n; i++) {
        char *set = sim_pool_take(&a->pool, SET_SIZE, 1);

        if (!set) return;
        snprintf(set, SET_SIZE, "arm %s:%s=%s", arm->name, arm->fixed.list[i].name,
                 arm->fixed.list[i].value);
        sets[(*n)++] = set;
    }
}

/* The figure of the arms. */
static void add_figure(const sim_appraisal *a, sim_ini *ini)
{
    static const char section[] = "figure appraisal";

    const sim_offer_world *world = a->offer.condition->world;

    if (!world->figure) return;
    add_row(ini, section, NULL, NULL, 1);
    add_row(ini, section, "y", world->figure, 1);
}

static sim_status solve(const plan *p, sim_job *job, sim_error *err)
{
    sim_appraisal *a = p->a;
    const sim_source *source = a->task->source;
    const size_t most = a->ini.n_rows + (p->n + 1) * (SIM_ASSIGNED_MOST + 2);
    const char **sets = sim_pool_take(
        &a->pool, source->n_sets + p->n * SIM_ASSIGNED_MOST + 1, sizeof *sets);
    sim_ini *ini = sim_pool_take(&a->pool, 1, sizeof *ini);
    sim_source made = *source;
    size_t n_sets = 0;
    sim_status status;

    if (ini) ini->rows = sim_pool_take(&a->pool, most, sizeof *ini->rows);
    if (sim_pool_check(&a->pool, "offer", err) != SIM_OK) return SIM_ENOMEM;
    ini->file = a->ini.file;
    memcpy(ini->version, a->ini.version, sizeof ini->version);
    ini->version_line = a->ini.version_line;
    for (size_t i = 0; i < source->n_sets; i++)
        if (!sim_set_is_of_offer(source->sets[i])) sets[n_sets++] = source->sets[i];
    add_common(a, ini);
    for (size_t i = 0; i < p->n; i++) add_arm_rows(a, ini, &p->arms[i]);
    for (size_t i = 0; i < p->n; i++) add_sets(a, &p->arms[i], sets, &n_sets);
    if (job == &a->job) add_figure(a, ini);
    status = sim_pool_check(&a->pool, "offer", err);
    made.ini = ini;
    made.sets = sets;
    made.n_sets = n_sets;
    if (status == SIM_OK) status = sim_job_read(job, &made, err);
    if (status == SIM_OK) status = sim_job_check_size(job, NULL, err);
    if (status == SIM_OK) status = sim_job_check_refusals(job, NULL, err);
    job->in_mean = true;
    return status == SIM_OK ? sim_job_solve(job, err) : status;
}

/* ---- the ends of an offer ------------------------------------------------------------- */

static double summary_of(const sim_job *job, size_t arm, const char *column)
{
    const sim_table *summary = &job->tables.table[job->tables.summary];
    const size_t i = sim_table_find(summary, column);

    return i < summary->n_columns ? sim_table_cell(summary, arm, i) : NAN;
}

/* The main number: the best, or the worst where that goes farther below. */
static double value_of(const sim_appraisal *a, const sim_job *job, size_t arm)
{
    const sim_offer_world *world = a->offer.condition->world;
    const double best = summary_of(job, arm, world->number);
    const double worst = world->worst ? summary_of(job, arm, world->worst) : best;

    return -worst > best ? worst : best;
}

static void find_value(sim_appraisal *a, sim_corners *part)
{
    part->value = (sim_range){NAN, NAN};
    for (size_t arm = part->from; arm < part->from + part->n; arm++) {
        const double value = value_of(a, &a->corners, arm);

        if (!(value >= part->value.low)) {
            part->value.low = isnan(value) ? part->value.low : value;
            if (part == a->parts && !isnan(value)) a->worst = arm;
        }
        if (!(value <= part->value.high) && !isnan(value)) {
            part->value.high = value;
            if (part == a->parts) a->best = arm;
        }
    }
}

/* How far apart two corners are at most that differ in one unknown alone. */
static void find_moves(sim_appraisal *a, size_t unknown)
{
    const size_t bit = (size_t)1 << unknown;
    double most = 0;

    for (size_t ends = 0; ends < a->parts[0].n; ends++) {
        if (ends & bit) continue;
        most = fmax(most, fabs(value_of(a, &a->corners, ends | bit) -
                               value_of(a, &a->corners, ends)));
    }
    a->unknowns[unknown].moves = most;
}

bool sim_appraisal_asks(const sim_appraisal *a, const sim_unknown *unknown)
{
    return unknown->moves > a->least && a->offer.condition->world->is_modelled;
}

static sim_status solve_corners(sim_appraisal *a, sim_error *err)
{
    const sim_offer_row *question;
    size_t at = 0, most = (size_t)1 << a->n_unknowns;
    plan p;
    sim_status status = plan_init(&p, a, SIM_PARTS_OF_OFFER * most, err);

    if (status != SIM_OK) return status;
    plan_part(&p, NULL);
    while ((question = sim_offer_next(&a->offer, SIM_OFFER_QUESTION, NULL, &at))) {
        sim_assignments rows = {.n = 0};

        sim_assign_offer(a, &rows, question->name, 0);
        if (rows.n > 0) plan_part(&p, question->name);
    }
    status = solve(&p, &a->corners, err);
    if (status != SIM_OK) return status;
    for (size_t i = 0; i < a->n_parts; i++) find_value(a, &a->parts[i]);
    for (size_t i = 0; i < a->n_unknowns; i++) find_moves(a, i);
    return SIM_OK;
}

/* ---- the arms that are shown ------------------------------------------------------------ */

bool sim_appraisal_is_range(const sim_appraisal *a)
{
    const sim_range *value = &a->parts[0].value;

    return value->high - value->low >= a->least && value->high > value->low;
}

static void plan_ends(plan *p, const char *name, const char *fixed)
{
    sim_appraisal *a = p->a;
    const size_t ends[] = {a->worst, a->best};
    const char *const words[] = {" at worst", " at best"};

    for (size_t i = 0; i < (sim_appraisal_is_range(a) ? 2 : 1); i++) {
        char whole[NAME_SIZE];
        arm_plan *arm;

        snprintf(whole, sizeof whole, "%s%s", name,
                 sim_appraisal_is_range(a) ? words[i] : "");
        arm = add_arm(p, whole);
        sim_assign_offer(a, &arm->rows, NULL, ends[i]);
        sim_assign_all(a, &arm->fixed, fixed, NULL);
    }
}

static sim_status solve_shown(sim_appraisal *a, sim_error *err)
{
    const char *condition = a->offer.condition->name;
    const sim_offer_row *row;
    size_t at = 0, reference;
    plan p;
    sim_status status = plan_init(&p, a, 16, err);

    if (status != SIM_OK) return status;
    plan_ends(&p, "offer", "");
    reference = p.n;
    while ((row = sim_offer_next(&a->offer, SIM_OFFER_ARM, condition, &at)))
        sim_assign_all(a, &add_arm(&p, row->name)->fixed, row->low, NULL);
    a->n_drawn = p.n;
    for (at = 0; (row = sim_offer_next(&a->offer, SIM_OFFER_VARIANT, condition, &at));)
        plan_ends(&p, row->name, row->low);
    status = solve(&p, &a->job, err);
    if (status != SIM_OK) return status;
    a->reference = value_of(a, &a->job, reference);
    a->drawn = sim_pool_take(&a->pool, a->job.experiment.n_arms, sizeof *a->drawn);
    if (!a->drawn) return sim_fail_memory(err, "offer");
    for (size_t i = 0; i < a->n_drawn; i++) a->drawn[i] = a->job.arm_names[i];
    /* Of backgrounds the first: ends of an offer differ in what is given, which they lack. */
    if (a->job.experiment.n_own < a->job.experiment.n_arms)
        a->drawn[a->n_drawn++] = a->job.arm_names[a->job.experiment.n_own];
    return SIM_OK;
}

double sim_appraisal_kept(const sim_appraisal *a, double value)
{
    return a->reference >= a->least && a->reference > 0
               ? fmax(0, round(100 * value / a->reference) / 100)
               : NAN;
}

/* ---- all of it ----------------------------------------------------------------------------- */

/* What a file or --set treats, and what the offer is for. */
static sim_status check_chain(const sim_appraisal *a, sim_error *err)
{
    const sim_source *source = a->task->source;
    const sim_offer_world *world = a->offer.condition->world;
    const char *chain = sim_source_chain(source, &a->ini, models_chains)->name;
    const bool is_said = sim_offer_file_sets(&a->ini, "run.indication") ||
                         strcmp(chain, models_chains->name) != 0;

    if (!is_said || !world->is_modelled || strcmp(chain, world->chain) == 0) return SIM_OK;
    return sim_fail(
        err, SIM_EVALUE,
        "%s: run.indication = %s, and the offer is for %s; one of them would be "
        "right",
        a->ini.file, chain, a->offer.condition->name);
}

/* An appraisal has arms of its own. */
static sim_status check_sets(const sim_source *source, sim_error *err)
{
    static const char start[] = "arm ";

    for (size_t i = 0; i < source->n_sets; i++) {
        const char *set = source->sets[i], *colon = strchr(set, ':');

        if (!sim_text_starts(set, start) || !colon) continue;
        return sim_fail(err, SIM_EVALUE,
                        "--set %.200s: an offer has no arms; --set %.100s would be right",
                        set, colon + 1);
    }
    return SIM_OK;
}

static sim_status measure(sim_appraisal *a, sim_error *err)
{
    const sim_offer_world *world = a->offer.condition->world;
    const sim_chain *chain = models_chain(world->chain);
    const sim_telling *telling = sim_chain_telling(chain, world->number);
    sim_session session = {0};
    sim_status status = sim_session_open(&session, chain, err);

    if (status == SIM_OK) status = sim_offer_measure(&a->offer, &session.catalog, err);
    sim_session_close(&session);
    a->least = telling ? telling->least : 0;
    return status;
}

static const char figure_place[] = "appraisal";

/* The figure shows these arms. */
static sim_status choose_arms(sim_appraisal *a, sim_error *err)
{
    char arms[TITLE_SIZE] = "";

    if (!a->title) return SIM_OK;
    for (size_t i = 0; i < a->n_drawn; i++) sim_text_list(arms, sizeof arms, a->drawn[i]);
    return sim_figures_set(&a->job.experiment.figures, "arms", arms, figure_place, err);
}

sim_status sim_appraisal_title(sim_appraisal *a, sim_error *err)
{
    if (!a->title) return SIM_OK;
    return sim_figures_set(&a->job.experiment.figures, "title", a->title, figure_place,
                           err);
}

sim_status sim_appraisal_init(sim_appraisal *a, const sim_appraisal_task *task,
                              sim_error *err)
{
    const sim_source *source = task->source;
    sim_status status;

    *a = (sim_appraisal){.task = task};
    status = sim_source_read(source, &a->ini, err);
    if (status != SIM_OK) return status;
    status =
        sim_offer_read(&a->offer, task->rows,
                       &(sim_offer_source){&a->ini, source->sets, source->n_sets}, err);
    if (status == SIM_OK) status = check_sets(source, err);
    if (status == SIM_OK) status = check_chain(a, err);
    if (status == SIM_OK) status = measure(a, err);
    if (status != SIM_OK) return status;
    sim_appraisal_list_unknowns(a);
    status = solve_corners(a, err);
    if (status == SIM_OK) status = solve_shown(a, err);
    a->offer.find = sim_appraisal_find;
    a->offer.data = a;
    if (status == SIM_OK) status = sim_appraisal_tell(a, err);
    return status == SIM_OK ? choose_arms(a, err) : status;
}

void sim_appraisal_free(sim_appraisal *a)
{
    sim_job_close(&a->job);
    sim_job_close(&a->corners);
    sim_offer_free(&a->offer);
    sim_ini_free(&a->ini);
    sim_pool_free(&a->pool);
}
