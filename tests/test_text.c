/* test_text.c -- texts, the names that are near a misspelt one, and lists of findings. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/findings.h"
#include "sim/io/text.h"
#include "tests/program.h"
#include "tests/suite.h"

/* ---- misspelt names ------------------------------------------------------- */

/* What a student types, through the whole program: a file, or a command line. */
typedef struct {
    const char *file, *arguments, *right;
} slip;

#define ARMS \
    "[arm P2]\npassaging.harvest_passage = 2\n[arm P8]\n[arm untreated]\nproduct.dose = " \
    "0\n"
#define FIGURE "[figure own]\n"

static const slip slips[] = {
    /* sections */
    {"[passageing]\ncycle_time = 30\n", "run a.ini", "passaging"},
    {"[joints]\nload = 2\n", "run a.ini", "joint"},
    {"[Product]\ndose = 1e7\n", "run a.ini", "product"},
    {"[persistance]\ntail = 0.1\n", "run a.ini", "persistence"},
    {"[rehabilitation]\ntherapy = 0.5\n", "run a.ini", "rehab"},
    {"[arms P8]\npassaging.harvest_passage = 8\n", "run a.ini", "arm NAME"},
    /* keys: missing, doubled and swapped letters, plurals, gaps, capitals, cut short */
    {"[passaging]\ncycletime = 30\n", "run a.ini", "cycle_time"},
    {"[passaging]\ncylce_time = 30\n", "run a.ini", "cycle_time"},
    {"[passaging]\nhavest_passage = 3\n", "run a.ini", "harvest_passage"},
    {"[passaging]\nharvest-passage = 3\n", "run a.ini", "harvest_passage"},
    {"[passaging]\nDonor_Age = 60\n", "run a.ini", "donor_age"},
    {"[passaging]\ndonor age = 60\n", "run a.ini", "donor_age"},
    {"[passaging]\nconflunce = 0.8\n", "run a.ini", "confluence"},
    {"[passaging]\nseeding = 3000\n", "run a.ini", "seeding_density"},
    {"[product]\nviabilty = 0.9\n", "run a.ini", "viability"},
    {"[product]\ndose_intervall = 90\n", "run a.ini", "dose_interval"},
    {"[joint]\ncartilage_los = 0.04\n", "run a.ini", "cartilage_loss"},
    {"[run]\nday = 365\n", "run a.ini", "days"},
    /* in the wrong section */
    {"[passaging]\ndose = 1e7\n", "run a.ini", "product.dose"},
    {"[product]\nharvest_passage = 3\n", "run a.ini", "passaging.harvest_passage"},
    {"[joint]\nhit_probability = 0.8\n", "run a.ini", "delivery.hit_probability"},
    {"[passaging]\nviabilty = 0.9\n", "run a.ini", "product.viability"},
    /* the section forgotten */
    {"[arm P2]\nharvest_passage = 2\n", "run a.ini", "passaging.harvest_passage"},
    {ARMS, "run a.ini --set viability=0.9", "product.viability"},
    {ARMS, "run a.ini --set harvest_pasage=3", "passaging.harvest_passage"},
    /* presets and their groups */
    {"[presets]\nsource = bone marrow\n", "run a.ini", "bone_marrow"},
    {"[presets]\nsource = umbilical_cord\n", "run a.ini", "umbilical"},
    {"[presets]\nproduct = exosome\n", "run a.ini", "exosomes"},
    {"[presets]\nhost = unrelated\n", "run a.ini", "unrelated_donor"},
    {"[presets]\nguidence = blind_knee\n", "run a.ini", "guidance"},
    /* arms */
    {ARMS, "run a.ini --set 'arm p8:product.dose=1e7'", "P8"},
    {ARMS, "run a.ini --set 'arm untreted:product.dose=1e7'", "untreated"},
    /* commands */
    {"", "rum a.ini", "run"},
    {"", "chek a.ini", "check"},
    {"", "complete bash", "completion"},
    /* columns and rows of a figure */
    {FIGURE "y = TNF\n", "run a.ini", "tnf"},
    {FIGURE "y = cartillage\n", "run a.ini", "cartilage"},
    {FIGURE "y = il-10\n", "run a.ini", "il10"},
    {FIGURE "y = live_joint\n", "run a.ini", "live_in_joint"},
    {FIGURE "titel = Cytokines\ny = tnf\n", "run a.ini", "title"},
};

