/* test_ini.c -- rows of an INI text, and every line that is refused. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/ini.h"

/* 20 and 50 characters that are neither a space nor a sign of the grammar */
#define TWENTY "2.385371511061709_+-"
#define UMLAUTS /* 20 */ \
    "\xC3\xA4\xC3\xB6\xC3\xBC\xC3\xA4\xC3\xB6\xC3\xBC\xC3\xA4\xC3\xB6\xC3\xBC\xC3\xA4" \
    "\xC3\xA4\xC3\xB6\xC3\xBC\xC3\xA4\xC3\xB6\xC3\xBC\xC3\xA4\xC3\xB6\xC3\xBC\xC3\xA4"
#define FIFTY "qwertzuiopasdfghjklyxcvbnm.QWERTZUIOPASDFGHJKLYXCV"

/* ---- reading -------------------------------------------------------------- */

/* Reads `length` bytes as a file: the way that sees a NUL. */
static sim_status read_bytes(sim_ini *ini, const char *bytes, size_t length, sim_error *err)
{
    FILE *in = tmpfile();
    sim_status status;

    ck_assert_ptr_nonnull(in);
    ck_assert_uint_eq(fwrite(bytes, 1, length, in), length);
    rewind(in);
    status = sim_ini_read(ini, "a.ini", in, NULL, err);
    ck_assert_int_eq(fclose(in), 0);
    return status;
}

static void check_text(const char *is, const char *expected)
{
    if (expected)
        ck_assert_str_eq(is, expected);
    else
        ck_assert_ptr_null(is);
}

static void check_rows(const sim_ini *ini, const sim_ini_row rows[], size_t n)
{
    ck_assert_uint_eq(ini->n_rows, n);
    for (size_t i = 0; i < n; i++) {
        ck_assert_str_eq(ini->rows[i].section, rows[i].section);
        check_text(ini->rows[i].name, rows[i].name);
        check_text(ini->rows[i].value, rows[i].value);
        check_text(ini->rows[i].origin, rows[i].origin);
        ck_assert_int_eq(ini->rows[i].line, rows[i].line);
    }
}

/* ---- what is read --------------------------------------------------------- */

static const struct {
    const char *text;
    size_t n;
    sim_ini_row rows[4];
} good[] = {
    {"", 0, {{0}}},
    {"\n\n# nothing\n; at all\n", 0, {{0}}},
    {"[joint]\n\nload = 0.7385\n[arm P8]\nproduct.dose=3.71e7\n",
     4,
     {{"joint", NULL, NULL, NULL, 1},
      {"joint", "load", "0.7385", NULL, 3},
      {"arm P8", NULL, NULL, NULL, 4},
      {"arm P8", "product.dose", "3.71e7", NULL, 5}}},
    {"load = 0.7385", 1, {{"", "load", "0.7385", NULL, 1}}},
    {"[joint] # knee\nload = 0.7385 ; light\n#load = 2\nvolume =\t8.31 \t# mL\n",
     3,
     {{"joint", NULL, NULL, NULL, 1},
      {"joint", "load", "0.7385", NULL, 2},
      {"joint", "volume", "8.31", NULL, 4}}},
    {"source = a#b;c\n", 1, {{"", "source", "a#b;c", NULL, 1}}},
    {"load =\n", 1, {{"", "load", "", NULL, 1}}},
    {"load = 0.7 = 1\n", 1, {{"", "load", "0.7 = 1", NULL, 1}}},
    {"[joint]\nload = 0.7385 #: a b.ini:17\nvolume = 8.31 #from here\n"
     "load = 1 # taken from a.ini:5\n",
     4,
     {{"joint", NULL, NULL, NULL, 1},
      {"joint", "load", "0.7385", "a b.ini:17", 2},
      {"joint", "volume", "8.31", NULL, 3},
      {"joint", "load", "1", NULL, 4}}},
    {"load = 0.7385 #: --set x #: y\nvolume = 8.31\n",
     2,
     {{"", "load", "0.7385", "--set x #: y", 1}, {"", "volume", "8.31", NULL, 2}}},
    {"[joint]\r\nload = 0.7385\r\n\r\nvolume = 8.31 #: preset fresh\r\n",
     3,
     {{"joint", NULL, NULL, NULL, 1},
      {"joint", "load", "0.7385", NULL, 2},
      {"joint", "volume", "8.31", "preset fresh", 4}}},
    {"\xEF\xBB\xBF[joint]\nload = 0.7385\n",
     2,
     {{"joint", NULL, NULL, NULL, 1}, {"joint", "load", "0.7385", NULL, 2}}},
    {"\xEF\xBB\xBF# a comment\nload = 0.7385\n", 1, {{"", "load", "0.7385", NULL, 2}}},
    {"[joint]\nload = 2\nload = 3\n",
     3,
     {{"joint", NULL, NULL, NULL, 1},
      {"joint", "load", "2", NULL, 2},
      {"joint", "load", "3", NULL, 3}}},
    {"[joint]\n[run ]\n",
     2,
     {{"joint", NULL, NULL, NULL, 1}, {"run", NULL, NULL, NULL, 2}}},
    {"[arm \xC3\xA9t\xC3\xA9]\nload\t=\t2\n",
     2,
     {{"arm \xC3\xA9t\xC3\xA9", NULL, NULL, NULL, 1},
      {"arm \xC3\xA9t\xC3\xA9", "load", "2", NULL, 2}}},
};

