/* test_offer.c -- what the section [offer] of a file says, and what it is refused for. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "sim/study/offer.h"
#include "sim/study/session.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

/* An offer in the making. */
typedef struct {
    sim_ini ini;
    sim_offer offer;
    sim_error err;
} reading;

static sim_status read_offer(reading *r, const char *text, const char *set)
{
    sim_session session;
    sim_status status = sim_ini_read_text(&r->ini, "a.ini", text, &r->err);
    const sim_offer_source source = {&r->ini, &set, set ? 1 : 0};

    ck_assert_int_eq(status, SIM_OK);
    ck_assert_int_eq(sim_session_open(&session, models_chain(NULL), &r->err), SIM_OK);
    status = sim_offer_read(&r->offer, models_offers, &source, &r->err);
    if (status == SIM_OK) status = sim_offer_measure(&r->offer, &session.catalog, &r->err);
    sim_session_close(&session);
    return status;
}

static void close_offer(reading *r)
{
    sim_offer_free(&r->offer);
    sim_ini_free(&r->ini);
}

/* ---- what is refused ---------------------------------------------------------- */

static const struct {
    const char *text, *set, *message;
} refused[] = {
    {"[product]\ndose = 5e7\n", NULL,
     "a.ini: says nothing of an offer; a section [offer] with rows such as condition would "
     "be right"},
    {"[offer]\nconditon = knee\n", NULL,
     "a.ini:2: an offer has no row 'conditon'; did you mean 'condition'?"},
    {"[offer]\ncells = plenty\n", NULL,
     "a.ini:2: cells: product.dose = plenty is not a number; one in [0, 1e+09] cell would "
     "be "
     "right"},
    {"[offer]\ncells = 3.7e12\n", NULL,
     "a.ini:2: cells: product.dose = 3.7e12 cell is outside [0, 1e+09] cell"},
    {"[offer]\ncells = -5\n", NULL,
     "a.ini:2: cells: product.dose = -5 cell is outside [0, 1e+09] cell"},
    {"[offer]\nviability = 95\n", NULL,
     "a.ini:2: viability: product.viability = 95 is outside [0, 1]; did you mean '95 %'?"},
    {"[offer]\ncondition = knee\npassage = 2.5\n", NULL,
     "a.ini:3: passage: passaging.harvest_passage = 2.5 is not whole; a whole number in "
     "[0, 40] passage would be right"},
    {"[offer]\nsource = umbilcal\n", NULL,
     "a.ini:2: source: unknown word 'umbilcal'; did you mean 'umbilical'?"},
    {"[offer]\nsource = shark\n", NULL,
     "a.ini:2: source: unknown word 'shark'; one of bone_marrow, adipose, umbilical, other "
     "would be right"},
    {"[offer]\nguidance = gided\n", NULL,
     "a.ini:2: guidance: unknown word 'gided'; did you mean 'guided'?"},
    {"[offer]\ncells = 5e7\ncells = 4e7\n", NULL,
     "a.ini:3: cells stands here and in line 2; one of them would be right"},
    {"[offer]\ndonor =\n", NULL,
     "a.ini:2: donor is empty; what the offer says, or no such row, would be right"},
    {"[offer]\nexpanded = no\npassage = 5\n", NULL,
     "a.ini:3: passage = 5 contradicts the rest of the offer: a passage is of cells that "
     "were grown: expanded = yes, or no passage, would be right"},
    {"[offer]\ncells = 0\ncounted = msc\n", NULL,
     "a.ini:3: counted = msc contradicts the rest of the offer: there are no cells to "
     "count: "
     "cells above 0, or no row counted, would be right"},
    {"[offer]\ncells = 0\npassage = 4\n", NULL,
     "a.ini:3: passage = 4 contradicts the rest of the offer: there are no cells to grow: "
     "cells above 0, or no passage, would be right"},
    {"[offer]\ncells = 0\nvesicles = 1e10\nviability = 0.7\n", NULL,
     "a.ini:4: viability = 0.7 contradicts the rest of the offer: vesicles are not alive: "
     "cells, or no viability, would be right"},
    {"[offer]\ncondition = knee\nguidance = iv\n", NULL,
     "a.ini:3: guidance = iv contradicts the rest of the offer: no model has the way from "
     "a "
     "vein into a knee: guided or blind would be right"},
    {"[offer]\ncondition = heart\nguidance = guided\n", NULL,
     "a.ini:3: guidance = guided contradicts the rest of the offer: the way into the heart "
     "would be right: transendocardial, intracoronary or intravenous"},
    {"[offer]\ntrial_phase = none\ntrial_result = benefit\n", NULL,
     "a.ini:3: trial_result = benefit contradicts the rest of the offer: a result is of a "
     "trial: its phase, or no trial_result, would be right"},
    {"[offer]\nexpanded = no\nhandling = thawed_rested\n", NULL,
     "a.ini:3: handling = thawed_rested contradicts the rest of the offer: a day of rest "
     "after thawing is a day in culture: expanded = yes, or handling = thawed_injected, "
     "would be right"},
    {"[offer]\ncells = 10-20 million\n", NULL,
     "a.ini:2: cells: product.dose = 10-20 million is not a number: it is a range; one in "
     "[0, 1e+09] cell would be right"},
    {"[offer]\ncells = 50,000\n", NULL,
     "a.ini:2: cells: product.dose = 50,000 is not a number: a comma groups its thousands; "
     "50000 would be right, or 50 if the comma is a decimal point"},
    {"[offer]\nviability = > 90 %\n", NULL,
     "a.ini:2: viability: product.viability = > 90 % is not a number: a sign or word "
     "stands "
     "before it; 90 % would be right"},
    {"[offer]\ncells = 90 million dollars\n", NULL,
     "a.ini:2: cells: product.dose = 90 million dollars is not a number: a word stands for "
     "a power of ten; one in [0, 1e+09] cell would be right"},
    {"[offer]\ncertificate = \"\"\n", NULL,
     "a.ini:2: certificate is empty; what the offer says, or no such row, would be right"},
    {"[offer]\ncondition = gvhd\ndoses = 9\n", NULL,
     "a.ini:3: doses = 9 contradicts the rest of the offer: they are given twice a week "
     "for "
     "four weeks here: up to 8 would be right"},
    {"[offer]\ninterval = 30\n", NULL,
     "a.ini:2: interval = 30 contradicts the rest of the offer: an interval is between "
     "injections: how many there are (doses), or no interval, would be right"},
    {"[offer]\ntrial_phase = none\ntrial_id = NCT1\n", NULL,
     "a.ini:3: trial_id = NCT1 contradicts the rest of the offer: a number is of a trial: "
     "its phase, or no trial_id, would be right"},
    {"[offer]\ncells = 5e7\n", "offer.claims=safe # it says",
     "--set offer.claims=safe # it says: # behind a blank begins a comment in a file; a "
     "text "
     "without it would be right"},
    {"[offer]\ncells = 5e7\n", "offer.cels=3",
     "--set offer.cels=3: an offer has no row 'cels'; did you mean 'cells'?"},
    {"[offer]\ncells = 5e7\n", "offer.cells",
     "--set offer.cells: has no =; offer.KEY=VALUE would be right"},
    {"[offer]\ncells = 5e7\n", "offer.passage=99",
     "--set offer.passage=99: passage: passaging.harvest_passage = 99 passage is outside "
     "[0, 40] passage"},
};

