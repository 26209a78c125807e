/* test_former.c -- names of earlier versions: the table is about what there is and is not,
 * and a row is told what became of it. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "models/models.h"
#include "sim/cli/cli.h"
#include "sim/io/former.h"
#include "tests/suite.h"

static sim_session session;

static void set_up(void)
{
    sim_error err;

    ck_assert_int_eq(sim_session_open(&session, &models_chains[0], &err), SIM_OK);
}

static void tear_down(void) { sim_session_close(&session); }

/* ---- the table ------------------------------------------------------------ */

static const sim_parameter *find(const char *section, const char *name)
{
    for (size_t i = 0; i < session.catalog.n; i++) {
        const sim_parameter *q = &session.catalog.rows[i];

        if (strcmp(q->section, section) == 0 && strcmp(q->symbol->name, name) == 0)
            return q;
    }
    return NULL;
}

static const sim_parameter *find_whole(const char *name)
{
    char section[64];
    const char *dot = strchr(name, '.');

    snprintf(section, sizeof section, "%.*s", (int)(dot - name), name);
    return find(section, dot + 1);
}

START_TEST(what_is_gone_is_no_parameter_and_the_rest_is_one)
{
    for (size_t i = 0; i < models_changes.n; i++) {
        const sim_former *f = &models_changes.list[i];

        if (f->kind == SIM_FORMER_COLUMN) continue;
        ck_assert_msg((find(f->section, f->name) == NULL) == sim_former_is_gone(f), "%s.%s",
                      f->section, f->name);
        if (f->now) ck_assert_ptr_nonnull(find_whole(f->now));
    }
}
END_TEST

START_TEST(a_column_that_is_gone_is_none_of_its_table)
{
    const sim_chain *chain = &models_chains[0];
    size_t n = 0;

    for (size_t i = 0; i < models_changes.n; i++) {
        const sim_former *f = &models_changes.list[i];

        for (size_t k = 0; f->kind == SIM_FORMER_COLUMN && k < chain->n_stages; k++) {
            const sim_stage *stage = &chain->stages[k];

            if (!stage->course || strcmp(stage->course, f->section) != 0) continue;
            ck_assert_ptr_null(sim_model_find(stage->model, f->name));
            n++;
        }
    }
    ck_assert_uint_eq(n, 3);
}
END_TEST

/* The ends of what was accepted lie on the line, and its middle within today's range. */
START_TEST(a_line_leads_into_the_range_of_today)
{
    size_t n = 0;

    for (size_t i = 0; i < models_changes.n; i++) {
        const sim_former *f = &models_changes.list[i];
        const sim_parameter *q = f->now ? find_whole(f->now) : find(f->section, f->name);
        double now;

        if (f->line.factor == 0) continue;
        now = f->line.offset + f->line.factor * (f->line.low + f->line.high) / 2;
        ck_assert_double_ge(now, q->symbol->low);
        ck_assert_double_le(now, q->symbol->high);
        n++;
    }
    ck_assert_uint_eq(n, 4);
}
END_TEST

START_TEST(a_default_of_then_is_another_today)
{
    for (size_t i = 0; i < models_changes.n; i++) {
        const sim_former *f = &models_changes.list[i];

        if (f->kind == SIM_FORMER_DEFAULT)
            ck_assert_msg(find(f->section, f->name)->symbol->value != f->before, "%s.%s",
                          f->section, f->name);
    }
}
END_TEST

START_TEST(a_name_is_found_however_it_is_written)
{
    const sim_former *floor = sim_formers_find_gone(&models_changes, "joint", "vas_floor");

    ck_assert_ptr_nonnull(floor);
    ck_assert_ptr_eq(sim_formers_find_gone(&models_changes, "joint", "VAS-Floor"), floor);
    ck_assert_ptr_eq(sim_formers_find_gone(&models_changes, "", "vas floor"), floor);
    ck_assert_ptr_null(sim_formers_find_gone(&models_changes, "rehab", "vas_floor"));
    ck_assert_ptr_null(sim_formers_find_gone(&models_changes, "joint", "vas_flour"));
    ck_assert_ptr_null(sim_formers_find_gone(&models_changes, "joint", "placebo"));
    ck_assert_ptr_null(sim_formers_find_gone(NULL, "joint", "vas_floor"));
    ck_assert_ptr_null(sim_formers_find(&models_changes, "", "lung_settled"));
    ck_assert_ptr_nonnull(sim_formers_find_column(&models_changes, NULL, "lung_settled"));
    ck_assert_ptr_null(sim_formers_find_column(&models_changes, "culture", "lung_settled"));
}
END_TEST

/* ---- versions ------------------------------------------------------------- */

static const struct {
    const char *one, *other;
    int order;
} versions[] = {
    {"0.3.0", "0.4.0", -1}, {"0.4.0", "0.4.0", 0},  {"0.4.1", "0.4.0", 1},
    {"0.10.0", "0.9.7", 1}, {"1.0.0", "0.23.8", 1}, {"0.4", "0.4.0", 0},
    {"0.3", "0.4.0", -1},
};

