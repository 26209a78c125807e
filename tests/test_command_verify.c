/* test_command_verify.c -- potency verify as its users meet it: what was changed, lost or
 * damaged in the database of a sweep. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "tests/program.h"
#include "tests/suite.h"
#include "tests/swept.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

static const struct {
    const char *sql, *message;
} changes[] = {
    {"UPDATE results SET potency = potency * 1.0000001 WHERE point = 7 AND arm_number = 0",
     "w.db: point 7, arm treated: potency is "},
    {"UPDATE results SET potency = NULL WHERE point = 7 AND arm_number = 0",
     "w.db: point 7, arm treated: potency is empty there, and "},
    {"UPDATE results SET potency = 0.371 WHERE point = 7 AND arm_number = 1",
     "w.db: point 7, arm \"un\", treated: potency is 0.371 there, and empty when solved "
     "again; the file was changed, or the program\n"},
    {"UPDATE results SET \"product.dose\" = 2e7 WHERE point = 3 AND arm_number = 0",
     "w.db: point 3, arm treated: product.dose is 20000000 there, and "},
    {"UPDATE results SET \"presets.host\" = 'mouse' WHERE point = 3 AND arm_number = 0",
     "w.db: point 3, arm treated: presets.host is 'mouse' there, and '"},
    {"UPDATE results SET status = 'fine' WHERE point = 9 AND arm_number = 0",
     "w.db: point 9, arm treated: status is 'fine' there, and '"},
    {"UPDATE results SET arm = 'P9' WHERE point = 9 AND arm_number = 0",
     "w.db: point 9, arm P9: arm is 'P9' there, and 'treated' when solved again; the file "
     "was changed, or the program\n"},
    {"DELETE FROM results WHERE point = 9 AND arm_number = 0",
     "w.db: has 39 rows of 20 points in 2 arms; a file that potency sweep wrote would be "
     "right\n"},
    {"DELETE FROM points WHERE point = 9",
     "w.db: has 40 rows of 19 points in 2 arms; a file that potency sweep wrote would be "
     "right\n"},
    {"UPDATE points SET point = 21 WHERE point = 20",
     "w.db: has 38 rows of 20 points in 2 arms; a file that potency sweep wrote would be "
     "right\n"},
    {"UPDATE points SET point = 21 WHERE point = 20; UPDATE results SET point = 21, id = "
     "id "
     "+ 2 WHERE point = 20",
     "w.db: point 21 is beyond the last one\n"},
    {"UPDATE results SET arm_number = 5 WHERE point = 9 AND arm_number = 1",
     "w.db: results: arm_number is none of its arms; a file that potency sweep wrote would "
     "be "
     "right\n"},
    {"DELETE FROM points", "w.db: has no points yet; potency sweep --resume adds them\n"},
    {"UPDATE parameters SET value = '40' WHERE name = 'passaging.cycle_time'",
     "w.db: is of another sweep: passaging.cycle_time here 23 h, there 40 h\n"},
    {"UPDATE facts SET value = '[run' WHERE name = 'text'",
     "a.ini:1: [run has no ]; [name] would be right\n"},
};

START_TEST(verify_names_what_was_changed)
{
    program_result result;

    swept_shell("cp ../whole.db w.db");
    swept_sql("w.db", changes[_i].sql);
    program_run("verify w.db --points 20", &result);
    ck_assert_int_eq(result.code, 1);
    ck_assert_str_eq(result.out, "");
    ck_assert_msg(strncmp(result.err, changes[_i].message, strlen(changes[_i].message)) ==
                      0,
                  "%s", result.err);
    ck_assert_ptr_eq(strchr(result.err, '\n'), result.err + strlen(result.err) - 1);
}
END_TEST

/* Whatever points verify draws. */
START_TEST(a_point_without_its_row_is_found_by_all_who_read_it)
{
    static const char *const commands[] = {"verify w.db --points 1", "export w.db",
                                           "plot w.db -o figures",
                                           "sweep a.ini -k -r -o w.db"};

    swept_shell("cp ../whole.db w.db");
    swept_sql("w.db", "DELETE FROM results WHERE point = 9 AND arm_number = 0");
    program_refuse(commands[_i],
                   "w.db: has 39 rows of 20 points in 2 arms; a file that potency sweep "
                   "wrote would be right");
}
END_TEST

