/* test_appraise.c -- offers held against the model: what is worked out, and what is said. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/study/appraise_parts.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

/* An offer, read from a file of tests/data/offers/ or a text, and appraised. */
typedef struct {
    sim_source source;
    sim_appraisal_task task;
    sim_appraisal appraisal;
    sim_error err;
} subject;

static sim_status appraise(subject *s)
{
    s->task = (sim_appraisal_task){models_offers, &s->source};
    return sim_appraisal_init(&s->appraisal, &s->task, &s->err);
}

static void appraise_well(subject *s)
{
    ck_assert_msg(appraise(s) == SIM_OK, "%s", s->err.text);
}

/* The answer to a question, by a part of it. */
static const sim_answer *find_answer(const subject *s, const char *part)
{
    for (size_t i = 0; i < s->appraisal.n_answers; i++)
        if (strstr(s->appraisal.answers[i].question, part)) return &s->appraisal.answers[i];
    ck_abort_msg("no question has '%s'", part);
    return NULL;
}

static void check_said(const subject *s, const char *question, const char *words)
{
    const sim_answer *answer = find_answer(s, question);

    for (size_t i = 0; answer->paragraphs[i]; i++)
        if (strstr(answer->paragraphs[i], words)) return;
    ck_abort_msg("'%s' is not in '%s'", words, answer->paragraphs[0]);
}

static void check_not_said(const subject *s, const char *words)
{
    for (size_t i = 0; i < s->appraisal.n_answers; i++)
        for (size_t k = 0; s->appraisal.answers[i].paragraphs[k]; k++)
            ck_assert_msg(!strstr(s->appraisal.answers[i].paragraphs[k], words), "%s",
                          s->appraisal.answers[i].paragraphs[k]);
}

/* ---- offers for a knee --------------------------------------------------------- */

#define RELIEF "Relief of pain beyond placebo after six months: "

/* The verdicts on cells, source, needle, trials and what one may expect; what is said of that;
 * the number itself, as model.md has it or as arms of their own were solved. */
static const struct {
    const char *file, *verdicts[5], *expect;
    double low, high;
} offers[] = {
    {"perfect",
     {"good", "good", "good", "good, if it is of this product", "good"},
     RELIEF "16.2 mm,",
     16.178,
     16.253},
    {"expanded_to_p12",
     {"good", "part of the effect lost", "good", "good, if it is of this product",
      "part of the effect lost"},
     RELIEF "8.4 mm,",
     8.449,
     8.606},
    {"dead",
     {"at best part of the effect lost, at worst too little effect", "good", "good",
      "good, if it is of this product",
      "at best part of the effect lost, at worst too little effect"},
     RELIEF "2.8 to 11.3 mm,",
     2.777,
     11.287},
    {"half_dead",
     {"good", "good", "good", "good, if it is of this product", "good"},
     RELIEF "13.3 to 14.8 mm,",
     13.297,
     14.838},
    {"nucleated_marrow",
     {"no effect", "not grown", "good", "good, if it is of this product", "no effect"},
     RELIEF "0.0 mm,",
     0.00662,
     0.00704},
    {"nucleated_fat",
     {"too little effect", "not grown", "good", "good, if it is of this product",
      "too little effect"},
     RELIEF "1.8 mm,",
     1.786,
     1.832},
    {"blind_knee",
     {"good", "good", "weak", "good, if it is of this product", "good"},
     RELIEF "13.6 mm,",
     13.608,
     13.671},
    {"five_million",
     {"too little effect", "good", "good", "good, if it is of this product",
      "too little effect"},
     RELIEF "4.5 mm,",
     4.525,
     4.63},
    {"one_million",
     {"too little effect", "good", "good", "good, if it is of this product",
      "too little effect"},
     RELIEF "1.0 mm,",
     1.027,
     1.054},
    {"exosomes",
     {"none", "no cells, no certificate", "good", "nothing is said", "no effect"},
     RELIEF "0.8 mm,",
     0.822,
     0.822},
    {"frozen_cord",
     {"good", "part of the effect lost, no certificate", "weak", "nothing",
      "part of the effect lost"},
     RELIEF "8.8 mm,",
     8.814,
     9.192},
    {"phase_1_only",
     {"good", "good", "good", "weak", "good"},
     RELIEF "16.2 mm,",
     16.178,
     16.253},
    {"silent_on_viability",
     {"at best good, at worst too little effect", "good", "good",
      "good, if it is of this product", "at best good, at worst too little effect"},
     RELIEF "2.8 to 16.2 mm,",
     2.777,
     16.178},
    {"spine",
     {"no model to hold them against", "a certificate", "yes",
      "good, if it is of this product", "cannot say: no model"},
     "There is no model of that (\"spine\")",
     NAN,
     NAN},
};