START_TEST(rows_come_in_order_with_their_lines)
{
    sim_ini ini;
    sim_error err = {""};
    size_t length = strlen(good[_i].text);

    ck_assert_msg(read_bytes(&ini, good[_i].text, length, &err) == SIM_OK, "%s", err.text);
    check_rows(&ini, good[_i].rows, good[_i].n);
    sim_ini_free(&ini);
}
END_TEST

START_TEST(a_text_reads_like_a_file)
{
    sim_ini ini;
    sim_error err = {""};

    ck_assert_msg(sim_ini_read_text(&ini, "a.ini", good[_i].text, &err) == SIM_OK, "%s",
                  err.text);
    check_rows(&ini, good[_i].rows, good[_i].n);
    sim_ini_free(&ini);
}
END_TEST

START_TEST(a_section_may_have_48_characters_and_a_row_198)
{
    /* 48 characters in brackets; 5 + 150 + 40 + 3 = 198 */
    static const char text[] = "[" TWENTY TWENTY "23.85371]\n"
                               "r1 = " FIFTY FIFTY FIFTY TWENTY TWENTY "abc\n";
    sim_ini ini;
    sim_error err = {""};

    ck_assert_msg(sim_ini_read_text(&ini, "a.ini", text, &err) == SIM_OK, "%s", err.text);
    ck_assert_uint_eq(ini.n_rows, 2);
    ck_assert_str_eq(ini.rows[1].section, TWENTY TWENTY "23.85371");
    ck_assert_str_eq(ini.rows[1].value, FIFTY FIFTY FIFTY TWENTY TWENTY "abc");
    sim_ini_free(&ini);
}
END_TEST

/* Characters count, not bytes. */
START_TEST(a_section_may_have_48_characters_of_any_script)
{
    static const char section[] = "arm " UMLAUTS UMLAUTS "\xC3\xBC\xC3\xBC\xC3\xBC\xC3\xBC";
    char text[256];
    sim_ini ini;
    sim_error err = {""};

    snprintf(text, sizeof text, "[%s]\nload = 2\n[joint]\nload = 3\n", section);
    ck_assert_msg(sim_ini_read_text(&ini, "a.ini", text, &err) == SIM_OK, "%s", err.text);
    ck_assert_uint_eq(ini.n_rows, 4);
    ck_assert_str_eq(ini.rows[0].section, section);
    ck_assert_str_eq(ini.rows[1].section, section);
    ck_assert_str_eq(ini.rows[3].section, "joint");
    sim_ini_free(&ini);
}
END_TEST

START_TEST(a_comment_may_be_longer_than_any_row)
{
    enum { LENGTH = 2385 };
    char text[LENGTH + 64] = "# ";
    sim_ini ini;
    sim_error err = {""};

    memset(text + 2, 'x', LENGTH);
    strcat(text, "\nload = 0.7385\n");
    ck_assert_msg(sim_ini_read_text(&ini, "a.ini", text, &err) == SIM_OK, "%s", err.text);
    check_rows(&ini, (sim_ini_row[]){{"", "load", "0.7385", NULL, 2}}, 1);
    sim_ini_free(&ini);
}
END_TEST

START_TEST(many_rows_are_kept)
{
    enum { ROWS = 371, WIDTH = 32 };
    char text[ROWS * WIDTH + 1] = "", value[WIDTH];
    sim_ini ini;
    sim_error err = {""};

    for (int i = 0; i < ROWS; i++) snprintf(text + strlen(text), WIDTH, "r = %d.2385\n", i);
    ck_assert_msg(sim_ini_read_text(&ini, "a.ini", text, &err) == SIM_OK, "%s", err.text);
    ck_assert_uint_eq(ini.n_rows, ROWS);
    for (int i = 0; i < ROWS; i++) {
        snprintf(value, sizeof value, "%d.2385", i);
        ck_assert_str_eq(ini.rows[i].value, value);
        ck_assert_int_eq(ini.rows[i].line, i + 1);
    }
    sim_ini_free(&ini);
}
END_TEST

