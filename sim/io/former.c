#include "sim/io/former.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/number.h"
#include "sim/io/text.h"

enum { HINT_SIZE = 256, DIGITS = 2 };

/* ---- finding -------------------------------------------------------------- */

static bool is_in(const sim_former *c, const char *section)
{
    return !*section || strcmp(c->section, section) == 0;
}

bool sim_former_is_gone(const sim_former *c)
{
    return c->kind == SIM_FORMER_GONE || c->kind == SIM_FORMER_RENAMED;
}

const sim_former *sim_formers_find(const sim_formers *changes, const char *section,
                                   const char *name)
{
    for (size_t i = 0; changes && i < changes->n; i++) {
        const sim_former *c = &changes->list[i];

        if (c->kind != SIM_FORMER_COLUMN && is_in(c, section) && strcmp(c->name, name) == 0)
            return c;
    }
    return NULL;
}

/* The name but for its case and gaps. */
static bool is_meant(const char *name, const char *wanted)
{
    sim_nearest nearest = {.wanted = wanted};

    sim_nearest_offer(&nearest, name);
    return nearest.best && nearest.cost == 0;
}

const sim_former *sim_formers_find_gone(const sim_formers *changes, const char *section,
                                        const char *name)
{
    for (size_t i = 0; changes && i < changes->n; i++) {
        const sim_former *c = &changes->list[i];

        if (sim_former_is_gone(c) && is_in(c, section) && is_meant(c->name, name)) return c;
    }
    return NULL;
}

const sim_former *sim_formers_find_column(const sim_formers *changes, const char *table,
                                          const char *name)
{
    for (size_t i = 0; changes && i < changes->n; i++) {
        const sim_former *c = &changes->list[i];

        if (c->kind == SIM_FORMER_COLUMN && is_in(c, table ? table : "") &&
            strcmp(c->name, name) == 0)
            return c;
    }
    return NULL;
}

/* ---- saying --------------------------------------------------------------- */

void sim_former_print(const sim_former *c, char text[SIM_FORMER_TEXT])
{
    if (c->now)
        snprintf(text, SIM_FORMER_TEXT, "gone since %s: %s took its place, %s", c->since,
                 c->now, c->what);
    else if (c->kind == SIM_FORMER_GONE || c->kind == SIM_FORMER_COLUMN)
        snprintf(text, SIM_FORMER_TEXT, "gone since %s: %s", c->since, c->what);
    else
        snprintf(text, SIM_FORMER_TEXT, "since %s it is %s", c->since, c->what);
}

/* Reads a value of before; false if it is none. */
static bool parse_before(const sim_former *c, const char *value, const sim_units *units,
                         double *number)
{
    const char *unit;

    return c->line.factor != 0 && value &&
           sim_units_read(units, value, c->line.unit, number, &unit) &&
           *number >= c->line.low && *number <= c->line.high;
}

bool sim_former_takes(const sim_former *c, const char *value, const sim_units *units)
{
    double number;

    return parse_before(c, value, units, &number);
}

/* "; joint.pain_floor = 0.4 (24 of 60 mm) would be right". */
static void print_right(const sim_former *c, const sim_former_row *row,
                        char hint[HINT_SIZE])
{
    const bool plain = !row->unit || strcmp(row->unit, "1") == 0;
    char before[SIM_NUMBER_SIZE], now[SIM_NUMBER_SIZE];
    double number;

    hint[0] = '\0';
    if (!parse_before(c, row->value, row->units, &number)) return;
    sim_number_print(before, number, SIM_NUMBER_SHORT);
    sim_number_print(now, c->line.offset + c->line.factor * number, DIGITS);
    snprintf(hint, HINT_SIZE, "; %s%s%s%s%s (%s %s) would be right", c->now ? c->now : "",
             c->now ? " = " : "", now, plain ? "" : " ", plain ? "" : row->unit, before,
             c->line.of);
}

static const char *right_instead(const sim_former *c)
{
    if (c->kind == SIM_FORMER_GONE) return "; leaving it out would be right";
    return c->now ? "" : "; a value that is meant so would be right";
}

sim_status sim_former_refuse(const sim_former *c, const sim_former_row *row, sim_error *err)
{
    char text[SIM_FORMER_TEXT], hint[HINT_SIZE];

    sim_former_print(c, text);
    print_right(c, row, hint);
    if (sim_former_is_gone(c))
        return sim_fail(err, SIM_ENAME, "%s: %s.%s is %s%s", row->place, c->section,
                        c->name, text, *hint ? hint : right_instead(c));
    return sim_fail(err, SIM_EVALUE, "%s: %s.%s = %s: %s%s", row->place, c->section,
                    c->name, row->value, text, *hint ? hint : right_instead(c));
}

/* ---- versions ------------------------------------------------------------- */

int sim_version_compare(const char *one, const char *other)
{
    for (;;) {
        char *end_one, *end_other;
        const long a = strtol(one, &end_one, 10), b = strtol(other, &end_other, 10);

        if (a != b) return a < b ? -1 : 1;
        if (*end_one != '.' || *end_other != '.') return 0;
        one = end_one + 1;
        other = end_other + 1;
    }
}
