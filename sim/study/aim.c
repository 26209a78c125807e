#include "sim/study/aim.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/characters.h"
#include "sim/io/memory.h"
#include "sim/io/text.h"

enum { HINT_SIZE = 640 };

static const char maximise[] = "maximise", minimise[] = "minimise", arm_key[] = "arm",
                  condition_key[] = "condition", none[] = "none";

/* ---- rows ------------------------------------------------------------------- */

static void free_row(sim_aim_row *row)
{
    free(row->name);
    free(row->how);
    free(row->place);
    free(row->origin);
    *row = (sim_aim_row){0};
}

/* Puts a row in place of one that may be there. */
static sim_status put(sim_aim_row *kept, const sim_row *row, sim_error *err)
{
    sim_aim_row fresh = {.name = sim_text_copy(row->name),
                         .how = sim_text_copy(row->how),
                         .layer = row->layer};
    sim_status status = sim_row_keep(row, &fresh.place, &fresh.origin, err);

    if (!fresh.name || !fresh.how) status = sim_fail_memory(err, row->place);
    if (status != SIM_OK) {
        free_row(&fresh);
        return status;
    }
    free_row(kept);
    *kept = fresh;
    return SIM_OK;
}

static sim_status set_single(sim_aim_row *kept, const sim_row *row, sim_error *err)
{
    if (kept->how && kept->layer == row->layer)
        return strcmp(kept->name, row->name) == 0
                   ? sim_row_refuse_second(row, kept->place, err)
                   : sim_fail(
                         err, SIM_ENAME,
                         "%s: %s stands beside %s at %s; one of the two would be right",
                         row->place, row->name, kept->name, kept->place);
    return kept->how && kept->layer > row->layer ? SIM_OK : put(kept, row, err);
}

/* ---- conditions ------------------------------------------------------------- */

/* "condition NAME" -> "NAME", "condition" -> ""; NULL of any other row. */
static const char *name_of_condition(const char *name)
{
    const size_t length = strlen(condition_key);

    if (!sim_text_starts(name, condition_key)) return NULL;
    if (name[length] != '\0' && !isspace((unsigned char)name[length])) return NULL;
    return name + length + strspn(name + length, " \t");
}

static sim_aim_row *find_condition(const sim_aim *aim, const char *name)
{
    for (size_t i = 0; *name && i < aim->n_conditions; i++) {
        if (strcmp(name_of_condition(aim->conditions[i].name), name) == 0)
            return &aim->conditions[i];
    }
    return NULL;
}

static void drop(sim_aim *aim, sim_aim_row *row)
{
    const size_t at = (size_t)(row - aim->conditions);

    free_row(row);
    aim->n_conditions--;
    memmove(row, row + 1, (aim->n_conditions - at) * sizeof *row);
}

static sim_status add_condition(sim_aim *aim, const sim_row *row, sim_error *err)
{
    sim_status status;

    if (aim->n_conditions == SIM_AIM_CONDITIONS)
        return sim_fail(err, SIM_EVALUE,
                        "%s: is condition number %d; at most %d would be right", row->place,
                        SIM_AIM_CONDITIONS + 1, SIM_AIM_CONDITIONS);
    if (!sim_memory_grow(&aim->conditions, aim->n_conditions, sizeof *aim->conditions))
        return sim_fail_memory(err, row->place);
    aim->conditions[aim->n_conditions] = (sim_aim_row){0};
    status = put(&aim->conditions[aim->n_conditions], row, err);
    if (status == SIM_OK) aim->n_conditions++;
    return status;
}

static sim_status set_condition(sim_aim *aim, const char *name, const sim_row *row,
                                sim_error *err)
{
    sim_aim_row *old = find_condition(aim, name);
    const bool is_none = *name && strcmp(row->how, none) == 0;

    if (old && old->layer == row->layer) return sim_row_refuse_second(row, old->place, err);
    if (old && old->layer > row->layer) return SIM_OK;
    if (is_none && old) drop(aim, old);
    if (is_none) return SIM_OK;
    return old ? put(old, row, err) : add_condition(aim, row, err);
}

const char *sim_aim_condition(const sim_aim *aim, size_t i)
{
    const char *name = name_of_condition(aim->conditions[i].name);

    return *name ? name : aim->conditions[i].how;
}

/* ---- all -------------------------------------------------------------------- */

bool sim_aim_is_given(const sim_aim *aim)
{
    return aim->number.how || aim->arm.how || aim->n_conditions > 0 || aim->axes.n > 0;
}

bool sim_aim_has(const char *name)
{
    return strcmp(name, maximise) == 0 || strcmp(name, minimise) == 0 ||
           strcmp(name, arm_key) == 0 || name_of_condition(name) || strchr(name, '.');
}

static sim_status check_text(const sim_row *row, sim_error *err)
{
    char odd[SIM_CHARACTERS_WHAT];

    if (!*row->how)
        return sim_fail(err, SIM_EPARSE,
                        "%s: %s has no value; the name of an arm, or a formula as in "
                        "'specific_relief_month_12 >= 10 mm', would be right",
                        row->place, row->name);
    if (sim_characters_are_odd(row->how, SIM_PLAIN_NAME, odd) ||
        sim_characters_are_odd(row->name, SIM_PLAIN_NAME, odd))
        return sim_fail(err, SIM_EPARSE, "%s: %s %s", row->place, row->name, odd);
    return SIM_OK;
}

static sim_status refuse(const sim_row *row, sim_error *err)
{
    sim_choice choice = {.nearest = {.wanted = row->name}};
    char hint[HINT_SIZE];

    sim_choice_offer(&choice, maximise);
    sim_choice_offer(&choice, minimise);
    sim_choice_offer(&choice, condition_key);
    sim_choice_offer(&choice, arm_key);
    sim_choice_print(&choice, hint, sizeof hint);
    return sim_fail(err, SIM_ENAME, "%s: what is optimised has no row '%s'%s", row->place,
                    row->name, hint);
}

sim_status sim_aim_set(sim_aim *aim, const sim_axis_world *world, const sim_row *row,
                       sim_error *err)
{
    const char *condition = name_of_condition(row->name);
    sim_status status;

    if (!condition && strchr(row->name, '.'))
        return sim_axes_set(&aim->axes, world, row, err);
    if (!sim_aim_has(row->name)) return refuse(row, err);
    status = check_text(row, err);
    if (status != SIM_OK) return status;
    if (condition) return set_condition(aim, condition, row, err);
    if (strcmp(row->name, arm_key) == 0) return set_single(&aim->arm, row, err);
    status = set_single(&aim->number, row, err);
    if (status == SIM_OK) aim->is_least = strcmp(aim->number.name, minimise) == 0;
    return status;
}

static void write_row(const sim_aim_row *row, FILE *out)
{
    if (row->how)
        fprintf(out, "%s = %s " SIM_INI_ORIGIN "%s\n", row->name, row->how, row->origin);
}

void sim_aim_write(const sim_aim *aim, FILE *out)
{
    write_row(&aim->number, out);
    write_row(&aim->arm, out);
    for (size_t i = 0; i < aim->n_conditions; i++) write_row(&aim->conditions[i], out);
    sim_axes_write(&aim->axes, out);
}

void sim_aim_free(sim_aim *aim)
{
    free_row(&aim->number);
    free_row(&aim->arm);
    for (size_t i = 0; i < aim->n_conditions; i++) free_row(&aim->conditions[i]);
    free(aim->conditions);
    sim_axes_free(&aim->axes);
    *aim = (sim_aim){0};
}
