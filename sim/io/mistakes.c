#include "sim/io/mistakes.h"

#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <utf8proc.h>

#include "sim/io/number.h"
#include "sim/io/text.h"

/* ---- characters ----------------------------------------------------------- */

static const char power[] = "it is a power of ten", fraction[] = "it is a fraction";

/* What looks like a part of a number, and is another character. */
static const struct {
    const char *from, *to, *what;
} spellings[] = {
    {"\u2212", "-", "its minus sign is U+2212, not -"},
    {"\uFE63", "-", "its minus sign is U+FE63, not -"},
    {"\u00BD", " 1/2", fraction},
    {"\u00BC", " 1/4", fraction},
    {"\u00BE", " 3/4", fraction},
    {"\u2044", "/", fraction},
    {"10\u207B", "10^-", power},
    {"10\u2070", "10^0", power},
    {"10\u00B9", "10^1", power},
    {"10\u00B2", "10^2", power},
    {"10\u00B3", "10^3", power},
    {"10\u2074", "10^4", power},
    {"10\u2075", "10^5", power},
    {"10\u2076", "10^6", power},
    {"10\u2077", "10^7", power},
    {"10\u2078", "10^8", power},
    {"10\u2079", "10^9", power},
};

enum { N_SPELLINGS = sizeof spellings / sizeof *spellings };

static char raised_digit(utf8proc_int32_t c)
{
    if (c == 0x00B9) return '1';
    if (c == 0x00B2 || c == 0x00B3) return (char)('0' + (c - 0x00B0));
    return c == 0x2070 || (c >= 0x2074 && c <= 0x2079) ? (char)('0' + (c - 0x2070)) : '\0';
}

/* A character of ASCII for what is one in another guise; 0 for any other. */
static char in_ascii(utf8proc_int32_t c, const char **what)
{
    *what = "it is written in full-width characters";
    if (c >= 0xFF01 && c <= 0xFF5E) return (char)(c - 0xFF01 + '!');
    *what = "a blank in it is no space";
    if (c > ' ' && utf8proc_category(c) == UTF8PROC_CATEGORY_ZS) return ' ';
    *what = "it has raised digits";
    return raised_digit(c);
}

/* Copies what stands at *from in plain characters; returns what was wrong with it. */
static const char *spell(const char **from, char *to)
{
    utf8proc_int32_t c;
    utf8proc_ssize_t length = utf8proc_iterate((const utf8proc_uint8_t *)*from, -1, &c);
    const char *what = NULL;
    char letter;

    for (size_t i = 0; i < N_SPELLINGS; i++) {
        if (strncmp(*from, spellings[i].from, strlen(spellings[i].from)) != 0) continue;
        *from += strlen(spellings[i].from);
        strcat(to, spellings[i].to);
        return spellings[i].what;
    }
    if (length < 1) length = 1, c = '?';
    letter = in_ascii(c, &what);
    if (letter)
        strncat(to, &letter, 1);
    else
        strncat(to, *from, (size_t)length);
    *from += length;
    return letter ? what : NULL;
}

/* ---- patterns ------------------------------------------------------------- */

#define NUMBER "([-+]?[0-9]*\\.?[0-9]+([eE][-+]?[0-9]+)?)" /* two groups */
#define PLAIN "([-+]?[0-9]+\\.?[0-9]*)"
#define BEHIND "([ \t]*[^-+0-9., \teE].*)?$" /* a unit, or nothing */
#define WORDS_BEHIND "([ \t].*)?$"
#define DASHES "\u2010|\u2011|\u2012|\u2013|\u2014"
#define DASH "(-|" DASHES ")"
#define TIMES "[ \t]*(\\*|x|X|\u00D7|\u00B7|\u22C5|\u2022)[ \t]*"
#define RAISED "[ \t]*(\\^|\\*\\*|[eE])[ \t]*[({]?([-+]?[0-9]+)[)}]?"