static void read_file(subject *s, const char *name, char path[128])
{
    snprintf(path, 128, "tests/data/offers/%s.ini", name);
    *s = (subject){.source = {.file = path}};
}

START_TEST(offers_are_answered)
{
    subject s;
    char path[128];

    read_file(&s, offers[_i].file, path);
    appraise_well(&s);
    ck_assert_uint_ge(s.appraisal.n_answers, 5);
    for (size_t i = 0; i < 5; i++)
        ck_assert_str_eq(s.appraisal.answers[i].verdict, offers[_i].verdicts[i]);
    check_said(&s, "expect", offers[_i].expect);
    check_not_said(&s, "-0.0");
    check_not_said(&s, "{");
    check_not_said(&s, "- %");
    if (isfinite(offers[_i].low)) {
        ck_assert_double_eq_tol(s.appraisal.parts[0].value.low, offers[_i].low, 2e-3);
        ck_assert_double_eq_tol(s.appraisal.parts[0].value.high, offers[_i].high, 2e-3);
    }
    sim_appraisal_free(&s.appraisal);
}
END_TEST

/* Those whom the needle misses are solved by themselves. */
START_TEST(a_needle_that_misses_is_told_apart)
{
    subject s;
    char path[128];

    read_file(&s, "blind_knee", path);
    appraise_well(&s);
    check_said(&s, "needle", "misses the joint in 19 % of patients");
    check_said(&s, "needle",
               "those get 0.6 mm of relief after six months, the others 16.7 mm");
    sim_appraisal_free(&s.appraisal);
    read_file(&s, "perfect", path);
    appraise_well(&s);
    check_said(&s, "needle", "misses the joint in 3 % of patients");
    check_not_said(&s, "The mean hides");
    sim_appraisal_free(&s.appraisal);
}
END_TEST

/* A result is of some trial, whether its phase is said or not. */
START_TEST(a_result_without_a_phase_cannot_be_checked)
{
    static const char *const sets[] = {"offer.trial_result=benefit"};
    subject s = {.source = {.text = "[offer]\ncondition = knee\ncells = 5e7\n",
                            .sets = sets,
                            .n_sets = 1}};

    appraise_well(&s);
    ck_assert_str_eq(find_answer(&s, "trials")->verdict, "cannot be checked");
    check_not_said(&s, "No trial is named");
    sim_appraisal_free(&s.appraisal);
}
END_TEST

/* 573 days of 10 mm, over 30.4. */
START_TEST(months_are_days_with_relief)
{
    subject s;
    char path[128];

    read_file(&s, "perfect", path);
    appraise_well(&s);
    check_said(&s, "expect", "at least 10 mm of it for 18.8 months, in 730 days");
    sim_appraisal_free(&s.appraisal);
    read_file(&s, "expanded_to_p12", path);
    appraise_well(&s);
    check_said(&s, "expect", "On no day of 730 are there 10 mm of it");
    sim_appraisal_free(&s.appraisal);
}
END_TEST

/* ---- what is said, and what it needs --------------------------------------------- */

#define ALL_SAID \
    "[offer]\ncondition = knee\ncells = 5e7\ncounted = msc\nviability = 0.95\n" \
    "source = bone_marrow\ndonor = own\ndonor_age = 33\nexpanded = yes\npassage = 2\n" \
    "handling = fresh\nguidance = guided\n"

