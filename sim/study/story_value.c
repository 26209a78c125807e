#include "sim/study/story_value.h"

#include <math.h>
#include <string.h>

#include "sim/io/text.h"

/* Differences of less than this part are none, where nothing says what is. */
static const double alike = 0.01;

const char *sim_story_value_unit(const sim_story_value *v)
{
    return v->whole != SIM_NONE || v->terms[0].kind == SIM_STORY_SUBJECTS
               ? "1"
               : v->terms[0].unit;
}

bool sim_story_value_is_of_subjects(const sim_story_value *v)
{
    for (size_t i = 0; i < v->n; i++)
        if (v->terms[i].kind == SIM_STORY_SUBJECTS) return true;
    return false;
}

bool sim_story_value_is_of_trials(const sim_story_value *v)
{
    for (size_t i = 0; i < v->n; i++)
        if (v->terms[i].kind == SIM_STORY_TRIALS) return true;
    return false;
}

bool sim_story_value_is_of_sizes(const sim_story_value *v)
{
    for (size_t i = 0; i < v->n; i++)
        if (v->terms[i].kind == SIM_STORY_TRIALS && sim_story_trials_is_power(&v->terms[i]))
            return true;
    return false;
}

/* ---- what it comes to ------------------------------------------------------- */

static const sim_table *find_table(const sim_tables *tables, const char *name)
{
    for (size_t i = 0; i < tables->n; i++)
        if (strcmp(tables->table[i].name, name) == 0) return &tables->table[i];
    return NULL;
}

/* The last row of an arm or, of a course, that of a day; n_rows: there is none. */
static size_t find_row(const sim_table *table, const char *arm, const sim_story_term *term)
{
    size_t found = table->n_rows;

    for (size_t i = 0; i < table->n_rows; i++) {
        if (strcmp(table->keys[i], arm) != 0) continue;
        if (term->kind == SIM_STORY_DAY && sim_table_cell(table, i, 0) != term->level)
            continue;
        found = i;
    }
    return found;
}

static double find_cell(const sim_story_term *term, const sim_story_world *w)
{
    const sim_table *table = find_table(w->tables, term->table);
    const size_t column = sim_table_find(table, term->column);
    const size_t row = find_row(table, w->job->arm_names[term->arm], term);

    return row < table->n_rows ? sim_table_cell(table, row, column) : NAN;
}

/* The share of those of whom the number is defined. */
static double count_subjects(const sim_story_term *term, const sim_story_world *w)
{
    const sim_ensemble *e = w->ensemble;
    const sim_tally *tally;
    size_t n = 0;

    if (!e) return NAN;
    tally = &e->numbers[term->arm * e->assay->readout.n + term->row];
    if (!tally->kept) return NAN;
    for (size_t i = 0; i < tally->moments.n; i++) n += tally->kept[i] >= term->level;
    return (double)n / (double)tally->moments.n;
}

/* ---- responses ------------------------------------------------------------ */

/* The rows of an arm in the table of a figure, values rising. */
typedef struct {
    const sim_table *table;
    size_t first, end, y;
} stretch;

static stretch find_stretch(const sim_story_term *term, const sim_story_world *w)
{
    const char *arm = w->job->arm_names[term->arm];
    stretch s = {.table = NULL};

    for (size_t i = 0; i < w->n_responses; i++)
        if (strcmp(w->responses[i]->name, term->table) == 0) s.table = w->responses[i];
    if (!s.table) return s;
    while (s.first < s.table->n_rows && strcmp(s.table->keys[s.first], arm) != 0) s.first++;
    s.end = s.first;
    while (s.end < s.table->n_rows && strcmp(s.table->keys[s.end], arm) == 0) s.end++;
    s.y = sim_table_find(s.table, term->column);
    return s;
}

static double find_highest(const sim_story_term *term, const stretch *s)
{
    double highest = NAN, at = NAN;

    for (size_t i = s->first; i < s->end; i++) {
        const double y = sim_table_cell(s->table, i, s->y);

        if (!isfinite(y) || y <= highest) continue;
        highest = y;
        at = sim_table_cell(s->table, i, 0);
    }
    return term->kind == SIM_STORY_HIGHEST ? highest : at;
}

static double find_reached(const sim_story_term *term, const stretch *s)
{
    double x_before = NAN, y_before = NAN;

    for (size_t i = s->first; i < s->end; i++) {
        const double x = sim_table_cell(s->table, i, 0),
                     y = sim_table_cell(s->table, i, s->y);

        if (y >= term->level)
            return isnan(y_before) ? x
                                   : x_before + (x - x_before) * (term->level - y_before) /
                                                    (y - y_before);
        x_before = x;
        y_before = y;
    }
    return NAN;
}

static double find_response(const sim_story_term *term, const sim_story_world *w)
{
    const stretch s = find_stretch(term, w);

    return term->kind == SIM_STORY_PLACE_REACHING ? find_reached(term, &s)
                                                  : find_highest(term, &s);
}

static double find_term(const sim_story_term *term, const sim_story_world *w)
{
    switch (term->kind) {
    case SIM_STORY_ROW:
        return w->job->experiment.arms[term->arm].settings[term->row].value;
    case SIM_STORY_SUBJECTS:
        return count_subjects(term, w);
    case SIM_STORY_TRIALS:
        return sim_story_trials_find(term, w);
    case SIM_STORY_NUMBER:
    case SIM_STORY_DAY:
        return find_cell(term, w);
    default:
        return find_response(term, w);
    }
}

