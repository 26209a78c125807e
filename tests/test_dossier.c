/* test_dossier.c -- the parts of a report: sentences and words of figures, tables, parameters,
 * equations, measurements. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/dossier.h"
#include "sim/study/unread.h"
#include "tests/markup.h"
#include "tests/suite.h"
#include "tests/temp.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

static const char rows[] = "[run]\n"
                           "days = 3\n"
                           "[product]\n"
                           "dose = 3.71e7\n"
                           "[arm <b>&\"]\n"
                           "passaging.harvest_passage = 8\n"
                           "[arm thawed]\n"
                           "presets.product = thawed_rested\n";

static sim_job job;
static sim_dossier dossier;
static char folder[TEMP_PATH];

static void set_up(void)
{
    static const sim_source source = {.file = "a.ini", .text = rows};
    sim_error err = {""};

    temp_enter("dossier", folder);
    dossier = (sim_dossier){.dir = ".", .drawn = ".", .job = &job, .ini = ""};
    ck_assert_msg(sim_job_read(&job, &source, &err) == SIM_OK, "%s", err.text);
    ck_assert_int_eq(sim_xml_init_html(&dossier.xml, &err), SIM_OK);
    sim_xml_open(dossier.xml, "main");
}

static void tear_down(void)
{
    sim_xml_free(dossier.xml);
    sim_pool_free(&dossier.pool);
    free(dossier.said);
    free(dossier.described);
    sim_job_close(&job);
    temp_leave(folder);
}

static xmlDocPtr finish(void)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    sim_error err = {""};
    xmlDocPtr page;

    ck_assert_int_eq(sim_xml_write(dossier.xml, out, &err), SIM_OK);
    fclose(out);
    page = markup_parse(text);
    free(text);
    return page;
}

static void expect(sim_status status, const sim_error *err)
{
    ck_assert_msg(status == SIM_OK, "%s", err->text);
}

/* ---- parameters --------------------------------------------------------------- */

static const char *const of_parameters[] = {
    "//tr[th='dose']/td[1] = '3.71e+07 cell'",
    "//tr[th='dose']/td[3] = 'a.ini:4'",
    "//tr[th='cycle_time']/td[3] = 'default'",
    "//tr[th='cycle_time']/td[2] = '15 to 120'",
    "//tr[th='<b>&\"'][td[1]='passaging.harvest_passage'][td[2]='8 passage']",
    "//tr[th='<b>&\"'][count(td)=3]/td[3] = 'a.ini:6'",
    "//tr[th='thawed'][count(td)=3]/td[3] = 'preset thawed_rested'",
    "count(//strong[@class='open']) > 40",
    "not(//tr[contains(td[5], 'assumed')][not(td[5]/strong)])",
    "not(//tr[contains(td[5], 'unverified')][not(td[5]/strong)])",
    "//tr[th='vas_base']/td[5] = 'trial baselines (unverified)'",
    "//tr[th='vas_base']/td[5]/strong = 'unverified'",
    "//th[@scope='rowgroup'][.='passaging']",
};

START_TEST(parameters_have_value_range_place_and_source)
{
    sim_error err = {""};
    xmlDocPtr page;

    expect(sim_dossier_write_parameters(&dossier, &err), &err);
    page = finish();
    markup_expect(page, of_parameters[_i]);
    xmlFreeDoc(page);
}
END_TEST

static bool is_of_run(const char *section)
{
    static const char *const others[] = {"sweep", "sensitivity", "trial", "fit",
                                         "optimise"};

    for (size_t i = 0; i < LENGTH(others); i++)
        if (strcmp(section, others[i]) == 0) return false;
    return true;
}

