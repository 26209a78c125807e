/* test_ini.c -- rows of an INI text, and every line that is refused. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/ini.h"
#include "tests/suite.h"

/* 20 characters that are neither a space nor a sign of the grammar */
#define TWENTY "2.385371511061709_+-"
#define UMLAUTS /* 20 */ \
    "\xC3\xA4\xC3\xB6\xC3\xBC\xC3\xA4\xC3\xB6\xC3\xBC\xC3\xA4\xC3\xB6\xC3\xBC\xC3\xA4" \
    "\xC3\xA4\xC3\xB6\xC3\xBC\xC3\xA4\xC3\xB6\xC3\xBC\xC3\xA4\xC3\xB6\xC3\xBC\xC3\xA4"

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

typedef struct {
    const char *section, *name, *value, *origin;
    int line;
} expected_row;

static void check_rows(const sim_ini *ini, const expected_row rows[], size_t n)
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
    expected_row rows[4];
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

START_TEST(a_section_may_have_48_characters)
{
    static const char text[] = "[2.385371511061709_+-" TWENTY "23.85371]\nload = 2\n";
    sim_ini ini;
    sim_error err = {""};

    ck_assert_msg(sim_ini_read_text(&ini, "a.ini", text, &err) == SIM_OK, "%s", err.text);
    ck_assert_uint_eq(ini.n_rows, 2);
    ck_assert_str_eq(ini.rows[1].section, TWENTY TWENTY "23.85371");
    sim_ini_free(&ini);
}
END_TEST

/* "r1 = " and a value that makes the row so long, with no comment or one. */
static const struct {
    size_t row;
    const char *comment;
} long_rows[] = {{198, ""},   {199, ""},      {1023, ""},  {1024, " # a"},
                 {5000, ""},  {5003, " ;b"},  {65535, ""}, {65531, " # a"},
                 {65536, ""}, {65532, " # a"}};