static const char by_word[] = "a word stands for a power of ten",
                  in_groups[] = "its digits stand in groups", range[] = "it is a range",
                  ahead[] = "a sign or word stands before it";

/* Words in place of a number, whatever their case; "" where they stand for none. */
static const struct {
    const char *word, *right;
} words[] = {
    {"nan", ""}, {"inf", ""},    {"-inf", ""},   {"infinity", ""}, {"\u221E", ""},
    {"na", ""},  {"n/a", ""},    {"none", ""},   {"null", ""},     {"?", ""},
    {"-", ""},   {"\u2013", ""}, {"\u2014", ""}, {"true", "1"},    {"yes", "1"},
    {"on", "1"}, {"false", "0"}, {"no", "0"},    {"off", "0"},
};

/* How what is right is made of what the pattern's groups matched. */
typedef enum {
    WRITTEN,  /* as `right` says, with $1 to $9 in it */
    RANGE,    /* so, and a range is meant */
    LIST,     /* so, and a list is */
    COMMA,    /* $1 without its comma, then $2; or the comma is a decimal one */
    COMMAS,   /* $1 without commas, then `right` */
    POINTS,   /* without points, a comma as the point */
    GAPS,     /* without what stands between groups, a comma as the point */
    QUOTIENT, /* $2 + $3 / $4, then `right` */
    HEX,      /* $1 in decimals, then `right` */
} making;

