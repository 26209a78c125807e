/* test_stories.c -- every story that is built in: what it says is what its tables say.
 *
 * Sentences, conditions and values are read here by code of its own, from the text of the story
 * and the files that it wrote.
 */
#include <check.h>
#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/models.h"
#include "sim/io/files.h"
#include "sim/io/text.h"
#include "sim/study/job.h"
#include "sim/study/version.h"
#include "tests/program.h"
#include "tests/sheet.h"
#include "tests/suite.h"
#include "tests/temp.h"
#include "tests/tried.h"

enum { LINE_SIZE = 1 << 13, WORD_SIZE = 512 };

/* Of the files of a story. */
static char dir[TEMP_PATH];
static void make_dir(void) { temp_folder("stories", dir); }
static void remove_dir(void) { temp_remove(dir); }

/* ---- the text of a story ------------------------------------------------------ */

/* What stands behind "NAME = " in [story]; false where there is no such row. */
static bool find_row(const char *text, const char *name, char row[LINE_SIZE])
{
    const char *line = strstr(text, "\n[story]\n");
    const size_t length = strlen(name);

    ck_assert_ptr_nonnull(line);
    for (line += strlen("\n[story]\n"); line && *line && *line != '[';) {
        const char *end = strchr(line, '\n');

        if (strncmp(line, name, length) == 0 &&
            strncmp(line + length, " = ", strlen(" = ")) == 0) {
            line += length + strlen(" = ");
            snprintf(row, LINE_SIZE, "%.*s", (int)(end - line), line);
            return true;
        }
        line = end ? end + 1 : NULL;
    }
    return false;
}

/* Cuts at each stroke; how many parts there are. */
static size_t split(char *row, char *parts[8])
{
    size_t n = 0;

    for (char *rest = row; rest && n < 8;) {
        char *stroke = strchr(rest, '|');

        if (stroke) *stroke = '\0';
        parts[n++] = sim_text_trim(rest);
        rest = stroke ? stroke + 1 : NULL;
    }
    return n;
}

/* ---- values ------------------------------------------------------------------- */

/* A cell of DIR/NAME.csv in the arm's last row or, of `on_day`, in that of the day; NAN without
 * the column. */
static double read_cell(const char *name, const char *arm, const char *column,
                        const double *on_day)
{
    double found = NAN;
    sheet s;

    if (!sheet_read(&s, dir, name)) return NAN;
    for (size_t c = 0; c < s.n_columns; c++) {
        if (strcmp(s.cells[c], column) != 0) continue;
        for (size_t row = 0; row < s.n_rows; row++)
            if (strcmp(sheet_text(&s, row, "arm"), arm) == 0 &&
                (!on_day || sheet_number(&s, row, "day") == *on_day))
                found = sheet_number(&s, row, column);
    }
    sheet_free(&s);
    return found;
}

/* The last report is the harvest. */
static double read_number(const char *column, const char *arm)
{
    const double number = read_cell("summary", arm, column, NULL);

    return isnan(number) ? read_cell("passages", arm, column, NULL) : number;
}

static double read_day(const char *column, const char *arm, double day)
{
    static const char *const courses[] = {"timecourse", "course", "culture"};
    double found = NAN;

    for (size_t i = 0; isnan(found) && i < 3; i++)
        found = read_cell(courses[i], arm, column, &day);
    return found;
}

/* A row of run.ini, of the arm or of all. */
static double read_parameter(const char *key, const char *arm)
{
    char path[WORD_SIZE], line[LINE_SIZE], header[WORD_SIZE], own[WORD_SIZE],
        last[WORD_SIZE];
    char section[WORD_SIZE] = "";
    const char *dot = strchr(key, '.');
    double base = NAN, found = NAN, value;
    FILE *in;

    snprintf(path, sizeof path, "%s/run.ini", dir);
    snprintf(header, sizeof header, "[arm %s]\n", arm);
    snprintf(own, sizeof own, "[%.*s]\n", (int)(dot - key), key);
    in = fopen(path, "r");
    ck_assert_ptr_nonnull(in);
    while (fgets(line, sizeof line, in)) {
        const char *equals = strchr(line, '=');

        if (*line == '[') snprintf(section, sizeof section, "%.200s", line);
        if (!equals || *line == '#') continue;
        snprintf(last, sizeof last, "%.*s", (int)(equals - line - 1), line);
        value = strtod(equals + 1, NULL);
        if (strcmp(section, own) == 0 && strcmp(last, dot + 1) == 0) base = value;
        if (strcmp(section, header) == 0 && strcmp(last, key) == 0) found = value;
    }
    fclose(in);
    return isnan(found) ? base : found;
}

