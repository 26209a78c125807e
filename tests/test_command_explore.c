/* test_command_explore.c -- potency explore: the page as it is, the page that starts with a file, and
 * what is refused.
 *
 * Called with arguments it is the program itself, with the page of held.c; the program of
 * test_fifth has none.
 */
#include <check.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/cli.h"
#include "tests/program.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

#define BEFORE "<!DOCTYPE html>\n<script type=\"text/plain\" id=\"start\">"
#define BEHIND "</script>\n<p>\xc3\xa4 behind</p>\n"
#define OTHER \
    "the page was made of other sources than this program, and may say other numbers; " \
    "`make page` makes it anew\n"
#define SHORT "[run]\ndays = 20\n[arm P2]\n"

static char without[PROGRAM_PATH];

static int act(int argc, char **argv)
{
    const sim_listing *listing = sim_command_find(argv[1]);
    sim_error err = {""};

    if (listing->command->call(
            &(sim_call){.listing = listing, .argc = argc - 1, .argv = argv + 1}, &err) ==
        SIM_OK)
        return EXIT_SUCCESS;
    fprintf(stderr, "%s\n", err.text);
    return EXIT_FAILURE;
}

static void read_whole(const char *name, char text[PROGRAM_TEXT])
{
    char command[PROGRAM_PATH];
    program_result result;

    snprintf(command, sizeof command, "cat %s", name);
    program_shell(command, &result);
    memcpy(text, result.out, sizeof result.out);
}

/* ---- what is written ------------------------------------------------------------------- */

START_TEST(the_page_is_as_it_was_made)
{
    char page[PROGRAM_TEXT];
    program_result result;

    program_run("explore", &result);
    ck_assert_int_eq(result.code, 0);
    ck_assert_str_eq(
        result.out,
        "./potency.html\n\na double click opens it in a browser; it asks for no "
        "network\nfor teaching and research, not for treatment decisions\n");
    ck_assert_str_eq(result.err, OTHER);
    read_whole("potency.html", page);
    ck_assert_str_eq(page, BEFORE BEHIND);
}
END_TEST

/* Files that could end the script that holds them, or change on their way. */
static const char *const texts[] = {
    SHORT,
    SHORT "# </script><script>alert(1)</script>\n",
    SHORT "# <!-- <script> \\ \\u003c/script> &lt; &amp; ]]>\n",
    SHORT "# \xc3\xa4\xe2\x80\xa8\xf0\x9f\x90\x9d \"quoted\"\t\x7f\n",
    "\xef\xbb\xbf[run]\r\ndays = 20\r\n[arm P2]\r\n",
    SHORT "# no end of the line",
};

START_TEST(a_page_starts_with_the_file_byte_for_byte)
{
    char page[PROGRAM_TEXT], *behind;
    program_result result;
    json_error_t why;
    json_t *start;

    program_write_text("<a&b>.ini", texts[_i]);
    program_run("explore '<a&b>.ini' -o p.html", &result);
    ck_assert_msg(result.code == 0, "%s", result.err);
    read_whole("p.html", page);
    ck_assert_ptr_eq(strstr(page, BEFORE), page);
    behind = strstr(page + strlen(BEFORE), BEHIND);
    ck_assert_ptr_nonnull(behind);
    ck_assert_str_eq(behind, BEHIND);
    *behind = '\0';
    ck_assert_msg(!strchr(page + strlen(BEFORE), '<'), "%s", page);
    start = json_loads(page + strlen(BEFORE), 0, &why);
    ck_assert_msg(start != NULL, "%s", why.text);
    ck_assert_str_eq(json_string_value(json_object_get(start, "text")), texts[_i]);
    json_decref(start);
}
END_TEST

START_TEST(a_pipe_is_a_file_and_the_same_bytes_come_twice)
{
    program_result result;

    program_write_text("a.ini", SHORT);
    program_shell("\"$POTENCY\" explore a.ini -o p.html 2> log && cat a.ini | \"$POTENCY\" "
                  "explore /dev/stdin -o q.html 2> log && \"$POTENCY\" explore a.ini -o "
                  "r.html 2> log && cmp p.html r.html && cmp p.html q.html",
                  &result);
    ck_assert_msg(result.code == 0, "%s%s", result.out, result.err);
}
END_TEST

/* A log in a file of its own is told; in rows it goes along. */
START_TEST(data_must_stand_in_the_file)
{
    program_result result;

    program_write_text("own.csv", "passage,day,seeded,harvested\n1,7,4e5,3.71e6\n");
    program_write_text("a.ini", "[run]\ndays = 1\n[arm a]\n[data log]\nformat = passages\n"
                                "file = own.csv\n");
    program_run("explore a.ini", &result);
    ck_assert_int_eq(result.code, 1);
    ck_assert_ptr_nonnull(strstr(
        result.err,
        "a.ini:6: file = own.csv: is a file that a page does not have; columns = and "
        "row 1 =, as `potency run` writes them into run.ini, would be right\n"));
    program_shell("test ! -e potency.html && \"$POTENCY\" run a.ini -o out --format svg && "
                  "\"$POTENCY\" explore out/run.ini",
                  &result);
    ck_assert_msg(result.code == 0, "%s%s", result.out, result.err);
}
END_TEST

/* What run says of a file, and only tells. */
START_TEST(what_is_odd_is_told)
{
    program_result run, result;

    program_write_text("a.ini", "[run]\ndays = 20\n[presets]\nproduct = dead\n[product]\n"
                                "viability = 0.5\n[arm P2]\n");
    program_run("run a.ini -o out", &run);
    ck_assert_msg(run.code == 0 && *run.err, "%s", run.err);
    program_run("explore a.ini", &result);
    ck_assert_int_eq(result.code, 0);
    ck_assert_msg(strstr(result.err, run.err) != NULL, "%s", result.err);
}
END_TEST

