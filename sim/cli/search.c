#include "sim/cli/search.h"

#include <fnmatch.h>
#include <stdio.h>
#include <string.h>

#include "sim/cli/glossary.h"
#include "sim/io/text.h"

/* A word with a point, or with * ? or [ in it, is of a name and nothing else. */
static sim_fit fit_word(const sim_parameter *q, const char *word)
{
    const models_word *found;
    char name[128];

    snprintf(name, sizeof name, "%s.%s", q->section, q->symbol->name);
    if (strpbrk(word, "*?["))
        return fnmatch(word, name, 0) == 0 ? SIM_BY_NAME : SIM_NOT_AT_ALL;
    if (sim_text_holds(name, word)) return SIM_BY_NAME;
    if (strchr(word, '.')) return SIM_NOT_AT_ALL;
    if (sim_text_holds(q->symbol->meaning, word)) return SIM_BY_MEANING;
    found = sim_glossary_find(word);
    if (found && sim_glossary_has_parameter(found, name)) return SIM_BY_GLOSSARY;
    return sim_text_holds(q->symbol->unit, word) || sim_text_holds(q->symbol->source, word)
               ? SIM_BY_SOURCE
               : SIM_NOT_AT_ALL;
}

sim_fit sim_search_fit(const sim_parameter *q, const char *pattern)
{
    sim_fit worst = SIM_BY_NAME, whole;
    char text[256], *rest;

    if (!pattern) return SIM_BY_NAME;
    if (strlen(pattern) >= sizeof text) return SIM_NOT_AT_ALL;
    strcpy(text, pattern);
    for (char *word = strtok_r(text, " \t,", &rest); word;
         word = strtok_r(NULL, " \t,", &rest)) {
        const sim_fit one = fit_word(q, word);

        if (one > worst) worst = one;
    }
    whole = fit_word(q, pattern);
    return whole < worst ? whole : worst;
}
