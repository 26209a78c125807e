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

/* What is left is told from this share of the whole on. */
static const double nothing = 0.005;

enum { DIGITS = 4, DECIMALS = 9, DIGITS_IN_WORDS = 3, AMOUNT = 64 };

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

static int clip(int decimals, int most)
{
    return decimals < 0 ? 0 : decimals > most ? most : decimals;
}

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
    scale.decimals = most > 0 ? clip(DIGITS - 1 - (int)floor(log10(most)), DECIMALS) : 0;
    scale.least = !is_day && l->telling ? l->telling->least : 0;
    return scale;
}

/* In a sentence a tenth of the smallest difference that is worth a word is seen, and no less;
 * where there is no such difference, one digit less than in the table. */
static sim_losses_scale scale_in_words(const sim_losses *l)
{
    sim_losses_scale scale = sim_losses_scale_of(l);

    if (scale.least > 0)
        scale.decimals =
            clip(1 - (int)floor(log10(scale.least * scale.times)), scale.decimals);
    else
        scale.decimals = clip(scale.decimals + DIGITS_IN_WORDS - DIGITS, scale.decimals);
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

/* What the number is, up to what a column says of it behind a semicolon. */
static void add_meaning(const telling *t)
{
    const char *meaning = t->l->column.meaning;

    sim_text_append(t->text, t->size, "%.*s: ", (int)strcspn(meaning, ";"), meaning);
    t->text[0] = (char)toupper((unsigned char)t->text[0]);
}

static void add_values(const telling *t)
{
    const sim_losses *l = t->l;

    add_meaning(t);
    add_amount(t->text, t->size, &t->scale, l->value, t->scale.unit);
    sim_text_append(t->text, t->size, " with %s, ", l->arm);
    add_amount(t->text, t->size, &t->scale, l->value_against, t->scale.unit);
    sim_text_append(t->text, t->size, " with %s", l->against);
    if (l->replicates > 0)
        sim_text_append(t->text, t->size, ", on average over %zu %s%s", l->n_counted,
                        sim_owner_name(l->chain->population, SIM_SUBJECT),
                        l->n_counted == 1 ? "" : "s");
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

/* "-3.5 mm from secretion per cell and -1.1 mm from stay", of what goes one way. */
static void add_ways(const telling *t, double sign, double least)
{
    const size_t n = count_parts(t, sign, least);
    size_t told = 0;

    for (size_t i = 0; i < t->l->n; i++) {
        const sim_loss *loss = &t->l->parts[i];

        if (!goes(loss, sign, least)) continue;
        sim_text_append(t->text, t->size, "%s%s", glue(told++, n), sign > 0 ? "+" : "");
        add_amount(t->text, t->size, &t->scale, loss->part, t->scale.unit_of_parts);
        sim_text_append(t->text, t->size, " from %s", loss->name);
    }
}

/* "46 % of it (3.5 mm) comes from secretion per cell", then "33 % (2.5 mm) from stay"; an
 * amount that rounds to 0 is not told. */
static void add_share(const telling *t, const char *before, double part, const char *name)
{
    const double percent = 100 * part / fabs(t->l->whole);
    const double rounding = 0.5 * pow(10, -t->scale.decimals);

    sim_text_append(t->text, t->size, "%s%.*f %%%s", before, percent < 1 ? 1 : 0, percent,
                    *before ? "" : " of it");
    if (part * t->scale.times >= rounding) {
        sim_text_append(t->text, t->size, " (");
        add_amount(t->text, t->size, &t->scale, part, t->scale.unit_of_parts);
        sim_text_append(t->text, t->size, ")");
    }
    sim_text_append(t->text, t->size, "%s from %s", *before ? "" : " comes", name);
}

static void add_shares(const telling *t, double sign)
{
    const double least = small * t->same;
    size_t n, told = 0;
    double rest = 0;
    bool has_rest;

    for (size_t i = 0; i < t->l->n; i++)
        if (!goes(&t->l->parts[i], sign, least))
            rest += fmax(0, t->l->parts[i].part * sign);
    has_rest = rest >= nothing * fabs(t->l->whole);
    n = count_parts(t, sign, least) + has_rest;
    for (size_t i = 0; i < t->l->n; i++) {
        const sim_loss *loss = &t->l->parts[i];

        if (!goes(loss, sign, least)) continue;
        add_share(t, glue(told, n), fabs(loss->part), loss->name);
        told++;
    }
    if (has_rest) add_share(t, glue(told, n), rest, "all else");
}

/* What each adds and takes off, those first that go with the whole. */
static void add_both(const telling *t, double sign, double least)
{
    const size_t n_same = count_parts(t, sign, least),
                 n_other = count_parts(t, -sign, least);
    const size_t n = count_parts(t, sign, 0) + count_parts(t, -sign, 0);

    add_ways(t, sign, least);
    if (n_same > 0 && n_other > 0) sim_text_append(t->text, t->size, ", but ");
    add_ways(t, -sign, least);
    sim_text_append(t->text, t->size, "%s.",
                    n > n_same + n_other ? "; other parts are smaller" : "");
}

/* The smallest difference that is worth a word: "1 mm". */
static void add_least(const telling *t)
{
    const double least = t->scale.least * t->scale.times;
    const char *unit = t->scale.unit_of_parts;

    sim_text_append(t->text, t->size, "%.3g", least);
    if (strcmp(unit, "1") != 0)
        sim_text_append(t->text, t->size, " %s%s", unit,
                        is_word(unit) && least != 1 ? "s" : "");
}

/* They are alike: because nothing moves it, or because what does comes to nothing. */
static void add_tie(const telling *t)
{
    const sim_losses *l = t->l;
    const double sign = l->whole < 0 ? -1 : 1;
    const double least = t->scale.least;

    if (least > 0) {
        sim_text_append(t->text, t->size, "The difference is below ");
        add_least(t);
        sim_text_append(t->text, t->size, ", too small to be worth a word");
    } else {
        sim_text_append(t->text, t->size, "The difference is 0");
    }
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

    sim_text_append(t->text, t->size, "With %s it is ", l->arm);
    add_amount(t->text, t->size, &t->scale, fabs(l->whole), t->scale.unit_of_parts);
    sim_text_append(t->text, t->size, " %s than with %s: ", word, l->against);
    if (t->other > slight * fabs(l->whole)) {
        add_both(t, sign, small * fmin(t->same, fabs(l->whole)));
        return;
    }
    if (n == 1 && t->other == 0)
        sim_text_append(t->text, t->size, "all of it comes from %s", l->parts[0].name);
    else
        add_shares(t, sign);
    sim_text_append(t->text, t->size, ".");
}

static void add_undefined(const telling *t)
{
    const sim_losses *l = t->l;

    if (l->lone)
        sim_text_append(t->text, t->size,
                        "%s is not defined with %s, which has no background: there is "
                        "nothing to part.",
                        l->number->name, l->lone);
    else if (l->replicates > 0)
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
    telling t = {.l = l, .scale = scale_in_words(l), .text = text, .size = size};
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
        sim_text_append(t->text, t->size, "; most, %s", first->part > 0 ? "+" : "");
        add_amount(t->text, t->size, &t->scale, first->part, t->scale.unit_of_parts);
        sim_text_append(t->text, t->size, ", from %s", first->name);
    } else if (l->n == 1) {
        sim_text_append(t->text, t->size, ", all of it from %s", first->name);
    } else {
        sim_text_append(t->text, t->size, ", %.0f %% of it from %s",
                        100 * first->part / l->whole, first->name);
    }
}

void sim_losses_print_title(const sim_losses *l, char text[], size_t size)
{
    telling t = telling_of(l, text, size);

    add_meaning(&t);
    if (isnan(l->whole)) {
        sim_text_append(text, size, "not defined");
    } else if (is_tie(&t)) {
        if (t.scale.least > 0) {
            sim_text_append(text, size, "less than ");
            add_least(&t);
        } else {
            sim_text_append(text, size, "no difference");
        }
        sim_text_append(text, size, " between %s and %s", l->arm, l->against);
    } else {
        add_amount(text, size, &t.scale, fabs(l->whole), t.scale.unit_of_parts);
        sim_text_append(text, size, " %s with %s than with %s",
                        l->whole < 0 ? "less" : "more", l->arm, l->against);
        add_largest(&t);
    }
}
