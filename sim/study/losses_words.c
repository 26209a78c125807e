/* losses_words.c -- of losses.h: the sentence, and the table. */
#include <ctype.h>
#include <math.h>
#include <string.h>

#include "sim/io/text.h"
#include "sim/study/losses_parts.h"

/* A part that is a smaller share of all that goes its way is told with others. */
static const double small = 0.05;
/* What goes the other way is told where it is more than this share of the whole. */
static const double slight = 0.01;

enum { DIGITS = 4, DECIMALS = 9, AMOUNT = 64 };

static const sim_column columns[] = {
    {"switch", "1", "what both arms differ in", SIM_CELL_TEXT},
    {"part", NULL,
     "what that adds to the number of --arm, against that of --against; below 0: takes "
     "off; of a "
     "cohort the mean over replicates",
     SIM_CELL_NUMBER},
    {"low", NULL, "of a cohort: the 5th percentile of replicates", SIM_CELL_NUMBER},
    {"high", NULL, "of a cohort: the 95th percentile of replicates", SIM_CELL_NUMBER},
};

const sim_layout sim_losses_layout = {"ledger", columns, sizeof columns / sizeof *columns};

sim_status sim_losses_write(const sim_losses *l, const sim_rows_to *to, sim_error *err)
{
    sim_rows rows;

    sim_rows_start(&rows, &sim_losses_layout, to);
    for (size_t i = 0; i < l->n; i++) {
        sim_rows_text(&rows, l->parts[i].name);
        sim_rows_number(&rows, l->parts[i].part);
        sim_rows_number(&rows, l->parts[i].low);
        sim_rows_number(&rows, l->parts[i].high);
    }
    return sim_rows_end(&rows, err);
}

/* ---- amounts -------------------------------------------------------------- */

sim_losses_scale sim_losses_scale_of(const sim_losses *l)
{
    const bool is_day = sim_reading_is_day(l->number->reading);
    const sim_model *m = l->chain->stages[l->chain->n_stages - 1].model;
    const sim_telling *own =
        sim_chain_telling(l->chain, m->symbols[l->number->symbol].name);
    const bool is_share = !is_day && own && own->is_share;
    const bool is_difference = sim_reading_is_against(l->number->reading);
    sim_losses_scale scale = {.times = is_share ? 100 : 1, .unit = l->column.unit};
    double most = fmax(fabs(l->value), fabs(l->value_against));

    for (size_t i = 0; i < l->n; i++) most = fmax(most, fabs(l->parts[i].part));
    if (is_share) scale.unit = is_difference ? SIM_POINT : "%";
    scale.unit_of_parts = is_share ? SIM_POINT : scale.unit;
    most *= scale.times;
    scale.decimals = most > 0 ? DIGITS - 1 - (int)floor(log10(most)) : 0;
    if (scale.decimals < 0) scale.decimals = 0;
    if (scale.decimals > DECIMALS) scale.decimals = DECIMALS;
    scale.least = !is_day && l->telling ? l->telling->least : 0;
    return scale;
}

void sim_losses_print_number(const sim_losses_scale *scale, double number, char text[],
                             size_t size)
{
    const double rounding = 0.5 * pow(10, -scale->decimals), shown = number * scale->times;

    snprintf(text, size, "%.*f", scale->decimals, fabs(shown) < rounding ? 0 : shown);
}

/* Is a unit a word, which has a plural: "day", "point", and not "mm"? */
static bool is_word(const char *unit)
{
    return strlen(unit) > 2 && unit[strspn(unit, "abcdefghijklmnopqrstuvwxyz")] == '\0';
}

/* A number with its unit. */
static void add_amount(char text[], size_t size, const sim_losses_scale *scale,
                       double number, const char *unit)
{
    char digits[AMOUNT];

    sim_losses_print_number(scale, number, digits, sizeof digits);
    sim_text_append(text, size, "%s", digits);
    if (strcmp(unit, "1") == 0) return;
    sim_text_append(text, size, " %s", unit);
    if (is_word(unit) && strcmp(digits, "1") != 0) sim_text_append(text, size, "s");
}

/* ---- the sentence --------------------------------------------------------- */

typedef struct {
    const sim_losses *l;
    sim_losses_scale scale;
    char *text;
    size_t size;
    double same, other; /* sums of the parts that go with the whole, and against it */
} telling;

