/* test_unit_words.c -- units as products of their words. */
#include <check.h>
#include <string.h>

#include "sim/io/unit_words.h"
#include "tests/suite.h"

static sim_unit_words of(const char *text)
{
    sim_unit_words words;

    ck_assert_msg(sim_unit_words_read(text, &words), "%s", text);
    return words;
}

static const struct {
    const char *text, *printed;
} read_back[] = {
    {"1", "1"},
    {"mm", "mm"},
    {"1/day", "1/day"},
    {"1e6 cell/kg/day", "1e6 cell/kg/day"},
    {"1e9 particle/(1e6 cell)/day", "1000 particle/cell/day"},
    {"ng/(1e6 cell)/day", "1e-6 ng/cell/day"},
    {"um2/cell", "um2/cell"},
    {"m^2 g", "m2 g"},
    {"1e9/mL", "1e9/mL"},
    {"0.5 %", "0.5 %"},
    {"\302\265m", "\302\265m"},
};

START_TEST(units_read_back)
{
    char text[SIM_UNIT_TEXT];
    const sim_unit_words words = of(read_back[_i].text);

    ck_assert(sim_unit_words_print(&words, text));
    ck_assert_str_eq(text, read_back[_i].printed);
}
END_TEST

static const struct {
    const char *a, *b;
    int power;
    const char *product;
} products[] = {
    {"mm", "day", 1, "mm day"},
    {"mm", "mm", 1, "mm2"},
    {"mm", "mm", -1, "1"},
    {"mm/day", "day", 1, "mm"},
    {"1e6 cell", "1e6 cell", -1, "1"},
    {"cell", "1e6 cell/kg", -1, "1e-6 kg"},
    {"1", "day", -2, "1/day2"},
    {"mm", "cm", -1, "mm/cm"},
};

START_TEST(words_multiply)
{
    sim_unit_words a = of(products[_i].a);
    const sim_unit_words b = of(products[_i].b);
    char text[SIM_UNIT_TEXT];

    ck_assert(sim_unit_words_multiply(&a, &b, products[_i].power));
    ck_assert(sim_unit_words_print(&a, text));
    ck_assert_str_eq(text, products[_i].product);
}
END_TEST

static const char *const odd[] = {"",
                                  "as unit says!",
                                  "mm//day",
                                  "(mm",
                                  "mm)",
                                  "m-2",
                                  "0 mm",
                                  "a_b",
                                  "mm ",
                                  "((((((((((m))))))))))",
                                  "a b c d e f g h i j k l m",
                                  "averylongwordofaunit",
                                  "m100"};

START_TEST(what_is_no_product_is_refused)
{
    sim_unit_words words;

    ck_assert_msg(!sim_unit_words_read(odd[_i], &words), "%s", odd[_i]);
}
END_TEST

START_TEST(roots_halve_powers)
{
    sim_unit_words words = of("4 mm2/day4");
    char text[SIM_UNIT_TEXT];

    ck_assert(sim_unit_words_root(&words));
    ck_assert(sim_unit_words_print(&words, text));
    ck_assert_str_eq(text, "2 mm/day2");
    ck_assert(!sim_unit_words_root(&words));
}
END_TEST

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

int main(void)
{
    Suite *suite = suite_create("unit_words");
    TCase *tcase = tcase_create("unit_words");

    tcase_add_loop_test(tcase, units_read_back, 0, LENGTH(read_back));
    tcase_add_loop_test(tcase, words_multiply, 0, LENGTH(products));
    tcase_add_loop_test(tcase, what_is_no_product_is_refused, 0, LENGTH(odd));
    tcase_add_test(tcase, roots_halve_powers);
    suite_add_tcase(suite, tcase);
    return suite_run(suite);
}
