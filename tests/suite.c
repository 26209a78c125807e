#include "tests/suite.h"

#include <stdbool.h>
#include <stdlib.h>

static int run(Suite *suite, bool apart)
{
    SRunner *runner = srunner_create(suite);
    int failed;

    if (apart) srunner_set_fork_status(runner, CK_FORK);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

int suite_run(Suite *suite) { return run(suite, false); }

int suite_run_apart(Suite *suite) { return run(suite, true); }
