/* story_outcome.c -- of story.h: the condition and the sentence of an outcome. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "sim/io/text.h"
#include "sim/study/story_parts.h"

enum { WHAT_SIZE = 1280, TESTS_MAX = 8 };

typedef sim_story_reader reader;

/* ---- what both parts use ------------------------------------------------------ */

sim_status sim_story_refuse(const reader *r, const char *format, ...)
{
    char what[WHAT_SIZE];
    va_list args;

    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    return sim_fail(r->err, SIM_EPARSE, "%s: %s", r->place, what);
}

sim_story_text sim_story_text_of(const reader *r, const char *text)
{
    return (sim_story_text){&r->story->world, text, r->place, r->err};
}

char *sim_story_keep(reader *r, const char *text, size_t length)
{
    char *copy = sim_pool_take(&r->story->pool, length + 1, 1);

    if (copy) memcpy(copy, text, length);
    return copy ? sim_text_trim(copy) : NULL;
}

sim_status sim_story_check_room(const reader *r)
{
    return sim_pool_check(&r->story->pool, "story", r->err);
}

void sim_story_set_place(reader *r, const sim_ini_row *row)
{
    snprintf(r->place, sizeof r->place, "%s:%d: %s", r->ini->file, row->line,
             row->name ? row->name : "[story]");
}

const char *sim_story_row_text(const sim_ini_row *row, bool is_whole)
{
    return is_whole && row->whole ? row->whole : row->value;
}

void sim_story_note(sim_story *s, const sim_story_value *value)
{
    s->asks_subjects |= sim_story_value_is_of_subjects(value);
    s->asks_trials |= sim_story_value_is_of_trials(value);
    s->asks_sizes |= sim_story_value_is_of_sizes(value);
}

/* ---- conditions ------------------------------------------------------------- */

static const char *const test_words[SIM_STORY_TESTS] = {
    [SIM_STORY_FROM] = "from",      [SIM_STORY_BELOW] = "below",
    [SIM_STORY_MORE] = "more",      [SIM_STORY_ALIKE] = "alike",
    [SIM_STORY_LESS] = "less",      [SIM_STORY_UNDEFINED] = "undefined",
    [SIM_STORY_DEFINED] = "defined"};

static bool take_test(sim_story_text *t, sim_story_test_kind *kind)
{
    for (*kind = 0; *kind < SIM_STORY_TESTS; (*kind)++)
        if (sim_story_take(t, test_words[*kind])) return true;
    return false;
}

/* In brackets or without. */
static sim_status read_tested(reader *r, sim_story_text *t, sim_story_value *value)
{
    sim_status status;
    bool has_bracket;

    t->at += strspn(t->at, " \t");
    has_bracket = *t->at == '[';
    t->at += has_bracket;
    status = sim_story_value_read(t, value);
    if (status != SIM_OK || !has_bracket) return status;
    t->at += strspn(t->at, " \t");
    return *t->at++ == ']' ? SIM_OK
                           : sim_story_refuse(r, "[ is not closed; ] would be right");
}

static sim_status read_test(reader *r, sim_story_text *t, sim_story_test *test)
{
    sim_status status = SIM_OK;

    test->value = r->story->answer;
    if (!take_test(t, &test->kind)) {
        status = read_tested(r, t, &test->value);
        if (status == SIM_OK && !take_test(t, &test->kind))
            return sim_story_refuse(
                r,
                "'%.60s' is no test; from X, below X, more, alike, less, "
                "undefined or defined would be right",
                t->at + strspn(t->at, " \t"));
    }
    if (status != SIM_OK) return status;
    sim_story_note(r->story, &test->value);
    if (test->kind == SIM_STORY_FROM || test->kind == SIM_STORY_BELOW)
        return sim_story_level_read(t, sim_story_value_unit(&test->value), &test->level);
    if (test->value.whole != SIM_NONE &&
        (test->kind == SIM_STORY_MORE || test->kind == SIM_STORY_ALIKE ||
         test->kind == SIM_STORY_LESS))
        return sim_story_refuse(
            r,
            "'%s' is of a difference and not of a share; from X or below X "
            "would be right",
            test_words[test->kind]);
    return SIM_OK;
}