/* The share of replicates from a level on, of those that have the number. */
static double read_patients(const char *column, const char *arm, double level)
{
    double n = 0, some = 0;
    sheet s;

    ck_assert(sheet_read(&s, dir, "replicates"));
    for (size_t row = 0; row < s.n_rows; row++) {
        const double number = sheet_number(&s, row, column);

        if (strcmp(sheet_text(&s, row, "arm"), arm) != 0 || isnan(number)) continue;
        n++;
        some += number >= level;
    }
    sheet_free(&s);
    return some / n;
}

static bool has_column(const sheet *s, const char *column)
{
    for (size_t c = 0; c < s->n_columns; c++)
        if (strcmp(s->cells[c], column) == 0) return true;
    return false;
}

/* Reads the numbers of a figure over a row: of all files the one that has both. */
static bool read_response(sheet *s, const char *number, const char *over)
{
    struct dirent *entry;
    DIR *folder = opendir(dir);
    bool found = false;

    ck_assert_ptr_nonnull(folder);
    while (!found && (entry = readdir(folder))) {
        char name[sizeof entry->d_name], *end;

        snprintf(name, sizeof name, "%s", entry->d_name);
        end = strrchr(name, '.');
        if (!end || strcmp(end, ".csv") != 0) continue;
        *end = '\0';
        if (!sheet_read(s, dir, name)) continue;
        found = has_column(s, over) && has_column(s, number);
        if (!found) sheet_free(s);
    }
    closedir(folder);
    return found;
}

/* "highest NUMBER of ARM over ROW", "place of highest NUMBER of ARM over ROW", "place of NUMBER of
 * ARM reaching X over ROW": the first of the highest; between two values along a straight line. */
static double read_over(const char *term)
{
    const bool is_place = sim_text_starts(term, "place of ");
    const char *at = is_place ? term + strlen("place of ") : term;
    const bool is_highest = sim_text_starts(at, "highest ");
    char all[WORD_SIZE], *of, *over, *reaching;
    double level = NAN, best = NAN, place = NAN, x = NAN, y = NAN;
    sheet s;

    snprintf(all, sizeof all, "%s", is_highest ? at + strlen("highest ") : at);
    of = strstr(all, " of ");
    over = strstr(all, " over ");
    reaching = strstr(all, " reaching ");
    ck_assert(of && over && !reaching == is_highest);
    if (reaching) level = strtod(reaching + strlen(" reaching "), NULL);
    *of = *over = '\0';
    if (reaching) *reaching = '\0';
    ck_assert_msg(read_response(&s, all, over + strlen(" over ")), "no figure has %s",
                  term);
    for (size_t row = 0; (row = sheet_find(&s, row, "arm", of + strlen(" of "))) < s.n_rows;
         row++) {
        const double x_next = sheet_number(&s, row, over + strlen(" over ")),
                     y_next = sheet_number(&s, row, all);

        if (is_highest && !(y_next <= best) && !isnan(y_next)) {
            best = y_next;
            place = x_next;
        }
        if (!is_highest && isnan(place) && y_next >= level)
            place = isnan(y) ? x_next : x + (x_next - x) * (level - y) / (y_next - y);
        x = x_next;
        y = y_next;
    }
    sheet_free(&s);
    return is_place ? place : best;
}

/* "patients with NUMBER of ARM from X", "COLUMN of ARM on day D", "ROW of ARM", "NUMBER of ARM";
 * of an ARM alone the same as `before`, which becomes what was read. */
