/* command_words.c -- potency words [WORD]: what the words mean that a newcomer meets. */
#include <stdio.h>
#include <string.h>

#include "sim/cli/cli.h"
#include "sim/cli/glossary.h"
#include "sim/cli/report.h"
#include "sim/io/text.h"

enum { HEADING = 48 };

static void print_in_full(const models_word *word)
{
    char heading[HEADING];

    snprintf(heading, sizeof heading, "%s: ", word->term);
    sim_paragraph_print(heading, word->meaning, 4, stdout);
    if (*word->also) sim_paragraph_print("    also: ", word->also, 10, stdout);
    if (*word->parameters)
        sim_paragraph_print("    parameters: ", word->parameters, 16, stdout);
}

/* The word of that name or, where there is none, all that mention it. */
static sim_status print_words(const char *name, sim_error *err)
{
    const models_word *found = sim_glossary_find(name);
    sim_nearest nearest = {.wanted = name};
    char hint[256];
    size_t n = 0;

    if (found) {
        print_in_full(found);
        return SIM_OK;
    }
    for (const models_word *word = models_words; word->term; word++) {
        if (!*name || !sim_glossary_mentions(word, name)) continue;
        sim_glossary_print(word, stdout);
        n++;
    }
    if (n > 0) return SIM_OK;
    sim_glossary_offer(&nearest);
    sim_nearest_print(
        &nearest, "`potency words` lists them, `potency params WORD` searches parameters",
        hint, sizeof hint);
    return sim_fail(err, SIM_ENAME, "words: unknown word '%s'%s", name, hint);
}

static sim_status call(const sim_call *how, sim_error *err)
{
    sim_arguments a = {0};

    sim_options_read(how, &a);
    if (a.argument) return print_words(a.argument, err);
    for (const models_word *word = models_words; word->term; word++)
        sim_glossary_print(word, stdout);
    return SIM_OK;
}

const sim_command sim_command_words = {.words = sim_glossary_term, .call = call};