/* Each that something of a run reads, in its place, and no other. */
START_TEST(all_parameters_are_there)
{
    const sim_catalog *catalog = job.experiment.catalog;
    sim_error err = {""};
    bool *unread;
    xmlDocPtr page;
    size_t n = 0;

    expect(sim_dossier_write_parameters(&dossier, &err), &err);
    expect(sim_unread_find(&job.session, &unread, &err), &err);
    page = finish();
    for (size_t i = 0; i < catalog->n; i++) {
        char fact[512];

        if (unread[i] || !is_of_run(catalog->rows[i].section)) continue;
        snprintf(fact, sizeof fact, "(//tr[count(td)=5])[%zu]/th = '%s'", ++n,
                 catalog->rows[i].symbol->name);
        markup_expect(page, fact);
    }
    ck_assert_double_eq(markup_number(page, "count(//tr[count(td)=5])"), (double)n);
    xmlFreeDoc(page);
    free(unread);
}
END_TEST

/* ---- models ------------------------------------------------------------------- */

/* When they happen, and what they do; each says once what it is. */
static const char *const of_events[] = {
    "//tr[th='attaching']/td[1] = 'fresh \u2192 attached'",
    "//tr[th='lysis_fresh']/td[1] = 'fresh \u2192 \u2205'",
    "//tr[th='renewal']/td[1] = 'cycling \u2192 2 cycling'",
    ("//tr[th='inject']/td[starts-with(., 'at time ')][count(.//math) = 2][contains(., ' "
     "for k from 0 to 1 less than ')]"),
    "//tr[th='detach']/td[starts-with(., 'when ')][contains(., ' rises through ')]",
    "//tr/td[starts-with(., 'the stage ends if ')]//math",
    "//tr[th='inject']/td[contains(., ' becomes ')]//math",
    "count(//tr[th='inject']//div[@class='meaning']) = 1",
};

START_TEST(every_equation_of_the_chain_is_there)
{
    const sim_chain *chain = job.session.chain;
    sim_error err = {""};
    size_t n_rates = 0, n_reactions = 0;
    xmlDocPtr page;

    expect(sim_dossier_write_models(&dossier, &err), &err);
    page = finish();
    for (size_t i = 0; i < chain->n_stages; i++) {
        n_reactions += chain->stages[i].model->n_reactions;
        n_rates += chain->stages[i].model->n_flows - chain->stages[i].model->n_reactions;
    }
    ck_assert_double_eq(markup_number(page, "count(//table[caption='Rates']//tr)"),
                        (double)n_rates);
    ck_assert_double_eq(
        markup_number(page, "count(//table[starts-with(caption, 'Reactions')]//tr)"),
        (double)n_reactions);
    ck_assert_double_eq(markup_number(page, "count(//details)"), (double)chain->n_stages);
    markup_expect(page, "//math//mfrac[*[1]='dpge2'][*[2]='dt']");
    for (int i = 0; i < LENGTH(of_events); i++) markup_expect(page, of_events[i]);
    xmlFreeDoc(page);
}
END_TEST

/* ---- measurements --------------------------------------------------------------- */

static const char *const of_evidence[] = {
    "//tr[th='Bonab'][td[1]='days'][td[2]='118 day']/td[3] = '59 to 236'",
    "//tr[th='Bonab'][td[1]='days']/td[6] = 'calibration'",
    "//tr[th='MSC_0714'][td[1]='P22 SA-b-gal'][td[2]='5 %'][td[6]='predicted']",
    "//tr[th='MSC_0714']/td[7] = 'not in published.csv'",
    "count(//tbody/tr) > 60",
    "count(//tr[td[5]='hit']) > 20 and count(//tr[td[5]='MISS']) > 20",
    "not(//tr[td[5]='hit'][td[4] > substring-after(td[3], ' to ')])",
    "not(//tr[td[5]='hit'][td[4] < substring-before(td[3], ' to ')])",
    ("not(//tr[td[5]='MISS'][td[4] > substring-before(td[3], ' to ')][td[4] < "
     "substring-after(td[3], ' to ')])"),
    "//tr[td[4]='-'][td[5]='not asked here'] and not(//tr[td[4]='-'][td[5]='hit'])",
    "//p[contains(., concat(' against ', count(//tbody/tr), ' published numbers.'))]",
    "//p[contains(., concat(': ', "
    "count(//tr[td[6]='calibration'][td[5]='hit'][number(td[4]) "
    "= td[4]]), ' of '))]",
    "//p/code = 'potency validate'",
};

