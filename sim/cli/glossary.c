#include "sim/cli/glossary.h"

#include <ctype.h>
#include <fnmatch.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "sim/cli/report.h"

/* ---- comparing ------------------------------------------------------------ */

static bool is_gap(char c) { return c == ' ' || c == '_' || c == '-' || c == '\n'; }

static bool same_letter(char a, char b)
{
    return (is_gap(a) && is_gap(b)) || (a == '#' && isdigit((unsigned char)b)) ||
           tolower((unsigned char)a) == tolower((unsigned char)b);
}

/* Of `length` letters, the same as a name, or the same but for an s at one's end. */
static bool is_called(const char *word, size_t length, const char *name)
{
    size_t i = 0;

    while (i < length && name[i] && same_letter(word[i], name[i])) i++;
    if (i == length) return name[i] == '\0' || (strcasecmp(name + i, "s") == 0 && i > 2);
    return name[i] == '\0' && i > 2 && i + 1 == length && same_letter(word[i], 's');
}

/* ---- words ---------------------------------------------------------------- */

/* "specific_relief_month_12" starts with "specific_relief". */
static bool starts(const char *word, size_t length, const char *name)
{
    if (!memchr(word, '_', length)) return false;
    while (length > 0 && *name && same_letter(*word, *name)) name++, word++, length--;
    return length == 0 && *name == '_';
}

/* Does one of its other words? */
static bool does_other(const models_word *word, const char *name,
                       bool (*does)(const char *word, size_t length, const char *name))
{
    const char *also = word->also;

    while (*also) {
        const size_t length = strcspn(also, ",");

        if (does(also, length, name)) return true;
        also += length + strspn(also + length, ", ");
    }
    return false;
}

const models_word *sim_glossary_find(const char *name)
{
    for (const models_word *word = models_words; word->term; word++) {
        if (is_called(word->term, strlen(word->term), name)) return word;
    }
    for (const models_word *word = models_words; word->term; word++) {
        if (does_other(word, name, is_called)) return word;
    }
    for (const models_word *word = models_words; word->term; word++) {
        if (does_other(word, name, starts)) return word;
    }
    return NULL;
}

enum { TERM = 22 };

void sim_glossary_print(const models_word *word, FILE *out)
{
    sim_paragraph_print(word->term, word->meaning, TERM, out);
}

bool sim_glossary_mentions(const models_word *word, const char *text)
{
    return sim_text_holds(word->term, text) || sim_text_holds(word->also, text) ||
           sim_text_holds(word->meaning, text);
}

bool sim_glossary_has_parameter(const models_word *word, const char *name)
{
    const size_t length = strlen(name);

    for (const char *p = word->parameters; *p; p += strspn(p, " ")) {
        const size_t n = strcspn(p, " ");

        if (n == length && strncmp(p, name, n) == 0) return true;
        p += n;
    }
    return false;
}

void sim_glossary_offer(sim_nearest *nearest)
{
    for (const models_word *word = models_words; word->term; word++)
        sim_nearest_offer(nearest, word->term);
}

const char *sim_glossary_term(size_t i)
{
    for (const models_word *word = models_words; word->term; word++) {
        if (!strchr(word->term, ' ') && !strchr(word->term, '\'') && i-- == 0)
            return word->term;
    }
    return NULL;
}

/* ---- parameters ----------------------------------------------------------- */

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
