/* test_presets.c -- presets and their groups that are refused. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "models/models.h"
#include "sim/study/presets.h"
#include "sim/study/session.h"
#include "tests/data_models.h"
#include "tests/program.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

static const program_refusal rows[] = {
    {"[presets]\nproduct = stale\n", "",
     "a.ini:2: unknown preset 'stale' of group product; one of apoptotic, dead, exosomes, "
     "fat_fraction, fresh, marrow_concentrate, saline, thawed_injected, thawed_rested "
     "would "
     "be right"},
    {"[presets]\nproduct = exosome\n", "",
     "a.ini:2: unknown preset 'exosome' of group product; did you mean 'exosomes'?"},
    {"[presets]\ncolour = blue\n", "",
     "a.ini:2: unknown group of presets 'colour'; one of guidance, host, product, source "
     "would be right"},
    {"[presets]\nsources = adipose\n", "",
     "a.ini:2: unknown group of presets 'sources'; did you mean 'source'?"},
    {"[presets]\nsource = fresh\n", "",
     "a.ini:2: preset 'fresh' is of group product, not source; presets.product = fresh "
     "would be right"},
    {"[arm x]\npresets.host = guided_knee\n", "",
     "a.ini:2: preset 'guided_knee' is of group guidance, not host; presets.guidance = "
     "guided_knee would be right"},
    {"[arm x]\npresets.product = fresh\npresets.product = dead\n", "",
     "a.ini:3: presets.product is given twice, first at a.ini:2; one of the two would be "
     "right"},
    {"[presets]\nsource =\n", "",
     "a.ini:2: presets.source has no value; one of adipose, bone_marrow, umbilical would "
     "be right"},
    {"[preset]\nsource = adipose\n", "",
     "a.ini:1: unknown section 'preset'; did you mean 'presets'?"},
    {"[arm x]\nsource = adipose\n", "",
     "a.ini:2: 'source' is no parameter; did you mean 'presets.source'?"},
};

START_TEST(a_preset_is_refused_with_what_would_be_right) { program_refuse_file(&rows[_i]); }
END_TEST

/* ---- several chains --------------------------------------------------------- */

static const sim_stage of_giver[] = {{&model_giver, NULL, NULL, NULL, NULL}};
static const sim_stage of_taker[] = {{&model_taker, NULL, "course", NULL, NULL}};
static const sim_chain planted_chains[] = {
    {.name = "giving", .stages = of_giver, .n_stages = 1},
    {.name = "taking", .stages = of_taker, .n_stages = 1},
    {0},
};
static const sim_model *const giver_alone[] = {&model_giver};
static const sim_text planted_texts[] = {
    {"both", "[preset]\ngroup = some\nabout = of both\n[giver]\ngive = 23\n"
             "[taker]\nneed = 7.1\n"},
    {"far", "[preset]\ngroup = other\nabout = of one\n[taker]\nneed = 7.1\n"},
    {"none", "[preset]\ngroup = some\nabout = of no row\n"},
    {NULL, NULL},
};

typedef struct {
    sim_catalog catalog;
    sim_presets presets;
} planted_world;

static void open_world(planted_world *w)
{
    sim_error err = {""};

    ck_assert_int_eq(sim_catalog_init(&w->catalog, giver_alone, 1, &err), SIM_OK);
    w->catalog.chain = &planted_chains[0];
    w->catalog.chains = planted_chains;
    ck_assert_msg(sim_presets_init(&w->presets, &w->catalog, planted_texts, &err) == SIM_OK,
                  "%s", err.text);
}

static void close_world(planted_world *w)
{
    sim_presets_free(&w->presets);
    sim_catalog_free(&w->catalog);
}

