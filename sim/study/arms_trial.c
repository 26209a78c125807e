/* arms_trial.c -- of arms.h: what a [trial] comes to once all arms are known. */
#include <string.h>

#include "sim/io/number.h"
#include "sim/io/text.h"
#include "sim/study/arms_parts.h"

enum { TEXT_SIZE = 1024, HINT_SIZE = 640 };

/* ---- rows ------------------------------------------------------------------ */

static bool is_of_trial(const sim_experiment *e, size_t row)
{
    return sim_section_kind_of(e->catalog->rows[row].section) == SIM_SECTION_TRIAL;
}

sim_status sim_arms_refuse_trial_row(const sim_experiment *e, const char *key,
                                     const char *place, sim_error *err)
{
    sim_choice choice = {.nearest = {.wanted = key}};
    char hint[HINT_SIZE];

    for (size_t i = 0; i < SIM_TRIAL_TEXTS; i++)
        sim_choice_offer(&choice, sim_trial_text_name(i));
    for (size_t i = 0; i < e->catalog->n; i++) {
        if (is_of_trial(e, i)) sim_choice_offer(&choice, e->catalog->rows[i].symbol->name);
    }
    sim_choice_print(&choice, hint, sizeof hint);
    return sim_fail(err, SIM_ENAME, "%s: a trial has no row '%s'%s", place, key, hint);
}

static double value_of(const sim_experiment *e, const char *name)
{
    return sim_experiment_value(e, "trial", name);
}

static const char *place_of(const sim_experiment *e, const char *name)
{
    const sim_parameter *q = sim_catalog_get(e->catalog, "trial", name);
    const char *place = e->base.settings[q - e->catalog->rows].place;

    return place ? place : "trial";
}

/* ---- who is compared --------------------------------------------------------- */

/* Of a single arm that has one, its background. */
static size_t usual_control(const sim_experiment *e)
{
    return e->n_own == 1 && e->backgrounds[0] != SIM_NONE ? e->backgrounds[0] : 0;
}

static sim_status find_control(sim_experiment *e, sim_error *err)
{
    const sim_trial_row *row = &e->trial.rows[SIM_TRIAL_CONTROL];

    e->trial.control = row->how ? sim_arms_find(e, row->how) : usual_control(e);
    return e->trial.control == SIM_NONE ? sim_arms_refuse(e, row->how, row->place, err)
                                        : SIM_OK;
}

static sim_status find_number(sim_experiment *e, sim_error *err)
{
    const sim_trial_row *row = &e->trial.rows[SIM_TRIAL_NUMBER];
    const sim_chain *chain = e->catalog->chain;
    const char *number = row->how ? row->how : chain && chain->trial ? chain->trial : "";

    if (strlen(number) >= sizeof e->trial.number)
        return sim_fail(err, SIM_EVALUE,
                        "%s: trial.number has %zu characters; the name of a number, at "
                        "most %zu, would be right",
                        row->place, strlen(number), sizeof e->trial.number - 1);
    strcpy(e->trial.number, number);
    return SIM_OK;
}

/* ---- how many ---------------------------------------------------------------- */

static const sim_trial_row *row_of_count(const sim_experiment *e)
{
    return &e->trial.rows[SIM_TRIAL_PATIENTS];
}

static sim_status refuse_count(const sim_experiment *e, const char *what, const char *wrong,
                               sim_error *err)
{
    char each[HINT_SIZE] = "";

    if (e->n_own > 1)
        snprintf(each, sizeof each, ", or one of each arm as in '%s %d, %s %d',",
                 e->arms[0].name, SIM_TRIAL_USUAL, e->arms[1].name, SIM_TRIAL_USUAL - 10);
    return sim_fail(err, SIM_EVALUE,
                    "%s: trial.%s = %.200s %s; a whole number of %d to %d%s would be right",
                    row_of_count(e)->place, sim_trial_text_name(SIM_TRIAL_PATIENTS), what,
                    wrong, SIM_TRIAL_LEAST, SIM_TRIAL_MOST, each);
}

