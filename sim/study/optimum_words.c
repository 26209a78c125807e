/* optimum_words.c -- of optimum.h: what was found, in sentences. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/io/text.h"
#include "sim/study/optimum_parts.h"

enum { DIGITS = 4, AMOUNT = 128 };

/* A smaller part of a value is what a search leaves open. */
static const double open_part = 1e-4;

/* ---- numbers ---------------------------------------------------------------- */

/* Is a unit a word, which has a plural: "cell", and not "mm"? */
static bool is_word(const char *unit)
{
    return strlen(unit) > 2 && unit[strspn(unit, "abcdefghijklmnopqrstuvwxyz")] == '\0';
}

void sim_optimum_print_amount(double number, const char *unit, char text[], size_t size)
{
    char digits[SIM_NUMBER_SIZE];

    sim_number_print(digits, number, DIGITS);
    snprintf(text, size, "%s", digits);
    if (strcmp(unit, "1") == 0) return;
    sim_text_append(text, size, " %s%s", unit,
                    is_word(unit) && strcmp(digits, "1") != 0 ? "s" : "");
}

/* Of a name that ends with its unit, as harvest_passage does, the number alone. */
static void print_value(const sim_axis *axis, double number, const char *unit, char text[],
                        size_t size)
{
    const size_t length = strlen(axis->name), end = strlen(unit);
    const bool is_told = end <= length && strcmp(axis->name + length - end, unit) == 0;

    sim_optimum_print_amount(number, is_told ? "1" : unit, text, size);
}

bool sim_optimum_is_same(double one, double other)
{
    return fabs(one - other) <= open_part * fmax(fabs(one), fabs(other));
}

void sim_optimum_print_point(const sim_optimum *o, const sim_optimum_point *point,
                             char text[SIM_OPTIMUM_TEXT])
{
    *text = '\0';
    for (size_t i = 0; i < o->aim->axes.n; i++) {
        const sim_axis *axis = &o->aim->axes.list[i];
        char value[AMOUNT], word[SIM_NUMBER_SIZE];

        sim_axis_print(axis, &o->plan.world, point->values[i], word);
        print_value(axis, point->values[i], sim_axis_column(axis, &o->plan.world).unit,
                    value, sizeof value);
        sim_text_append(text, SIM_OPTIMUM_TEXT, "%s%s = %s", i > 0 ? ", " : "", axis->name,
                        sim_axis_has_words(axis, &o->plan.world) ? word : value);
    }
}

/* ---- what nobody notices ---------------------------------------------------- */

/* What says of a used number which is the least that is noticed; NULL: nothing does. */
static const sim_noticed *find_noticed(const sim_optimum *o, size_t slot)
{
    const sim_yardstick *yardstick = o->job.session.chain->yardstick;
    const sim_chain *chain = o->job.session.chain;
    const sim_model *last = chain->stages[chain->n_stages - 1].model;
    const size_t each = o->plan.replicates > 0 ? SIM_KEPT : 1;
    const sim_summary *summary = slot < o->plan.form.n_numbers && slot % each == 0
                                     ? o->plan.readout.list[slot / each].summary
                                     : NULL;

    if (!yardstick || !summary || sim_reading_is_day(summary->reading)) return NULL;
    for (size_t i = 0; i < yardstick->n_noticed; i++) {
        if (strcmp(last->symbols[summary->symbol].name, yardstick->noticed[i].symbol) == 0)
            return &yardstick->noticed[i];
    }
    return NULL;
}

const sim_noticed *sim_optimum_unnoticed(const sim_optimum *o,
                                         const sim_optimum_point *point, size_t *slot)
{
    for (size_t i = 0; !point->reason && i < o->n_used; i++) {
        const sim_noticed *noticed = find_noticed(o, o->used[i]);

        *slot = i;
        if (noticed && point->slots[i] < noticed->least) return noticed;
    }
    return NULL;
}

/* "; NUMBER is 0.27 mm there: nobody would feel it, ..." */
static void add_unnoticed(const sim_optimum *o, const sim_optimum_point *point, char text[])
{
    size_t i = 0;
    const sim_noticed *noticed = sim_optimum_unnoticed(o, point, &i);
    char value[AMOUNT], least[AMOUNT];
    sim_column column;

    if (!noticed) return;
    column = sim_optimum_slot(o, o->used[i]);
    sim_optimum_print_amount(point->slots[i], column.unit, value, sizeof value);
    sim_optimum_print_amount(noticed->least, column.unit, least, sizeof least);
    sim_text_append(text, SIM_OPTIMUM_TEXT,
                    "; %s is %s there: %s, as less than %s is not noticed (%s)",
                    column.name, value, noticed->words, least, noticed->source);
}

/* ---- conditions ------------------------------------------------------------- */

