/* test_worlds.c -- what figures say of one patient holds no word of another: the pages of all
 * chains, drawn of their own experiments, their texts and the rows of figures.csv.
 */
#include <check.h>
#include <glib.h>
#include <string.h>

#include "models/models.h"
#include "plots/figure.h"
#include "plots/recording.h"
#include "sim/study/job.h"
#include "tests/page.h"
#include "tests/suite.h"

enum { N_CHAINS = 4, MOST_WORDS = 12 };

/* Whole words that belong to a chain alone; no other chain's figures have them. */
static const struct {
    const char *chain, *words[MOST_WORDS];
} worlds[N_CHAINS] = {
    {"knee",
     {"knee", "knees", "joint", "pain", "cartilage", "needle", "placebo", "training"}},
    {"gvhd", {"severity", "graft", "T cells", "regulatory"}},
    {"ards", {"lung water", "PaO₂", "PaO2", "virus", "enrolment"}},
    {"heart", {"ejection", "LVEF", "ventricle", "infarction", "stroke", "scar"}},
};

static bool has_word(const char *text, const char *word)
{
    const size_t length = strlen(word);

    for (const char *at = text; (at = strstr(at, word)); at++) {
        const bool starts = at == text || !g_ascii_isalpha(at[-1]);

        if (starts && !g_ascii_isalpha(at[length])) return true;
    }
    return false;
}

static void check_text(size_t own, const char *text)
{
    char *low = g_strdup(text);

    for (char *c = low; *c; c++) *c = g_ascii_tolower(*c);
    for (size_t i = 0; i < N_CHAINS; i++) {
        for (size_t k = 0; i != own && worlds[i].words[k]; k++) {
            char *word = g_ascii_strdown(worlds[i].words[k], -1);

            ck_assert_msg(!has_word(low, word), "%s: '%s' of %s in: %s", worlds[own].chain,
                          word, worlds[i].chain, text);
            g_free(word);
        }
    }
    g_free(low);
}

static const char *experiment_of(const sim_chain *chain)
{
    const sim_text *text = models_experiment_texts;

    while (strcmp(text->name, chain->experiment) != 0) text++;
    return text->text;
}

static void solve(sim_job *job, const sim_chain *chain)
{
    const sim_source source = {.file = chain->experiment, .text = experiment_of(chain)};
    sim_error err = {""};

    ck_assert_msg(sim_job_read(job, &source, &err) == SIM_OK, "%s", err.text);
    ck_assert_msg(sim_job_solve(job, &err) == SIM_OK, "%s", err.text);
}

static void check_page(size_t own, const sim_job *job, const char *size)
{
    const sim_chain *chain = job->session.chain;
    const sim_table *tables[SIM_TABLES_MAX];
    const char *background = "background";
    const plot_data data = {.runs = {{tables, job->tables.n, NULL}},
                            .backgrounds = {&background, 1},
                            .chain = chain};
    const plot_page shown = {chain->page, &data, NULL, NULL};
    const plot_figure figure = {&plot_page_maker, &shown};
    const plot_look look = {plot_theme_find("light"), plot_size_find(size), NULL, false};
    plot_facts facts = {0};
    page_list list;

    for (size_t i = 0; i < job->tables.n; i++) tables[i] = &job->tables.table[i];
    page_record_said(&list, &figure, &page_caption, &look, &facts);
    ck_assert_uint_gt(facts.n, 0);
    for (size_t i = 0; i < facts.n; i++) check_text(own, facts.list[i].text);
    for (size_t i = 0; i < list.list.n; i++)
        if (list.list.drawn[i].text) check_text(own, list.list.drawn[i].text);
    plot_facts_free(&facts);
    page_list_free(&list);
}

START_TEST(a_page_has_the_words_of_its_own_patient)
{
    const sim_chain *chain = models_chain(worlds[_i].chain);
    sim_job job;

    solve(&job, chain);
    check_page((size_t)_i, &job, "a4");
    check_page((size_t)_i, &job, "slide");
    sim_job_close(&job);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("worlds");
    TCase *all = tcase_create("worlds");

    tcase_set_timeout(all, 60);
    tcase_add_loop_test(all, a_page_has_the_words_of_its_own_patient, 0, N_CHAINS);
    suite_add_tcase(suite, all);
    return suite_run(suite);
}