static sim_status read_count(const sim_experiment *e, const char *text, size_t *n,
                             sim_error *err)
{
    double number;

    if (!sim_number_parse(text, &number)) return refuse_count(e, text, "is no number", err);
    if (!sim_number_parse_whole(text, &number))
        return refuse_count(e, text, "is not whole", err);
    if (number < SIM_TRIAL_LEAST) return refuse_count(e, text, "is too few", err);
    if (number > SIM_TRIAL_MOST) return refuse_count(e, text, "is too many", err);
    *n = (size_t)number;
    return SIM_OK;
}

/* Where nothing else is said an arm is held against all of the control, which has as many as any
 * of them asks for. */
static void settle_control(sim_trial_plan *plan)
{
    size_t *n = &plan->n[plan->control], most = *n;

    for (size_t arm = 0; arm < plan->n_arms; arm++) {
        if (plan->against[arm] == 0) plan->against[arm] = *n;
        if (plan->n[arm] > 0 && plan->against[arm] > most) most = plan->against[arm];
    }
    *n = plan->against[plan->control] = most;
}

/* All of the file's arms, and the control. */
static void count_alike(sim_experiment *e, size_t n)
{
    sim_trial_plan *plan = &e->trial;

    for (size_t arm = 0; arm < e->n_arms; arm++)
        plan->n[arm] = arm < e->n_own || arm == plan->control ? n : 0;
}

/* Cuts "P8, old 30" before its last blank; NULL if it has none that a name stands before. */
static char *find_number_of(char *entry)
{
    char *blank = NULL;

    for (char *c = entry; *c; c++) {
        if (*c == ' ' || *c == '\t') blank = c;
    }
    if (!blank) return NULL;
    *blank = '\0';
    return blank + 1;
}

/* "P2 30", "P2 40 against 20", in its parts. */
typedef struct {
    char *arm, *n, *against; /* n NULL: there is none; against NULL: it is not said */
} entry_parts;

static const char against_word[] = "against";

static entry_parts cut_entry(const sim_experiment *e, char *entry)
{
    entry_parts parts = {.arm = entry, .n = find_number_of(entry)};
    const size_t length = strlen(against_word);
    char *end;

    parts.arm = sim_text_trim(entry);
    end = parts.arm + strlen(parts.arm);
    if (!parts.n || sim_arms_find(e, parts.arm) != SIM_NONE ||
        (size_t)(end - parts.arm) < length || strcmp(end - length, against_word) != 0)
        return parts;
    end[-(ptrdiff_t)length] = '\0';
    parts.arm = sim_text_trim(parts.arm);
    parts.against = parts.n;
    parts.n = find_number_of(parts.arm);
    parts.arm = sim_text_trim(parts.arm);
    return parts;
}

/* The name of an arm may hold commas: an entry goes on until it is one. */
static size_t entry_length(const sim_experiment *e, const char *rest)
{
    const size_t first = strcspn(rest, ",");
    char entry[TEXT_SIZE];

    for (size_t length = first;; length += 1 + strcspn(rest + length + 1, ",")) {
        entry_parts parts;

        snprintf(entry, sizeof entry, "%.*s", (int)length, rest);
        parts = cut_entry(e, sim_text_trim(entry));
        if (parts.n && sim_arms_find(e, parts.arm) != SIM_NONE) return length;
        if (!rest[length]) return first;
    }
}

static sim_status take_against(sim_experiment *e, const entry_parts *parts, size_t arm,
                               sim_error *err)
{
    if (!parts->against) return SIM_OK;
    if (arm != e->trial.control)
        return read_count(e, parts->against, &e->trial.against[arm], err);
    return sim_fail(err, SIM_EVALUE,
                    "%s: trial.%s holds '%s' against itself; its number alone would be "
                    "right",
                    row_of_count(e)->place, sim_trial_text_name(SIM_TRIAL_PATIENTS),
                    parts->arm);
}