static void add_values(const telling *t)
{
    const sim_losses *l = t->l;

    sim_text_append(t->text, t->size, "%s: ", l->column.meaning);
    t->text[0] = (char)toupper((unsigned char)t->text[0]);
    add_amount(t->text, t->size, &t->scale, l->value, t->scale.unit);
    sim_text_append(t->text, t->size, " with %s, ", l->arm);
    add_amount(t->text, t->size, &t->scale, l->value_against, t->scale.unit);
    sim_text_append(t->text, t->size, " with %s", l->against);
    if (l->replicates > 0)
        sim_text_append(t->text, t->size, ", on average over %zu %ss", l->n_counted,
                        sim_owner_name(l->chain->population, SIM_SUBJECT));
    sim_text_append(t->text, t->size, ". ");
}

static const char *glue(size_t i, size_t n)
{
    return i == 0 ? "" : i + 1 < n ? ", " : " and ";
}

/* Does a part go the way of that sign, and is it at least so large? */
static bool goes(const sim_loss *loss, double sign, double least)
{
    return loss->part * sign > 0 && fabs(loss->part) >= least;
}

static size_t count_parts(const telling *t, double sign, double least)
{
    size_t n = 0;

    for (size_t i = 0; i < t->l->n; i++) n += goes(&t->l->parts[i], sign, least);
    return n;
}

/* "secretion per cell takes off 3.53 mm and stay 1.09 mm", of what goes one way. */
static void add_ways(const telling *t, double sign, const char *verb, double least)
{
    const size_t n = count_parts(t, sign, least);
    size_t told = 0;

    for (size_t i = 0; i < t->l->n; i++) {
        const sim_loss *loss = &t->l->parts[i];

        if (!goes(loss, sign, least)) continue;
        sim_text_append(t->text, t->size, "%s%s%s%s ", glue(told, n), loss->name,
                        told == 0 ? " " : "", told == 0 ? verb : "");
        told++;
        add_amount(t->text, t->size, &t->scale, fabs(loss->part), t->scale.unit_of_parts);
    }
}

/* "46 % (3.53 mm) is secretion per cell, 33 % (2.55 mm) senescent share". */
static void add_shares(const telling *t, double sign)
{
    const double least = small * t->same;
    const size_t n_large = count_parts(t, sign, least);
    const size_t n_small = count_parts(t, sign, 0) - n_large;
    const size_t n = n_large + (n_small > 0);
    double rest = 0;
    size_t told = 0;

    for (size_t i = 0; i < t->l->n; i++) {
        const sim_loss *loss = &t->l->parts[i];

        if (!goes(loss, sign, least)) rest += fmax(0, loss->part * sign);
        if (!goes(loss, sign, least)) continue;
        sim_text_append(t->text, t->size, "%s%.0f %% (", glue(told, n),
                        100 * loss->part / t->l->whole);
        add_amount(t->text, t->size, &t->scale, fabs(loss->part), t->scale.unit_of_parts);
        sim_text_append(t->text, t->size, ")%s %s", told == 0 ? " is" : "", loss->name);
        told++;
    }
    if (n_small == 0) return;
    sim_text_append(t->text, t->size, "%s%.1f %% (", glue(told, n),
                    100 * rest / fabs(t->l->whole));
    add_amount(t->text, t->size, &t->scale, rest, t->scale.unit_of_parts);
    sim_text_append(t->text, t->size, ") all else");
}

/* What each adds and takes off, those first that go with the whole. */
static void add_both(const telling *t, double sign, double least)
{
    static const char *const verbs[] = {"takes off", "adds"};

    add_ways(t, sign, verbs[sign > 0], least);
    if (count_parts(t, sign, least) > 0 && count_parts(t, -sign, least) > 0)
        sim_text_append(t->text, t->size, ", while ");
    add_ways(t, -sign, verbs[sign < 0], least);
    sim_text_append(t->text, t->size, ".");
}

/* They are alike: because nothing moves it, or because what does comes to nothing. */
static void add_tie(const telling *t)
{
    const sim_losses *l = t->l;
    const double sign = l->whole < 0 ? -1 : 1;
    const double least = t->scale.least;

    sim_text_append(t->text, t->size, "They differ by ");
    add_amount(t->text, t->size, &t->scale, fabs(l->whole), t->scale.unit_of_parts);
    sim_text_append(t->text, t->size, ", less than is worth a word");
    if (count_parts(t, 1, least) + count_parts(t, -1, least) == 0) {
        sim_text_append(t->text, t->size, ", and so is each part.");
        return;
    }
    sim_text_append(t->text, t->size, ", though parts are more: ");
    add_both(t, sign, least);
}