/* Of the first pattern that a text matches; only what holds a byte of `needs` can. */
static const struct {
    const char *needs, *pattern, *what, *right;
    making making;
} rules[] = {
    {"=", "^=+[ \t]*([^ \t].*)$", "its = stands twice", "$1", WRITTEN},
    {":-", "^(:|:=|->)[ \t]*([^ \t].*)$", ahead, "$2", WRITTEN},
    {"/-", "^(.*[^ \t])[ \t]*(//|/\\*|--).*$", "a comment begins with #", "$1", WRITTEN},
    {"[(", "^" NUMBER "[ \t]*[[(]([^][()0-9]*)[])]$", "brackets stand around its unit",
     "$1 $3", WRITTEN},
    {"~<>=ac\xC2\xE2",
     "^(~|\u2248|<=?|>=?|\u2264|\u2265|\u00B1|ca\\.?|about|approx\\.?)[ \t]*([0-9].*)$",
     ahead, "$2", WRITTEN},
    {"pP", "^[pP]([0-9]+)$", ahead, "$1", WRITTEN},
    {"(", "^\\(([^()]*)\\)$", "it stands in parentheses", "$1", WRITTEN},
    {",;.", "^([^,;]*[^,;. \t])[ \t]*([,;]+|\\.+)$", "a comma, semicolon or point ends it",
     "$1", WRITTEN},
    {"+\xC2", "^" NUMBER "[ \t]*(\u00B1|\\+/-|\\+-)[ \t]*" NUMBER BEHIND, "it has a spread",
     "$1$6", WRITTEN},
    {"\xE2", "^([0-9.]*[eE]|)(" DASHES ")([0-9.].*)$", "a dash stands for its minus sign",
     "$1-$3", WRITTEN},
    {"-\xE2", "^" NUMBER "[ \t]*" DASH "[ \t]*" NUMBER BEHIND, range, "$1..$4$6", RANGE},
    {".:tb\xE2", "^" NUMBER "[ \t]*(\\.\\.\\.?|\u2026|:|to|bis)[ \t]*" NUMBER BEHIND, range,
     "$1..$4$6", RANGE},
    {";", "^" NUMBER "([ \t]*;[ \t]*" NUMBER ")+" BEHIND, "semicolons separate its numbers",
     "", LIST},
    {",", "^" NUMBER "([ \t]*,[ \t]+" NUMBER ")+" BEHIND, "it is a list", "", LIST},
    {"*xX\xC2\xC3\xE2", "^" PLAIN TIMES "10" RAISED BEHIND, power, "$1e$4$5", WRITTEN},
    {"^*eE", "^10" RAISED BEHIND, power, "1e$2$3", WRITTEN},
    {"eE", "^" PLAIN "([ \t]+[eE][ \t]*|[eE][ \t]+)([-+]?)[ \t]*([0-9]+)" BEHIND,
     "a blank stands within it", "$1e$3$4$5", WRITTEN},
    {"kKt", "^" PLAIN "[ \t]*(thousand|[kK]|tsd\\.?)" WORDS_BEHIND, by_word, "$1e3$3",
     WRITTEN},
    {"k", "^" PLAIN "[ \t]*(lakhs?)" WORDS_BEHIND, by_word, "$1e5$3", WRITTEN},
    {"mM", "^" PLAIN "[ \t]*([mM]illion(s|en)?|[mM]io\\.?|mln|M)" WORDS_BEHIND, by_word,
     "$1e6$4", WRITTEN},
    {"c", "^" PLAIN "[ \t]*(crores?)" WORDS_BEHIND, by_word, "$1e7$3", WRITTEN},
    {"bB", "^" PLAIN "[ \t]*([bB]illions?|bn)" WORDS_BEHIND, by_word, "$1e9$3", WRITTEN},
    {",", "^([-+]?[1-9][0-9]{0,2},[0-9]{3})" BEHIND, "a comma groups its thousands", "$2",
     COMMA},
    {",", "^([-+]?[1-9][0-9]{0,2}(,[0-9]{2,3})*,[0-9]{3}(\\.[0-9]+)?)" BEHIND,
     "commas group its digits", "$4", COMMAS},
    {".", "^([-+]?[1-9][0-9]{0,2}((\\.[0-9]{3}){2,}|(\\.[0-9]{3})+,[0-9]+))" BEHIND,
     "points group its digits", "$5", POINTS},
    {" \t'_\xC2\xE2",
     "^([-+]?[0-9]{1,3}(([ \t'_]|\u2019|\u00B7)[0-9]{3})+([.,][0-9]+)?)" BEHIND, in_groups,
     "$5", GAPS},
    {"_", "^([-+]?[0-9]+(_[0-9]+)+(\\.[0-9]+)?)" BEHIND, in_groups, "$4", GAPS},
    {",", "^([-+]?[0-9]*),([0-9]+([eE][-+]?[0-9]+)?)" BEHIND, "it has a decimal comma",
     "$1.$2$4", WRITTEN},
    {",", "^" NUMBER "([ \t]*,[ \t]*" NUMBER "){2,}" BEHIND, "it is a list", "", LIST},
    {" \t", "^" NUMBER "([ \t]+" NUMBER ")+$", "blanks separate several", "", LIST},
    {"/", "^(([0-9]+)[ \t]+)?([0-9]+)[ \t]*/[ \t]*([0-9]+)" BEHIND, fraction, "$5",
     QUOTIENT},
    {"xX", "^(0[xX][0-9a-fA-F]+)" BEHIND, "it is hexadecimal", "$2", HEX},
};

enum { N_RULES = sizeof rules / sizeof *rules, GROUPS = 10, STEPS = 4 };

/* What a text's groups matched. */
typedef struct {
    const char *text;
    regmatch_t group[GROUPS];
} match;

static size_t length_of(const match *m, size_t i)
{
    return m->group[i].rm_so < 0 ? 0 : (size_t)(m->group[i].rm_eo - m->group[i].rm_so);
}

static void append(char *text, size_t size, const char *more, size_t length)
{
    const size_t at = strlen(text);

    if (at + length + 1 >= size) return;
    memcpy(text + at, more, length);
    text[at + length] = '\0';
}

static void append_group(char text[SIM_MISTAKE_TEXT], const match *m, size_t i)
{
    if (length_of(m, i) > 0)
        append(text, SIM_MISTAKE_TEXT, m->text + m->group[i].rm_so, length_of(m, i));
}

static void append_template(char text[SIM_MISTAKE_TEXT], const char *how, const match *m)
{
    for (; *how; how++) {
        if (*how == '$')
            append_group(text, m, (size_t)(*++how - '0'));
        else
            append(text, SIM_MISTAKE_TEXT, how, 1);
    }
}

