/* test_fit_shown.c -- what figures and reports show of a fit, from tables that were written by hand. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/models.h"
#include "sim/cli/fit_shown.h"
#include "tests/suite.h"
#include "tests/temp.h"

static char dir[TEMP_PATH];
static sim_fit_shown shown;
static sim_error err;

#define PROFILES "parameter,arm,donor,value,rise,threshold,unit\n"

static void set_up(void)
{
    temp_enter("fit_shown", dir);
    temp_put("fit.csv",
             "parameter,arm,donor,value,low,high,status,unit,scale,error,start,range_low,"
             "range_high,words,origin\n"
             "a.b,,D1,20,18,23,two-sided,h,log,0.1,30,16,60,,own.ini\n"
             "a.b,,D2,30,,33,open below,h,log,0.1,30,16,60,nothing below,own.ini\n"
             "c.d,P8,,-1,-2,0,two-sided,1,linear,0.5,0,-5,5,,own.ini\n");
    temp_put("profiles.csv",
             PROFILES "a.b,,D1,18,3.84,3.84,h\na.b,,D1,20,0,3.84,h\na.b,,D1,23,4,3.84,h\n"
                      "c.d,P8,,-1,0,5.5,1\nunknown,,,1,0,3.84,1\n");
    temp_put("starts.csv",
             "donor,rank,start,chi2,ending,redrawn,evaluations,parameter,value\n"
             "D1,1,3,10,found,0,9,a.b,20\nD1,1,3,10,found,0,9,c.d,-1\n"
             "D1,2,1,10.0078125,found,0,9,a.b,20\nD1,2,1,10.0078125,found,0,9,c.d,-1\n"
             "D1,3,2,12,found,0,9,a.b,50\nD1,3,2,12,found,0,9,c.d,3\n"
             "D1,4,4,,refused,9,9,a.b,\nD1,4,4,,refused,9,9,c.d,\n"
             "D2,1,1,7,found,0,9,a.b,30\n");
    temp_put("band.csv",
             "data,quantity,arm,donor,x,model,low,high,unit,meaning,x_name,x_unit\n"
             "log,passages.harvested,P2,D1,1,5e6,4e6,6e6,cell,cells harvested,passage,"
             "passage\n"
             "end,summary.pain,P2,D1,,40,,,1,pain at the end,,\n");
    temp_put("residuals.csv",
             "data,quantity,arm,donor,x,observed,seen,model,residual,sd,error,unit,line\n"
             "log,passages.harvested,P2,D1,1,6e6,<,5e6,1.75,0.1,log,cell,12\n");
    temp_put("criteria.csv",
             "donor,observations,fitted,minus2_log_likelihood,aic,aicc,bic,chi2,lack,"
             "threshold,by\n"
             "D1,9,2,21.5,25.5,27.5,25.9,10,0.19,3.84,chi2\nD2,3,3,1,7,,4.3,7,,161,F\n");
}

static void tear_down(void)
{
    sim_fit_shown_free(&shown);
    ck_assert_int_eq(system("rm -f *.csv"), 0);
    temp_leave(dir);
}

static sim_status read_all(void)
{
    const sim_fit_shown_of of = {".", &models_chains[0], 0.9};

    return sim_fit_shown_read(&shown, &of, &err);
}

static void read_well(void) { ck_assert_msg(read_all() == SIM_OK, "%s", err.text); }

START_TEST(numbers_have_their_profiles)
{
    read_well();
    ck_assert_double_eq(shown.figures.level, 0.9);
    ck_assert_uint_eq(shown.figures.n_numbers, 3);
    ck_assert_ptr_eq(shown.figures.numbers, shown.numbers);
    ck_assert_str_eq(shown.numbers[0].name, "a.b");
    ck_assert_str_eq(shown.numbers[0].whose, "D1");
    ck_assert_str_eq(shown.numbers[2].whose, "P8");
    ck_assert_str_eq(shown.numbers[1].words, "nothing below");
    ck_assert_str_eq(shown.numbers[1].status, "open below");
    ck_assert(isnan(shown.numbers[1].low));
    ck_assert_double_eq(shown.numbers[1].high, 33);
    ck_assert(shown.numbers[0].is_log && !shown.numbers[2].is_log);
    ck_assert_uint_eq(shown.numbers[0].n, 3);
    ck_assert_double_eq(shown.numbers[0].profile[2].x, 23);
    ck_assert_double_eq(shown.numbers[0].profile[2].y, 4);
    ck_assert_double_eq(shown.numbers[0].threshold, 3.84);
    ck_assert_uint_eq(shown.numbers[1].n, 0);
    ck_assert(isnan(shown.numbers[1].threshold));
    ck_assert_uint_eq(shown.numbers[2].n, 1);
    ck_assert_double_eq(shown.numbers[2].threshold, 5.5);
}
END_TEST

/* Once for all of its numbers; 1/128 above the best is as good as it, 2 are not. */
START_TEST(starts_count_once)
{
    const plot_estimate_starts *starts;

    read_well();
    ck_assert_uint_eq(shown.figures.n_starts, 2);
    starts = shown.figures.starts;
    ck_assert_str_eq(starts[0].whose, "D1");
    ck_assert_uint_eq(starts[0].n, 3);
    ck_assert_uint_eq(starts[0].n_refused, 1);
    ck_assert_uint_eq(starts[0].n_reached, 2);
    ck_assert_double_eq(starts[0].rises[0], 0);
    ck_assert_double_eq(starts[0].rises[1], 0.0078125);
    ck_assert_double_eq(starts[0].rises[2], 2);
    ck_assert_str_eq(starts[1].whose, "D2");
    ck_assert_uint_eq(starts[1].n, 1);
    ck_assert_double_eq(starts[1].rises[0], 0);
}
END_TEST

