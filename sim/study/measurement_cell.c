/* measurement_cell.c -- of measurement.h: how the cells of a row are taken, each by the kind of
 * its column. */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "sim/io/characters.h"
#include "sim/io/mistakes.h"
#include "sim/io/number.h"
#include "sim/io/text.h"
#include "sim/model/model.h"
#include "sim/study/measurement_parts.h"

static const char *const scale_names[] = {"pp",    "PD",    "mm",   "abs", "log2",
                                          "log2c", "log10", "sign", NULL};

static const char *scale_name(size_t i) { return scale_names[i]; }

static sim_status __attribute__((format(printf, 2, 3)))
refuse_cell(const sim_measuring *r, const char *format, ...)
{
    char wrong[2 * SIM_MEASURED_TEXT];
    va_list args;

    va_start(args, format);
    vsnprintf(wrong, sizeof wrong, format, args);
    va_end(args);
    return sim_measurement_refuse(r->table, r->m, r->column->name, r->cell, wrong, r->err);
}

static void *member(const sim_measuring *r) { return (char *)r->m + r->column->offset; }

static sim_status take_text(const sim_measuring *r)
{
    char odd[SIM_CHARACTERS_WHAT];

    if (sim_characters_are_odd(r->cell, SIM_PLAIN_TEXT, odd))
        return sim_fail(r->err, SIM_EVALUE, "%s:%zu: %s %s", r->table->file, r->m->line,
                        r->column->name, odd);
    *(const char **)member(r) = r->cell;
    return SIM_OK;
}

static sim_status take_name(const sim_measuring *r)
{
    return *r->cell ? take_text(r)
                    : refuse_cell(r, "is missing; %s would be right", r->column->meaning);
}

static sim_status find_word(const sim_measuring *r, sim_words *words, size_t *found)
{
    sim_choice choice = {.nearest = {.wanted = r->cell}};
    char hint[SIM_MEASURED_TEXT];

    for (*found = 0; words(*found); ++*found) {
        if (strcmp(words(*found), r->cell) == 0) return SIM_OK;
        sim_choice_offer(&choice, words(*found));
    }
    sim_choice_print(&choice, hint, sizeof hint);
    return refuse_cell(r, "is none of its words%s", hint);
}

static sim_status take_role(const sim_measuring *r)
{
    size_t i;
    sim_status status = find_word(r, sim_role_name, &i);

    if (status == SIM_OK) r->m->role = (sim_role)i;
    return status;
}

static sim_status take_kind(const sim_measuring *r)
{
    size_t i;
    sim_status status = find_word(r, sim_row_kind_name, &i);

    if (status == SIM_OK) r->m->kind = (sim_row_kind)i;
    return status;
}

/* Without one it follows from the kind. */
static sim_status take_scale(const sim_measuring *r)
{
    size_t i;
    sim_status status = *r->cell ? find_word(r, scale_name, &i) : SIM_OK;

    if (status == SIM_OK) r->m->scale = *r->cell ? scale_name(i) : "";
    return status;
}

static sim_status refuse_number(const sim_measuring *r)
{
    sim_mistake mistake;

    if (sim_mistake_find(r->cell, &mistake) && *mistake.right)
        return refuse_cell(r, "is no number: %.120s; %.120s would be right", mistake.what,
                           mistake.right);
    return refuse_cell(
        r, "is no number; a plain one such as 12.5%s would be right",
        r->column->taking == SIM_TAKE_NUMBER && r->column->needed ? "" : ", or nothing,");
}

static sim_status take_or(const sim_measuring *r, double empty)
{
    double *number = member(r);

    *number = empty;
    if (*r->cell == '\0' || sim_number_parse(r->cell, number)) return SIM_OK;
    return refuse_number(r);
}

static sim_status take_number(const sim_measuring *r) { return take_or(r, NAN); }
static sim_status take_lower(const sim_measuring *r) { return take_or(r, -INFINITY); }
static sim_status take_upper(const sim_measuring *r) { return take_or(r, INFINITY); }

static sim_status take_whole(const sim_measuring *r)
{
    double *number = member(r);

    *number = NAN;
    if (*r->cell == '\0') return SIM_OK;
    if (sim_number_parse_whole(r->cell, number) && *number >= 1) return SIM_OK;
    return refuse_cell(
        r, "is no whole number from 1 on, nor empty; one of them would be right");
}

static sim_status take_runs(const sim_measuring *r)
{
    const char *why = r->cell + 3;

    if (*r->cell == '\0' || strcmp(r->cell, "yes") == 0) return SIM_OK;
    if (strncmp(r->cell, "no:", 3) != 0 || why[strspn(why, " ")] == '\0')
        return refuse_cell(r, "is neither; 'yes', or 'no: ' and why, would be right");
    r->m->why_not = why + strspn(why, " ");
    return SIM_OK;
}

sim_status sim_measuring_take_cell(const sim_measuring *r)
{
    static sim_status (*const take[SIM_TAKINGS])(const sim_measuring *r) = {
        [SIM_TAKE_TEXT] = take_text,   [SIM_TAKE_NAME] = take_name,
        [SIM_TAKE_ROLE] = take_role,   [SIM_TAKE_KIND] = take_kind,
        [SIM_TAKE_SCALE] = take_scale, [SIM_TAKE_NUMBER] = take_number,
        [SIM_TAKE_WHOLE] = take_whole, [SIM_TAKE_LOWER] = take_lower,
        [SIM_TAKE_UPPER] = take_upper, [SIM_TAKE_RUNS] = take_runs};

    return take[r->column->taking] ? take[r->column->taking](r) : SIM_OK;
}