enum { N_SLIPS = sizeof slips / sizeof *slips, ENOUGH = 36 };

static bool is_right(const slip *s, program_result *result)
{
    char right[PROGRAM_PATH];

    program_write_text("a.ini", s->file);
    program_run(s->arguments, result);
    snprintf(right, sizeof right, "; did you mean '%s'?\n", s->right);
    return strstr(result->err, right) != NULL;
}

START_TEST(a_misspelt_name_finds_the_one_that_was_meant)
{
    static program_result result;
    int n = 0;

    ck_assert_int_eq(N_SLIPS, 40);
    for (size_t i = 0; i < N_SLIPS; i++) {
        if (is_right(&slips[i], &result))
            n++;
        else
            fprintf(stderr, "'%s' was meant: %s", slips[i].right, result.err);
    }
    ck_assert_int_ge(n, ENOUGH);
}
END_TEST

static const slip strangers[] = {
    {"[zebra]\nload = 2\n", "run a.ini", NULL},
    {"[materials]\nload = 2\n", "run a.ini", NULL},
    {"[passaging]\ncolour = blue\n", "run a.ini", NULL},
    {"[product]\nprice = 100\n", "run a.ini", NULL},
    {"[joint]\ntemperature = 37\n", "run a.ini", NULL},
    {"[presets]\nsource = mouse\n", "run a.ini", NULL},
    {"[presets]\nproduct = water\n", "run a.ini", NULL},
    {ARMS, "run a.ini --set 'arm control:product.dose=1e7'", NULL},
    {FIGURE "y = glucose\n", "run a.ini", NULL},
    {"", "dance", NULL},
};

START_TEST(a_name_that_is_near_nothing_gets_no_guess)
{
    program_result result;

    program_write_text("a.ini", strangers[_i].file);
    program_run(strangers[_i].arguments, &result);
    ck_assert_int_ne(result.code, 0);
    ck_assert_msg(!strstr(result.err, "did you mean"), "%s", result.err);
}
END_TEST

/* ---- nearest names -------------------------------------------------------- */

static const struct {
    const char *wanted, *names[4], *nearest;
} near[] = {
    {"dose", {"doses", "dose"}, "dose"},
    {"DOSE", {"doses", "dose"}, "dose"},
    {"dsoe", {"nose", "dose"}, "dose"},
    {"il 10", {"il10_base", "il_10"}, "il_10"},
    {"il-10", {"il_10", "il 10"}, "il_10"}, /* of equals the first */
    {"thaw", {"thawed_injected", "thawed"}, "thawed"},
    {"rehabilitation", {"reha", "rehab"}, "rehab"},
    {"", {"a", "ab"}, NULL},
    {"q", {"m", "m1"}, NULL},
    {"2.385e7", {"dose", "doses"}, NULL},
    {"dose", {NULL}, NULL},
    /* longer than any name is */
    {"qwertzuiopasdfghjklyxcvbnmqwertzuiopasdfghjklyxcvbnm1234567890abc",
     {"qwertzuiopasdfghjklyxcvbnmqwertzuiopasdfghjklyxcvbnm1234567890ab"},
     NULL},
};

START_TEST(the_nearest_of_some_names_is_found)
{
    sim_nearest nearest = {.wanted = near[_i].wanted};

    for (size_t i = 0; near[_i].names[i]; i++)
        sim_nearest_offer(&nearest, near[_i].names[i]);
    if (near[_i].nearest)
        ck_assert_str_eq(nearest.best, near[_i].nearest);
    else
        ck_assert_ptr_null(nearest.best);
}
END_TEST

