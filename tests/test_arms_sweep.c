/* test_arms_sweep.c -- a sweep of a table as its users meet it: made, gone on with, its points run; and
 * what is no table. */
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/program.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

#define ARMS "[run]\ndays = 20\n[arm P2]\n[arm late]\npassaging.harvest_passage = 9\n"
#define SWEEP ARMS "[sweep]\ndesign = table\nfile = draws.csv\n"

static const char draws[] =
    "ensemble,walker,step,log_posterior,passaging.cycle_time,sd of log.harvested,"
    "product.dose@late,passaging.lag_time [d],presets.source,passaging.harvest_passage\n"
    "1,1,5,-3.4,24.5,0.1,2e6,1.5,adipose,2\n"
    "1,2,5,-3.125,25.123456789012,0.12,3e6 cell,0.25,bone_marrow,5\n"
    "2,1,5,-2.5,1.1 d,0.2,1e7,1,adipose,3\n";

/* ---- sweeps --------------------------------------------------------------- */

static program_result result;

static void shell(const char *command, const char *out)
{
    program_shell(command, &result);
    ck_assert_msg(result.code == 0, "%s: %s%s", command, result.out, result.err);
    if (out) ck_assert_str_eq(result.out, out);
}

static void write_sweep(void)
{
    program_write_text("a.ini", SWEEP);
    program_write_text("draws.csv", draws);
}

/* The store has its table: the file may go, and every command goes on. */
START_TEST(a_sweep_keeps_its_table)
{
    write_sweep();
    shell("\"$POTENCY\" sweep a.ini -o a.db -j 1 2>said | sed -n 2,3p",
          "warning: draws.csv:1: columns that are no parameters are left out: ensemble, "
          "walker, "
          "step, log_posterior, sd of log.harvested\n3 of 3 points\n");
    shell("\"$POTENCY\" export a.db >a.csv && cut -d, -f1-7 a.csv",
          "point,arm,passaging.cycle_time,product.dose@late,passaging.lag_time,presets."
          "source,"
          "passaging.harvest_passage\n"
          "1,P2,24.5,2000000,36,adipose,2\n1,late,24.5,2000000,36,adipose,9\n"
          "2,P2,25.1234568,3000000,6,bone_marrow,5\n"
          "2,late,25.1234568,3000000,6,bone_marrow,9\n"
          "3,P2,26.4,10000000,24,adipose,3\n3,late,26.4,10000000,24,adipose,9\n");
    shell("\"$POTENCY\" sweep a.ini -o 1.db -j 3 --shard 1/2 >said 2>&1 && "
          "\"$POTENCY\" sweep a.ini -o 2.db -j 2 --shard 2/2 >said 2>&1 && rm draws.csv && "
          "\"$POTENCY\" merge m.db 1.db 2.db >said && \"$POTENCY\" export m.db | cmp - "
          "a.csv && "
          "\"$POTENCY\" verify a.db",
          "a.db: sound; 3 of 3 points solved again, all equal\n");
    shell("\"$POTENCY\" plot a.db -o p >said && \"$POTENCY\" report a.db -o r.html >said",
          "");
}
END_TEST

START_TEST(a_sweep_goes_on_with_the_same_table_alone)
{
    write_sweep();
    shell("\"$POTENCY\" sweep a.ini -o a.db -j 1 --shard 1/1 >said 2>&1 && "
          "\"$POTENCY\" sweep a.ini -o a.db --resume 2>said | grep '^3 of'",
          "3 of 3 points, 3 of them from before\n");
    shell("sed -i 's/3e6 cell/3.5e6/' draws.csv && "
          "\"$POTENCY\" sweep a.ini -o a.db --resume 2>&1 | grep -c "
          "'^a.db: is of another sweep: sweep.table here 3 points, [0-9a-f]*, there 3 "
          "points'",
          "1\n");
}
END_TEST

/* Its rows stand in run.ini, which is read as the same; and in a file as a user may write them. */
START_TEST(a_table_may_stand_in_the_section)
{
    write_sweep();
    shell("\"$POTENCY\" run a.ini -o o >said && grep -A 3 '^columns' o/run.ini",
          "columns = "
          "passaging.cycle_time,product.dose@late,passaging.lag_time,presets.source,"
          "passaging.harvest_passage\n"
          "row 1 = 24.5,2e+06,36,adipose,2\n"
          "row 2 = 25.123456789012,3e+06,6,bone_marrow,5\n"
          "row 3 = 26.4,1e+07,24,adipose,3\n");
    shell("rm draws.csv && \"$POTENCY\" run o/run.ini -o p >said && "
          "grep -v '^#' o/run.ini >o.ini && grep -v '^#' p/run.ini | cmp - o.ini && "
          "\"$POTENCY\" sweep o/run.ini -o b.db >said 2>&1 && \"$POTENCY\" export b.db | "
          "wc -l",
          "7\n");
}
END_TEST

