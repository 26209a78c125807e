/* test_stored.c -- a database is gone on with only by the sweep that it is of; what differs is
 * named. */
#include <check.h>
#include <stdio.h>

#include "tests/program.h"
#include "tests/suite.h"
#include "tests/swept.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

static const struct {
    const char *sql, *options, *message;
} strangers[] = {
    {NULL, "-k -r --set 'passaging.cycle_time=40 h'",
     "w.db: is of another sweep: passaging.cycle_time here 40 h, there 23 h"},
    {NULL, "-k -r --set run.seed=7 --set product.viability=0.72",
     "w.db: is of another sweep: run.seed here 7, there 1; product.viability here 0.72, "
     "there 0.95"},
    {NULL, "-k -r --set 'arm treated:product.viability=0.72'",
     "w.db: is of another sweep: arm treated: product.viability here 0.72, there not"},
    {NULL, "-k -r --set 'sweep.product.dose=log 1e6..1e9'",
     "w.db: is of another sweep: sweep.product.dose here log 1e6..1e9, there log 1e6..1e8"},
    {NULL, "-k -r --set sweep.passaging.donor_age=range",
     "w.db: is of another sweep: sweep.passaging.donor_age here range, there not"},
    {NULL, "-k -r --set sweep.points=21",
     "w.db: is of another sweep: sweep.points here 21, there 20"},
    {NULL, "-k -r --set sweep.replicates=3",
     "w.db: is of another sweep: sweep.replicates here 3, there 0"},
    {NULL, "-k -r --set presets.source=adipose",
     "w.db: is of another sweep: presets.source here adipose, there not; "
     "passaging.cycle_time here 24 h, there 23 h; passaging.hazard_scale here 30 division, "
     "there 37 division; passaging.age_slope here 0.002 1/year, there 0.0064 1/year; "
     "passaging.telomere_start here 9 kb, there 9.2 kb"},
    {NULL, "-r",
     "w.db: is of another sweep: course.vas here not, there kept; course.m1 here not, "
     "there kept"},
    {NULL, "-k -r --set cohort.persistence.tail=fixed",
     "w.db: is of another sweep: cohort.persistence.tail here fixed, there lognormal 0.5"},
    {NULL,
     "-k -r --set run.seed=7 --set product.viability=0.72 --set joint.load=2 --set "
     "product.fitness=0.9 --set product.doses=2 --set run.days=31 --set "
     "passaging.donor_age=41",
     "w.db: is of another sweep: run.days here 31 day, there 30 day; run.seed here 7, "
     "there 1; passaging.donor_age here 41 year, there 33 year; product.doses here 2, "
     "there 1; product.viability here 0.72, there 0.95; 2 more"},
    {NULL, "-k -r --shard 1/4",
     "w.db: is shard 1/1, not 1/4; --shard 1/1, or another name, would be right"},
    {"UPDATE facts SET value = '4' WHERE name = 'shards'", "-k -r",
     "w.db: is shard 1/4, not 1/1; --shard 1/4, or another name, would be right"},
    {"UPDATE facts SET value = '0.0.1' WHERE name = 'version'", "-k -r",
     "w.db: was made with version 0.0.1 and this is VERSION; the same version would be "
     "right"},
    {"UPDATE facts SET value = 'dice' WHERE name = 'rng'", "-k -r",
     "w.db: was made with rng dice and this is philox4x64-10/1; "
     "the same rng would be right"},
    {"DELETE FROM facts WHERE name = 'version'", "-k -r",
     "w.db: was made with version unknown and this is VERSION; the same version would be "
     "right"},
    {"DELETE FROM facts WHERE name = 'shard'", "-k -r",
     "w.db: has no number of shard; a file that potency sweep wrote would be right"},
    {NULL, "-k",
     "w.db: is there already; another name, or potency sweep --resume to go on with it, "
     "would be right"},
};

START_TEST(a_sweep_of_another_indication_is_told_by_that_alone)
{
    program_write_text("g.ini", "[run]\nindication = gvhd\ndays = 9\n[sweep]\n"
                                "product.doses = 1, 2\n");
    swept_shell("\"$POTENCY\" sweep g.ini -o g.db >/dev/null 2>&1");
    program_refuse("sweep g.ini -o g.db -r --set run.indication=heart",
                   "g.db: is of another sweep: run.indication here heart, there gvhd");
}
END_TEST

START_TEST(a_sweep_does_not_go_on_with_another)
{
    char arguments[SWEPT_LINE];

    swept_shell("cp ../whole.db w.db");
    if (strangers[_i].sql) swept_sql("w.db", strangers[_i].sql);
    snprintf(arguments, sizeof arguments, "sweep a.ini -o w.db %s", strangers[_i].options);
    program_refuse(arguments, swept_message(strangers[_i].message));
}
END_TEST

START_TEST(the_order_of_axes_and_courses_counts)
{
    swept_shell("cp ../whole.db w.db && sed '/^product.dose = log/d' a.ini >b.ini && "
                "echo 'product.dose = log 1e6..1e8' >>b.ini && "
                "sed 's/vas, m1/m1, vas/' a.ini >c.ini");
    program_refuse(
        "sweep b.ini -k -r -o w.db",
        "w.db: is of another sweep: axis 1 here joint.recruit, there product.dose; axis "
        "2 here presets.host, there joint.recruit; axis 3 here product.dose, there "
        "presets.host");
    program_refuse(
        "sweep c.ini -k -r -o w.db",
        "w.db: is of another sweep: course 1 here m1, there vas; course 2 here vas, there "
        "m1");
}
END_TEST

/* ---- the suite ------------------------------------------------------------ */

static void add_refusals(TCase *cases)
{
    tcase_add_test(cases, a_sweep_of_another_indication_is_told_by_that_alone);
    tcase_add_loop_test(cases, a_sweep_does_not_go_on_with_another, 0, LENGTH(strangers));
    tcase_add_test(cases, the_order_of_axes_and_courses_counts);
}

int main(void)
{
    Suite *suite = suite_create("stored");

    swept_add_case(suite, "refusals", add_refusals);
    return suite_run(suite);
}
