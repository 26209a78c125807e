/* test_beside.c -- the runs of several folders in one picture: what it says, where its bars end,
 * what is refused. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/models.h"
#include "plots/beside.h"
#include "sim/study/tables.h"
#include "tests/page.h"
#include "tests/program.h"
#include "tests/suite.h"

enum { RUNS = 3, ARMS = 3 };

static const char *const arms[ARMS] = {"P2", "P12", "dead"};
static const char *const chains[RUNS] = {"knee", "gvhd", "heart"};

/* ---- what it says ----------------------------------------------------------- */

typedef struct {
    sim_tables tables[RUNS];
    plot_beside_run runs[RUNS];
    plot_beside shown;
} picture;

static void open_run(picture *p, size_t i, const double values[ARMS])
{
    const sim_chain *chain = models_chain(chains[i]);
    const sim_model *last = chain->stages[chain->n_stages - 1].model;
    const sim_solution nothing = {.chain = chain};
    sim_table *summary;
    sim_error err;

    ck_assert_int_eq(sim_tables_init(&p->tables[i], &nothing, NULL, &err), SIM_OK);
    summary = &p->tables[i].table[p->tables[i].summary];
    for (size_t arm = 0; arm < ARMS; arm++) {
        double *row;

        ck_assert_int_eq(sim_table_add_row(summary, arms[arm], &row, &err), SIM_OK);
        for (size_t k = 0; k < summary->n_columns; k++) row[k] = NAN;
        row[last->headline.best] = fmax(values[arm], 0);
        row[last->headline.worst] = fmin(values[arm], 0);
    }
    p->runs[i] = (plot_beside_run){.name = chains[i],
                                   .title = last->title,
                                   .headline = {.chain = chain,
                                                .summary = summary,
                                                .best = last->headline.best,
                                                .worst = last->headline.worst,
                                                .end = 730}};
}

static void open_picture(picture *p, const double values[RUNS][ARMS])
{
    *p = (picture){.shown = {p->runs, RUNS, arms, ARMS}};
    for (size_t i = 0; i < RUNS; i++) open_run(p, i, values[i]);
}

static void close_picture(picture *p)
{
    for (size_t i = 0; i < RUNS; i++) sim_tables_free(&p->tables[i]);
}

static const struct {
    double values[RUNS][ARMS]; /* mm, part alive, points */
    const char *title, *saying;
} findings[] = {
    {{{16.27, 7.1, 0.37}, {0.0485, 0.0237, 0.02}, {3.71, 1.855, -0.371}},
     "P2 helps most in all three",
     "Of its effect P12 has 44 to 50 %, dead −10 to 41 %."},
    {{{16.27, 15.9, 0.37}, {0.0485, 0.0237, 0.02}, {3.71, 1.855, 0}},
     "P2 helps most, or as much as any, in all three",
     "Of its effect P12 has 49 to 98 %, dead 0 to 41 %."},
    {{{16.27, 7.1, 0.37}, {0.0237, 0.02, 0.0485}, {3.71, 1.855, 0}},
     "P2 helps most in two of three; dead in graft-versus-host disease",
     "Of its effect P12 has 44 to 84 %, dead 0 to 205 %."},
    {{{16.27, 7.1, 0.37}, {0.0037, 0.002, 0}, {3.71, 1.855, 0}},
     "P2 helps most in two of three; none in graft-versus-host disease",
     "Of its effect P12 has 44 to 50 %, dead 0 to 2 %."},
    {{{0.37, 0, -3.71}, {0.0037, 0.002, 0}, {-3.71, 0, 0}},
     "No arm helps in any of the three",
     NULL},
};

START_TEST(the_title_says_what_helps_most_and_in_how_many)
{
    const plot_look look = page_plain("svg");
    picture p;
    page_list list;

    open_picture(&p, findings[_i].values);
    page_record(&list, &plot_beside_maker, &p.shown, &page_caption, &look);
    ck_assert_msg(page_list_shows(&list, findings[_i].title), "%s", findings[_i].title);
    if (findings[_i].saying)
        ck_assert_msg(page_list_shows(&list, findings[_i].saying), "%s",
                      findings[_i].saying);
    page_list_free(&list);
    close_picture(&p);
}
END_TEST

/* Of no color but that of an arm; they start at one line. */
START_TEST(bars_are_as_long_as_what_they_show)
{
    static const double values[RUNS][ARMS] = {
        {16.27, 8.135, 4.0675}, {0.0485, 0.02425, 0.012125}, {3.71, 1.855, 0.9275}};
    const plot_look look = page_plain("svg");
    double widths[RUNS * ARMS];
    size_t n = 0;
    picture p;
    page_list list;

    open_picture(&p, values);
    page_record(&list, &plot_beside_maker, &p.shown, &page_caption, &look);
    for (size_t i = 0; i < list.list.n; i++) {
        const plot_drawn *d = &list.list.drawn[i];

        if (d->text || d->shape.kind != PLOT_A_BOX || d->box.width > 500) continue;
        ck_assert_uint_lt(n, RUNS * ARMS);
        widths[n++] = d->box.width;
    }
    ck_assert_uint_eq(n, RUNS * ARMS);
    for (size_t i = 0; i < RUNS; i++) {
        ck_assert_double_eq_tol(widths[3 * i + 1], 0.5 * widths[3 * i], 1e-6 * widths[0]);
        ck_assert_double_eq_tol(widths[3 * i + 2], 0.25 * widths[3 * i], 1e-6 * widths[0]);
    }
    page_list_free(&list);
    close_picture(&p);
}
END_TEST