START_TEST(measured_values_have_their_source)
{
    sim_error err = {""};
    xmlDocPtr page;

    expect(sim_dossier_write_evidence(&dossier, &err), &err);
    page = finish();
    markup_expect(page, of_evidence[_i]);
    xmlFreeDoc(page);
}
END_TEST

/* ---- findings -------------------------------------------------------------------- */

static sim_said told[] = {
    {"one", "", "title", "worse", "P2 does more than <b>"},
    {"one", "", "caption", "", "They differ."},
    {"one", "pain", "caption", "worse", "Highest: 16 mm."},
    {"one", "pain", "caption", "", "What pain is."},
    {"one", "pain", "alt", "arm", "P2: 16 mm"},
    {"one", "pain", "alt", "arm", "<b>: 8 mm"},
    {"one", "own", "alt", "arm", "<b>: none"},
    {"two", "", "title", "tie", "None does"},
    {"two", "", "alt", "arm", "P2: 0"},
};

static const char *const of_findings[] = {
    "//p[@class='finding'][1] = 'P2 does more than <b>'",
    "//p[@class='finding'][2] = 'None does'",
    "//p = 'They differ.'",
    "//dl[dt='Pain relief, placebo included']/dd = 'Highest: 16 mm.'",
    "//dl[dt='Pain relief, placebo included']/dd[@class='meaning'] = 'What pain is.'",
    "count(//figure/div[@tabindex][@aria-label]/img) = 2",
    ("//figure[1]//img/@alt = 'P2 does more than <b>. Pain relief, placebo included: P2: "
     "16 "
     "mm; <b>: 8 mm. own: <b>: none.'"),
    "//figure[2]//img/@alt = 'None does. P2: 0.'",
    "starts-with(//figure[1]/figcaption, 'Figure one: P2 does more than <b>')",
    "starts-with(//figure[1]//img/@src, 'data:image/svg+xml;base64,PHN2Zz4')",
    "starts-with(//figure[2]//img/@src, 'data:image/png;base64,Y')",
};

/* Of the second figure the outlines are too many. */
START_TEST(findings_are_sentences_and_figures_have_words)
{
    static sim_files_row files[] = {{.name = "one.png", .bytes = 1},
                                    {.name = "one.svg", .bytes = 5},
                                    {.name = "two.png", .bytes = 1},
                                    {.name = "two.svg", .bytes = (1 << 20) + 1}};
    static const sim_files_list figures = {true, 4, files};
    sim_error err = {""};
    xmlDocPtr page;

    dossier.figures = &figures;
    dossier.said = malloc(sizeof told);
    memcpy(dossier.said, told, sizeof told);
    dossier.n_said = LENGTH(told);
    temp_put("one.svg", "<svg>");
    temp_put("two.png", "c");
    sim_dossier_write_findings(&dossier);
    expect(sim_dossier_write_figures(&dossier, &err), &err);
    remove("one.svg");
    remove("two.png");
    page = finish();
    markup_expect(page, of_findings[_i]);
    xmlFreeDoc(page);
}
END_TEST

static const char *const of_outlines[] = {
    "count(//figure) = 3 and count(//img) = 1",
    "//figure[1]/div/svg/title = 'a < b'",
    "count(//svg) = 2 and count(//svg/g) = 2",
    "count(//svg/style) = 1 and //figure[1]//style",
    "not(//metadata)",
    "starts-with(//figure[3]//img/@src, 'data:image/svg+xml;base64,PHN2Zz48bWV0YWRhdGE+')",
};

