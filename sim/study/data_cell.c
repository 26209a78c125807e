#include "sim/study/data_cell.h"

#include <stdio.h>
#include <string.h>

#include "sim/io/characters.h"
#include "sim/io/mistakes.h"
#include "sim/io/number.h"

enum { UNIT_SIZE = 80 };

bool sim_data_number(const char *text, double *number, char wrong[SIM_DATA_WRONG])
{
    sim_mistake mistake;

    if (sim_number_parse(text, number)) return true;
    snprintf(wrong, SIM_DATA_WRONG,
             "is no number; a plain one such as 12.5, or an empty cell, would be right");
    if (sim_mistake_find(text, &mistake) && *mistake.right)
        snprintf(wrong, SIM_DATA_WRONG, "is no number: %.120s; %.120s would be right",
                 mistake.what, mistake.right);
    return false;
}

bool sim_data_convert(const sim_units *units, double number, const char *from,
                      const char *unit, double *value)
{
    char whole[UNIT_SIZE];
    double factor;

    if (!from || strcmp(from, unit) == 0) {
        *value = number;
        return true;
    }
    if (sim_number_parse(from, &factor)) {
        snprintf(whole, sizeof whole, "%s %s", from, unit);
        if (strcmp(unit, "1") == 0) snprintf(whole, sizeof whole, "%s", from);
        from = whole;
    }
    return sim_units_convert(units, number, from, unit, value);
}

const char *sim_data_unit_told(const char *unit)
{
    return strcmp(unit, "1") == 0 ? "%" : unit;
}

bool sim_data_is_name(const char *text, char wrong[SIM_DATA_WRONG])
{
    char odd[SIM_CHARACTERS_WHAT];

    if (sim_characters_are_broken(text, odd)) {
        snprintf(wrong, SIM_DATA_WRONG,
                 "holds %s, which is not UTF-8; a file saved as UTF-8 would be right", odd);
        return false;
    }
    if (!sim_characters_are_odd(text, SIM_PLAIN_NAME, odd)) return true;
    snprintf(wrong, SIM_DATA_WRONG, "%s", odd);
    return false;
}
