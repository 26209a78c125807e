/* test_worlds.c -- what figures say of one patient holds no word of another: the pages of all
 * chains, drawn of their own experiments, their texts and the rows of figures.csv; of cohorts
 * and sweeps too, and what the program prints of them.
 */
#include <check.h>
#include <glib.h>
#include <string.h>

#include "models/models.h"
#include "plots/figure.h"
#include "plots/recording.h"
#include "sim/study/job.h"
#include "tests/page.h"
#include "tests/program.h"
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

/* Words of the first so many chains. */
static void check_words(size_t own, const char *text, size_t n)
{
    char *low = g_strdup(text);

    for (char *c = low; *c; c++) *c = g_ascii_tolower(*c);
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; i != own && worlds[i].words[k]; k++) {
            char *word = g_ascii_strdown(worlds[i].words[k], -1);

            ck_assert_msg(!has_word(low, word), "%s: '%s' of %s in: %s", worlds[own].chain,
                          word, worlds[i].chain, text);
            g_free(word);
        }
    }
    g_free(low);
}

static void check_text(size_t own, const char *text) { check_words(own, text, N_CHAINS); }

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

/* Lines of what a command line prints. */
static void check_lines(size_t own, const char *command, size_t n)
{
    static program_result result;
    char **lines;
    size_t n_lines = 0;

    program_shell(command, &result);
    ck_assert_int_eq(result.code, 0);
    lines = g_strsplit(result.out, "\n", -1);
    for (; lines[n_lines]; n_lines++) check_words(own, lines[n_lines], n);
    ck_assert_uint_gt(n_lines, 5);
    g_strfreev(lines);
}

/* What is printed explains words of several endings; the knee's it needs for none but itself. */
START_TEST(cohorts_and_sweeps_have_the_words_of_their_own_patient)
{
    const size_t own = (size_t)_i;
    char command[PROGRAM_PATH];

    snprintf(command, sizeof command,
             "\"$POTENCY\" params --experiment --indication %s >a.ini && "
             "\"$POTENCY\" run a.ini -n 3 -p -o c 2>&1",
             worlds[own].chain);
    check_lines(own, command, own == 0 ? 0 : 1);
    check_lines(own, "cat c/figures.csv", N_CHAINS);
    check_lines(own,
                "\"$POTENCY\" sweep a.ini -s 'sweep.product.dose = 1e7, 1e8' -o s.db 2>&1",
                own == 0 ? 0 : 1);
    check_lines(own, "\"$POTENCY\" plot s.db -o p >/dev/null && cat p/*figures.csv",
                N_CHAINS);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("worlds");
    TCase *all = tcase_create("worlds");

    tcase_set_timeout(all, 60);
    tcase_add_loop_test(all, a_page_has_the_words_of_its_own_patient, 0, N_CHAINS);
    program_add_folder(all);
    tcase_add_loop_test(all, cohorts_and_sweeps_have_the_words_of_their_own_patient, 0,
                        N_CHAINS);
    suite_add_tcase(suite, all);
    return suite_run(suite);
}
