#include "sim/study/dates.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_of(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    return days[month - 1] + (month == 2 && is_leap(year));
}

static bool is_day(int year, int month, int day)
{
    return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
           day <= days_of(year, month);
}

/* Days before a year, counted from year 1. */
static double days_before(int year)
{
    const int y = year - 1;

    return 365. * y + y / 4 - y / 100 + y / 400;
}

static double number_of(int year, int month, int day)
{
    double days = days_before(year) - days_before(1970) + day - 1;

    for (int m = 1; m < month; m++) days += days_of(year, m);
    return days;
}

/* Three whole numbers with one kind of mark between them; how many digits each has. */
static bool take_apart(const char *text, int part[3], int digits[3], char *mark)
{
    for (int i = 0; i < 3; i++) {
        const char *from = text;

        for (part[i] = 0; isdigit((unsigned char)*text) && text - from < 4; text++)
            part[i] = 10 * part[i] + (*text - '0');
        digits[i] = (int)(text - from);
        if (digits[i] == 0) return false;
        if (i == 2) return *text == '\0';
        if (!strchr("-./", *text) || *text == '\0' || (i == 1 && *text != *mark))
            return false;
        *mark = *text++;
    }
    return false;
}

void sim_date_print(double day, char text[SIM_DATE_SIZE])
{
    int year = 1970 + (int)floor(day / 365.2425), month = 1;

    year = year < 1 ? 1 : year > 9999 ? 9999 : year;
    while (year > 1 && number_of(year, 1, 1) > day) year--;
    while (year < 9999 && number_of(year + 1, 1, 1) <= day) year++;
    while (month < 12 && number_of(year, month + 1, 1) <= day) month++;
    snprintf(text, SIM_DATE_SIZE, "%04d-%02d-%02d", year, month,
             (int)(day - number_of(year, month, 1)) + 1);
}

bool sim_date_is_meant(const char *text)
{
    int part[3], digits[3];
    char mark;

    return take_apart(text, part, digits, &mark);
}

bool sim_date_read(const char *text, double *day, char right[SIM_DATE_SIZE])
{
    int p[3], digits[3];
    char mark;

    right[0] = '\0';
    if (!take_apart(text, p, digits, &mark)) return false;
    if (digits[0] == 4 && is_day(p[0], p[1], p[2])) {
        *day = number_of(p[0], p[1], p[2]);
        if (mark == '-' && digits[1] == 2 && digits[2] == 2) return true;
        snprintf(right, SIM_DATE_SIZE, "%04d-%02d-%02d", p[0], p[1], p[2]);
    } else if (digits[2] == 4) {
        const bool by_day = is_day(p[2], p[1], p[0]), by_month = is_day(p[2], p[0], p[1]);

        if (by_day && (!by_month || p[0] == p[1]))
            snprintf(right, SIM_DATE_SIZE, "%04d-%02d-%02d", p[2], p[1], p[0]);
        else if (by_month && !by_day)
            snprintf(right, SIM_DATE_SIZE, "%04d-%02d-%02d", p[2], p[0], p[1]);
    }
    return false;
}