const sim_optimum_point *sim_optimum_without(const sim_optimum *o, size_t k)
{
    const sim_search_ends *ends = &o->without[k];
    const sim_optimum_point *best = sim_optimum_best(o);
    const sim_optimum_point *other =
        ends->n > 0 ? sim_optimum_find(o, ends->list[0].number) : NULL;

    if (!other || sim_search_lack(&o->problem, &other->seen, k) > 0) return NULL;
    if (!sim_optimum_is_met(o, best)) return other;
    if (other->seen.value <= best->seen.value ||
        sim_optimum_is_same(other->seen.value, best->seen.value))
        return NULL;
    return other;
}

/* "'harvested >= doses * dose'"; of one with a name both: "'worth having', pain <= 40 mm," */
static void print_condition(const sim_optimum *o, size_t k, char text[SIM_OPTIMUM_TEXT])
{
    const char *name = sim_aim_condition(o->aim, k), *how = o->aim->conditions[k].how;

    snprintf(text, SIM_OPTIMUM_TEXT, "'%.100s'", name);
    if (strcmp(name, how) != 0) sim_text_append(text, SIM_OPTIMUM_TEXT, ", %.150s,", how);
}

/* "1412 mm", ", 54 % more" */
static void print_gain(const sim_optimum *o, const sim_optimum_point *other, char text[],
                       size_t size)
{
    const double before = sim_optimum_value(o, sim_optimum_best(o));
    const double after = sim_optimum_value(o, other);
    const bool is_met = sim_optimum_is_met(o, sim_optimum_best(o));

    sim_optimum_print_amount(after, o->number.unit, text, size);
    if (is_met && before != 0)
        sim_text_append(text, size, ", %.3g %% %s,", 100 * fabs((after - before) / before),
                        after > before ? "more" : "less");
}

static sim_status tell_binding(const sim_optimum *o, size_t k,
                               const sim_optimum_point *other, sim_findings *said,
                               sim_error *err)
{
    char gain[AMOUNT], point[SIM_OPTIMUM_TEXT], unnoticed[SIM_OPTIMUM_TEXT] = "",
                                                name[SIM_OPTIMUM_TEXT];

    print_condition(o, k, name);
    print_gain(o, other, gain, sizeof gain);
    sim_optimum_print_point(o, other, point);
    add_unnoticed(o, other, unnoticed);
    return sim_findings_print(
        said, err, "%.260s %s: without it %s would be had at %s%s", name,
        sim_optimum_is_met(o, sim_optimum_best(o)) ? "binds" : "alone leaves nothing", gain,
        point, unnoticed);
}

static sim_status tell_idle(const sim_optimum *o, size_t k, sim_findings *said,
                            sim_error *err)
{
    const sim_optimum_sides sides = sim_optimum_sides_at(o, sim_optimum_best(o), k);
    char margin[AMOUNT], name[SIM_OPTIMUM_TEXT];

    print_condition(o, k, name);
    sim_optimum_print_amount(sides.margin, o->conditions[k].left.unit, margin,
                             sizeof margin);
    return sim_findings_print(said, err,
                              "%.260s costs nothing: it holds by %s, and without it "
                              "nothing better was found",
                              name, margin);
}

static sim_status tell_conditions(const sim_optimum *o, sim_findings *said, sim_error *err)
{
    const bool is_met = sim_optimum_is_met(o, sim_optimum_best(o));
    sim_status status = SIM_OK;

    for (size_t k = 0; status == SIM_OK && k < o->aim->n_conditions; k++) {
        const sim_optimum_point *other = sim_optimum_without(o, k);

        if (other)
            status = tell_binding(o, k, other, said, err);
        else if (is_met)
            status = tell_idle(o, k, said, err);
    }
    return status;
}

/* ---- no point --------------------------------------------------------------- */

static size_t count_failing(const sim_optimum *o, size_t k)
{
    size_t n = 0;

    for (size_t i = 0; i < o->n; i++) {
        const sim_search_seen *seen = &o->points[i].seen;

        n += !seen->is_refused && !(seen->gaps[k] >= 0);
    }
    return n;
}

/* By how much a condition holds at most, over all points; NAN: it cannot be told at any. */
static double find_most(const sim_optimum *o, size_t k)
{
    double most = NAN;

    for (size_t i = 0; i < o->n; i++)
        most = fmax(most, sim_optimum_sides_at(o, &o->points[i], k).margin);
    return most;
}

static sim_status tell_failing(const sim_optimum *o, sim_findings *said, sim_error *err)
{
    size_t worst = 0, most = 0;
    char lack[AMOUNT], name[SIM_OPTIMUM_TEXT];
    double margin;

    for (size_t k = 0; k < o->aim->n_conditions; k++) {
        const size_t n = count_failing(o, k);

        if (n <= most) continue;
        most = n;
        worst = k;
    }
    margin = find_most(o, worst);
    print_condition(o, worst, name);
    sim_optimum_print_amount(-margin, o->conditions[worst].left.unit, lack, sizeof lack);
    return sim_findings_print(
        said, err, "%.260s fails most often, at %zu of %zu points%s%s", name, most, o->n,
        margin < 0 ? "; at the one that comes nearest it lacks " : ", but not at all",
        margin < 0 ? lack : "");
}

