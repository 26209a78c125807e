/* test_words.c -- words of a figure: as print has them, and cut to their room. */
#include <check.h>

#include "plots/cairo.h"
#include "plots/words.h"
#include "tests/suite.h"

typedef struct {
    const char *label, *unit, *printed;
} label_case;

static const label_case labels[] = {
    {"IL-10", "pg/mL", "IL-10 (pg/mL)"},
    {"PGE2", "ng/mL", "PGE₂ (ng/mL)"},
    {"TNF and IL-1, relative to day 0", "1", "TNF-α and IL-1, relative to day 0"},
    {"TNFRSF, TNF-alpha", "1", "TNFRSF, TNF-alpha"},
    {"live cells in the joint", "cell", "live cells in the joint"},
    {"M1 macrophages", "cell", "M1 macrophages (cells)"},
    {"M1 macrophages (attack)", "cell", "M1 macrophages (attack), in cells"},
    {"secreting", "1e6 cell", "secreting (10⁶ cells)"},
    {"made", "1/(1e6 cell)", "made (1/(10⁶ cell))"},
    {"end-systolic volume", "mL/m2", "end-systolic volume (mL/m²)"},
    {"extracellular vesicles", "1e9/mL", "extracellular vesicles (10⁹/mL)"},
    {"exposure", "cell day", "exposure (cell days)"},
    {"killing", "1/day", "killing (1/day)"},
    {"doubling time; empty when there is none", "h", "doubling time (h)"},
};

enum { N_LABELS = sizeof labels / sizeof *labels };

START_TEST(labels_are_spelled_as_in_print)
{
    char text[PLOT_WORDS_SIZE];

    plot_print_label(text, labels[_i].label, labels[_i].unit);
    ck_assert_str_eq(text, labels[_i].printed);
}
END_TEST

static const struct {
    int power;
    const char *printed;
} powers[] = {{6, "10⁶"}, {-12, "10⁻¹²"}, {0, "10⁰"}, {238, "10²³⁸"}};

START_TEST(a_power_has_small_raised_digits)
{
    char text[PLOT_POWER_SIZE];

    plot_print_power(powers[_i].power, text);
    ck_assert_str_eq(text, powers[_i].printed);
}
END_TEST

static const struct {
    double ems; /* room */
    const char *shown;
} cuts[] = {
    {40, "time since the first dose (months)"},
    {16, "time since the first… (months)"},
    {12.5, "time since… (months)"},
    {3, "time… (months)"},
};

START_TEST(a_label_loses_words_before_its_unit)
{
    const plot_look look = {plot_theme_find("light"), plot_size_find("a4"), NULL, false};
    plot_text style = plot_text_for(&look, PLOT_LABEL);
    char text[PLOT_WORDS_SIZE] = "time since the first dose (months)";
    plot_canvas canvas;
    sim_error err = {""};

    ck_assert_int_eq(plot_cairo_init_blank(&canvas, &err), SIM_OK);
    style.width = plot_em(&look, cuts[_i].ems);
    plot_shorten_label(&canvas, &style, text);
    ck_assert_str_eq(text, cuts[_i].shown);
    plot_canvas_free(&canvas);
}
END_TEST

START_TEST(names_are_told_with_an_and)
{
    static const char *const names[] = {"P2", "P5", "untreated"};
    static const char *const told[] = {"", "P2", "P2 and P5", "P2, P5 and untreated"};
    GString *words = g_string_new(NULL);

    plot_tell_names(names, (size_t)_i, words);
    ck_assert_str_eq(words->str, told[_i]);
    g_string_free(words, TRUE);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("words");
    TCase *tcase = tcase_create("words");

    suite_add_tcase(suite, tcase);
    tcase_add_loop_test(tcase, labels_are_spelled_as_in_print, 0, N_LABELS);
    tcase_add_loop_test(tcase, a_power_has_small_raised_digits, 0,
                        sizeof powers / sizeof *powers);
    tcase_add_loop_test(tcase, a_label_loses_words_before_its_unit, 0,
                        sizeof cuts / sizeof *cuts);
    tcase_add_loop_test(tcase, names_are_told_with_an_and, 0, 4);
    return suite_run(suite);
}