static const struct {
    const char *text;
    const char *sets[3];
    const char *question, *words;
} sayings[] = {
    {ALL_SAID, {"offer.source=umbilical"}, "source", "only if it was banked at birth"},
    {ALL_SAID, {"offer.source=umbilical"}, "source", "A cord is as old as the newborn"},
    {ALL_SAID, {"offer.handling=thawed_injected"}, "source", "with 10 % of the fitness"},
    {ALL_SAID, {NULL}, "source", "21 CFR 1271.10(a)(1)"},
    {ALL_SAID, {"offer.trial_phase=1"}, "trials", "cannot show that it helps"},
    {ALL_SAID, {"offer.viability_by=clinic"}, "live MSCs", "by the clinic's own count"},
    {ALL_SAID,
     {"offer.claims=Regrows cartilage"},
     "promised",
     "cartilage never grows back"},
    {ALL_SAID,
     {"offer.claims=wonders"},
     "promised",
     "\"wonders\": The model cannot say anything of that."},
    {ALL_SAID, {"product.doses=3"}, "live MSCs", "There are 3 injections."},
    {ALL_SAID,
     {"offer.trial_phase=3", "offer.trial_result=no_benefit"},
     "expect",
     "A trial that found no benefit outweighs it."},
    {ALL_SAID, {NULL}, "expect", "No trial of phase III is named that showed it."},
    {"[offer]\ncondition = ards\ncells = 4e8\nviability = 0\n",
     {NULL},
     "expect",
     "the same patient without the product: -0.4"},
    {"[offer]\ncondition = knee\ncells = 5e7\nsource = fat\nexpanded = no\n",
     {NULL},
     "live MSCs",
     "0 to 1.43 million live MSCs, of 50 million cells in one injection."},
    {"[offer]\ncondition = knee\nvesicles = 2.3e12\n",
     {NULL},
     "live MSCs",
     "None: 2.3 trillion vesicles, and no cell."},
    {ALL_SAID, {"offer.certificate=\"CE 1\""}, "source", "named: \"CE 1\"."},
    {ALL_SAID, {"offer.claims=\"a \" b\" | \"safe\""}, "promised", "\"safe\": The"},
    {ALL_SAID,
     {"offer.claims=Less pain for a year"},
     "promised",
     "16.2 mm after six months and 7.3 mm after two years; saline alone"},
    {ALL_SAID, {"offer.doses=3", "offer.interval=30"}, "live MSCs", "it is 30 days."},
    {ALL_SAID, {"offer.doses=3"}, "live MSCs", "is not said, and taken as 7 to 28 days."},
    {ALL_SAID, {"offer.doses=3", "offer.interval=1"}, "live MSCs", "it is 1 day."},
    {ALL_SAID, {"offer.condition=gvhd", "offer.doses=1"}, "expect", "with one dose."},
    {ALL_SAID, {"offer.doses=3"}, "expect", "shortly before that day counts"},
    {ALL_SAID, {"offer.handling=frozen"}, "source", "how they are thawed is not said"},
    {ALL_SAID, {"offer.handling=frozen"}, "expect", "whether they rest a day in culture"},
    {ALL_SAID,
     {"offer.trial_result=benefit"},
     "trials",
     "A trial is named, and not of which phase. It is said to have found a benefit;"},
    {"[offer]\ncondition = gvhd\ncells = 1e8\n",
     {NULL},
     "live MSCs",
     "How many doses there are is not said; 8 are taken."},
    {"[offer]\ncondition = heart\ncells = 1e8\ncounted = nucleated\nviability = 95 %\n"
     "source = marrow\ndonor = own\nguidance = intracoronary\n",
     {NULL},
     "live MSCs",
     "By this alone 0 % of the reference's gain is kept."},
    {"[offer]\ncondition = knee\ncells = 5e7\nsource = marrow\ncounted = nucleated\n"
     "donor = own\nguidance = blind\n",
     {NULL},
     "needle",
     "those get 0.0 mm of relief after six months, the others 0.0 mm."},
    {ALL_SAID, {"joint.placebo=0"}, "expect", "Saline alone gives 0.0 mm by then"},
    {ALL_SAID, {"run.days=100"}, "expect", "a larger run.days would be right"},
    {ALL_SAID,
     {"joint.cue_eaten=0", "joint.imprint_rate=0.001", "joint.cue_ev=0"},
     "expect",
     "mm of the reference"},
    {"[offer]\ncondition = knee\ncells = 0\n",
     {NULL},
     "live MSCs",
     "neither cells nor vesicles"},
    {"[offer]\ncondition = knee\nsource = placenta\n",
     {NULL},
     "live MSCs",
     "no model of that tissue"},
    {"[offer]\ncondition = knee\ncounted = nucleated\n",
     {NULL},
     "expect",
     "Without the number of live MSCs nothing can be worked out"},
    {"[offer]\ncondition = knee\n",
     {NULL},
     "expect",
     "Worth asking, with how much the answer may change: how many cells are in one "
     "injection ("},
    {"[offer]\ncells = 5e7\n", {NULL}, "expect", "What is to be treated is not said"},
    {"[offer]\ncondition = Alzheimer's\n",
     {NULL},
     "expect",
     "There is no model of that (\"Alzheimer's\")"},
    {"[offer]\ncondition = heart\n",
     {NULL},
     "needle",
     "from a vein to a catheter into its muscle"},
    {"[offer]\ncondition = gvhd\ncells = 1.4e8\n", {NULL}, "expect", "with 8 doses"},
    {"[product]\ndoses = 4\n[offer]\ncondition = gvhd\ncells = 1.4e8\n",
     {NULL},
     "expect",
     "with 4 doses"},
};