START_TEST(a_preset_is_offered_where_a_row_of_it_belongs)
{
    planted_world w;

    open_world(&w);
    ck_assert_uint_eq(w.presets.n, 2);
    ck_assert_str_eq(w.presets.list[0].name, "both");
    ck_assert_uint_eq(w.presets.list[0].n_rows, 1);
    ck_assert_double_eq(w.presets.list[0].rows[0].value, 23);
    ck_assert_str_eq(w.presets.list[1].name, "none");
    ck_assert_uint_eq(w.presets.n_groups, 1);
    close_world(&w);
}
END_TEST

START_TEST(a_preset_of_another_chain_is_refused_with_its_name)
{
    planted_world w;
    size_t group, preset;
    sim_error err = {""};

    open_world(&w);
    ck_assert_int_eq(
        sim_presets_find(&w.presets, "other", "far", "a.ini:3", &group, &preset, &err),
        SIM_ENAME);
    ck_assert_str_eq(err.text,
                     "a.ini:3: preset 'far' is of indication taking; [run] indication = "
                     "taking, or no such preset, would be right");
    close_world(&w);
}
END_TEST

START_TEST(a_row_of_another_chain_is_refused_with_its_name)
{
    planted_world w;
    size_t row;
    sim_error err = {""};

    open_world(&w);
    ck_assert_int_eq(sim_catalog_find(&w.catalog, "taker", "need", "a.ini:3", &row, &err),
                     SIM_ENAME);
    ck_assert_str_eq(
        err.text, "a.ini:3: section 'taker' is of indication taking, and this run treats "
                  "giving; [run] indication = taking, or no such row, would be right");
    close_world(&w);
}
END_TEST

/* The value of section.dead_weight in a preset of a chain; NAN: it has no such row. */
static double weight_of(const sim_session *session, const char *section, const char *preset)
{
    for (size_t i = 0; i < session->presets.n; i++) {
        const sim_preset *p = &session->presets.list[i];

        for (size_t r = 0; strcmp(p->name, preset) == 0 && r < p->n_rows; r++) {
            const sim_parameter *q = &session->catalog.rows[p->rows[r].row];

            if (strcmp(q->section, section) == 0 &&
                strcmp(q->symbol->name, "dead_weight") == 0)
                return p->rows[r].value;
        }
    }
    return NAN;
}

static const struct {
    const char *chain, *groups;
    double dead, apoptotic;
} offered[] = {
    {"knee", "guidance host product source ", NAN, NAN},
    {"gvhd", "host product source ", 0.05, 1},
    {"ards", "host product source ", 0.4, 1},
    {"heart", "host product route source ", 0.4, 1},
};

START_TEST(a_chain_is_offered_its_presets)
{
    const char *chain = offered[_i].chain;
    sim_session session;
    sim_error err = {""};
    char groups[256] = "";

    ck_assert_int_eq(sim_session_open(&session, models_chain(chain), &err), SIM_OK);
    for (size_t i = 0; i < session.presets.n_groups; i++) {
        strcat(groups, session.presets.groups[i]);
        strcat(groups, " ");
    }
    ck_assert_str_eq(groups, offered[_i].groups);
    if (_i > 0) {
        ck_assert_double_eq(weight_of(&session, chain, "dead"), offered[_i].dead);
        ck_assert_double_eq(weight_of(&session, chain, "apoptotic"), offered[_i].apoptotic);
    }
    sim_session_close(&session);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("presets");
    TCase *of_names = tcase_create("names"), *of_chains = tcase_create("chains");

    program_add_folder(of_names);
    tcase_set_timeout(of_names, 60);
    tcase_add_loop_test(of_names, a_preset_is_refused_with_what_would_be_right, 0,
                        LENGTH(rows));
    suite_add_tcase(suite, of_names);
    tcase_add_test(of_chains, a_preset_is_offered_where_a_row_of_it_belongs);
    tcase_add_test(of_chains, a_preset_of_another_chain_is_refused_with_its_name);
    tcase_add_test(of_chains, a_row_of_another_chain_is_refused_with_its_name);
    suite_add_tcase(suite, of_chains);
    tcase_add_loop_test(of_chains, a_chain_is_offered_its_presets, 0, LENGTH(offered));
    return suite_run(suite);
}
