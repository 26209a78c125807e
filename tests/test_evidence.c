/* test_evidence.c -- the page of a validation takes no place that is not its own. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/evidence.h"
#include "tests/measured.h"
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

/* A page for each chain that has rows; the first has the plain name. */
START_TEST(each_chain_has_its_page)
{
    static const sim_text files[] = {
        {"lung.ini", "[run]\nindication = ards\ndays = 20\n[arm a]\n"},
        {"heart.ini", "[run]\nindication = heart\ndays = 20\n[arm a]\n"},
        {NULL, NULL}};
    static const char rows[] =
        MEASURED_HEADER "A,a,predicted,number,3,2,4,%,heart.ini,a,,lvef,20,value,\n"
                        "A,b,predicted,number,3,2,4,mmHg,lung.ini,a,,pf,20,value,\n";
    const sim_sheet_look look = {.formats = {"svg"}, .n_formats = 1};
    char dir[TEMP_PATH], path[2 * TEMP_PATH], *text;
    measured m;
    sim_files out;
    sim_error err = {""};

    temp_folder("pages", dir);
    measured_solve(&m, rows, &(measured_wish){.files = files});
    ck_assert_int_eq(sim_files_init(&out, dir, "validate", &err), SIM_OK);
    ck_assert_int_eq(sim_evidence_claim(&m.validation, &look, &out, &err), SIM_OK);
    ck_assert_int_eq(sim_files_replace(&out, &err), SIM_OK);
    ck_assert_int_eq(sim_evidence_write(&m.validation, NULL, &look, &out, &err), SIM_OK);
    ck_assert_int_eq(sim_files_commit(&out, &err), SIM_OK);
    sim_files_free(&out);
    snprintf(path, sizeof path, "%s/validation.svg", dir);
    ck_assert_int_eq(sim_files_read_text(path, &text, &err), SIM_OK);
    ck_assert_ptr_nonnull(strstr(text, "ards: 0 of 1 predicted numbers"));
    free(text);
    snprintf(path, sizeof path, "%s/validation_heart.svg", dir);
    ck_assert_int_eq(sim_files_read_text(path, &text, &err), SIM_OK);
    ck_assert_ptr_nonnull(strstr(text, "heart: 0 of 1 predicted numbers"));
    free(text);
    measured_close(&m);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("evidence");
    TCase *cases = tcase_create("evidence");

    tcase_add_test(cases, every_format_of_the_page_is_claimed);
    tcase_add_test(cases, each_chain_has_its_page);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