START_TEST(versions_are_compared_part_by_part)
{
    const int order = sim_version_compare(versions[_i].one, versions[_i].other);

    ck_assert_int_eq((order > 0) - (order < 0), versions[_i].order);
}
END_TEST

/* ---- values --------------------------------------------------------------- */

#define FLOOR \
    ": joint.vas_floor is gone since 0.4.0: joint.pain_floor took its place, a share of " \
    "the " \
    "patient's own pain"
#define PLACEBO ": since 0.4.0 it is a share of joint.vas_base and no longer mm; "
#define LIMIT ": since 0.4.0 it is mm of the patient's pain and no longer a pain index; "

/* Rows as users wrote them for version 0.3.0, and for today. */
static const struct {
    const char *section, *name, *value, *message; /* NULL: it is accepted */
} rows[] = {
    {"joint", "vas_floor", "24",
     "x" FLOOR "; joint.pain_floor = 0.4 (24 of 60 mm) would be right"},
    {"joint", "vas_floor", "3 cm",
     "x" FLOOR "; joint.pain_floor = 0.5 (30 of 60 mm) would be right"},
    {"joint", "vas_floor", "71", "x" FLOOR},
    {"joint", "vas_floor", "low", "x" FLOOR},
    {"joint", "placebo", "16",
     "x: joint.placebo = 16" PLACEBO "0.27 (16 of 60 mm) would be right"},
    {"joint", "placebo", "16 mm",
     "x: joint.placebo = 16 mm" PLACEBO "0.27 (16 of 60 mm) would be right"},
    {"joint", "placebo", "0.5 mm",
     "x: joint.placebo = 0.5 mm" PLACEBO "0.0083 (0.5 of 60 mm) would be right"},
    {"joint", "placebo", "41",
     "x: joint.placebo = 41 is outside [0, 0.7]; did you mean "
     "'41 %'?"},
    {"joint", "placebo", "16 %", NULL},
    {"joint", "placebo", "0.31", NULL},
    {"rehab", "pain_limit", "0.8",
     "x: rehab.pain_limit = 0.8" LIMIT
     "53 mm (0.8 of the way from 24 to 60 mm) would be right"},
    {"rehab", "pain_limit", "80 %",
     "x: rehab.pain_limit = 80 %" LIMIT
     "53 mm (0.8 of the way from 24 to 60 mm) would be right"},
    {"rehab", "pain_limit", "3", "x: rehab.pain_limit = 3 mm is outside [5, 120] mm"},
    {"rehab", "pain_limit", "5.3 cm", NULL},
    {"rehab", "width", "0.05",
     "x: rehab.width = 0.05: since 0.4.0 it is mm of the patient's pain and no longer of a "
     "pain index; 1.8 mm (0.05 of the way from 24 to 60 mm) would be right"},
    {"persistence", "lung_tail", "0.03",
     "x: persistence.lung_tail is gone since 0.4.0: no number showed that cells settle in "
     "the lung; leaving it out would be right"},
    {"product", "dead_weight", "0.4", NULL},
};

START_TEST(a_row_is_told_what_became_of_it)
{
    const sim_catalog *catalog = &session.catalog;
    sim_error err = {""};
    size_t row;
    double value;
    sim_status status = sim_catalog_check_gone(catalog, rows[_i].section, rows[_i].name,
                                               rows[_i].value, "x", &err);

    if (status == SIM_OK)
        status =
            sim_catalog_find(catalog, rows[_i].section, rows[_i].name, "x", &row, &err);
    if (status == SIM_OK)
        status =
            sim_parameter_parse(&catalog->rows[row], rows[_i].value, "x", &value, &err);
    ck_assert_int_eq(status == SIM_OK, rows[_i].message == NULL);
    if (rows[_i].message) ck_assert_str_eq(err.text, rows[_i].message);
}
END_TEST

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

int main(void)
{
    Suite *suite = suite_create("former");
    TCase *table = tcase_create("table"), *values = tcase_create("values");

    tcase_add_checked_fixture(table, set_up, tear_down);
    tcase_add_test(table, what_is_gone_is_no_parameter_and_the_rest_is_one);
    tcase_add_test(table, a_column_that_is_gone_is_none_of_its_table);
    tcase_add_test(table, a_line_leads_into_the_range_of_today);
    tcase_add_test(table, a_default_of_then_is_another_today);
    tcase_add_test(table, a_name_is_found_however_it_is_written);
    tcase_add_loop_test(table, versions_are_compared_part_by_part, 0, LENGTH(versions));
    tcase_add_checked_fixture(values, set_up, tear_down);
    tcase_add_loop_test(values, a_row_is_told_what_became_of_it, 0, LENGTH(rows));
    suite_add_tcase(suite, table);
    suite_add_tcase(suite, values);
    return suite_run(suite);
}
