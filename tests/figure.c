#include "tests/figure.h"

#include <math.h>
#include <stdio.h>

#include <check.h>

static const sim_column passage_columns[] = {
    {"passage", "1", "passage number", SIM_CELL_NUMBER},
    {"day", "day", "time in culture", SIM_CELL_NUMBER},
    {"cumulative_doublings", "doubling", "population doublings since P0", SIM_CELL_NUMBER},
    {"senescent_fraction", "1", "senescent among live cells", SIM_CELL_NUMBER},
    {"potency", "1", "secretion of a cell relative to a young one", SIM_CELL_NUMBER},
    {"doses_per_donor", "1", "doses in the harvest; empty without a dose", SIM_CELL_NUMBER},
    {"potent_doses", "1", "the same, times potency", SIM_CELL_NUMBER},
};

static const sim_column time_columns[] = {
    {"day", "day", "time after the first dose", SIM_CELL_NUMBER},
    {"live_in_joint", "cell", "live cells in the joint", SIM_CELL_NUMBER},
    {"m1_m2_ratio", "1", "M1 per M2 macrophage", SIM_CELL_NUMBER},
    {"tnf", "1", "TNF", SIM_CELL_NUMBER},
    {"mmp", "1", "matrix-degrading enzymes", SIM_CELL_NUMBER},
    {"cartilage", "1", "cartilage", SIM_CELL_NUMBER},
    {"total_relief", "mm", "pain relief, the placebo's share included", SIM_CELL_NUMBER},
    {"placebo_relief", "mm", "pain relief by the placebo", SIM_CELL_NUMBER},
    {"pge2", "ng/mL", "PGE2", SIM_CELL_NUMBER},
    {"imprint", "1", "imprint on the macrophages", SIM_CELL_NUMBER},
    {"trained", "1", "training", SIM_CELL_NUMBER},
};

enum { N_PASSAGE = 7 };

/* Forty characters, with all that markup and XML could trip over. */
static const char *const names[FIGURE_ARMS] = {
    "untreated",
    "fresh <P2> & \"rested\", guided by a needle",
    "fresh P5",
    "fresh P8",
    "P12: ünïcode μ → 10⁶",
    "not UTF-8: \xe9\xff",
    "a name of many words that does not end where it ought to end",
    "stromal vascular fraction, no culture",
    "apoptotic",
    "P9",
    "P10",
    "P11",
    "P13",
    "P14",
};

static const plot_note notes[] = {
    {"Software", "Potency 0.1.0"},
    {"Seed", "2385"},
    {"Changed", "joint.volume = 3.71 mL <&> \"größer\""},
};

const plot_caption figure_caption = {
    .title = "Cells of late passages secrete less & relieve less <pain>",
    .footer = "Potency 0.1.0, seed 2385; for teaching and research",
    .notes = notes,
    .n_notes = 3,
};

static double *add_row(sim_table *table, const char *arm)
{
    sim_error err;
    double *row;

    if (sim_table_add_row(table, arm, &row, &err) != SIM_OK) ck_abort_msg("%s", err.text);
    return row;
}

static void add_passages(sim_table *table, size_t arm)
{
    for (size_t p = 0; p <= 2 + arm; p++) {
        double *row = add_row(table, names[arm]);
        double n = (double)p;

        row[0] = n;
        row[1] = 13.71 + 8.3 * n;
        row[2] = 8.9 + 2.385 * n * (1 - 0.02 * n);
        row[3] = 1 - exp(-pow(0.09 * (n + 1), 2));
        row[4] = exp(-0.07 * n);
        row[5] = arm > 0 ? 0.02385 * exp2(2.7 * n) : NAN;
        row[6] = row[4] * row[5];
    }
}

/* The first arm is the untreated one. */
static void add_timecourse(sim_table *table, size_t arm)
{
    double effect = arm > 0 ? exp(-0.11 * (double)arm) : 0;

    for (int day = 0; day <= FIGURE_DAYS; day++) {
        double *row = add_row(table, names[arm]), t = day;
        double gain = effect * (1 - exp(-t / 7)) * exp(-t / 211);

        row[0] = t;
        row[1] = effect * (3.6e7 * exp(-2.1 * t) + 1.4e7 * exp(-0.03 * t));
        row[2] = 1.7778 - 1.3 * gain;
        row[3] = 1 - 0.43 * gain;
        row[4] = 1 - 0.26 * gain;
        row[5] = 1 - 0.08 * t / FIGURE_DAYS;
        row[7] = arm > 0 ? 16 * (1 - exp(-t / 10)) * exp(-t / 500) : 0;
        row[6] = row[7] + 13.1 * gain;
        row[8] = 0.2385 + 3.71 * gain;
        row[9] = 0.71 * gain;
        row[FIGURE_TRAINED] = 0;
    }
}

void figure_init(figure_tables *t, size_t n_arms)
{
    const sim_column key = {"arm", "1", "arm of the study", SIM_CELL_TEXT};
    sim_error err;

    ck_assert_int_eq(
        sim_table_init(&t->passages, "passages", key, passage_columns, N_PASSAGE, &err),
        SIM_OK);
    ck_assert_int_eq(
        sim_table_init(&t->timecourse, "timecourse", key, time_columns, FIGURE_TIME, &err),
        SIM_OK);
    for (size_t arm = 0; arm < n_arms; arm++) {
        if (arm != 7) add_passages(&t->passages, arm);
        add_timecourse(&t->timecourse, arm);
    }
}

void figure_free(figure_tables *t)
{
    sim_table_free(&t->passages);
    sim_table_free(&t->timecourse);
}

plot_look figure_look(const char *theme, const char *size, const char *format)
{
    return (plot_look){plot_theme_find(theme), plot_size_find(size),
                       plot_format_find(format), false};
}

page figure_draw(const figure_tables *t, const figure_tables *behind, const plot_wish *wish,
                 plot_look look)
{
    const sim_table *const all[] = {&t->passages, &t->timecourse};
    const sim_table *const others[] = {behind ? &behind->passages : NULL,
                                       behind ? &behind->timecourse : NULL};
    const plot_data source = {.runs = {{all, 2, NULL}, {others, behind ? 2 : 0, NULL}},
                              .behind_name = "other.ini"};
    const plot_page shown = {"potency", &source, wish, NULL};
    page drawn = {NULL, 0};
    FILE *out = open_memstream(&drawn.bytes, &drawn.size);
    sim_error err = {""};
    sim_status status = plot_figure_write(&(plot_figure){&plot_page_maker, &shown},
                                          &figure_caption, &look, out, &err);

    ck_assert_msg(status == SIM_OK, "%s", err.text);
    ck_assert_int_eq(fclose(out), 0);
    return drawn;
}

page figure_page(const figure_tables *t, const char *format)
{
    return figure_draw(t, NULL, NULL, figure_look("light", "a4", format));
}
