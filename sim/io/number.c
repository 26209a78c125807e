#include "sim/io/number.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void sim_number_print(char text[SIM_NUMBER_SIZE], double number, int digits)
{
    snprintf(text, SIM_NUMBER_SIZE, "%.*g", digits, number == 0 ? 0 : number);
}

void sim_number_print_exact(char text[SIM_NUMBER_SIZE], double number)
{
    for (int digits = 6; digits <= 17; digits++) {
        sim_number_print(text, number, digits);
        if (strtod(text, NULL) == number) return;
    }
}

bool sim_number_parse(const char *text, double *number)
{
    char *end;

    while (isspace((unsigned char)*text)) text++;
    if (strspn(text, "+-.0123456789eE") != strcspn(text, " \t\r\n\v\f")) return false;
    *number = strtod(text, &end);
    if (end == text || !isfinite(*number)) return false;
    while (isspace((unsigned char)*end)) end++;
    return *end == '\0';
}