static bool has_number(const sim_optimum *o)
{
    size_t i = 0;

    while (i < o->n && !isfinite(sim_optimum_value(o, &o->points[i]))) i++;
    return i < o->n;
}

static sim_status tell_none(const sim_optimum *o, sim_findings *said, sim_error *err)
{
    char point[SIM_OPTIMUM_TEXT];
    sim_status status;

    if (!has_number(o))
        return sim_findings_print(
            said, err,
            "No point has a number to compare: of %zu, each was refused "
            "or has none, as in: %.300s",
            o->n, o->points[0].reason ? o->points[0].reason : o->aim->number.how);
    status = sim_findings_print(
        said, err, "No point was found where all conditions hold, of %zu", o->n);

    if (status == SIM_OK) status = tell_failing(o, said, err);
    sim_optimum_print_point(o, sim_optimum_best(o), point);
    if (status == SIM_OK && !sim_optimum_best(o)->reason)
        status = sim_findings_print(said, err, "All together they lack least at %s", point);
    return status;
}

/* ---- the best --------------------------------------------------------------- */

static sim_status tell_best(const sim_optimum *o, sim_findings *said, sim_error *err)
{
    const sim_optimum_point *best = sim_optimum_best(o);
    char value[AMOUNT], point[SIM_OPTIMUM_TEXT], unnoticed[SIM_OPTIMUM_TEXT] = "";

    sim_optimum_print_amount(sim_optimum_value(o, best), o->number.unit, value,
                             sizeof value);
    sim_optimum_print_point(o, best, point);
    add_unnoticed(o, best, unnoticed);
    return sim_findings_print(said, err, "The %s %.150s is %s, at %s%s",
                              o->aim->is_least ? "least" : "most", o->aim->number.how,
                              value, point, unnoticed);
}

/* Another place that the search came to, and that is as good. */
static sim_status tell_alike(const sim_optimum *o, sim_findings *said, sim_error *err)
{
    const sim_optimum_point *other =
        o->ends.n > 1 ? sim_optimum_find(o, o->ends.list[1].number) : NULL;
    char point[SIM_OPTIMUM_TEXT];

    if (!other || !sim_optimum_is_met(o, other) ||
        !sim_optimum_is_same(other->seen.value, sim_optimum_best(o)->seen.value))
        return SIM_OK;
    sim_optimum_print_point(o, other, point);
    return sim_findings_print(said, err, "It is not the only one: as good is %s", point);
}

/* Of a range whose end is no end of what the parameter can be, more may be had beyond. */
static sim_status tell_end(const sim_optimum *o, size_t i, sim_findings *said,
                           sim_error *err)
{
    const sim_axis *axis = &o->aim->axes.list[i];
    const double value = sim_optimum_best(o)->values[i];
    const bool is_low = value == axis->low;
    const sim_symbol *symbol =
        o->plan.world.catalog->rows[axis->is_preset ? 0 : axis->row].symbol;
    char end[AMOUNT];

    if (axis->list || axis->is_preset || (!is_low && value != axis->high)) return SIM_OK;
    print_value(axis, value, symbol->unit, end, sizeof end);
    return sim_findings_print(
        said, err, "%s = %s is the %s end of its range: %s", axis->name, end,
        is_low ? "lower" : "upper",
        value == (is_low ? symbol->low : symbol->high)
            ? "beyond it the parameter cannot be"
            : "what lies beyond it was not looked at, and may be better");
}

static sim_status tell_means(const sim_optimum *o, sim_findings *said, sim_error *err)
{
    if (o->plan.replicates == 0) return SIM_OK;
    return sim_findings_print(
        said, err, "Numbers are means over %zu replicates, the same at each point",
        o->plan.replicates);
}

sim_status sim_optimum_tell(const sim_optimum *o, sim_findings *said, sim_error *err)
{
    const bool is_met = sim_optimum_is_met(o, sim_optimum_best(o));
    sim_status status = (is_met ? tell_best : tell_none)(o, said, err);

    if (is_met && status == SIM_OK) status = tell_alike(o, said, err);
    for (size_t i = 0; is_met && status == SIM_OK && i < o->aim->axes.n; i++)
        status = tell_end(o, i, said, err);
    if (status == SIM_OK) status = tell_conditions(o, said, err);
    if (status == SIM_OK && o->ends.spent > 0)
        status =
            sim_findings_print(said, err,
                               "%zu of the starts used up their %d points: more may be "
                               "had; fewer axes would be right",
                               o->ends.spent, SIM_SEARCH_MOST);
    return status == SIM_OK ? tell_means(o, said, err) : status;
}
