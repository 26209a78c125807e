/* test_measured.c -- axes of an experiment as figures measure them. */
#include <check.h>
#include <stdlib.h>

#include "sim/cli/measured.h"
#include "tests/experiment.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

static const struct {
    const char *row, *label, *unit, *name;
    plot_scale scale;
    bool whole;
    size_t n_words;
    const char *last; /* word; NULL: none */
} axes[] = {
    {"product.dose = 1e6..1e8", "cells in one dose: live and dead", "cell", "dose",
     PLOT_LINEAR, false, 0, NULL},
    {"product.dose = log 1e6..1e8", "cells in one dose: live and dead", "cell", "dose",
     PLOT_LOG, false, 0, NULL},
    {"product.dose = 1e6, 2.9e7", "cells in one dose: live and dead", "cell", "dose",
     PLOT_LINEAR, false, 0, NULL},
    {"product.dose = 1e6, 3e7", "cells in one dose: live and dead", "cell", "dose",
     PLOT_LOG, false, 0, NULL},
    {"passaging.harvest_passage = 1..12", "passage whose harvest becomes the product",
     "passage", "harvest passage", PLOT_LINEAR, true, 0, NULL},
    {"passaging.harvest_passage = 2, 4", "passage whose harvest becomes the product",
     "passage", "harvest passage", PLOT_LINEAR, true, 0, NULL},
    {"presets.source = adipose, bone_marrow", "source", "1", "source", PLOT_LINEAR, false,
     2, "bone marrow"},
};

START_TEST(an_axis_is_measured_as_its_row_says)
{
    sim_experiment e;
    char text[256], name[SIM_NUMBER_SIZE];
    sim_measured *m = calloc(1, sizeof *m);

    snprintf(text, sizeof text, "[sweep]\n%s\n", axes[_i].row);
    experiment_read(&e, text, experiment_no_sets);
    sim_measured_init(m, &e.sweep.list[0],
                      &(sim_axis_world){.catalog = e.catalog, .presets = e.presets});
    ck_assert_str_eq(m->measure.label, axes[_i].label);
    ck_assert_str_eq(m->measure.unit, axes[_i].unit);
    ck_assert_int_eq(m->measure.scale, axes[_i].scale);
    ck_assert_int_eq(m->measure.whole, axes[_i].whole);
    ck_assert_uint_eq(m->measure.n_words, axes[_i].n_words);
    if (axes[_i].last)
        ck_assert_str_eq(m->measure.words[axes[_i].n_words - 1], axes[_i].last);
    ck_assert_str_eq(sim_measured_name(&e.sweep.list[0], name), axes[_i].name);
    sim_experiment_free(&e);
    free(m);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("measured");
    TCase *cases = tcase_create("measured");

    experiment_add_fixture(cases);
    tcase_add_loop_test(cases, an_axis_is_measured_as_its_row_says, 0, LENGTH(axes));
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