/* Those that were just drawn are a part of the page, if they are as this program draws. */
START_TEST(outlines_are_part_of_the_page)
{
    static sim_said drawn[] = {{"one", "", "title", "", "1"},
                               {"other", "", "title", "", "2"},
                               {"strange", "", "title", "", "3"}};
    static sim_files_row files[] = {{.name = "one.svg", .bytes = 5},
                                    {.name = "other.svg", .bytes = 5},
                                    {.name = "strange.svg", .bytes = 5}};
    static const sim_files_list figures = {true, 3, files};
    static const char svg[] =
        "<?xml version=\"1.0\"?>\n<svg><title>a &lt; b</title>\n"
        "<metadata>\nmade\n</metadata>\n<style>\nx\n</style>\n<g/></svg>\n";
    sim_error err = {""};
    xmlDocPtr page;

    dossier.figures = &figures;
    dossier.draws = true;
    dossier.said = malloc(sizeof drawn);
    memcpy(dossier.said, drawn, sizeof drawn);
    dossier.n_said = LENGTH(drawn);
    temp_put("one.svg", svg);
    temp_put("other.svg", svg);
    temp_put("strange.svg", "<svg><metadata>x</metadata>\n<g/></svg>");
    expect(sim_dossier_write_figures(&dossier, &err), &err);
    for (size_t i = 0; i < figures.n; i++) remove(files[i].name);
    page = finish();
    for (int i = 0; i < LENGTH(of_outlines); i++) markup_expect(page, of_outlines[i]);
    xmlFreeDoc(page);
}
END_TEST

START_TEST(a_story_becomes_paragraphs_and_lists)
{
    sim_error err = {""};
    xmlDocPtr page;

    dossier.story = "Is it <so>?\n\nWhat do you expect?\n  a) yes\n  b) no\n\n"
                    "The answer is b) no.\nIt is not.\n\nLiteratur\n- One 2001: that\n"
                    "  it is\n- Two 2002\n\nfor teaching and research, not for treatment "
                    "decisions\n";
    expect(sim_dossier_write_story(&dossier, &err), &err);
    page = finish();
    markup_expect(page, "//h3[1] = 'What do you expect?'");
    markup_expect(page, "//ul[1]/li[2] = 'b) no' and count(//ul[1]/li) = 2");
    markup_expect(page, "normalize-space(//p[1]) = 'The answer is b) no. It is not.'");
    markup_expect(page, "normalize-space(//ul[2]/li[1]) = 'One 2001: that it is'");
    markup_expect(page, "count(//*[contains(text(), 'teaching')]) = 0");
    xmlFreeDoc(page);
}
END_TEST

/* ---- tables ----------------------------------------------------------------------- */

static void put_table(const char *name, size_t n)
{
    FILE *out = fopen(name, "w");

    ck_assert_ptr_nonnull(out);
    fprintf(out, "arm,day\n");
    for (size_t i = 0; i < n; i++)
        fprintf(out, "%s,%zu.2385001\n", i < n / 4 ? "P2" : "<b>", i);
    fclose(out);
}

/* Not many rows, but of many cells. */
static void put_wide_table(const char *name)
{
    FILE *out = fopen(name, "w");

    ck_assert_ptr_nonnull(out);
    fprintf(out, "arm");
    for (int i = 1; i < 20; i++) fprintf(out, ",n%d", i);
    for (int i = 0; i < 250 * 20; i++) fprintf(out, i % 20 == 0 ? "\nP2" : ",%d", i);
    fprintf(out, "\n");
    fclose(out);
}

static void put_tables(void)
{
    temp_put("columns.csv", "file,column,unit,meaning\n"
                            "short.csv,arm,1,name of the arm\nshort.csv,day,day,a day\n"
                            "long.csv,arm,1,name of the arm\nlong.csv,day,day,a day\n"
                            "draws.csv,arm,1,name of the arm\ndraws.csv,day,day,a day\n"
                            "wide.csv,arm,1,name of the arm\n");
    put_table("short.csv", 8);
    put_table("long.csv", 2000);
    put_table("draws.csv", 301);
    put_wide_table("wide.csv");
}

