/* appraise_numbers.c -- the numbers that the sentences of an appraisal name. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/io/text.h"
#include "sim/study/appraise_parts.h"

enum { NAME = 96 };

/* ---- numbers ------------------------------------------------------------------ */

static void widen(sim_range *range, double value)
{
    if (isnan(value)) return;
    if (!(value >= range->low)) range->low = value;
    if (!(value <= range->high)) range->high = value;
}

/* The last row of an arm in a table that has the column. */
static double last_of(const sim_job *job, size_t arm, const char *column)
{
    for (size_t i = 0; i < job->tables.n; i++) {
        const sim_table *table = &job->tables.table[i];
        const size_t at = sim_table_find(table, column);
        double value = NAN;

        if (at == table->n_columns) continue;
        for (size_t row = 0; row < table->n_rows; row++)
            if (strcmp(table->keys[row], job->arm_names[arm]) == 0)
                value = sim_table_cell(table, row, at);
        return value;
    }
    return NAN;
}

const sim_parameter *sim_appraisal_parameter(const sim_job *job, const char *name,
                                             size_t *row)
{
    const sim_catalog *catalog = &job->session.catalog;
    const char *point = strchr(name, '.');
    char section[NAME];
    const sim_parameter *found;

    if (!point) return NULL;
    snprintf(section, sizeof section, "%.*s", (int)(point - name), name);
    found = sim_catalog_get(catalog, section, point + 1);
    *row = found ? (size_t)(found - catalog->rows) : 0;
    return found;
}

static double number_of(const sim_job *job, size_t arm, const char *name)
{
    const sim_table *summary = &job->tables.table[job->tables.summary];
    const size_t column = sim_table_find(summary, name);
    size_t row;

    if (sim_appraisal_parameter(job, name, &row))
        return job->experiment.arms[arm].settings[row].value;
    if (column < summary->n_columns) return sim_table_cell(summary, arm, column);
    return last_of(job, arm, name);
}

/* Days on which the course of an arm has as much as is worth a day. */
static double days_of(const sim_appraisal *a, size_t arm)
{
    const sim_offer_world *world = a->offer.condition->world;
    const sim_tables *tables = &a->corners.tables;
    double days = 0;

    for (size_t i = 0; i < tables->n; i++) {
        const sim_table *table = &tables->table[i];
        const size_t column = world->course ? sim_table_find(table, world->course) : 0;

        if (!world->course || strcmp(table->name, "timecourse") != 0) continue;
        for (size_t row = 0; row < table->n_rows; row++)
            days += strcmp(table->keys[row], a->corners.arm_names[arm]) == 0 &&
                    sim_table_cell(table, row, column) >= world->least;
    }
    return days;
}

static bool find_days(const sim_appraisal *a, double month, sim_range *range)
{
    if (!a->offer.condition->world->course) return false;
    widen(range, days_of(a, a->worst) / month);
    if (sim_appraisal_is_range(a)) widen(range, days_of(a, a->best) / month);
    return true;
}

static bool find_kept(const sim_appraisal *a, const char *name, sim_range *range)
{
    const char *point = strrchr(name, '.');

    for (size_t i = 0; i < a->n_parts; i++) {
        const sim_corners *part = &a->parts[i];
        const bool is_it = point ? part->of && strlen(part->of) == (size_t)(point - name) &&
                                       strncmp(part->of, name, (size_t)(point - name)) == 0
                                 : !part->of;

        if (!is_it) continue;
        *range = (sim_range){sim_appraisal_kept(a, part->value.low),
                             sim_appraisal_kept(a, part->value.high)};
        if (part->value.high - part->value.low < a->least) range->high = range->low;
        return true;
    }
    return false;
}

static bool find_moves(const sim_appraisal *a, const char *name, sim_range *range)
{
    const size_t length = strcspn(name, ".");
    double moves = 0;

    for (size_t i = 0; i < a->n_unknowns; i++) {
        const sim_unknown *u = &a->unknowns[i];

        if (strlen(u->row->name) == length && strncmp(u->row->name, name, length) == 0)
            moves = fmax(moves, sim_appraisal_asks(a, u) ? u->moves / a->least : 0);
    }
    *range = (sim_range){moves, moves};
    return true;
}

static bool find_made(const sim_appraisal *a, const char *name, sim_range *range)
{
    const char *point = strrchr(name, '.');

    if (strcmp(name, "days") == 0) return find_days(a, 1, range);
    if (strcmp(name, "months") == 0)
        return find_days(a, a->offer.condition->world->month, range);
    if (strcmp(point ? point + 1 : name, "kept") == 0) return find_kept(a, name, range);
    if (point && strcmp(point + 1, "moves") == 0) return find_moves(a, name, range);
    if (strcmp(name, "number") == 0) {
        *range = a->parts[0].value;
        if (!sim_appraisal_is_range(a)) range->high = range->low;
        return true;
    }
    if (strcmp(name, "reference") == 0) {
        *range = (sim_range){a->reference, a->reference};
        return true;
    }
    if (strcmp(name, "asks") == 0) {
        range->low = range->high = 0;
        for (size_t i = 0; i < a->n_unknowns; i++)
            range->low = range->high += sim_appraisal_asks(a, &a->unknowns[i]);
        return true;
    }
    return false;
}

/* Of an arm beside the offer, or of both of its ends. */
static bool find_beside(const sim_appraisal *a, const char *name, const char *of,
                        sim_range *range)
{
    const char *arm = of + strlen(" of ");
    char plain[NAME];
    bool found = false;

    snprintf(plain, sizeof plain, "%.*s", (int)(of - name), name);
    for (size_t i = 0; i < a->job.experiment.n_own; i++) {
        if (!sim_text_starts(a->job.arm_names[i], arm)) continue;
        widen(range, number_of(&a->job, i, plain));
        found = true;
    }
    return found;
}

bool sim_appraisal_find(const void *appraisal, const char *name, sim_range *range)
{
    const sim_appraisal *a = appraisal;
    const char *of = strstr(name, " of ");
    const sim_telling *telling = sim_chain_telling(a->job.session.chain, name);

    *range = (sim_range){NAN, NAN};
    if (of) return find_beside(a, name, of, range);
    if (find_made(a, name, range)) return true;
    for (size_t arm = 0; arm < a->parts[0].n; arm++)
        widen(range, number_of(&a->corners, arm, name));
    if (telling && range->high - range->low < telling->least) range->high = range->low;
    return !isnan(range->low);
}