START_TEST(every_look_of_it_is_drawn)
{
    static const double values[RUNS][ARMS] = {
        {16.27, 7.1, -0.37}, {0.0485, NAN, 0.02}, {3.71, 1.855, -0.371}};
    picture p;
    page written;

    open_picture(&p, values);
    written = page_draw(&plot_beside_maker, &p.shown, page_look(_i));
    ck_assert_uint_gt(written.size, 1000);
    free(written.bytes);
    close_picture(&p);
}
END_TEST

START_TEST(who_cannot_see_it_is_told_each_number)
{
    static const double values[RUNS][ARMS] = {
        {16.27, 7.1, 0.37}, {0.0485, 0.0237, 0.02}, {3.71, 1.855, -0.371}};
    static const char *const words[] = {
        "Figure of 3 panels. ",
        ("Heart failure after an infarct. Gain of ejection fraction over the background "
         "peaks at 3.71 points"),
        "P2: 3.71 points; P12: 1.85 points; dead: −0.371 points. ",
        "To the right: pain relief beyond placebo (mm) from 0 to ",
        "<g data-arm=\"dead\">",
    };
    picture p;
    page written;

    open_picture(&p, values);
    written = page_draw(&plot_beside_maker, &p.shown, page_plain("svg"));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        ck_assert_msg(page_holds(&written, words[i]), "%s", words[i]);
    free(written.bytes);
    close_picture(&p);
}
END_TEST

/* ---- folders ------------------------------------------------------------------ */

static program_result result;

static void run_all(void)
{
    static const char *const text[][2] = {
        {"knee.ini",
         "[run]\ndays = 20\n[arm P2]\n[arm P8]\npassaging.harvest_passage = 8\n"},
        {"heart.ini", "[run]\nindication = heart\ndays = 20\n[arm P8]\n"
                      "passaging.harvest_passage = 8\n[arm other]\n"},
        {"none.ini", "[run]\nindication = ards\ndays = 20\n[arm third]\n"},
    };
    char command[64];

    for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
        program_write_text(text[i][0], text[i][1]);
        snprintf(command, sizeof command, "run %s -o %.*s --format svg", text[i][0],
                 (int)strcspn(text[i][0], "."), text[i][0]);
        program_succeed(command, &result);
    }
}

START_TEST(folders_of_runs_become_one_picture)
{
    run_all();
    program_succeed("plot knee heart -o both --format png,svg", &result);
    ck_assert_str_eq(result.out, "both/two.png\nboth/two.svg\nboth/figures.csv\n");
    program_shell("grep -c '^two,heart,alt,' both/figures.csv", &result);
    ck_assert_str_eq(result.out, "1\n"); /* P8: both have no other */
    program_shell("cut -d, -f1-3 both/figures.csv | sed -n 2p", &result);
    ck_assert_str_eq(result.out, "two,,title\n");
    program_succeed("plot knee heart -o again --format png,svg", &result);
    program_shell("diff -r both again", &result);
    ck_assert_str_eq(result.out, "");
}
END_TEST

static const char *const refusals[][2] = {
    {"plot knee nothing -o x", "nothing: is no folder of a run, nor a database of a sweep; "
                               "one of them would be right\n"},
    {"plot knee knee/run.ini -o x",
     "knee/run.ini: is no folder; folders of runs, each of another indication, or one "
     "database alone, would be right\n"},
    {"plot knee heart knee -o x",
     "knee: is of indication knee, as knee is; runs of different indications would be "
     "right\n"},
    {"plot knee none -o x",
     "none: has no arm that knee has too, by its name; [arm] sections of the same names "
     "would be right\n"},
};

START_TEST(what_makes_no_picture_is_told_in_a_line)
{
    run_all();
    program_run(refusals[_i][0], &result);
    ck_assert_int_eq(result.code, 1);
    ck_assert_str_eq(result.err, refusals[_i][1]);
    program_shell("ls x 2>&1 | grep -c figures", &result);
    ck_assert_str_eq(result.out, "0\n");
}
END_TEST

START_TEST(it_does_not_come_to_stand_among_the_files_of_a_run)
{
    run_all();
    program_run("plot knee heart -o knee", &result);
    ck_assert_int_eq(result.code, 1);
    ck_assert_ptr_nonnull(strstr(result.err, "figures.csv"));
    program_succeed("plot knee -o new", &result); /* it is as it was */
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("beside");
    TCase *words = tcase_create("words"), *folders = tcase_create("folders");

    tcase_add_loop_test(words, the_title_says_what_helps_most_and_in_how_many, 0,
                        sizeof findings / sizeof *findings);
    tcase_add_test(words, bars_are_as_long_as_what_they_show);
    tcase_add_loop_test(words, every_look_of_it_is_drawn, 0, PAGE_LOOKS);
    tcase_add_test(words, who_cannot_see_it_is_told_each_number);
    suite_add_tcase(suite, words);
    program_add_folder(folders);
    tcase_set_timeout(folders, 60);
    tcase_add_test(folders, folders_of_runs_become_one_picture);
    tcase_add_loop_test(folders, what_makes_no_picture_is_told_in_a_line, 0,
                        sizeof refusals / sizeof *refusals);
    tcase_add_test(folders, it_does_not_come_to_stand_among_the_files_of_a_run);
    suite_add_tcase(suite, folders);
    return suite_run(suite);
}
