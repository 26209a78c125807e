#include "tests/tokens.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

static bool starts(const char *text, size_t i)
{
    const size_t digit = text[i] == '-' ? i + 1 : i;

    return isdigit((unsigned char)text[digit]) &&
           (i == 0 || !isalnum((unsigned char)text[i - 1]));
}

tokens tokens_find(const char *text)
{
    tokens all = {.n = 0};

    for (size_t i = 0; text[i]; i++) {
        char *end;
        token *t;

        if (!starts(text, i)) continue;
        if (all.n == TOKENS_MOST) ck_abort_msg("%s", text);
        t = &all.list[all.n++];
        strtod(text + i, &end);
        if (end[-1] == '.') end--;
        *t = (token){.start = i, .end = (size_t)(end - text)};
        snprintf(t->text, sizeof t->text, "%.*s", (int)(t->end - t->start), text + i);
        i = t->end - 1;
    }
    return all;
}

bool token_is(const token *t, double value, int digits)
{
    char right[sizeof t->text];

    snprintf(right, sizeof right, "%.*g", digits, value == 0 ? 0 : value);
    return strtod(t->text, NULL) == strtod(right, NULL);
}

bool tokens_show(const tokens *all, double value, int digits)
{
    for (size_t i = 0; i < all->n; i++)
        if (token_is(&all->list[i], value, digits)) return true;
    return false;
}