START_TEST(sentences_say_what_is_so)
{
    subject s = {.source = {.text = sayings[_i].text, .sets = sayings[_i].sets}};

    while (s.source.n_sets < 3 && s.source.sets[s.source.n_sets]) s.source.n_sets++;
    appraise_well(&s);
    check_said(&s, sayings[_i].question, sayings[_i].words);
    check_not_said(&s, "-0.0");
    check_not_said(&s, "{");
    sim_appraisal_free(&s.appraisal);
}
END_TEST

/* The other endings: the reference keeps all of itself, in its own unit. */
static const struct {
    const char *text, *number;
} endings[] = {
    {"[offer]\ncondition = gvhd\ncells = 1.4e8\ncounted = msc\nviability = 0.95\n"
     "source = marrow\ndonor_age = 33\npassage = 2\nhandling = fresh\n",
     "5.2 points"},
    {"[offer]\ncondition = ards\ncells = 4e8\ncounted = msc\nviability = 0.95\n"
     "source = marrow\ndonor_age = 33\npassage = 2\nhandling = fresh\n",
     "4.0 points"},
    {"[offer]\ncondition = heart\ncells = 1e8\ncounted = msc\nviability = 0.95\n"
     "source = marrow\ndonor = own\ndonor_age = 33\npassage = 2\nhandling = fresh\n"
     "guidance = transendocardial\n",
     "4.4 points"},
};

START_TEST(other_endings_have_numbers_of_their_own)
{
    subject s = {.source = {.text = endings[_i].text}};
    char words[64];

    appraise_well(&s);
    snprintf(words, sizeof words, "%s of the reference", endings[_i].number);
    check_said(&s, "expect", "That is 100 % of the");
    check_said(&s, "expect", words);
    ck_assert_str_eq(find_answer(&s, "expect")->verdict, "good");
    sim_appraisal_free(&s.appraisal);
}
END_TEST

/* ---- ends ------------------------------------------------------------------------ */