static sim_status take_entry(sim_experiment *e, char *entry, sim_error *err)
{
    const sim_trial_row *row = row_of_count(e);
    const entry_parts parts = cut_entry(e, entry);
    size_t arm, n = 0;
    sim_status status;

    if (!parts.n) return refuse_count(e, row->how, "has an arm without a number", err);
    arm = sim_arms_find(e, parts.arm);
    if (arm == SIM_NONE) return sim_arms_refuse(e, parts.arm, row->place, err);
    status = read_count(e, parts.n, &n, err);
    if (status == SIM_OK && e->trial.n[arm] > 0)
        status = sim_fail(err, SIM_ENAME,
                          "%s: trial.%s names arm '%s' twice; once would be right",
                          row->place, sim_trial_text_name(SIM_TRIAL_PATIENTS), parts.arm);
    e->trial.n[arm] = n;
    return status == SIM_OK ? take_against(e, &parts, arm, err) : status;
}

/* Does an arm that takes part not say how many it is held against? */
static bool needs_control(const sim_trial_plan *plan)
{
    for (size_t arm = 0; arm < plan->n_arms; arm++)
        if (plan->n[arm] > 0 && plan->against[arm] == 0) return true;
    return false;
}

/* Arms that are not named take no part. */
static sim_status count_each(sim_experiment *e, sim_error *err)
{
    const sim_trial_row *row = row_of_count(e);
    const char *rest = row->how;
    sim_status status = SIM_OK;
    char entry[TEXT_SIZE];

    if (strlen(row->how) >= sizeof entry)
        return refuse_count(e, row->how, "... is longer than 1023 characters", err);
    while (status == SIM_OK) {
        const size_t length = entry_length(e, rest);

        snprintf(entry, sizeof entry, "%.*s", (int)length, rest);
        status = take_entry(e, sim_text_trim(entry), err);
        rest += length;
        if (!*rest++) break;
    }
    if (status == SIM_OK && e->trial.n[e->trial.control] == 0 && needs_control(&e->trial))
        status = sim_fail(err, SIM_EVALUE,
                          "%s: trial.%s has no number for '%s', which the others are held "
                          "against; one would be right",
                          row->place, sim_trial_text_name(SIM_TRIAL_PATIENTS),
                          e->arms[e->trial.control].name);
    return status;
}

static sim_status read_counts(sim_experiment *e, sim_error *err)
{
    const sim_trial_row *row = row_of_count(e);
    size_t n = SIM_TRIAL_USUAL;
    double number;

    if (row->how && !sim_number_parse(row->how, &number) && strpbrk(row->how, " \t,"))
        return count_each(e, err);
    if (row->how && read_count(e, row->how, &n, err) != SIM_OK) return SIM_EVALUE;
    count_alike(e, n);
    return SIM_OK;
}

static sim_status find_counts(sim_experiment *e, sim_error *err)
{
    sim_trial_plan *plan = &e->trial;
    sim_status status;

    plan->n_arms = e->n_arms;
    plan->n = sim_pool_take(&e->pool, e->n_arms, sizeof *plan->n);
    plan->against = sim_pool_take(&e->pool, e->n_arms, sizeof *plan->against);
    if (!plan->n || !plan->against) return sim_fail_memory(err, "trial");
    status = read_counts(e, err);
    if (status == SIM_OK) settle_control(plan);
    return status;
}

/* ---- whether each is in all ----------------------------------------------------- */

static sim_status find_design(sim_experiment *e, sim_error *err)
{
    const sim_trial_row *row = &e->trial.rows[SIM_TRIAL_DESIGN];
    sim_choice choice = {.nearest = {.wanted = row->how ? row->how : ""}};
    char hint[HINT_SIZE];

    e->trial.design = SIM_TRIAL_PARALLEL;
    if (!row->how) return SIM_OK;
    for (size_t i = 0; sim_trial_design_name(i); i++) {
        e->trial.design = (sim_trial_design)i;
        if (strcmp(sim_trial_design_name(i), row->how) == 0) return SIM_OK;
        sim_choice_offer(&choice, sim_trial_design_name(i));
    }
    sim_choice_print(&choice, hint, sizeof hint);
    return sim_fail(err, SIM_EVALUE, "%s: trial.%s = %.200s is unknown%s", row->place,
                    sim_trial_text_name(SIM_TRIAL_DESIGN), row->how, hint);
}

/* ---- what does not go together ------------------------------------------------ */

