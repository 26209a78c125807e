#include "sim/study/summary.h"

#include <math.h>
#include <stdlib.h>

double sim_outcome_on_day(const sim_outcome *outcome, const sim_symbol *symbol, double day)
{
    const size_t i = sim_course_find(&outcome->result.grid, day);

    return i < outcome->result.grid.n ? sim_outcome_output(outcome, symbol, i) : NAN;
}

/* The highest value of sign * symbol and the first day on which it is reached. */
static void find_extreme(const sim_outcome *outcome, const sim_symbol *symbol, double sign,
                         double *value, double *day)
{
    const sim_course *course = &outcome->result.grid;

    *value = *day = NAN;
    for (size_t i = 0; i < course->n; i++) {
        double v = sim_outcome_output(outcome, symbol, i);

        if (i > 0 && !(sign * (v - *value) > SIM_NEGLIGIBLE * fmax(1, fabs(*value))))
            continue;
        *value = v;
        *day = course->t[i];
    }
}

double sim_summary_read(const sim_outcome *outcome, const sim_summary *row)
{
    const sim_symbol *symbol = &outcome->model->symbols[row->symbol];
    const bool lowest = row->reading == SIM_LOWEST || row->reading == SIM_DAY_OF_LOWEST;
    double value, day;

    if (row->reading == SIM_ON_DAY) return sim_outcome_on_day(outcome, symbol, row->day);
    find_extreme(outcome, symbol, lowest ? -1 : 1, &value, &day);
    return row->reading == SIM_LOWEST || row->reading == SIM_HIGHEST ? value : day;
}

sim_column sim_summary_column(const sim_model *m, const sim_summary *row)
{
    const bool is_day =
        row->reading == SIM_DAY_OF_LOWEST || row->reading == SIM_DAY_OF_HIGHEST;

    return (sim_column){row->name, is_day ? m->time_unit : m->symbols[row->symbol].unit,
                        row->meaning, SIM_CELL_NUMBER};
}

static sim_status open_table(const sim_model *m, sim_table *table, sim_error *err)
{
    sim_column *columns = calloc(m->n_summaries + 1, sizeof *columns);
    sim_status status;

    if (!columns) return sim_fail_memory(err, "summary");
    for (size_t i = 0; i < m->n_summaries; i++)
        columns[i] = sim_summary_column(m, &m->summaries[i]);
    status = sim_table_init(table, "summary", sim_arm_column, columns, m->n_summaries, err);
    free(columns);
    return status;
}

sim_status sim_summary_build(const sim_solution *solution, const char *const arm_names[],
                             sim_table *table, sim_error *err)
{
    const size_t last = solution->chain->n_stages - 1;
    const sim_model *m = solution->chain->stages[last].model;
    sim_status status = open_table(m, table, err);

    for (size_t arm = 0; status == SIM_OK && arm < solution->n_arms; arm++) {
        const sim_outcome *outcome = sim_solution_outcome(solution, arm, last);
        double *cells;

        status = sim_table_add_row(table, arm_names[arm], &cells, err);
        for (size_t i = 0; status == SIM_OK && i < m->n_summaries; i++)
            cells[i] = sim_summary_read(outcome, &m->summaries[i]);
    }
    return status;
}