START_TEST(what_is_wrong_is_told_with_what_would_be_right)
{
    reading r = {.err = {""}};

    ck_assert_int_ne(read_offer(&r, refused[_i].text, refused[_i].set), SIM_OK);
    ck_assert_str_eq(r.err.text, refused[_i].message);
    close_offer(&r);
}
END_TEST

/* ---- what is read ------------------------------------------------------------- */

static const struct {
    const char *text, *set, *when;
} held[] = {
    {"[offer]\ncells = 5e7\n", NULL, "cells cells>4.9e7 cells<5.1e7 !cells>5e7 !vesicles"},
    {"[offer]\ncells = 0\n", NULL, "cells=0 !has_cells !grown"},
    {"[offer]\nvesicles = 2e10\n", NULL, "!has_cells vesicles>1e10"},
    {"[offer]\nsource = Fat\n", NULL, "source=adipose !source=bone_marrow"},
    {"[offer]\nsource = umbilical cord\n", NULL, "source=umbilical"},
    {"[offer]\nviability = 83 %\n", NULL, "viability>0.82 viability<0.84"},
    {"[offer]\ntrial_phase = I/II\n", NULL, "trial_phase=2 is_early"},
    {"[offer]\ncertificate = no\n", NULL, "certificate certificate=none !is_certified"},
    {"[offer]\ncertificate = lot 3\n", NULL, "is_certified !certificate=none"},
    {"[offer]\ncondition = Knee Osteoarthritis\n", NULL, "condition=knee"},
    {"[offer]\ncondition = spine\n", NULL, "condition=other condition"},
    {"[offer]\ncells = 3e6\n", NULL, "condition=other !condition"},
    {"[run]\nindication = heart\n[offer]\ncells = 3e6\n", NULL, "condition=heart"},
    {"[offer]\ncells = 5e7\n", "offer.cells=3e6", "cells<4e6"},
    {"[product]\ndose = 2\n", "offer.condition=gvhd", "condition=gvhd is_bed"},
    {"[offer]\ncounted = nucleated\n", NULL, "same_day uncounted"},
    {"[offer]\ncounted = nucleated\nsource = fat\n", NULL, "same_day !uncounted"},
    {"[offer]\ncounted = nucleated\npassage = 3\n", NULL, "!same_day grown !uncounted"},
    {"[offer]\nsource = placenta\n", NULL, "unlike uncounted"},
    {"[offer]\nexpanded = no\nsource = marrow\n", NULL, "nucleated !uncounted !grown"},
    {"[offer]\nexpanded = no\nsource = cord\n", NULL, "nucleated uncounted"},
    {"[offer]\nexpanded = no\ncounted = msc\n", NULL, "!nucleated !uncounted"},
    {"[offer]\ncells = 20 million stem cells\n", NULL, "cells>1.9e7 cells<2.1e7"},
    {"[offer]\ncells = 50,000,000 MSCs\n", NULL, "cells=50000000"},
    {"[offer]\ncells = \"50 M\"\n", NULL, "cells=50000000"},
    {"[offer]\nvesicles = 1e11 Exosomes\n", NULL, "vesicles=1e11"},
    {"[offer]\ndoses = 3 injections\n", "offer.interval=2 weeks", "doses=3 interval=14"},
    {"[offer]\nsource = \"fat\"\n", NULL, "source=adipose"},
    {"[offer]\nhandling = cryopreserved\n", NULL, "handling=frozen"},
    {"[offer]\ntrial_phase = phase IIb\n", NULL, "trial_phase=2"},
};