START_TEST(a_hint_names_the_nearest_or_says_what_would_be_right)
{
    sim_nearest nearest = {.wanted = "dsoe"};
    char text[64];

    sim_nearest_print(&nearest, "a number would be right", text, sizeof text);
    ck_assert_str_eq(text, "; a number would be right");
    sim_nearest_offer(&nearest, "dose");
    sim_nearest_print(&nearest, "a number would be right", text, sizeof text);
    ck_assert_str_eq(text, "; did you mean 'dose'?");
}
END_TEST

/* ---- small things --------------------------------------------------------- */

/* What stands in quotes as a whole, and what does not: the latter stays as it is, so that
 * it reads the same when it was written again. */
static const char *const quoted[][2] = {
    {"\"Arm #3\" ; told", "Arm #3"},
    {"\"a ; b\"", "a ; b"},
    {"\"a\" and \"b\"", "\"a\" and \"b\""},
    {"\"\"Arm\"\"", "\"\"Arm\"\""},
    {"\"Arm #3", "\"Arm #3"},
};

START_TEST(quotes_are_taken_off_what_they_enclose_as_a_whole)
{
    char text[32];

    strcpy(text, quoted[_i][0]);
    ck_assert_str_eq(sim_text_unquote(text), quoted[_i][1]);
}
END_TEST

static const char *const trimmed[][2] = {
    {"", ""}, {" \t\r\n", ""}, {" 2.385 mL\t", "2.385 mL"}, {"dose", "dose"}};

START_TEST(white_space_is_cut_off_both_ends)
{
    char text[32];

    strcpy(text, trimmed[_i][0]);
    ck_assert_str_eq(sim_text_trim(text), trimmed[_i][1]);
}
END_TEST

START_TEST(what_does_not_fit_a_list_whole_is_left_out)
{
    char text[10] = "";

    sim_text_list(text, sizeof text, "P2");
    sim_text_list(text, sizeof text, "P5");
    ck_assert_str_eq(text, "P2, P5");
    sim_text_list(text, sizeof text, "P8");
    ck_assert_str_eq(text, "P2, P5");
    sim_text_list(text, sizeof text, "x");
    ck_assert_str_eq(text, "P2, P5, x");
}
END_TEST

START_TEST(a_base_name_stands_behind_the_last_slash)
{
    ck_assert_str_eq(sim_text_base_name("/a b/c.ini"), "c.ini");
    ck_assert_str_eq(sim_text_base_name("c.ini"), "c.ini");
    ck_assert_str_eq(sim_text_base_name("c/"), "");
}
END_TEST

START_TEST(a_copy_of_nothing_is_nothing)
{
    char *copy = sim_text_copy("2.385");

    ck_assert_str_eq(copy, "2.385");
    free(copy);
    ck_assert_ptr_null(sim_text_copy(NULL));
}
END_TEST

/* ---- findings ------------------------------------------------------------- */

static void add_all(sim_findings *findings, const char *const lines[], size_t n)
{
    sim_error err = {""};

    for (size_t i = 0; i < n; i++)
        ck_assert_int_eq(sim_findings_add(findings, lines[i], &err), SIM_OK);
}

START_TEST(findings_stand_in_the_order_of_their_lines)
{
    static const char *const lines[] = {
        "--set x: wrong", "a.ini:10: late", "a.ini:9: b",     "a.ini:9: a",
        "a.ini: whole",   "b.ini:1: other", "a.ini:2: early", "a.ini:x: odd"};
    static const char *const sorted[] = {"a.ini:2: early", "a.ini:9: b",     "a.ini:9: a",
                                         "a.ini:10: late", "--set x: wrong", "a.ini: whole",
                                         "b.ini:1: other", "a.ini:x: odd"};
    sim_findings findings = {0};
    sim_error err;

    add_all(&findings, lines, 8);
    ck_assert_int_eq(sim_findings_sort(&findings, "a.ini", &err), SIM_OK);
    for (size_t i = 0; i < 8; i++) ck_assert_str_eq(findings.lines[i], sorted[i]);
    sim_findings_free(&findings);
    ck_assert_uint_eq(findings.n, 0);
}
END_TEST

