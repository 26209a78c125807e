/* test_sql.c -- where SQLite is short of memory, no value is taken for a missing one. */
#include <stdbool.h>
#include <unistd.h>

#include <sqlite3.h>

#include "tests/stores.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

/* SQLite's own memory, of which one piece is not given. */
static sqlite3_mem_methods plain;
static long until_failure;

static bool is_given(void) { return until_failure-- != 0; }

static void *give(int size) { return is_given() ? plain.xMalloc(size) : NULL; }

static void *give_more(void *piece, int size)
{
    return is_given() ? plain.xRealloc(piece, size) : NULL;
}

static void make_short(void)
{
    sqlite3_mem_methods failing;

    ck_assert_int_eq(sqlite3_shutdown(), SQLITE_OK);
    ck_assert_int_eq(sqlite3_config(SQLITE_CONFIG_GETMALLOC, &plain), SQLITE_OK);
    failing = plain;
    failing.xMalloc = give;
    failing.xRealloc = give_more;
    until_failure = -1;
    ck_assert_int_eq(sqlite3_config(SQLITE_CONFIG_MALLOC, &failing), SQLITE_OK);
    ck_assert_int_eq(sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0), SQLITE_OK);
    ck_assert_int_eq(sqlite3_initialize(), SQLITE_OK);
}

static sim_status read_all(void)
{
    stores_seen s = {0};
    sim_status status = sim_store_open(&stores_one, "a.db", false, &stores_err);

    if (status == SIM_OK)
        status = sim_store_each_row(&stores_one, 0, stores_check_row, &s, &stores_err);
    if (status == SIM_OK) ck_assert_uint_eq(s.n, 4);
    if (status == SIM_OK)
        ck_assert_str_eq(stores_one.form.inputs[1].name, stores_inputs[1].name);
    return status;
}

/* From its making on, or from its first point. */
static sim_status add_from(bool made)
{
    const long failing = until_failure;
    sim_store_row mine[2] = {stores_rows[0], stores_rows[1]};
    sim_status status;

    if (made) until_failure = -1;
    status = sim_store_create(&stores_one, "b.db", &stores_form, &stores_err);
    if (made && status == SIM_OK) status = sim_store_commit(&stores_one, &stores_err);
    if (made) until_failure = failing;
    mine[0].point = mine[1].point = 2;
    if (status == SIM_OK) status = sim_store_begin(&stores_one, &stores_err);
    if (status == SIM_OK)
        status = sim_store_add_point(&stores_one, &(sim_store_point){2, 1, 0.5, mine, 2},
                                     &stores_err);
    if (status == SIM_OK) status = sim_store_commit(&stores_one, &stores_err);
    return status == SIM_OK ? sim_store_finish(&stores_one, &stores_err) : status;
}

static sim_status make_and_add(void) { return add_from(false); }

static sim_status add_to_made(void) { return add_from(true); }

static const struct {
    sim_status (*act)(void);
    const char *message; /* of a failure */
} short_ones[] = {
    {read_all, "a.db: out of memory; close other programs or ask for less"},
    {make_and_add, "b.db: out of memory; close other programs or ask for less"},
    {add_to_made, "b.db: out of memory; close other programs or ask for less"},
};

/* One piece after the other, further apart later.  SQLite can do without some. */
START_TEST(no_memory_is_no_missing_value)
{
    sim_status status = SIM_ENOMEM;
    stores_seen s = {0};
    long n = 0;

    make_short();
    stores_make("a.db");
    for (bool failed = true; failed; n += 1 + n / 64) {
        until_failure = n;
        status = short_ones[_i].act();
        failed = until_failure < 0;
        until_failure = -1;
        sim_store_close(&stores_one);
        if (status == SIM_OK && short_ones[_i].act != read_all) {
            stores_succeed(sim_store_open(&stores_one, "b.db", false, &stores_err));
            stores_succeed(
                sim_store_each_row(&stores_one, 2, stores_check_row, &s, &stores_err));
            sim_store_close(&stores_one);
            s.n = 0;
        }
        if (status != SIM_OK) ck_assert_str_eq(stores_err.text, short_ones[_i].message);
        unlink("b.db");
        unlink("b.db-wal");
        ck_assert_str_eq(stores_files(), "a.db ");
    }
    ck_assert_int_eq(status, SIM_OK);
    ck_assert_int_gt(n, 20);
}
END_TEST

static void add_memory(TCase *cases)
{
    tcase_add_loop_test(cases, no_memory_is_no_missing_value, 0, LENGTH(short_ones));
}

int main(void)
{
    Suite *suite = suite_create("sql");

    stores_add_case(suite, "memory", add_memory);
    return suite_run_apart(suite);
}