START_TEST(a_table_is_found_beside_its_file)
{
    write_sweep();
    shell("mkdir d && mv a.ini draws.csv d && \"$POTENCY\" check d/a.ini | tail -n 1",
          "d/a.ini: no problem, 2 warnings\n");
    shell("cp d/draws.csv other.csv && \"$POTENCY\" sweep d/a.ini --set "
          "sweep.file=$PWD/other.csv "
          "-o a.db 2>said | grep '^3 of'",
          "3 of 3 points\n");
}
END_TEST

/* A point by itself keeps no table, and has the numbers of the sweep. */
START_TEST(a_point_of_a_table_is_run)
{
    write_sweep();
    shell("\"$POTENCY\" sweep a.ini -o a.db >said 2>&1 && rm draws.csv && "
          "\"$POTENCY\" run a.db --point 3 -o p >said && "
          "\"$POTENCY\" export a.db | sed -n 's/^3,//p' | cut -d, -f1,9-12 >there && "
          "tail -n 2 p/summary.csv | cut -d, -f1-5 | cmp - there && grep -c '^row' "
          "p/run.ini; true",
          "0\n");
}
END_TEST

static void add_sweeps(TCase *cases)
{
    program_add_folder(cases);
    tcase_add_test(cases, a_sweep_keeps_its_table);
    tcase_add_test(cases, a_sweep_goes_on_with_the_same_table_alone);
    tcase_add_test(cases, a_table_may_stand_in_the_section);
    tcase_add_test(cases, a_table_is_found_beside_its_file);
    tcase_add_test(cases, a_point_of_a_table_is_run);
}

/* ---- broken tables -------------------------------------------------------- */

#define DOSE "product.dose,passaging.lag_time\n"

static const struct {
    const char *ini, *table, *message;
} broken[] = {
    {SWEEP, NULL,
     "a.ini:8: sweep.file: draws.csv: cannot be read: No such file or directory"},
    {SWEEP, "", "draws.csv: cannot be read or is empty"},
    {SWEEP, DOSE,
     "draws.csv:1: has a header and no rows; a row for each point would be right"},
    {SWEEP, "walker,step\n1,2\n",
     "draws.csv:1: names no parameter; a column such as product.dose would be right"},
    {SWEEP, DOSE "1e6\n",
     "draws.csv:2: has 1 cells; 2, as many as the header, would be right"},
    {SWEEP, DOSE "1e6,12\n1e6,12,3\n",
     "draws.csv:3: has 3 cells; 2, as many as the header, would be right"},
    {SWEEP, DOSE "1e6,\n",
     "draws.csv:2: column passaging.lag_time is empty; a value would be right"},
    {SWEEP, DOSE "1e6,12\n1e6,many\n",
     "draws.csv:3: passaging.lag_time = many is not a number; one in [0.1, 120] h would be "
     "right"},
    {SWEEP, DOSE "1e6,-3\n",
     "draws.csv:2: passaging.lag_time = -3 h is outside [0.1, 120] h"},
    {SWEEP, DOSE "1e6,12 mm\n",
     "draws.csv:2: passaging.lag_time = 12 mm: 'mm' measures something else; h, or what "
     "converts to it, would be right"},
    {SWEEP, DOSE "1e6,nan\n",
     "draws.csv:2: passaging.lag_time = nan is not a number: it stands for no number; one "
     "in [0.1, 120] h would be right"},
    {SWEEP, "product.dose,product.dose\n1,2\n",
     "draws.csv:1: has two columns product.dose; one would be right"},
    {SWEEP, "product.dosis\n1e6\n",
     "draws.csv:1: unknown parameter 'product.dosis'; did you mean 'doses'?"},
    {SWEEP, "prodct.dose\n1e6\n",
     "draws.csv:1: unknown section 'prodct'; did you mean 'product'?"},
    {SWEEP, "walker,dose\n1,1e6\n",
     "draws.csv:1: column dose names no section; product.dose would be right"},
    {SWEEP, "run.days\n10\n",
     "draws.csv:1: run.days belongs to the whole run and is no axis; a parameter of a "
     "model would be right"},
    {SWEEP, "product.dose@P12\n1e6\n",
     "draws.csv:1: there is no arm 'P12'; did you mean 'P2'?"},
    {SWEEP, "passaging.lag_time [mm]\n12\n",
     "draws.csv:1: column passaging.lag_time has the unit mm; h would be right"},
    {SWEEP, "presets.source [h]\nadipose\n",
     "draws.csv:1: column presets.source has the unit h; none would be right"},
    {SWEEP, "presets.source\nadipos\n",
     "draws.csv:2: unknown preset 'adipos' of group source; did you mean 'adipose'?"},
    {SWEEP, "passaging.harvest_passage\n2.5\n",
     "draws.csv:2: passaging.harvest_passage = 2.5 is not whole; a whole number in [0, 40] "
     "passage would be right"},
    {SWEEP, "product.dose;passaging.lag_time\n1e6;12\n",
     "draws.csv:1: its columns are separated by semicolons; commas would be right"},
    {SWEEP, DOSE "\"1e6,12\n",
     "draws.csv:2: a quote is not closed, or stands inside a cell; a CSV with a row for "
     "each of them would be right"},
    {SWEEP, "product.d\xF6se\n1e6\n",
     "draws.csv:1: a column's name holds the byte 0xF6 as its character 10, which is not "
     "UTF-8; a file saved as UTF-8 would be right"},
    {ARMS "[sweep]\ndesign = table\n", NULL,
     "a.ini:7: sweep.design = table names no table; file = draws.csv in [sweep] would be "
     "right"},
    {ARMS "[sweep]\nfile = draws.csv\nproduct.dose = 1e6, 2e6\n", DOSE "1e6,12\n",
     "a.ini:7: sweep.file is of design = table; that in [sweep] would be right"},
    {SWEEP "product.viability = 0.5, 0.7\n", DOSE "1e6,12\n",
     "a.ini:9: sweep.product.viability stands beside a table, whose columns are the axes; "
     "one of the two would be right"},
    {SWEEP "columns = product.dose\n", DOSE "1e6,12\n",
     "a.ini:9: columns = product.dose: stands beside 'file'; one of the two would be "
     "right"},
    {ARMS "[sweep]\ndesign = table\ncolumns = product.dose\nrow 1 = 1e6\nrow 3 = 2e6\n",
     NULL, "a.ini:10: sweep.row 3 is not the next row; sweep.row 2 would be right"},
    {ARMS "[sweep]\ndesign = table\ncolumns = product.dose\nrow 1 = 1e6\nrow 2 = lots\n",
     NULL,
     "a.ini:10: product.dose = lots is not a number; one in [0, 1e+09] cell would be "
     "right"},
    {SWEEP "file = other.csv\n", NULL,
     "a.ini:9: sweep.file is given twice, first at a.ini:8; one of the two would be right"},
    {ARMS "[sweep]\ndesign = table\nfile =\n", NULL,
     "a.ini:8: file = : names no file; the name of a CSV would be right"},
    {ARMS "sweep.file = draws.csv\n", NULL,
     "a.ini:6: sweep.file belongs to the whole run; a row of [sweep] would be right"},
};

