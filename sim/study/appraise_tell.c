/* appraise_tell.c -- an appraisal in words: the numbers that sentences name, and the sentences. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/characters.h"
#include "sim/io/text.h"
#include "sim/study/appraise_parts.h"

enum {
    NAME = 96,
    CLAIM_MOST = 240,
    SENTENCE = 8192,
    PARAGRAPHS = 16,
    SAID_MOST = 70 /* characters, of up to four bytes */
};

/* ---- numbers in words ------------------------------------------------------------ */

/* How a number is printed. */
typedef struct {
    char how; /* '%', '#', '-' or '\0' */
    const char *unit;
    double times;
    bool is_whole; /* where it is; else one decimal, so that 0.0 is beside 0.6 */
} manner;

static void print_count(double value, char text[NAME])
{
    if (value >= 1e12)
        snprintf(text, NAME, "%.3g trillion", value / 1e12);
    else if (value >= 1e9)
        snprintf(text, NAME, "%.3g billion", value / 1e9);
    else if (value >= 1e6)
        snprintf(text, NAME, "%.3g million", value / 1e6);
    else if (value >= 1e4)
        snprintf(text, NAME, "%.3g thousand", value / 1e3);
    else
        snprintf(text, NAME, "%.0f", value);
}

/* To one decimal; what is 0 to that is 0 and never -0. */
static void print_plain(double value, bool is_whole, char text[NAME])
{
    const double tenths = round(value * 10);

    if (is_whole && value == floor(value))
        snprintf(text, NAME, "%.0f", value);
    else
        snprintf(text, NAME, "%.1f", tenths == 0 ? 0 : value);
}

static void print_percent(double value, char text[NAME])
{
    const double percent = 100 * value;

    if (percent > 0 && percent < 9.95)
        snprintf(text, NAME, "%.2g", percent);
    else
        snprintf(text, NAME, "%.0f", round(percent) == 0 ? 0 : percent);
}

static void print_number(double value, const manner *m, char text[NAME])
{
    if (isnan(value))
        snprintf(text, NAME, "-");
    else if (m->how == '#')
        print_count(value, text);
    else if (m->how == '%')
        print_percent(value, text);
    else if (m->how == '-')
        snprintf(text, NAME, "%.3g", round(value * 10) == 0 ? 0 : round(value * 10) / 10);
    else
        print_plain(value * m->times, m->is_whole, text);
}

/* "year" of a donor of 33 is "years". */
static bool has_plural(const char *unit)
{
    return strlen(unit) > 2 && strspn(unit, "abcdefghijklmnopqrstuvwxyz") == strlen(unit);
}

static void print_range(const sim_range *range, const manner *m, char text[3 * NAME])
{
    char low[NAME], high[NAME];
    const char *unit = m->how == '%' ? "%" : m->how ? "" : m->unit;

    print_number(range->low, m, low);
    print_number(range->high, m, high);
    snprintf(text, 3 * NAME, "%s%s%s%s%s%s", low, strcmp(low, high) == 0 ? "" : " to ",
             strcmp(low, high) == 0 ? "" : high, *unit ? " " : "", unit,
             has_plural(unit) && strcmp(high, "1") != 0 ? "s" : "");
}

static const char *column_unit(const sim_job *job, const char *name)
{
    for (size_t i = 0; i < job->tables.n; i++) {
        const sim_table *table = &job->tables.table[i];
        const size_t column = sim_table_find(table, name);

        if (column < table->n_columns) return table->columns[column].unit;
    }
    return "1";
}

static manner manner_of(const sim_appraisal *a, const char *name, char how)
{
    const sim_job *job = &a->job;
    const bool is_main = strcmp(name, "number") == 0 || strcmp(name, "reference") == 0;
    size_t row;
    const sim_parameter *p;
    const char *unit;
    sim_unit_told told;

    if (is_main) name = a->offer.condition->world->number;
    p = sim_appraisal_parameter(job, name, &row);
    unit = p ? p->symbol->unit : column_unit(job, name);
    told = sim_chain_unit_told(job->session.chain, name, unit);
    if (strcmp(name, "kept") == 0 || sim_text_holds(name, ".kept")) how = '%';
    return (manner){.how = how,
                    .unit = strcmp(told.unit, "1") == 0 ? "" : told.unit,
                    .times = p || strcmp(told.unit, "1") != 0 ? told.times : 1,
                    .is_whole = p != NULL};
}

/* ---- verdicts ----------------------------------------------------------------------- */

