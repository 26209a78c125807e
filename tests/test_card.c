/* test_card.c -- the rows of the model card name parameters that exist. */
#include <check.h>

#include "models/models.h"
#include "sim/cli/cli.h"
#include "tests/names.h"
#include "tests/suite.h"

START_TEST(the_parameters_that_it_speaks_of_exist)
{
    sim_session session;
    sim_error err = {""};
    size_t n = 0;

    ck_assert_int_eq(sim_session_open(&session, &models_chains[0], &err), SIM_OK);
    for (const models_card_row *row = models_card; row->kind != MODELS_CARD_END; row++) {
        if (row->kind != MODELS_CARD_SAY) continue;
        names_check(&session.catalog, row->parameters, "card.def");
        n += *row->parameters != '\0';
    }
    ck_assert_uint_ge(n, 10);
    sim_session_close(&session);
}
END_TEST

START_TEST(every_heading_has_something_to_say)
{
    for (const models_card_row *row = models_card; row->kind != MODELS_CARD_END; row++) {
        if (row->kind == MODELS_CARD_HEAD)
            ck_assert_msg(row[1].kind != MODELS_CARD_HEAD && row[1].kind != MODELS_CARD_END,
                          "%s", row->text);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("card");
    TCase *rows = tcase_create("rows");

    tcase_add_test(rows, the_parameters_that_it_speaks_of_exist);
    tcase_add_test(rows, every_heading_has_something_to_say);
    suite_add_tcase(suite, rows);
    return suite_run(suite);
}