/* Each end is that of the offer that says so. */
START_TEST(what_is_not_said_is_a_range_of_what_could_be)
{
    static const char *const ends[] = {"offer.passage=8", "offer.passage=2"};
    static const char text[] =
        "[offer]\ncondition = knee\ncells = 5e7\ncounted = msc\nviability = 1\n"
        "source = bone_marrow\ndonor = own\ndonor_age = 33\nhandling = fresh\n"
        "guidance = guided\n";
    subject s = {.source = {.text = text}};
    double numbers[2];

    for (size_t i = 0; i < 2; i++) {
        subject end = {.source = {.text = text, .sets = &ends[i], .n_sets = 1}};

        appraise_well(&end);
        numbers[i] = end.appraisal.parts[0].value.low;
        sim_appraisal_free(&end.appraisal);
    }
    appraise_well(&s);
    ck_assert_double_eq_tol(s.appraisal.parts[0].value.low, numbers[0], 1e-9);
    ck_assert_double_eq_tol(s.appraisal.parts[0].value.high, numbers[1], 1e-9);
    ck_assert(sim_appraisal_is_range(&s.appraisal));
    sim_appraisal_free(&s.appraisal);
}
END_TEST

/* Rows of the file stand where the offer says nothing. */
START_TEST(rows_of_the_file_fill_what_is_not_said)
{
    subject s = {.source = {.text = "[passaging]\nharvest_passage = 5\n"
                                    "[presets]\nproduct = fresh\nhost = own_cells\n"
                                    "guidance = guided_knee\n[product]\nviability = 0.95\n"
                                    "[offer]\ncondition = knee\ncells = 5e7\n"}};

    appraise_well(&s);
    ck_assert(!sim_appraisal_is_range(&s.appraisal));
    ck_assert_double_eq_tol(s.appraisal.parts[0].value.low, 14.898, 2e-3);
    sim_appraisal_free(&s.appraisal);
}
END_TEST

/* The reference is what it is called, whatever --set says of the product. */
START_TEST(the_reference_stays)
{
    static const char *const sets[] = {"product.dose=1e6", "offer.passage=5"};
    subject s = {.source = {.text = ALL_SAID, .sets = sets, .n_sets = 2}};

    appraise_well(&s);
    ck_assert_double_eq_tol(s.appraisal.reference, 16.178, 2e-3);
    ck_assert_double_lt(s.appraisal.parts[0].value.low, 1.1);
    sim_appraisal_free(&s.appraisal);
}
END_TEST

START_TEST(two_indications_are_refused)
{
    subject s = {
        .source = {.text = "[run]\nindication = heart\n[offer]\ncondition = knee\n"}};

    ck_assert_int_eq(appraise(&s), SIM_EVALUE);
    ck_assert_str_eq(s.err.text, "text: run.indication = heart, and the offer is for knee; "
                                 "one of them would be right");
    sim_appraisal_free(&s.appraisal);
}
END_TEST

/* What would have happened without it is one course, however many ends an offer has. */
START_TEST(one_background_is_drawn)
{
    subject s = {.source = {.text = "[offer]\ncondition = gvhd\ncells = 1e8\n"
                                    "viability = 50 %\npassage = 2\nhandling = fresh\n"}};

    appraise_well(&s);
    ck_assert(sim_appraisal_is_range(&s.appraisal));
    ck_assert_uint_gt(s.appraisal.job.experiment.n_arms,
                      s.appraisal.job.experiment.n_own + 1);
    ck_assert_uint_eq(s.appraisal.n_drawn, 4);
    ck_assert_int_eq(strncmp(s.appraisal.drawn[3], "background", 10), 0);
    sim_appraisal_free(&s.appraisal);
}
END_TEST

/* Arms and figures of the file belong to other commands; its rows do not. */
START_TEST(rows_of_the_file_are_read_as_elsewhere)
{
    subject s = {.source = {.text = "[joint]\nload = 17\n[offer]\ncondition = knee\n"}};

    ck_assert_int_eq(appraise(&s), SIM_EVALUE);
    ck_assert_str_eq(s.err.text, "text:2: joint.load = 17 is outside [0, 3]");
    sim_appraisal_free(&s.appraisal);
    s = (subject){.source = {.text = ALL_SAID "[arm P2]\npassaging.harvest_passage = 2\n"}};
    appraise_well(&s);
    ck_assert_uint_eq(s.appraisal.job.experiment.n_own, 5);
    sim_appraisal_free(&s.appraisal);
}
END_TEST