START_TEST(verify_passes_what_is_as_it_was)
{
    static char before[PROGRAM_TEXT], after[PROGRAM_TEXT];
    program_result result;

    swept_shell("cp ../whole.db w.db");
    program_list(before);
    program_succeed("verify w.db --points 7", &result);
    result.out[strcspn(result.out, "\n")] = '\0';
    ck_assert_str_eq(result.out, "w.db: sound; 7 of 20 points solved again, all equal");
    program_list(after);
    ck_assert_str_eq(after, before);
}
END_TEST

/* The second line of what verify prints. */
static const char *drawn_by(const char *options, program_result *result)
{
    char line[SWEPT_LINE];

    snprintf(line, sizeof line, "verify w.db --points 7 %s", options);
    program_succeed(line, result);
    return strchr(result->out, '\n') + 1;
}

START_TEST(verify_draws_its_points_by_a_seed)
{
    static program_result own, one, other, again;

    swept_shell("cp ../whole.db w.db");
    ck_assert_str_eq(drawn_by("--seed 1", &one), drawn_by("", &own));
    ck_assert_ptr_nonnull(
        strstr(one.out, ", drawn by seed 1; another --seed draws others\n"));
    drawn_by("--seed 7", &other);
    ck_assert_ptr_nonnull(strstr(other.out, ", drawn by seed 7; another --seed"));
    *strstr(one.out, ", drawn") = *strstr(other.out, ", drawn") = '\0';
    ck_assert_str_ne(one.out, other.out);
    ck_assert_str_eq(drawn_by("--seed 7", &again), drawn_by("--seed 007", &own));
    program_succeed("verify w.db --points 20", &own);
    ck_assert_str_eq(own.out, "w.db: sound; 20 of 20 points solved again, all equal\n");
}
END_TEST

START_TEST(verify_allows_another_build_to_round_otherwise)
{
    program_result result;

    swept_shell("cp ../whole.db w.db");
    swept_sql("w.db", "UPDATE builds SET build = 'another'");
    swept_sql("w.db", "UPDATE results SET potency = potency * 1.0000001 WHERE point = 7");
    program_succeed("verify w.db", &result);
    ck_assert_str_eq(result.out, "w.db: sound; 20 of 20 points solved again, all alike\n"
                                 "20 of them were solved by another build and agree to "
                                 "1e-06\n");
    swept_sql("w.db", "UPDATE results SET potency = potency * 1.00001 WHERE point = 7");
    program_run("verify w.db", &result);
    ck_assert_int_eq(result.code, 1);
}
END_TEST

START_TEST(verify_finds_damage)
{
    program_result result;

    swept_shell(
        "cp ../whole.db w.db && size=$(wc -c < w.db) && head -c 4096 /dev/zero | tr "
        "'\\0' 7 "
        "| dd of=w.db bs=1 seek=$((size / 4096 / 2 * 4096)) conv=notrunc 2>said");
    program_run("verify w.db", &result);
    ck_assert_int_eq(result.code, 1);
    ck_assert_msg(strncmp(result.err, "w.db: is damaged", 16) == 0, "%s", result.err);
    ck_assert_ptr_eq(strchr(result.err, '\n'), result.err + strlen(result.err) - 1);
    swept_shell("cp ../whole.db w.db && truncate -s 8192 w.db");
    program_refuse("verify w.db",
                   "w.db: is damaged (database disk image is malformed); a copy, or "
                   "the sweep once more, would be right");
}
END_TEST

/* ---- the suite ------------------------------------------------------------ */

static void add_results(TCase *cases)
{
    tcase_add_loop_test(cases, verify_names_what_was_changed, 0, LENGTH(changes));
    tcase_add_test(cases, verify_allows_another_build_to_round_otherwise);
    tcase_add_test(cases, verify_finds_damage);
}

static void add_samples(TCase *cases)
{
    tcase_add_test(cases, verify_passes_what_is_as_it_was);
    tcase_add_test(cases, verify_draws_its_points_by_a_seed);
}

static void add_lost_rows(TCase *cases)
{
    tcase_add_loop_test(cases, a_point_without_its_row_is_found_by_all_who_read_it, 0, 4);
}

int main(void)
{
    Suite *suite = suite_create("command_verify");

    swept_add_case(suite, "results", add_results);
    swept_add_case(suite, "samples", add_samples);
    swept_add_case(suite, "lost rows", add_lost_rows);
    return suite_run(suite);
}
