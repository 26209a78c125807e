/* question_read.c -- of question.h: a row of measurements understood, part by part. */
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/number.h"
#include "sim/io/text.h"
#include "sim/study/question_parts.h"

enum { TEXT_SIZE = SIM_ASKING_TEXT };

typedef sim_asking asking;

sim_status sim_asking_refuse(const sim_asking *r, const char *column, const char *text,
                             const char *wrong, ...)
{
    char printed[2 * TEXT_SIZE];
    va_list args;

    va_start(args, wrong);
    vsnprintf(printed, sizeof printed, wrong, args);
    va_end(args);
    return sim_measurement_refuse(r->table, r->m, column, text, printed, r->err);
}

/* ---- how ------------------------------------------------------------------ */

static const char *const pair_names[] = {
    [SIM_RATIO] = "ratio", [SIM_DIFFERENCE] = "difference"};

static sim_status read_pair(const asking *r, const char *word)
{
    for (size_t i = SIM_RATIO; i <= SIM_DIFFERENCE; i++) {
        if (strcmp(pair_names[i], word) != 0) continue;
        r->q->pair = (sim_pair)i;
        return SIM_OK;
    }
    return sim_asking_refuse(
        r, "how", r->m->how,
        "'%.60s' is neither 'ratio' nor 'difference'; one of them, or nothing, would "
        "be right",
        word);
}

static sim_status read_reduction(const asking *r, const char *word)
{
    sim_choice choice = {.nearest = {.wanted = word}};
    char hint[2 * TEXT_SIZE];

    for (size_t i = 0; sim_reduction_at(i); i++) {
        r->q->how = sim_reduction_at(i);
        if (strcmp(r->q->how->name, word) == 0) return SIM_OK;
        sim_choice_offer(&choice, r->q->how->name);
    }
    sim_choice_print(&choice, hint, sizeof hint);
    return sim_asking_refuse(r, "how", r->m->how, "'%.60s' is no reduction%s", word, hint);
}

static sim_status read_how(asking *r)
{
    char text[TEXT_SIZE], *rest, *word;
    sim_status status;

    snprintf(text, sizeof text, "%s", r->m->how);
    word = strtok_r(text, " ", &rest);
    status = read_reduction(r, word ? word : "");
    word = strtok_r(NULL, " ", &rest);
    if (status != SIM_OK || !word) return status;
    if (strtok_r(NULL, " ", &rest))
        return sim_asking_refuse(r, "how", r->m->how,
                                 "has more than two words; 'peak ratio' would be right");
    return read_pair(r, word);
}

/* By what an answer is read: by the day of an output, or by the number of a report. */
static const char *by_what(const asking *r, bool at_output)
{
    return at_output ? "day" : r->q->chain->yardstick->number;
}

static sim_status check_where(asking *r)
{
    const bool at_output = r->q->span == SIM_AT_OUTPUT;
    const sim_reduced_where where = r->q->how->where;

    if (where == SIM_ANYWHERE || (where == SIM_OUTPUTS_ONLY) == at_output) return SIM_OK;
    return sim_asking_refuse(
        r, "how", r->m->how,
        "is read by %.40s, and %.80s by %.40s; another of the two would be right",
        by_what(r, where == SIM_OUTPUTS_ONLY), r->m->quantity, by_what(r, at_output));
}

/* What some reductions ask of the row besides. */
static sim_status check_pooled(const asking *r)
{
    const sim_yardstick *y = r->q->chain->yardstick;
    char names[TEXT_SIZE] = "";
    sim_status status;

    for (size_t i = 0; i < y->n_pooled; i++) {
        const sim_pooled *pooled = &y->pooled[i];

        sim_text_list(names, sizeof names, pooled->name);
        if (strcmp(pooled->name, r->m->quantity) != 0) continue;
        sim_question_free(r->q);
        status = sim_asking_make_term(r, pooled->above, &r->q->term);
        return status == SIM_OK ? sim_asking_make_term(r, pooled->below, &r->q->below)
                                : status;
    }
    return sim_asking_refuse(r, "how", r->m->how,
                             "pools %s alone; 'mean' would be right for others",
                             *names ? names : "nothing");
}