/* ---- its parts ----------------------------------------------------------------------- */

START_TEST(of_two_values_of_a_row_the_later_stands)
{
    sim_assignments rows = {0};

    sim_assign(&rows, "product.dose", "2.385e7", 3);
    sim_assign(&rows, "product.doses", "2", 4);
    sim_assign(&rows, "product.dose", "3.71e7", 5);
    ck_assert_uint_eq(rows.n, 2);
    ck_assert_str_eq(rows.list[0].value, "3.71e7");
    ck_assert_int_eq(rows.list[0].line, 5);
    ck_assert(sim_assignments_have(&rows, "product.doses"));
    ck_assert(!sim_assignments_have(&rows, "product"));
}
END_TEST

START_TEST(sentences_ask_numbers_by_their_names)
{
    subject s;
    char path[128];
    sim_range range;

    read_file(&s, "dead", path);
    appraise_well(&s);
    ck_assert(sim_appraisal_find(&s.appraisal, "number", &range));
    ck_assert(range.low == s.appraisal.parts[0].value.low);
    ck_assert(range.high == s.appraisal.parts[0].value.high);
    ck_assert(sim_appraisal_find(&s.appraisal, "kept", &range));
    /* whole percent */
    ck_assert_double_eq_tol(
        range.low, s.appraisal.parts[0].value.low / s.appraisal.reference, 0.00501);
    ck_assert(!sim_appraisal_find(&s.appraisal, "nothing", &range));
    ck_assert(isnan(range.low) && isnan(range.high));
    sim_appraisal_free(&s.appraisal);
}
END_TEST

START_TEST(what_is_told_again_is_the_same)
{
    subject s;
    char path[128];
    sim_answer first[SIM_PARTS_OF_OFFER];
    size_t n;

    read_file(&s, "half_dead", path);
    appraise_well(&s);
    n = s.appraisal.n_answers;
    memcpy(first, s.appraisal.answers, n * sizeof *first);
    s.appraisal.n_answers = 0;
    ck_assert_int_eq(sim_appraisal_tell(&s.appraisal, &s.err), SIM_OK);
    ck_assert_uint_eq(s.appraisal.n_answers, n);
    for (size_t i = 0; i < n; i++) {
        ck_assert_str_eq(s.appraisal.answers[i].verdict, first[i].verdict);
        for (size_t k = 0; first[i].paragraphs[k]; k++)
            ck_assert_str_eq(s.appraisal.answers[i].paragraphs[k], first[i].paragraphs[k]);
    }
    sim_appraisal_free(&s.appraisal);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("appraise");
    TCase *known = tcase_create("offers"), *said = tcase_create("said"),
          *ends = tcase_create("ends"), *parts = tcase_create("parts");

    tcase_add_loop_test(known, offers_are_answered, 0, LENGTH(offers));
    tcase_add_test(known, a_needle_that_misses_is_told_apart);
    tcase_add_test(known, a_result_without_a_phase_cannot_be_checked);
    tcase_add_test(known, months_are_days_with_relief);
    tcase_add_loop_test(said, sentences_say_what_is_so, 0, LENGTH(sayings));
    tcase_add_loop_test(said, other_endings_have_numbers_of_their_own, 0, LENGTH(endings));
    tcase_add_test(ends, what_is_not_said_is_a_range_of_what_could_be);
    tcase_add_test(ends, rows_of_the_file_fill_what_is_not_said);
    tcase_add_test(ends, the_reference_stays);
    tcase_add_test(ends, one_background_is_drawn);
    tcase_add_test(ends, two_indications_are_refused);
    tcase_add_test(ends, rows_of_the_file_are_read_as_elsewhere);
    suite_add_tcase(suite, known);
    suite_add_tcase(suite, said);
    suite_add_tcase(suite, ends);
    tcase_add_test(parts, of_two_values_of_a_row_the_later_stands);
    tcase_add_test(parts, sentences_ask_numbers_by_their_names);
    tcase_add_test(parts, what_is_told_again_is_the_same);
    suite_add_tcase(suite, parts);
    return suite_run(suite);
}