START_TEST(a_broken_table_is_refused_by_file_and_line)
{
    program_write_text("a.ini", broken[_i].ini);
    if (broken[_i].table) program_write_text("draws.csv", broken[_i].table);
    program_refuse("sweep a.ini -o a.db", broken[_i].message);
}
END_TEST

static void add_broken(TCase *cases)
{
    program_add_folder(cases);
    tcase_add_loop_test(cases, a_broken_table_is_refused_by_file_and_line, 0,
                        LENGTH(broken));
}

/* ---- how a cohort is made ------------------------------------------------- */

/* Draws are the same but for their spread: logarithms of what one draws are three times as far. */
START_TEST(a_spread_is_an_axis)
{
    program_write_text("a.ini", "[run]\ndays = 5\n[sweep]\nreplicates = 40\n"
                                "cohort.product.lot_potency = 0.1, 0.3\n");
    shell("\"$POTENCY\" sweep a.ini -o a.db >said 2>told && "
          "\"$POTENCY\" export --columns a.db | grep '^input'",
          "input,cohort.product.lot_potency,1,standard deviation of what a cohort draws\n");
    shell("for p in 1 2; do \"$POTENCY\" run a.db --point $p -o $p >said || exit 1; done; "
          "grep -h '^product.lot_potency' 1/run.ini 2/run.ini | sort",
          "product.lot_potency = lognormal 0.1 #: point 2 of a.db\n"
          "product.lot_potency = lognormal 0.3 #: point 1 of a.db\n");
    shell("lots() { head -n 1 $1/replicates.csv | tr , '\\n' | grep -n "
          "'^product.lot_potency' | "
          "cut -d: -f1; }; c=$(lots 1); paste -d, 1/replicates.csv 2/replicates.csv | "
          "awk -F, -v c=$c 'NR > 1 { r = log($c) / log($(c + NF / 2)); "
          "if (r < 2.9999 || r > 3.0001) bad++; n++ } END { print n, bad + 0 }'",
          "40 0\n");
}
END_TEST