static void add_difference(const telling *t)
{
    const sim_losses *l = t->l;
    const double sign = l->whole < 0 ? -1 : 1;
    const char *word = l->whole < 0 ? "less" : "more";
    const size_t n = count_parts(t, sign, 0);

    if (t->other > slight * fabs(l->whole)) {
        sim_text_append(t->text, t->size, "%s has ", l->arm);
        add_amount(t->text, t->size, &t->scale, fabs(l->whole), t->scale.unit_of_parts);
        sim_text_append(t->text, t->size, " %s: ", word);
        add_both(t, sign, small * fmin(t->same, fabs(l->whole)));
        return;
    }
    sim_text_append(t->text, t->size, "Of the ");
    add_amount(t->text, t->size, &t->scale, fabs(l->whole), t->scale.unit_of_parts);
    sim_text_append(t->text, t->size, " that %s has %s than %s, ", l->arm, word,
                    l->against);
    if (n == 1 && t->other == 0)
        sim_text_append(t->text, t->size, "all is %s", l->parts[0].name);
    else
        add_shares(t, sign);
    sim_text_append(t->text, t->size, ".");
}

static void add_undefined(const telling *t)
{
    const sim_losses *l = t->l;

    if (l->replicates > 0)
        sim_text_append(t->text, t->size,
                        "%s is not defined in any %s: there is nothing to part.",
                        l->number->name, sim_owner_name(l->chain->population, SIM_SUBJECT));
    else
        sim_text_append(t->text, t->size,
                        "%s is not defined with %s%s%s: there is nothing to part.",
                        l->number->name, isnan(l->value) ? l->arm : l->against,
                        isnan(l->value) && isnan(l->value_against) ? " and " : "",
                        isnan(l->value) && isnan(l->value_against) ? l->against : "");
}

static telling telling_of(const sim_losses *l, char text[], size_t size)
{
    telling t = {.l = l, .scale = sim_losses_scale_of(l), .text = text, .size = size};
    const double sign = l->whole < 0 ? -1 : 1;

    *text = '\0';
    for (size_t i = 0; i < l->n; i++) {
        if (l->parts[i].part * sign > 0) t.same += fabs(l->parts[i].part);
        if (l->parts[i].part * sign < 0) t.other += fabs(l->parts[i].part);
    }
    return t;
}

static bool is_tie(const telling *t)
{
    return fabs(t->l->whole) < t->scale.least || t->l->whole == 0;
}

void sim_losses_print(const sim_losses *l, char text[], size_t size)
{
    const telling t = telling_of(l, text, size);

    if (isnan(l->whole)) {
        add_undefined(&t);
        return;
    }
    add_values(&t);
    if (l->n == 0)
        sim_text_append(text, size, "They differ in nothing that it hangs on.");
    else if (t.same + t.other == 0)
        sim_text_append(text, size, "Nothing in which they differ moves it.");
    else if (is_tie(&t))
        add_tie(&t);
    else
        add_difference(&t);
}

/* ---- the title ------------------------------------------------------------ */

/* What the largest is of the whole that goes its way; where others go against it, how much. */
static void add_largest(const telling *t)
{
    const sim_losses *l = t->l;
    const sim_loss *first = l->parts;

    while (first->part * l->whole <= 0) first++;

    if (t->other > slight * fabs(l->whole)) {
        sim_text_append(t->text, t->size, "; %s %s most: ", first->name,
                        first->part < 0 ? "takes off" : "adds");
        add_amount(t->text, t->size, &t->scale, fabs(first->part), t->scale.unit_of_parts);
    } else if (l->n == 1) {
        sim_text_append(t->text, t->size, ", and all of it is %s", first->name);
    } else {
        sim_text_append(t->text, t->size, ", of which %.0f %% is %s",
                        100 * first->part / l->whole, first->name);
    }
}

void sim_losses_print_title(const sim_losses *l, char text[], size_t size)
{
    telling t = telling_of(l, text, size);

    sim_text_append(text, size, "%.*s: ", (int)strcspn(l->column.meaning, ";"),
                    l->column.meaning);
    text[0] = (char)toupper((unsigned char)text[0]);
    if (isnan(l->whole)) {
        sim_text_append(text, size, "not defined");
    } else if (is_tie(&t)) {
        sim_text_append(text, size, "%s and %s are alike", l->arm, l->against);
    } else {
        sim_text_append(text, size, "%s has ", l->arm);
        add_amount(text, size, &t.scale, fabs(l->whole), t.scale.unit_of_parts);
        sim_text_append(text, size, " %s than %s", l->whole < 0 ? "less" : "more",
                        l->against);
        add_largest(&t);
    }
}