START_TEST(a_row_may_have_65535_bytes_with_its_comment)
{
    const size_t row = long_rows[_i].row, length = row + strlen(long_rows[_i].comment);
    char *text = malloc(length + 64), *value = text + strlen("r1 = ");
    sim_error err = {""};
    sim_ini ini;
    sim_status status;

    ck_assert_ptr_nonnull(text);
    memset(text, '7', row);
    memcpy(text, "r1 = ", strlen("r1 = "));
    strcpy(text + row, long_rows[_i].comment);
    strcat(text, "\nr2 = 0.7385\n");
    status = sim_ini_read_text(&ini, "a.ini", text, &err);
    if (length > 65535) {
        ck_assert_int_eq(status, SIM_EPARSE);
        ck_assert_str_eq(
            err.text, "a.ini:1: is longer than 65535 bytes; a shorter row would be right");
    } else {
        ck_assert_msg(status == SIM_OK, "%s", err.text);
        ck_assert_uint_eq(ini.n_rows, 2);
        ck_assert_uint_eq(strlen(ini.rows[0].value), row - strlen("r1 = "));
        ck_assert_int_eq(strncmp(ini.rows[0].value, value, row - strlen("r1 = ")), 0);
        ck_assert_str_eq(ini.rows[1].value, "0.7385");
    }
    sim_ini_free(&ini);
    free(text);
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
    check_rows(&ini, (expected_row[]){{"", "load", "0.7385", NULL, 2}}, 1);
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
#define TWICE(section, line) \
    "section [" section "] stands twice, first at a.ini:" line \
    "; one header for all its rows, or another name, would be right"

static const struct {
    const char *text;
    size_t length;
    const char *message;
} bad[] = {
    {BYTES("[joint]\nload 0.7385\n"),
     "a.ini:2: is no row: nothing stands where = should; load = 0.7385 would be right"},
    {BYTES("[joint]\n\n# load\nload\n"), "a.ini:4: is no row; name = value would be right"},
    {BYTES("[joint]\nload # = 0.7385\n"),
     "a.ini:2: is no row; name = value would be right"},
    {BYTES("[joint]\nload = 0.7385\n]\n"), "a.ini:3: is no section; [name] would be right"},
    {BYTES("[joint]\n load = 0.7385\n"),
     "a.ini:2: is indented; a row that starts at the left edge would be right"},
    {BYTES("[joint]\nload = 0.7385\n\tvolume = 8.31\n"),
     "a.ini:3: is indented; a row that starts at the left edge would be right"},
    {BYTES(" [joint]\n"),
     "a.ini:1: is indented; a row that starts at the left edge would be right"},
    {BYTES("[joint\nload = 0.7385\n"), "a.ini:1: [joint has no ]; [name] would be right"},
    {BYTES("load = 0.7385\n[]\n"), "a.ini:2: [] has no name; [name] would be right"},
    {BYTES("[joint] load = 0.7385\n"), "a.ini:1: [joint] load = 0.7385 has more behind its "
                                       "first ]; [name] alone in its row would be right"},
    {BYTES("[arm a]b]\n"), "a.ini:1: [arm a]b] has more behind its first ]; [name] alone "
                           "in its row would be right"},
    {BYTES("[joint # ]\n"), "a.ini:1: a # behind a blank begins a comment, so that [joint "
                            "has no ]; a name without it would be right"},
    {BYTES("[2.385371511061709_+-" TWENTY "23.853711]\n"),
     "a.ini:1: [2.385371511061709_+-2.385371511061709_+-23.853711]... is too long; [name] "
     "with at most 48 characters would be right"},
    {BYTES("[joint]\rload = 0.7385\r"),
     "a.ini:1: holds U+000D, a control character; plain text would be right"},
    {BYTES("[joint]\nload = 0.\x1B[31m7385\n"),
     "a.ini:2: holds U+001B, a control character; plain text would be right"},
    {BYTES("[joint\x7F]\n"),
     "a.ini:1: holds U+007F, a control character; plain text would be right"},
    {BYTES("[ \t]\n"), "a.ini:1: [] has no name; [name] would be right"},
    {BYTES("[arm " UMLAUTS UMLAUTS "\xC3\xBC\xC3\xBC\xC3\xBC\xC3\xBC\xC3\xBC]\n"),
     "a.ini:1: [arm "
     "\303\244\303\266\303\274\303\244\303\266\303\274\303\244\303\266\303\274\303\244\303"
     "\244\303\266\303\274\303\244\303\266\303\274\303\244\303\266\303\274\303\244\303\244"
     "\303\266\303\274\303\244\303\266\303\274\303\244\303... is too long; [name] with at "
     "most 48 characters would be right"},
    {BYTES("[joint]\nload = 2\xC2\xA0\n"),
     "a.ini:2: holds U+00A0, a blank that is no space; a plain space would be right"},
    {BYTES("[joint]\nload\xE2\x80\xAF= 2\n"),
     "a.ini:2: holds U+202F, a blank that is no space; a plain space would be right"},
    {BYTES("[joint]\nload = \xE2\x80\x8B"
           "2\n"),
     "a.ini:2: holds U+200B, a space without width; a plain space would be right"},
    {BYTES("[joint]\n= 0.7385\n"),
     "a.ini:2: has no name before the =; name = value would be right"},
    {BYTES("[joint]\nload = 2\n[run]\n[joint]\n"), "a.ini:4: " TWICE("joint", "1")},
    {BYTES("[arm P8]\n[arm P8 ] # again\n"), "a.ini:2: " TWICE("arm P8", "1")},
    {BYTES("[joint]\nload = 0.\0"
           "7385\n"),
     "a.ini:2: holds a NUL byte; plain text would be right"},
    {BYTES("# a comment\n# \0\n"), "a.ini:2: holds a NUL byte; plain text would be right"},
    {BYTES("\0"), "a.ini:1: holds a NUL byte; plain text would be right"},
    {BYTES("\xFF\xFE[\0j\0o\0i\0n\0t\0]\0"),
     "a.ini:1: is UTF-16; a file saved as UTF-8 would be right"},
    {BYTES("\xFE\xFF\0[\0j\0o\0i\0n\0t\0]"),
     "a.ini:1: is UTF-16; a file saved as UTF-8 would be right"},
    {BYTES("[\0j\0o\0i\0n\0t\0]\0"),
     "a.ini:1: holds a NUL byte; plain text would be right"},
    {BYTES("[arm \xE9t\xE9]\n"), "a.ini:1: holds the byte 0xE9 as its character 6, which "
                                 "is not UTF-8; a file saved as UTF-8 would be right"},
    {BYTES("[joint]\n# 5 \xB5m\n"),
     "a.ini:2: holds the byte 0xB5 as its character 5, which is not UTF-8; a file saved as "
     "UTF-8 would be right"},
    {BYTES("[joint]\nload = \xC0\xB2\n"),
     "a.ini:2: holds the byte 0xC0 as its character 8, which is not UTF-8; a file saved as "
     "UTF-8 would be right"},
    {BYTES("[joint]\n\xEF\xBB\xBFload = 2\n"),
     "a.ini:2: holds U+FEFF, a byte-order mark; the text without it would be right"},
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

/* ---- what a comment takes ------------------------------------------------- */

static const struct {
    const char *row, *value, *whole;
} commented[] = {
    {"title = Arm #3; day 5", "Arm", "Arm #3; day 5"},
    {"title = Arm # 3", "Arm", "Arm # 3"},
    {"title = Arm  #3 ;x  ", "Arm", "Arm  #3 ;x"},
    {"title = #3", "", " #3"},
    {"title = #: 3", "", " #: 3"},
    {"title=#3", "#3", NULL},
};

START_TEST(a_value_is_kept_with_its_comment_too)
{
    sim_ini ini;
    sim_error err = {""};

    ck_assert_msg(sim_ini_read_text(&ini, "a.ini", commented[_i].row, &err) == SIM_OK, "%s",
                  err.text);
    ck_assert_uint_eq(ini.n_rows, 1);
    ck_assert_str_eq(ini.rows[0].value, commented[_i].value);
    check_text(ini.rows[0].whole, commented[_i].whole);
    sim_ini_free(&ini);
}
END_TEST

START_TEST(a_header_knows_that_rows_below_it_were_lost)
{
    static const char text[] = "[joint]\n load = 2\n[run]\n[product]\ndose 5\n[x\n";
    sim_findings findings = {0};
    sim_error err = {""};
    sim_ini ini;
    FILE *in = tmpfile();

    ck_assert_ptr_nonnull(in);
    fputs(text, in);
    rewind(in);
    ck_assert_int_eq(sim_ini_read(&ini, "a.ini", in, &findings, &err), SIM_OK);
    fclose(in);
    ck_assert_uint_eq(findings.n, 3);
    ck_assert_uint_eq(ini.n_rows, 3);
    ck_assert(ini.rows[0].lost && !ini.rows[1].lost && ini.rows[2].lost);
    sim_ini_free(&ini);
    sim_findings_free(&findings);
}
END_TEST

/* Every refused line is noted, and what is right is read; rows below a refused header are
 * nobody's. */
START_TEST(with_findings_the_reading_goes_on)
{
    static const char text[] =
        "[joint]\nload 2\nvolume = 8.31\n indented = 1\n[joint]\n"
        "damping = 0.371\n[run\ndays = 238\n= 5\n[rehab]\nstart = 60\n";
    static const char *const lines[] = {
        "a.ini:2: is no row: nothing stands where = should; load = 2 would be right",
        "a.ini:4: is indented; a row that starts at the left edge would be right",
        "a.ini:5: " TWICE("joint", "1"), "a.ini:7: [run has no ]; [name] would be right",
        "a.ini:9: has no name before the =; name = value would be right"};
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
               (expected_row[]){{"joint", NULL, NULL, NULL, 1},
                                {"joint", "volume", "8.31", NULL, 3},
                                {"rehab", NULL, NULL, NULL, 10},
                                {"rehab", "start", "60", NULL, 11}},
               4);
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
    TCase *rows = tcase_create("rows"), *refusals = tcase_create("refusals"),
          *comments = tcase_create("comments");

    tcase_add_loop_test(rows, rows_come_in_order_with_their_lines, 0,
                        sizeof good / sizeof *good);
    tcase_add_loop_test(rows, a_text_reads_like_a_file, 0, sizeof good / sizeof *good);
    tcase_add_test(rows, a_section_may_have_48_characters);
    tcase_add_loop_test(rows, a_row_may_have_65535_bytes_with_its_comment, 0,
                        sizeof long_rows / sizeof *long_rows);
    tcase_add_test(rows, a_section_may_have_48_characters_of_any_script);
    tcase_add_test(rows, a_comment_may_be_longer_than_any_row);
    tcase_add_test(rows, many_rows_are_kept);
    tcase_add_loop_test(refusals, a_broken_line_is_refused_with_its_place, 0,
                        sizeof bad / sizeof *bad);
    tcase_add_test(refusals, with_findings_the_reading_goes_on);
    tcase_add_test(refusals, what_cannot_be_read_is_refused);
    suite_add_tcase(suite, rows);
    suite_add_tcase(suite, refusals);
    tcase_add_loop_test(comments, a_value_is_kept_with_its_comment_too, 0,
                        sizeof commented / sizeof *commented);
    tcase_add_test(comments, a_header_knows_that_rows_below_it_were_lost);
    suite_add_tcase(suite, comments);
    return suite_run(suite);
}
