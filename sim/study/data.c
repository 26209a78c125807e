#include "sim/study/data.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/characters.h"
#include "sim/io/memory.h"
#include "sim/io/text.h"
#include "sim/study/data_table.h"

enum { NAME_MOST = 40, WRONG_SIZE = 720 };

const char sim_data_estimate[] = "estimate";

static sim_status check_name(const sim_data_list *all, const char *name, const char *place,
                             sim_error *err)
{
    char odd[SIM_CHARACTERS_WHAT];

    if (sim_characters_are_odd(name, SIM_PLAIN_NAME, odd))
        return sim_fail(err, SIM_ENAME, "%s: the name of the data %s", place, odd);
    if (*name == '\0' || sim_characters_count(name) > NAME_MOST)
        return sim_fail(err, SIM_ENAME,
                        "%s: data '%.80s' need a name of 1 to %d characters; [data log] "
                        "would be right",
                        place, name, NAME_MOST);
    for (size_t i = 0; i < all->n; i++)
        if (strcmp(all->list[i].name, name) == 0)
            return sim_fail(err, SIM_ENAME,
                            "%s: data '%s' are given twice, first at %s; another name "
                            "would be right",
                            place, name, all->list[i].place);
    return SIM_OK;
}

sim_status sim_data_add(sim_data_list *all, const char *name, const char *place,
                        sim_error *err)
{
    sim_status status = check_name(all, name, place, err);
    sim_data data = {0};

    if (status != SIM_OK) return status;
    if (!sim_memory_grow(&all->list, all->n, sizeof *all->list))
        return sim_fail_memory(err, place);
    data.name = sim_text_copy(name);
    data.place = sim_text_copy(place);
    all->list[all->n++] = data;
    return data.name && data.place ? SIM_OK : sim_fail_memory(err, place);
}

sim_status sim_data_set(sim_data_list *all, const sim_row *row, sim_error *err)
{
    sim_data *data = &all->list[all->n - 1];
    const sim_data_row *first = sim_data_find(data, row->name);
    sim_data_row made;

    sim_bug(all->n == 0);
    if (first) return sim_row_refuse_second(row, first->place, err);
    if (!sim_memory_grow(&data->rows, data->n, sizeof *data->rows))
        return sim_fail_memory(err, row->place);
    made = (sim_data_row){sim_text_copy(row->name), sim_text_copy(row->how),
                          sim_text_copy(row->place)};
    data->rows[data->n++] = made;
    return made.name && made.text && made.place ? SIM_OK : sim_fail_memory(err, row->place);
}

static void free_data(sim_data *data)
{
    for (size_t i = 0; i < data->n; i++) {
        free(data->rows[i].name);
        free(data->rows[i].text);
        free(data->rows[i].place);
    }
    sim_data_table_free(data->table);
    free(data->rows);
    free(data->name);
    free(data->place);
}

void sim_data_free(sim_data_list *all)
{
    for (size_t i = 0; i < all->n; i++) free_data(&all->list[i]);
    free(all->list);
    *all = (sim_data_list){0};
}

const sim_data_row *sim_data_find(const sim_data *data, const char *name)
{
    for (size_t i = 0; i < data->n; i++)
        if (strcmp(data->rows[i].name, name) == 0) return &data->rows[i];
    return NULL;
}

const char *sim_data_name_behind(const sim_data_row *row, const char *first)
{
    const char *behind = row->name + strlen(first);

    if (!sim_text_starts(row->name, first) || *behind != ' ') return NULL;
    return behind + strspn(behind, " ");
}

sim_status sim_data_refuse(const sim_data_row *row, sim_error *err, const char *format, ...)
{
    char wrong[WRONG_SIZE];
    va_list args;

    va_start(args, format);
    vsnprintf(wrong, sizeof wrong, format, args);
    va_end(args);
    return sim_fail(err, SIM_EVALUE, "%s: %.80s = %.120s: %s", row->place, row->name,
                    row->text, wrong);
}

sim_status sim_data_refuse_at(const char *file, size_t line, sim_error *err,
                              const char *format, ...)
{
    char wrong[WRONG_SIZE];
    va_list args;

    va_start(args, format);
    vsnprintf(wrong, sizeof wrong, format, args);
    va_end(args);
    return sim_fail(err, SIM_EVALUE, "%.200s:%zu: %s", file, line, wrong);
}

void sim_data_write(const sim_data *data, FILE *out)
{
    fprintf(out, "\n[data %s]\n", data->name);
    for (size_t i = 0; i < data->n; i++)
        fprintf(out, "%s = %s\n", data->rows[i].name, data->rows[i].text);
}
