#include "tests/broken.h"

#include <check.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/study/arms.h"

enum { CASES_MOST = 100, NAME = 64 };

typedef struct {
    char name[NAME], rows[BROKEN_TEXT], message[BROKEN_TEXT];
} broken_case;

int n_broken;
static broken_case list[CASES_MOST];
static char folder[PATH_MAX];

static void take(char to[], size_t size, const char *text)
{
    if (strlen(text) >= size) abort();
    strcpy(to, text);
}

void broken_read(const char *from)
{
    char path[PATH_MAX], line[3 * BROKEN_TEXT];
    FILE *in;

    snprintf(path, sizeof path, "%s/expected.txt", from);
    in = fopen(path, "r");
    if (!realpath(from, folder) || !in) abort();
    while (fgets(line, sizeof line, in)) {
        broken_case *b = &list[n_broken];
        char *rows = strchr(line, '|'), *message = rows ? strchr(rows + 1, '|') : NULL;

        if (n_broken++ == CASES_MOST || !message) abort();
        message[strcspn(message, "\n")] = '\0';
        *rows = *message = '\0';
        take(b->name, sizeof b->name, line);
        take(b->rows, sizeof b->rows, rows + 1);
        take(b->message, sizeof b->message, message + 1);
    }
    fclose(in);
}

static void print_experiment(const broken_case *b, const char *head, char text[],
                             size_t size)
{
    int n = snprintf(text, size, "%sfile = %s.csv\n%s\n", head, b->name, b->rows);

    ck_assert_int_lt(n, (int)size);
    for (char *c = text + strlen(head); *c; c++)
        if (*c == ';') *c = '\n';
}

void broken_try(int i, const sim_session *session, const char *head)
{
    const size_t length = strlen(folder) + 1;
    char text[3 * BROKEN_TEXT], beside[PATH_MAX + NAME];
    sim_error err = {""};
    sim_experiment e;

    print_experiment(&list[i], head, text, sizeof text);
    snprintf(beside, sizeof beside, "%s/own.ini", folder);
    ck_assert_int_ne(sim_experiment_read(&e, &session->catalog, &session->presets,
                                         &(sim_source){.file = beside, .text = text}, &err),
                     SIM_OK);
    sim_experiment_free(&e);
    if (getenv("VERBOSE"))
        printf("%s|%s|%s\n", list[i].name, list[i].rows, err.text + length);
    ck_assert_uint_gt(strlen(err.text), length);
    ck_assert_str_eq(err.text + length, list[i].message);
}
