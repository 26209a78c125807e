/* test_embedded.c -- a text within a file of any kind, and what is no such text. */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "sim/io/embedded.h"
#include "sim/io/memory.h"
#include "tests/suite.h"
#include "tests/temp.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

static const char text[] =
    "# Again: run --dark\n[run]\ndays = 2.385 #: a \xC2\xB5 b.ini:3\n";

static char folder[TEMP_PATH];

static void enter(void) { temp_enter("embedded", folder); }

static void leave(void)
{
    remove("f");
    remove("z");
    temp_leave(folder);
}

static void write_file(const char *name, const char *bytes, size_t n)
{
    FILE *out = fopen(name, "w");

    ck_assert_ptr_nonnull(out);
    ck_assert_uint_eq(fwrite(bytes, 1, n, out), n);
    ck_assert_int_eq(fclose(out), 0);
}

/* A file "f" with what stands before and behind the text. */
static void write_around(const char *before_lines, const char *start, const char *end)
{
    sim_memory m;
    sim_error err;

    ck_assert_int_eq(sim_memory_open(&m, "test", &err), SIM_OK);
    fputs(start, m.stream);
    ck_assert_int_eq(sim_embedded_write(text, before_lines, m.stream, &err), SIM_OK);
    fputs(end, m.stream);
    ck_assert_int_eq(sim_memory_close(&m, "test", &err), SIM_OK);
    write_file("f", m.bytes, m.size);
    sim_memory_free(&m);
}

static const struct {
    const char *before, *start, *end;
} places[] = {
    {"", "", ""},
    {"", "\x89PNG\r\n", "\xff\xfe"},
    {"%", "%PDF-1.5\nendobj\n", "startxref\n12\n%%EOF\n"},
    {"", "<svg><metadata>\nSeed: 1\n", "</metadata></svg>"},
    {"  ", "potency-run.ini-end potency-run.ini-begi\n", ""},
};

START_TEST(it_comes_out_as_it_went_in)
{
    char *found;
    sim_error err = {""};

    write_around(places[_i].before, places[_i].start, places[_i].end);
    ck_assert_msg(sim_embedded_read("f", &found, &err) == SIM_OK, "%s", err.text);
    ck_assert_str_eq(found, text);
    free(found);
}
END_TEST

static void write_twice(const char *first, const char *second)
{
    FILE *out = fopen("f", "w");
    sim_error err;

    ck_assert(out != NULL);
    ck_assert_int_eq(sim_embedded_write(first, "", out, &err), SIM_OK);
    fputs("between\n", out);
    ck_assert_int_eq(sim_embedded_write(second, "", out, &err), SIM_OK);
    ck_assert_int_eq(fclose(out), 0);
}

static void refuse(const char *message)
{
    char *found;
    sim_error err = {""};

    ck_assert_int_eq(sim_embedded_read("f", &found, &err), SIM_EPARSE);
    ck_assert_str_eq(err.text, message);
    ck_assert_ptr_null(found);
}

START_TEST(two_must_be_the_same)
{
    char *found;
    sim_error err;

    write_twice(text, text);
    ck_assert_int_eq(sim_embedded_read("f", &found, &err), SIM_OK);
    ck_assert_str_eq(found, text);
    free(found);
    write_twice(text, "[run]\n");
    refuse("f: holds more than one run.ini; a file with one would be right");
}
END_TEST

START_TEST(a_file_without_has_none)
{
    char *found = (char *)text;
    sim_error err;

    temp_put("f", "potency-run.ini-begi");
    ck_assert_int_eq(sim_embedded_read("f", &found, &err), SIM_OK);
    ck_assert_ptr_null(found);
    temp_put("f", "");
    ck_assert_int_eq(sim_embedded_read("f", &found, &err), SIM_OK);
    ck_assert_ptr_null(found);
}
END_TEST

static const char damaged[] =
    "f: the run.ini within is damaged; the file as it was written would be right";

/* As little as one letter more, less or other is noticed by the checksum; the marks apart,
 * without which there is none. */