START_TEST(rows_are_those_of_the_tables)
{
    read_well();
    ck_assert_uint_eq(shown.n_modelled, 2);
    ck_assert_str_eq(shown.modelled[0].meaning, "cells harvested");
    ck_assert_double_eq(shown.modelled[0].model, 5e6);
    ck_assert_double_eq(shown.modelled[0].low, 4e6);
    ck_assert_double_eq(shown.modelled[0].high, 6e6);
    ck_assert(isnan(shown.modelled[1].x) && isnan(shown.modelled[1].low));
    ck_assert_uint_eq(shown.n_observed, 1);
    ck_assert_double_eq(shown.observed[0].observed, 6e6);
    ck_assert_double_eq(shown.observed[0].residual, 1.75);
    ck_assert_double_eq(shown.observed[0].sd, 0.1);
    ck_assert_str_eq(shown.observed[0].seen, "<");
    ck_assert_str_eq(shown.observed[0].error, "log");
    ck_assert_uint_eq(shown.n_criteria, 2);
    ck_assert_double_eq(shown.criteria[0].minus2, 21.5);
    ck_assert_double_eq(shown.criteria[0].aicc, 27.5);
    ck_assert_double_eq(shown.criteria[0].bic, 25.9);
    ck_assert_double_eq(shown.criteria[0].lack, 0.19);
    ck_assert_str_eq(shown.criteria[1].source, "D2");
    ck_assert_str_eq(shown.criteria[1].by, "F");
    ck_assert(isnan(shown.criteria[1].aicc) && isnan(shown.criteria[1].lack));
    ck_assert_uint_eq(shown.figures.n_sets, 2);
    ck_assert_str_eq(shown.figures.sets[0].title, "log: harvested");
    ck_assert_ptr_null(shown.figures.draws);
}
END_TEST

static const char *const names[] = {"fit",  "profiles",  "starts",
                                    "band", "residuals", "criteria"};

/* All tables are needed. */
START_TEST(a_table_that_is_not_there_is_missed)
{
    char path[64], message[128];

    snprintf(path, sizeof path, "%s.csv", names[_i]);
    ck_assert_int_eq(remove(path), 0);
    ck_assert_int_ne(read_all(), SIM_OK);
    snprintf(message, sizeof message, "./%s: cannot be read: No such file or directory",
             path);
    ck_assert_str_eq(err.text, message);
}
END_TEST

START_TEST(another_header_is_refused)
{
    temp_put("profiles.csv", "parameter,arm,donor,value,fall,threshold,unit\n");
    ck_assert_int_ne(read_all(), SIM_OK);
    ck_assert_msg(strncmp(err.text, "./profiles.csv:1: ", 18) == 0, "%s", err.text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("fit_shown");
    TCase *cases = tcase_create("fit_shown");

    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_test(cases, numbers_have_their_profiles);
    tcase_add_test(cases, starts_count_once);
    tcase_add_test(cases, rows_are_those_of_the_tables);
    tcase_add_loop_test(cases, a_table_that_is_not_there_is_missed, 0,
                        sizeof names / sizeof *names);
    tcase_add_test(cases, another_header_is_refused);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