/* What the value would be without what is taken away, in another arm. */
static double find_whole(const sim_story_value *v, const sim_story_world *w)
{
    sim_story_term term = v->terms[0];

    term.arm = v->whole;
    return find_term(&term, w);
}

/* Rounding, as of equal numbers taken from each other, is none. */
static double without_rounding(double value, double largest)
{
    return fabs(value) <= SIM_NEGLIGIBLE * largest ? 0 : value;
}

double sim_story_value_find(const sim_story_value *v, const sim_story_world *w)
{
    double value = find_term(&v->terms[0], w), largest = fabs(value);

    for (size_t i = 1; i < v->n; i++) {
        const double taken = find_term(&v->terms[i], w);

        largest = fmax(largest, fabs(taken));
        value -= taken;
    }
    if (v->n > 1) value = without_rounding(value, largest);
    if (v->whole != SIM_NONE) value /= find_whole(v, w);
    return isfinite(value) ? value : NAN;
}

/* ---- how it is told --------------------------------------------------------- */

/* Is it in the unit of a parameter? */
static bool is_of_row(const sim_story_term *term)
{
    return term->kind == SIM_STORY_ROW || term->kind == SIM_STORY_PLACE_OF_HIGHEST ||
           term->kind == SIM_STORY_PLACE_REACHING;
}

double sim_story_value_least(const sim_story_value *v, const sim_story_world *w)
{
    const sim_chain *chain = w->job->session.chain;
    const sim_telling *telling =
        is_of_row(&v->terms[0]) ? NULL : sim_chain_telling(chain, v->terms[0].column);
    double largest = 0, least;

    if (v->terms[0].kind == SIM_STORY_TRIALS) {
        least = sim_story_trials_least(&v->terms[0], w);
        if (least > 0) return least;
    } else if (telling) {
        return telling->least;
    }
    for (size_t i = 0; i < v->n; i++)
        largest = fmax(largest, fabs(find_term(&v->terms[i], w)));
    return alike * largest;
}

/* A difference of shares is told in points. */
sim_unit_told sim_story_value_told(const sim_story_value *v, const sim_story_world *w)
{
    const sim_story_term *first = &v->terms[0];
    sim_unit_told told = {"%", 100, v->n > 1};

    if (*v->as)
        told = (sim_unit_told){v->as, v->times, false};
    else if (v->whole != SIM_NONE)
        return (sim_unit_told){"%", 100, false};
    else if (first->kind == SIM_STORY_TRIALS)
        told = sim_story_trials_told(first, w);
    else if (is_of_row(first))
        told = (sim_unit_told){first->unit, 1, v->n > 1};
    else if (first->kind != SIM_STORY_SUBJECTS)
        told = sim_chain_unit_told(w->job->session.chain, first->column, first->unit);
    told.is_difference |= v->n > 1;
    if (v->n > 1 && v->whole == SIM_NONE && strcmp(told.unit, "%") == 0)
        told.unit = SIM_POINT;
    return told;
}

/* ---- its words -------------------------------------------------------------- */

static void name_response(const sim_story_term *term, const sim_story_world *w, char text[],
                          size_t size)
{
    const sim_parameter *q = &w->job->session.catalog.rows[term->row];
    const char *arm = w->job->arm_names[term->arm];

    if (term->kind == SIM_STORY_PLACE_REACHING)
        sim_text_append(text, size, "place of %s of %s reaching %g", term->column, arm,
                        term->level);
    else
        sim_text_append(text, size, "%shighest %s of %s",
                        term->kind == SIM_STORY_HIGHEST ? "" : "place of ", term->column,
                        arm);
    sim_text_append(text, size, " over %s.%s", q->section, q->symbol->name);
}

static void name_term(const sim_story_term *term, const sim_story_world *w, char text[],
                      size_t size)
{
    const char *arm = w->job->arm_names[term->arm];

    if (term->kind == SIM_STORY_TRIALS)
        sim_story_trials_name(term, w, text, size);
    else if (term->kind >= SIM_STORY_HIGHEST)
        name_response(term, w, text, size);
    else if (term->kind == SIM_STORY_SUBJECTS)
        sim_text_append(text, size, "%ss with %s of %s from %g%s%s",
                        sim_owner_name(w->job->session.chain->population, SIM_SUBJECT),
                        term->column, arm, term->level,
                        strcmp(term->unit, "1") == 0 ? "" : " ",
                        strcmp(term->unit, "1") == 0 ? "" : term->unit);
    else if (term->kind == SIM_STORY_DAY)
        sim_text_append(text, size, "%s of %s on day %g", term->column, arm, term->level);
    else
        sim_text_append(text, size, "%s%s%s of %s",
                        term->kind == SIM_STORY_ROW ? term->table : "",
                        term->kind == SIM_STORY_ROW ? "." : "", term->column, arm);
}

void sim_story_value_name(const sim_story_value *v, const sim_story_world *w, char text[],
                          size_t size)
{
    text[0] = '\0';
    for (size_t i = 0; i < v->n; i++) {
        if (i > 0) sim_text_append(text, size, " less ");
        name_term(&v->terms[i], w, text, size);
    }
    if (v->whole != SIM_NONE)
        sim_text_append(text, size, " in %s", w->job->arm_names[v->whole]);
    if (*v->as) sim_text_append(text, size, " as %s", v->as);
}