static sim_status check_paired(const sim_experiment *e, sim_error *err)
{
    const sim_trial_plan *plan = &e->trial;
    const size_t all = plan->n[plan->control];

    for (size_t arm = 0; arm < plan->n_arms; arm++) {
        const size_t n = plan->n[arm], against = plan->against[arm];

        if (plan->design != SIM_TRIAL_PAIRED || n == 0 || (n == all && against == n))
            continue;
        return sim_fail(err, SIM_EVALUE,
                        "%s: trial.design = paired has everyone in every arm, and '%s' has "
                        "%zu, '%s' %zu; the same number would be right",
                        sim_trial_plan_place(plan, SIM_TRIAL_DESIGN), e->arms[arm].name, n,
                        e->arms[plan->control].name, against == n ? all : against);
    }
    return SIM_OK;
}

/* An interval takes two. */
static sim_status check_left(const sim_experiment *e, size_t arm, size_t n, sim_error *err)
{
    const double dropout = e->trial.dropout, all = (double)n;

    if (n == 0 || dropout == 0 ||
        all - (double)(size_t)(all * dropout + 0.5) >= SIM_TRIAL_LEAST)
        return SIM_OK;
    return sim_fail(err, SIM_EVALUE,
                    "%s: trial.dropout = %g leaves fewer than %d of the %g in '%s'; at "
                    "most %.2g, or more in the arm, would be right",
                    place_of(e, "dropout"), dropout, SIM_TRIAL_LEAST, all,
                    e->arms[arm].name, (all - SIM_TRIAL_LEAST) / all);
}

static sim_status check_dropout(const sim_experiment *e, sim_error *err)
{
    const sim_trial_plan *plan = &e->trial;
    sim_status status = SIM_OK;

    for (size_t arm = 0; status == SIM_OK && arm < e->n_arms; arm++) {
        status = check_left(e, arm, plan->n[arm], err);
        if (status == SIM_OK && plan->n[arm] > 0)
            status = check_left(e, plan->control, plan->against[arm], err);
    }
    return status;
}

/* All that trials hang on beside the rows of the arms. */
unsigned long long sim_experiment_trial_hash(const sim_experiment *e)
{
    const sim_trial_plan *plan = &e->trial;
    uint64_t hash = sim_experiment_hash(e);
    char text[SIM_NUMBER_SIZE];

    sim_text_hash(&hash, plan->number);
    sim_text_hash(&hash, e->arms[plan->control].name);
    sim_text_hash(&hash, sim_trial_design_name(plan->design));
    for (size_t arm = 0; arm < e->n_arms; arm++) {
        sim_number_print_exact(text, (double)plan->n[arm]);
        sim_text_hash(&hash, text);
    }
    for (size_t i = 0; i < e->catalog->n; i++) {
        if (!is_of_trial(e, i)) continue;
        sim_parameter_print(&e->catalog->rows[i], e->base.settings[i].value, text);
        sim_text_hash(&hash, text);
    }
    return hash;
}

static void take_settings(sim_experiment *e)
{
    sim_trial_plan *plan = &e->trial;

    plan->trials = (size_t)value_of(e, "trials");
    plan->pool = (size_t)value_of(e, "pool");
    plan->dropout = value_of(e, "dropout");
    plan->dropout_of = (sim_trial_dropout)value_of(e, "dropout_of");
    plan->one_laboratory = value_of(e, "laboratory") != 0;
    plan->alpha = value_of(e, "alpha");
}

static bool is_given(const sim_experiment *e)
{
    for (sim_trial_text i = 0; i < SIM_TRIAL_TEXTS; i++) {
        if (e->trial.rows[i].how) return true;
    }
    for (size_t i = 0; i < e->catalog->n; i++) {
        if (is_of_trial(e, i) && e->base.settings[i].scope != SIM_BY_DEFAULT) return true;
    }
    return false;
}

sim_status sim_arms_settle_trial(sim_experiment *e, sim_error *err)
{
    sim_status status = find_control(e, err);

    e->trial.given = is_given(e);
    take_settings(e);
    if (status == SIM_OK) status = find_number(e, err);
    if (status == SIM_OK) status = find_design(e, err);
    if (status == SIM_OK) status = find_counts(e, err);
    if (status == SIM_OK) status = check_paired(e, err);
    return status == SIM_OK ? check_dropout(e, err) : status;
}