static sim_status read_condition(reader *r, sim_story_text *t, sim_story_outcome *o)
{
    sim_status status = SIM_OK;

    if (sim_story_take(t, "otherwise")) return SIM_OK;
    o->tests = sim_pool_take(&r->story->pool, TESTS_MAX, sizeof *o->tests);
    status = sim_story_check_room(r);
    do {
        if (status == SIM_OK && o->n_tests == TESTS_MAX)
            return sim_story_refuse(r, "has more than %d tests; fewer would be right",
                                    TESTS_MAX);
        if (status == SIM_OK) status = read_test(r, t, &o->tests[o->n_tests++]);
    } while (status == SIM_OK && sim_story_take(t, "and"));
    return status;
}

/* ---- sentences -------------------------------------------------------------- */

/* Reads what stands between braces; `at` is then behind them. */
static sim_status read_brace(reader *r, const char **at, sim_story_piece *piece)
{
    sim_story_text t = sim_story_text_of(r, *at + 1);
    sim_story_value *value = sim_pool_take(&r->story->pool, 1, sizeof *value);
    sim_status status = sim_story_check_room(r);

    if (status == SIM_OK) status = sim_story_value_read(&t, value);
    if (status != SIM_OK) return status;
    t.at += strspn(t.at, " \t");
    if (!*t.at) return sim_story_refuse(r, "{ is not closed; } would be right");
    if (*t.at != '}')
        return sim_story_refuse(r, "{ is not closed before '%.40s'; } would be right",
                                t.at);
    sim_story_note(r->story, value);
    piece->value = value;
    *at = t.at + 1;
    return SIM_OK;
}

static sim_status read_sentence(reader *r, const char *at, sim_story_outcome *o)
{
    sim_status status = SIM_OK;
    size_t most = 1;

    at += strspn(at, " \t");
    if (!*at)
        return sim_story_refuse(r, "has no sentence; CONDITION: sentence would be right");
    for (const char *c = at; *c; c++) most += *c == '{';
    o->pieces = sim_pool_take(&r->story->pool, most, sizeof *o->pieces);
    status = sim_story_check_room(r);
    while (status == SIM_OK && *at) {
        const size_t length = strcspn(at, "{}");
        sim_story_piece *piece = &o->pieces[o->n_pieces++];
        char *words = sim_pool_take(&r->story->pool, length + 1, 1);

        if (!words) return sim_story_check_room(r);
        memcpy(words, at, length);
        piece->words = words;
        at += length;
        if (*at == '}')
            return sim_story_refuse(r, "} stands alone; { before it would be right");
        if (*at == '{') status = read_brace(r, &at, piece);
    }
    return status;
}

sim_status sim_story_read_outcome(reader *r, const sim_ini_row *row, const char *word)
{
    sim_story *s = r->story;
    sim_story_outcome *o = &s->outcomes[s->n_outcomes++];
    sim_story_text t = sim_story_text_of(r, sim_story_row_text(row, true));
    sim_status status;

    sim_story_set_place(r, row);
    o->name = sim_story_keep(r, row->name + strlen(word), strlen(row->name) - strlen(word));
    o->place = sim_story_keep(r, r->place, strlen(r->place));
    status = sim_story_check_room(r);
    if (status == SIM_OK) status = read_condition(r, &t, o);
    if (status != SIM_OK) return status;
    t.at += strspn(t.at, " \t");
    if (*t.at != ':')
        return sim_story_refuse(
            r, "%s%.40s%s stands where : should; CONDITION: sentence would be right",
            *t.at ? "'" : "", *t.at ? t.at : "nothing", *t.at ? "'" : "");
    return read_sentence(r, t.at + 1, o);
}