static double read_term(const char *term, char before[WORD_SIZE])
{
    static const char patients[] = "patients with ";
    char all[2 * WORD_SIZE], *of, *arm, *behind;
    bool counts;
    double value;

    if (tried_read(dir, term, &value)) return value;
    if (strstr(term, " over ")) return read_over(term);
    if (strstr(term, " of ")) {
        snprintf(before, WORD_SIZE, "%s", term);
        snprintf(all, sizeof all, "%s", term);
    } else {
        const char *on = strstr(before, " on day "), *from = strstr(before, " from ");

        snprintf(all, sizeof all, "%.*s of %s%s", (int)(strstr(before, " of ") - before),
                 before, term,
                 on     ? on
                 : from ? from
                        : "");
    }
    counts = sim_text_starts(all, patients);
    of = strstr(all, " of ");
    *of = '\0';
    arm = of + strlen(" of ");
    if (counts) {
        behind = strstr(arm, " from ");
        *behind = '\0';
        return read_patients(all + strlen(patients), arm,
                             strtod(behind + strlen(" from "), NULL));
    }
    behind = strstr(arm, " on day ");
    if (behind) *behind = '\0';
    if (behind) return read_day(all, arm, strtod(behind + strlen(" on day "), NULL));
    return strchr(all, '.') ? read_parameter(all, arm) : read_number(all, arm);
}

/* The first term less the others, perhaps as a share; what `as` says is taken off. */
static double read_value(const char *text, char as[WORD_SIZE])
{
    char all[WORD_SIZE], before[WORD_SIZE] = "", *in, *less, *unit, *rest = all;
    double value = NAN, whole = 1;
    bool is_first = true;

    snprintf(all, sizeof all, "%s", text);
    unit = strstr(all, " as ");
    snprintf(as, WORD_SIZE, "%s", unit ? unit + strlen(" as ") : "");
    if (unit) *unit = '\0';
    in = strstr(all, " in ");
    if (in) *in = '\0';
    for (; rest; is_first = false) {
        less = strstr(rest, " less ");
        if (less) *less = '\0';
        if (is_first)
            value = read_term(rest, before);
        else
            value -= read_term(rest, before);
        if (is_first && in) {
            char same[WORD_SIZE];

            snprintf(same, sizeof same, "%s", before);
            whole = read_term(in + strlen(" in "), same);
        }
        rest = less ? less + strlen(" less ") : NULL;
    }
    return value / whole;
}

/* ---- sentences ---------------------------------------------------------------- */