static const struct {
    const char *row, *message;
} of_cohorts[] = {
    {"cohort.product.dose = 0.1, 0.2",
     "a.ini:3: sweep.cohort.product.dose: nothing of it is drawn that has a spread; a row "
     "of "
     "[cohort] that is lognormal or normal would be right"},
    {"cohort.product.lot_potency = 0, 1", "a.ini:3: cohort.product.lot_potency = 0, 1 is "
                                          "no standard deviation of a draw; numbers above "
                                          "0 would be right"},
    {"cohort.passaging.harvest_passage = 1, 2",
     "a.ini:3: cohort.passaging.harvest_passage = 1, 2 is not drawn; the spread of a "
     "parameter with "
     "fractions would be right"},
    {"cohort.product.lot = 1, 2",
     "a.ini:3: unknown parameter 'product.lot'; did you mean 'lot_potency'?"},
    {"cohort.pain_noise = 1, 2\nreplicates = 0",
     "a.ini:3: cohort.pain_noise varies how a cohort is made, and points have none; "
     "replicates = "
     "200 in [sweep] would be right"},
};

START_TEST(what_is_no_spread_is_one_line)
{
    char ini[512];

    snprintf(ini, sizeof ini, "[sweep]\n%s\n%s\n",
             strstr(of_cohorts[_i].row, "replicates") ? "# none" : "replicates = 5",
             of_cohorts[_i].row);
    program_write_text("a.ini", ini);
    program_refuse("sweep a.ini -o a.db", of_cohorts[_i].message);
}
END_TEST

/* ---- draws of a fit ------------------------------------------------------- */

static char logs[PATH_MAX]; /* the folder of logs, found before a test has its own */

/* Draws go through a sweep as they are: 95 % of what the model then harvests in the end is the
 * fit's band, both ends of it within 15 % of its width (of logarithms). */
START_TEST(draws_of_a_fit_give_its_band)
{
    double ends[4];
    char command[PATH_MAX + 256];

    snprintf(command, sizeof command, "cp '%s'/example.* .", logs);
    shell(command, "");
    shell("\"$POTENCY\" fit example.ini --method mcmc --steps 60 --starts 4 -o f >said "
          "2>told && "
          "cp f/draws.csv . && { cat example.ini; "
          "printf '[sweep]\\ndesign = table\\nfile = draws.csv\\n'; } >t.ini && "
          "awk 'NR == 1 || NR % 4 == 0' f/draws.csv >draws.csv && "
          "\"$POTENCY\" sweep t.ini -o t.db 2>told | sed -n 1p",
          "warning: draws.csv:1: columns that are no parameters are left out: ensemble, "
          "walker, "
          "step, log_posterior\n");
    shell(
        "awk -F, '$2 == \"passages.harvested\" && $5 == 10 { print $7, $8 }' f/band.csv; "
        "\"$POTENCY\" export t.db >t.csv; c=$(head -n 1 t.csv | tr , '\\n' | "
        "grep -n '^harvested$' | cut -d: -f1); tail -n +2 t.csv | cut -d, -f$c | sort -g | "
        "awk '{ v[NR] = $1 } END { print v[int(0.025 * NR) + 1], v[int(0.975 * NR) + 1] }'",
        NULL);
    ck_assert_int_eq(
        sscanf(result.out, "%lf %lf %lf %lf", &ends[0], &ends[1], &ends[2], &ends[3]), 4);
    for (int k = 0; k < 2; k++)
        ck_assert_double_eq_tol(log(ends[2 + k]), log(ends[k]),
                                0.15 * log(ends[1] / ends[0]));
}
END_TEST

static void add_fits(TCase *cases)
{
    program_add_folder(cases);
    tcase_set_timeout(cases, 120);
    tcase_add_test(cases, draws_of_a_fit_give_its_band);
}

static void add_spreads(TCase *cases)
{
    program_add_folder(cases);
    tcase_add_test(cases, a_spread_is_an_axis);
    tcase_add_loop_test(cases, what_is_no_spread_is_one_line, 0, LENGTH(of_cohorts));
}

int main(void)
{
    Suite *suite = suite_create("arms_sweep");
    TCase *sweeps = tcase_create("sweeps"), *refused = tcase_create("broken"),
          *spreads = tcase_create("spreads"), *fits = tcase_create("fits");

    add_sweeps(sweeps);
    suite_add_tcase(suite, sweeps);
    add_broken(refused);
    suite_add_tcase(suite, refused);
    if (!realpath("models/logs", logs)) return 1;
    add_fits(fits);
    suite_add_tcase(suite, fits);
    add_spreads(spreads);
    suite_add_tcase(suite, spreads);
    return suite_run(suite);
}