START_TEST(a_byte_changed_is_noticed)
{
    char bytes[1024], *found;
    FILE *in;
    size_t n;
    int n_refused = 0;

    write_around("", "", "");
    in = fopen("f", "r");
    n = fread(bytes, 1, sizeof bytes, in);
    fclose(in);
    ck_assert(n > 100 && n < sizeof bytes);
    for (size_t i = 0; i < n; i++) {
        const char was = bytes[i];
        sim_error err = {""};

        bytes[i] = was == 'B' ? 'C' : 'B';
        write_file("f", bytes, n);
        bytes[i] = was;
        if (sim_embedded_read("f", &found, &err) != SIM_OK) {
            ck_assert_str_eq(err.text, damaged);
            n_refused++;
        } else if (found) {
            ck_assert_str_eq(found, text);
            free(found);
        }
    }
    /* of each of the lines all but the line break, and of the marks the second */
    ck_assert_int_ge(n_refused, (int)n - 24 - 4);
}
END_TEST

START_TEST(a_file_cut_short_is_noticed)
{
    char bytes[1024];
    FILE *in;
    size_t n;

    write_around("", "", "");
    in = fopen("f", "r");
    n = fread(bytes, 1, sizeof bytes, in);
    fclose(in);
    for (size_t i = strlen("potency-run.ini-begin"); i + 1 < n; i++) {
        write_file("f", bytes, i);
        refuse(damaged);
    }
}
END_TEST

static const char *const broken[] = {
    "",         /* nothing */
    "AAAA",     /* not deflated */
    "eJw=eJw=", /* letters behind the end */
    "eJw",      /* a letter too few */
    "e===",     /* less than a byte */
    "eJw!",     /* no letter */
    "eJwDAAAAAAE=eJwDAAAAAAE=",
};

START_TEST(what_is_no_text_is_refused)
{
    char file[256];

    snprintf(file, sizeof file, "potency-run.ini-begin\n%s\npotency-run.ini-end\n",
             broken[_i]);
    temp_put("f", file);
    refuse(damaged);
}
END_TEST

/* A NUL would end it for whoever reads on. */
START_TEST(a_text_with_a_nul_is_refused)
{
    /* zlib of "A\0B" */
    temp_put("f", "potency-run.ini-begin\neNpzZHACAAEIAIQ=\npotency-run.ini-end\n");
    refuse(damaged);
}
END_TEST

/* Some 16 kB that inflate to more than may be. */
START_TEST(a_text_that_grows_without_end_is_refused)
{
    const uLong n = SIM_EMBEDDED_MOST + 1;
    uLongf size = compressBound(n);
    Bytef *long_text = calloc(n, 1), *bytes = malloc(size);

    ck_assert(long_text && bytes);
    memset(long_text, 'x', n);
    ck_assert_int_eq(compress(bytes, &size, long_text, n), Z_OK);
    write_file("z", (const char *)bytes, size);
    free(long_text);
    free(bytes);
    ck_assert_int_eq(system("(echo potency-run.ini-begin; base64 z; echo "
                            "potency-run.ini-end) > f"),
                     0);
    refuse(damaged);
}
END_TEST

START_TEST(a_text_is_as_long_as_may_be)
{
    const size_t n = SIM_EMBEDDED_MOST + 1;
    char *long_text = malloc(n + 1);
    FILE *out = fopen("f", "w");
    sim_error err;

    ck_assert(long_text && out);
    memset(long_text, 'x', n);
    long_text[n] = '\0';
    ck_assert_int_eq(sim_embedded_write(long_text, "", out, &err), SIM_OK);
    ck_assert_int_eq(ftell(out), 0);
    long_text[n - 1] = '\0';
    ck_assert_int_eq(sim_embedded_write(long_text, "", out, &err), SIM_OK);
    ck_assert_int_gt(ftell(out), 0);
    ck_assert_int_eq(fclose(out), 0);
    free(long_text);
    ck_assert_int_eq(sim_embedded_read("f", &long_text, &err), SIM_OK);
    ck_assert_uint_eq(strlen(long_text), n - 1);
    free(long_text);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("embedded");
    TCase *cases = tcase_create("within");

    tcase_add_checked_fixture(cases, enter, leave);
    tcase_add_loop_test(cases, it_comes_out_as_it_went_in, 0, LENGTH(places));
    tcase_add_test(cases, two_must_be_the_same);
    tcase_add_test(cases, a_file_without_has_none);
    tcase_add_test(cases, a_byte_changed_is_noticed);
    tcase_add_test(cases, a_file_cut_short_is_noticed);
    tcase_add_loop_test(cases, what_is_no_text_is_refused, 0, LENGTH(broken));
    tcase_add_test(cases, a_text_with_a_nul_is_refused);
    tcase_add_test(cases, a_text_that_grows_without_end_is_refused);
    tcase_add_test(cases, a_text_is_as_long_as_may_be);
    suite_add_tcase(s, cases);
    return suite_run(s);
}