START_TEST(many_findings_are_kept)
{
    sim_findings findings = {0};
    sim_error err;
    char line[32];

    for (int i = 0; i < 371; i++) {
        snprintf(line, sizeof line, "a.ini:%d: wrong", 371 - i);
        add_all(&findings, (const char *const[]){line}, 1);
    }
    ck_assert_int_eq(sim_findings_sort(&findings, "a.ini", &err), SIM_OK);
    ck_assert_uint_eq(findings.n, 371);
    for (size_t i = 0; i < 371; i++) {
        snprintf(line, sizeof line, "a.ini:%zu: wrong", i + 1);
        ck_assert_str_eq(findings.lines[i], line);
    }
    sim_findings_free(&findings);
}
END_TEST

static const struct {
    sim_status status;
    bool is_noted;
} statuses[] = {{SIM_OK, false},     {SIM_EIO, false},   {SIM_EPARSE, true},
                {SIM_ENAME, true},   {SIM_EVALUE, true}, {SIM_ENOMEM, false},
                {SIM_ESOLVER, false}};

START_TEST(only_what_is_wrong_with_the_input_is_noted)
{
    const sim_status status = statuses[_i].status;
    const bool is_noted = statuses[_i].is_noted;
    sim_findings findings = {0};
    sim_error err = {"a.ini:2: wrong"};

    ck_assert_int_eq(sim_findings_note(NULL, status, &err), status);
    ck_assert_int_eq(sim_findings_note(&findings, status, &err),
                     is_noted ? SIM_OK : status);
    ck_assert_uint_eq(findings.n, is_noted);
    if (is_noted) ck_assert_str_eq(findings.lines[0], "a.ini:2: wrong");
    ck_assert_str_eq(err.text, "a.ini:2: wrong");
    sim_findings_free(&findings);
}
END_TEST

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

int main(void)
{
    Suite *suite = suite_create("text");
    TCase *names = tcase_create("names"), *texts = tcase_create("texts");
    TCase *quotes = tcase_create("quotes");

    program_add_folder(names);
    tcase_add_test(names, a_misspelt_name_finds_the_one_that_was_meant);
    tcase_add_loop_test(names, a_name_that_is_near_nothing_gets_no_guess, 0,
                        LENGTH(strangers));
    tcase_set_timeout(names, 60);
    tcase_add_loop_test(texts, the_nearest_of_some_names_is_found, 0, LENGTH(near));
    tcase_add_test(texts, a_hint_names_the_nearest_or_says_what_would_be_right);
    tcase_add_loop_test(texts, white_space_is_cut_off_both_ends, 0, LENGTH(trimmed));
    tcase_add_loop_test(quotes, quotes_are_taken_off_what_they_enclose_as_a_whole, 0,
                        LENGTH(quoted));
    tcase_add_test(texts, what_does_not_fit_a_list_whole_is_left_out);
    tcase_add_test(texts, a_base_name_stands_behind_the_last_slash);
    tcase_add_test(texts, a_copy_of_nothing_is_nothing);
    tcase_add_test(texts, findings_stand_in_the_order_of_their_lines);
    tcase_add_test(texts, many_findings_are_kept);
    tcase_add_loop_test(texts, only_what_is_wrong_with_the_input_is_noted, 0,
                        LENGTH(statuses));
    suite_add_tcase(suite, names);
    suite_add_tcase(suite, texts);
    suite_add_tcase(suite, quotes);
    return suite_run(suite);
}