/* ---- what is refused ------------------------------------------------------ */

#define BYTES(text) text, sizeof(text) - 1
#define NO_SECTION "is no section; [name] with at most 48 characters would be right"
#define NO_ROW "is no row; name = value would be right"
#define INDENTED "is indented; a row that starts at the left edge would be right"
#define TOO_LONG "is longer than 198 characters; a shorter row would be right"
#define NUL_BYTE "holds a NUL byte; plain text would be right"
#define CONTROL "holds a control character; plain text would be right"
#define UTF_16 "is UTF-16; a file saved as UTF-8 would be right"
#define NO_UTF_8 "holds bytes that are not UTF-8; a file saved as UTF-8 would be right"
#define NO_NAME "has no name before the =; name = value would be right"
#define BLANK "holds a blank that is no space; a plain space would be right"
#define TWICE(section, line) \
    "section [" section "] stands twice, first at a.ini:" line \
    "; one header for all its rows, or another name, would be right"

static const struct {
    const char *text;
    size_t length;
    const char *message;
} bad[] = {
    {BYTES("[joint]\nload 0.7385\n"), "a.ini:2: " NO_ROW},
    {BYTES("[joint]\n\n# load\nload\n"), "a.ini:4: " NO_ROW},
    {BYTES("[joint]\nload # = 0.7385\n"), "a.ini:2: " NO_ROW},
    {BYTES("[joint]\nload = 0.7385\n]\n"), "a.ini:3: " NO_ROW},
    {BYTES("[joint]\n load = 0.7385\n"), "a.ini:2: " INDENTED},
    {BYTES("[joint]\nload = 0.7385\n\tvolume = 8.31\n"), "a.ini:3: " INDENTED},
    {BYTES(" [joint]\n"), "a.ini:1: " INDENTED},
    {BYTES("[joint\nload = 0.7385\n"), "a.ini:1: " NO_SECTION},
    {BYTES("load = 0.7385\n[]\n"), "a.ini:2: " NO_SECTION},
    {BYTES("[joint] load = 0.7385\n"), "a.ini:1: " NO_SECTION},
    {BYTES("[arm a]b]\n"), "a.ini:1: " NO_SECTION},
    {BYTES("[joint # ]\n"), "a.ini:1: " NO_SECTION},
    {BYTES("[" TWENTY TWENTY "23.853711]\n"), "a.ini:1: " NO_SECTION},
    {BYTES("[joint]\rload = 0.7385\r"), "a.ini:1: " CONTROL},
    {BYTES("[joint]\nload = 0.\x1B[31m7385\n"), "a.ini:2: " CONTROL},
    {BYTES("[joint\x7F]\n"), "a.ini:1: " CONTROL},
    {BYTES("[ \t]\n"), "a.ini:1: " NO_SECTION},
    {BYTES("[arm " UMLAUTS UMLAUTS "\xC3\xBC\xC3\xBC\xC3\xBC\xC3\xBC\xC3\xBC]\n"),
     "a.ini:1: " NO_SECTION},
    {BYTES("[joint]\nload = 2\xC2\xA0\n"), "a.ini:2: " BLANK},
    {BYTES("[joint]\nload\xE2\x80\xAF= 2\n"), "a.ini:2: " BLANK},
    {BYTES("[joint]\nload = \xE2\x80\x8B"
           "2\n"),
     "a.ini:2: " BLANK},
    {BYTES("[joint]\n= 0.7385\n"), "a.ini:2: " NO_NAME},
    {BYTES("[joint]\nload = 2\n[run]\n[joint]\n"), "a.ini:4: " TWICE("joint", "1")},
    {BYTES("[arm P8]\n[arm P8 ] # again\n"), "a.ini:2: " TWICE("arm P8", "1")},
    {BYTES("\nr1 = " FIFTY FIFTY FIFTY TWENTY TWENTY "abcd\n"), "a.ini:2: " TOO_LONG},
    {BYTES("r = " FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY
               FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY "\n"),
     "a.ini:1: " TOO_LONG},
    {BYTES("[joint]\nload = 0.\0"
           "7385\n"),
     "a.ini:2: " NUL_BYTE},
    {BYTES("# a comment\n# \0\n"), "a.ini:2: " NUL_BYTE},
    {BYTES("\0"), "a.ini:1: " NUL_BYTE},
    {BYTES("\xFF\xFE[\0j\0o\0i\0n\0t\0]\0"), "a.ini:1: " UTF_16},
    {BYTES("\xFE\xFF\0[\0j\0o\0i\0n\0t\0]"), "a.ini:1: " UTF_16},
    {BYTES("[\0j\0o\0i\0n\0t\0]\0"), "a.ini:1: " NUL_BYTE},
    {BYTES("[arm \xE9t\xE9]\n"), "a.ini:1: " NO_UTF_8},
    {BYTES("[joint]\n# 5 \xB5m\n"), "a.ini:2: " NO_UTF_8},
    {BYTES("[joint]\nload = \xC0\xB2\n"), "a.ini:2: " NO_UTF_8},
    {BYTES("[joint]\n\xEF\xBB\xBFload = 2\n"), "a.ini:2: " BLANK},
};

