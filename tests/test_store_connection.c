/* test_store_connection.c -- one who adds to a stores_one keeps others from it, but for readers. */
#include <sys/wait.h>
#include <unistd.h>

#include "tests/stores.h"
#include "tests/suite.h"

#define IN_USE \
    "a.db: is in use by another process, perhaps by its sweep; waiting until that ends " \
    "would be right"

/* Runs `act` in a process of its own: locks are those of processes. */
static void elsewhere(void (*act)(void))
{
    int status = 0;
    const pid_t child = fork();

    if (child == 0) {
        act();
        _exit(0);
    }
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static void add_in_vain(void)
{
    sim_store other = {0};

    stores_refuse(sim_store_open(&other, "a.db", true, &stores_err), IN_USE);
    sim_store_close(&other);
    stores_refuse(
        sim_store_create(&other, "a.db", &stores_form, &stores_err),
        "a.db: is there already; another name, or potency sweep --resume to go on with "
        "it, would be right");
    sim_store_close(&other);
}

static void read_one_point(void)
{
    sim_store other = {0};
    stores_seen s = {0};

    stores_succeed(sim_store_open(&other, "a.db", false, &stores_err));
    stores_succeed(sim_store_each_row(&other, 0, stores_check_row, &s, &stores_err));
    ck_assert(s.n == 2 && s.points[0] == 1);
    sim_store_close(&other);
}

START_TEST(one_that_is_added_to_is_read_and_not_added_to_by_others)
{
    stores_create("a.db", &stores_form);
    stores_add(1, 1);
    stores_succeed(sim_store_commit(&stores_one, &stores_err));
    elsewhere(add_in_vain);
    stores_add(2, 1); /* nobody sees it yet */
    elsewhere(add_in_vain);
    elsewhere(read_one_point);
    stores_succeed(sim_store_commit(&stores_one, &stores_err));
    stores_succeed(sim_store_finish(&stores_one, &stores_err));
    sim_store_close(&stores_one);
    ck_assert_str_eq(stores_files(), "a.db ");
}
END_TEST

static void add_refusals(TCase *cases)
{
    tcase_add_test(cases, one_that_is_added_to_is_read_and_not_added_to_by_others);
}

int main(void)
{
    Suite *suite = suite_create("store_connection");

    stores_add_case(suite, "refusals", add_refusals);
    return suite_run(suite);
}
