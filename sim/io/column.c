#include "sim/io/column.h"

#include <string.h>

const sim_column sim_arm_column = {"arm", "1", "name of the arm", SIM_CELL_TEXT};
const sim_column sim_day_column = {"day", "day", "time since treatment began",
                                   SIM_CELL_NUMBER};

static const sim_column columns[] = {
    {"file", "1", "name of the file", SIM_CELL_TEXT},
    {"column", "1", "name of its column", SIM_CELL_TEXT},
    {"unit", "1", "unit of the column", SIM_CELL_TEXT},
    {"meaning", "1", "what it is", SIM_CELL_TEXT},
};
const sim_layout sim_columns_layout = SIM_LAYOUT("columns", columns);

sim_column sim_column_of(const sim_symbol *s)
{
    return (sim_column){s->name, s->unit, s->meaning, SIM_CELL_NUMBER};
}

size_t sim_layout_find(const sim_layout *layout, const char *column)
{
    size_t i = 0;

    while (i < layout->n && strcmp(layout->columns[i].name, column) != 0) i++;
    return i;
}
