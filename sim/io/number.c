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

bool sim_number_parse_start(const char *text, double *number, const char **rest)
{
    char *end;

    while (isspace((unsigned char)*text)) text++;
    *number = strtod(text, &end);
    *rest = end;
    /* strtod also takes hexadecimal numbers */
    return end > text && isfinite(*number) &&
           strspn(text, "+-.0123456789eE") >= (size_t)(end - text);
}

bool sim_number_parse(const char *text, double *number)
{
    const char *rest;

    if (!sim_number_parse_start(text, number, &rest)) return false;
    while (isspace((unsigned char)*rest)) rest++;
    return *rest == '\0';
}

/* Does a decimal number have a fraction that is not 0?  Judged by its digits: a double rounds
 * them. */
static bool has_fraction(const char *text)
{
    long below = 0, zeros = 0; /* digits behind the point; zeros at the end of all digits */
    bool point = false, any = false;
    const char *at = text + strspn(text, " \t\n\r\v\f+-");

    for (; isdigit((unsigned char)*at) || *at == '.'; at++) {
        if (*at == '.') {
            point = true;
            continue;
        }
        any |= *at != '0';
        below += point;
        zeros = *at == '0' ? zeros + 1 : 0;
    }
    if (!any) return false;
    if (*at == 'e' || *at == 'E') zeros += strtol(at + 1, NULL, 10);
    return zeros < below;
}

bool sim_number_parse_whole(const char *text, double *number)
{
    static const double most = 9007199254740992; /* 2^53 */

    return sim_number_parse(text, number) && fabs(*number) < most && !has_fraction(text);
}