static sim_status check_responders(const asking *r)
{
    const sim_population *population = r->q->chain->population;

    const char *measured = population ? population->measured.symbol : NULL;

    if (measured && strcmp(measured, r->m->quantity) == 0 && r->q->pair == SIM_ALONE)
        return SIM_OK;
    if (!measured)
        return sim_asking_refuse(
            r, "how", r->m->how,
            "counts by what is measured on visits, and %s measures nothing; "
            "cohort_share of a state would be right",
            r->q->chain->name);
    return sim_asking_refuse(
        r, "how", r->m->how,
        "counts who is told by %s, of one arm; that quantity would be right", measured);
}

static sim_status check_background(const asking *r)
{
    if (r->q->chain->n_treatment > 0) return SIM_OK;
    return sim_asking_refuse(
        r, "how", r->m->how,
        "is held against a background arm, and %s has none; 'value difference' "
        "with an arm in against would be right",
        r->q->chain->name);
}

static sim_status check_arms(const asking *r)
{
    if (r->ground->experiment->n_arms > 1) return SIM_OK;
    return sim_asking_refuse(
        r, "how", r->m->how,
        "needs other arms, and the file has one; 'value' would be right");
}

static sim_status check_limit(const asking *r)
{
    char limit[SIM_NUMBER_SIZE];

    if (r->m->limit > 0) return SIM_OK;
    sim_number_print(limit, r->m->limit, SIM_NUMBER_SHORT);
    return sim_asking_refuse(
        r, "limit", isnan(r->m->limit) ? "" : limit,
        "is no share that day_below could ask for; 0.01 would be right");
}

/* What is told in standard deviations is read in the unit of theirs. */
static sim_status check_sd(const asking *r)
{
    const sim_yardstick *y = r->q->chain->yardstick;

    if (!y->sd_unit)
        return sim_asking_refuse(
            r, "how", r->m->how,
            "takes a standard deviation, and %s has none; 'value' would be right",
            r->q->chain->name);
    if (strcmp(r->unit, y->sd_unit) == 0) return SIM_OK;
    return sim_asking_refuse(
        r, "how", r->m->how,
        "takes a standard deviation of %g %s, and %.80s is in %.80s; a quantity in %s "
        "would be right",
        y->sd, y->sd_unit, r->m->quantity, r->unit, y->sd_unit);
}

static sim_status check_how(asking *r)
{
    static sim_status (*const check[])(const asking *r) = {
        [SIM_A_SUM_OF_PARTS] = check_pooled,   [SIM_A_READING] = check_responders,
        [SIM_A_BACKGROUND] = check_background, [SIM_OTHER_ARMS] = check_arms,
        [SIM_A_LIMIT] = check_limit,           [SIM_THE_SD] = check_sd};
    const size_t demand = r->q->how->demand;

    return demand < sizeof check / sizeof *check && check[demand] ? check[demand](r)
                                                                  : SIM_OK;
}

/* ---- arms ----------------------------------------------------------------- */

static sim_status find_arm(const asking *r, const char *column, const char *name,
                           size_t *found)
{
    const sim_experiment *e = r->ground->experiment;
    sim_choice choice = {.nearest = {.wanted = name}};
    char hint[TEXT_SIZE + 128];

    for (*found = 0; *found < e->n_arms; ++*found) {
        if (strcmp(e->arms[*found].name, name) == 0) return SIM_OK;
        sim_choice_offer(&choice, e->arms[*found].name);
    }
    sim_choice_print(&choice, hint, sizeof hint);
    return sim_asking_refuse(r, column, name, "is no arm of %.200s%s", r->m->file, hint);
}