/* The digits of the first group, its separators gone, and a point in place of `point`. */
static void append_digits(char text[SIM_MISTAKE_TEXT], const match *m, char point)
{
    const char *from = m->text + m->group[1].rm_so;

    for (size_t i = 0; i < length_of(m, 1); i++) {
        if (from[i] == point)
            append(text, SIM_MISTAKE_TEXT, ".", 1);
        else if (strchr("+-0123456789", from[i]))
            append(text, SIM_MISTAKE_TEXT, &from[i], 1);
    }
}

/* The number that group i of a match is; 0 without one. */
static double number_of(const match *m, size_t i)
{
    return length_of(m, i) > 0 ? strtod(m->text + m->group[i].rm_so, NULL) : 0;
}

static void append_number(char text[SIM_MISTAKE_TEXT], double number)
{
    char digits[SIM_NUMBER_SIZE];

    sim_number_print(digits, number, SIM_NUMBER_SHORT);
    append(text, SIM_MISTAKE_TEXT, digits, strlen(digits));
}

static void make_right(size_t rule, const match *m, char right[SIM_MISTAKE_TEXT])
{
    right[0] = '\0';
    switch (rules[rule].making) {
    case COMMA:
        append_digits(right, m, '\0');
        break;
    case COMMAS:
        append_digits(right, m, '.');
        break;
    case POINTS:
    case GAPS:
        append_digits(right, m,
                      strchr(m->text, ',')         ? ','
                      : rules[rule].making == GAPS ? '.'
                                                   : '\0');
        break;
    case QUOTIENT:
        append_number(right, number_of(m, 2) + number_of(m, 3) / number_of(m, 4));
        break;
    case HEX:
        append_number(right, number_of(m, 1));
        break;
    case WRITTEN:
    case RANGE:
    case LIST:
        break;
    }
    append_template(right, rules[rule].right, m);
}

/* "50,000" is fifty where the comma is a decimal one. */
static void make_other(size_t rule, const match *m, sim_mistake *mistake)
{
    char digits[SIM_MISTAKE_TEXT] = "", number[SIM_NUMBER_SIZE];

    if (rules[rule].making != COMMA) return;
    append_digits(digits, m, ',');
    sim_number_print_exact(number, strtod(digits, NULL));
    strcpy(mistake->other, number);
    append_template(mistake->other, rules[rule].right, m);
    mistake->other_if = "the comma is a decimal point";
}

/* To compile a pattern takes long. */
static bool may_match(size_t rule, const char *text)
{
    const bool of_number = strncmp(rules[rule].pattern, "^([-+]?[0-9]", 12) == 0;

    return strpbrk(text, rules[rule].needs) &&
           (!of_number || strchr("+-.,0123456789", *text));
}

static bool matches(size_t rule, const char *text, match *m)
{
    regex_t pattern;
    bool found;

    if (!may_match(rule, text)) return false;
    if (regcomp(&pattern, rules[rule].pattern, REG_EXTENDED) != 0) return false;
    m->text = text;
    found = regexec(&pattern, text, GROUPS, m->group, 0) == 0;
    regfree(&pattern);
    return found;
}

/* ---- what is meant -------------------------------------------------------- */

static void note(sim_mistake *mistake, const char *what)
{
    if (!mistake->what[0] && what)
        snprintf(mistake->what, sizeof mistake->what, "%s", what);
}

static sim_mistake_kind kind_of(making how)
{
    if (how == RANGE) return SIM_MISTAKE_RANGE;
    return how == LIST ? SIM_MISTAKE_LIST : SIM_MISTAKE_NUMBER;
}

/* Takes one more step from what was written to what is right; false where none is left. */
static bool step(sim_mistake *mistake)
{
    char right[SIM_MISTAKE_TEXT];
    match m;

    for (size_t i = 0; i < N_RULES; i++) {
        if (!matches(i, mistake->right, &m)) continue;
        note(mistake, rules[i].what);
        mistake->kind = kind_of(rules[i].making);
        make_right(i, &m, right);
        make_other(i, &m, mistake);
        strcpy(mistake->right, right);
        return true;
    }
    return false;
}

