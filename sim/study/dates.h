/* dates.h -- days of the calendar, as ISO 8601 writes them: 2019-03-12.
 *
 * Units: days since 1970-01-01 of the Gregorian calendar, from year 1 to 9999.
 */
#ifndef SIM_STUDY_DATES_H
#define SIM_STUDY_DATES_H

#include <stdbool.h>

/* Reads a date that fills `text`.  False if it is none: then `right` is what may be meant by it,
 * or "" (12.3.2019 may be two days, and is neither). */
enum { SIM_DATE_SIZE = 32 };
bool sim_date_read(const char *text, double *day, char right[SIM_DATE_SIZE]);

/* Prints the date of a whole number of days. */
void sim_date_print(double day, char text[SIM_DATE_SIZE]);

/* Does a text look as if a date were meant, right or wrong? */
bool sim_date_is_meant(const char *text);

#endif