static sim_status read_arms(asking *r)
{
    sim_question *q = r->q;
    sim_status status = find_arm(r, "arm", r->m->arm, &q->arm);

    q->against = SIM_NONE;
    if (status != SIM_OK || *r->m->against == '\0') return status;
    status = find_arm(r, "against", r->m->against, &q->against);
    if (status == SIM_OK && q->pair == SIM_ALONE)
        status =
            sim_asking_refuse(r, "how", r->m->how,
                              "does not say how the two arms are compared; with 'ratio' or "
                              "'difference' behind it it would be right");
    return status;
}

/* ---- at ------------------------------------------------------------------- */

/* A number, or the word for where growth ends. */
static bool read_place(char *text, double *place)
{
    text = sim_text_trim(text);
    *place = INFINITY;
    return strcmp(text, "end") == 0 || (sim_number_parse(text, place) && *place >= 0);
}

static bool read_range(char *text, sim_range *range, bool *is_range)
{
    char *dash = strchr(text, '-');

    *is_range = dash != NULL;
    if (dash) *dash = '\0';
    if (!read_place(text, &range->from)) return false;
    range->to = range->from;
    return !dash || read_place(dash + 1, &range->to);
}

/* "one day such as 182", "passages such as 1-10, or 1-end,". */
static void print_at(const asking *r, char text[TEXT_SIZE])
{
    const bool by_day = r->q->span == SIM_AT_OUTPUT;
    const char *what = by_what(r, by_day);

    if (r->q->how->at == SIM_ONE_TIME)
        snprintf(text, TEXT_SIZE, "one day such as 112");
    else if (r->q->how->at == SIM_ONE_PLACE)
        snprintf(text, TEXT_SIZE, "one %.40s such as %s", what,
                 by_day ? "182" : "8, or end,");
    else
        snprintf(text, TEXT_SIZE, "%.40ss such as %s", what,
                 by_day ? "0-365" : "1-10, or 1-end,");
}

static sim_status refuse_at(const asking *r, const char *why)
{
    char right[TEXT_SIZE];

    print_at(r, right);
    return sim_asking_refuse(r, "at", r->m->at, "%s; %s would be right for %.40s", why,
                             right, r->m->how);
}

static double last_place(const asking *r, size_t arm)
{
    const sim_chain *chain = r->q->chain;
    const sim_symbol *symbol;

    if (r->q->span == SIM_AT_OUTPUT) return r->ground->end;
    symbol = sim_question_symbol(r->q, chain->yardstick->last);
    return r->ground->params[arm * chain->n_stages + r->q->stage][symbol->slot];
}

/* Days are read where outputs lie, and passages have whole numbers. */
static sim_status check_place(const asking *r, double place)
{
    const bool by_day = r->q->span == SIM_AT_OUTPUT,
               any_time = r->q->how->at == SIM_ONE_TIME;
    double last = last_place(r, r->q->arm);
    char wrong[TEXT_SIZE];

    snprintf(wrong, sizeof wrong, "is a %.40s, and days are asked", by_what(r, false));
    if (isinf(place)) return by_day || any_time ? refuse_at(r, wrong) : SIM_OK;
    if (any_time) return SIM_OK;
    if (place != floor(place)) return refuse_at(r, "is no whole number");
    if (r->q->against != SIM_NONE) last = fmin(last, last_place(r, r->q->against));
    if (place <= last) return SIM_OK;
    snprintf(wrong, sizeof wrong, "lies beyond the last %s of %.200s, %g",
             by_what(r, by_day), r->m->file, last);
    return refuse_at(r, wrong);
}

static sim_status check_range(const asking *r, const sim_range *range, bool is_range)
{
    const sim_reduced_at kind = r->q->how->at;
    sim_status status;

    if (is_range && kind != SIM_ANY_RANGE && kind != SIM_TRUE_RANGE)
        return refuse_at(r, "is a range");
    if (!is_range && kind == SIM_TRUE_RANGE) return refuse_at(r, "is no range");
    if (is_range && !(range->from < range->to))
        return refuse_at(r, "does not end after it begins");
    status = check_place(r, range->from);
    return status == SIM_OK ? check_place(r, range->to) : status;
}