START_TEST(a_broken_line_is_refused_with_its_place)
{
    sim_ini ini;
    sim_error err = {""};

    ck_assert_int_eq(read_bytes(&ini, bad[_i].text, bad[_i].length, &err), SIM_EPARSE);
    ck_assert_str_eq(err.text, bad[_i].message);
    sim_ini_free(&ini);
}
END_TEST

/* Every refused line is noted, and what is right is read. */
START_TEST(with_findings_the_reading_goes_on)
{
    static const char text[] =
        "[joint]\nload 2\nvolume = 8.31\n indented = 1\n[joint]\n"
        "damping = 0.371\n[run\ndays = 238\n= 5\n[rehab]\nstart = 60\n";
    static const char *const lines[] = {"a.ini:2: " NO_ROW, "a.ini:4: " INDENTED,
                                        "a.ini:5: " TWICE("joint", "1"),
                                        "a.ini:7: " NO_SECTION, "a.ini:9: " NO_NAME};
    sim_findings findings = {0};
    FILE *in = tmpfile();
    sim_error err = {""};
    sim_ini ini;

    ck_assert_ptr_nonnull(in);
    fputs(text, in);
    rewind(in);
    ck_assert_msg(sim_ini_read(&ini, "a.ini", in, &findings, &err) == SIM_OK, "%s",
                  err.text);
    fclose(in);
    ck_assert_uint_eq(findings.n, sizeof lines / sizeof *lines);
    for (size_t i = 0; i < findings.n; i++) ck_assert_str_eq(findings.lines[i], lines[i]);
    check_rows(&ini,
               (sim_ini_row[]){{"joint", NULL, NULL, NULL, 1},
                               {"joint", "volume", "8.31", NULL, 3},
                               {"joint", "damping", "0.371", NULL, 6},
                               {"rehab", NULL, NULL, NULL, 10},
                               {"rehab", "start", "60", NULL, 11}},
               5);
    sim_ini_free(&ini);
    sim_findings_free(&findings);
}
END_TEST

START_TEST(what_cannot_be_read_is_refused)
{
    sim_ini ini;
    sim_error err = {""};
    FILE *in = fopen("/", "r"); /* a folder opens, but does not read */

    ck_assert_ptr_nonnull(in);
    ck_assert_int_eq(sim_ini_read(&ini, "a.ini", in, NULL, &err), SIM_EIO);
    ck_assert_str_eq(err.text, "a.ini: cannot be read");
    sim_ini_free(&ini);
    fclose(in);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("ini");
    TCase *rows = tcase_create("rows"), *refusals = tcase_create("refusals");
    SRunner *runner = srunner_create(suite);
    int failed;

    tcase_add_loop_test(rows, rows_come_in_order_with_their_lines, 0,
                        sizeof good / sizeof *good);
    tcase_add_loop_test(rows, a_text_reads_like_a_file, 0, sizeof good / sizeof *good);
    tcase_add_test(rows, a_section_may_have_48_characters_and_a_row_198);
    tcase_add_test(rows, a_section_may_have_48_characters_of_any_script);
    tcase_add_test(rows, a_comment_may_be_longer_than_any_row);
    tcase_add_test(rows, many_rows_are_kept);
    tcase_add_loop_test(refusals, a_broken_line_is_refused_with_its_place, 0,
                        sizeof bad / sizeof *bad);
    tcase_add_test(refusals, with_findings_the_reading_goes_on);
    tcase_add_test(refusals, what_cannot_be_read_is_refused);
    suite_add_tcase(suite, rows);
    suite_add_tcase(suite, refusals);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
