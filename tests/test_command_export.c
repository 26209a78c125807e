/* test_command_export.c -- what a sweep found, as CSV and as JSON. */
#include <stdio.h>
#include <string.h>

#include "tests/cells.h"
#include "tests/program.h"
#include "tests/suite.h"
#include "tests/swept.h"

/* Words and numbers vary, names need quotes, and some numbers are not defined. */
static const char sweep[] = "[run]\ndays = 40\n"
                            "[arm one, \"two\"]\n"
                            "[arm \xC3\xBC; \xC2\xB5]\npassaging.harvest_passage = 7\n"
                            "[sweep]\n"
                            "presets.source = adipose, bone_marrow\n"
                            "product.dose = log 2.385e6..3.71e7 x 2\n";

static program_result result;

/* The sweep's database, and the folder that it is in. */
static void make_sweep(char folder[PROGRAM_PATH])
{
    program_write_text("s.ini", sweep);
    program_run("sweep s.ini -o s.db -k", &result);
    ck_assert_msg(result.code == 0, "%s", result.err);
    program_shell("pwd", &result);
    snprintf(folder, PROGRAM_PATH, "%.*s", (int)strcspn(result.out, "\n"), result.out);
}

static const struct {
    const char *options, *table;
} forms[] = {
    {"", "points"},
    {"--timing", "points"},
    {"--courses", "courses"},
    {"--columns", "columns"},
};

START_TEST(json_says_what_the_csv_says)
{
    char folder[PROGRAM_PATH], command[PROGRAM_PATH], path[PROGRAM_PATH + 16];
    json_t *root;

    make_sweep(folder);
    snprintf(command, sizeof command,
             "\"$POTENCY\" export %s s.db > a.csv && \"$POTENCY\" export --json %s s.db > "
             "a.json",
             forms[_i].options, forms[_i].options);
    program_shell(command, &result);
    ck_assert_msg(result.code == 0, "%s", result.err);
    snprintf(path, sizeof path, "%s/a.json", folder);
    root = cells_load(path);
    snprintf(path, sizeof path, "%s/a.csv", folder);
    cells_check(root, forms[_i].table, path);
    ck_assert_uint_eq(json_object_size(json_object_get(root, "tables")), 1);
    ck_assert_str_eq(cells_text(json_object_get(root, "provenance"), "file"), "s.ini");
    ck_assert_ptr_nonnull(cells_text(json_object_get(root, "provenance"), "version"));
    json_decref(root);
}
END_TEST

START_TEST(words_and_numbers_stand_as_they_are)
{
    char folder[PROGRAM_PATH];

    make_sweep(folder);
    program_succeed("export s.db | cut -d, -f1-8", &result);
    ck_assert_ptr_nonnull(
        strstr(result.out, "point,arm,presets.source,product.dose,status,reason,"));
    ck_assert_ptr_nonnull(
        strstr(result.out, "\n2,\"one, \"\"two\"\"\",adipose,2385000,ok,,"));
    ck_assert_ptr_nonnull(
        strstr(result.out, "\n1,\xC3\xBC; \xC2\xB5,bone_marrow,37100000,ok,,"));
    program_succeed("export --json s.db", &result);
    ck_assert_ptr_nonnull(strstr(result.out, ", null"));
    ck_assert_ptr_nonnull(
        strstr(result.out, "\n[2, \"one, \\\"two\\\"\", \"adipose\", 2385000, \"ok\", "));
}
END_TEST

START_TEST(courses_that_were_not_kept_are_not_there)
{
    program_write_text("s.ini", sweep);
    program_run("sweep s.ini -o s.db", &result);
    ck_assert_int_eq(result.code, 0);
    program_refuse("export --courses --json s.db",
                   "s.db: keeps no courses; a sweep with --keep-courses would be right");
}
END_TEST

START_TEST(json_warns_of_points_that_are_not_there)
{
    static const char told[] = "s.db: has 2 of 3 points, being a shard";
    char line[96];

    program_write_text("s.ini", "[run]\ndays = 2\n[sweep]\nproduct.dose = 1e7, 2e7, 3e7\n");
    program_succeed("sweep s.ini --shard 1/2 -o s.db 2> told", &result);
    program_run("export --json s.db", &result);
    snprintf(line, sizeof line, "%s\n", told);
    ck_assert_str_eq(result.err, line);
    snprintf(line, sizeof line, "\"warnings\": [\n\"%s\"]}\n", told);
    ck_assert_ptr_nonnull(strstr(result.out, line));
}
END_TEST

/* ---- as CSV --------------------------------------------------------------- */

START_TEST(export_quotes_what_needs_it)
{
    program_shell(
        "\"$POTENCY\" export ../whole.db | head -n 3 | cut -c 1-36 && "
        "\"$POTENCY\" export ../whole.db | wc -l && "
        "\"$POTENCY\" export ../whole.db --timing | head -n 1 | grep -o '[^,]*$' && "
        "\"$POTENCY\" export ../whole.db --timing | sed 's/,[^,]*$//' >t && "
        "\"$POTENCY\" export ../whole.db | cmp - t && "
        "\"$POTENCY\" export ../whole.db -k | head -n 1 && "
        "\"$POTENCY\" export ../whole.db -k | wc -l && "
        "\"$POTENCY\" export ../whole.db -c | head -n 7",
        &result);
    ck_assert_str_eq(result.err, "");
    ck_assert_str_eq(result.out,
                     "point,arm,product.dose,joint.recruit\n"
                     "1,treated,49010168.1,1060584.29,own_\n"
                     "1,\"\"\"un\"\", treated\",0,1060584.29,own\n"
                     "41\nseconds\npoint,arm,day,vas,m1\n1241\n"
                     "kind,column,unit,meaning\n"
                     "key,point,1,\"number of the point, from 1\"\n"
                     "key,arm,1,name of the arm\n"
                     "input,product.dose,cell,cells in one dose: live and dead\n"
                     "input,joint.recruit,cell/day,monocytes recruited at full "
                     "inflammation (bounded further by recruit_base >= 0)\n"
                     "input,presets.host,1,preset\n"
                     "status,status,1,\"ok, refused or failed\"\n");
}
END_TEST

START_TEST(export_refuses_courses_that_were_not_kept)
{
    swept_shell("\"$POTENCY\" sweep a.ini --set sweep.points=2 -o n.db >said 2>told");
    program_refuse("export n.db --courses",
                   "n.db: keeps no courses; a sweep with --keep-courses would be right");
}
END_TEST

static void add_csv(TCase *cases)
{
    tcase_add_test(cases, export_quotes_what_needs_it);
    tcase_add_test(cases, export_refuses_courses_that_were_not_kept);
}

int main(void)
{
    Suite *suite = suite_create("command_export");
    TCase *json = tcase_create("json");

    program_add_folder(json);
    tcase_add_loop_test(json, json_says_what_the_csv_says, 0, sizeof forms / sizeof *forms);
    tcase_add_test(json, words_and_numbers_stand_as_they_are);
    tcase_add_test(json, courses_that_were_not_kept_are_not_there);
    tcase_add_test(json, json_warns_of_points_that_are_not_there);
    suite_add_tcase(suite, json);
    swept_add_case(suite, "csv", add_csv);
    return suite_run(suite);
}
