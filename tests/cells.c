#include "tests/cells.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/csv.h"

json_t *cells_load(const char *path)
{
    json_error_t why;
    json_t *root = json_load_file(path, JSON_REJECT_DUPLICATES, &why);

    ck_assert_msg(root != NULL, "%s:%d: %s", path, why.line, why.text);
    return root;
}

const char *cells_text(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

typedef struct {
    const json_t *columns, *rows;
    size_t n; /* rows so far */
} side;

static void check_cell(const json_t *cell, const char *text, const char *place)
{
    if (json_is_null(cell))
        ck_assert_msg(*text == '\0', "%s: null, not '%s'", place, text);
    else if (json_is_string(cell))
        ck_assert_msg(strcmp(json_string_value(cell), text) == 0, "%s: '%s', not '%s'",
                      place, json_string_value(cell), text);
    else
        ck_assert_msg(json_is_number(cell) && *text &&
                          json_number_value(cell) == strtod(text, NULL),
                      "%s: %.17g, not '%s'", place, json_number_value(cell), text);
}

static sim_status take_row(void *self, const sim_csv_row *row, sim_error *err)
{
    side *s = self;

    (void)err;
    ck_assert_uint_eq(row->n, json_array_size(s->columns));
    for (size_t i = 0; i < row->n; i++) {
        const json_t *column = json_array_get(s->columns, i);
        char place[256];

        snprintf(place, sizeof place, "line %zu, %s", row->line,
                 cells_text(column, "name"));
        if (row->is_header)
            ck_assert_str_eq(cells_text(column, "name"), row->field[i]);
        else
            check_cell(json_array_get(json_array_get(s->rows, s->n), i), row->field[i],
                       place);
    }
    s->n += !row->is_header;
    return SIM_OK;
}

void cells_check(const json_t *root, const char *name, const char *csv_path)
{
    const json_t *table = json_object_get(json_object_get(root, "tables"), name);
    side s = {json_object_get(table, "columns"), json_object_get(table, "rows"), 0};
    FILE *in = fopen(csv_path, "rb");
    sim_error err = {""};

    ck_assert_msg(in && json_is_array(s.rows), "%s", csv_path);
    ck_assert_msg(sim_csv_take_all(&(sim_csv_input){in, csv_path, "another"}, take_row, &s,
                                   &err) == SIM_OK,
                  "%s", err.text);
    ck_assert_uint_eq(s.n, json_array_size(s.rows));
    fclose(in);
}