static sim_status check_sides(const asking *r)
{
    const bool two = r->q->two_places, against = r->q->against != SIM_NONE;

    if (two && against)
        return sim_asking_refuse(
            r, "at", r->m->at,
            "compares two places where two arms are compared; one of the two "
            "would be right");
    if (two && r->q->pair == SIM_ALONE)
        return sim_asking_refuse(
            r, "how", r->m->how,
            "does not say how the two places are compared; with 'ratio' or "
            "'difference' behind it it would be right");
    if (!two && !against && r->q->pair != SIM_ALONE)
        return sim_asking_refuse(
            r, "how", r->m->how,
            "compares, but there is nothing to compare with; an arm in against, "
            "or at = 8/1, would be right");
    return SIM_OK;
}

static sim_status read_at(asking *r)
{
    char text[TEXT_SIZE], *stroke;
    sim_question *q = r->q;
    sim_status status = SIM_OK;
    bool is_range;

    snprintf(text, sizeof text, "%s", r->m->at);
    stroke = strchr(text, '/');
    if (stroke) *stroke = '\0';
    q->two_places = stroke != NULL;
    for (size_t i = 0; status == SIM_OK && i <= q->two_places; i++) {
        if (!read_range(i == 0 ? text : stroke + 1, &q->at[i], &is_range))
            return refuse_at(r, "is no place");
        status = check_range(r, &q->at[i], is_range);
    }
    return status == SIM_OK ? check_sides(r) : status;
}

/* ---- unit ----------------------------------------------------------------- */

static void print_unit(const asking *r, char unit[TEXT_SIZE])
{
    const sim_reduced_unit kind = r->q->how->unit;
    const char *time = r->q->chain->stages[r->q->stage].model->time_unit;

    snprintf(unit, TEXT_SIZE, "%s",
             kind == SIM_LOG10      ? "log10"
             : kind == SIM_TIME     ? time
             : kind == SIM_NO_UNIT  ? "1"
             : kind == SIM_PER_YEAR ? "1/year"
                                    : r->unit);
    if (r->q->pair == SIM_RATIO)
        snprintf(unit, TEXT_SIZE, "1");
    else if (kind == SIM_LOG2_OF_IT)
        snprintf(unit, TEXT_SIZE, "log2 %s", r->unit);
    else if (kind == SIM_PER_TIME)
        snprintf(unit, TEXT_SIZE, "%s/%s", r->unit, time);
}

static sim_status read_unit(asking *r)
{
    const sim_units *units = r->ground->experiment->catalog->units;
    char unit[TEXT_SIZE];

    print_unit(r, unit);
    r->q->factor = 1;
    if (strcmp(unit, r->m->unit) == 0 ||
        sim_units_convert(units, 1, unit, r->m->unit, &r->q->factor))
        return SIM_OK;
    if (sim_units_lack_memory()) return sim_fail_memory(r->err, r->table->file);
    return sim_asking_refuse(r, "unit", r->m->unit,
                             "is no unit of what is read; %.200s would be right", unit);
}

/* ---- all ------------------------------------------------------------------ */

sim_status sim_question_init(sim_question *q, const sim_ground *ground,
                             const sim_measurements *table, const sim_measurement *m,
                             sim_error *err)
{
    static sim_status (*const parts[])(asking * r) = {
        read_how, sim_asking_read_quantity, check_where, read_arms, check_how, read_at,
        read_unit};
    asking r = {q, ground, table, m, NULL, err};
    sim_status status = SIM_OK;

    *q = (sim_question){.chain = ground->chain, .row = m};
    for (size_t i = 0; status == SIM_OK && i < sizeof parts / sizeof *parts; i++)
        status = parts[i](&r);
    return status;
}
