/* test_csv.c -- rows of a CSV file as texts, and where they start. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "sim/io/csv.h"
#include "tests/suite.h"

enum { TEXT = 1024 };

/* "line: field|field;" for each row, the header marked by a star. */
static sim_status take(void *self, const sim_csv_row *row, sim_error *err)
{
    char *text = self;

    if (row->n > 0 && strcmp(row->field[0], "stop") == 0)
        return sim_fail(err, SIM_ESTOP, "stopped at %zu", row->line);
    snprintf(text + strlen(text), TEXT - strlen(text), "%zu%s:", row->line,
             row->is_header ? "*" : "");
    for (size_t i = 0; i < row->n; i++)
        snprintf(text + strlen(text), TEXT - strlen(text), "%s%s", i > 0 ? "|" : "",
                 row->field[i]);
    strcat(text, ";");
    return SIM_OK;
}

static sim_status read_bytes(const char *bytes, size_t n, char text[TEXT], sim_error *err)
{
    const sim_csv_input input = {tmpfile(), "a.csv", "another file"};
    sim_status status;

    ck_assert_ptr_nonnull(input.in);
    ck_assert_uint_eq(fwrite(bytes, 1, n, input.in), n);
    rewind(input.in);
    text[0] = '\0';
    status = sim_csv_take_all(&input, take, text, err);
    fclose(input.in);
    return status;
}

static const struct {
    const char *bytes, *rows;
} good[] = {
    {"a,b\n1,2\n", "1*:a|b;2:1|2;"},
    {"a,b\r\n1,\r\n", "1*:a|b;2:1|;"},
    {"a\n\n\n7.1", "1*:a;4:7.1;"},
    {"\n\"a,\"\"b\"\"\",c\n\"two\nlines\",x\n3,4\n", "2*:a,\"b\"|c;3:two\nlines|x;5:3|4;"},
    {"\xC3\xBC,\"\"\n", "1*:\xC3\xBC|;"},
};

START_TEST(rows_know_their_line)
{
    sim_error err = {""};
    char text[TEXT];

    ck_assert_msg(read_bytes(good[_i].bytes, strlen(good[_i].bytes), text, &err) == SIM_OK,
                  "%s", err.text);
    ck_assert_str_eq(text, good[_i].rows);
}
END_TEST

#define BYTES(bytes) bytes, sizeof(bytes) - 1

static const struct {
    const char *bytes;
    size_t n;
    const char *message;
} bad[] = {
    {BYTES(""), "a.csv: cannot be read or is empty"},
    {BYTES("\n\n"), "a.csv: cannot be read or is empty"},
    {BYTES("a\n\"b"), "a.csv:2: a quote is not closed, or stands inside a cell; another "
                      "file would be right"},
    {BYTES("a\n\nb\"c\n"), "a.csv:3: a quote is not closed, or stands inside a cell; "
                           "another file would be right"},
    {BYTES("a,b\0c\n"), "a.csv:1: holds a NUL byte; another file would be right"},
    {BYTES("a\nb\nstop\nc\n"), "stopped at 3"},
};

START_TEST(what_is_no_csv_is_refused_with_its_place)
{
    sim_error err = {""};
    char text[TEXT];

    ck_assert_int_ne(read_bytes(bad[_i].bytes, bad[_i].n, text, &err), SIM_OK);
    ck_assert_str_eq(err.text, bad[_i].message);
}
END_TEST

/* As many cells as a row may have, and one more. */
START_TEST(a_row_has_an_end)
{
    char bytes[2 * SIM_CSV_FIELDS + 2], text[TEXT];
    sim_error err = {""};

    memset(bytes, ',', sizeof bytes);
    bytes[SIM_CSV_FIELDS - 1] = '\n';
    ck_assert_int_eq(read_bytes(bytes, SIM_CSV_FIELDS, text, &err), SIM_OK);
    bytes[SIM_CSV_FIELDS - 1] = ',';
    bytes[SIM_CSV_FIELDS] = '\n';
    ck_assert_int_eq(read_bytes(bytes, SIM_CSV_FIELDS + 1, text, &err), SIM_EPARSE);
    ck_assert_str_eq(
        err.text,
        "a.csv:1: holds too many cells, or too long ones; another file would be right");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("csv");
    TCase *reading = tcase_create("reading");

    tcase_add_loop_test(reading, rows_know_their_line, 0, sizeof good / sizeof *good);
    tcase_add_loop_test(reading, what_is_no_csv_is_refused_with_its_place, 0,
                        sizeof bad / sizeof *bad);
    tcase_add_test(reading, a_row_has_an_end);
    suite_add_tcase(suite, reading);
    return suite_run(suite);
}