START_TEST(tests_hold_of_what_is_said)
{
    reading r = {.err = {""}};

    ck_assert_msg(read_offer(&r, held[_i].text, held[_i].set) == SIM_OK, "%s", r.err.text);
    ck_assert_msg(sim_offer_holds(&r.offer, held[_i].when), "%s", held[_i].when);
    close_offer(&r);
}
END_TEST

static bool find_some(const void *data, const char *name, sim_range *range)
{
    *range = *(const sim_range *)data;
    return strcmp(name, "some") == 0;
}

/* A range is above a number, or below it, as a whole. */
START_TEST(ranges_are_compared_whole)
{
    const sim_range some = {2.3, 3.7};
    reading r = {.err = {""}};

    ck_assert_int_eq(read_offer(&r, "[offer]\ncells = 5e7\n", NULL), SIM_OK);
    ck_assert(!sim_offer_holds(&r.offer, "some"));
    r.offer.find = find_some;
    r.offer.data = &some;
    ck_assert(
        sim_offer_holds(&r.offer, "some some>2.2 some<3.8 !some>2.4 !some<3.6 !other"));
    close_offer(&r);
}
END_TEST

/* Every row of the table is found by what it stands for. */
START_TEST(rows_name_keys_and_questions_that_there_are)
{
    reading r = {.err = {""}};

    ck_assert_int_eq(read_offer(&r, "[offer]\ncells = 5e7\n", NULL), SIM_OK);
    for (size_t i = 0; i < r.offer.n_rows; i++) {
        const sim_offer_row *row = &r.offer.rows[i];
        bool is_there = false;
        size_t at = 0;

        if (row->kind == SIM_OFFER_WORD) {
            ck_assert_ptr_nonnull(sim_offer_said(&r.offer, row->of));
        } else if (row->kind == SIM_OFFER_SAY || row->kind == SIM_OFFER_VERDICT ||
                   row->kind == SIM_OFFER_MAP || row->kind == SIM_OFFER_UNKNOWN) {
            const sim_offer_row *question;

            while ((question = sim_offer_next(&r.offer, SIM_OFFER_QUESTION, NULL, &at)))
                is_there |= strcmp(question->name, row->of) == 0;
            ck_assert_msg(is_there, "%s", row->of);
        }
    }
    close_offer(&r);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("offer");
    TCase *wrong = tcase_create("refused"), *right = tcase_create("read");

    tcase_add_loop_test(wrong, what_is_wrong_is_told_with_what_would_be_right, 0,
                        LENGTH(refused));
    tcase_add_loop_test(right, tests_hold_of_what_is_said, 0, LENGTH(held));
    tcase_add_test(right, ranges_are_compared_whole);
    tcase_add_test(right, rows_name_keys_and_questions_that_there_are);
    suite_add_tcase(suite, wrong);
    suite_add_tcase(suite, right);
    return suite_run(suite);
}
