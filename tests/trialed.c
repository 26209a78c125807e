#include "tests/trialed.h"

#include <math.h>

#include <check.h>
#include <gsl/gsl_cdf.h>

#include "tests/boxes.h"

static const double across_5 = 1.959963984540054, n_trials_of_rung = 1000;

static const sim_column key = {"arm", "1", "arm of the study", SIM_CELL_TEXT};

static const sim_column trial_columns[] = {
    {"trial", "1", "number of the trial", SIM_CELL_WHOLE},
    {"n", "1", "subjects", SIM_CELL_WHOLE},
    {"difference", "mm", "difference to the control", SIM_CELL_NUMBER},
    {"low", "mm", "lower end of its interval", SIM_CELL_NUMBER},
    {"high", "mm", "upper end of its interval", SIM_CELL_NUMBER},
};

static const sim_column trials_columns[] = {
    {"n", "1", "subjects an arm", SIM_CELL_WHOLE},
    {"n_of_control", "1", "subjects of the control", SIM_CELL_WHOLE},
    {"asked", "1", "1: as planned", SIM_CELL_WHOLE},
    {"trials", "1", "trials", SIM_CELL_WHOLE},
    {"truth", "mm", "difference of the means of all", SIM_CELL_NUMBER},
    {"power", "1", "share that finds a difference", SIM_CELL_NUMBER},
    {"power_se", "1", "its standard error", SIM_CELL_NUMBER},
};

enum {
    N_TRIAL = sizeof trial_columns / sizeof *trial_columns,
    N_TRIALS = sizeof trials_columns / sizeof *trials_columns,
};

double trialed_n(size_t i)
{
    static const double steps[] = {5, 10, 20};

    return steps[i % 3] * pow(10, (double)(i / 3));
}

static void add_row(sim_table *table, const char *arm, const double cells[])
{
    sim_error err;
    double *row;

    ck_assert_int_eq(sim_table_add_row(table, arm, &row, &err), SIM_OK);
    for (size_t i = 0; i < table->n_columns; i++) row[i] = cells[i];
}

void trialed_add(trialed *t, const char *arm, double difference, double low, double high)
{
    const double number = (double)(t->trial.n_rows + 1);

    add_row(&t->trial, arm, (double[N_TRIAL]){number, NAN, difference, low, high});
}

void trialed_add_rung(trialed *t, const char *arm, double n, bool asked, double truth,
                      double power)
{
    const double error = sqrt(power * (1 - power) / n_trials_of_rung);

    add_row(&t->trials, arm,
            (double[N_TRIALS]){n, n, asked, n_trials_of_rung, truth, power, error});
}

void trialed_add_plan(trialed *t, const char *arm, double n, double n_of_control)
{
    add_row(&t->trials, arm,
            (double[N_TRIALS]){n, n_of_control, 1, n_trials_of_rung, 1, 0.4, 0.01});
}

/* Of a mean less another, of n each. */
static double error_of(const trialed_arm *arm, double n) { return arm->sd * sqrt(2 / n); }

static double power_of(const trialed_arm *arm, double n)
{
    const double z = arm->truth / error_of(arm, n);

    return gsl_cdf_ugaussian_Q(across_5 - z) + gsl_cdf_ugaussian_P(-across_5 - z);
}

static void add_arm(trialed *t, const trialed_arm *arm, size_t at, size_t n_trials,
                    size_t n_rungs)
{
    for (size_t i = 0; i < n_trials; i++) {
        const double error = error_of(arm, arm->n);
        const double z = gsl_cdf_ugaussian_Pinv(
            page_scatter((int)(i + 1 + 7 * at), at % 2 == 0 ? 2 : 3));
        const double half = across_5 * error * (0.75 + 0.5 * page_scatter((int)i + 1, 5));
        const double difference = arm->truth + z * error;

        trialed_add(t, arm->name, difference, difference - half,
                    difference + half * (0.9 + 0.2 * page_scatter((int)i + 1, 7)));
    }
    trialed_add_rung(t, arm->name, arm->n, true, arm->truth, power_of(arm, arm->n));
    for (size_t i = 0; i < n_rungs; i++)
        trialed_add_rung(t, arm->name, trialed_n(i), false, arm->truth,
                         power_of(arm, trialed_n(i)));
}

void trialed_init(trialed *t, const trialed_arm arms[], size_t n_arms, size_t n_trials,
                  size_t n_rungs)
{
    sim_error err;

    ck_assert_int_eq(sim_table_init(&t->trial, "trial", key, trial_columns, N_TRIAL, &err),
                     SIM_OK);
    ck_assert_int_eq(
        sim_table_init(&t->trials, "trials", key, trials_columns, N_TRIALS, &err), SIM_OK);
    t->shown = (plot_trials){.name = "trials",
                             .trial = &t->trial,
                             .trials = &t->trials,
                             .control = "saline",
                             .number = "relief",
                             .label = "pain relief after 6 months",
                             .told = {"mm", 1, true},
                             .counted = "patients",
                             .test = "Welch's t-test",
                             .interval = "Welch",
                             .better = SIM_MORE_IS_BETTER,
                             .alpha = 0.05};
    for (size_t i = 0; i < n_trials; i++) trialed_add(t, "saline", NAN, NAN, NAN);
    for (size_t i = 0; i < n_arms; i++) add_arm(t, &arms[i], i, n_trials, n_rungs);
}

void trialed_free(trialed *t)
{
    sim_table_free(&t->trial);
    sim_table_free(&t->trials);
}

void trialed_draw(trialed_drawing *d, const plot_maker *maker, int size)
{
    d->facts = (plot_facts){0};
    d->look = (plot_look){plot_theme_find(size % 2 ? "dark" : "light"),
                          plot_size_find(plot_size_name((size_t)size)), NULL, false};
    page_record_said(&d->page, &(plot_figure){maker, &d->made.shown}, &page_caption,
                     &d->look, &d->facts);
    boxes_check(&d->page.list, "trials");
}

void trialed_end(trialed_drawing *d)
{
    plot_facts_free(&d->facts);
    page_list_free(&d->page);
    trialed_free(&d->made);
}
