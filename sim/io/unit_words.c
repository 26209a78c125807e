#include "sim/io/unit_words.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/number.h"
#include "sim/io/text.h"

enum { DEEPEST = 8, HIGHEST_POWER = 99 };

const sim_unit_words sim_unit_no_words = {.scale = 1};

/* ---- products --------------------------------------------------------------- */

static void drop_word(sim_unit_words *words, size_t i)
{
    memmove(&words->list[i], &words->list[i + 1], (words->n - i - 1) * sizeof *words->list);
    words->n--;
}

static bool add_word(sim_unit_words *words, const char *text, int power)
{
    size_t i = 0;

    while (i < words->n && strcmp(words->list[i].text, text) != 0) i++;
    if (i == SIM_UNIT_WORDS) return false;
    if (i == words->n) {
        words->list[i].power = 0;
        memcpy(words->list[i].text, text, strlen(text) + 1);
        words->n++;
    }
    words->list[i].power += power;
    if (words->list[i].power == 0) drop_word(words, i);
    return abs(power) <= HIGHEST_POWER;
}

bool sim_unit_words_multiply(sim_unit_words *a, const sim_unit_words *b, int power)
{
    bool fits = true;

    a->scale = sim_number_round(a->scale * pow(b->scale, power), 15);
    for (size_t i = 0; fits && i < b->n; i++)
        fits = add_word(a, b->list[i].text, power * b->list[i].power);
    return fits && isfinite(a->scale) && a->scale > 0;
}

bool sim_unit_words_root(sim_unit_words *words)
{
    words->scale = sqrt(words->scale);
    for (size_t i = 0; i < words->n; i++) {
        if (words->list[i].power % 2 != 0) return false;
        words->list[i].power /= 2;
    }
    return true;
}

/* ---- reading ---------------------------------------------------------------- */

typedef struct {
    const char *at;
    sim_unit_words *words;
    int depth;
} reader;

static bool read_product(reader *r, int sign);

/* "mm", "m2", "m^2", "m-2" is not one. */
static bool read_word(reader *r, int sign)
{
    char word[SIM_UNIT_WORD] = "";
    size_t n = 0;
    long power = 1;

    while (isalpha((unsigned char)r->at[n]) || (unsigned char)r->at[n] >= 0x80 ||
           r->at[n] == '%')
        n++;
    if (n == 0 || n >= sizeof word) return false;
    memcpy(word, r->at, n);
    r->at += n;
    if (*r->at == '^') r->at++;
    if (isdigit((unsigned char)*r->at)) {
        char *end;

        power = strtol(r->at, &end, 10);
        r->at = end;
    }
    return power > 0 && power <= HIGHEST_POWER &&
           add_word(r->words, word, sign * (int)power);
}

static bool read_factor(reader *r, int sign)
{
    double number;

    if (*r->at == '(') {
        r->at++;
        if (++r->depth > DEEPEST || !read_product(r, sign)) return false;
        r->depth--;
        return *r->at++ == ')';
    }
    if (!isdigit((unsigned char)*r->at)) return read_word(r, sign);
    if (!sim_number_parse_start(r->at, &number, &r->at) || !(number > 0)) return false;
    r->words->scale = sim_number_round(r->words->scale * pow(number, sign), 15);
    return true;
}

/* Up to the end, or a parenthesis that closes. */
static bool read_product(reader *r, int sign)
{
    bool done = read_factor(r, sign);

    while (done && *r->at && *r->at != ')') {
        const bool is_below = *r->at == '/';

        if (!strchr(" *./", *r->at)) return false;
        r->at++;
        done = read_factor(r, is_below ? -sign : sign);
    }
    return done;
}

bool sim_unit_words_read(const char *text, sim_unit_words *words)
{
    reader r = {text, words, 0};

    *words = sim_unit_no_words;
    return read_product(&r, 1) && *r.at == '\0';
}

/* ---- printing --------------------------------------------------------------- */

static void print_side(const sim_unit_words *words, int sign, char text[SIM_UNIT_TEXT])
{
    for (size_t i = 0; i < words->n; i++) {
        const int power = sign * words->list[i].power;

        if (power <= 0) continue;
        sim_text_append(text, SIM_UNIT_TEXT, "%s%s", sign < 0 ? "/" : (*text ? " " : ""),
                        words->list[i].text);
        if (power > 1) sim_text_append(text, SIM_UNIT_TEXT, "%d", power);
    }
}

/* "1e6", where numbers elsewhere are "1e+06". */
static void print_scale(double scale, char text[SIM_UNIT_TEXT])
{
    char *e;

    sim_number_print(text, scale, SIM_NUMBER_SHORT);
    if ((e = strchr(text, 'e')) != NULL) sprintf(e, "e%ld", strtol(e + 1, NULL, 10));
}

bool sim_unit_words_print(const sim_unit_words *words, char text[SIM_UNIT_TEXT])
{
    *text = '\0';
    if (words->scale != 1) print_scale(words->scale, text);
    print_side(words, 1, text);
    if (!*text) strcpy(text, "1");
    print_side(words, -1, text);
    return strlen(text) < SIM_UNIT_TEXT - 1;
}
