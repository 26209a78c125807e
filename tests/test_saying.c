/* test_saying.c -- figures.csv: a row for each text. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "plots/saying.h"
#include "tests/suite.h"

static char *write_csv(const plot_facts *facts)
{
    char *text = NULL;
    size_t size;
    sim_rows_to to = {.csv = open_memstream(&text, &size)};
    sim_error err;

    ck_assert_int_eq(plot_facts_write(facts, &to, &err), SIM_OK);
    fclose(to.csv);
    return text;
}

START_TEST(each_text_is_a_row_with_its_numbers)
{
    plot_facts facts = {0};
    char *csv;

    plot_facts_add(&facts, &(plot_saying){.figure = "potency",
                                          .panel = "pain",
                                          .place = "caption",
                                          .quantity = "relief",
                                          .text = (char[]){"Below 0, it hurts."}});
    plot_facts_add(&facts,
                   &(plot_saying){.figure = "potency",
                                  .panel = "",
                                  .place = "title",
                                  .quantity = "relief",
                                  .has_fact = true,
                                  .fact = {.is = PLOT_WORSE,
                                           .arm = {.arm = "P2", .value = 16.27, .at = 218},
                                           .other = {.arm = "P12", .value = 8.521}},
                                  .text = (char[]){"less"}});
    plot_facts_add(
        &facts, &(plot_saying){.figure = "potency",
                               .panel = "",
                               .place = "caption",
                               .quantity = "",
                               .has_fact = true,
                               .fact = {.is = PLOT_COHORT, .arm = {.value = 37, .at = NAN}},
                               .text = (char[]){"of 37"}});
    csv = write_csv(&facts);
    ck_assert_str_eq(csv,
                     "figure,panel,place,case,quantity,arm,other_arm,day,value,other_value,"
                     "text\n"
                     "potency,pain,caption,,relief,,,,,,\"Below 0, it hurts.\"\n"
                     "potency,,title,worse,relief,P2,P12,218,16.27,8.521,less\n"
                     "potency,,caption,cohort,,,,,37,,of 37\n");
    free(csv);
    plot_facts_free(&facts);
    ck_assert_uint_eq(facts.n, 0);
}
END_TEST

START_TEST(rows_of_another_process_stand_behind_those_of_the_list)
{
    plot_facts facts = {0}, theirs = {0};
    sim_error err;
    char *csv;

    plot_facts_add(&facts, &(plot_saying){"a", "", "title", "", .text = (char[]){"A, b"}});
    plot_facts_add(&theirs, &(plot_saying){"a", "c", "alt", "", .text = (char[]){"C, d"}});
    ck_assert_int_eq(sim_memory_open(&facts.rows, "figures", &err), SIM_OK);
    plot_facts_write_rows(&theirs, facts.rows.stream);
    ck_assert_int_eq(sim_memory_close(&facts.rows, "figures", &err), SIM_OK);
    csv = write_csv(&facts);
    ck_assert_str_eq(csv,
                     "figure,panel,place,case,quantity,arm,other_arm,day,value,other_value,"
                     "text\n"
                     "a,,title,,,,,,,,\"A, b\"\n"
                     "a,c,alt,,,,,,,,\"C, d\"\n");
    free(csv);
    plot_facts_free(&facts);
    plot_facts_free(&theirs);
}
END_TEST

START_TEST(nobody_needs_to_ask)
{
    plot_facts_add(NULL, &(plot_saying){.text = (char[]){"unheard"}});
}
END_TEST

START_TEST(a_list_without_memory_is_not_written)
{
    const plot_facts facts = {.failed = true};
    const sim_rows_to to = {0};
    sim_error err;

    ck_assert_int_eq(plot_facts_write(&facts, &to, &err), SIM_ENOMEM);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("saying");
    TCase *rows = tcase_create("rows");

    suite_add_tcase(suite, rows);
    tcase_add_test(rows, each_text_is_a_row_with_its_numbers);
    tcase_add_test(rows, rows_of_another_process_stand_behind_those_of_the_list);
    tcase_add_test(rows, nobody_needs_to_ask);
    tcase_add_test(rows, a_list_without_memory_is_not_written);
    return suite_run(suite);
}