static const char *grade_of(const sim_appraisal *a, double value)
{
    const sim_offer_row *row;
    const double kept = sim_appraisal_kept(a, value);
    size_t at = 0;

    while ((row = sim_offer_next(&a->offer, SIM_OFFER_BELOW, NULL, &at)))
        if (a->least > 0 && value < row->number * a->least) return row->text;
    for (at = 0; (row = sim_offer_next(&a->offer, SIM_OFFER_GRADE, NULL, &at));)
        if (isnan(row->number) ? isnan(kept) : kept >= row->number) return row->text;
    return "";
}

/* Of both ends of what a question asks of, or of the whole offer. */
static void print_grade(const sim_appraisal *a, const char *question, char text[3 * NAME])
{
    const sim_corners *part = &a->parts[0];
    const char *low, *high;

    for (size_t i = 0; i < a->n_parts; i++)
        if (question && a->parts[i].of && strcmp(a->parts[i].of, question) == 0)
            part = &a->parts[i];
    low = grade_of(a, part->value.low);
    high =
        part->value.high - part->value.low < a->least ? low : grade_of(a, part->value.high);
    if (strcmp(low, high) == 0)
        snprintf(text, 3 * NAME, "%s", low);
    else
        snprintf(text, 3 * NAME, "at best %s, at worst %s", high, low);
}

/* ---- what to ask ----------------------------------------------------------------------- */

/* Does one unknown stand before another in that list? */
static bool is_before(const sim_appraisal *a, size_t one, size_t other)
{
    const double moves = a->unknowns[one].moves, than = a->unknowns[other].moves;

    return moves > than || (moves >= than && one < other);
}

/* The unknowns that matter, the largest first. */
static void print_asks(const sim_appraisal *a, char text[], size_t size)
{
    const manner m = manner_of(a, a->offer.condition->world->number, '\0');

    for (size_t place = 0; place < a->n_unknowns; place++) {
        for (size_t i = 0; i < a->n_unknowns; i++) {
            const sim_unknown *u = &a->unknowns[i];
            size_t before = 0;
            char moves[3 * NAME];

            for (size_t k = 0; k < a->n_unknowns; k++) before += is_before(a, k, i);
            if (before != place || !sim_appraisal_asks(a, u)) continue;
            print_range(&(sim_range){u->moves, u->moves}, &m, moves);
            sim_text_append(text, size, "%s%s (%s)", *text ? ", " : "", u->row->text,
                            moves);
        }
    }
}

/* ---- sentences --------------------------------------------------------------------------- */

/* "1 - delivery.hit_probability %": its name, and how it is printed. */
static void print_named(const sim_appraisal *a, char name[NAME], char text[3 * NAME])
{
    static const char rest[] = "1 - ";
    const bool is_rest = sim_text_starts(name, rest);
    const size_t length = strlen(name);
    char how = '\0', *plain = name + (is_rest ? strlen(rest) : 0), *of;
    sim_range range;
    manner m;

    if (length > 2 && name[length - 2] == ' ') {
        how = name[length - 1];
        name[length - 2] = '\0';
    }
    if (!sim_appraisal_find(a, plain, &range)) range = (sim_range){NAN, NAN};
    if (is_rest) range = (sim_range){1 - range.high, 1 - range.low};
    of = strstr(plain, " of ");
    if (of) *of = '\0';
    m = manner_of(a, plain, how);
    print_range(&range, &m, text);
}

static void print_said(const sim_said *said, char text[3 * NAME])
{
    char whole[SENTENCE];

    snprintf(whole, sizeof whole, "%s", said->text ? said->text : "-");
    sim_characters_cut(whole, SAID_MOST);
    sim_text_append(text, 3 * NAME, "%s", whole);
}

static void print_part(const sim_appraisal *a, const char *question, char name[NAME],
                       char text[], size_t size)
{
    const sim_said *said = sim_offer_said(&a->offer, name);
    char words[3 * NAME] = "";

    if (strcmp(name, "ask") == 0) {
        char asks[SENTENCE] = "";

        print_asks(a, asks, sizeof asks);
        sim_text_append(text, size, "%s", asks);
        return;
    }
    if (strcmp(name, "grade") == 0)
        print_grade(a, question, words);
    else if (said)
        print_said(said, words);
    else
        print_named(a, name, words);
    sim_text_append(text, size, "%s", words);
}

/* Adds a sentence of the table to a text. */
static void print_sentence(const sim_appraisal *a, const char *question,
                           const char *sentence, char text[SENTENCE])
{
    if (*text) sim_text_append(text, SENTENCE, " ");
    while (*sentence) {
        const size_t plain = strcspn(sentence, "{");
        char name[NAME];
        size_t length;

        sim_text_append(text, SENTENCE, "%.*s", (int)plain, sentence);
        sentence += plain;
        if (!*sentence) break;
        length = strcspn(++sentence, "}");
        snprintf(name, sizeof name, "%.*s", (int)length, sentence);
        print_part(a, question, name, text, SENTENCE);
        sentence += length + 1;
    }
    sim_bug(strlen(text) + 1 == SENTENCE);
}

