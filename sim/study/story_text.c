#include "sim/study/story_text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "sim/io/text.h"

enum { LEVEL_SIZE = 64, HINT_SIZE = 640 };

sim_status sim_story_text_refuse(const sim_story_text *t, const char *format, ...)
{
    char what[2 * HINT_SIZE];
    va_list args;

    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    return sim_fail(t->err, SIM_EPARSE, "%s: %s", t->place, what);
}

/* ---- words ---------------------------------------------------------------- */

/* Where a word, a name or a number ends. */
bool sim_story_text_ends(const char *at) { return *at == '\0' || strchr(" \t:}]", *at); }

void sim_story_text_skip(sim_story_text *t) { t->at += strspn(t->at, " \t"); }

/* Behind these words, one blank or more for each of theirs; NULL: others stand there. */
const char *sim_story_text_behind(const char *at, const char *words)
{
    for (; *words; words++) {
        if (*words == ' ') {
            if (*at != ' ' && *at != '\t') return NULL;
            at += strspn(at, " \t");
        } else if (*at++ != *words) {
            return NULL;
        }
    }
    return sim_story_text_ends(at) ? at : NULL;
}

bool sim_story_take(sim_story_text *t, const char *words)
{
    const char *rest;

    sim_story_text_skip(t);
    rest = sim_story_text_behind(t->at, words);
    if (rest) t->at = rest;
    return rest != NULL;
}

/* The words that may stand behind a name or a number. */
static const char *const links[] = {
    "of",   "on",       "in",  "less",    "more",      "alike",   "from", "below",
    "over", "reaching", "and", "against", "undefined", "defined", "as",   "at"};

/* How many bytes there are before the next of them, or the end. */
size_t sim_story_text_length(const char *at)
{
    const char *c = at;

    for (; *c && !strchr(":}]", *c); c++) {
        if (*c != ' ' && *c != '\t') continue;
        for (size_t i = 0; i < sizeof links / sizeof *links; i++)
            if (sim_story_text_behind(c + strspn(c, " \t"), links[i]))
                return (size_t)(c - at);
    }
    return (size_t)(c - at);
}

/* What stands there, for a message. */
const char *sim_story_text_shown(const sim_story_text *t, char word[SIM_STORY_WORD])
{
    const size_t length = sim_story_text_length(t->at);

    if (length == 0 && *t->at == '\0') return "nothing";
    snprintf(word, SIM_STORY_WORD, "'%.*s'", (int)(length > 0 ? length : strlen(t->at)),
             t->at);
    return word;
}

/* ---- arms ----------------------------------------------------------------- */

/* The arm of the longest name that stands there. */
size_t sim_story_text_find_arm(const sim_story_text *t, size_t *length)
{
    const sim_job *job = t->world->job;
    size_t found = SIM_NONE;

    *length = 0;
    for (size_t i = 0; i < job->experiment.n_arms; i++) {
        const char *name = job->arm_names[i];
        const size_t n = strlen(name);

        if (n <= *length || !sim_text_starts(t->at, name) ||
            !sim_story_text_ends(t->at + n))
            continue;
        *length = n;
        found = i;
    }
    return found;
}

sim_status sim_story_arm_read(sim_story_text *t, size_t *arm)
{
    const sim_job *job = t->world->job;
    char word[SIM_STORY_WORD], name[SIM_STORY_WORD], hint[HINT_SIZE];
    sim_choice choice = {.nearest = {.wanted = name}};
    size_t length;

    sim_story_text_skip(t);
    *arm = sim_story_text_find_arm(t, &length);
    t->at += length;
    if (*arm != SIM_NONE) return SIM_OK;
    snprintf(name, sizeof name, "%.*s", (int)sim_story_text_length(t->at), t->at);
    for (size_t i = 0; i < job->experiment.n_arms; i++)
        sim_choice_offer(&choice, job->arm_names[i]);
    sim_choice_print(&choice, hint, sizeof hint);
    return *name ? sim_story_text_refuse(t, "%s is no arm%s", sim_story_text_shown(t, word),
                                         hint)
                 : sim_story_text_refuse(t, "lacks the name of an arm%s", hint);
}

sim_status sim_story_text_of_arm(sim_story_text *t, sim_story_term *term)
{
    char word[SIM_STORY_WORD];

    if (!sim_story_take(t, "of")) {
        sim_story_text_skip(t);
        return sim_story_text_refuse(
            t, "%s stands where 'of' should; NUMBER of ARM would be right",
            sim_story_text_shown(t, word));
    }
    return sim_story_arm_read(t, &term->arm);
}

/* ---- levels --------------------------------------------------------------- */

sim_status sim_story_level_read(sim_story_text *t, const char *unit, double *level)
{
    char text[LEVEL_SIZE];
    const char *rest;
    size_t length;

    sim_story_text_skip(t);
    length = sim_story_text_length(t->at);
    snprintf(text, sizeof text, "%.*s", (int)length, t->at);
    if (length == 0) return sim_story_text_refuse(t, "lacks a number; 'from 0.8' has one");
    if (!sim_units_read(t->world->job->session.catalog.units, text, unit, level, &rest))
        return sim_story_text_refuse(t, "'%s' is no number%s%s; one would be right", text,
                                     strcmp(unit, "1") == 0 ? "" : " in ",
                                     strcmp(unit, "1") == 0 ? "" : unit);
    t->at += length;
    return SIM_OK;
}