/* ---- what is refused ------------------------------------------------------------------- */

static void refuse(const char *arguments, const char *message)
{
    char before[PROGRAM_TEXT], after[PROGRAM_TEXT], said[PROGRAM_TEXT];
    program_result result;

    program_list(before);
    program_run(arguments, &result);
    snprintf(said, sizeof said, OTHER "%.1000s\n", message);
    ck_assert_str_eq(result.err, said);
    ck_assert_int_eq(result.code, 1);
    ck_assert_str_eq(result.out, "");
    program_list(after);
    ck_assert_str_eq(before, after);
}

/* As run words it. */
static const char *const wrong[] = {
    "[run]\ndays = 20\n[arm P2]\npassaging.harvest_passage = 1000\n",
    "[run]\ndays = soon\n",
    "[run]\nindication = goat\n",
    "[run\n",
    "[run]\ndays = \xff\n",
    "[passaging]\nharvest_pasage = 3\n",
    SHORT "[arm P2]\n",
    SHORT "[figure f]\ny = nothing\n",
};

START_TEST(a_file_that_run_refuses_is_refused_in_its_words)
{
    program_result run;

    program_write_text("a.ini", wrong[_i]);
    program_run("run a.ini -o out", &run);
    ck_assert_int_eq(run.code, 1);
    run.err[strcspn(run.err, "\n")] = '\0';
    refuse("explore a.ini", run.err);
}
END_TEST

START_TEST(a_file_with_a_nul_is_refused)
{
    program_result run;

    program_write("a.ini", "[run]\ndays = 20\n\0[arm P2]\n", 27);
    program_run("run a.ini -o out", &run);
    ck_assert_int_eq(run.code, 1);
    run.err[strcspn(run.err, "\n")] = '\0';
    refuse("explore a.ini", run.err);
}
END_TEST

START_TEST(a_file_that_is_too_large_is_refused)
{
    program_result result;

    program_shell("{ printf '[run]\\ndays = 20\\n'; yes '# more' | head -c 1048561; } > "
                  "a.ini; head -c 1048576 a.ini > b.ini",
                  &result);
    refuse("explore a.ini", "a.ini: has more than 1048576 bytes; a parameter file of fewer "
                            "would be right");
    program_run("explore b.ini", &result);
    ck_assert_msg(result.code == 0, "%s", result.err);
}
END_TEST

static const struct {
    const char *arguments, *message;
} targets[] = {
    {"explore a.ini -o d",
     "d: is a folder; the name of a file, as DIR/explore.html, would be right"},
    {"explore a.ini -o d/",
     "d/: is a folder; the name of a file, as DIR/explore.html, would be right"},
    {"explore missing.ini", "missing.ini: cannot be read: No such file or directory"},
    {"explore d", "d: is a folder; a file would be right"},
};

START_TEST(a_place_that_is_no_file_is_refused)
{
    program_result result;

    program_write_text("a.ini", SHORT);
    program_shell("mkdir d", &result);
    refuse(targets[_i].arguments, targets[_i].message);
}
END_TEST

START_TEST(the_file_itself_is_not_replaced)
{
    program_result result;

    program_write_text("a.ini", SHORT);
    program_run("explore a.ini -o a.ini", &result);
    ck_assert_int_eq(result.code, 1);
    program_shell("cat a.ini", &result);
    ck_assert_str_eq(result.out, SHORT);
}
END_TEST

START_TEST(without_a_page_it_says_what_to_do)
{
    setenv("POTENCY", without, 1);
    program_refuse(
        "explore",
        "this program holds no page; `make page` in its folder of sources, which "
        "makes one and builds it in, would be right");
}
END_TEST

static void name_programs(void)
{
    const char *program = getenv("POTENCY");
    char name[PROGRAM_PATH], own[PROGRAM_PATH];

    if (!program) program = "build/potency";
    snprintf(name, sizeof name, "%.*stests/potency_fifth",
             (int)(strrchr(program, '/') + 1 - program), program);
    if (!realpath(name, without) || !realpath("/proc/self/exe", own)) abort();
    setenv("POTENCY", own, 1);
}

static Suite *make_suite(void)
{
    Suite *suite = suite_create("command_explore");
    TCase *written = tcase_create("written"), *refused = tcase_create("refused");

    program_add_folder(written);
    tcase_add_test(written, the_page_is_as_it_was_made);
    tcase_add_loop_test(written, a_page_starts_with_the_file_byte_for_byte, 0,
                        LENGTH(texts));
    tcase_add_test(written, a_pipe_is_a_file_and_the_same_bytes_come_twice);
    tcase_add_test(written, data_must_stand_in_the_file);
    tcase_add_test(written, what_is_odd_is_told);
    suite_add_tcase(suite, written);
    program_add_folder(refused);
    tcase_add_loop_test(refused, a_file_that_run_refuses_is_refused_in_its_words, 0,
                        LENGTH(wrong));
    tcase_add_test(refused, a_file_with_a_nul_is_refused);
    tcase_add_test(refused, a_file_that_is_too_large_is_refused);
    tcase_add_loop_test(refused, a_place_that_is_no_file_is_refused, 0, LENGTH(targets));
    tcase_add_test(refused, the_file_itself_is_not_replaced);
    tcase_add_test(refused, without_a_page_it_says_what_to_do);
    suite_add_tcase(suite, refused);
    return suite;
}

int main(int argc, char **argv)
{
    if (argc > 1) return act(argc, argv);
    name_programs();
    return suite_run(make_suite());
}
