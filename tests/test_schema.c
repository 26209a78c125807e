/* test_schema.c -- what no sweep wrote is refused as it is opened. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/stores.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

static void put_text(void) { stores_write("x", "[run]\ndays = 30, and more of it\n", 32); }

static void put_nothing(void) { stores_write("x", "", 0); }

static void put_folder(void) { ck_assert_int_eq(mkdir("x", 0777), 0); }

static void put_none(void) {}

static void put_foreign(void) { stores_sql("x", "CREATE TABLE results(point INTEGER)"); }

static void put_newer(void)
{
    stores_make("x");
    stores_sql("x", "PRAGMA user_version = 3");
}

static void put_cut(void)
{
    stores_make("x");
    ck_assert_int_eq(truncate("x", 4096), 0);
}

static void put_header(void)
{
    stores_make("x");
    ck_assert_int_eq(truncate("x", 60), 0);
}

static void put_without_columns(void)
{
    stores_make("x");
    stores_sql("x", "DROP TABLE columns");
}

#define RIGHT "; a file that potency sweep wrote would be right"

static const struct {
    void (*put)(void);
    const char *message; /* of sim_store_open */
} strangers[] = {
    {put_text, "x: is no database" RIGHT},
    {put_nothing, "x: is empty; a file that potency sweep wrote would be right, or, if it "
                  "was ended as it began, to remove this one"},
    {put_folder, "x: is a folder; a file would be right"},
    {put_none, "x: cannot be read: No such file or directory" RIGHT},
    {put_foreign, "x: is no database of a sweep" RIGHT},
    {put_newer, "x: is of format 3; one of format 2, or the version of potency that wrote "
                "it, would be right"},
    {put_cut, "x: is damaged (database disk image is malformed); a copy, or the sweep once "
              "more, would be right"},
    {put_header, "x: is no database" RIGHT},
    {put_without_columns, "x: lacks table 'columns'" RIGHT},
};

START_TEST(what_no_sweep_wrote_is_refused)
{
    strangers[_i].put();
    for (int adds = 0; adds < 2; adds++) {
        stores_refuse(sim_store_open(&stores_one, "x", adds, &stores_err),
                      strangers[_i].message);
        sim_store_close(&stores_one);
    }
}
END_TEST

START_TEST(a_damaged_page_is_found)
{
    char *bytes;
    size_t n;

    stores_create("a.db", &stores_form);
    for (size_t point = 1; point < 40; point++) stores_add(point, 1);
    stores_succeed(sim_store_commit(&stores_one, &stores_err));
    stores_succeed(sim_store_finish(&stores_one, &stores_err));
    sim_store_close(&stores_one);
    bytes = stores_bytes("a.db", &n);
    memset(bytes + n / 8 * 5, 0x37, 8192);
    stores_write("a.db", bytes, n);
    free(bytes);
    ck_assert_int_eq(sim_store_open(&stores_one, "a.db", _i == 1, &stores_err), SIM_EPARSE);
    ck_assert_msg(strncmp(stores_err.text, "a.db: is damaged", 16) == 0, "%s",
                  stores_err.text);
    ck_assert_ptr_null(strchr(stores_err.text, '\n'));
}
END_TEST

static void add_refusals(TCase *cases)
{
    tcase_add_loop_test(cases, what_no_sweep_wrote_is_refused, 0, LENGTH(strangers));
    tcase_add_loop_test(cases, a_damaged_page_is_found, 0, 2);
}

int main(void)
{
    Suite *suite = suite_create("schema");

    stores_add_case(suite, "refusals", add_refusals);
    return suite_run(suite);
}
