#include "sim/cli/explain.h"

#include <ctype.h>
#include <string.h>

#include "sim/cli/glossary.h"
#include "sim/cli/report.h"
#include "sim/error.h"

void sim_explain_word(sim_explained *explained, const char *printed)
{
    const models_word *word = sim_glossary_find(printed);

    for (size_t i = 0; word && i < explained->n; i++) {
        if (explained->list[i] == word) return;
    }
    if (!word) return;
    sim_bug(explained->n == SIM_EXPLAINED_MAX);
    explained->list[explained->n++] = word;
}

void sim_explain_words(sim_explained *explained, const char *const printed[])
{
    for (size_t i = 0; printed[i]; i++) sim_explain_word(explained, printed[i]);
}

/* Numbers and signs between words are none. */
void sim_explain_text(sim_explained *explained, const char *printed)
{
    static const char between[] = " ,:/";

    for (const char *at = printed + strspn(printed, between); *at;) {
        const size_t length = strcspn(at, between);
        char word[64];

        snprintf(word, sizeof word, "%.*s", (int)length, at);
        if (length < sizeof word && isalpha((unsigned char)*word))
            sim_explain_word(explained, word);
        at += length + strspn(at + length, between);
    }
}

void sim_explain_summary(sim_explained *explained, const sim_tables *tables,
                         const sim_chain *chain)
{
    const sim_model *m = chain->stages[chain->n_stages - 1].model;
    const sim_table *summary = &tables->table[tables->summary];

    sim_explain_word(explained, "arm");
    for (size_t i = 0; i < m->n_summaries; i++)
        sim_explain_word(explained, m->summaries[i].heading);
    for (size_t r = 0; r < summary->n_rows; r++)
        sim_explain_word(explained, summary->keys[r]);
}

void sim_explain_print(const sim_explained *explained, FILE *out)
{
    if (explained->n == 0) return;
    fputs("\nwhat words mean (`potency words` has them all)\n", out);
    for (size_t i = 0; i < explained->n; i++) sim_glossary_print(explained->list[i], out);
}
