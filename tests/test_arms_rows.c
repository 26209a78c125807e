/* test_arms_rows.c -- rows of an experiment that are refused: unknown, twice, in the wrong place. */
#include <check.h>

#include "tests/program.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

/* 60 characters without a meaning */
#define SIXTY "qwertzuiopasdfghjklyxcvbnmQWERTZUIOPASDFGHJKLYXCVBNM23857151"

static const program_refusal rows[] = {
    {"[passaging]\n\ncylce_time = 30\n", "",
     "a.ini:3: unknown parameter 'passaging.cylce_time'; did you mean 'cycle_time'?"},
    {"[passaging]\nCycle_Time = 30\n", "",
     "a.ini:2: unknown parameter 'passaging.Cycle_Time'; did you mean 'cycle_time'?"},
    {"[passaging]\ndose = 3e7\n", "",
     "a.ini:2: unknown parameter 'passaging.dose'; did you mean 'product.dose'?"},
    {"[passaging]\ncolour = blue\n", "",
     "a.ini:2: unknown parameter 'passaging.colour'; `potency params passaging.` lists "
     "those of that section"},
    {"[passaging]\npassaging.cycle_time = 30\n", "",
     "a.ini:2: unknown parameter 'passaging.passaging.cycle_time'; did you mean "
     "'cycle_time'?"},
    {"[product]\ndose = 3e7\ndose = 4e7\n", "",
     "a.ini:3: product.dose is given twice, first at a.ini:2; one of the two would be "
     "right"},
    {"[product]\n" SIXTY SIXTY " = 3e7\n", "",
     "a.ini:2: unknown parameter 'product." SIXTY SIXTY
     "'; `potency params product.` lists those of that section"},
    {"[arm x]\ndose = 3e7\n", "",
     "a.ini:2: 'dose' is no parameter; did you mean 'product.dose'?"},
    {"[arm x]\nprodcut.dose = 3e7\n", "",
     "a.ini:2: unknown section 'prodcut'; did you mean 'product'?"},
    {"[arm x]\nproduct.dsoe = 3e7\n", "",
     "a.ini:2: unknown parameter 'product.dsoe'; did you mean 'dose'?"},
    {"[arm x]\nproduct. = 3e7\n", "",
     "a.ini:2: 'product.' is no parameter; section.name would be right"},
    {"[arm x]\nrun.days = 30\n", "",
     "a.ini:2: run.days belongs to the whole run; a row of [run] would be right"},
    {"[arm x]\nweight = 70\n", "",
     "a.ini:2: 'weight' is no parameter; section.name would be right"},
};

START_TEST(a_row_is_refused_with_what_would_be_right) { program_refuse_file(&rows[_i]); }
END_TEST

int main(void)
{
    Suite *suite = suite_create("arms_rows");
    TCase *of_rows = tcase_create("rows");

    program_add_folder(of_rows);
    tcase_set_timeout(of_rows, 60);
    tcase_add_loop_test(of_rows, a_row_is_refused_with_what_would_be_right, 0,
                        LENGTH(rows));
    suite_add_tcase(suite, of_rows);
    return suite_run(suite);
}