static const char *const of_tables[] = {
    "//details[summary='short.csv']//caption = 'short.csv, all 8 rows'",
    "count(//details[summary='short.csv']//tbody/tr) = 8",
    "//details[summary='short.csv']//tr[3]/td[@data-value='2.2385001'] = '2.239'",
    "//details[summary='short.csv']//th[@scope='col'][2] = 'day day'",
    "//details[summary='short.csv']//tbody/tr[8]/th[@scope='row'] = '<b>'",
    "//details[summary='long.csv']//caption = 'some of the 2000 rows of long.csv'",
    "count(//details[summary='long.csv']//tbody/tr) > 40",
    "count(//details[summary='long.csv']//tbody/tr) < 70",
    "count(//details[summary='long.csv']//tbody/tr[th='P2']) > 20",
    "//details[summary='long.csv']//tr[th='P2'][last()]/td/@data-value = '499.2385'",
    "//details[summary='long.csv']//tbody/tr[1]/td/@data-value = '0.2385001'",
    "//details[summary='long.csv']//tbody/tr[last()]/td/@data-value = '1999.2385'",
    "//p = 'draws.csv has 301 rows, which are left to it.'",
    "//p = 'wide.csv has 250 rows, which are left to it.'",
    "//dl[dt='day'][dd='a day day']",
};

/* The long one is a course of the run. */
START_TEST(short_tables_are_whole_and_courses_thinned)
{
    static sim_files_row files[] = {{.name = "columns.csv"},
                                    {.name = "draws.csv"},
                                    {.name = "long.csv"},
                                    {.name = "short.csv"},
                                    {.name = "wide.csv"}};
    static const sim_files_list written = {true, 5, files};
    static const sim_column key = {"arm", "1", "name", SIM_CELL_TEXT},
                            day = {"day", "day", "a day", SIM_CELL_NUMBER};
    sim_error err = {""};
    xmlDocPtr page;

    put_tables();
    job.tables.n = 1;
    expect(sim_table_init(&job.tables.table[0], "long", key, &day, 1, &err), &err);
    dossier.written = &written;
    expect(sim_dossier_write_tables(&dossier, &err), &err);
    for (size_t i = 0; i < written.n; i++) remove(files[i].name);
    page = finish();
    markup_expect(page, of_tables[_i]);
    xmlFreeDoc(page);
}
END_TEST

START_TEST(a_table_that_is_gone_is_told)
{
    static sim_files_row files[] = {{.name = "short.csv"}};
    static const sim_files_list written = {true, 1, files};
    sim_error err = {""};

    put_tables();
    remove("short.csv");
    dossier.written = &written;
    ck_assert_int_eq(sim_dossier_write_tables(&dossier, &err), SIM_EIO);
    ck_assert_str_eq(err.text, "./short.csv: cannot be read: No such file or directory");
    remove("columns.csv");
    remove("long.csv");
    remove("draws.csv");
    remove("wide.csv");
}
END_TEST

START_TEST(texts_are_kept)
{
    char text[] = "3.71";
    const char *kept = sim_dossier_keep(&dossier, text);

    text[0] = 'x';
    ck_assert_str_eq(kept, "3.71");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("dossier");
    TCase *parts = tcase_create("parts"), *tables = tcase_create("tables"),
          *findings = tcase_create("findings");

    tcase_add_checked_fixture(parts, set_up, tear_down);
    tcase_add_loop_test(parts, parameters_have_value_range_place_and_source, 0,
                        LENGTH(of_parameters));
    tcase_add_test(parts, all_parameters_are_there);
    tcase_add_test(parts, every_equation_of_the_chain_is_there);
    tcase_add_loop_test(parts, measured_values_have_their_source, 0, LENGTH(of_evidence));
    tcase_add_test(parts, texts_are_kept);
    tcase_add_checked_fixture(findings, set_up, tear_down);
    tcase_add_loop_test(findings, findings_are_sentences_and_figures_have_words, 0,
                        LENGTH(of_findings));
    tcase_add_test(findings, outlines_are_part_of_the_page);
    tcase_add_test(findings, a_story_becomes_paragraphs_and_lists);
    tcase_add_checked_fixture(tables, set_up, tear_down);
    tcase_add_loop_test(tables, short_tables_are_whole_and_courses_thinned, 0,
                        LENGTH(of_tables));
    tcase_add_test(tables, a_table_that_is_gone_is_told);
    suite_add_tcase(suite, parts);
    suite_add_tcase(suite, findings);
    suite_add_tcase(suite, tables);
    return suite_run_apart(suite);
}