static bool is_word(sim_mistake *mistake)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcasecmp(words[i].word, mistake->right) != 0) continue;
        note(mistake, *words[i].right ? "it is a word" : "it stands for no number");
        strcpy(mistake->right, words[i].right);
        mistake->kind = *words[i].right ? SIM_MISTAKE_SWITCH : SIM_MISTAKE_NUMBER;
        return true;
    }
    return false;
}

bool sim_mistake_find(const char *text, sim_mistake *mistake)
{
    const char *from = text;
    double number;

    *mistake = (sim_mistake){.kind = SIM_MISTAKE_NUMBER};
    if (strlen(text) >= SIM_MISTAKE_TEXT / 4) return false;
    while (*from) note(mistake, spell(&from, mistake->right));
    if (sim_text_strip_quotes(mistake->right)) {
        mistake->what[0] = '\0';
        note(mistake, "it stands in quotes");
    }
    if (is_word(mistake)) return true;
    for (int i = 0; i < STEPS && mistake->kind == SIM_MISTAKE_NUMBER; i++) {
        if (sim_number_parse(mistake->right, &number) || !step(mistake)) break;
    }
    return mistake->what[0] != '\0';
}

/* ---- lists ---------------------------------------------------------------- */

static size_t digits_of(const char *text) { return strspn(text, "0123456789"); }

/* What the commas of a list are like: a blank behind them, or digits on both sides. */
typedef struct {
    size_t spaced, tight, of_three; /* of the tight ones: before a group of three digits */
    bool has_zeros; /* a value would start with a 0 too many, as in 10,000 */
} commas;

static commas commas_of(const char *text)
{
    commas found = {0};

    for (const char *c = strchr(text, ','); c; c = strchr(c + 1, ',')) {
        const size_t behind = digits_of(c + 1);

        found.spaced += c[1] == ' ' || c[1] == '\t';
        if (c == text || digits_of(c - 1) == 0 || behind == 0) continue;
        found.tight++;
        found.of_three += behind == 3;
        if (c[1] == '0' && behind > 1) found.has_zeros = true;
    }
    return found;
}

/* Copies a text with something else, or nothing, for its separators: semicolons, or tight
 * commas. */
static void replace(const char *text, char separator, const char *by,
                    char right[SIM_MISTAKE_TEXT])
{
    for (const char *c = text; *c; c++) {
        if (*c == separator && (separator == ';' || digits_of(c + 1) > 0))
            append(right, SIM_MISTAKE_TEXT, by, strlen(by));
        else
            append(right, SIM_MISTAKE_TEXT, c, 1);
    }
}

bool sim_mistake_find_in_list(const char *text, sim_mistake *mistake)
{
    const commas c = commas_of(text);

    *mistake = (sim_mistake){.kind = SIM_MISTAKE_LIST};
    if (strchr("[{(", text[0]) && text[0] && strpbrk(text + 1, "]})")) {
        note(mistake, "has brackets around its values");
        append(mistake->right, sizeof mistake->right, text + 1, strcspn(text + 1, "]})"));
    } else if (strchr(text, ';')) {
        note(mistake, "has semicolons between its values");
        replace(text, ';', ",", mistake->right);
    } else if (c.tight > 0 && c.tight == c.of_three && (c.spaced > 0 || c.has_zeros)) {
        note(mistake, "has commas that group digits");
        replace(text, ',', "", mistake->right);
    } else if (c.spaced > 0 && c.tight == c.spaced + 1) {
        note(mistake, "has decimal commas");
        replace(text, ',', ".", mistake->right);
    }
    if (strlen(text) >= SIM_MISTAKE_TEXT) strcpy(mistake->right, "1, 2, 4");
    return mistake->what[0] != '\0';
}