/* A number as people read it, "−3.71×10⁷"; `behind` it stands its unit. */
static double read_printed(const char *text, const char **behind)
{
    static const char *const powers[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    const bool is_less = sim_text_starts(text, "−");
    char *end;
    double value = strtod(text + (is_less ? strlen("−") : 0), &end), power = 0;
    const bool has_power = sim_text_starts(end, "×10") || (value == 10 && (*end & 0x80));
    bool is_small = false;

    if (end[-1] == '.') end--; /* the end of a sentence */
    *behind = end;
    if (!has_power) return is_less ? -value : value;
    if (sim_text_starts(end, "×10"))
        end += strlen("×10");
    else
        value = 1;
    is_small = sim_text_starts(end, "⁻");
    if (is_small) end += strlen("⁻");
    for (bool more = true; more;) {
        more = false;
        for (int i = 0; i < 10; i++) {
            if (!sim_text_starts(end, powers[i])) continue;
            power = 10 * power + i;
            end += strlen(powers[i]);
            more = true;
        }
    }
    *behind = end;
    return (is_less ? -1 : 1) * value * pow(10, is_small ? -power : power);
}

/* How many of a unit that is printed are 1 of a number without one. */
static double times_of(const char *unit, const char *as)
{
    static const struct {
        const char *unit;
        double times;
    } units[] = {{"week", 1 / 7.0}, {"month", 12 / 365.0}, {"year", 1 / 365.0}};

    if (sim_text_starts(unit, " %") || sim_text_starts(unit, " point")) return 100;
    for (size_t i = 0; *as && i < sizeof units / sizeof *units; i++)
        if (sim_text_starts(as, units[i].unit)) return units[i].times;
    return 1;
}

/* Numbers are told with three digits, points of a share with two; of what is in per cent
 * already, 100 times is too much.
 * Returns what stands behind. */
static const char *check_printed(const char *told, const char *expression)
{
    char as[WORD_SIZE];
    const char *unit;
    const double value = read_value(expression, as), printed = read_printed(told, &unit);
    const double times = times_of(unit, as);
    const double half =
        value == 0 ? 1e-12 : 0.5001 * pow(10, floor(log10(fabs(value * times))) - 2);
    const bool is_few = times == 100 && sim_text_starts(unit, " point");
    const bool is_told = fabs(value * times - printed) <= half * (is_few ? 10 : 1) ||
                         (times == 100 && fabs(value - printed) <= half);

    ck_assert_msg(!isnan(value), "%s is not defined", expression);
    ck_assert_msg(is_told, "%s is %g and told as '%.40s'", expression, value, told);
    return unit;
}

/* Walks along the sentence as it is written and as it is told. */
static void check_sentence(const char *template, const char *sentence)
{
    size_t n = 0;

    while (*template) {
        const size_t length = strcspn(template, "{");
        char expression[WORD_SIZE];
        const char *close;

        ck_assert_msg(strncmp(template, sentence, length) == 0,
                      "'%.80s' is told as '%.80s'", template, sentence);
        template += length;
        sentence += length;
        if (!*template) break;
        close = strchr(template, '}');
        snprintf(expression, sizeof expression, "%.*s", (int)(close - template - 1),
                 template + 1);
        sentence = check_printed(sentence, expression);
        n++;
        template = close + 1;
        /* the next words, or the end */
        if (*template) {
            char next[WORD_SIZE];

            snprintf(next, sizeof next, "%.*s", (int)strcspn(template, "{"), template);
            if (strlen(next) > 12) next[12] = '\0';
            sentence = strstr(sentence, next);
            ck_assert_msg(sentence != NULL, "'%s' is missing", next);
        } else {
            sentence += strlen(sentence);
        }
    }
    ck_assert_msg(*sentence == '\0', "'%s' is told beyond", sentence);
    ck_assert_uint_gt(n, 0);
}

/* ---- conditions --------------------------------------------------------------- */

/* As the models say it of the number. */
static double least_of(const sim_chain *chain, const char *expression)
{
    char column[WORD_SIZE];
    const sim_telling *telling;

    if (sim_text_starts(expression, "truth of ")) return tried_worth(dir);
    snprintf(column, sizeof column, "%.*s", (int)(strstr(expression, " of ") - expression),
             expression);
    telling = sim_chain_telling(chain, column);
    return telling ? telling->least : 0;
}

/* "[VALUE] from X", "less", ... */
static bool holds(const sim_chain *chain, const char *test, const char *answer)
{
    static const char *const kinds[] = {"from", "below",     "more",   "alike",
                                        "less", "undefined", "defined"};
    char all[WORD_SIZE], expression[WORD_SIZE], as[WORD_SIZE], *word = NULL;
    size_t kind = 0;
    double value, level;

    snprintf(all, sizeof all, " %.500s", test);
    for (size_t i = 0; i < 7; i++) {
        char wanted[WORD_SIZE];

        snprintf(wanted, sizeof wanted, " %s", kinds[i]);
        for (char *at = all; (at = strstr(at, wanted)); at++) {
            const char *end = at + strlen(wanted);

            if ((i < 2 ? *end == ' ' : *end == '\0') && at >= word) {
                word = at;
                kind = i;
            }
        }
    }
    ck_assert_msg(word != NULL, "no test: '%s'", test);
    level = strtod(word + 1 + strlen(kinds[kind]), NULL);
    *word = '\0';
    if (*all && all[strlen(all) - 1] == ']') all[strlen(all) - 1] = '\0';
    snprintf(expression, sizeof expression, "%.500s",
             *all ? all + 1 + (all[1] == '[') : answer);
    if (strstr(word + 1, " %")) level /= 100;
    value = read_value(expression, as);
    switch (kind) {
    case 0:
        return value >= level;
    case 1:
        return value < level;
    case 2:
        return value > least_of(chain, expression);
    case 3:
        return fabs(value) <= least_of(chain, expression);
    case 4:
        return value < -least_of(chain, expression);
    case 5:
        return isnan(value);
    default:
        return !isnan(value);
    }
}

static bool hold_all(const sim_chain *chain, char *condition, const char *answer)
{
    bool all = strcmp(condition, "otherwise") == 0;

    if (all) return true;
    all = true;
    for (char *rest = condition; rest;) {
        char *and = strstr(rest, " and ");

        if (and) *and = '\0';
        all &= holds(chain, rest, answer);
        rest = and? and+strlen(" and ") : NULL;
    }
    return all;
}

/* ---- what was told ------------------------------------------------------------ */

typedef struct {
    char letter; /* of the choice; 0: it is none */
    char name[WORD_SIZE], sentence[LINE_SIZE];
} told;

/* Runs the story and reads what stands in its story.txt. */
static void run(const char *arguments, const char *errors, told *t)
{
    static const char heading[] = "\nThe answer is ", none[] = "none of them: ";
    char path[WORD_SIZE], *text = NULL;
    const char *at;
    program_result result;
    sim_error err = {""};

    program_shell(arguments, &result);
    ck_assert_msg(result.code == 0, "%s", result.err);
    if (errors) ck_assert_str_eq(result.err, errors);
    snprintf(path, sizeof path, "%s/story.txt", dir);
    ck_assert_msg(sim_files_read_text(path, &text, &err) == SIM_OK, "%s", err.text);
    ck_assert_msg(strncmp(result.out, text, strlen(text) - strlen(sim_disclaimer) - 1) == 0,
                  "%s", result.out);
    at = strstr(text, heading);
    ck_assert_msg(at != NULL, "%s", text);
    at += strlen(heading);
    *t = (told){.letter = sim_text_starts(at, none) ? '\0' : *at};
    at += t->letter ? strlen("a) ") : strlen(none);
    snprintf(t->name, sizeof t->name, "%.*s", (int)(strstr(at, ".\n") - at), at);
    at = strstr(at, ".\n") + strlen(".\n");
    snprintf(t->sentence, sizeof t->sentence, "%.*s", (int)(strstr(at, "\n\n") - at), at);
    for (char *c = t->sentence; *c; c++)
        if (*c == '\n') *c = ' ';
    free(text);
}

static const char *text_of(int i, char command[LINE_SIZE])
{
    snprintf(command, LINE_SIZE, "\"$POTENCY\" story %s -o %s", models_story_texts[i].name,
             dir);
    return models_story_texts[i].text;
}

static const sim_chain *chain_of(const char *text)
{
    const char *row = strstr(text, "\nindication = ");
    char name[WORD_SIZE];

    if (!row) return models_chain(NULL);
    row += strlen("\nindication = ");
    snprintf(name, sizeof name, "%.*s", (int)strcspn(row, "\n"), row);
    return models_chain(name);
}

/* The names of the outcomes in the order of the file. */
static size_t list_outcomes(const char *text, char names[8][WORD_SIZE])
{
    size_t n = 0;

    for (const char *at = text; (at = strstr(at, "\noutcome ")) && n < 8; n++) {
        at += strlen("\noutcome ");
        snprintf(names[n], WORD_SIZE, "%.*s", (int)(strstr(at, " = ") - at), at);
    }
    return n;
}

static void check_title(const char *text, const char *name, const char *sentence)
{
    char figure[WORD_SIZE];
    size_t row = 0;
    const char *title;
    sheet s;

    snprintf(figure, sizeof figure, "\n[figure %s]\n", name);
    ck_assert_msg(strstr(text, figure) != NULL, "no figure of the story's name");
    ck_assert(sheet_read(&s, dir, "figures"));
    for (row = sheet_find(&s, 0, "figure", name); row < s.n_rows; row++)
        if (strcmp(sheet_text(&s, row, "place"), "title") == 0) break;
    ck_assert_uint_lt(row, s.n_rows);
    title = sheet_text(&s, row, "text");
    if (!strstr(strstr(text, figure), "\ntitle = "))
        ck_assert_msg(sim_text_starts(sentence, title), "'%s' is no start of '%s'", title,
                      sentence);
    sheet_free(&s);
}

/* ---- all of them -------------------------------------------------------------- */

START_TEST(what_a_story_tells_is_what_its_tables_say)
{
    char command[LINE_SIZE], choices[LINE_SIZE], answer[LINE_SIZE], row[LINE_SIZE];
    char names[8][WORD_SIZE], key[2 * WORD_SIZE], *list[8], *colon;
    const char *text = text_of(_i, command);
    const sim_chain *chain = chain_of(text);
    size_t n_choices, n = list_outcomes(text, names);
    told t;

    run(command, "", &t);
    ck_assert(find_row(text, "choices", choices) && find_row(text, "answer", answer));
    n_choices = split(choices, list);
    ck_assert_msg(t.letter >= 'a' && (size_t)(t.letter - 'a') < n_choices,
                  "%s is no choice", t.name);
    ck_assert_str_eq(list[t.letter - 'a'], t.name);
    for (size_t i = 0; i < n; i++) {
        const bool is_told = strcmp(names[i], t.name) == 0;

        snprintf(key, sizeof key, "outcome %.400s", names[i]);
        ck_assert(find_row(text, key, row));
        colon = strstr(row, ": ");
        *colon = '\0';
        ck_assert_msg(hold_all(chain, row, answer) == is_told, "outcome %s", names[i]);
        if (!is_told) continue;
        check_sentence(colon + strlen(": "), t.sentence);
        break;
    }
    check_title(text, models_story_texts[_i].name, t.sentence);
}
END_TEST

START_TEST(with_its_rows_a_story_is_turned_round)
{
    char command[LINE_SIZE], row[LINE_SIZE], *list[8];
    const char *text = text_of(_i, command);
    told t, turned;

    ck_assert(find_row(text, "reverse", row));
    run(command, "", &t);
    for (size_t i = 0, n = split(row, list); i < n; i++)
        snprintf(command + strlen(command), sizeof command - strlen(command), " --set '%s'",
                 list[i]);
    run(command, NULL, &turned);
    ck_assert_str_ne(turned.name, t.name);
    ck_assert_str_ne(turned.sentence, t.sentence);
}
END_TEST

/* Rows with which an arm does more than what it is held against, or is not what it is called. */
static const struct {
    const char *story, *row, *name;
} odd[] = {
    {"over_expanded", "arm P2:product.dose=3.71e6", "more than P2"},
    {"own_or_donor", "arm own:product.dose=3.71e6", "more than own cells"},
    {"fresh_or_thawed", "arm fresh:product.dose=3.71e6", "more than fresh ones"},
    {"dead_product", "arm fresh:product.dose=2.385e6", "more than live cells"},
    {"dead_product", "arm burst:product.viability=0.3", "not dead"},
    {"blind_needle",
     "arm hit:product.dose=3.71e6' --set 'arm miss:delivery.hit_probability=1",
     "more than a hit"},
    {"old_donor", "arm young P2:product.dose=3.71e6", "more than the younger"},
    {"old_donor", "arm young P8:product.dose=3.71e6", "more than the younger at P8"},
    {"gvhd_passage", "arm P2:product.dose=2.385e7", "more than P2"},
    {"ards_viability", "arm half dead:product.viability=1", "more than a good one"},
    {"one_patient", "product.dose=0", "fewer with cells"},
    {"magic_or_flat", "arm P2:product.dose=0' --set 'arm P2:product.vehicle=1",
     "nothing to find"},
    {"magic_or_flat", "trial.alpha=0.0001", "hardly any"},
    {"heart_trial", "product.viability=0", "nothing to find"},
    {"ards_trials", "arm START:product.viability=0", "in about half of them"},
    {"gvhd_trial", "trial.patients=10000", "nearly always"},
};

START_TEST(no_sentence_is_told_that_an_odd_row_makes_untrue)
{
    char command[LINE_SIZE];
    told t;

    snprintf(command, sizeof command, "\"$POTENCY\" story %s -o %s --set '%s'",
             odd[_i].story, dir, odd[_i].row);
    run(command, NULL, &t);
    ck_assert_str_eq(t.name, odd[_i].name);
}
END_TEST

START_TEST(a_story_is_listed_and_asked_without_being_solved)
{
    char command[LINE_SIZE], question[LINE_SIZE], words[2 * LINE_SIZE];
    const char *text = text_of(_i, command), *name = models_story_texts[_i].name;
    program_result result;

    ck_assert(find_row(text, "question", question));
    program_succeed("story", &result);
    ck_assert_msg(strstr(result.out, question) != NULL, "%s", result.out);
    snprintf(command, sizeof command, "story %s --ask | tr '\\n' ' '", name);
    program_succeed(command, &result);
    snprintf(words, sizeof words, "%s  What do you expect?   a) ", question);
    ck_assert_msg(sim_text_starts(result.out, words), "%s", result.out);
    ck_assert_ptr_null(strstr(result.out, "The answer"));
    snprintf(command, sizeof command, "story %s --ini", name);
    program_succeed(command, &result);
    ck_assert_str_eq(result.out, text);
}
END_TEST

START_TEST(its_file_is_one_for_other_commands_too)
{
    char command[LINE_SIZE];
    program_result result;

    snprintf(command, sizeof command, "story %s --ini > own.ini",
             models_story_texts[_i].name);
    program_succeed(command, &result);
    program_run("check own.ini", &result);
    ck_assert_int_eq(result.code, 0);
    ck_assert_msg(strstr(result.out, "no problem") != NULL, "%s", result.out);
}
END_TEST

/* In right-hand sides, of which a slow laptop does a hundred thousand in a second: a story takes
 * less than five, one with a cohort less than thirty on all its processors. */
static const double most_work = 4e5, most_work_of_cohort = 1e7;

START_TEST(a_story_is_short)
{
    char command[LINE_SIZE], row[LINE_SIZE];
    const sim_source source = {.text = text_of(_i, command)};
    sim_error err = {""};
    double work, n;
    sim_job job;

    ck_assert_msg(sim_job_read(&job, &source, &err) == SIM_OK, "%s", err.text);
    ck_assert_msg(sim_job_solve(&job, &err) == SIM_OK, "%s", err.text);
    work = (double)job.solution.work;
    n = find_row(source.text, "replicates", row) ? strtod(row, NULL) : 0;
    ck_assert_msg(work + n * work <= (n > 0 ? most_work_of_cohort : most_work), "%s: %g",
                  models_story_texts[_i].name, work + n * work);
    sim_job_close(&job);
}
END_TEST

static int count_stories(void)
{
    int n = 0;

    while (models_story_texts[n].name) n++;
    return n;
}

int main(void)
{
    Suite *suite = suite_create("stories");
    TCase *stories = tcase_create("stories"), *turned = tcase_create("turned");
    TCase *files = tcase_create("files");
    const int n = count_stories();

    program_add_folder(stories);
    tcase_set_timeout(stories, 60);
    tcase_add_unchecked_fixture(stories, make_dir, remove_dir);
    tcase_add_loop_test(stories, what_a_story_tells_is_what_its_tables_say, 0, n);
    program_add_folder(turned);
    tcase_set_timeout(turned, 60);
    tcase_add_unchecked_fixture(turned, make_dir, remove_dir);
    tcase_add_loop_test(turned, with_its_rows_a_story_is_turned_round, 0, n);
    tcase_add_loop_test(turned, no_sentence_is_told_that_an_odd_row_makes_untrue, 0,
                        sizeof odd / sizeof *odd);
    program_add_folder(files);
    tcase_set_timeout(files, 60);
    tcase_add_loop_test(files, a_story_is_listed_and_asked_without_being_solved, 0, n);
    tcase_add_loop_test(files, its_file_is_one_for_other_commands_too, 0, n);
    tcase_add_loop_test(files, a_story_is_short, 0, n);
    suite_add_tcase(suite, stories);
    suite_add_tcase(suite, turned);
    suite_add_tcase(suite, files);
    return suite_run(suite);
}
