/* test_unread.c -- which rows nothing of a chain reads. */
#include <check.h>
#include <stdlib.h>

#include "sim/io/text.h"
#include "sim/study/unread.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

static const struct {
    const char *chain, *rows;
} unread_of[] = {
    {"knee", ""},
    {"gvhd", "product.dose_interval, product.dead_weight, product.vehicle, "
             "product.mismatch, product.sensitized"},
    {"ards", "product.dead_weight, product.vehicle, product.mismatch, "
             "product.sensitized"},
    {"heart", "product.dead_weight, product.vehicle"},
};

START_TEST(rows_of_other_chains_alone_are_found)
{
    char found[512] = "", name[128];
    sim_session session;
    bool *unread;
    sim_error err = {""};

    ck_assert_int_eq(sim_session_open(&session, models_chain(unread_of[_i].chain), &err),
                     SIM_OK);
    ck_assert_int_eq(sim_unread_find(&session, &unread, &err), SIM_OK);
    for (size_t i = 0; i < session.catalog.n; i++) {
        const sim_parameter *q = &session.catalog.rows[i];

        if (!unread[i]) continue;
        snprintf(name, sizeof name, "%s.%s", q->section, q->symbol->name);
        sim_text_list(found, sizeof found, name);
    }
    ck_assert_str_eq(found, unread_of[_i].rows);
    free(unread);
    sim_session_close(&session);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("unread");
    TCase *tcase = tcase_create("unread");

    tcase_add_loop_test(tcase, rows_of_other_chains_alone_are_found, 0, LENGTH(unread_of));
    suite_add_tcase(suite, tcase);
    return suite_run(suite);
}
