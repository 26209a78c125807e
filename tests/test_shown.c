/* test_shown.c -- formulas as they look: brackets where they are needed, and only there. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "models/models.h"
#include "sim/io/shown.h"
#include "tests/markup.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

static char *show(const char *name, bool is_rate, const char *formula)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    sim_error err = {""};
    sim_xml *xml;

    ck_assert_int_eq(sim_xml_init_html(&xml, &err), SIM_OK);
    ck_assert_msg(sim_shown_write(xml, name, is_rate, formula, &err) == SIM_OK, "%s",
                  err.text);
    ck_assert_int_eq(sim_xml_write(xml, out, &err), SIM_OK);
    fclose(out);
    sim_xml_free(xml);
    return text;
}

/* A formula; what its text is, and what it is made of. */
static const struct {
    const char *formula, *text, *fact;
} formulas[] = {
    {"a + b * c", "a+b\u00b7c", "not(//mfrac)"},
    {"(a + b) * c", "(a+b)\u00b7c", "//mrow/mo[1]"},
    {"a - (b + c)", "a\u2212(b+c)", "//mi"},
    {"a - (b - c)", "a\u2212(b\u2212c)", "//mi"},
    {"a - b - c", "a\u2212b\u2212c", "//mi"},
    {"-(a + b)", "\u2212(a+b)", "//mi"},
    {"a * -b", "a\u00b7(\u2212b)", "//mi"},
    {"(a + b) / (c - d)", "a+bc\u2212d",
     "//mfrac[contains(*[1], 'a')][contains(*[2], 'd')]"},
    {"a / b * c", "ab\u00b7c", "//mfrac[*[1]='a'][*[2]='b']"},
    {"H(x, k)", "xx+k", "//mfrac[*[1]='x'][*[2]='x+k']"},
    {"pow(a + b, n)", "(a+b)n", "//msup[*[1]='(a+b)'][*[2]='n']"},
    {"pow(pow(a, 2), 3)", "(a2)3", "//msup/*[1]//msup"},
    {"sqrt(a + b)", "a+b", "//msqrt[.='a+b']"},
    {"when(a <= 2, b, c)", "{bif\u00a0a\u22642cotherwise", "count(//mtable/mtr) = 2"},
    {"sample(a + b, f)", "(a+b)\u00b7f", "//mi"},
    {"min(a, b + 1)", "min(a,b+1)", "//mi[.='min']"},
    {"2.5e-06 * a", "2.5\u00d710\u22126\u00b7a", "//msup[mn[1]='10'][mn[2]='\u22126']"},
    {"1e6 + a", "106+a", "//msup[mn[1]='10'][mn[2]='6']"},
};

START_TEST(formulas_look_as_in_a_paper)
{
    char *text = show(NULL, false, formulas[_i].formula), *shown;
    xmlDocPtr page = markup_parse(text);

    shown = markup_text(page, "string(/math)");
    ck_assert_str_eq(shown, formulas[_i].text);
    markup_expect(page, formulas[_i].fact);
    xmlFree(shown);
    xmlFreeDoc(page);
    free(text);
}
END_TEST

START_TEST(a_rate_is_a_derivative)
{
    char *text = show("pge2", true, "a < b");
    xmlDocPtr page = markup_parse(text);

    markup_expect(page, "/math/mrow/mfrac[*[1]='dpge2'][*[2]='dt']");
    markup_expect(page, "/math = 'dpge2dt=a<b'");
    xmlFreeDoc(page);
    free(text);
}
END_TEST

static size_t show_all(const sim_model *m)
{
    size_t n = 0;

    for (size_t i = 0; i < m->n_flows; i++, n++) free(show("x", true, m->flows[i].formula));
    for (size_t i = 0; i < m->n_symbols; i++) {
        if (!m->symbols[i].formula) continue;
        free(show(m->symbols[i].name, false, m->symbols[i].formula));
        n++;
    }
    return n;
}

START_TEST(every_formula_can_be_shown)
{
    const sim_stage *stage;
    size_t n = 0;

    for (size_t i = 0; (stage = models_stage(i)); i++) n += show_all(stage->model);
    ck_assert_uint_gt(n, 200);
}
END_TEST

START_TEST(what_is_no_formula_is_refused)
{
    sim_error err = {""};
    sim_xml *xml;

    ck_assert_int_eq(sim_xml_init_html(&xml, &err), SIM_OK);
    ck_assert_int_eq(sim_shown_write(xml, NULL, false, "a + ", &err), SIM_EPARSE);
    ck_assert_ptr_nonnull(strstr(err.text, "expected"));
    sim_xml_free(xml);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("shown");
    TCase *cases = tcase_create("formulas"), *whole = tcase_create("whole");

    tcase_add_loop_test(cases, formulas_look_as_in_a_paper, 0, LENGTH(formulas));
    tcase_add_test(whole, a_rate_is_a_derivative);
    tcase_add_test(whole, every_formula_can_be_shown);
    tcase_add_test(whole, what_is_no_formula_is_refused);
    suite_add_tcase(suite, cases);
    suite_add_tcase(suite, whole);
    return suite_run(suite);
}
