/* test_evidence.c -- the page of a validation takes no place that is not its own. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "sim/cli/evidence.h"
#include "tests/suite.h"
#include "tests/temp.h"

START_TEST(every_format_of_the_page_is_claimed)
{
    const sim_sheet_look look = {.formats = {"svg", "pdf"}, .n_formats = 2};
    char dir[TEMP_PATH], path[2 * TEMP_PATH];
    sim_files files;
    sim_error err = {""};
    FILE *out;

    temp_folder("evidence", dir);
    ck_assert_int_eq(sim_files_init(&files, dir, "validate", &err), SIM_OK);
    ck_assert_int_eq(sim_sheet_claim(sim_evidence_page, &look, &files, &err), SIM_OK);
    snprintf(path, sizeof path, "%s/validation.pdf", dir);
    out = fopen(path, "wb");
    ck_assert_ptr_nonnull(out);
    ck_assert_int_eq(fclose(out), 0);
    ck_assert_int_eq(sim_sheet_claim(sim_evidence_page, &look, &files, &err), SIM_EIO);
    ck_assert_ptr_eq(strstr(err.text, path), err.text);
    sim_files_leave(&files);
    sim_files_free(&files);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("evidence");
    TCase *cases = tcase_create("evidence");

    tcase_add_test(cases, every_format_of_the_page_is_claimed);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
