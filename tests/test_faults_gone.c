/* test_faults_gone.c -- memory that is gone for good, from every single place on.
 *
 * The linker gives this program its own malloc (`-Wl,--wrap`, see the Makefile).
 */
#include <check.h>

#include "tests/faulty.h"
#include "tests/suite.h"

START_TEST(memory_that_is_gone_for_good_is_told_and_loses_nothing)
{
    faulty_fail_each(&subjects[_i], MEMORY, true, OLD);
}
END_TEST

static void add_case(Suite *suite, const char *name, int first, int end)
{
    TCase *cases = tcase_create(name);

    tcase_add_unchecked_fixture(cases, faulty_set_up, faulty_tear_down);
    tcase_set_timeout(cases, 60);
    tcase_add_loop_test(cases, memory_that_is_gone_for_good_is_told_and_loses_nothing,
                        first, end);
    suite_add_tcase(suite, cases);
}

int main(void)
{
    Suite *suite = suite_create("faults_gone");

    add_case(suite, "engine", 0, SUBJECTS_OF_ENGINE);
    add_case(suite, "faults", SUBJECTS_OF_ENGINE, SUBJECTS);
    return suite_run_apart(suite);
}
