#include "sim/study/outcome.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "sim/engine/remark.h"

sim_status sim_outcome_init(sim_outcome **made, const sim_model *m, sim_error *err)
{
    sim_outcome *outcome = *made = calloc(1, sizeof *outcome);

    if (!outcome) return sim_fail_memory(err, m->name);
    outcome->model = m;
    outcome->p = calloc(m->n_constants + 1, sizeof *outcome->p);
    outcome->o_end = calloc(m->n_rules + 1, sizeof *outcome->o_end);
    return outcome->p && outcome->o_end ? SIM_OK : sim_fail_memory(err, m->name);
}

sim_status sim_outcome_tell(sim_outcome *outcome, const sim_cues *cues, sim_error *err)
{
    sim_cue *list = calloc(cues->n + 1, sizeof *list);

    if (!list) return sim_fail_memory(err, outcome->model->name);
    if (cues->n > 0) memcpy(list, cues->list, cues->n * sizeof *list);
    free((void *)outcome->cues.list);
    outcome->cues = (sim_cues){outcome->model, list, cues->n};
    return SIM_OK;
}

sim_outcome *sim_outcome_hold(sim_outcome *outcome)
{
    outcome->others++;
    return outcome;
}

void sim_outcome_free(sim_outcome *outcome)
{
    if (!outcome || outcome->others-- > 0) return;
    for (size_t i = 0; i < SIM_COURSES; i++) sim_outcome_free(outcome->course[i]);
    sim_result_free(&outcome->result);
    free((void *)outcome->cues.list);
    free(outcome->p);
    free(outcome->o_end);
    free(outcome);
}

int sim_outcome_compare(const void *a, const void *b)
{
    const sim_outcome *one = a, *other = b;

    if (one->model != other->model)
        return (uintptr_t)one->model < (uintptr_t)other->model ? -1 : 1;
    if (one->skipped != other->skipped) return one->skipped ? -1 : 1;
    if (sim_cues_compare(&one->cues, &other->cues) != 0)
        return sim_cues_compare(&one->cues, &other->cues);
    return memcmp(one->p, other->p, one->model->n_constants * sizeof *one->p);
}

static bool may_be_blank(const sim_model *m, const sim_symbol *symbol)
{
    size_t i = 0;

    while (i < m->n_blanks && &m->symbols[m->blanks[i].symbol] != symbol) i++;
    return i < m->n_blanks;
}

bool sim_reader_is_blank(const sim_reader *r, size_t i)
{
    double x[SIM_STATES] = {0};
    const sim_moment moment = {.t = r->course->t[i], .x = x, .p = r->outcome->p};

    sim_bug(r->outcome->model->n_states > SIM_STATES);
    sim_course_get(r->course, i, x, 1);
    return sim_model_blanks(r->outcome->model, r->symbol, &moment);
}

sim_reader sim_outcome_reader(const sim_outcome *outcome, const sim_symbol *symbol,
                              const sim_course *course)
{
    sim_reader column = {.outcome = outcome, .symbol = symbol, .course = course};

    column.may_be_blank = may_be_blank(outcome->model, symbol);
    column.first = &outcome->p[symbol->slot];
    if (!sim_symbol_is_constant(symbol))
        column.first = sim_course_column(course, symbol, &column.stride);
    return column;
}

static double value_at(const sim_outcome *outcome, const sim_symbol *symbol,
                       const sim_course *course, size_t i)
{
    const sim_reader column = sim_outcome_reader(outcome, symbol, course);

    return sim_reader_at(&column, i);
}

double sim_outcome_output(const sim_outcome *outcome, const sim_symbol *symbol, size_t i)
{
    return value_at(outcome, symbol, &outcome->result.grid, i);
}

double sim_outcome_glance(const sim_outcome *outcome, const sim_symbol *symbol, size_t i)
{
    return value_at(outcome, symbol, &outcome->result.glances, i);
}

double sim_outcome_report(const sim_outcome *outcome, const sim_symbol *symbol, size_t i)
{
    return value_at(outcome, symbol, &outcome->result.reports, i);
}

double sim_outcome_end(const sim_outcome *outcome, const sim_symbol *symbol)
{
    const sim_result *end = &outcome->result;
    const sim_moment moment = {.t = end->t_end, .x = end->x_end, .p = outcome->p};

    if (sim_model_blanks(outcome->model, symbol, &moment)) return NAN;
    return sim_symbol_value(symbol, outcome->p, end->x_end, outcome->o_end);
}

size_t sim_outcome_warnings(const sim_outcome *outcome)
{
    return outcome->model->n_warnings + sim_remark_count(outcome->model);
}

bool sim_outcome_warning(const sim_outcome *outcome, size_t i, char text[], size_t size)
{
    const sim_model *m = outcome->model;
    const sim_result *end = &outcome->result;
    double holds[SIM_WARNINGS];

    sim_bug(m->n_warnings > SIM_WARNINGS);
    if (outcome->skipped) return false;
    if (i >= m->n_warnings) return sim_remark_print(end, m, i - m->n_warnings, text, size);
    if (outcome->course[0])
        return sim_outcome_warning(outcome->course[0], i, text, size) ||
               sim_outcome_warning(outcome->course[1], i, text, size);
    m->warn(end->t_end, end->x_end, outcome->p, holds);
    if (holds[i] == 0) return false;
    sim_notice_print(&m->warnings[i], m, outcome->p, end->x_end, outcome->o_end, text,
                     size);
    return true;
}