static const char *keep(sim_appraisal *a, const char *text)
{
    char *kept = sim_pool_take(&a->pool, strlen(text) + 1, 1);

    if (kept) memcpy(kept, text, strlen(text) + 1);
    return kept;
}

/* ---- answers ---------------------------------------------------------------------------------- */

static const char *tell_verdict(sim_appraisal *a, const char *question)
{
    size_t at = 0;
    const sim_offer_row *row = sim_offer_next(&a->offer, SIM_OFFER_VERDICT, question, &at);
    char text[SENTENCE] = "";

    if (row) print_sentence(a, question, row->text, text);
    return keep(a, text);
}

/* Does a claim hold one of the words of a list? */
static bool claims(const char *claim, const char *list)
{
    if (!*list) return true;
    while (*list) {
        const size_t length = strcspn(list, ",");
        char word[NAME];

        snprintf(word, sizeof word, "%.*s", (int)length, list);
        if (sim_text_holds(claim, word)) return true;
        list += length;
        list += strspn(list, ", ");
    }
    return false;
}

/* "\"Regrows cartilage\": the model ..." for each claim. */
static void tell_claims(sim_appraisal *a, const char *said, const char **paragraphs)
{
    size_t n = 0;

    while (*said && n + 1 < PARAGRAPHS) {
        const size_t length = strcspn(said, "|");
        const sim_offer_row *row;
        char claim[SENTENCE], text[SENTENCE] = "";
        size_t at = 0;

        snprintf(claim, sizeof claim, "%.*s", (int)length, said);
        sim_characters_cut(claim, CLAIM_MOST);
        do row = sim_offer_next(&a->offer, SIM_OFFER_CLAIM, NULL, &at);
        while (row && !claims(claim, row->low));
        memmove(claim, sim_text_trim(claim), strlen(sim_text_trim(claim)) + 1);
        sim_offer_unquote(claim);
        sim_text_append(text, sizeof text, "\"%s\":", claim);
        if (row) print_sentence(a, NULL, row->text, text);
        if (*claim) paragraphs[n++] = keep(a, text);
        said += length;
        said += *said == '|';
    }
}

static void tell_answer(sim_appraisal *a, const char *question, const char **paragraphs)
{
    const sim_offer_row *row;
    char text[SENTENCE] = "";
    size_t at = 0;

    while ((row = sim_offer_next(&a->offer, SIM_OFFER_SAY, question, &at)))
        print_sentence(a, question, row->text, text);
    if (*text) paragraphs[0] = keep(a, text);
}

static const char *tell_title(sim_appraisal *a)
{
    size_t at = 0;
    const sim_offer_row *row = sim_offer_next(&a->offer, SIM_OFFER_TITLE, NULL, &at);
    char text[SENTENCE] = "";

    if (!row) return NULL;
    print_sentence(a, NULL, row->text, text);
    if (*text >= 'a' && *text <= 'z') *text = (char)(*text - 'a' + 'A');
    return keep(a, text);
}

static sim_status tell_question(sim_appraisal *a, const sim_offer_row *question,
                                sim_answer *answer, sim_error *err)
{
    const sim_said *said = sim_offer_said(&a->offer, question->name);
    const char **paragraphs = sim_pool_take(&a->pool, PARAGRAPHS, sizeof *paragraphs);

    if (!paragraphs) return sim_fail_memory(err, "offer");
    tell_answer(a, question->name, paragraphs);
    if (!paragraphs[0] && said && said->text) tell_claims(a, said->text, paragraphs);
    *answer = (sim_answer){question->text, tell_verdict(a, question->name), paragraphs};
    return SIM_OK;
}

sim_status sim_appraisal_tell(sim_appraisal *a, sim_error *err)
{
    sim_answer *answers = sim_pool_take(&a->pool, SIM_PARTS_OF_OFFER, sizeof *answers);
    const sim_offer_row *question;
    sim_status status = SIM_OK;
    size_t at = 0;

    if (!answers) return sim_fail_memory(err, "offer");
    a->answers = answers;
    while (status == SIM_OK &&
           (question = sim_offer_next(&a->offer, SIM_OFFER_QUESTION, NULL, &at))) {
        sim_bug(a->n_answers == SIM_PARTS_OF_OFFER);
        status = tell_question(a, question, &answers[a->n_answers], err);
        a->n_answers += status == SIM_OK && answers[a->n_answers].paragraphs[0];
    }
    a->about = a->offer.condition->of;
    a->title = tell_title(a);
    return status == SIM_OK ? sim_pool_check(&a->pool, "offer", err) : status;
}
